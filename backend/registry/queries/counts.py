"""Plans, targets, counting rules and the entries that sum to the headline."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.kernel.db import fetch, fetch_one, fetch_value, loads
from backend.kernel.pages import COUNTED
from backend.registry.queries.checks import UNVERIFIED

_ENTRY = (
    "e.id, e.pledge, e.registration_number, e.version, e.effective_on, e.recorded_at, "
    "e.amount_fen, e.cause, e.reason, e.rule_version, e.counted_by_name, e.industry, e.bank, "
    "e.street, e.pledgor_name, e.pledgor_code, l.code AS plan_code"
)


async def plans() -> list[dict[str, Any]]:
    """Every plan, the newest period first."""
    return await fetch(
        "SELECT id, code, name, from_on, to_on, adopted, source FROM registry_plan "
        "ORDER BY from_on DESC, code"
    )


async def plan(code: str) -> dict[str, Any] | None:
    return await fetch_one(
        "SELECT id, code, name, from_on, to_on, adopted, source FROM registry_plan WHERE code = $1",
        code,
    )


async def targets() -> list[dict[str, Any]]:
    return await fetch(
        "SELECT t.code, t.name, t.quote, t.unit, t.value, t.source, l.code AS plan_code, "
        "l.name AS plan_name, l.from_on, l.to_on, l.adopted FROM registry_target t "
        "JOIN registry_plan l ON l.id = t.plan ORDER BY l.from_on DESC, t.created_at, t.id"
    )


async def rules() -> list[dict[str, Any]]:
    """Every version of every plan's counting rule, oldest first."""
    rows = await fetch(
        "SELECT r.plan, l.code AS plan_code, r.version, r.from_on, r.switches, r.words, r.source "
        "FROM registry_counting_rule r JOIN registry_plan l ON l.id = r.plan "
        "ORDER BY l.from_on, r.version"
    )
    return [{**row, "switches": loads(row["switches"])} for row in rows]


async def entries_of_pledge(pledge_id: UUID) -> list[dict[str, Any]]:
    return await fetch(
        f"SELECT {_ENTRY}, e.plan FROM registry_count_entry e "
        "JOIN registry_plan l ON l.id = e.plan WHERE e.pledge = $1 "
        "ORDER BY e.seq",
        pledge_id,
    )


async def counted_of(pledge_ids: Sequence[UUID]) -> dict[UUID, int]:
    """The counted amount of each of these pledges, over all plans."""
    rows = await fetch(
        "SELECT pledge, sum(amount_fen)::bigint AS fen FROM registry_count_entry "
        "WHERE pledge = ANY($1::uuid[]) GROUP BY pledge",
        list(pledge_ids),
    )
    return {row["pledge"]: int(row["fen"]) for row in rows}


async def headline(plan_id: UUID, *, known_before: datetime) -> dict[str, Any]:
    """What is counted in a plan, as known then: yuan, deals, firms."""
    row = await fetch_one(
        "WITH deals AS (SELECT pledge, sum(amount_fen) AS fen, "
        "max(coalesce(pledgor_code, pledgor_name)) AS firm FROM registry_count_entry "
        "WHERE plan = $1 AND recorded_at < $2 GROUP BY pledge HAVING sum(amount_fen) <> 0) "
        "SELECT coalesce(sum(fen), 0)::bigint AS counted_fen, count(*) AS deals, "
        "count(DISTINCT firm) AS firms FROM deals",
        plan_id,
        known_before,
    )
    return row or {}


async def waiting(*, from_on: date, to_on: date) -> dict[str, Any]:
    """Registrations of a period that nobody has verified yet: claimed, and with a notice."""
    row = await fetch_one(
        "SELECT coalesce(sum(secured_fen) FILTER (WHERE document IS NULL), 0)::bigint "
        "AS claimed_fen, count(*) FILTER (WHERE document IS NULL) AS claimed, "
        "coalesce(sum(secured_fen) FILTER (WHERE document IS NOT NULL), 0)::bigint "
        "AS evidenced_fen, count(*) FILTER (WHERE document IS NOT NULL) AS evidenced "
        f"FROM ({UNVERIFIED} AND s.cause = 'registration' "
        "AND s.effective_on BETWEEN $1 AND $2) AS waiting",
        from_on,
        to_on,
    )
    return row or {}


@dataclass(frozen=True, kw_only=True)
class EntryFilters:
    """Which entries of a plan: by month (its first day), bank, industry, street, pledge.

    An empty text asks for the entries whose bank or street is unknown.
    """

    month: date | None = None
    bank: str | None = None
    industry: str | None = None
    street: str | None = None
    pledge_id: UUID | None = None
    known_before: datetime | None = None


_FILTERED = (
    "e.plan = $1 AND ($2::date IS NULL OR date_trunc('month', e.effective_on) = $2) "
    "AND ($3::text IS NULL OR coalesce(e.bank, '') = $3) "
    "AND ($4::text IS NULL OR e.industry = $4) "
    "AND ($5::text IS NULL OR coalesce(e.street, '') = $5) "
    "AND ($6::uuid IS NULL OR e.pledge = $6) "
    "AND ($7::timestamptz IS NULL OR e.recorded_at < $7)"
)


async def page_of_entries(
    plan_id: UUID,
    filters: EntryFilters,
    *,
    after: tuple[date, datetime, UUID] | None,
    limit: int,
) -> tuple[list[dict[str, Any]], int, int]:
    """A page of entries, the newest effect first; how many there are, and their sum."""
    arguments = (
        plan_id,
        filters.month,
        filters.bank,
        filters.industry,
        filters.street,
        filters.pledge_id,
        filters.known_before,
    )
    total = await fetch_one(
        f"SELECT (SELECT count(*) FROM (SELECT 1 FROM registry_count_entry e "
        f"WHERE {_FILTERED} LIMIT {COUNTED + 1}) AS found) AS n, "
        f"(SELECT coalesce(sum(e.amount_fen), 0)::bigint FROM registry_count_entry e "
        f"WHERE {_FILTERED}) AS fen",
        *arguments,
    )
    day, moment, entry_id = after or (None, None, None)
    rows = await fetch(
        f"SELECT {_ENTRY} FROM registry_count_entry e "
        f"JOIN registry_plan l ON l.id = e.plan WHERE {_FILTERED} "
        "AND ($8::date IS NULL OR (e.effective_on, e.recorded_at, e.id) < ($8, $9, $10)) "
        "ORDER BY e.effective_on DESC, e.recorded_at DESC, e.id DESC LIMIT $11",
        *arguments,
        day,
        moment,
        entry_id,
        limit,
    )
    total = total or {"n": 0, "fen": 0}
    return rows, int(total["n"]), int(total["fen"])


_GROUPS = {
    "month": "to_char(effective_on, 'YYYY-MM')",
    "bank": "coalesce(bank, '')",
    "industry": "industry",
    "street": "coalesce(street, '')",
}


async def breakdown(plan_id: UUID, by: str, *, known_before: datetime) -> list[dict[str, Any]]:
    """The counted amount by month, bank, industry or street; the rows sum to the headline."""
    return await fetch(
        f"SELECT {_GROUPS[by]} AS key, sum(amount_fen)::bigint AS amount_fen, "
        "count(DISTINCT pledge) AS registrations FROM registry_count_entry "
        "WHERE plan = $1 AND recorded_at < $2 GROUP BY 1 ORDER BY 1",
        plan_id,
        known_before,
    )


async def plan_id(code: str) -> UUID | None:
    found: UUID | None = await fetch_value("SELECT id FROM registry_plan WHERE code = $1", code)
    return found
