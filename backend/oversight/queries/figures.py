"""A plan's figures, added up where its entries are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.kernel.db import fetch
from backend.oversight.measures import UNKNOWN, Cell, Figures, largest_first

#: How `GROUPING` names the breakdowns of a statement, and the whole.
_MONTH, _BANK, _INDUSTRY, _STREET, _WHOLE = 7, 11, 13, 14, 15
#: No breakdown: which entries these are the figures of.
_KNOWN = 16

#: As `measures.figures` adds them: a registration that counts on balance is a deal, in the cells of
#: its latest entry of the cause `registration`, or of its latest entry if there is none.
_FIGURES = f"""
WITH known AS MATERIALIZED (
  SELECT seq, id, pledge, recorded_at, cause = 'registration' AS registers, amount_fen,
    to_char(effective_on, 'YYYY-MM') COLLATE "C" AS month, industry COLLATE "C" AS industry,
    coalesce(nullif(bank, ''), '{UNKNOWN}') COLLATE "C" AS bank,
    coalesce(nullif(street, ''), '{UNKNOWN}') COLLATE "C" AS street,
    coalesce(pledgor_code, pledgor_name) COLLATE "C" AS firm
  FROM registry_count_entry WHERE plan = $1 AND recorded_at < $2
), netted AS MATERIALIZED (
  SELECT pledge, min(seq) AS seq, count(*) AS entries FROM known
  GROUP BY pledge HAVING sum(amount_fen) > 0
), latest AS (
  SELECT seq FROM netted WHERE entries = 1
  UNION ALL (SELECT DISTINCT ON (k.pledge) k.seq FROM known k
    JOIN netted n ON n.pledge = k.pledge AND n.entries > 1
    ORDER BY k.pledge, k.registers DESC, k.recorded_at DESC, k.id DESC)
), deal AS MATERIALIZED (
  SELECT month, bank, industry, street, firm FROM known JOIN latest USING (seq)
)
SELECT GROUPING(month, bank, industry, street) AS part, coalesce(month, bank, industry, street)
  AS key, sum(amount_fen)::bigint AS amount_fen, 0::bigint AS deals, 0::bigint AS firms
FROM known GROUP BY GROUPING SETS ((month), (bank), (industry), (street), ())
UNION ALL
SELECT part, key, 0, sum(deals)::bigint, count(*)
FROM (SELECT GROUPING(month, bank, industry, street) AS part,
    coalesce(month, bank, industry, street) AS key, count(*) AS deals
  FROM deal GROUP BY GROUPING SETS
    ((month, firm), (bank, firm), (industry, firm), (street, firm), (firm))) AS of_firm
GROUP BY part, key
UNION ALL
SELECT {_KNOWN}, NULL, bit_xor(uuid_hash_extended(id, 0)), count(*), 0 FROM known
"""


@dataclass(frozen=True, kw_only=True)
class Known:
    """Which entries of a plan were known by a moment: how many, and a digest of their ids."""

    entries: int
    digest: int | None


async def known(plan_id: UUID, *, by: datetime) -> Known:
    rows = await fetch(
        "SELECT count(*) AS entries, bit_xor(uuid_hash_extended(id, 0)) AS digest "
        "FROM registry_count_entry WHERE plan = $1 AND recorded_at < $2",
        plan_id,
        by,
    )
    return Known(**rows[0])


async def figures(plan_id: UUID, *, known_by: datetime) -> tuple[Known, Figures]:
    """The entries that were recorded before the moment, and their figures: of one statement."""
    rows = await fetch(_FIGURES, plan_id, known_by)
    (of,) = [row for row in rows if row["part"] == _KNOWN]
    (whole,) = _cells(rows, _WHOLE) or [Cell(key="", amount_fen=0, deals=0, firms=0)]
    added = Figures(
        counted_fen=whole.amount_fen,
        deals=whole.deals,
        firms=whole.firms,
        mean_fen=whole.amount_fen // whole.deals if whole.deals else 0,
        by_month=sorted(_cells(rows, _MONTH), key=lambda cell: cell.key),
        by_bank=largest_first(_cells(rows, _BANK)),
        by_industry=largest_first(_cells(rows, _INDUSTRY)),
        by_street=largest_first(_cells(rows, _STREET)),
    )
    return Known(entries=of["deals"], digest=of["amount_fen"]), added


def _cells(rows: Iterable[Mapping[str, Any]], part: int) -> list[Cell]:
    found: dict[str, list[int]] = {}
    for row in rows:
        if row["part"] == part:
            sums = found.setdefault(row["key"] or "", [0, 0, 0])
            for at, name in enumerate(("amount_fen", "deals", "firms")):
                sums[at] += row[name] or 0
    return [
        Cell(key=key, amount_fen=amount, deals=deals, firms=firms)
        for key, (amount, deals, firms) in found.items()
    ]
