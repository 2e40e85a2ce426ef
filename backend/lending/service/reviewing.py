"""What the bank's maker does between intake and opinion, and the firm's answers to it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from backend.appraisal import service as appraisal
from backend.documents import service as documents
from backend.documents.states import Kind, Purpose
from backend.identity import service as identity
from backend.identity.states import Role
from backend.kernel import clock
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.errors import InvalidField, NotFound
from backend.kernel.money import Fen
from backend.lending import rules
from backend.lending.events import (
    ApplicationAssigned,
    ApplicationReturned,
    ApplicationTakenIn,
    DocumentsAnswered,
    DocumentsRequested,
    EvidenceAdded,
    OpinionGiven,
    ValuationChecked,
)
from backend.lending.queries import applications as queries
from backend.lending.queries import decisions, files
from backend.lending.queries.applications import ApplicationRow
from backend.lending.rules import Proposal
from backend.lending.service import (
    authority,
    guaranteeing,
    papers_wanted,
    products,
    reading,
    resting,
    steps,
    trusting,
)
from backend.lending.service.drafting import described, grant_reading
from backend.lending.service.reading import ApplicationView
from backend.lending.service.seen import check_case
from backend.lending.states import Action, CheckMethod, OpinionKind, State, Stop
from backend.portfolio import service as portfolio
from backend.portfolio.states import FactKind

#: Working days that a firm has for its answer when the bank names no day.
ANSWER_DAYS = 5


async def take_in(application_id: UUID, *, by: Actor) -> ApplicationView:
    """Take the case in; whoever does handles it unless a colleague already does."""
    async with transaction():
        row = await steps.lock_for(application_id, Action.TAKE_IN, by=by)
        await _check_taking(row, by=by)
        before = row.state
        row = await steps.move(row, Action.TAKE_IN, assignee=by.user_id)
        await steps.tell(ApplicationTakenIn, row, before=before, by=by, bank=by.organisation_name)
        return await _view(row, by=by)


async def assign(
    application_id: UUID, *, member_id: UUID | None, release: bool, by: Actor
) -> ApplicationView:
    """A maker takes what nobody has or lets go of his own; the admin gives it to anybody fit."""
    async with transaction():
        row = await steps.lock_for(application_id, Action.ASSIGN, by=by)
        wanted = None if release else member_id or by.user_id
        if not by.may(Permission.ASSIGN_CASES):
            await _check_taking(row, by=by)
            if wanted not in {None, by.user_id}:
                by.require(Permission.ASSIGN_CASES)
        if wanted is not None:
            await _check_assignee(wanted, bank=row.lender)
        row = await steps.move(row, Action.ASSIGN, assignee=wanted)
        names = await identity.member_names([] if wanted is None else [wanted])
        await steps.tell(
            ApplicationAssigned,
            row,
            before=row.state,
            to=(row.lender,),
            by=by,
            assignee_id=wanted,
            assignee=None if wanted is None else names[wanted],
        )
        return await _view(row, by=by)


async def _check_taking(row: ApplicationRow, *, by: Actor) -> None:
    """What nobody has, what he has, and what he stands in for; of a group, its members."""
    desk = await authority.today(row.lender)
    rules.check_taking(
        assignee=row.assignee, taker=by.user_id, stands_in_for=desk.stands_in_for(by.user_id)
    )
    await authority.check_taking(row, by=by)


async def _check_assignee(member_id: UUID, *, bank: UUID) -> None:
    roles = {member: held for _, member, held in await identity.active_members([bank])}
    if member_id not in roles:
        raise NotFound("There is no such colleague.")
    if Role.MAKER not in roles[member_id]:
        raise rules.AssigneeUnfit(needed=[Role.MAKER.value])


async def return_to_firm(
    application_id: UUID,
    *,
    reason: str,
    seen: Mapping[str, object] | None = None,
    by: Actor,
) -> ApplicationView:
    """Give it back as a draft: before intake, or when the firm's time to answer is over."""
    by.require(*steps.NEEDED[Action.RETURN])
    async with transaction():
        await check_case(await steps.lock(application_id, by=by), seen, by=by)
        row = await steps.lock_for(application_id, Action.RETURN, by=by)
        before = row.state
        if before is State.WAITING:
            asked = await _open_request(row)
            rules.check_answer_time(answer_by=asked["answer_by"], today=clock.today())
        await files.close_requests(row.id, at=clock.now())
        await steps.stop_clock(row, as_=Stop.RETURNED)
        row = await steps.move(row, Action.RETURN, return_reason=reason, due_on=None)
        await steps.tell(
            ApplicationReturned,
            row,
            before=before,
            by=by,
            bank=by.organisation_name,
            reason=reason,
        )
        return await _view(row, by=by)


async def request_documents(
    application_id: UUID,
    *,
    items: Sequence[tuple[Kind, str]],
    answer_by: date | None,
    by: Actor,
) -> ApplicationView:
    """Ask the firm; the clock stands still until it answers."""
    today = clock.today()
    day = answer_by or clock.add_working_days(today, ANSWER_DAYS)
    if day < today:
        raise InvalidField("answer_by", "The firm cannot answer in the past.")
    async with transaction():
        row = await steps.lock_for(application_id, Action.REQUEST_DOCUMENTS, by=by)
        before = row.state
        await files.add_request(
            row.id,
            items=[{"kind": kind.value, "text": text} for kind, text in items],
            answer_by=day,
            by=steps.person(by),
            at=clock.now(),
        )
        await steps.stop_clock(row, as_=Stop.WAITING)
        row = await steps.move(row, Action.REQUEST_DOCUMENTS, due_on=None)
        await steps.tell(
            DocumentsRequested,
            row,
            before=before,
            by=by,
            bank=by.organisation_name,
            items=tuple(text for _, text in items),
            answer_by=day.isoformat(),
        )
        return await _view(row, by=by)


async def answer_documents(
    application_id: UUID,
    *,
    document_ids: Sequence[UUID],
    note: str,
    valuation_id: UUID | None,
    by: Actor,
) -> ApplicationView:
    """The firm's answer: the bank may read the documents, and its clock goes on."""
    async with transaction():
        row = await steps.lock_for(application_id, Action.ANSWER_DOCUMENTS, by=by)
        before = row.state
        asked = await _open_request(row)
        stated = None if valuation_id is None else await resting.usable_of_firm(row, valuation_id)
        report = [] if stated is None or not stated.report_file_id else [stated.report_file_id]
        await documents.check_not_disproved(report)
        added = list(dict.fromkeys([*document_ids, *report]))
        await grant_reading(row, added, by=by)
        await papers_wanted.freeze(row, added, again=True, by=by)
        await files.answer_request(
            asked["id"], document_ids=added, note=note, by=by.user_id, at=clock.now()
        )
        everything = list(dict.fromkeys([*row.document_ids, *added]))
        changed: dict[str, Any] = {"documents": await described(everything)}
        if stated is not None:
            changed["valuation"] = msgspec.to_builtins(resting.frozen(stated))
        due_on = await steps.resume_clock(row)
        row = await steps.move(
            row,
            Action.ANSWER_DOCUMENTS,
            document_ids=tuple(everything),
            snapshot={**row.snapshot, **changed},
            valuation=row.valuation if stated is None else stated.id,
            due_on=due_on,
        )
        await steps.tell(
            DocumentsAnswered,
            row,
            before=before,
            by=by,
            firm=by.organisation_name,
            document_ids=tuple(added),
            due_on=due_on.isoformat(),
        )
        return await _view(row, by=by)


async def _open_request(row: ApplicationRow) -> dict[str, Any]:
    asked = await files.open_request(row.id)
    if asked is None:
        raise RuntimeError("An application that waits has no open request.")
    return asked


async def check_valuation(
    application_id: UUID,
    *,
    method: CheckMethod,
    asked: str,
    asked_on: date,
    note: str,
    seen: Mapping[str, object] | None = None,
    by: Actor,
) -> ApplicationView:
    """Record how the valuation was checked; no other bank sees or uses it.

    `seen`: the valuation as it was read; the application may rest on another since.
    """
    if asked_on > clock.today():
        raise InvalidField("asked_on", "Nobody was asked in the future.")
    async with transaction():
        row = await steps.lock_for(application_id, Action.CHECK_VALUATION, by=by)
        if row.valuation is None:
            raise rules.ValuationMissing
        rules.check_valuation_seen(seen, current=row.snapshot["valuation"])
        await appraisal.weigh_use(row.valuation, lender_id=row.lender, amount=Fen(row.amount_fen))
        await files.add_check(
            row.id,
            valuation=row.valuation,
            method=method,
            asked=asked,
            asked_on=asked_on,
            note=note,
            by=steps.person(by),
            at=clock.now(),
        )
        row = await steps.move(row, Action.CHECK_VALUATION)
        await steps.tell(
            ValuationChecked,
            row,
            before=row.state,
            to=(row.lender,),
            by=by,
            method=method.value,
        )
        return await _view(row, by=by)


async def add_evidence(  # the parts of one dated fact
    application_id: UUID,
    *,
    right_id: UUID,
    kind: FactKind,
    as_of: date,
    payload: Mapping[str, Any],
    document_id: UUID | None,
    by: Actor,
) -> ApplicationView:
    """Record a dated fact: the fact belongs to the right, the scan to the firm and this bank."""
    async with transaction():
        row = await steps.lock_for(application_id, Action.ADD_EVIDENCE, by=by)
        if right_id not in row.right_ids:
            raise NotFound("The application has no such patent.")
        if document_id is not None:
            await _share(row, document_id, by=by)
        fact_id = await portfolio.record_fact(
            right_id,
            kind,
            as_of,
            payload,
            document_id,
            by.organisation_id,
            by=by,
            firm_id=row.applicant,
        )
        row = await steps.move(row, Action.ADD_EVIDENCE)
        await steps.tell(
            EvidenceAdded,
            row,
            before=row.state,
            by=by,
            right_id=right_id,
            kind=kind.value,
            fact_id=fact_id,
        )
        return await _view(row, by=by)


async def _share(row: ApplicationRow, document_id: UUID, *, by: Actor) -> None:
    """Let the firm read the bank's own scan of a fact of its right."""
    await documents.check_readable([document_id], by=by)
    owner = (await documents.describe([document_id]))[document_id].organisation_id
    if owner == by.organisation_id:
        await documents.grant(
            [document_id], to=row.applicant, kind=Purpose.LOAN_APPLICATION, purpose=row.id, by=by
        )


async def set_aside(
    application_id: UUID, *, document_id: UUID, reason: str, by: Actor
) -> ApplicationView:
    """Take a document that its issuer disowns out of what the application rests on."""
    row = await trusting.set_aside(application_id, document_id=document_id, reason=reason, by=by)
    return await _view(row, by=by)


async def give_opinion(application_id: UUID, proposal: Proposal, *, by: Actor) -> ApplicationView:
    """The maker proposes to grant or to refuse; another person decides."""
    async with transaction():
        row = await steps.lock_for(application_id, Action.OPINE, by=by)
        rules.check_opinion(proposal)
        if proposal.kind is OpinionKind.GRANT:
            await trusting.check_not_disproved(row)
            rules.check_grant(
                granted=Fen(proposal.amount_fen or 0),
                requested=Fen(row.amount_fen),
                ceiling=await ceiling(row),
            )
            proposal = await guaranteeing.inherited(row, proposal)
        before = row.state
        n = await decisions.add_opinion(row.id, proposal, by=steps.person(by), at=clock.now())
        row = await steps.move(row, Action.OPINE)
        await steps.tell(
            OpinionGiven,
            row,
            before=before,
            to=(row.lender,),
            by=by,
            n=n,
            kind=proposal.kind.value,
        )
        return await _view(row, by=by)


async def ceiling(row: ApplicationRow) -> Fen:
    """The most that product and rights carry by what was frozen, on today's date."""
    fit = await products.fit(row.product_version, snapshot=row.snapshot, on=clock.today())
    return fit.carries_fen


async def note_overdue(*, limit: int = 200) -> int:
    """Tell both sides once that the answer time is over; nothing else happens by itself."""
    async with transaction():
        rows = await queries.newly_overdue(clock.today(), limit=limit)
        for row in rows:
            await steps.escalate(row)
    return len(rows)


async def _view(row: ApplicationRow, *, by: Actor) -> ApplicationView:
    return (await reading.views([row], by=by))[0]
