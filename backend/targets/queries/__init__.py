"""Every statement about what was stated and about the library's firms.

What stood on a day: confirmed by its end and not withdrawn by then.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.kernel.db import execute, fetch, fetch_one, fetch_value, stream
from backend.kernel.pages import COUNTED

STATEMENTS = "targets_statement"
STEPS = "targets_library_event"

#: `$1`: the moment by which it was known.
STOOD = "outcome = 'confirmed' AND checked_at < $1 AND (withdrawn_at IS NULL OR withdrawn_at >= $1)"


#: Recorded, checked or withdrawn from a moment on and before another.
def _news(row: str, since: str, before: str) -> str:
    return " OR ".join(
        f"({row}.{name} >= {since} AND {row}.{name} < {before})"
        for name in ("recorded_at", "checked_at", "withdrawn_at")
    )


async def target(code: str) -> dict[str, Any] | None:
    return await fetch_one(
        "SELECT t.id, t.code, t.unit, p.from_on, p.to_on FROM registry_target t "
        "JOIN registry_plan p ON p.id = t.plan WHERE t.code = $1",
        code,
    )


async def insert(table: str, values: Mapping[str, object]) -> None:
    places = ", ".join(f"${n}" for n in range(1, len(values) + 1))
    await execute(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({places})", *values.values())


async def overlapping(target_id: UUID, from_on: date, to_on: date) -> dict[str, Any] | None:
    """What is stated for some of these days and stands or waits."""
    return await fetch_one(
        "SELECT id, from_on, to_on FROM targets_statement WHERE target = $1 "
        "AND outcome IS DISTINCT FROM 'mismatch' AND withdrawn_at IS NULL "
        "AND from_on <= $3 AND to_on >= $2 ORDER BY from_on LIMIT 1",
        target_id,
        from_on,
        to_on,
    )


async def lock_target(target_id: UUID) -> None:
    """One who states or checks towards a target at a time."""
    await fetch_value(
        "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", f"targets_statement:{target_id}"
    )


async def statement(statement_id: UUID) -> dict[str, Any] | None:
    return await fetch_one(
        "SELECT s.*, t.code AS target_code FROM targets_statement s "
        "JOIN registry_target t ON t.id = s.target WHERE s.id = $1",
        statement_id,
    )


async def statements(
    target_id: UUID,
    *,
    known: tuple[datetime | None, datetime],
    after: tuple[date, int] | None,
    limit: int,
    counted: int = COUNTED,
) -> tuple[list[dict[str, Any]], int]:
    """What had been recorded by a moment, or only what was news since another; latest days first.

    One more than the page holds.
    """
    day, seq = after or (None, None)
    since, known_by = known
    asked = (
        "s.target = $1 AND s.recorded_at < $2 "
        f"AND ($3::timestamptz IS NULL OR {_news('s', '$3', '$2')}) "
    )
    rows = await fetch(
        "SELECT s.*, t.code AS target_code FROM targets_statement s "
        f"JOIN registry_target t ON t.id = s.target WHERE {asked} "
        "AND ($4::date IS NULL OR (s.to_on, s.seq) < ($4, $5)) "
        "ORDER BY s.to_on DESC, s.seq DESC LIMIT $6",
        target_id,
        known_by,
        since,
        day,
        seq,
        limit + 1,
    )
    total = await fetch_value(
        f"SELECT count(*) FROM (SELECT FROM targets_statement s WHERE {asked} "
        f"LIMIT {int(counted) + 1}) AS counted",
        target_id,
        known_by,
        since,
    )
    return rows, int(total)


async def check(table: str, row_id: UUID, values: Mapping[str, object]) -> None:
    """What a check found, or who withdrew it and why."""
    places = ", ".join(f"{name} = ${n}" for n, name in enumerate(values, start=2))
    await execute(f"UPDATE {table} SET {places} WHERE id = $1", row_id, *values.values())


async def lock_firms(codes: Sequence[str]) -> None:
    """One who records or checks of a firm at a time; always in the same order."""
    for code in sorted(set(codes)):
        await fetch_value(
            "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", f"targets_library:{code}"
        )


_STEP = (
    "SELECT e.*, t.code AS tier_code FROM targets_library_event e "
    "LEFT JOIN targets_library_tier t ON t.id = e.tier "
)


async def steps_of(codes: Sequence[str]) -> list[dict[str, Any]]:
    """Everything recorded of these firms, in the order in which it took effect."""
    return await fetch(
        f"{_STEP} WHERE e.credit_code = ANY($1) ORDER BY e.effective_on, e.seq", list(codes)
    )


async def steps(ids: Sequence[UUID]) -> list[dict[str, Any]]:
    return await fetch(f"{_STEP} WHERE e.id = ANY($1) ORDER BY e.seq", list(ids))


async def waiting(*, after: int | None, limit: int) -> tuple[list[dict[str, Any]], int]:
    """What nobody has checked, oldest first, one more than the page holds."""
    rows = await fetch(
        f"{_STEP} WHERE e.outcome IS NULL AND ($1::bigint IS NULL OR e.seq > $1) "
        "ORDER BY e.seq LIMIT $2",
        after,
        limit + 1,
    )
    total = await fetch_value(
        "SELECT count(*) FROM (SELECT FROM targets_library_event WHERE outcome IS NULL "
        f"LIMIT {COUNTED + 1}) AS counted"
    )
    return rows, int(total)


async def news(
    *, since: datetime | None, known_by: datetime, after: int | None, limit: int
) -> tuple[list[dict[str, Any]], int]:
    """Steps that were recorded, checked or withdrawn in between, in the order of writing."""
    asked = _news("e", "coalesce($1::timestamptz, '-infinity')", "$2")
    rows = await fetch(
        f"{_STEP} WHERE ({asked}) AND ($3::bigint IS NULL OR e.seq > $3) ORDER BY e.seq LIMIT $4",
        since,
        known_by,
        after,
        limit + 1,
    )
    total = await fetch_value(
        f"SELECT count(*) FROM (SELECT FROM targets_library_event e WHERE {asked} "
        f"LIMIT {COUNTED + 1}) AS counted",
        since,
        known_by,
    )
    return rows, int(total)


#: One row for each firm that ever entered, as known by `$1`.
FIRMS = f"""
firms AS (
  SELECT s.credit_code, min(s.effective_on) FILTER (WHERE s.kind = 'entry') AS entered_on,
    max(s.effective_on) AS since,
    (array_agg(s.firm_name ORDER BY s.effective_on DESC, s.seq DESC))[1] AS firm_name,
    CASE (array_agg(s.kind ORDER BY s.effective_on DESC, s.seq DESC))[1]
      WHEN 'exit' THEN 'left' WHEN 'listing' THEN 'listed' ELSE 'inside' END AS standing,
    (array_agg(s.tier ORDER BY s.effective_on DESC, s.seq DESC)
      FILTER (WHERE s.tier IS NOT NULL))[1] AS tier,
    max(s.stock_code) AS stock_code
  FROM targets_library_event s WHERE {STOOD} GROUP BY s.credit_code
)
"""
_FIRM = "SELECT f.*, t.code AS tier_code FROM firms f JOIN targets_library_tier t ON t.id = f.tier "
_CHOSEN = (
    "WHERE ($2::text IS NULL OR t.code = $2) AND ($3::text IS NULL OR f.standing = $3) "
    "AND ($4::text IS NULL OR strpos(lower(f.firm_name), lower($4)) > 0 OR f.credit_code = $4) "
)


_LATEST = "ORDER BY f.entered_on DESC, f.credit_code DESC"


async def firms(
    *,
    known_by: datetime,
    chosen: tuple[str | None, str | None, str | None],
    after: tuple[date, str] | None,
    limit: int,
) -> tuple[list[dict[str, Any]], int]:
    """Firms of a tier, a standing, a part of the name; latest first entry first."""
    day, code = after or (None, None)
    rows = await fetch(
        f"WITH {FIRMS} {_FIRM} {_CHOSEN} "
        "AND ($5::date IS NULL OR (f.entered_on, f.credit_code) < ($5, $6)) "
        f"{_LATEST} LIMIT $7",
        known_by,
        *chosen,
        day,
        code,
        limit + 1,
    )
    return rows, await count_firms(known_by=known_by, chosen=chosen)


async def count_firms(
    *, known_by: datetime, chosen: tuple[str | None, str | None, str | None], up_to: int = COUNTED
) -> int:
    total = await fetch_value(
        f"WITH {FIRMS} SELECT count(*) FROM (SELECT FROM firms f JOIN targets_library_tier t "
        f"ON t.id = f.tier {_CHOSEN} LIMIT {int(up_to) + 1}) AS counted",
        known_by,
        *chosen,
    )
    return int(total)


async def every_firm(
    *, known_by: datetime, chosen: tuple[str | None, str | None, str | None]
) -> AsyncIterator[dict[str, Any]]:
    """All of them, row by row, inside a transaction."""
    async for row in stream(f"WITH {FIRMS} {_FIRM} {_CHOSEN} {_LATEST}", known_by, *chosen):
        yield row


async def firm(code: str, *, known_by: datetime) -> dict[str, Any] | None:
    return await fetch_one(f"WITH {FIRMS} {_FIRM} WHERE f.credit_code = $2", known_by, code)


async def standings(*, known_by: datetime) -> list[dict[str, Any]]:
    """How many firms stand where, by tier."""
    return await fetch(
        f"WITH {FIRMS} SELECT t.code AS tier, f.standing, count(*)::int AS firms "
        "FROM firms f JOIN targets_library_tier t ON t.id = f.tier "
        "GROUP BY t.code, f.standing ORDER BY max(t.position), t.code, f.standing",
        known_by,
    )


DIVISIONS = "targets_division"
PARTS = "targets_part"
REPORTS = "targets_part_report"


async def whole(target_id: UUID) -> int:
    return int(await fetch_value("SELECT value FROM registry_target WHERE id = $1", target_id))


async def divisions(target_id: UUID) -> list[dict[str, Any]]:
    """Every division of a target, newest first."""
    return await fetch(
        "SELECT * FROM targets_division WHERE target = $1 ORDER BY version DESC", target_id
    )


async def parts(division_id: UUID) -> list[dict[str, Any]]:
    return await fetch(
        "SELECT * FROM targets_part WHERE division = $1 ORDER BY position", division_id
    )


async def progress(
    target_id: UUID, *, departments: Sequence[str], known_by: datetime
) -> dict[str, dict[str, Any]]:
    """The newest report of each department that stood at a moment."""
    rows = await fetch(
        "SELECT DISTINCT ON (department) department, as_of, reached, source, document, "
        "checker_name FROM targets_part_report "
        f"WHERE {STOOD} AND target = $2 AND department = ANY($3) "
        "ORDER BY department, as_of DESC, seq DESC",
        known_by,
        target_id,
        list(departments),
    )
    return {row["department"]: row for row in rows}


_REPORT = (
    "SELECT r.*, t.code AS target_code, t.unit FROM targets_part_report r "
    "JOIN registry_target t ON t.id = r.target "
)


async def report(report_id: UUID) -> dict[str, Any] | None:
    return await fetch_one(f"{_REPORT} WHERE r.id = $1", report_id)


async def reports(
    target_id: UUID, *, known_by: datetime, after: int | None, limit: int
) -> tuple[list[dict[str, Any]], int]:
    """What had been reported by a moment, newest first, one more than the page holds."""
    rows = await fetch(
        f"{_REPORT} WHERE r.target = $1 AND r.recorded_at < $2 "
        "AND ($3::bigint IS NULL OR r.seq < $3) ORDER BY r.seq DESC LIMIT $4",
        target_id,
        known_by,
        after,
        limit + 1,
    )
    return rows, await count_reports(target_id, known_by=known_by)


async def count_reports(target_id: UUID, *, known_by: datetime) -> int:
    return int(
        await fetch_value(
            "SELECT count(*) FROM targets_part_report WHERE target = $1 AND recorded_at < $2",
            target_id,
            known_by,
        )
    )


async def every_report(target_id: UUID, *, known_by: datetime) -> AsyncIterator[dict[str, Any]]:
    """All that had been reported by a moment, newest first, row by row, inside a transaction."""
    async for row in stream(
        f"{_REPORT} WHERE r.target = $1 AND r.recorded_at < $2 ORDER BY r.seq DESC",
        target_id,
        known_by,
    ):
        yield row


async def reported(target_id: UUID, department: str, as_of: date) -> bool:
    """Whether a department's figure of a day stands or waits."""
    return bool(
        await fetch_value(
            "SELECT EXISTS (SELECT FROM targets_part_report WHERE target = $1 AND department = $2 "
            "AND as_of = $3 AND outcome IS DISTINCT FROM 'mismatch' AND withdrawn_at IS NULL)",
            target_id,
            department,
            as_of,
        )
    )
