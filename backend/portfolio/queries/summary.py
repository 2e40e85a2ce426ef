"""What all holdings of a firm come to, and which annual fees come next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from backend.kernel.db import fetch, fetch_one
from backend.portfolio.queries.assets import FROM, HOLDING, PLEDGED

_HELD = "a.firm = $1 AND a.removed_at IS NULL"
_PLEDGEABLE = (
    "(r.registration_no IS NOT NULL OR "
    "r.kind IN ('invention', 'utility_model', 'design') AND r.application_body IS NOT NULL)"
)
_EXTRACT = (
    "EXISTS (SELECT FROM portfolio_right_fact fact WHERE fact.right_id = r.id "
    "AND fact.kind = 'register_extract')"
)
#: The first anniversary of the filing from a day ($2) on: no fee that can still be paid is earlier.
_YEARS = "extract(year FROM $2::date)::int - extract(year FROM r.filing_on)::int"
_NEXT = f"""(SELECT min(day)::date FROM (VALUES
  (r.filing_on + make_interval(years => {_YEARS})),
  (r.filing_on + make_interval(years => {_YEARS} + 1))) AS anniversary (day) WHERE day >= $2)"""


@dataclass(frozen=True, kw_only=True)
class Counts:
    assets: int
    #: By a name match alone: those with an extract are looked at one by one.
    usable: int
    pledged: int


@dataclass(frozen=True, kw_only=True)
class OpenLicence:
    """From its announcement to the day on which the offer ended."""

    since: date
    until: date | None

    def runs_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


async def open_licences(right_ids: Sequence[UUID]) -> dict[UUID, list[OpenLicence]]:
    """When each of these patents was openly licensed; those that never were are left out."""
    found: dict[UUID, list[OpenLicence]] = {}
    for row in await fetch(
        "SELECT right_id, since, until FROM portfolio_open_licence "
        "WHERE right_id = ANY($1::uuid[])",
        list(right_ids),
    ):
        licence = OpenLicence(since=row["since"], until=row["until"])
        found.setdefault(row["right_id"], []).append(licence)
    return found


async def counts(firm: UUID, *, names: Sequence[str], verified: bool) -> Counts:
    row = await fetch_one(
        "SELECT count(*) AS assets, "
        f"count(*) FILTER (WHERE $3 AND {_PLEDGEABLE} AND r.patentee_keys && $2::text[] "
        f"AND NOT {_EXTRACT}) AS usable, count(*) FILTER (WHERE {PLEDGED}) AS pledged "
        f"{FROM} WHERE {_HELD}",
        firm,
        list(names),
        verified,
    )
    if row is None:
        raise RuntimeError("A count gave no row.")
    return Counts(**row)


async def with_extract(firm: UUID) -> list[dict[str, Any]]:
    """The holdings that can be pledged and of whose right an extract was recorded."""
    return await fetch(
        f"SELECT {HOLDING} {FROM} WHERE {_HELD} AND {_PLEDGEABLE} AND {_EXTRACT}", firm
    )


async def by_next_anniversary(
    firm: UUID, *, since: date, after: tuple[date, UUID] | None, limit: int
) -> list[dict[str, Any]]:
    """Granted holdings in the order of the first day from `since` on when a fee may be due."""
    day, last = after or (None, None)
    return await fetch(
        f"SELECT {HOLDING}, {_NEXT} AS next_on {FROM} WHERE {_HELD} "
        "AND r.filing_on IS NOT NULL AND r.granted_on IS NOT NULL "
        f"AND ($3::date IS NULL OR ({_NEXT}, a.id) > ($3, $4)) "
        f"ORDER BY {_NEXT}, a.id LIMIT $5",
        firm,
        since,
        day,
        last,
        limit,
    )
