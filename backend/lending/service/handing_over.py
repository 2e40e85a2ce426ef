"""All cases of a person to colleagues in one act, and back by another one.

Who proposed and who decides stays as it was: an opinion keeps its maker whoever has the case.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from backend.identity import service as identity
from backend.identity.states import Role
from backend.kernel import clock, pages
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.errors import NotFound
from backend.kernel.events import emit
from backend.lending import rules as lending
from backend.lending.events import ApplicationHandedOver, CasesHandedOver
from backend.lending.queries import applications
from backend.lending.queries import hand_overs as queries
from backend.lending.rules import hand_overs as rules
from backend.lending.service import steps
from backend.lending.states import Action
from backend.lending.tables.hand_overs import HandedCase, HandOver


@dataclass(frozen=True, kw_only=True)
class Move:
    application: UUID
    giver: UUID
    receiver: UUID


@dataclass(frozen=True, kw_only=True)
class HandOverView:
    row: dict[str, Any]
    moves: list[dict[str, Any]]
    may_undo: bool


async def page(
    *, cursor: str | None, limit: int, by: Actor
) -> tuple[list[HandOverView], str | None, int | str]:
    """The bank's hand-overs, newest first."""
    by.require(Permission.VIEW_BANK)
    after = None
    if cursor is not None:
        moment, last = pages.decode_cursor(cursor, datetime, UUID)
        after = (moment, last)
    rows, total = await queries.page(by.organisation_id, after=after, limit=limit)
    cut, following = pages.cut(rows, limit, key=lambda each: (each["created_at"], each["id"]))
    return await _views(cut, by=by), following, pages.total_of(total)


async def hand_over(
    member_id: UUID, cases: Sequence[tuple[UUID, UUID]], *, reason: str, by: Actor
) -> HandOverView:
    """Give every case that this person has in hand to the colleagues named beside them."""
    by.require(Permission.ASSIGN_CASES)
    async with transaction():
        await applications.lock_all([application for application, _ in cases])
        held = await queries.cases_of(member_id, lender=by.organisation_id)
        rules.check_named(cases, giver=member_id, held=held)
        moves = [
            Move(application=application, giver=member_id, receiver=receiver)
            for application, receiver in cases
        ]
        return await _do(moves, reason=reason, undoes=None, by=by)


async def undo(hand_over_id: UUID, *, reason: str, by: Actor) -> HandOverView:
    """Give back what is still where it was brought: a hand-over of its own."""
    by.require(Permission.ASSIGN_CASES)
    async with transaction():
        row = await queries.one(hand_over_id, lender=by.organisation_id)
        if row is None:
            raise NotFound("There is no such hand-over.")
        await applications.lock_all(
            [each["application"] for each in await queries.still_held(hand_over_id)]
        )
        held = await queries.still_held(hand_over_id)
        rules.check_undoing(row, held=held)
        moves = [
            Move(application=each["application"], giver=each["receiver"], receiver=each["giver"])
            for each in held
        ]
        return await _do(moves, reason=reason, undoes=hand_over_id, by=by)


async def _do(
    moves: Sequence[Move], *, reason: str, undoes: UUID | None, by: Actor
) -> HandOverView:
    await _check_receivers({move.receiver for move in moves}, bank=by.organisation_id)
    head = HandOver(
        id=uuid4(),
        created_at=clock.now(),
        lender=by.organisation_id,
        reason=reason,
        undoes=undoes,
        done_by=by.user_id,
        done_by_name=by.name,
    )
    await queries.add(
        head,
        [
            HandedCase(
                id=uuid4(),
                created_at=head.created_at,
                hand_over=head.id,
                lender=by.organisation_id,
                application=move.application,
                position=position,
                giver=move.giver,
                receiver=move.receiver,
            )
            for position, move in enumerate(moves)
        ],
    )
    names = await identity.member_names([each for m in moves for each in (m.giver, m.receiver)])
    for move in moves:
        row = await steps.lock_for(move.application, Action.ASSIGN, by=by)
        row = await steps.move(row, Action.ASSIGN, assignee=move.receiver)
        await steps.tell(
            ApplicationHandedOver,
            row,
            before=row.state,
            to=(row.lender,),
            by=by,
            hand_over_id=head.id,
            assignee_id=move.receiver,
            assignee=names[move.receiver],
            instead_of=names[move.giver],
        )
    await emit(
        CasesHandedOver(
            subject_id=head.id,
            parties=(by.organisation_id,),
            cases=len(moves),
            receivers=tuple(sorted({names[move.receiver] for move in moves})),
            reason=reason,
            undoes=undoes,
        ),
        by=by,
    )
    row_now = await queries.one(head.id, lender=by.organisation_id)
    assert row_now is not None  # noqa: S101 - written just now
    return (await _views([row_now], by=by))[0]


async def _check_receivers(wanted: set[UUID], *, bank: UUID) -> None:
    roles = {member: held for _, member, held in await identity.active_members([bank])}
    if not wanted <= roles.keys():
        raise NotFound("There is no such colleague, or he has left.")
    if any(Role.MAKER not in roles[member] for member in wanted):
        raise lending.AssigneeUnfit(needed=[Role.MAKER.value])


async def _views(rows: Sequence[dict[str, Any]], *, by: Actor) -> list[HandOverView]:
    moves = await queries.moves([row["id"] for row in rows])
    may = by.may(Permission.ASSIGN_CASES)
    return [
        HandOverView(
            row=row,
            moves=moves[row["id"]],
            may_undo=may
            and row["undone_by"] is None
            and any(each["held"] for each in moves[row["id"]]),
        )
        for row in rows
    ]
