"""What the district states of a registration made elsewhere: parties and patents, as columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from backend.kernel.auth import Actor
from backend.portfolio import service as portfolio
from backend.registry import rules
from backend.registry.queries import pledges


@dataclass(frozen=True, kw_only=True)
class OutsideParty:
    """A pledgor or pledgee that the platform need not know."""

    name: str
    code: str | None = None
    division: str | None = None
    street: str | None = None
    address: str | None = None


async def party(stated: OutsideParty) -> dict[str, Any]:
    """The party as stated, with what the platform knows of a verified organisation."""
    code = None if stated.code is None else stated.code.upper()
    if not rules.is_credit_code(code):
        # A person's identity number is none of our business; a wrong code finds nobody.
        code = None
    known = None if code is None else await pledges.organisation_by_code(code)
    if known is None:
        return {
            "organisation_id": None,
            "name": stated.name,
            "code": code,
            "division": stated.division,
            "street": stated.street,
            "address": stated.address,
        }
    return {
        "organisation_id": str(known["id"]),
        "name": stated.name,
        "code": code,
        "division": stated.division or known["division"],
        "street": stated.street or known["street"],
        "address": stated.address or known["address_line"],
    }


def organisation_of(party: dict[str, Any]) -> UUID | None:
    found = party["organisation_id"]
    return None if found is None else UUID(found)


async def check_not_live(right_ids: Sequence[UUID], *, besides: UUID | None = None) -> None:
    """Refuse naming the registration that a right of these stands in."""
    live = await pledges.live_pledges(right_ids, besides=besides)
    if live:
        first = next(iter(live.values()))
        raise rules.RightAlreadyPledged(
            f"It stands in the running pledge {first['registration_number'] or first['number']}.",
            right_ids=sorted(str(right) for right in live),
            pledge_id=str(first["id"]),
            pledge_number=first["number"],
            registration_number=first["registration_number"],
        )


async def rights_of(patents: Sequence[str], *, by: Actor) -> tuple[UUID, ...]:
    """The rights of these numbers, locked by id; unknown ones are created, unproven."""
    found = [await portfolio.right_by_number(text, by=by) for text in patents]
    right_ids = tuple(dict.fromkeys(found))
    await portfolio.lock_rights(right_ids)
    return right_ids


async def parties_of(
    pledgors: Sequence[OutsideParty], pledgees: Sequence[OutsideParty]
) -> dict[str, object]:
    """The columns of the parties, the first of each side being the main one."""
    sides = {
        "pledgors": [await party(each) for each in pledgors],
        "pledgees": [await party(each) for each in pledgees],
    }
    return {"parties": sides, **_main("pledgor", sides), **_main("pledgee", sides)}


def _main(one: str, sides: dict[str, list[dict[str, Any]]]) -> dict[str, object]:
    first = sides[f"{one}s"][0]
    return {
        one: organisation_of(first),
        f"{one}_name": first["name"],
        f"{one}_code": first["code"],
    }


def stated(rows: Sequence[dict[str, Any]]) -> list[OutsideParty]:
    """Parties of a record, as they could be stated again."""
    return [
        OutsideParty(
            name=row["name"],
            code=row.get("code"),
            division=row.get("division"),
            street=row.get("street"),
            address=row.get("address"),
        )
        for row in rows
    ]
