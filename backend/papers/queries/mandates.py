"""Statements about mandates."""

from datetime import datetime
from typing import Any
from uuid import UUID

from backend.kernel.db import execute, fetch, fetch_one, fetch_value
from backend.kernel.pages import COUNTED
from backend.papers.tables import Mandate

_MANDATES = (
    "SELECT d.*, m.name AS member_name FROM papers_mandate d "
    "JOIN identity_member m ON m.id = d.member"
)


async def add(mandate: Mandate) -> None:
    await mandate.save()


async def one(
    mandate_id: UUID, *, organisation_id: UUID, lock: bool = False
) -> dict[str, Any] | None:
    return await fetch_one(
        f"{_MANDATES} WHERE d.id = $1 AND d.organisation = $2{' FOR UPDATE OF d' if lock else ''}",
        mandate_id,
        organisation_id,
    )


async def of_member(member_id: UUID, *, organisation_id: UUID) -> list[dict[str, Any]]:
    """Everything this member was ever given; held against revocation until the end."""
    return await fetch(
        "SELECT * FROM papers_mandate WHERE member = $1 AND organisation = $2 ORDER BY id "
        "FOR SHARE",
        member_id,
        organisation_id,
    )


async def page(
    organisation_id: UUID, *, after: tuple[datetime, UUID] | None, limit: int
) -> tuple[list[dict[str, Any]], int]:
    """A page of an organisation's mandates, newest first; total."""
    moment, last = after or (None, None)
    rows = await fetch(
        f"{_MANDATES} WHERE d.organisation = $1 "
        "AND ($2::timestamptz IS NULL OR (d.granted_at, d.id) < ($2, $3)) "
        "ORDER BY d.granted_at DESC, d.id DESC LIMIT $4",
        organisation_id,
        moment,
        last,
        limit + 1,
    )
    total = await fetch_value(
        "SELECT count(*) FROM (SELECT 1 FROM papers_mandate WHERE organisation = $1 LIMIT $2) "
        "AS counted",
        organisation_id,
        COUNTED + 1,
    )
    return rows, int(total)


async def revoke(mandate_id: UUID, *, at: datetime, by: UUID) -> None:
    await execute(
        "UPDATE papers_mandate SET revoked_at = $2, revoked_by = $3 WHERE id = $1",
        mandate_id,
        at,
        by,
    )
