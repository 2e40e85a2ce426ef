"""Statements about what organisations state of themselves, and about the rules."""

from datetime import date
from typing import Any
from uuid import UUID

from backend.invoicing.tables import Rule, Title
from backend.kernel.db import fetch, fetch_one, fetch_value
from backend.kernel.pages import COUNTED


async def title(organisation: UUID, *, lock: bool = False) -> dict[str, Any] | None:
    """The version that holds; with `lock`, whoever states another waits."""
    if lock:
        await fetch_value(
            "SELECT pg_advisory_xact_lock(hashtextextended('invoicing.title:' || $1::text, 0))",
            str(organisation),
        )
    return await fetch_one(
        "SELECT * FROM invoicing_title WHERE organisation = $1 ORDER BY version DESC LIMIT 1",
        organisation,
    )


async def add_title(row: Title) -> None:
    await Title.insert(row)


async def rule_on(purpose: str, taxpayer: str, day: date) -> dict[str, Any] | None:
    """The rule in force on a day."""
    return await fetch_one(
        "SELECT * FROM invoicing_rule WHERE purpose = $1 AND taxpayer = $2 AND valid_from <= $3 "
        "ORDER BY valid_from DESC LIMIT 1",
        purpose,
        taxpayer,
        day,
    )


async def last_rule(purpose: str, taxpayer: str) -> date | None:
    """The day of the last one; whoever publishes another waits."""
    await fetch_value(
        "SELECT pg_advisory_xact_lock(hashtextextended('invoicing.rule:' || $1::text, 0))",
        f"{purpose}:{taxpayer}",
    )
    found = await fetch_value(
        "SELECT max(valid_from) FROM invoicing_rule WHERE purpose = $1 AND taxpayer = $2",
        purpose,
        taxpayer,
    )
    return found if isinstance(found, date) else None


async def add_rule(row: Rule) -> None:
    await Rule.insert(row)


async def rules(
    *, today: date, after: tuple[str, str, date] | None, limit: int, counted: int = COUNTED
) -> tuple[list[dict[str, Any]], int]:
    """Up to `limit + 1` by purpose, and how many there are; those in force are marked."""
    purpose, taxpayer, day = after or (None, None, None)
    rows = await fetch(
        "SELECT r.*, r.id = (SELECT g.id FROM invoicing_rule g WHERE g.purpose = r.purpose "
        "AND g.taxpayer = r.taxpayer AND g.valid_from <= $1::date ORDER BY g.valid_from DESC "
        "LIMIT 1) AS in_force FROM invoicing_rule r WHERE $2::varchar IS NULL "
        "OR (r.purpose, r.taxpayer, r.valid_from) > ($2, $3::varchar, $4::date) "
        "ORDER BY r.purpose, r.taxpayer, r.valid_from LIMIT $5",
        today,
        purpose,
        taxpayer,
        day,
        limit + 1,
    )
    total = await fetch_value(
        f"SELECT count(*) FROM (SELECT 1 FROM invoicing_rule LIMIT {int(counted) + 1}) AS counted"
    )
    return rows, int(total)
