"""Month sheets: what they are made of, written once, and read."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from backend.kernel import clock
from backend.kernel.db import dumps, execute, fetch, fetch_one, fetch_value, loads, stream
from backend.oversight.sheets import Content, Line

_LINE = "source, label, effective_on, cause, name, amount"


@dataclass(frozen=True, kw_only=True)
class Lines:
    """Lines of a sheet with their positions: a statement, each `?` the next argument."""

    sql: str
    arguments: tuple[object, ...]

    def but(self, others: "Lines") -> "Lines":
        """Those that are not among the others, or not as they are here."""
        told = "label, {0}.effective_on, {0}.cause, {0}.name, {0}.amount"
        return Lines(
            sql=f"SELECT a.* FROM ({self.sql}) AS a WHERE NOT EXISTS (SELECT FROM ({others.sql}) "
            f"AS b WHERE b.source = a.source AND (a.{told.format('a')}) "
            f"IS NOT DISTINCT FROM (b.{told.format('b')}))",
            arguments=(*self.arguments, *others.arguments),
        )

    def asked(self, what: str, *, then: str = "", more: Sequence[object] = ()) -> tuple[Any, ...]:
        """The statement as it is asked, with its arguments."""
        sql, arguments = f"SELECT {what} FROM ({self.sql}) AS l {then}", (*self.arguments, *more)
        for n in range(1, len(arguments) + 1):
            sql = sql.replace("?", f"${n}", 1)
        return sql, *arguments


def entry_lines(plan_id: UUID, month: str, *, known_by: datetime) -> Lines:
    return Lines(
        sql="SELECT id AS source, registration_number AS label, effective_on, cause, "
        "pledgor_name AS name, amount_fen AS amount, "
        "row_number() OVER (ORDER BY effective_on, recorded_at, id) AS position "
        "FROM registry_count_entry WHERE plan = ? AND recorded_at < ? "
        "AND to_char(effective_on, 'YYYY-MM') = ?",
        arguments=(plan_id, known_by, month),
    )


#: What stood at a moment, in the order of its days.
_STATED = (
    "SELECT id AS source, CASE WHEN from_on = to_on THEN to_on::text "
    "ELSE from_on || '/' || to_on END AS label, to_on AS effective_on, 'stated' AS cause, "
    "source AS name, pieces::bigint AS amount, "
    "row_number() OVER (ORDER BY to_on, seq) AS position FROM targets_statement "
    "WHERE target = ? AND outcome = 'confirmed' AND checked_at < ? "
    "AND (withdrawn_at IS NULL OR withdrawn_at >= ?)"
)


def statement_lines(target_id: UUID, month: str, *, known_by: datetime) -> Lines:
    """What was stated for days that end in the month."""
    return Lines(
        sql=f"SELECT * FROM ({_STATED}) AS s WHERE to_char(effective_on, 'YYYY-MM') = ?",
        arguments=(target_id, known_by, known_by, month),
    )


def latest_statement(target_id: UUID, *, until: date, known_by: datetime) -> Lines:
    """What was stated last up to a day."""
    return Lines(
        sql=f"SELECT * FROM ({_STATED}) AS s WHERE effective_on <= ? "
        "ORDER BY position DESC LIMIT 1",
        arguments=(target_id, known_by, known_by, until),
    )


def firm_lines(month: str, *, known_by: datetime) -> Lines:
    """The firms whose first entry fell into the month, each once."""
    return Lines(
        sql="SELECT id AS source, credit_code AS label, effective_on, 'entry' AS cause, "
        "firm_name AS name, 1::bigint AS amount, "
        "row_number() OVER (ORDER BY effective_on, seq) AS position "
        "FROM (SELECT DISTINCT ON (credit_code) * FROM targets_library_event "
        "WHERE kind = 'entry' AND outcome = 'confirmed' AND checked_at < ? "
        "AND (withdrawn_at IS NULL OR withdrawn_at >= ?) "
        "ORDER BY credit_code, effective_on, seq) AS f WHERE to_char(effective_on, 'YYYY-MM') = ?",
        arguments=(known_by, known_by, month),
    )


def signed_lines(sheet_id: UUID) -> Lines:
    return Lines(
        sql=f"SELECT {_LINE}, position FROM oversight_sheet_line WHERE sheet = ?",
        arguments=(sheet_id,),
    )


async def lines(asked: Lines, *, after: int = 0, limit: int | None = None) -> list[Line]:
    """These lines in their order, so many after the first ones, or all."""
    then = "ORDER BY position OFFSET ?::bigint LIMIT ?::bigint"
    return [Line(**row) for row in await fetch(*asked.asked(_LINE, then=then, more=(after, limit)))]


async def every_line(asked: Lines) -> AsyncIterator[Line]:
    """All of them, row by row, inside a transaction."""
    async for row in stream(*asked.asked(_LINE, then="ORDER BY position")):
        yield Line(**row)


async def count_lines(asked: Lines) -> int:
    return int(await fetch_value(*asked.asked("count(*)")))


async def lock(target_id: UUID, month: str) -> None:
    """One who signs this month at a time, and no figure is being written while it is read."""
    await fetch_value(
        "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))",
        f"oversight_month_sheet:{target_id}:{month}",
    )
    await execute(
        "LOCK TABLE registry_count_entry, targets_statement, targets_library_event IN SHARE MODE"
    )


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
