"""Every statement about the tiers of the library and their versions."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.kernel.db import fetch, fetch_one, fetch_value

TIERS = "targets_library_tier"
VERSIONS = "targets_tier_version"


def _holding(on: str, known_by: str) -> str:
    """The version of the tiers that holds on a day; the first of the days before it, too."""
    return (
        f"(SELECT h.id FROM targets_tier_version h WHERE h.outcome = 'confirmed' "
        f"AND h.decided_at < {known_by} AND (h.from_on <= {on} OR h.version = 1) "
        "ORDER BY h.from_on DESC LIMIT 1)"
    )


async def tiers(*, on: date, known_by: datetime) -> list[dict[str, Any]]:
    """The tiers that hold on a day, in order, then earlier ones, each by its last name."""
    return await fetch(
        "SELECT * FROM (SELECT DISTINCT ON (t.code) t.*, v.from_on, v.source, v.source_en, "
        f"v.id = {_holding('$1', '$2')} AS in_force "
        "FROM targets_library_tier t JOIN targets_tier_version v ON v.id = t.version "
        "WHERE v.outcome = 'confirmed' AND v.decided_at < $2 "
        "AND (v.from_on <= $1 OR v.version = 1) ORDER BY t.code, v.from_on DESC) AS named "
        "ORDER BY in_force DESC, position, code",
        on,
        known_by,
    )


_VERSION = (
    "SELECT v.*, v.id = "
    + _holding("$1", "'infinity'")
    + " AS in_force FROM targets_tier_version v "
)


async def version(version_id: UUID, *, on: date) -> dict[str, Any] | None:
    return await fetch_one(f"{_VERSION} WHERE v.id = $2", on, version_id)


async def versions(*, below: int | None, on: date, limit: int) -> tuple[list[dict[str, Any]], int]:
    """Newest first, one more than the page holds."""
    rows = await fetch(
        f"{_VERSION} WHERE $2::int IS NULL OR v.version < $2 ORDER BY v.version DESC LIMIT $3",
        on,
        below,
        limit + 1,
    )
    return rows, await last_version()


async def last_version() -> int:
    return int(await fetch_value("SELECT max(version) FROM targets_tier_version"))


async def tiers_of(version_ids: Sequence[UUID]) -> list[dict[str, Any]]:
    return await fetch(
        "SELECT * FROM targets_library_tier WHERE version = ANY($1) ORDER BY position",
        list(version_ids),
    )


async def codes() -> dict[str, bool]:
    """Every code that a tier was ever proposed with, and whether it was confirmed."""
    rows = await fetch(
        "SELECT t.code, coalesce(bool_or(v.outcome = 'confirmed'), false) AS held "
        "FROM targets_library_tier t JOIN targets_tier_version v ON v.id = t.version "
        "GROUP BY t.code"
    )
    return {row["code"]: row["held"] for row in rows}


async def waits() -> bool:
    return bool(
        await fetch_value("SELECT EXISTS (SELECT FROM targets_tier_version WHERE outcome IS NULL)")
    )


async def used(codes: Sequence[str]) -> tuple[date, date | None]:
    """Since when the last version holds, and the last day on which a step that stands or waits
    names a tier besides these."""
    row = await fetch_one(
        "SELECT (SELECT max(from_on) FROM targets_tier_version WHERE outcome = 'confirmed') "
        "AS last, (SELECT max(e.effective_on) FROM targets_library_event e "
        "JOIN targets_library_tier t ON t.id = e.tier WHERE t.code <> ALL($1::text[]) "
        "AND e.outcome IS DISTINCT FROM 'mismatch' AND e.withdrawn_at IS NULL) AS used",
        list(codes),
    )
    return (row or {})["last"], (row or {})["used"]


async def lock(*, shared: bool) -> None:
    """One who changes the tiers at a time, while nobody records by them."""
    way = "_shared" if shared else ""
    await fetch_value(
        f"SELECT pg_advisory_xact_lock{way}(hashtextextended('targets_library_tier', 0))"
    )
