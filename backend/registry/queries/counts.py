"""Plans, targets, counting rules and the entries that sum to the headline."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from backend.kernel.db import execute, fetch, fetch_one, loads

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


async def take_turn() -> None:
    """One writer of counts at a time; asked for before the register's next number, by everybody."""
    await execute("SELECT FROM registry_plan ORDER BY from_on DESC, code FOR NO KEY UPDATE")


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
        "SELECT r.plan, l.code AS plan_code, r.version, r.from_on, r.switches, r.words, "
        "r.words_en, r.source, r.source_en "
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
