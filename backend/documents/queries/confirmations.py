"""Statements about confirmations: asking, answering, and what a document's bytes are worth."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.documents.states import Answer
from backend.documents.tables import Confirmation, SetAside
from backend.kernel.db import execute, fetch, fetch_one, fetch_value
from backend.kernel.pages import COUNTED

_ROWS = """
SELECT c.*, f.name AS file_name, f.kind, f.media_type, f.size, o.name AS owner_name,
  i.name AS issuer_name, i.kind AS issuer_kind
FROM documents_confirmation c
JOIN documents_file f ON f.id = c.file
JOIN identity_organisation o ON o.id = c.owner
JOIN identity_organisation i ON i.id = c.issuer
"""


async def add(confirmation: Confirmation) -> None:
    await confirmation.save()


async def is_asked(file_id: UUID, *, issuer: UUID) -> bool:
    return bool(
        await fetch_value(
            "SELECT 1 FROM documents_confirmation WHERE file = $1 AND issuer = $2 "
            "AND answer IS NULL",
            file_id,
            issuer,
        )
    )


async def lock_newest(file_id: UUID, *, issuer: UUID) -> dict[str, Any] | None:
    """The issuer's newest request about this file, locked until the end."""
    return await fetch_one(
        f"{_ROWS} WHERE c.file = $1 AND c.issuer = $2 ORDER BY c.asked_at DESC, c.id DESC "
        "LIMIT 1 FOR UPDATE OF c",
        file_id,
        issuer,
    )


async def answer(
    confirmation_id: UUID,
    answer: Answer,
    *,
    stated_sha256: str | None,
    note: str,
    by: tuple[UUID, str],
    at: datetime,
) -> None:
    await execute(
        "UPDATE documents_confirmation SET answer = $2, stated_sha256 = $3, answer_note = $4, "
        "answered_by = $5, answered_by_name = $6, answered_at = $7 WHERE id = $1",
        confirmation_id,
        answer.value,
        stated_sha256,
        note,
        *by,
        at,
    )


async def readers(file_id: UUID, *, at: datetime) -> list[UUID]:
    """Who may read, by a consent that is live, these bytes of this kind and owner."""
    rows = await fetch(
        "SELECT DISTINCT g.organisation FROM documents_file w JOIN documents_file f "
        "ON f.organisation = w.organisation AND f.kind = w.kind AND f.sha256 = w.sha256 "
        "JOIN documents_grant g ON g.file = f.id AND (g.ends_at IS NULL OR g.ends_at > $2) "
        "WHERE w.id = $1 ORDER BY g.organisation",
        file_id,
        at,
    )
    return [row["organisation"] for row in rows]


async def given_for(matter: UUID) -> list[UUID]:
    """Every file that was ever let be read for this matter; taken back, it has been relied on."""
    rows = await fetch(
        "SELECT DISTINCT file FROM documents_grant WHERE purpose = $1 ORDER BY file", matter
    )
    return [row["file"] for row in rows]


async def add_set_aside(row: SetAside) -> bool:
    """Whether it is new: a document is set aside once in a matter."""
    added = await fetch_one(
        "INSERT INTO documents_set_aside (id, created_at, matter, file, confirmation, reason, "
        "organisation, set_by, set_by_name, set_at) VALUES ($1, $10, $2, $3, $4, $5, $6, $7, $8, "
        "$9) ON CONFLICT ON CONSTRAINT documents_set_aside_stands_once DO NOTHING RETURNING id",
        row.id,
        row.matter,
        row.file,
        row.confirmation,
        row.reason,
        row.organisation,
        row.set_by,
        row.set_by_name,
        row.set_at,
        row.created_at,
    )
    return added is not None


async def set_aside(matters: Sequence[UUID]) -> list[dict[str, Any]]:
    """What was set aside in these matters."""
    return await fetch(
        "SELECT matter, file, reason, set_by_name, set_at FROM documents_set_aside "
        "WHERE matter = ANY($1::uuid[]) ORDER BY set_at, id",
        list(matters),
    )


async def one(confirmation_id: UUID) -> dict[str, Any] | None:
    return await fetch_one(f"{_ROWS} WHERE c.id = $1", confirmation_id)


async def page(
    party: UUID,
    *,
    is_open: bool | None,
    file_id: UUID | None,
    after: tuple[datetime, UUID] | None,
    limit: int,
) -> tuple[list[dict[str, Any]], int]:
    """A page of the requests that this organisation made or was asked, newest first; total."""
    chosen = (
        "WHERE (c.owner = $1 OR c.issuer = $1) AND ($2::boolean IS NULL "
        "OR (c.answer IS NULL) = $2) AND ($3::uuid IS NULL OR c.file = $3)"
    )
    moment, last = after or (None, None)
    rows = await fetch(
        f"{_ROWS} {chosen} AND ($4::timestamptz IS NULL OR (c.asked_at, c.id) < ($4, $5)) "
        "ORDER BY c.asked_at DESC, c.id DESC LIMIT $6",
        party,
        is_open,
        file_id,
        moment,
        last,
        limit + 1,
    )
    total = await fetch_value(
        f"SELECT count(*) FROM (SELECT 1 FROM documents_confirmation c {chosen} LIMIT $4) AS n",
        party,
        is_open,
        file_id,
        COUNTED + 1,
    )
    return rows, int(total)


async def answers(file_ids: Sequence[UUID]) -> list[dict[str, Any]]:
    """Every issuer's newest answer about the bytes of each of these files.

    An answer follows the bytes of one kind and owner: taken back and deposited again, they are
    what they were.
    """
    return await fetch(
        "SELECT DISTINCT ON (w.id, c.issuer) w.id AS wanted, c.id, c.answer, c.sha256, "
        "c.stated_sha256, c.answered_at, i.name AS issuer_name "
        "FROM documents_file w JOIN documents_confirmation c "
        "ON c.owner = w.organisation AND c.sha256 = w.sha256 AND c.answer IS NOT NULL "
        "JOIN documents_file f ON f.id = c.file AND f.kind = w.kind "
        "JOIN identity_organisation i ON i.id = c.issuer "
        "WHERE w.id = ANY($1) ORDER BY w.id, c.issuer, c.answered_at DESC, c.id DESC",
        list(file_ids),
    )
