"""Sending a proposal to insurers, and what each plan answers by itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from backend.documents import service as documents
from backend.documents.states import Purpose
from backend.identity import service as identity
from backend.insurance.mode import Mode, mode
from backend.insurance.service import book
from backend.insurance.states import Handling, InsuranceLine, RuleOutcome
from backend.kernel import clock
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import dumps, loads, transaction
from backend.kernel.errors import NotFound, RuleBroken
from backend.kernel.events import emit
from backend.kernel.sequences import next_number
from backend.underwriting.answers import Answers, missing
from backend.underwriting.asked import risk_of
from backend.underwriting.events import (
    ProposalDeclared,
    SubmissionDeclined,
    SubmissionResent,
    SubmissionSent,
)
from backend.underwriting.queries import proposals, quotes
from backend.underwriting.queries import submissions as queries
from backend.underwriting.rules import (
    DayPast,
    DuplicateCover,
    Incomplete,
    InsurerOffersNothing,
    NotDeclared,
    NotEvidence,
    OneInsurerOnly,
)
from backend.underwriting.service import quoting
from backend.underwriting.service.assessing import Assessed, assess, case_of
from backend.underwriting.service.proposals import ProposalView, check_newest
from backend.underwriting.service.proposals import proposal as view
from backend.underwriting.service.screening import screen
from backend.underwriting.states import (
    QUOTE,
    SUBMISSION,
    Action,
    DeclineCode,
    Level,
    Moment,
    QuoteAction,
    QuoteKind,
    QuoteState,
    State,
)
from backend.underwriting.tables import Declaration, Submission
from backend.underwriting.terms import OptionTerms, QuoteTerms

DECLARATIONS = ("truth", "known_circumstances", "data_use")
_TO_QUOTE = (State.QUOTED, State.ACCEPTED, State.DECLINED)


@dataclass(frozen=True, kw_only=True)
class Sending:
    """`privileged`: papers of clearance opinions, insurer by insurer."""

    insurer_ids: tuple[UUID, ...]
    n: int
    declared: Mapping[str, bool]
    duplicates_known: bool
    privileged: Mapping[UUID, Sequence[UUID]]


async def submit(proposal_id: UUID, sending: Sending, *, by: Actor) -> ProposalView:
    """Send a version to insurers; to whom it lies already it is not sent again.

    Each insurer's own plan answers at once: a quote where nothing refers, a decline where a rule
    knocks out, else its desk. With later answers what stood is superseded and assessed anew.
    """
    by.require(Permission.BIND)
    by.require_verified()
    wanted = sorted(set(sending.insurer_ids), key=str)
    if mode() is Mode.INSURER_OWNED and len(wanted) > 1:
        raise OneInsurerOnly("Name one insurer.", path="insurer_ids")
    async with transaction():
        row = await proposals.lock(proposal_id, firm_id=by.organisation_id)
        if row is None:
            raise NotFound
        check_newest(row, sending.n)
        answers = Answers.model_validate(loads(row["answers"]))
        _check_ready(answers, InsuranceLine(row["line"]))
        await _declare(row, sending.declared, by=by)
        doubles = await _duplicates(row, answers, known=sending.duplicates_known)
        refused: list[RuleBroken] = []
        for insurer_id in wanted:
            assessed = await _send(row, insurer_id, doubles=doubles, by=by)
            if assessed is not None and assessed.refused is not None:
                refused.append(assessed.refused)
            await _grant(row, insurer_id, sending, answers, by=by)
        if refused and len(refused) == len(wanted):
            raise refused[0]
        return await view(proposal_id, by=by)


def _check_ready(answers: Answers, line: InsuranceLine) -> None:
    open_ones = missing(answers, line)
    if open_ones:
        raise Incomplete(f"Still open: {', '.join(open_ones)}.", missing=open_ones)
    begins = risk_of(answers, line).inception_on
    if begins <= clock.today():
        raise DayPast(
            f"The cover would begin on {begins}; a day after {clock.today()} would pass.",
            path="cover.inception_on",
        )


async def _declare(row: Mapping[str, Any], declared: Mapping[str, bool], *, by: Actor) -> None:
    """Signed once for a version; nothing is ticked for the signatory (Arts 21-32)."""
    open_ones = [name for name in DECLARATIONS if not declared.get(name)]
    if open_ones:
        raise NotDeclared(f"Not declared: {', '.join(open_ones)}.", missing=open_ones)
    if row["signed_at"] is not None:
        return
    await proposals.add_declaration(
        Declaration(
            id=uuid4(),
            created_at=clock.now(),
            proposal=row["id"],
            n=row["n"],
            digest=row["digest"],
            declared=dumps(dict.fromkeys(DECLARATIONS, True)),
            signed_by=by.user_id,
            signed_by_name=by.name,
        )
    )
    await emit(
        ProposalDeclared(
            subject_id=row["id"],
            parties=(by.organisation_id,),
            number=row["number"],
            n=row["n"],
            digest=row["digest"],
        ),
        by=by,
    )


async def _duplicates(
    row: Mapping[str, Any], answers: Answers, *, known: bool
) -> list[dict[str, Any]]:
    risk = risk_of(answers, InsuranceLine(row["line"]))
    found = await queries.duplicates(
        firm_id=row["firm"],
        but=row["id"],
        inception=risk.inception_on,
        end=risk.expires_on,
        parts=[str(part.code) for part in risk.parts],
    )
    plain: list[dict[str, Any]] = [{**each, "id": str(each["id"])} for each in found]
    if plain and not known:
        raise DuplicateCover(
            f"{', '.join(each['number'] for each in plain)} overlap; set `duplicates_known`.",
            duplicates=plain,
        )
    return plain


async def _send(
    row: Mapping[str, Any], insurer_id: UUID, *, doubles: list[dict[str, Any]], by: Actor
) -> Assessed | None:
    """None where this version lies with the insurer already, or the insurer is done with it."""
    standing = await queries.standing(row["id"], insurer_id)
    if standing is None:
        submission_id = await _add(row, insurer_id, doubles=doubles, by=by)
        return await settle(submission_id, row["n"], by=by)
    known = await queries.lock(standing, firm_id=row["firm"])
    if known is None or known["n"] == row["n"] or known["state"] in {"accepted", "declined"}:
        return None
    state = SUBMISSION.after(State(known["state"]), Action.RESUBMIT)
    quote = await quotes.standing(standing)
    if quote is not None:
        after = QUOTE.after(QuoteState(quote["state"]), QuoteAction.SUPERSEDE)
        await quotes.end(quote["id"], after, at=clock.now())
    await quoting.move_to({**known, "due_on": None}, state)
    await emit(
        SubmissionResent(
            subject_id=standing,
            parties=(known["firm"], insurer_id),
            number=known["number"],
            proposal_id=row["id"],
            n=row["n"],
        ),
        by=by,
    )
    return await settle(standing, row["n"], by=by)


async def _add(
    row: Mapping[str, Any], insurer_id: UUID, *, doubles: list[dict[str, Any]], by: Actor
) -> UUID:
    known = await identity.organisations([insurer_id])
    answers = Answers.model_validate(loads(row["answers"]))
    inception = answers.cover.inception_on or clock.today()
    offered = None
    if insurer_id in known and known[insurer_id].kind == "insurer":
        offered = await queries.offered(
            insurer_id, row["line"], inception=inception, today=clock.today()
        )
    if offered is None:
        raise InsurerOffersNothing(
            f"{insurer_id} offers no rated {row['line']} on {inception}.",
            path="insurer_ids",
            insurer_id=str(insurer_id),
        )
    now = clock.now()
    submission = Submission(
        id=uuid4(),
        created_at=now,
        number=await next_number("SB"),
        proposal=row["id"],
        n=row["n"],
        insurer=insurer_id,
        product_version=offered["product_version"],
        plan=offered["plan"],
        state=State.IN_UNDERWRITING,
        handling=Handling.INCOMPLETE,
        authority=Level.L1,
        hits=dumps([]),
        duplicates=dumps(doubles),
        due_on=await quoting.due_from_today(insurer_id),
        sent_by=by.user_id,
        updated_at=now,
    )
    await queries.add(submission)
    await emit(
        SubmissionSent(
            subject_id=submission.id,
            parties=(row["firm"], insurer_id),
            number=submission.number,
            proposal_id=row["id"],
            firm=row["firm_name"],
            insurer=known[insurer_id].name,
            line=row["line"],
            n=row["n"],
        ),
        by=by,
    )
    found: UUID = submission.id
    return found


async def settle(submission_id: UUID, n: int, *, by: Actor) -> Assessed:
    """Screen and assess this version; quote or decline what the plan decides by itself.

    The insurer keeps its risk, to try later plans out on what it was really asked.
    """
    row = await queries.submission(submission_id, firm_id=by.organisation_id)
    if row is None:
        raise NotFound
    row = {**row, "n": n}
    case = await case_of(row)
    await screen(submission_id, case.answers, moment=Moment.SUBMISSION)
    case = await case_of(row)
    assessed = assess(case)
    await book.keep(row["insurer"], [(f"{row['number']}/{n}", case.known)])
    await queries.record_assessment(
        submission_id,
        n=n,
        handling=assessed.handling.value,
        authority=assessed.authority.value,
        hits=dumps(list(assessed.hits)),
        at=clock.now(),
    )
    if assessed.handling is Handling.DECLINED:
        await _decline(row, assessed, by=by)
    elif assessed.handling is Handling.AUTOMATIC:
        terms = QuoteTerms.model_validate({"options": [OptionTerms(label="1")]})
        priced = quoting.price(case, terms)
        quoting.check_quotable(priced)
        await quoting.write(case, terms, priced, kind=QuoteKind.QUOTE, automatic=True, by=by)
        await quoting.move_to(row, SUBMISSION.after(State(row["state"]), Action.QUOTE))
    return assessed


async def _decline(row: Mapping[str, Any], assessed: Assessed, *, by: Actor) -> None:
    """With the words of the rules that knocked it out."""
    SUBMISSION.after(State(row["state"]), Action.DECLINE)
    said = "；".join(
        each["message"]["zh"]
        for each in assessed.hits
        if each["outcome"] == RuleOutcome.KNOCK_OUT and not each["missing"]
    )
    await queries.decline(
        row["id"], code=DeclineCode.KNOCK_OUT.value, note=said[:600], at=clock.now()
    )
    await emit(
        SubmissionDeclined(
            subject_id=row["id"],
            parties=(row["firm"], row["insurer"]),
            number=row["number"],
            proposal_id=row["proposal"],
            insurer=row["insurer_name"],
            reason=str(DeclineCode.KNOCK_OUT),
        ),
        by=by,
    )


async def _grant(
    row: Mapping[str, Any], insurer_id: UUID, sending: Sending, answers: Answers, *, by: Actor
) -> None:
    """Evidence to everybody it is sent to; privileged papers only to whom they are granted."""
    submission_id = await queries.standing(row["id"], insurer_id)
    if submission_id is None:
        return
    privileged = {each.file_id for each in answers.clearance.opinions or [] if each.file_id}
    shown = {
        UUID(each) for origin in loads(row["questions"]).values() for each in origin["file_ids"]
    } - privileged
    named = set(sending.privileged.get(insurer_id, ()))
    if not named <= privileged:
        raise NotEvidence(
            "A paper that is granted is one of a clearance opinion of this proposal.",
            path="privileged",
        )
    if shown | named:
        await documents.grant(
            sorted(shown | named),
            to=insurer_id,
            kind=Purpose.INSURANCE,
            purpose=submission_id,
            again=False,
            by=by,
        )
