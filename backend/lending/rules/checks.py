"""The checks of the application rules: values in, nothing or a refusal out."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from backend.kernel.money import WHOLE, BasisPoints, Fen
from backend.lending.rules import refusals
from backend.lending.states import Decision, OpinionKind, RefusalReason

#: What a checker has said that decides an application.
DECIDED = frozenset({Decision.APPROVED, Decision.REFUSED})
#: An offer stands a quarter of a year at most.
MAX_VALID_DAYS = 90


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What an opinion proposes."""

    kind: OpinionKind
    amount_fen: Fen | None = None
    rate_bp: BasisPoints | None = None
    term_months: int | None = None
    conditions: tuple[str, ...] = ()
    guarantee_required: bool = False
    valid_days: int | None = None
    reason_code: RefusalReason | None = None
    sentence: str | None = None
    note: str = ""


def check_request_current(
    *, seen: int | None, drafted: int, current: int, changed: Mapping[str, object]
) -> None:
    """What is submitted is what the signatory has seen: the draft's state, or a named newer one."""
    if current not in {drafted, seen}:
        raise refusals.RequestChanged(request_revision=current, changed=dict(changed))


def check_consent(*, given: bool, version: str, current: str) -> None:
    if not given:
        raise refusals.ConsentMissing(consent_version=current)
    if version != current:
        raise refusals.ConsentOutdated(consent_version=current)


def check_papers(missing: Sequence[Mapping[str, object]]) -> None:
    """No application goes to a bank without the papers that its product requires."""
    if missing:
        raise refusals.PapersMissing(missing=[dict(each) for each in missing])


def check_not_withdrawn(gone: Sequence[Mapping[str, object]]) -> None:
    if gone:
        raise refusals.DocumentWithdrawn(
            "Leave it out or choose another; a withdrawn report takes another valuation.",
            names="、".join(str(each["name"]) for each in gone),
            documents=[dict(each) for each in gone],
        )


def check_taking(
    *, assignee: UUID | None, taker: UUID, stands_in_for: Collection[UUID] = ()
) -> None:
    """A maker takes what nobody has; to give it to somebody else is the admin's."""
    if assignee not in {None, taker, *stands_in_for}:
        raise refusals.AlreadyTaken(assignee_id=str(assignee))


def check_answer_time(*, answer_by: date, today: date) -> None:
    if today <= answer_by:
        raise refusals.AnswerTimeNotOver(answer_by=answer_by.isoformat())


def is_decided(opinions: Sequence[Mapping[str, object]]) -> bool:
    """Whether a checker has ever granted or refused it."""
    return any(each["decision"] in DECIDED for each in opinions)


def check_decided(opinions: Sequence[Mapping[str, object]]) -> None:
    if not is_decided(opinions):
        raise refusals.NothingDecided("A checker grants or refuses it first.")


def check_opinion(terms: Proposal) -> None:
    """An opinion to grant names its terms; one to refuse its reason and what the firm reads."""
    if terms.kind is OpinionKind.GRANT:
        needed: dict[str, object] = {
            "amount_fen": terms.amount_fen,
            "rate_bp": terms.rate_bp,
            "term_months": terms.term_months,
        }
    else:
        needed = {"reason_code": terms.reason_code, "sentence": terms.sentence or None}
    missing = sorted(name for name, value in needed.items() if value is None)
    if missing:
        raise refusals.OpinionIncomplete(f"It needs {', '.join(missing)}.", missing=missing)


def check_checker(*, maker: UUID, checker: UUID) -> None:
    if maker == checker:
        raise refusals.MakerCannotCheck


def check_opinion_current(
    *, named: int, newest: int, seen: Mapping[str, object] | None, current: Mapping[str, object]
) -> None:
    """The checker decides on the newest opinion; a stale one is answered with the difference."""
    if named != newest:
        raise refusals.OpinionStale(
            f"Opinion {newest} has replaced opinion {named}.",
            seen=seen or {},
            current=current,
            opinion_version=newest,
        )


def check_offer_current(
    *, named: int, newest: int, seen: Mapping[str, object] | None, current: Mapping[str, object]
) -> None:
    """What is answered is the offer that was read; another one is answered with the difference."""
    if named != newest:
        raise refusals.OfferGone(
            f"Offer {newest} stands, not offer {named}.",
            seen=seen or {},
            current=current,
            offer_version=newest,
        )


def check_valuation_seen(
    seen: Mapping[str, object] | None, *, current: Mapping[str, object]
) -> None:
    """What was checked is the valuation that the application rests on."""
    if seen is None:
        return
    present = {name: current[name] for name in seen}
    if seen != present:
        raise refusals.ValuationReplaced(
            "Read the present valuation, and check that.", seen=seen, current=present
        )


def check_valuation_supported(*, valuation: UUID | None, checked: bool, confirmed: bool) -> None:
    """No approval rests on a valuation that is only declared."""
    if valuation is None:
        raise refusals.ValuationMissing
    if not checked and not confirmed:
        raise refusals.ValuationUnchecked


def check_grant(*, granted: Fen, requested: Fen, ceiling: Fen | None) -> None:
    """Refuse to grant more than was asked for, or more than pledge and product carry."""
    limit = requested if ceiling is None else min(requested, ceiling)
    if granted > limit:
        raise refusals.AmountAboveCeiling(
            f"{granted} fen was to be granted; at most {limit} fen may be.", limit_fen=limit
        )


def ltv_bp(*, secured: Fen, value: Fen | None) -> int | None:
    """Loan to value in basis points, rounded up: the cautious side."""
    if not value:
        return None
    return -(-secured * WHOLE // value)


def check_offer_stands(*, valid_until: date, today: date) -> None:
    if today > valid_until:
        raise refusals.OfferExpired(valid_until=valid_until.isoformat())


def check_retraction(*, proposer: UUID, executor: UUID) -> None:
    if proposer == executor:
        raise refusals.RetractionTakesTwo


def check_drawdown(*, amount: Fen, granted: Fen, secured: Fen | None) -> None:
    limit = granted if secured is None else min(granted, secured)
    if amount > limit:
        raise refusals.DrawdownAboveOffer(limit_fen=limit)
