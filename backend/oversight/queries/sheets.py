"""Month sheets: what they are made of, written once, and read."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from backend.kernel import clock
from backend.kernel.db import dumps, execute, fetch, fetch_one, fetch_value, loads
from backend.oversight.sheets import Content, Line

_LINE = "id AS source, label, effective_on, cause, name, amount"


async def lock(target_id: UUID, month: str) -> None:
    """One who signs this month at a time, and no figure is being written while it is read."""
    await fetch_value(
        "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))",
        f"oversight_month_sheet:{target_id}:{month}",
    )
    await execute(
        "LOCK TABLE registry_count_entry, targets_statement, targets_library_event IN SHARE MODE"
    )


async def entry_lines(plan_id: UUID, month: str, *, known_by: datetime) -> list[Line]:
    rows = await fetch(
        f"SELECT {_LINE} FROM (SELECT id, registration_number AS label, effective_on, cause, "
        "pledgor_name AS name, amount_fen AS amount, recorded_at FROM registry_count_entry "
        "WHERE plan = $1 AND recorded_at < $2 AND to_char(effective_on, 'YYYY-MM') = $3) AS e "
        "ORDER BY effective_on, recorded_at, id",
        plan_id,
        known_by,
        month,
    )
    return [Line(**row) for row in rows]


async def statement_lines(target_id: UUID, *, known_by: datetime) -> list[Line]:
    """Everything stated that stood at the moment, in the order of its days."""
    rows = await fetch(
        f"SELECT {_LINE} FROM (SELECT id, CASE WHEN from_on = to_on THEN to_on::text "
        "ELSE from_on || '/' || to_on END AS label, to_on AS effective_on, "
        "'stated' AS cause, source AS name, pieces AS amount, seq FROM targets_statement "
        "WHERE target = $1 AND outcome = 'confirmed' AND checked_at < $2 "
        "AND (withdrawn_at IS NULL OR withdrawn_at >= $2)) AS s ORDER BY effective_on, seq",
        target_id,
        known_by,
    )
    return [Line(**row) for row in rows]


async def firm_lines(month: str, *, known_by: datetime) -> list[Line]:
    """The firms whose first entry fell into the month, each once."""
    rows = await fetch(
        f"SELECT {_LINE} FROM (SELECT DISTINCT ON (credit_code) id, credit_code AS label, "
        "effective_on, 'entry' AS cause, firm_name AS name, 1 AS amount, seq "
        "FROM targets_library_event WHERE kind = 'entry' AND outcome = 'confirmed' "
        "AND checked_at < $1 AND (withdrawn_at IS NULL OR withdrawn_at >= $1) "
        "ORDER BY credit_code, effective_on, seq) AS f "
        "WHERE to_char(effective_on, 'YYYY-MM') = $2 ORDER BY effective_on, seq",
        known_by,
        month,
    )
    return [Line(**row) for row in rows]


async def standing(target_id: UUID, month: str | None = None) -> list[dict[str, Any]]:
    """The sheets of a target that wait or are signed (of one month), latest month first."""
    rows = await fetch(
        "SELECT * FROM oversight_month_sheet WHERE target = $1 "
        "AND ($2::text IS NULL OR month = $2) AND outcome IS DISTINCT FROM 'returned' "
        "ORDER BY month DESC",
        target_id,
        month,
    )
    return [{**row, "figures": loads(row["figures"])} for row in rows]


async def sheet(sheet_id: UUID) -> dict[str, Any] | None:
    row = await fetch_one("SELECT * FROM oversight_month_sheet WHERE id = $1", sheet_id)
    return None if row is None else {**row, "figures": loads(row["figures"])}


async def returned(target_id: UUID, month: str) -> list[dict[str, Any]]:
    """Sheets that were given back, latest first."""
    return await fetch(
        "SELECT * FROM oversight_month_sheet WHERE target = $1 AND month = $2 "
        "AND outcome = 'returned' ORDER BY decided_at DESC LIMIT 20",
        target_id,
        month,
    )


async def lines(sheet_id: UUID) -> list[Line]:
    rows = await fetch(
        "SELECT source, label, effective_on, cause, name, amount FROM oversight_sheet_line "
        "WHERE sheet = $1 ORDER BY position",
        sheet_id,
    )
    return [Line(**row) for row in rows]


async def prepare(
    target_id: UUID, content: Content, *, ends_before: date, by: tuple[UUID, str]
) -> UUID:
    made = uuid4()
    values: Mapping[str, object] = {
        "id": made,
        "created_at": clock.now(),
        "target": target_id,
        "month": content.month,
        "ends_before": ends_before,
        "value": content.figures.value,
        "reached": content.figures.reached,
        "lines": len(content.lines),
        "figures": dumps(asdict(content.figures)),
        "digest": content.digest(),
        "prepared_by": by[0],
        "prepared_by_name": by[1],
        "prepared_at": clock.now(),
    }
    places = ", ".join(f"${n}" for n in range(1, len(values) + 1))
    await execute(
        f"INSERT INTO oversight_month_sheet ({', '.join(values)}) VALUES ({places})",
        *values.values(),
    )
    await _write_lines(made, content.lines)
    return made


async def _write_lines(sheet_id: UUID, found: Sequence[Line]) -> None:
    await execute(
        "INSERT INTO oversight_sheet_line (id, created_at, sheet, position, source, label, "
        "effective_on, cause, name, amount) SELECT gen_random_uuid(), $1, $2, ordinality, "
        "(l ->> 'source')::uuid, l ->> 'label', (l ->> 'effective_on')::date, l ->> 'cause', "
        "l ->> 'name', (l ->> 'amount')::bigint "
        "FROM jsonb_array_elements($3::jsonb) WITH ORDINALITY AS t (l, ordinality)",
        clock.now(),
        sheet_id,
        dumps([asdict(line) for line in found]),
    )


async def decide(sheet_id: UUID, outcome: str, *, reason: str | None, by: tuple[UUID, str]) -> None:
    await execute(
        "UPDATE oversight_month_sheet SET outcome = $2, decided_by = $3, decided_by_name = $4, "
        "decided_at = $5, reason = $6 WHERE id = $1",
        sheet_id,
        outcome,
        by[0],
        by[1],
        clock.now(),
        reason,
    )
