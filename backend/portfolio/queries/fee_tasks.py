"""Statements about the tasks for annual fees."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.kernel.db import execute, fetch, fetch_one, fetch_value
from backend.kernel.pages import COUNTED
from backend.portfolio.queries.assets import FROM, HOLDING

_TASK = (
    "k.id AS task_id, k.fee_year, k.due_on, k.step, k.raised_on, k.state, k.because, k.paid_on, "
    "k.note, k.ended_by_name, k.ended_at"
)
_FROM = f"{FROM} JOIN portfolio_fee_task k ON k.asset = a.id"


async def firms() -> list[UUID]:
    """The firms that hold anything on which fees fall due, or that have an open task."""
    rows = await fetch(
        "SELECT a.firm FROM portfolio_asset a JOIN portfolio_right r ON r.id = a.right_id "
        "WHERE a.removed_at IS NULL AND r.filing_on IS NOT NULL AND r.granted_on IS NOT NULL "
        "UNION SELECT a.firm FROM portfolio_asset a JOIN portfolio_fee_task k ON k.asset = a.id "
        "WHERE k.state = 'open' ORDER BY 1"
    )
    return [row["firm"] for row in rows]


async def raise_all(
    fees: Sequence[tuple[UUID, int, date, int]], *, on: date, at: datetime
) -> list[dict[str, Any]]:
    """Open what is new and lift what has come nearer; those that were."""
    return await fetch(
        "INSERT INTO portfolio_fee_task AS k (id, created_at, asset, fee_year, due_on, step, "
        "raised_on) SELECT gen_random_uuid(), $5, told.asset, told.year, told.due, told.step, $6 "
        "FROM unnest($1::uuid[], $2::smallint[], $3::date[], $4::smallint[]) "
        "AS told (asset, year, due, step) ON CONFLICT (asset, fee_year) DO UPDATE "
        "SET step = excluded.step, due_on = excluded.due_on, raised_on = excluded.raised_on "
        "WHERE k.state = 'open' AND k.step < excluded.step RETURNING k.due_on, k.step",
        [asset for asset, _, _, _ in fees],
        [year for _, year, _, _ in fees],
        [due for _, _, due, _ in fees],
        [step for _, _, _, step in fees],
        at,
        on,
    )


async def open_of(firm: UUID) -> list[dict[str, Any]]:
    return await fetch(
        "SELECT k.id, k.asset, k.fee_year, k.due_on, a.removed_at FROM portfolio_fee_task k "
        "JOIN portfolio_asset a ON a.id = k.asset WHERE a.firm = $1 AND k.state = 'open' "
        "ORDER BY k.id FOR UPDATE OF k",
        firm,
    )


async def end(task_ids: Sequence[UUID], *, because: str, at: datetime) -> None:
    await execute(
        "UPDATE portfolio_fee_task SET state = 'over', because = $2, ended_at = $3 "
        "WHERE id = ANY($1::uuid[]) AND state = 'open'",
        list(task_ids),
        because,
        at,
    )


async def page(
    firm: UUID, *, state: str | None, after: tuple[date, UUID] | None, limit: int
) -> tuple[list[dict[str, Any]], int]:
    """A firm's tasks with their holdings, the earliest fee first."""
    day, last = after or (None, None)
    where = "a.firm = $1 AND ($2::text IS NULL OR k.state = $2)"
    rows = await fetch(
        f"SELECT {HOLDING}, {_TASK} {_FROM} WHERE {where} "
        "AND ($3::date IS NULL OR (k.due_on, k.id) > ($3, $4)) "
        "ORDER BY k.due_on, k.id LIMIT $5",
        firm,
        state,
        day,
        last,
        limit + 1,
    )
    total = await fetch_value(
        f"SELECT count(*) FROM (SELECT 1 {_FROM} WHERE {where} LIMIT {COUNTED + 1}) AS counted",
        firm,
        state,
    )
    return rows, int(total)


async def one(task_id: UUID, *, firm: UUID, lock: bool = False) -> dict[str, Any] | None:
    return await fetch_one(
        f"SELECT {HOLDING}, {_TASK} {_FROM} WHERE k.id = $1 AND a.firm = $2"
        + (" FOR UPDATE OF k" if lock else ""),
        task_id,
        firm,
    )


async def complete(
    task_id: UUID, *, paid_on: date, note: str | None, by: UUID, name: str, at: datetime
) -> None:
    await execute(
        "UPDATE portfolio_fee_task SET state = 'done', paid_on = $2, note = $3, ended_by = $4, "
        "ended_by_name = $5, ended_at = $6 WHERE id = $1",
        task_id,
        paid_on,
        note,
        by,
        name,
        at,
    )
