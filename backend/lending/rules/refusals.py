"""The refusals of the application rules, each with its code that stays."""

from backend.kernel.errors import Conflict, Forbidden, RuleBroken
from backend.kernel.stale import Stale


class ReportInUse(Conflict):
    code = "lending.report_in_use"
    title = "The application rests on this report; another valuation has to take its place first"


class RequestIsWithdrawn(Conflict):
    code = "lending.request_withdrawn"
    title = "The financing request was withdrawn"


class RequestChanged(Conflict):
    code = "lending.request_changed"
    title = "The financing request changed since the application was drafted"


class PapersMissing(RuleBroken):
    code = "lending.papers_missing"
    title = "Papers that the product requires are missing, outdated or left out"


class DocumentWithdrawn(Conflict):
    code = "lending.document_withdrawn"
    title = "A document of the application was withdrawn"


class ProductNotOffered(Conflict):
    code = "lending.product_not_offered"
    title = "The bank does not offer this product now"


class AlreadyApplied(Conflict):
    code = "lending.already_applied"
    title = "There is an application of this request for this product already"


class RightCommitted(Conflict):
    code = "lending.right_committed"
    title = "A right of this application is committed to an accepted offer"


class ConsentMissing(RuleBroken):
    code = "lending.consent_missing"
    title = "The consent has to be given explicitly"


class ConsentOutdated(Conflict):
    code = "lending.consent_outdated"
    title = "The bank's consent text is another one now"


class AlreadyTaken(Conflict):
    code = "lending.already_taken"
    title = "A colleague handles this application"


class NothingDecided(Conflict):
    code = "lending.nothing_decided"
    title = "The bank has not decided on this application yet"


class PackUnfit(RuleBroken):
    code = "lending.pack_unfit"
    title = "The evidence pack cannot be filled in with what is on record"


class AssigneeUnfit(RuleBroken):
    code = "lending.assignee_unfit"
    title = "This colleague cannot handle applications"


class AnswerTimeNotOver(Conflict):
    code = "lending.answer_time_not_over"
    title = "The firm still has time to answer"


class ValuationMissing(Conflict):
    code = "lending.valuation_missing"
    title = "The application rests on no valuation"


class ValuationUnchecked(Conflict):
    code = "lending.valuation_unchecked"
    title = "Neither has the issuer confirmed the valuation, nor anybody recorded a check of it"


class ValuationNotUsable(RuleBroken):
    code = "lending.valuation_not_usable"
    title = "This valuation does not serve the rights of the application"


class OpinionIncomplete(RuleBroken):
    code = "lending.opinion_incomplete"
    title = "The opinion lacks what its kind needs"


class OpinionStale(Stale):
    code = "lending.opinion_stale"
    title = "There is a newer opinion than the one you saw"


class OpinionNotAGrant(Conflict):
    code = "lending.opinion_not_a_grant"
    title = "Only an opinion to grant can be approved"


class MakerCannotCheck(Forbidden):
    code = "lending.maker_cannot_check"
    title = "Whoever made the opinion cannot decide on it"


class ReasonMissing(RuleBroken):
    code = "lending.reason_missing"
    title = "A refusal needs a coded reason and a sentence for the firm"


class AmountAboveCeiling(RuleBroken):
    code = "lending.amount_above_ceiling"
    title = "The amount is above what the pledge and the product can carry"


class CapacityUsedUp(Conflict):
    code = "lending.capacity_used_up"
    title = "The product's capacity for this period is used up"


class OfferExpired(Conflict):
    code = "lending.offer_expired"
    title = "The offer's time is over"


class ValuationReplaced(Stale):
    code = "lending.valuation_replaced"
    title = "The application rests on another valuation than the one you saw"


class CaseMoved(Stale):
    code = "lending.case_moved"
    title = "The case moved on since you looked at it"


class OfferGone(Stale):
    code = "lending.offer_gone"
    title = "This is not the offer that stands now"


class RetractionTakesTwo(Forbidden):
    code = "lending.retraction_takes_two"
    title = "Another person has to execute the retraction"


class PledgeIsRegistered(Conflict):
    code = "lending.pledge_registered"
    title = "The pledge is registered: cancel it first"


class PledgeNotVerified(Conflict):
    code = "lending.pledge_not_verified"
    title = "No drawdown before the bank has verified the registration"


class GuaranteeNotInForce(Conflict):
    """`on`: the day that it was asked for; `policies`: the numbers of those that there are."""

    code = "lending.guarantee_not_in_force"
    title = "No drawdown before the guarantee that the offer asks for is in force"


class DrawdownAboveOffer(RuleBroken):
    code = "lending.drawdown_above_offer"
    title = "More was to be drawn than granted or secured"


class ValueNotWorked(RuleBroken):
    code = "lending.value_not_worked"
    title = "The value was stated, not worked out of inputs: there is nothing to move"
