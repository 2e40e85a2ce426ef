"""Statements about schemes, weight sets and field counts."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from backend.kernel.db import execute, fetch, fetch_one, fetch_value
from backend.kernel.pages import COUNTED
from backend.valuation.tables import WeightSetRow

#: The platform's sets are everybody's, the others their organisation's own.
_VISIBLE = """
FROM valuation_weight_set w JOIN valuation_scheme s ON s.id = w.scheme
WHERE (w.organisation IS NULL OR w.organisation = $1)
"""
_SHOWN = "SELECT w.*, s.code AS scheme_code"

_LISTED = f"""{_VISIBLE} AND ($2::varchar IS NULL OR s.code = $2)
  AND ($3::varchar IS NULL OR w.scene = $3)
"""


async def schemes() -> list[dict[str, Any]]:
    return await fetch("SELECT * FROM valuation_scheme ORDER BY code")


async def indicators() -> list[dict[str, Any]]:
    return await fetch("SELECT * FROM valuation_indicator ORDER BY scheme, position")


async def weight_set(weight_set_id: UUID, *, organisation_id: UUID) -> dict[str, Any] | None:
    return await fetch_one(f"{_SHOWN} {_VISIBLE} AND w.id = $2", organisation_id, weight_set_id)


async def newest(scheme: str, scene: str) -> dict[str, Any] | None:
    """The platform's newest set of a scene."""
    return await fetch_one(
        f"{_SHOWN} FROM valuation_weight_set w JOIN valuation_scheme s ON s.id = w.scheme "
        "WHERE w.organisation IS NULL AND s.code = $1 AND w.scene = $2 "
        "ORDER BY w.version DESC LIMIT 1",
        scheme,
        scene,
    )


async def page(
    organisation_id: UUID,
    *,
    scheme: str | None,
    scene: str | None,
    after: tuple[Any, UUID] | None,
    limit: int,
) -> tuple[list[dict[str, Any]], int]:
    moment, last = after or (None, None)
    rows = await fetch(
        f"{_SHOWN} {_LISTED} AND ($4::timestamptz IS NULL OR (w.created_at, w.id) < ($4, $5)) "
        "ORDER BY w.created_at DESC, w.id DESC LIMIT $6",
        organisation_id,
        scheme,
        scene,
        moment,
        last,
        limit + 1,
    )
    total = await fetch_value(
        f"SELECT count(*) FROM (SELECT 1 {_LISTED} LIMIT {COUNTED + 1}) AS counted",
        organisation_id,
        scheme,
        scene,
    )
    return rows, int(total)


async def lock_scheme(code: str) -> UUID | None:
    """Hold the scheme, so that two sets do not become the same version."""
    found: UUID | None = await fetch_value(
        "SELECT id FROM valuation_scheme WHERE code = $1 FOR UPDATE", code
    )
    return found


async def next_version(scheme_id: UUID, scene: str, *, organisation_id: UUID | None) -> int:
    return int(
        await fetch_value(
            "SELECT coalesce(max(version), 0) + 1 FROM valuation_weight_set WHERE scheme = $1 "
            "AND scene = $2 AND organisation IS NOT DISTINCT FROM $3",
            scheme_id,
            scene,
            organisation_id,
        )
    )


async def add(row: WeightSetRow) -> None:
    await WeightSetRow.insert(row)


async def field_counts(groups: Collection[str], *, on: date) -> dict[str, int]:
    """The newest count of each main group that was known on the day."""
    rows = await fetch(
        "SELECT DISTINCT ON (ipc_group) ipc_group, documents FROM valuation_field_count "
        "WHERE ipc_group = ANY($1) AND as_of <= $2 ORDER BY ipc_group, as_of DESC",
        list(groups),
        on,
    )
    return {row["ipc_group"]: row["documents"] for row in rows}


async def add_field_counts(
    groups: Sequence[str], documents: Sequence[int], *, source: str, as_of: date
) -> None:
    """What is already known of that day stays."""
    await execute(
        "INSERT INTO valuation_field_count (ipc_group, documents, source, as_of) "
        "SELECT g, d, $3, $4 FROM unnest($1::varchar[], $2::int[]) AS t (g, d) "
        "ON CONFLICT DO NOTHING",
        list(groups),
        list(documents),
        source,
        as_of,
    )
