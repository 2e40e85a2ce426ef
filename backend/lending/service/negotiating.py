"""A value that both sides of a small deal agree on (协商估值): one proposes, the other answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from backend.appraisal import service as appraisal
from backend.appraisal.service import SmallDealView
from backend.identity import service as identity
from backend.kernel import clock, pages
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.errors import NotFound
from backend.kernel.money import Fen
from backend.lending.events import ValueAgreed, ValueProposed, ValueRefused, ValueWithdrawn
from backend.lending.queries import applications
from backend.lending.queries import value_proposals as queries
from backend.lending.queries.applications import ApplicationRow
from backend.lending.rules import negotiation
from backend.lending.service import resting, steps
from backend.lending.states import (
    APPLICATION,
    PROPOSED_VALUE,
    Action,
    ProposedValueAction,
    ProposedValueState,
    Side,
)
from backend.lending.tables.values import ValueProposal
from backend.valuation import service as valuation
from backend.valuation.service import Range, Statement
from backend.valuation.states import Method

#: What is asked of the proposal itself; a counter is a proposal of one's own.
ANSWERS = (ProposedValueAction.AGREE, ProposedValueAction.REFUSE, ProposedValueAction.WITHDRAW)


@dataclass(frozen=True, kw_only=True)
class Proposed:
    """A value of all rights together; of a single right it is the right's own."""

    low: Fen
    central: Fen
    high: Fen
    base_date: date
    basis: str


@dataclass(frozen=True, kw_only=True)
class ProposalView:
    row: dict[str, Any]
    proposer_name: str
    valuer: str
    allowed_actions: list[ProposedValueAction]
    #: Of another organisation's person only the organisation is told.
    proposed_by_name: str | None
    ended_by_name: str | None


@dataclass(frozen=True, kw_only=True)
class Negotiation:
    """The proposals of a case, newest first, and how large a deal may rest on one."""

    proposals: list[ProposalView]
    next: str | None
    total: int | str
    small_deal: SmallDealView


async def negotiation_of(
    application_id: UUID, *, cursor: str | None, limit: int, by: Actor
) -> Negotiation:
    row = steps.found(await applications.application(application_id, scope=steps.scope_of(by)))
    after = None
    if cursor is not None:
        moment, last = pages.decode_cursor(cursor, datetime, UUID)
        after = (moment, last)
    rows, total = await queries.page(row.id, after=after, limit=limit)
    cut, following = pages.cut(rows, limit, key=lambda each: (each["created_at"], each["id"]))
    small = await appraisal.small_deal(
        method=Method.NEGOTIATED, lender_id=row.lender, amount=Fen(row.amount_fen)
    )
    assert small is not None  # noqa: S101 - there is one of each such method
    return Negotiation(
        proposals=await _views(row, cut, by=by),
        next=following,
        total=pages.total_of(total),
        small_deal=small,
    )


async def propose(application_id: UUID, given: Proposed, *, by: Actor) -> ProposalView:
    """Put a value to the other side; one of theirs that was open is thereby countered."""
    async with transaction():
        row = await steps.lock_for(application_id, Action.PROPOSE_VALUE, by=by)
        side = _side_of(by)
        await _check_small(row)
        names = await _names(row)
        made = ValueProposal(
            id=uuid4(),
            created_at=clock.now(),
            application=row.id,
            side=side,
            low_fen=given.low,
            central_fen=given.central,
            high_fen=given.high,
            base_date=given.base_date,
            basis=given.basis,
            proposed_by=by.user_id,
            proposed_by_name=by.name,
        )
        valuation.check_stated(_statement(row, made.to_dict(), names=names))
        waiting = await queries.open_of(row.id)
        negotiation.check_may_propose(None if waiting is None else Side(waiting["side"]), side=side)
        if waiting is not None:
            await _end(waiting, ProposedValueAction.COUNTER, by=by)
        await queries.add(made)
        row = await steps.move(row, Action.PROPOSE_VALUE)
        await steps.tell(
            ValueProposed,
            row,
            before=row.state,
            by=by,
            proposer=by.organisation_name,
        )
        return await _view(row, made.id, by=by)


async def agree(proposal_id: UUID, *, by: Actor) -> ProposalView:
    """The case rests on it from now on, and it never changes."""
    async with transaction():
        row, found = await _lock(proposal_id, ProposedValueAction.AGREE, by=by)
        await _check_small(row)
        stated = await valuation.keep_agreed(
            _statement(row, found, names=await _names(row)),
            firm_id=row.applicant,
            lender_id=row.lender,
            by=by,
        )
        await _end(found, ProposedValueAction.AGREE, by=by, valuation=stated.id)
        await appraisal.weigh_use(stated.id, lender_id=row.lender, amount=Fen(row.amount_fen))
        before = (row.snapshot["valuation"] or {}).get("number")
        row = await resting.rest_on(row, stated, Action.AGREE_VALUE, by=by)
        await steps.tell(
            ValueAgreed,
            row,
            before=row.state,
            by=by,
            other=by.organisation_name,
            valuation=stated.number,
            instead_of=before,
        )
        return await _view(row, proposal_id, by=by)


async def refuse(proposal_id: UUID, *, reason: str, by: Actor) -> ProposalView:
    """The other side's no, with why."""
    async with transaction():
        row, found = await _lock(proposal_id, ProposedValueAction.REFUSE, by=by)
        await _end(found, ProposedValueAction.REFUSE, by=by, reason=reason)
        await steps.tell(
            ValueRefused,
            row,
            before=row.state,
            by=by,
            other=by.organisation_name,
            reason=reason,
        )
        return await _view(row, proposal_id, by=by)


async def withdraw(proposal_id: UUID, *, by: Actor) -> ProposalView:
    """Taken back by the side that proposed it."""
    async with transaction():
        row, found = await _lock(proposal_id, ProposedValueAction.WITHDRAW, by=by)
        await _end(found, ProposedValueAction.WITHDRAW, by=by)
        await steps.tell(
            ValueWithdrawn, row, before=row.state, by=by, proposer=by.organisation_name
        )
        return await _view(row, proposal_id, by=by)


async def _lock(
    proposal_id: UUID, action: ProposedValueAction, *, by: Actor
) -> tuple[ApplicationRow, dict[str, Any]]:
    """Case, then proposal, locked, if the actor's side may do this to it now."""
    by.require(*steps.NEEDED[Action.AGREE_VALUE])
    scope = steps.scope_of(by)
    known = await queries.one(proposal_id, scope=scope)
    if known is None:
        raise NotFound("There is no such proposal.")
    row = await steps.lock(known["application"], by=by)
    if action is ProposedValueAction.AGREE:
        APPLICATION.after(row.state, Action.AGREE_VALUE)
    found = await queries.one(proposal_id, scope=scope, lock=True)
    if found is None:
        raise NotFound("There is no such proposal.")
    PROPOSED_VALUE.after(ProposedValueState(found["state"]), action)
    negotiation.check_answer(action, proposed=Side(found["side"]), side=_side_of(by))
    return row, found


async def _end(
    found: dict[str, Any],
    action: ProposedValueAction,
    *,
    by: Actor,
    reason: str | None = None,
    valuation: UUID | None = None,
) -> None:
    await queries.end(
        found["id"],
        PROPOSED_VALUE.after(ProposedValueState(found["state"]), action),
        side=_side_of(by),
        by=steps.person(by),
        at=clock.now(),
        reason=reason,
        valuation=valuation,
    )


def _side_of(by: Actor) -> Side:
    return Side.FIRM if by.may(Permission.VIEW_FIRM) else Side.BANK


async def _check_small(row: ApplicationRow) -> None:
    await appraisal.check_small_deal(
        method=Method.NEGOTIATED, lender_id=row.lender, amount=Fen(row.amount_fen)
    )


async def _names(row: ApplicationRow) -> dict[UUID, str]:
    found = await identity.organisations([row.applicant, row.lender])
    return {each: organisation.name for each, organisation in found.items()}


def _valuer(row: ApplicationRow, names: dict[UUID, str]) -> str:
    """Both parties; each name has room for half."""
    return f"{names[row.applicant][:98]} / {names[row.lender][:98]}"


def _statement(
    row: ApplicationRow, proposed: dict[str, Any], *, names: dict[UUID, str]
) -> Statement:
    whole = Range(
        low=Fen(proposed["low_fen"]),
        central=Fen(proposed["central_fen"]),
        high=Fen(proposed["high_fen"]),
    )
    right_ids = tuple(row.right_ids)
    return Statement(
        right_ids=right_ids,
        whole=whole,
        per_right={right_ids[0]: whole} if len(right_ids) == 1 else None,
        method=Method.NEGOTIATED,
        appraised=False,
        base_date=proposed["base_date"],
        valuer=_valuer(row, names),
        report_file_id=None,
    )


async def _view(row: ApplicationRow, proposal_id: UUID, *, by: Actor) -> ProposalView:
    found = await queries.one(proposal_id, scope=steps.scope_of(by))
    if found is None:
        raise NotFound("There is no such proposal.")
    return (await _views(row, [found], by=by))[0]


async def _views(
    row: ApplicationRow, rows: Sequence[dict[str, Any]], *, by: Actor
) -> list[ProposalView]:
    names, side = await _names(row), _side_of(by)
    of = {Side.FIRM: row.applicant, Side.BANK: row.lender}
    return [
        ProposalView(
            row=each,
            proposer_name=names[of[Side(each["side"])]],
            valuer=_valuer(row, names),
            allowed_actions=_allowed(row, each, side=side, by=by),
            proposed_by_name=each["proposed_by_name"] if each["side"] == side else None,
            ended_by_name=each["ended_by_name"] if each["ended_side"] == side else None,
        )
        for each in rows
    ]


def _allowed(
    row: ApplicationRow, found: dict[str, Any], *, side: Side, by: Actor
) -> list[ProposedValueAction]:
    if not by.may(*steps.NEEDED[Action.AGREE_VALUE]):
        return []
    can_agree = Action.AGREE_VALUE in APPLICATION.open_actions(row.state)
    return [
        action
        for action in PROPOSED_VALUE.open_actions(ProposedValueState(found["state"]))
        if action in ANSWERS
        and negotiation.may_answer(action, proposed=Side(found["side"]), side=side)
        and (can_agree or action is not ProposedValueAction.AGREE)
    ]
