"""Statements about how long evidence is kept."""

from datetime import datetime
from typing import Any
from uuid import UUID

from backend.kernel.db import execute, fetch

#: The rule of the day of deposit, by kind.
_RULE = (
    "JOIN LATERAL (SELECT years FROM documents_retention_rule r WHERE r.kind = f.kind "
    "AND r.from_on <= (f.deposited_at AT TIME ZONE 'Asia/Shanghai')::date "
    "ORDER BY r.from_on DESC LIMIT 1) r ON r.years > 0"
)


async def not_retained(
    of: UUID | None, *, locks: bool, at: datetime, after: str, limit: int
) -> list[dict[str, Any]]:
    """Evidence of verified organisations that is not kept yet, by object; until when it is due.

    With a store that locks, also what was promised by one that did not.
    """
    return await fetch(
        'SELECT f.object_key COLLATE "C" AS key, greatest(max(f.retained_until), '
        "max(f.deposited_at + make_interval(years => r.years))) AS until FROM documents_file f "
        "JOIN identity_organisation o ON o.id = f.organisation AND o.verified_at IS NOT NULL "
        f'{_RULE} WHERE f.sealed AND f.object_key COLLATE "C" > $3 '
        "AND (f.retained_until IS NULL OR ($1 AND NOT f.retention_locked)) "
        "AND f.deposited_at + make_interval(years => r.years) > $2 "
        "AND ($5::uuid IS NULL OR o.id = $5) GROUP BY 1 ORDER BY 1 LIMIT $4",
        locks,
        at,
        after,
        limit,
        of,
    )


async def of_matters(matters: list[UUID], *, at: datetime) -> list[dict[str, Any]]:
    """Retained evidence that was given for these matters; until when from this moment on."""
    return await fetch(
        "SELECT f.object_key AS key, max($2::timestamptz + make_interval(years => r.years)) "
        f"AS until FROM documents_file f {_RULE} WHERE f.retained_until IS NOT NULL "
        "AND EXISTS (SELECT 1 FROM documents_grant g WHERE g.file = f.id "
        "AND g.purpose = ANY($1)) "
        "GROUP BY f.object_key HAVING bool_or(f.retained_until < "
        "$2::timestamptz + make_interval(years => r.years))",
        matters,
        at,
    )


async def record(key: str, *, until: datetime, locked: bool) -> None:
    await execute(
        "UPDATE documents_file SET retained_until = greatest(retained_until, $2), "
        "retention_locked = $3 WHERE object_key = $1 AND kind <> 'identity_proof'",
        key,
        until,
        locked,
    )
