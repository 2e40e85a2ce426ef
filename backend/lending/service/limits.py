"""Up to which amount a checker of a bank grants: proposed by one, accepted by another."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from backend.identity import service as identity
from backend.identity.states import Role
from backend.kernel import clock, pages
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.errors import InvalidField, NotFound
from backend.kernel.events import emit
from backend.kernel.money import Fen
from backend.kernel.proposals import ProposalAction, ProposalState, check_decidable
from backend.lending.desk_events import LimitDecided, LimitProposed
from backend.lending.queries import desk as queries
from backend.lending.rules import desk as rules
from backend.lending.service import colleagues

TABLE = "lending_decision_limit"
_DECIDES = (Permission.ASSIGN_CASES, Permission.DECIDE_APPLICATIONS)
_OUTCOME = {
    ProposalAction.ACCEPT: ProposalState.ACCEPTED,
    ProposalAction.DECLINE: ProposalState.DECLINED,
    ProposalAction.WITHDRAW: ProposalState.WITHDRAWN,
}


async def page(
    *, cursor: str | None, limit: int, by: Actor
) -> tuple[list[dict[str, Any]], str | None, int | str]:
    """Limits of the actor's bank: proposed, in force, past; newest first."""
    by.require(Permission.VIEW_BANK)
    after = None
    if cursor is not None:
        at, last = pages.decode_cursor(cursor, datetime, UUID)
        after = (at, last)
    rows, total = await queries.page(TABLE, by.organisation_id, after=after, limit=limit)
    cut, following = pages.cut(rows, limit, key=lambda row: (row["created_at"], row["id"]))
    return await _named(cut, by=by), following, pages.total_of(total)


async def propose(
    member_id: UUID, upto: Fen, *, from_on: date, reason: str, by: Actor
) -> dict[str, Any]:
    """The administrator proposes a checker's limit, never his own."""
    by.require(Permission.ASSIGN_CASES)
    if from_on < clock.today():
        raise InvalidField("from_on", "A day from today on.")
    if member_id == by.user_id:
        raise rules.LimitBySelf("Another administrator proposes yours.", field="member_id")
    people = await colleagues.active(by.organisation_id)
    if member_id not in people or Role.CHECKER not in people[member_id].roles:
        raise rules.LimitForCheckers(
            field="member_id",
            needed=[Role.CHECKER.value],
            fit=colleagues.names_with(people, Role.CHECKER),
        )
    async with transaction():
        await queries.lock(by.organisation_id)
        if await queries.limit_waits(member_id):
            raise rules.LimitWaits(field="member_id")
        await _check_day(member_id, from_on)
        row: dict[str, Any] = {
            "id": uuid4(),
            "created_at": clock.now(),
            "bank": by.organisation_id,
            "member": member_id,
            "upto_fen": upto,
            "from_on": from_on,
            "reason": reason,
            "proposed_by": by.user_id,
            "proposed_by_name": by.name,
        }
        await queries.add(TABLE, row)
        await emit(LimitProposed(**_facts(row, people[member_id].name), reason=reason), by=by)
        return await _one(row["id"], by=by)


async def _check_day(member_id: UUID, from_on: date) -> None:
    if await queries.limit_begins(member_id, on=from_on):
        raise rules.LimitOfDay(field="from_on")


async def decide(
    limit_id: UUID, action: ProposalAction, *, note: str | None = None, by: Actor
) -> dict[str, Any]:
    """Another administrator or checker accepts or declines; whoever proposed it takes it back."""
    by.require(*_DECIDES)
    async with transaction():
        await queries.lock(by.organisation_id)
        row = await queries.one(TABLE, limit_id, bank=by.organisation_id)
        if row is None:
            raise NotFound
        check_decidable(row, action, by=by.user_id)
        if row["member"] == by.user_id:
            raise rules.LimitBySelf("Another administrator or checker decides on yours.")
        if action is ProposalAction.ACCEPT:
            if row["from_on"] < clock.today():
                raise rules.LimitDayPast(from_on=row["from_on"].isoformat())
            await _check_day(row["member"], row["from_on"])
        outcome = _OUTCOME[action]
        await queries.change(
            TABLE,
            limit_id,
            {
                "outcome": outcome.value,
                "decided_by": by.user_id,
                "decided_by_name": by.name,
                "decided_at": clock.now(),
                "note": note,
            },
        )
        names = await identity.member_names([row["member"]])
        await emit(LimitDecided(**_facts(row, names[row["member"]]), outcome=outcome.value), by=by)
        return await _one(limit_id, by=by)


def _facts(row: dict[str, Any], member: str) -> dict[str, Any]:
    return {
        "subject_id": row["id"],
        "parties": (row["bank"],),
        "member": member,
        "upto_fen": row["upto_fen"],
        "from_on": row["from_on"].isoformat(),
    }


async def _one(limit_id: UUID, *, by: Actor) -> dict[str, Any]:
    row = await queries.one(TABLE, limit_id, bank=by.organisation_id)
    if row is None:
        raise RuntimeError("A limit that was just written is gone.")
    return (await _named([row], by=by))[0]


async def _named(rows: list[dict[str, Any]], *, by: Actor) -> list[dict[str, Any]]:
    """With the member's name, whether it is in force today, and what the reader may do."""
    names = await identity.member_names([row["member"] for row in rows])
    today = clock.today()
    in_force = await queries.in_force(by.organisation_id, on=today)
    return [
        {
            **row,
            "member_name": names.get(row["member"], ""),
            "standing": _standing(row, in_force=row["id"] in in_force, today=today),
            "allowed_actions": _actions(row, by=by),
        }
        for row in rows
    ]


def _standing(row: dict[str, Any], *, in_force: bool, today: date) -> str:
    if row["outcome"] is None:
        return "proposed"
    if row["outcome"] != ProposalState.ACCEPTED:
        return str(row["outcome"])
    if in_force:
        return "now"
    return "later" if today < row["from_on"] else "past"


def _actions(row: dict[str, Any], *, by: Actor) -> list[ProposalAction]:
    if row["outcome"] is not None:
        return []
    if row["proposed_by"] == by.user_id:
        return [ProposalAction.WITHDRAW]
    if by.user_id == row["member"] or not by.may(*_DECIDES):
        return []
    if row["from_on"] < clock.today():
        return [ProposalAction.DECLINE]
    return [ProposalAction.ACCEPT, ProposalAction.DECLINE]
