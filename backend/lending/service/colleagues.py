"""The active people of a bank, by id."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from backend.identity import service as identity
from backend.identity.states import Role


@dataclass(frozen=True, kw_only=True)
class Colleague:
    name: str
    roles: frozenset[str]


async def active(bank: UUID) -> dict[UUID, Colleague]:
    held = {member: roles for _, member, roles in await identity.active_members([bank])}
    names = await identity.member_names(list(held))
    return {
        member: Colleague(name=names[member], roles=frozenset(roles))
        for member, roles in held.items()
    }


def names_with(people: Mapping[UUID, Colleague], *roles: Role) -> list[str]:
    """Who of them hold all of these roles."""
    return sorted(each.name for each in people.values() if each.roles.issuperset(roles))
