"""Why a proposal, a submission or a quote is refused. Each says where, why, what would pass."""

from backend.kernel.errors import Conflict, Forbidden, RuleBroken
from backend.kernel.stale import Stale


class CurrenciesMixed(RuleBroken):
    code = "underwriting.currencies_mixed"
    title = "Revenues of one territory are stated in one currency"


class QuestionUnknown(RuleBroken):
    code = "underwriting.question_unknown"
    title = "The form has no such question"


class AnswersOvertaken(Conflict):
    """`n`: the newest version of the answers."""

    code = "underwriting.answers_overtaken"
    title = "Somebody answered meanwhile: read the newest version first"


class Incomplete(RuleBroken):
    """`missing`: every question that is still open."""

    code = "underwriting.incomplete"
    title = "The proposal is not complete"


class NotDeclared(RuleBroken):
    code = "underwriting.not_declared"
    title = "A proposal is sent with every declaration made"


class OneInsurerOnly(Forbidden):
    code = "underwriting.one_insurer_only"
    title = "On an insurer's own platform a proposal goes to that insurer alone"


class InsurerOffersNothing(RuleBroken):
    """`insurer_id`: who offers no rated product of this line on the day of inception."""

    code = "underwriting.insurer_offers_nothing"
    title = "The insurer has no product of this line on that day"


class DuplicateCover(Conflict):
    """`duplicates`: other proposals and cover of the firm that overlap."""

    code = "underwriting.duplicate_cover"
    title = "Other cover overlaps with this: say that you know"


class NotEvidence(RuleBroken):
    code = "underwriting.not_evidence"
    title = "Only papers of this proposal can be granted for it"


class QuoteExpired(Conflict):
    code = "underwriting.quote_expired"
    title = "The quote's validity is over"


class QuoteNotOpen(Conflict):
    code = "underwriting.quote_not_open"
    title = "This quote stands no more, or never bound"


class RiskChanged(Stale):
    """`quoted` and `now`: the versions of the answers that the quote and the proposal have."""

    code = "underwriting.risk_changed"
    title = "The answers changed after the quote: another has to be asked for"


class OutsideAuthority(Forbidden):
    """`needed` and `held`: levels of authority."""

    code = "underwriting.outside_authority"
    title = "The quote needs a higher authority than yours: refer it"


class KnockedOut(RuleBroken):
    """`rules`: the knock-outs of the plan that hold."""

    code = "underwriting.knocked_out"
    title = "A rule of the plan refuses this risk; nobody at the desk may quote it"


class FactsOpen(RuleBroken):
    """`facts`: what the plan's rules still ask for."""

    code = "underwriting.facts_open"
    title = "A rule of the plan asks for a fact that is not known yet"


class PartNotAsked(RuleBroken):
    code = "underwriting.part_not_asked"
    title = "An option has parts and territories that were asked for, and no others"


class PartNotInProduct(RuleBroken):
    code = "underwriting.part_not_in_product"
    title = "The product has no such part"


class AboveProductLimit(RuleBroken):
    """`most_fen`: what the product offers at most."""

    code = "underwriting.above_product_limit"
    title = "The limit is above what the product offers"


class OptionTwice(RuleBroken):
    code = "underwriting.option_twice"
    title = "Two options are the same"


class ValidityTooLong(RuleBroken):
    """`latest_on`: the last day that would pass."""

    code = "underwriting.validity_too_long"
    title = "A quote ends before the cover would begin"


class RuleBegins(Conflict):
    code = "underwriting.rule_begins"
    title = "Another rule begins on that day already"


class DayPast(RuleBroken):
    code = "underwriting.day_past"
    title = "The day is over already"


class NothingAsked(Conflict):
    code = "underwriting.nothing_asked"
    title = "No question waits for an answer"


class AlreadyTaken(Stale):
    code = "underwriting.already_taken"
    title = "A colleague has taken it"


class NothingReferred(Conflict):
    code = "underwriting.nothing_referred"
    title = "No referral waits for a decision"


class ReferralReplaced(Stale):
    code = "underwriting.referral_replaced"
    title = "Another referral waits than the one you read"


class ReferrerCannotDecide(Forbidden):
    code = "underwriting.referrer_cannot_decide"
    title = "Another person than who referred it decides"


class AmendedTermsMissing(RuleBroken):
    code = "underwriting.amended_terms_missing"
    title = "An amendment says on which terms"


class NothingPossible(Conflict):
    code = "underwriting.nothing_possible"
    title = "No screening waits for a person's decision"


class AuthorityBySelf(Forbidden):
    code = "underwriting.authority_by_self"
    title = "Authority is given by two others than who gets it"


class AuthorityConfirmed(Conflict):
    code = "underwriting.authority_confirmed"
    title = "This authority is confirmed, or over, already"


class MemberUnknown(RuleBroken):
    code = "underwriting.member_unknown"
    title = "Authority is given to an underwriter of your organisation"


class ListLoaded(Conflict):
    code = "underwriting.list_loaded"
    title = "This version of the list is loaded already"
