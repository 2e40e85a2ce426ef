"""Statements about legal holds."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.documents.tables import Hold
from backend.kernel.db import fetch, fetch_value
from backend.kernel.pages import COUNTED

_IN_FORCE = "h.confirmed_at IS NOT NULL AND h.lifted_at IS NULL"


async def add(hold: Hold) -> None:
    await hold.save()


async def lock(hold_id: UUID) -> Hold | None:
    found: Hold | None = await Hold.objects().where(Hold.id == hold_id).lock_rows("UPDATE").first()
    return found


async def record(hold: Hold, **step: object) -> None:
    await Hold.update({getattr(Hold, name): value for name, value in step.items()}).where(
        Hold.id == hold.id
    )


async def held(file_ids: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    """Those of these files that are held, each with the reason and since when."""
    rows = await fetch(
        "SELECT DISTINCT ON (f.id) f.id, h.reason, h.confirmed_at AS since FROM documents_file f "
        "JOIN documents_hold h ON h.organisation = f.organisation "
        f"AND (h.file IS NULL OR h.file = f.id) AND {_IN_FORCE} "
        "WHERE f.id = ANY($1) ORDER BY f.id, h.confirmed_at",
        list(file_ids),
    )
    return {row["id"]: row for row in rows}


async def page(
    *, lifted: bool, after: tuple[datetime, UUID] | None, limit: int
) -> tuple[list[dict[str, Any]], int]:
    """Holds, newest first, one more than the page holds; and how many there are."""
    moment, last = after or (None, None)
    rows = await fetch(
        "SELECT h.*, o.name AS owner_name, f.name AS file_name, "
        "p.name AS proposed_by_name, c.name AS confirmed_by_name, "
        "l.name AS lift_proposed_by_name, e.name AS lifted_by_name "
        "FROM documents_hold h JOIN identity_organisation o ON o.id = h.organisation "
        "LEFT JOIN documents_file f ON f.id = h.file "
        "LEFT JOIN identity_member p ON p.id = h.proposed_by "
        "LEFT JOIN identity_member c ON c.id = h.confirmed_by "
        "LEFT JOIN identity_member l ON l.id = h.lift_proposed_by "
        "LEFT JOIN identity_member e ON e.id = h.lifted_by "
        "WHERE ($1 OR h.lifted_at IS NULL) "
        "AND ($2::timestamptz IS NULL OR (h.proposed_at, h.id) < ($2, $3)) "
        "ORDER BY h.proposed_at DESC, h.id DESC LIMIT $4",
        lifted,
        moment,
        last,
        limit + 1,
    )
    count = await fetch_value(
        "SELECT count(*) FROM (SELECT 1 FROM documents_hold "
        "WHERE $1 OR lifted_at IS NULL LIMIT $2) AS counted",
        lifted,
        COUNTED + 1,
    )
    return rows, int(count)
