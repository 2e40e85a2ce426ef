"""What happened to the money of one charge."""

from typing import Any
from uuid import UUID

from backend.kernel.db import fetch, fetch_value
from backend.kernel.pages import COUNTED


async def of_charge(
    charge_id: UUID, *, after: int | None, limit: int
) -> tuple[list[dict[str, Any]], int]:
    """Up to `limit + 1` moves of money about a charge, oldest first, and how many there are."""
    rows = await fetch(
        """SELECT * FROM (
  SELECT t.seq, t.id, t.cause_kind, t.occurred_on, t.created_at,
    max(p.amount_fen) AS amount_fen,
    max(a.purpose) FILTER (WHERE a.purpose IN ('bank', 'gateway')) AS source,
    (sum(-coalesce(sum(p.amount_fen) FILTER (WHERE a.purpose = c.purpose), 0))
      OVER (ORDER BY t.seq))::bigint AS kept_fen
  FROM payments_charge c JOIN payments_transaction t ON t.subject = c.id
  JOIN payments_posting p ON p.transaction = t.id JOIN payments_account a ON a.id = p.account
  WHERE c.id = $1 GROUP BY t.seq, t.id, t.cause_kind, t.occurred_on, t.created_at) moved
WHERE ($2::bigint IS NULL OR seq > $2) ORDER BY seq LIMIT $3""",
        charge_id,
        after,
        limit + 1,
    )
    total = await fetch_value(
        "SELECT count(*) FROM (SELECT 1 FROM payments_transaction WHERE subject = $1 "
        f"LIMIT {COUNTED + 1}) AS counted",
        charge_id,
    )
    return rows, int(total)
