"""Groups of officers: which cases a group takes, by product and place, and who is in it."""

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
from backend.kernel.errors import InvalidField, NotFound
from backend.kernel.events import emit
from backend.lending.desk_events import GroupDissolved, GroupSet
from backend.lending.queries import desk as queries
from backend.lending.rules import desk as rules
from backend.lending.rules.refusals import AssigneeUnfit
from backend.lending.service import colleagues

TABLE = "lending_officer_group"


@dataclass(frozen=True, kw_only=True)
class GroupTerms:
    """No product, and no place: of every one."""

    name: str
    products: tuple[UUID, ...]
    divisions: tuple[str, ...]
    streets: tuple[str, ...]
    members: tuple[UUID, ...]


async def page(
    *, cursor: str | None, limit: int, by: Actor
) -> tuple[list[dict[str, Any]], str | None, int | str]:
    """Of the actor's bank, dissolved ones too; newest first."""
    by.require(Permission.VIEW_BANK)
    after = None
    if cursor is not None:
        at, last = pages.decode_cursor(cursor, datetime, UUID)
        after = (at, last)
    rows, total = await queries.page(TABLE, by.organisation_id, after=after, limit=limit)
    cut, following = pages.cut(rows, limit, key=lambda row: (row["created_at"], row["id"]))
    return await _named(cut, by=by), following, pages.total_of(total)


async def make(terms: GroupTerms, *, by: Actor) -> dict[str, Any]:
    by.require(Permission.ASSIGN_CASES)
    await _check(terms, by=by)
    async with transaction():
        await queries.lock(by.organisation_id)
        await _check_name(terms.name, besides=None, by=by)
        group_id = uuid4()
        await queries.add(
            TABLE,
            {
                "id": group_id,
                "created_at": clock.now(),
                "bank": by.organisation_id,
                **_stored(terms, by=by),
            },
        )
        await _tell(group_id, terms, before=None, by=by)
        return await _one(group_id, by=by)


async def revise(group_id: UUID, terms: GroupTerms, *, by: Actor) -> dict[str, Any]:
    by.require(Permission.ASSIGN_CASES)
    async with transaction():
        await queries.lock(by.organisation_id)
        row = await _standing(group_id, by=by)
        await _check(terms, by=by)
        await _check_name(terms.name, besides=group_id, by=by)
        await queries.change(TABLE, group_id, _stored(terms, by=by))
        await _tell(group_id, terms, before=row, by=by)
        return await _one(group_id, by=by)


async def dissolve(group_id: UUID, *, by: Actor) -> dict[str, Any]:
    """Its cases are everybody's again, or another group's that takes them."""
    by.require(Permission.ASSIGN_CASES)
    async with transaction():
        await queries.lock(by.organisation_id)
        row = await _standing(group_id, by=by)
        now = clock.now()
        await queries.change(
            TABLE,
            group_id,
            {
                "ended_at": now,
                "changed_at": now,
                "changed_by": by.user_id,
                "changed_by_name": by.name,
            },
        )
        await emit(
            GroupDissolved(subject_id=group_id, parties=(by.organisation_id,), group=row["name"]),
            by=by,
        )
        return await _one(group_id, by=by)


async def _standing(group_id: UUID, *, by: Actor) -> dict[str, Any]:
    row = await queries.one(TABLE, group_id, bank=by.organisation_id)
    if row is None:
        raise NotFound
    if row["ended_at"] is not None:
        raise rules.GroupEnded
    return row


async def _check(terms: GroupTerms, *, by: Actor) -> None:
    divisions, streets = await identity.places()
    if not divisions.issuperset(terms.divisions):
        raise InvalidField("divisions", "A district of Shanghai by its code, such as 310115.")
    if not streets.issuperset(terms.streets):
        raise InvalidField("streets", "A street or town of Pudong by its name.")
    people = await colleagues.active(by.organisation_id)
    makers = {person for person, each in people.items() if Role.MAKER in each.roles}
    if not makers.issuperset(terms.members):
        raise AssigneeUnfit(
            "Whoever takes cases is a maker.",
            field="members",
            needed=[Role.MAKER.value],
            fit=colleagues.names_with(people, Role.MAKER),
        )
    if await queries.foreign_products(by.organisation_id, terms.products):
        raise NotFound("Your bank has no such product.")


async def _check_name(group: str, *, besides: UUID | None, by: Actor) -> None:
    if await queries.group_named(by.organisation_id, group) not in {None, besides}:
        raise rules.GroupNameTaken(field="name")


def _stored(terms: GroupTerms, *, by: Actor) -> dict[str, Any]:
    return {
        "name": terms.name,
        "products": sorted(set(terms.products)),
        "divisions": sorted(set(terms.divisions)),
        "streets": sorted(set(terms.streets)),
        "members": sorted(set(terms.members)),
        "changed_at": clock.now(),
        "changed_by": by.user_id,
        "changed_by_name": by.name,
    }


async def _tell(
    group_id: UUID, terms: GroupTerms, *, before: dict[str, Any] | None, by: Actor
) -> None:
    people = await identity.member_names(
        [*terms.members, *([] if before is None else before["members"])]
    )
    await emit(
        GroupSet(subject_id=group_id, parties=(by.organisation_id,), group=terms.name),
        by=by,
        before=None if before is None else {"members": _people(before["members"], people)},
        after={"members": _people(terms.members, people)},
    )


def _people(members: Sequence[UUID], names: dict[UUID, str]) -> list[str]:
    return sorted(names.get(each, "") for each in members)


async def _one(group_id: UUID, *, by: Actor) -> dict[str, Any]:
    row = await queries.one(TABLE, group_id, bank=by.organisation_id)
    if row is None:
        raise RuntimeError("A group that was just written is gone.")
    return (await _named([row], by=by))[0]


async def _named(rows: list[dict[str, Any]], *, by: Actor) -> list[dict[str, Any]]:
    people = await identity.member_names([each for row in rows for each in row["members"]])
    products = await queries.product_names(by.organisation_id)
    open_cases = await queries.open_of_groups(by.organisation_id)
    may = by.may(Permission.ASSIGN_CASES)
    return [
        {
            **row,
            "people": [(each, people.get(each, "")) for each in row["members"]],
            "of_products": [(each, products.get(each, "")) for each in row["products"]],
            "open_cases": open_cases.get(row["id"], 0),
            "allowed_actions": ["dissolution", "revision"]
            if may and row["ended_at"] is None
            else [],
        }
        for row in rows
    ]
