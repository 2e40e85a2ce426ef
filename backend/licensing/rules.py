"""The marketplace's checklist and its refusals (licensing.md §2, §6, §7, §10). Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from backend.kernel.errors import Conflict, RuleBroken
from backend.licensing.states import LicenceKind, PriceForm, RateBase, Rule

#: Nobody else may be licensed beside these.
ALONE = frozenset({LicenceKind.EXCLUSIVE, LicenceKind.SOLE})
#: Months after a licence takes effect in which its recordal is to be filed (Rules 15).
RECORDAL_MONTHS = 3


@dataclass(frozen=True, kw_only=True)
class Price:
    form: PriceForm
    lump_fen: int | None = None
    upfront_fen: int | None = None
    rate_bp: int | None = None
    rate_base: RateBase | None = None
    minimum_fen: int | None = None

    @property
    def at_first_fen(self) -> int | None:
        """What is paid at the beginning; it orders a list and meets a pledgee's floor."""
        if self.form is PriceForm.FREE:
            return 0
        return self.lump_fen if self.form is PriceForm.LUMP else self.upfront_fen


@dataclass(frozen=True, kw_only=True)
class Scope:
    """What is licensed; empty fields: every field, empty territory: the mainland of China."""

    kind: LicenceKind
    fields: tuple[str, ...] = ()
    territory: tuple[str, ...] = ()
    ends_on: date | None = None
    #: Plain licences agreed before these terms were stated go on beside it (§2).
    carve_out: bool = False


@dataclass(frozen=True, kw_only=True)
class Backing:
    """The papers behind an offer."""

    pledgee_consent: UUID | None = None
    consent_floor_fen: int | None = None
    consent_account: str | None = None
    coowner_consent: UUID | None = None
    evaluation_report: UUID | None = None
    state_owned: bool = False
    approval: UUID | None = None
    disputes: str | None = None

    def documents(self) -> list[UUID]:
        named = (self.pledgee_consent, self.coowner_consent, self.evaluation_report, self.approval)
        return list(dict.fromkeys(each for each in named if each is not None))


@dataclass(frozen=True, kw_only=True)
class Declaration:
    """An open licence as it is declared to CNIPA (Implementing Rules 85)."""

    declared_on: date | None = None
    announced_on: date | None = None
    #: Words of its note that advertise.
    advertising: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What is known of the right today; `None`: no source tells."""

    in_force: bool | None
    fees_paid: bool | None
    paused: bool | None
    pledged: bool
    owner_proven: bool
    owners: int
    needs_report: bool
    expires_on: date | None
    twin: bool = False
    #: By a register extract: a licence is recorded, an invalidation is pending.
    licensed: bool = False
    disputed: bool = False


@dataclass(frozen=True, kw_only=True)
class Running:
    """A licence or an open declaration that a new one has to live beside."""

    number: str
    scope: Scope
    starts_on: date
    #: Agreed after the terms of the new one were stated: no carve-out covers it.
    later: bool = False


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What a rule found: it refuses, or it is told beside the offer."""

    rule: Rule
    code: str
    refuses: bool
    facts: dict[str, Any]


class RightNotInForce(RuleBroken):
    code = "licensing.right_not_in_force"
    title = "The patent is not in force"


class FeesUnpaid(RuleBroken):
    code = "licensing.fees_unpaid"
    title = "The patent's annual fees are not paid"


class RightPaused(RuleBroken):
    code = "licensing.right_paused"
    title = "The patent is suspended or preserved by a court"


class OwnershipUnproven(RuleBroken):
    code = "licensing.ownership_unproven"
    title = "Only your own word says that the patent is yours"


class CoownersMissing(RuleBroken):
    code = "licensing.coowners_consent_needed"
    title = "Every co-owner has to agree to this kind of licence"


class LicenceConflicts(Conflict):
    code = "licensing.conflicting_licence"
    title = "A running licence leaves no room for this one"


class CarveOutNeeded(LicenceConflicts):
    code = "licensing.carve_out_needed"
    title = "Plain licences run beside this one: it has to say that they stay"


class LicencesSince(LicenceConflicts):
    code = "licensing.licences_since"
    title = "Plain licences were agreed since these terms were stated"


class CarveOutOfOthers(RuleBroken):
    code = "licensing.carve_out_of_others"
    title = "Only an exclusive or a sole licence says that earlier ones stay"


class PledgeeConsentNeeded(RuleBroken):
    code = "licensing.pledgee_consent_needed"
    title = "The patent is pledged: the pledgee has to consent first"


class PriceBelowFloor(RuleBroken):
    code = "licensing.price_below_floor"
    title = "The pledgee consented to a higher price only"


class TermPastExpiry(RuleBroken):
    code = "licensing.term_past_expiry"
    title = "A licence cannot last longer than the patent"


class TermPast(RuleBroken):
    code = "licensing.term_past"
    title = "The licence would be over already"


class ReportNeeded(RuleBroken):
    code = "licensing.evaluation_report_needed"
    title = "An open licence of this kind of patent needs its evaluation report"


class ApprovalNeeded(RuleBroken):
    code = "licensing.approval_needed"
    title = "A public owner needs its approval first"


class DisputesUnsaid(RuleBroken):
    code = "licensing.disputes_unsaid"
    title = "Say whether there are suits or invalidation requests"


class Advertising(RuleBroken):
    code = "licensing.advertising_words"
    title = "The declaration of an open licence does not advertise"


REFUSALS: tuple[type[RuleBroken] | type[Conflict], ...] = (
    RightNotInForce,
    FeesUnpaid,
    RightPaused,
    OwnershipUnproven,
    CoownersMissing,
    LicenceConflicts,
    CarveOutNeeded,
    LicencesSince,
    PledgeeConsentNeeded,
    PriceBelowFloor,
    TermPastExpiry,
    TermPast,
    ReportNeeded,
    ApprovalNeeded,
    DisputesUnsaid,
    Advertising,
)
_OF_CODE = {each.code: each for each in REFUSALS}


def _meet(one: Sequence[str], other: Sequence[str]) -> bool:
    return not one or not other or not set(one).isdisjoint(other)


def conflicts(new: Scope, running: Running, *, starts_on: date) -> bool:
    """Whether a running licence leaves no room for a new one (Patent Law 51, Rules 86)."""
    old = running.scope
    if ALONE.isdisjoint((new.kind, old.kind)):
        return False
    if old.ends_on is not None and old.ends_on < starts_on:
        return False
    if new.ends_on is not None and new.ends_on < running.starts_on:
        return False
    if LicenceKind.OPEN in (new.kind, old.kind):
        return True
    return _meet(new.fields, old.fields) and _meet(new.territory, old.territory)


def check_carve_out(scope: Scope) -> None:
    """Beside a plain or an open licence earlier ones stay anyway: there is nothing to say."""
    if scope.carve_out and scope.kind not in ALONE:
        raise CarveOutOfOthers(field="scope.carve_out", kinds=sorted(ALONE))


def findings(
    scope: Scope,
    price: Price,
    backing: Backing,
    standing: Standing,
    running: Iterable[Running],
    *,
    starts_on: date,
    declaration: Declaration | None = None,
) -> list[Finding]:
    """Everything that the checklist says of an offer or a licence, refusals first."""
    found = [
        *_of_the_right(standing),
        *_of_others(scope, backing, standing, running, starts_on=starts_on),
        *_of_the_pledge(price, backing, standing),
        *_of_the_term(scope, standing, starts_on=starts_on),
        *_of_papers(scope, backing, standing),
        *_of_the_declaration(scope, declaration),
    ]
    return sorted(found, key=lambda each: not each.refuses)


def check(found: Sequence[Finding]) -> None:
    """Refuse by the first that refuses, and say what else stands in the way."""
    refusing = [each for each in found if each.refuses]
    if refusing:
        first = refusing[0]
        raise _OF_CODE[first.code](
            rule=first.rule.value, also=[each.code for each in refusing[1:]], **first.facts
        )


def _refusal(rule: Rule, refusal: type[RuleBroken | Conflict], **facts: Any) -> Finding:
    return Finding(rule=rule, code=refusal.code, refuses=True, facts=facts)


def _note(rule: Rule, code: str, **facts: Any) -> Finding:
    return Finding(rule=rule, code=code, refuses=False, facts=facts)


def _of_the_right(standing: Standing) -> Iterable[Finding]:
    if standing.in_force is False:
        yield _refusal(Rule.IN_FORCE, RightNotInForce)
    elif standing.in_force is None:
        yield _note(Rule.IN_FORCE, "in_force_declared")
    if standing.fees_paid is False:
        yield _refusal(Rule.FEES, FeesUnpaid)
    elif standing.fees_paid is None:
        yield _note(Rule.FEES, "fees_declared")
    if standing.paused:
        yield _refusal(Rule.OWNER, RightPaused)
    if not standing.owner_proven:
        yield _refusal(Rule.OWNER, OwnershipUnproven)
    if standing.twin:
        yield _note(Rule.TWIN, "same_day_twin")


def _of_others(
    scope: Scope,
    backing: Backing,
    standing: Standing,
    running: Iterable[Running],
    *,
    starts_on: date,
) -> Iterable[Finding]:
    # Each co-owner alone may grant plain licences (Patent Law 14).
    if (
        standing.owners > 1
        and scope.kind is not LicenceKind.PLAIN
        and backing.coowner_consent is None
    ):
        yield _refusal(Rule.CO_OWNERS, CoownersMissing, field="coowner_consent")
    yield from _beside(
        [each for each in running if conflicts(scope, each, starts_on=starts_on)], scope
    )
    if standing.licensed:
        yield _note(Rule.CONFLICT, "licence_in_register")


def _beside(against: Sequence[Running], scope: Scope) -> Iterable[Finding]:
    """A carve-out lets earlier plain licences stay beside one that else stands alone (§2)."""
    if not against:
        return
    numbers = [each.number for each in against]
    if any(each.scope.kind is not LicenceKind.PLAIN for each in against) or scope.kind not in ALONE:
        yield _refusal(Rule.CONFLICT, LicenceConflicts, licences=numbers)
    elif not scope.carve_out:
        yield _refusal(Rule.CONFLICT, CarveOutNeeded, field="carve_out", licences=numbers)
    elif later := [each.number for each in against if each.later]:
        yield _refusal(Rule.CONFLICT, LicencesSince, licences=later)
    else:
        yield _note(Rule.CONFLICT, "running_licences_stay", count=len(against))


def _of_the_pledge(price: Price, backing: Backing, standing: Standing) -> Iterable[Finding]:
    if not standing.pledged:
        return
    if backing.pledgee_consent is None:
        yield _refusal(Rule.PLEDGE, PledgeeConsentNeeded, field="pledgee_consent")
        return
    yield _note(Rule.PROCEEDS, "proceeds_to_consented_account")
    floor = backing.consent_floor_fen or 0
    if floor > (price.at_first_fen or 0):
        yield _refusal(Rule.PROCEEDS, PriceBelowFloor, field="price", floor_fen=floor)


def _of_the_term(scope: Scope, standing: Standing, *, starts_on: date) -> Iterable[Finding]:
    last = standing.expires_on
    if scope.ends_on is not None and scope.ends_on < starts_on:
        yield _refusal(Rule.TERM, TermPast, field="ends_on", starts_on=starts_on.isoformat())
    if last is not None and (last < starts_on or (scope.ends_on or last) > last):
        yield _refusal(Rule.TERM, TermPastExpiry, field="ends_on", expires_on=last.isoformat())
    if last is None:
        yield _note(Rule.TERM, "expiry_unknown")


def _of_papers(scope: Scope, backing: Backing, standing: Standing) -> Iterable[Finding]:
    if (
        scope.kind is LicenceKind.OPEN
        and standing.needs_report
        and backing.evaluation_report is None
    ):
        yield _refusal(Rule.REPORT, ReportNeeded, field="evaluation_report")
    if backing.state_owned and backing.approval is None:
        yield _refusal(Rule.APPROVAL, ApprovalNeeded, field="approval")
    if backing.disputes is None:
        yield _refusal(Rule.DISPUTES, DisputesUnsaid, field="disputes")
    if standing.disputed:
        yield _note(Rule.DISPUTES, "invalidation_in_register")
    yield _note(Rule.REWARD, "inventors_reward_due")
    # Whoever is verified here is registered in China: no technology leaves it.
    yield _note(Rule.EXPORT, "domestic_licensees_only")


def _of_the_declaration(scope: Scope, declaration: Declaration | None) -> Iterable[Finding]:
    if scope.kind is not LicenceKind.OPEN or declaration is None:
        return
    if declaration.advertising:
        words = list(declaration.advertising)
        yield _refusal(Rule.DECLARATION, Advertising, field="note", words=words)
    if declaration.announced_on is None:
        yield _note(Rule.DECLARATION, "declaration_not_announced")
