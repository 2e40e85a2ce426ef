"""Statements about banks' standing words."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.kernel.db import execute, fetch, fetch_one, fetch_value
from backend.kernel.pages import COUNTED
from backend.lending.tables.phrases import PhraseSet

_VERSIONS = (
    "SELECT s.*, p.decided_by_name AS accepted_by_name FROM lending_phrase_set s "
    "JOIN lending_phrase_proposal p ON p.id = s.proposal WHERE s.organisation = $1 "
)


async def in_force(bank: UUID, *, on: date) -> dict[str, Any] | None:
    """The newest version that has begun: the last written of those that begin last."""
    return await fetch_one(
        f"{_VERSIONS} AND s.valid_from <= $2 ORDER BY s.valid_from DESC, s.version DESC LIMIT 1",
        bank,
        on,
    )


async def page(
    bank: UUID, *, after: tuple[datetime, UUID] | None, limit: int
) -> tuple[list[dict[str, Any]], int]:
    """Up to `limit + 1` versions, newest first, and how many there are."""
    moment, last = after or (None, None)
    rows = await fetch(
        f"{_VERSIONS} AND ($2::timestamptz IS NULL OR (s.created_at, s.id) < ($2, $3)) "
        "ORDER BY s.created_at DESC, s.id DESC LIMIT $4",
        bank,
        moment,
        last,
        limit + 1,
    )
    total = await fetch_value(
        "SELECT count(*) FROM (SELECT 1 FROM lending_phrase_set WHERE organisation = $1 "
        f"LIMIT {COUNTED + 1}) AS counted",
        bank,
    )
    return rows, int(total)


async def next_version(bank: UUID) -> int:
    """One writer of a bank's words at a time."""
    await execute(
        "SELECT pg_advisory_xact_lock(hashtextextended('lending_phrase_set' || $1::text, 0))",
        str(bank),
    )
    found = await fetch_value(
        "SELECT coalesce(max(version), 0) + 1 FROM lending_phrase_set WHERE organisation = $1",
        bank,
    )
    return int(found)


async def add(row: PhraseSet) -> None:
    await PhraseSet.insert(row)
