"""Statements about loans that are drawn."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from backend.kernel.db import fetch

_DRAWN = (
    "SELECT a.id, a.number, a.applicant, a.lender, a.right_ids, a.drawn_fen, "
    "a.product_version, a.snapshot->'valuation'->>'id' AS valuation, "
    "f.name AS firm_name, l.name AS lender_name, v.value_choice "
    "FROM lending_application a "
    "JOIN identity_organisation f ON f.id = a.applicant "
    "JOIN identity_organisation l ON l.id = a.lender "
    "JOIN lending_product_version v ON v.id = a.product_version "
    "WHERE a.state = 'drawn' AND a.snapshot->'valuation'->>'id' IS NOT NULL "
)


async def ids_of_drawn(right_ids: Sequence[UUID] | None) -> list[UUID]:
    """Drawn loans on these rights (joined ones count), or all that rest on a value."""
    rows = await fetch(
        "SELECT a.id FROM lending_application a WHERE a.state = 'drawn' AND ($1::uuid[] IS NULL "
        "OR EXISTS (SELECT FROM lending_application_right r JOIN portfolio_right p "
        "ON p.id = r.patent WHERE r.application = a.id "
        "AND coalesce(p.merged_into, p.id) = ANY($1))) ORDER BY a.id",
        None if right_ids is None else list(right_ids),
    )
    return [row["id"] for row in rows]


async def drawn(application_id: UUID, *, lock: bool) -> dict[str, Any] | None:
    """One drawn loan; locked, so that two who look at it do so one after the other."""
    rows = await fetch(
        f"{_DRAWN} AND a.id = $1" + (" FOR UPDATE OF a" if lock else ""), application_id
    )
    return rows[0] if rows else None
