"""Statements about versions of the calendar."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.calendar.tables import CalendarVersion
from backend.kernel.db import execute, fetch, fetch_value
from backend.kernel.pages import COUNTED


async def national() -> list[dict[str, Any]]:
    """Every version of the country's years."""
    return await fetch("SELECT * FROM calendar_version WHERE organisation IS NULL")


async def of_banks(banks: Sequence[UUID]) -> list[dict[str, Any]]:
    """Every version of these banks' years."""
    return await fetch(
        "SELECT * FROM calendar_version WHERE organisation = ANY($1::uuid[])", list(banks)
    )


async def page(
    organisation: UUID | None, *, after: tuple[datetime, UUID] | None, limit: int
) -> tuple[list[dict[str, Any]], int]:
    """Up to `limit + 1` of the country's and this organisation's, newest first; how many."""
    moment, last = after or (None, None)
    seen = "(v.organisation IS NULL OR v.organisation = $1)"
    rows = await fetch(
        "SELECT v.*, p.decided_by_name AS accepted_by_name FROM calendar_version v "
        f"JOIN calendar_proposal p ON p.id = v.proposal WHERE {seen} "
        "AND ($2::timestamptz IS NULL OR (v.created_at, v.id) < ($2, $3)) "
        "ORDER BY v.created_at DESC, v.id DESC LIMIT $4",
        organisation,
        moment,
        last,
        limit + 1,
    )
    total = await fetch_value(
        f"SELECT count(*) FROM (SELECT 1 FROM calendar_version v WHERE {seen} "
        f"LIMIT {COUNTED + 1}) AS counted",
        organisation,
    )
    return rows, int(total)


async def next_version(organisation: UUID | None, year: int) -> int:
    """One writer of an owner's years at a time."""
    await execute(
        "SELECT pg_advisory_xact_lock(hashtextextended('calendar_version' || $1::text, 0))",
        str(organisation),
    )
    found = await fetch_value(
        "SELECT coalesce(max(version), 0) + 1 FROM calendar_version "
        "WHERE organisation IS NOT DISTINCT FROM $1 AND year = $2",
        organisation,
        year,
    )
    return int(found)


async def add(row: CalendarVersion) -> None:
    await CalendarVersion.insert(row)
