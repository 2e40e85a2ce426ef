"""Who of a bank may take a case and who may decide on it: what the desk says, asked once."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from backend.identity import service as identity
from backend.identity.states import Role
from backend.kernel import clock
from backend.kernel.auth import Actor, Permission
from backend.kernel.money import Fen
from backend.lending.queries import desk as queries
from backend.lending.queries.applications import ApplicationRow
from backend.lending.rules import desk as rules
from backend.lending.rules.desk import Desk, Group, Obstacle
from backend.lending.service import colleagues
from backend.lending.states import OpinionKind


@dataclass(frozen=True, kw_only=True)
class Person:
    """A checker, what he may grant of this case, and what keeps him from it."""

    id: UUID
    name: str
    limit_fen: Fen | None
    obstacle: Obstacle | None
    stands_in_for: tuple[str, ...]
    substitute: str | None


@dataclass(frozen=True, kw_only=True)
class Deciding:
    """Who decides on a case: on its newest opinion, or on what is asked before there is one."""

    amount_fen: Fen
    keeps_limits: bool
    people: tuple[Person, ...]
    mine: Obstacle | None


async def today(bank: UUID) -> Desk:
    return await queries.desk(bank, on=clock.today())


async def check_decider(
    row: ApplicationRow, opinion: dict[str, Any], *, approves: bool, by: Actor
) -> None:
    """Refuse whoever may not decide on this opinion, with who may."""
    amount = Fen(opinion["amount_fen"]) if approves else None
    await _check(row, maker=opinion["maker"], amount=amount, by=by)


async def check_second(row: ApplicationRow, *, first: UUID, by: Actor) -> None:
    """Refuse the second of two who is away, or who stands in for the first."""
    await _check(row, maker=first, amount=None, by=by)


async def _check(row: ApplicationRow, *, maker: UUID, amount: Fen | None, by: Actor) -> None:
    desk = await today(row.lender)
    people = await colleagues.active(row.lender)
    rules.check_decider(
        desk,
        by.user_id,
        maker=maker,
        amount=amount,
        names=await identity.member_names([maker, *(each.substitute for each in desk.absences)]),
        deciders=sorted(
            each.name
            for person, each in people.items()
            if desk.obstacle(person, roles=each.roles, maker=maker, amount=amount) is None
        ),
    )


async def check_taking(row: ApplicationRow, *, by: Actor) -> None:
    """A case of a group is taken by its members; the administrator gives it to whom he wants."""
    if row.assignee == by.user_id or by.may(Permission.ASSIGN_CASES):
        return
    group = (await queries.groups_of([row.id])).get(row.id)
    desk = await today(row.lender)
    names = await identity.member_names(list(group.members) if group else [])
    rules.check_group(group, [by.user_id, *desk.stands_in_for(by.user_id)], names=names)


def is_of_others(group: Group | None, desk: Desk, *, by: Actor) -> bool:
    """Whether a group that the actor is not in takes the case."""
    takers = {by.user_id, *desk.stands_in_for(by.user_id)}
    return (
        group is not None
        and not by.may(Permission.ASSIGN_CASES)
        and takers.isdisjoint(group.members)
    )


async def deciding(row: ApplicationRow, opinion: dict[str, Any] | None, *, by: Actor) -> Deciding:
    """Every checker of the bank with what keeps him from deciding, the free ones first."""
    desk = await today(row.lender)
    people = await colleagues.active(row.lender)
    names = {person: each.name for person, each in people.items()}
    maker = None if opinion is None else opinion["maker"]
    grants = opinion is None or opinion["kind"] == OpinionKind.GRANT
    amount = Fen(row.amount_fen if opinion is None else opinion["amount_fen"] or 0)
    asked = amount if grants else None
    obstacles = {
        person: desk.obstacle(person, roles=each.roles, maker=maker, amount=asked)
        for person, each in people.items()
    }
    found = [
        Person(
            id=person,
            name=each.name,
            limit_fen=desk.limit(person, maker=maker),
            obstacle=obstacles[person],
            stands_in_for=tuple(sorted(names.get(x, "") for x in desk.stands_in_for(person))),
            substitute=None
            if (away := desk.absence(person)) is None
            else names.get(away.substitute, ""),
        )
        for person, each in people.items()
        if Role.CHECKER in each.roles
    ]
    return Deciding(
        amount_fen=amount,
        keeps_limits=bool(desk.limits),
        people=tuple(sorted(found, key=lambda each: (each.obstacle is not None, each.name))),
        mine=obstacles.get(by.user_id, Obstacle.NOT_A_CHECKER),
    )
