"""Statements about placeholders and their versions."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.documents.tables import Placeholder, Version
from backend.kernel.db import fetch, fetch_one, fetch_value
from backend.kernel.pages import COUNTED

#: A placeholder with the version in force, if there is one (`n` is null where there is none).
_STANDING = """
SELECT p.id, p.created_at, p.organisation, p.kind, p.year, p.subject, v.n, v.file, v.dated_on,
  v.note, v.placed_at, v.placed_by_name, f.name AS file_name, f.sha256, f.size, f.media_type,
  f.withdrawn_at
FROM documents_placeholder p
LEFT JOIN LATERAL (
  SELECT * FROM documents_version v WHERE v.placeholder = p.id ORDER BY v.n DESC LIMIT 1
) v ON true
LEFT JOIN documents_file f ON f.id = v.file
"""
_MATCHING = (
    "WHERE p.organisation = $1 AND ($2::varchar IS NULL OR p.kind = $2) "
    "AND (NOT $3 OR f.id IS NULL OR f.withdrawn_at IS NOT NULL)"
)


async def standing(owner: UUID, *, kinds: Sequence[str]) -> list[dict[str, Any]]:
    """Every placeholder of an organisation for these kinds."""
    return await fetch(
        f"{_STANDING} WHERE p.organisation = $1 AND p.kind = ANY($2::varchar[])",
        owner,
        list(kinds),
    )


async def page(
    owner: UUID,
    *,
    kind: str | None,
    empty: bool,
    after: tuple[datetime, UUID] | None,
    limit: int,
) -> tuple[list[dict[str, Any]], int]:
    """Up to `limit + 1` placeholders, newest first, and how many there are; `empty`: only such."""
    moment, last = after or (None, None)
    rows = await fetch(
        f"{_STANDING} {_MATCHING} AND ($4::timestamptz IS NULL OR (p.created_at, p.id) < ($4, $5)) "
        "ORDER BY p.created_at DESC, p.id DESC LIMIT $6",
        owner,
        kind,
        empty,
        moment,
        last,
        limit + 1,
    )
    total = await fetch_value(
        f"SELECT count(*) FROM ({_STANDING} {_MATCHING} LIMIT {COUNTED + 1}) AS counted",
        owner,
        kind,
        empty,
    )
    return rows, int(total)


async def one(placeholder_id: UUID, *, owner: UUID) -> dict[str, Any] | None:
    return await fetch_one(
        f"{_STANDING} WHERE p.id = $1 AND p.organisation = $2", placeholder_id, owner
    )


async def lock(placeholder_id: UUID, *, owner: UUID) -> bool:
    """Let one version at a time be placed; False where the owner has no such placeholder."""
    found = await fetch_one(
        "SELECT id FROM documents_placeholder WHERE id = $1 AND organisation = $2 FOR UPDATE",
        placeholder_id,
        owner,
    )
    return found is not None


async def add(placeholder: Placeholder) -> bool:
    """Whether it is new: one of this kind, year and subject stands once."""
    added = await fetch_one(
        "INSERT INTO documents_placeholder "
        "(id, created_at, organisation, kind, year, subject, opened_by) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7) "
        "ON CONFLICT ON CONSTRAINT documents_placeholder_stands_once DO NOTHING RETURNING id",
        placeholder.id,
        placeholder.created_at,
        placeholder.organisation,
        placeholder.kind,
        placeholder.year,
        placeholder.subject,
        placeholder.opened_by,
    )
    return added is not None


async def add_restored(row: Placeholder | Version) -> None:
    """One that came with an archive, as it stood."""
    await row.save()


async def add_version(version: Version) -> None:
    await version.save()


async def versions(placeholder_id: UUID) -> list[dict[str, Any]]:
    """What was placed, newest first."""
    return await fetch(
        "SELECT v.*, f.name AS file_name, f.sha256, f.size, f.media_type, f.withdrawn_at "
        "FROM documents_version v JOIN documents_file f ON f.id = v.file "
        "WHERE v.placeholder = $1 ORDER BY v.n DESC",
        placeholder_id,
    )


async def placed(file_ids: Sequence[UUID]) -> list[dict[str, Any]]:
    """Where these files stand, as which version, and which one is in force there now."""
    return await fetch(
        "SELECT v.file, v.placeholder, v.n, v.dated_on, v.placed_at, "
        "p.kind, p.year, p.subject, l.n AS newest_n, l.file AS newest_file, "
        "l.placed_at AS newest_at, f.withdrawn_at IS NULL AS newest_stands "
        "FROM documents_version v JOIN documents_placeholder p ON p.id = v.placeholder "
        "JOIN LATERAL (SELECT * FROM documents_version l WHERE l.placeholder = v.placeholder "
        "ORDER BY l.n DESC LIMIT 1) l ON true JOIN documents_file f ON f.id = l.file "
        "WHERE v.file = ANY($1::uuid[]) "
        "ORDER BY p.kind, p.year DESC, p.subject, v.file",
        list(file_ids),
    )
