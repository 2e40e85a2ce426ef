"""Every statement about sanctions lists and the screenings against them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.kernel.db import execute, fetch, fetch_one, fetch_value
from backend.kernel.pages import COUNTED
from backend.underwriting.tables import SanctionsList, SanctionsScreening

#: Of each code the list that was loaded last.
_NEWEST = """
SELECT DISTINCT ON (code) * FROM underwriting_sanctions_list
ORDER BY code, as_of DESC, created_at DESC
"""


async def loaded(code: str, version: str) -> bool:
    found = await fetch_value(
        "SELECT EXISTS (SELECT FROM underwriting_sanctions_list WHERE code = $1 AND version = $2)",
        *(code, version),
    )
    return bool(found)


async def add_list(of: SanctionsList, entries: Sequence[tuple[str, str]]) -> None:
    """A list with its names and their keys."""
    await SanctionsList.insert(of)
    await execute(
        "INSERT INTO underwriting_sanctions_name (list, line, name, key) "
        "SELECT $1, u.line, u.name, u.key "
        "FROM unnest($2::text[], $3::text[]) WITH ORDINALITY AS u (name, key, line)",
        of.id,
        [name for name, _ in entries],
        [key for _, key in entries],
    )


async def newest_lists() -> list[dict[str, Any]]:
    return await fetch(_NEWEST)


async def candidates(keys: Sequence[str], *, least: int) -> list[dict[str, Any]]:
    """Entries of the newest lists whose key is, holds, or stands in, one of these."""
    return await fetch(
        f"SELECT l.code, n.name, n.key FROM ({_NEWEST}) AS l "
        "JOIN underwriting_sanctions_name n ON n.list = l.id "
        "WHERE EXISTS (SELECT FROM unnest($1::text[]) AS asked (key) WHERE asked.key = n.key "
        "OR (least(length(asked.key), length(n.key)) >= $2 AND (strpos(asked.key, n.key) > 0 "
        "OR strpos(n.key, asked.key) > 0))) ORDER BY l.code, n.line LIMIT 200",
        *(list(keys), least),
    )


async def page_of_lists(
    *, after: tuple[date, UUID] | None, limit: int
) -> tuple[list[dict[str, Any]], int]:
    """Up to `limit + 1` lists, the newest first, and how many there are."""
    on, last = after or (None, None)
    rows = await fetch(
        "SELECT * FROM underwriting_sanctions_list "
        "WHERE $1::date IS NULL OR (as_of, id) < ($1, $2) ORDER BY as_of DESC, id DESC LIMIT $3",
        *(on, last, limit + 1),
    )
    total = await fetch_value(
        "SELECT count(*) FROM (SELECT FROM underwriting_sanctions_list "
        f"LIMIT {COUNTED + 1}) AS counted"
    )
    return rows, int(total)


async def add(screening: SanctionsScreening) -> None:
    await SanctionsScreening.insert(screening)


async def of_submission(submission_id: UUID) -> list[dict[str, Any]]:
    """The newest first."""
    return await fetch(
        "SELECT * FROM underwriting_screening WHERE submission = $1 ORDER BY n DESC LIMIT 50",
        submission_id,
    )


async def newest(submission_id: UUID) -> dict[str, Any] | None:
    return await fetch_one(
        "SELECT * FROM underwriting_screening WHERE submission = $1 ORDER BY n DESC LIMIT 1",
        submission_id,
    )


async def record_decision(
    screening_id: UUID,
    *,
    decision: str,
    note: str,
    file_id: UUID | None,
    at: datetime,
    by: tuple[UUID, str],
) -> None:
    await execute(
        "UPDATE underwriting_screening SET decision = $2, note = $3, file_id = $4, "
        "decided_at = $5, decided_by = $6, decided_by_name = $7 WHERE id = $1",
        *(screening_id, decision, note, file_id, at, *by),
    )
