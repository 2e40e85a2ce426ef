"""What a bank had committed to and lent at the end of a day, as its cases stood then."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.kernel.db import fetch
from backend.lending.rules.book import NOT_STATED, SEVERAL_KINDS, By

#: An alert that is not settled is measured by the product's ratio; nothing left is above any.
_EXPOSED = """
WITH alert AS (
  SELECT r.subject_id AS application, bool_or(s.open) AS open,
    bool_or(r.payload->>'ltv_after_bp' IS NULL) FILTER (WHERE s.open) AS nothing_left,
    max((r.payload->>'ltv_after_bp')::int) FILTER (WHERE s.open) AS ltv_bp
  FROM kernel_event r CROSS JOIN LATERAL (SELECT NOT EXISTS (
    SELECT FROM kernel_event e WHERE e.subject_id = r.subject_id
      AND e.name = 'monitoring.value_alert_settled' AND e.occurred_at < $2
      AND e.payload->>'alert_id' = r.payload->>'alert_id') AS open) s
  WHERE r.name = 'monitoring.value_alert_raised' AND r.occurred_at < $2
    AND r.subject_id IN (SELECT application FROM lending_exposure WHERE lender = $1)
  GROUP BY r.subject_id
), exposed AS (
  SELECT x.*, f.name AS firm_name, coalesce(x.drawn_fen, x.granted_fen) AS amount_fen,
    CASE WHEN NOT x.watched THEN 'not_watched' WHEN w.open IS NULL THEN 'no_alert'
      WHEN NOT w.open THEN 'settled' WHEN w.nothing_left OR w.ltv_bp > x.limit_bp
      THEN 'above_limit' ELSE 'within_limit' END AS alert
  FROM lending_exposure x
  JOIN identity_organisation f ON f.id = x.firm
  LEFT JOIN alert w ON w.application = x.application
  WHERE x.lender = $1 AND x.since < $2 AND (x.until IS NULL OR x.until >= $2)
)
"""
#: The one group of each division in which a case stands; of the day $3.
_KEYS = {
    By.FIRM: "firm::text",
    By.INDUSTRY: f"coalesce(industry, '{NOT_STATED}')",
    By.RIGHT_KIND: "CASE WHEN cardinality(right_kinds) = 1 THEN right_kinds[1] "
    f"ELSE '{SEVERAL_KINDS}' END",
    By.PRODUCT: "product::text",
    By.DIVISION: f"coalesce(division, '{NOT_STATED}')",
    By.MATURITY: "CASE WHEN matures_on IS NULL THEN 'not_drawn' "
    "WHEN matures_on < $3::date THEN 'past' "
    "WHEN matures_on <= $3::date + interval '3 months' THEN 'within_3_months' "
    "WHEN matures_on <= $3::date + interval '6 months' THEN 'within_6_months' "
    "WHEN matures_on <= $3::date + interval '12 months' THEN 'within_12_months' ELSE 'later' END",
    By.STATE: "state",
    By.ALERT: "alert",
}
_LABELS = {By.FIRM: "min(firm_name)", By.PRODUCT: "min(product_name)"}
_CASE = (
    "c.application AS id, x.number, x.state, c.firm_name, x.industry, x.division, x.right_kinds, "
    "x.product_name, x.granted_fen, x.drawn_fen, x.drawn_on, x.matures_on, c.alert"
)


async def groups(lender: UUID, by: By, *, on: date, until: datetime) -> list[dict[str, Any]]:
    """The largest first; they sum to the book."""
    return await fetch(
        f"{_EXPOSED} SELECT * FROM (SELECT {_KEYS[by]} AS key, {_LABELS.get(by, 'NULL')} AS label, "
        "  count(*) AS cases, "
        "  coalesce(sum(granted_fen) FILTER (WHERE drawn_fen IS NULL), 0)::bigint AS committed, "
        "  coalesce(sum(drawn_fen), 0)::bigint AS drawn FROM exposed "
        "  WHERE $3::date IS NOT NULL GROUP BY 1) AS divided "
        'ORDER BY committed + drawn DESC, key COLLATE "C"',
        lender,
        until,
        on,
    )


async def page(
    lender: UUID,
    by: By,
    key: str | None,
    *,
    on: date,
    until: datetime,
    after: tuple[int, UUID] | None,
    limit: int | None,
) -> tuple[list[dict[str, Any]], int]:
    """Up to `limit + 1` cases of a group, or of all, the largest first, and how many there are."""
    amount, last = after or (None, None)
    # What is chosen and ordered by is narrow; the rest is fetched of the page alone.
    rows = await fetch(
        f"{_EXPOSED}, chosen AS MATERIALIZED (SELECT id, application, amount_fen, firm_name, alert "
        f"  FROM exposed WHERE $3::date IS NOT NULL AND ($4::text IS NULL OR {_KEYS[by]} = $4)) "
        f"SELECT {_CASE}, (SELECT count(*) FROM chosen) AS total FROM (SELECT * FROM chosen "
        "  WHERE $5::bigint IS NULL OR (-amount_fen, application) > (-$5, $6::uuid) "
        "  ORDER BY amount_fen DESC, application LIMIT $7) c "
        "JOIN lending_exposure x ON x.id = c.id "
        "ORDER BY c.amount_fen DESC, c.application",
        lender,
        until,
        on,
        key,
        amount,
        last,
        None if limit is None else limit + 1,
    )
    if rows or after is None:
        return rows, rows[0]["total"] if rows else 0
    _, total = await page(lender, by, key, on=on, until=until, after=None, limit=0)
    return rows, total
