"""Statements about notes and findings."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from backend.documents.states import CheckState
from backend.documents.tables import Note
from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.kernel.db import execute, fetch, fetch_one, fetch_value

#: More notes of one organisation on one document than anybody writes.
MOST_NOTES = 1000


async def add_note(note: Note) -> None:
    await note.save()


async def notes(file_id: UUID, *, organisation: UUID) -> list[dict[str, Any]]:
    """An organisation's standing notes on a document, in the order of its pages."""
    return await fetch(
        "SELECT * FROM documents_note WHERE file = $1 AND organisation = $2 "
        "AND withdrawn_at IS NULL ORDER BY page, y NULLS FIRST, written_at LIMIT $3",
        file_id,
        organisation,
        MOST_NOTES,
    )


async def lock_note(note_id: UUID, *, organisation: UUID) -> dict[str, Any] | None:
    return await fetch_one(
        "SELECT * FROM documents_note WHERE id = $1 AND organisation = $2 FOR UPDATE",
        note_id,
        organisation,
    )


async def withdraw_note(note_id: UUID, *, at: datetime, by: UUID) -> None:
    await execute(
        "UPDATE documents_note SET withdrawn_at = $2, withdrawn_by = $3 WHERE id = $1",
        note_id,
        at,
        by,
    )


async def add_check(
    purpose: UUID, *, file_id: UUID, state: CheckState, reason: str, page: int | None, by: Actor
) -> None:
    await execute(
        "INSERT INTO documents_check (id, purpose, file, organisation, state, reason, page, "
        "member, member_name, checked_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        uuid4(),
        purpose,
        file_id,
        by.organisation_id,
        state.value,
        reason,
        page,
        by.user_id,
        by.name,
        clock.now(),
    )


async def checks(purpose: UUID, *, organisation: UUID) -> list[dict[str, Any]]:
    """The newest finding of each document for a matter, and how many stood before it."""
    return await fetch(
        "SELECT DISTINCT ON (file) *, count(*) OVER (PARTITION BY file) - 1 AS earlier "
        "FROM documents_check WHERE organisation = $1 AND purpose = $2 "
        "ORDER BY file, seq DESC",
        organisation,
        purpose,
    )


async def was_given(purpose: UUID, *, reader: UUID, file_id: UUID | None = None) -> bool:
    """Whether a document (any, or this one) was ever given to the reader for that matter."""
    return bool(
        await fetch_value(
            "SELECT EXISTS (SELECT 1 FROM documents_grant WHERE purpose = $1 "
            "AND organisation = $2 AND ($3::uuid IS NULL OR file = $3))",
            purpose,
            reader,
            file_id,
        )
    )
