"""Statements about versions of reference tables."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from backend.kernel.db import execute, fetch, fetch_one, fetch_value
from backend.reference.tables import ReferenceVersion

_SELECT = (
    "SELECT v.*, p.decided_by_name AS published_by_name, jsonb_array_length(v.rules) AS rows, "
    # The first day of one that was written later.
    "(SELECT min(l.valid_from) FROM reference_version l "
    " WHERE l.kind = v.kind AND l.version > v.version) AS replaced_on "
    "FROM reference_version v LEFT JOIN reference_proposal p ON p.id = v.proposal "
)


def newest_of(kinds: Sequence[str]) -> str:
    """A column for another statement: of each of these tables, in their order, the version that
    was written last."""
    each = (
        f"(SELECT told.id FROM reference_version told WHERE told.kind = '{kind}' "
        "ORDER BY told.version DESC LIMIT 1)"
        for kind in kinds
    )
    return f"ARRAY[{', '.join(each)}]"


async def newest(kinds: Sequence[str]) -> dict[str, UUID]:
    """The version of each of these tables that was written last."""
    rows = await fetch(
        "SELECT DISTINCT ON (kind) kind, id FROM reference_version "
        "WHERE kind = ANY($1::varchar[]) ORDER BY kind, version DESC",
        list(kinds),
    )
    return {row["kind"]: row["id"] for row in rows}


async def versions(kind: str) -> list[dict[str, Any]]:
    """Every version of a table, the newest first."""
    return await fetch(f"{_SELECT} WHERE v.kind = $1 ORDER BY v.version DESC", kind)


async def page(kind: str, *, before: int | None, limit: int) -> tuple[list[dict[str, Any]], int]:
    """Up to `limit + 1`, the newest first, and how many there are."""
    rows = await fetch(
        f"{_SELECT} WHERE v.kind = $1 AND ($2::integer IS NULL OR v.version < $2) "
        "ORDER BY v.version DESC LIMIT $3",
        kind,
        before,
        limit + 1,
    )
    total = await fetch_value("SELECT count(*) FROM reference_version WHERE kind = $1", kind)
    return rows, int(total)


async def version(version_id: UUID) -> dict[str, Any] | None:
    return await fetch_one(f"{_SELECT} WHERE v.id = $1", version_id)


async def numbered(kind: str, n: int) -> dict[str, Any] | None:
    return await fetch_one(f"{_SELECT} WHERE v.kind = $1 AND v.version = $2", kind, n)


async def open_proposals() -> list[dict[str, Any]]:
    return await fetch("SELECT * FROM reference_proposal WHERE outcome IS NULL")


async def proposal(proposal_id: UUID) -> dict[str, Any] | None:
    return await fetch_one("SELECT * FROM reference_proposal WHERE id = $1", proposal_id)


async def next_version(kind: str) -> int:
    """One writer of a table at a time."""
    await execute(
        "SELECT pg_advisory_xact_lock(hashtextextended('reference_version' || $1::text, 0))", kind
    )
    found = await fetch_value(
        "SELECT coalesce(max(version), 0) + 1 FROM reference_version WHERE kind = $1", kind
    )
    return int(found)


async def add(row: ReferenceVersion) -> None:
    await ReferenceVersion.insert(row)
