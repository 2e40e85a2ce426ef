"""Every statement about a bank's notes on its cases."""

from datetime import datetime
from typing import Any
from uuid import UUID

from backend.kernel.db import fetch, fetch_one, fetch_value
from backend.kernel.pages import COUNTED
from backend.lending.tables.notes import Note

#: With what corrects a note, if anything does.
_SELECT = (
    "SELECT n.*, c.id AS replaced_by, c.created_at AS replaced_at FROM lending_note n "
    "LEFT JOIN lending_note c ON c.replaces = n.id "
)


async def one(note_id: UUID, *, application_id: UUID) -> dict[str, Any] | None:
    return await fetch_one(
        f"{_SELECT} WHERE n.id = $1 AND n.application = $2", note_id, application_id
    )


async def add(note: Note) -> None:
    await Note.insert(note)


async def page(
    application_id: UUID, *, after: tuple[datetime, UUID] | None, limit: int
) -> tuple[list[dict[str, Any]], int]:
    """One row more than `limit`, newest first; and how many there are."""
    moment, last = after or (None, None)
    rows = await fetch(
        f"{_SELECT} WHERE n.application = $1 "
        "AND ($2::timestamptz IS NULL OR (n.created_at, n.id) < ($2, $3)) "
        "ORDER BY n.created_at DESC, n.id DESC LIMIT $4",
        application_id,
        moment,
        last,
        limit + 1,
    )
    total = await fetch_value(
        "SELECT count(*) FROM (SELECT FROM lending_note WHERE application = $1 "
        f"LIMIT {COUNTED + 1}) AS counted",
        application_id,
    )
    return rows, int(total)
