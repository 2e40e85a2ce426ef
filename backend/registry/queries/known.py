"""The register as it was known at a moment: its events until then, and nothing of what followed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.kernel.db import fetch, loads
from backend.kernel.pages import COUNTED
from backend.registry import projection
from backend.registry.projection import Entry, PledgeRecord
from backend.registry.queries.register import Asked, Where, like


async def records(pledge_ids: Sequence[UUID], *, known_by: datetime) -> dict[UUID, PledgeRecord]:
    """These pledges as their events of before that moment make them; none that came later."""
    rows = await fetch(
        "SELECT pledge, action, changes FROM registry_event "
        "WHERE pledge = ANY($1::uuid[]) AND occurred_at < $2 ORDER BY pledge, sequence",
        list(pledge_ids),
        known_by,
    )
    entries: dict[UUID, list[Entry]] = {}
    for row in rows:
        entry = Entry(action=row["action"], changes=loads(row["changes"]))
        entries.setdefault(row["pledge"], []).append(entry)
    return {pledge_id: projection.fold(told) for pledge_id, told in entries.items()}


async def pledges_with(right_id: UUID, *, known_by: datetime) -> list[PledgeRecord]:
    """Every pledge that held the right, as far as it was known; the district restates rights."""
    rows = await fetch(
        "SELECT p.id FROM registry_pledge p WHERE p.right_ids @> ARRAY[$1::uuid] "
        "OR (p.made_elsewhere AND EXISTS (SELECT FROM registry_event e WHERE e.pledge = p.id "
        "AND e.changes -> 'right_ids' @> to_jsonb($1::uuid)))",
        right_id,
    )
    found = await records([row["id"] for row in rows], known_by=known_by)
    return [record for record in found.values() if right_id in record.right_ids]


def told(column: str, *, of: str = "k.id") -> str:
    """What a column of a pledge was by then (`$1`): what the last event says that says it."""
    return (
        f"(SELECT e.changes ->> '{column}' FROM registry_event e WHERE e.pledge = {of} "
        f"AND e.occurred_at < $1 AND e.changes -> '{column}' IS NOT NULL "
        "ORDER BY e.sequence DESC LIMIT 1)"
    )


#: What had been registered by then (`$1`), with the day of it as last recorded.
_REGISTERED = (
    "WITH k AS (SELECT DISTINCT ON (r.pledge) r.pledge AS id, r.effective_on AS registered_on "
    "FROM registry_recording r WHERE r.cause = 'registration' AND r.recorded_at < $1 "
    "ORDER BY r.pledge, r.version DESC) "
)


async def page(
    asked: Asked,
    *,
    among: Sequence[UUID] | None,
    known_by: datetime,
    after: tuple[Any, UUID] | None,
    limit: int,
    counted: int = COUNTED,
) -> tuple[list[PledgeRecord], int]:
    """Registrations of then, latest first; `among`: the pledges of the patent asked for."""
    where = Where(arguments=[known_by])
    if among is not None:
        where.add("k.id = ANY(?::uuid[])", list(among))
    if asked.number is not None:
        where.add(f"{told('registration_number')} = ?", asked.number)
    for party, text in (("pledgor", asked.pledgor), ("pledgee", asked.pledgee)):
        if text:
            where.add(
                f"({told(f'{party}_code')} = ? OR {told(f'{party}_name')} ILIKE ?)",
                text.upper(),
                like(text),
            )
    (total,) = await fetch(
        f"{_REGISTERED} SELECT count(*) AS n FROM (SELECT FROM k WHERE {where} "
        f"LIMIT {int(counted) + 1}) AS found",
        *where.arguments,
    )
    if after is not None:
        where.add("(k.registered_on, k.id) < (?, ?)", *after)
    rows = await fetch(
        f"{_REGISTERED} SELECT k.id FROM k WHERE {where} "
        f"ORDER BY k.registered_on DESC, k.id DESC LIMIT {int(limit)}",
        *where.arguments,
    )
    found = await records([row["id"] for row in rows], known_by=known_by)
    return [found[row["id"]] for row in rows], int(total["n"])
