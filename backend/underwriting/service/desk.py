"""The underwriter's desk: indication, quote, revision, referral, decline, withdrawal."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from backend.documents import service as documents
from backend.kernel import clock
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import dumps, loads, transaction
from backend.kernel.errors import NotFound
from backend.kernel.events import emit
from backend.underwriting.events import (
    QuoteWithdrawn,
    ReferralDecided,
    SubmissionDeclined,
    SubmissionReferred,
    SubmissionWithdrawn,
)
from backend.underwriting.queries import desk as queries
from backend.underwriting.queries import quotes, submissions
from backend.underwriting.rules import (
    AmendedTermsMissing,
    FactsOpen,
    NothingReferred,
    OutsideAuthority,
    ReferralReplaced,
    ReferrerCannotDecide,
)
from backend.underwriting.service import quoting, screening
from backend.underwriting.service.assessing import Case, case_of
from backend.underwriting.service.quoting import Priced
from backend.underwriting.states import (
    QUOTE,
    SUBMISSION,
    Action,
    Decision,
    DeclineCode,
    Level,
    QuoteAction,
    QuoteKind,
    QuoteState,
    State,
)
from backend.underwriting.tables import Referral
from backend.underwriting.terms import QuoteTerms, digest


async def locked(submission_id: UUID, *, by: Actor) -> dict[str, Any]:
    """One of the actor's insurer, locked: two at the desk act one after the other."""
    row = await submissions.lock(submission_id, insurer_id=by.organisation_id)
    if row is None:
        raise NotFound
    return row


async def held(by: Actor) -> Level | None:
    """The highest authority that the actor has today."""
    found = await queries.levels(by.user_id, insurer_id=by.organisation_id, on=clock.today())
    return max((Level(each) for each in found), key=lambda level: level.rank, default=None)


async def indicate(submission_id: UUID, terms: QuoteTerms, *, by: Actor) -> None:
    """A premium that binds nobody: rated like a quote, whatever is still open."""
    by.require(Permission.UNDERWRITE)
    async with transaction():
        row = await locked(submission_id, by=by)
        state = SUBMISSION.after(State(row["state"]), Action.INDICATE)
        case = await case_of(row)
        priced = quoting.price(case, terms)
        await _check_level(Level.L1, by=by)
        await quoting.write(case, terms, priced, kind=QuoteKind.INDICATION, automatic=False, by=by)
        await quoting.move_to(row, state)


async def quote(submission_id: UUID, terms: QuoteTerms, *, revise: bool, by: Actor) -> None:
    """Terms that bind once accepted, within the actor's authority or as a higher one approved."""
    by.require(Permission.UNDERWRITE)
    async with transaction():
        row = await locked(submission_id, by=by)
        action = Action.REVISE if revise else Action.QUOTE
        state = SUBMISSION.after(State(row["state"]), action)
        case = await case_of(row)
        priced = await _quotable(case, terms)
        if not await _approved(row, terms, priced):
            await _check_level(priced.authority, by=by)
        await quoting.write(case, terms, priced, kind=QuoteKind.QUOTE, automatic=False, by=by)
        await quoting.move_to(row, state)


async def _quotable(case: Case, terms: QuoteTerms) -> Priced:
    """Screened, rated, and nothing knocked out or open."""
    fresh = await screening.is_fresh(case.row["id"], case.answers)
    if not fresh or screening.is_open(case.screening):
        raise FactsOpen(
            "Screen the names again." if not fresh else "A person has to decide on the screening.",
            facts=["sanctions"],
        )
    priced = quoting.price(case, terms)
    quoting.check_quotable(priced)
    return priced


async def _approved(row: Mapping[str, Any], terms: QuoteTerms, priced: Priced) -> bool:
    """Whether an authority that suffices approved these very terms on these very answers."""
    wanted = digest(terms, row["n"])
    return any(
        each["decision"] in {Decision.APPROVED, Decision.AMENDED}
        and each["terms_digest"] == wanted
        and Level(each["decided_level"]).rank >= priced.authority.rank
        for each in await queries.referrals(row["id"])
    )


async def _check_level(needed: Level, *, by: Actor) -> Level:
    own = await held(by)
    if own is None or own.rank < needed.rank:
        raise OutsideAuthority(
            f"It needs {needed}; yours is {own or 'none'}. Refer it to {needed}.",
            needed=str(needed),
            held=None if own is None else str(own),
        )
    return own


async def refer(submission_id: UUID, terms: QuoteTerms, *, memo: str, by: Actor) -> None:
    """Put terms before a higher authority, as they would be quoted."""
    by.require(Permission.UNDERWRITE)
    async with transaction():
        row = await locked(submission_id, by=by)
        state = SUBMISSION.after(State(row["state"]), Action.REFER)
        case = await case_of(row)
        priced = await _quotable(case, terms)
        await _withdraw_standing(row)
        known = await queries.referrals(submission_id)
        wanted = max(priced.authority, Level.L2, key=lambda level: level.rank)
        await queries.add_referral(
            Referral(
                id=uuid4(),
                created_at=clock.now(),
                submission=submission_id,
                n=len(known) + 1,
                authority=wanted,
                memo=memo,
                terms=dumps(terms.model_dump(mode="json")),
                terms_digest=digest(terms, row["n"]),
                referred_by=by.user_id,
                referred_by_name=by.name,
            )
        )
        await quoting.move_to(row, state)
        await emit(
            SubmissionReferred(
                subject_id=submission_id,
                parties=(row["insurer"],),
                number=row["number"],
                proposal_id=row["proposal"],
                authority=str(wanted),
            ),
            by=by,
        )


def _as_read(referral: Mapping[str, Any]) -> dict[str, Any]:
    """What a referral puts before whoever decides it, line by line."""
    terms = QuoteTerms.model_validate(loads(referral["terms"]))
    return {
        "memo": referral["memo"],
        "options": [f"{each.label} {each.schedule_bp / 100:+g}%" for each in terms.options],
        "subjectivities": [each.text for each in terms.subjectivities],
        "exclusions": [f"{each.part}/{each.exclusion}" for each in terms.exclusions],
        "valid_days": terms.valid_days,
    }


_AFTER = {
    Decision.APPROVED: Action.APPROVE,
    Decision.AMENDED: Action.AMEND,
    Decision.DECLINED: Action.REFUSE,
}


async def decide_referral(
    submission_id: UUID,
    decision: Decision,
    *,
    referral_n: int | None = None,
    note: str,
    terms: QuoteTerms | None,
    by: Actor,
) -> None:
    """A higher authority's word, never the referrer's own (four eyes).

    `referral_n`: the referral that was read; another may wait in its place by now.
    """
    by.require(Permission.UNDERWRITE)
    async with transaction():
        row = await locked(submission_id, by=by)
        state = SUBMISSION.after(State(row["state"]), _AFTER[decision])
        known = await queries.referrals(submission_id)
        referral = next((each for each in known if each["decided_at"] is None), None)
        if referral is None:
            raise NothingReferred("Every referral is decided.")
        if referral_n not in {None, referral["n"]}:
            read = next((each for each in known if each["n"] == referral_n), referral)
            raise ReferralReplaced(
                f"Referral {referral['n']} waits, not referral {referral_n}.",
                seen=_as_read(read),
                current=_as_read(referral),
                referral=referral["n"],
            )
        if referral["referred_by"] == by.user_id:
            raise ReferrerCannotDecide(f"{referral['referred_by_name']} referred it.")
        level = await _check_level(Level(referral["authority"]), by=by)
        plain, hashed = referral["terms"], referral["terms_digest"]
        if decision is Decision.AMENDED:
            if terms is None:
                raise AmendedTermsMissing("Give `terms`.", path="terms")
            priced = await _quotable(await case_of(row), terms)
            await _check_level(priced.authority, by=by)
            plain, hashed = dumps(terms.model_dump(mode="json")), digest(terms, row["n"])
        now = clock.now()
        await queries.record_decision(
            referral["id"],
            terms=plain,
            digest=hashed,
            decided=(decision.value, note, now, by.user_id, by.name, level.value),
        )
        if decision is Decision.DECLINED:
            await _decline(row, DeclineCode.OUTSIDE_APPETITE, note, by=by)
        else:
            await quoting.move_to(row, state)
        await emit(
            ReferralDecided(
                subject_id=submission_id,
                parties=(row["insurer"],),
                number=row["number"],
                proposal_id=row["proposal"],
                decision=str(decision),
            ),
            by=by,
        )


async def decline(submission_id: UUID, code: DeclineCode, *, note: str, by: Actor) -> None:
    """With a coded reason, and words for the firm."""
    by.require(Permission.UNDERWRITE)
    async with transaction():
        row = await locked(submission_id, by=by)
        SUBMISSION.after(State(row["state"]), Action.DECLINE)
        await _check_level(Level.L1, by=by)
        await _decline(row, code, note, by=by)


async def _decline(row: Mapping[str, Any], code: DeclineCode, note: str, *, by: Actor) -> None:
    await _withdraw_standing(row)
    await submissions.decline(row["id"], code=code.value, note=note[:600], at=clock.now())
    await documents.end_grants(row["id"], by=by)
    await emit(
        SubmissionDeclined(
            subject_id=row["id"],
            parties=(row["firm"], row["insurer"]),
            number=row["number"],
            proposal_id=row["proposal"],
            insurer=row["insurer_name"],
            reason=str(code),
        ),
        by=by,
    )


async def _withdraw_standing(row: Mapping[str, Any]) -> dict[str, Any] | None:
    standing = await quotes.standing(row["id"])
    if standing is not None:
        after = QUOTE.after(QuoteState(standing["state"]), QuoteAction.WITHDRAW)
        await quotes.end(standing["id"], after, at=clock.now())
    return standing


async def withdraw(submission_id: UUID, *, by: Actor) -> None:
    """The firm takes its proposal back from an insurer; an insurer takes its quote back."""
    by.require(Permission.BIND, Permission.PREPARE, Permission.UNDERWRITE)
    async with transaction():
        if by.may(Permission.UNDERWRITE):
            await _withdraw_quote(await locked(submission_id, by=by), by=by)
            return
        row = await submissions.lock(submission_id, firm_id=by.organisation_id)
        if row is None:
            raise NotFound
        state = SUBMISSION.after(State(row["state"]), Action.WITHDRAW)
        await _withdraw_standing(row)
        await submissions.move(submission_id, state, due_on=None, days_left=None, at=clock.now())
        await documents.end_grants(submission_id, by=by)
        await emit(
            SubmissionWithdrawn(
                subject_id=submission_id,
                parties=(row["firm"], row["insurer"]),
                number=row["number"],
                proposal_id=row["proposal"],
                firm=row["firm_name"],
            ),
            by=by,
        )


async def _withdraw_quote(row: dict[str, Any], *, by: Actor) -> None:
    state = SUBMISSION.after(State(row["state"]), Action.WITHDRAW_QUOTE)
    await _check_level(Level.L1, by=by)
    standing = await _withdraw_standing(row)
    if standing is None:
        raise RuntimeError("A quoted submission has its quote.")
    await quoting.move_to({**row, "due_on": None}, state)
    await emit(
        QuoteWithdrawn(
            subject_id=row["id"],
            parties=(row["firm"], row["insurer"]),
            number=row["number"],
            proposal_id=row["proposal"],
            quote_id=standing["id"],
            quote=standing["number"],
            insurer=row["insurer_name"],
        ),
        by=by,
    )
