"""Who stands in for an absent colleague, from day to day; and what that lets him do."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from backend.identity import service as identity
from backend.kernel import clock, pages
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.errors import InvalidField, NotFound
from backend.kernel.events import emit
from backend.lending.desk_events import SubstituteNamed, SubstitutionEnded
from backend.lending.queries import desk as queries
from backend.lending.rules import desk as rules
from backend.lending.service import colleagues

TABLE = "lending_substitution"


async def page(
    *, cursor: str | None, limit: int, by: Actor
) -> tuple[list[dict[str, Any]], str | None, int | str]:
    """Of the actor's bank, to come, standing and over; the latest to begin first."""
    by.require(Permission.VIEW_BANK)
    after = None
    if cursor is not None:
        day, last = pages.decode_cursor(cursor, date, UUID)
        after = (day, last)
    rows, total = await queries.page(TABLE, by.organisation_id, after=after, limit=limit)
    cut, following = pages.cut(rows, limit, key=lambda row: (row["from_on"], row["id"]))
    return await _named(cut, by=by), following, pages.total_of(total)


async def name(
    substitute_id: UUID, *, member_id: UUID | None, from_on: date, to_on: date, by: Actor
) -> dict[str, Any]:
    """Name who stands in for the actor, or, by the administrator, for anybody."""
    by.require(Permission.VIEW_BANK)
    absent = member_id or by.user_id
    if absent != by.user_id:
        by.require(Permission.ASSIGN_CASES)
    _check_span(absent, substitute_id, from_on=from_on, to_on=to_on)
    people = await colleagues.active(by.organisation_id)
    if absent not in people:
        raise NotFound("There is no such colleague.")
    needed = people[absent].roles
    substitute = people.get(substitute_id)
    rules.check_substitute(
        needed=needed,
        held=None if substitute is None else substitute.roles,
        fit=sorted(
            each.name
            for person, each in people.items()
            if person != absent and each.roles.issuperset(needed & rules.PASSED_ON)
        ),
    )
    names = {person: each.name for person, each in people.items()}
    async with transaction():
        await queries.lock(by.organisation_id)
        rules.check_days(
            absent,
            substitute_id,
            from_on=from_on,
            to_on=to_on,
            standing=await queries.absences(by.organisation_id, from_on=from_on, to_on=to_on),
            names=names,
        )
        row: dict[str, Any] = {
            "id": uuid4(),
            "created_at": clock.now(),
            "bank": by.organisation_id,
            "member": absent,
            "substitute": substitute_id,
            "from_on": from_on,
            "to_on": to_on,
            "named_by": by.user_id,
            "named_by_name": by.name,
        }
        await queries.add(TABLE, row)
        await emit(
            SubstituteNamed(
                subject_id=row["id"],
                parties=(by.organisation_id,),
                member=people[absent].name,
                substitute=names[substitute_id],
                from_on=from_on.isoformat(),
                to_on=to_on.isoformat(),
            ),
            by=by,
        )
        return await _one(row["id"], by=by)


def _check_span(absent: UUID, substitute: UUID, *, from_on: date, to_on: date) -> None:
    if absent == substitute:
        raise InvalidField("substitute_id", "Another person than who is away.")
    if from_on < clock.today():
        raise InvalidField("from_on", "A day from today on.")
    if to_on < from_on:
        raise InvalidField("to_on", "Not before the first day.")


async def end(substitution_id: UUID, *, by: Actor) -> dict[str, Any]:
    """Whoever was away is back, or does not go: at once. By himself or the administrator."""
    by.require(Permission.VIEW_BANK)
    async with transaction():
        await queries.lock(by.organisation_id)
        row = await queries.one(TABLE, substitution_id, bank=by.organisation_id)
        if row is None:
            raise NotFound
        if row["member"] != by.user_id:
            by.require(Permission.ASSIGN_CASES)
        if row["ended_at"] is not None or row["to_on"] < clock.today():
            raise rules.SubstitutionOver
        await queries.change(
            TABLE, substitution_id, queries.ended(clock.now(), (by.user_id, by.name))
        )
        names = await identity.member_names([row["member"], row["substitute"]])
        await emit(
            SubstitutionEnded(
                subject_id=row["id"],
                parties=(by.organisation_id,),
                member=names[row["member"]],
                substitute=names[row["substitute"]],
            ),
            by=by,
        )
        return await _one(substitution_id, by=by)


async def _one(substitution_id: UUID, *, by: Actor) -> dict[str, Any]:
    row = await queries.one(TABLE, substitution_id, bank=by.organisation_id)
    if row is None:
        raise RuntimeError("A substitution that was just written is gone.")
    return (await _named([row], by=by))[0]


async def _named(rows: list[dict[str, Any]], *, by: Actor) -> list[dict[str, Any]]:
    names = await identity.member_names(
        [person for row in rows for person in (row["member"], row["substitute"])]
    )
    today = clock.today()
    return [
        {
            **row,
            "member_name": names.get(row["member"], ""),
            "substitute_name": names.get(row["substitute"], ""),
            "standing": (standing := _standing(row, today=today)),
            "allowed_actions": (
                ["ending"]
                if standing in {"now", "later"}
                and (row["member"] == by.user_id or by.may(Permission.ASSIGN_CASES))
                else []
            ),
        }
        for row in rows
    ]


def _standing(row: dict[str, Any], *, today: date) -> str:
    if row["ended_at"] is not None:
        return "ended"
    if today < row["from_on"]:
        return "later"
    return "now" if today <= row["to_on"] else "past"
