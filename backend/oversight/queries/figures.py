"""A plan's figures on a day, out of its counts by day."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from backend.kernel.db import fetch
from backend.oversight.measures import Cell, Figures, largest_first


async def figures(plan_id: UUID, *, known_on: date) -> Figures:
    """As `measures.figures` adds up what was recorded up to the end of that day."""
    rows = await fetch(
        "SELECT part, key, sum(amount_fen)::bigint AS amount_fen, sum(deals)::bigint AS deals, "
        "sum(firms)::bigint AS firms FROM registry_counted_day WHERE plan = $1 AND day <= $2 "
        'GROUP BY part, key ORDER BY key COLLATE "C"',
        plan_id,
        known_on,
    )
    (whole,) = _cells(rows, "whole") or [Cell(key="", amount_fen=0, deals=0, firms=0)]
    return Figures(
        counted_fen=whole.amount_fen,
        deals=whole.deals,
        firms=whole.firms,
        mean_fen=whole.amount_fen // whole.deals if whole.deals else 0,
        by_month=_cells(rows, "month"),
        by_bank=largest_first(_cells(rows, "bank")),
        by_industry=largest_first(_cells(rows, "industry")),
        by_street=largest_first(_cells(rows, "street")),
    )


def _cells(rows: Iterable[Mapping[str, Any]], part: str) -> list[Cell]:
    return [
        Cell(key=row["key"], amount_fen=row["amount_fen"], deals=row["deals"], firms=row["firms"])
        for row in rows
        if row["part"] == part
    ]
