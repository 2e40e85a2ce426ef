"""Statements about consent texts: a lender's own, the platform's for those without one."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from backend.kernel.db import execute, fetch, fetch_value
from backend.kernel.pages import COUNTED


async def in_force(lender_ids: Sequence[UUID], *, on: date) -> dict[UUID | None, dict[str, Any]]:
    """Each lender's own consent text in force on a day; under `None` the platform's.

    Of two that have begun, the one written later: it takes the place of what was to begin later.
    """
    rows = await fetch(
        "SELECT DISTINCT ON (lender) * FROM lending_consent_text "
        "WHERE (lender = ANY($1::uuid[]) OR lender IS NULL) AND from_on <= $2 "
        "ORDER BY lender, seq DESC",
        list(lender_ids),
        on,
    )
    return {row["lender"]: row for row in rows}


async def add(
    lender_id: UUID | None,
    *,
    version: str,
    from_on: date,
    text: str,
    text_en: str | None,
    by: tuple[UUID, str],
    at: datetime,
) -> UUID:
    text_id = uuid4()
    await execute(
        "INSERT INTO lending_consent_text (id, created_at, lender, version, from_on, text, "
        "text_en, published_by, published_by_name) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        text_id,
        at,
        lender_id,
        version,
        from_on,
        text,
        text_en,
        *by,
    )
    return text_id


async def lock_platform() -> int:
    """Let one at a time write the platform's next text; how many there are."""
    await execute("SELECT pg_advisory_xact_lock(hashtextextended('lending.consent_text', 0))")
    count = await fetch_value("SELECT count(*) FROM lending_consent_text WHERE lender IS NULL")
    return int(count)


async def platform_page(*, before: int | None, limit: int) -> tuple[list[dict[str, Any]], int]:
    """The platform's texts, the one written last first, with what was agreed to by each; total.

    `replaced_on`: the first day of one that was written later.
    """
    rows = await fetch(
        "SELECT t.*, (SELECT min(n.from_on) FROM lending_consent_text n "
        "WHERE n.lender IS NULL AND n.seq > t.seq) AS replaced_on, "
        "(SELECT count(*) FROM lending_consent c WHERE c.text_version = t.version "
        "AND NOT EXISTS (SELECT FROM lending_consent_text o WHERE o.lender = c.lender "
        "AND o.version = c.text_version)) AS consents FROM lending_consent_text t "
        "WHERE t.lender IS NULL AND ($1::bigint IS NULL OR t.seq < $1) "
        "ORDER BY t.seq DESC LIMIT $2",
        before,
        limit + 1,
    )
    total = await fetch_value(
        "SELECT count(*) FROM (SELECT 1 FROM lending_consent_text WHERE lender IS NULL LIMIT $1) "
        "AS counted",
        COUNTED + 1,
    )
    return rows, int(total)
