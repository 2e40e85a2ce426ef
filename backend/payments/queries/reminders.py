"""Which charges nobody has been reminded of yet."""

from datetime import date
from typing import Any

from backend.kernel.db import fetch


async def newly_due(today: date, soon: date, *, limit: int) -> list[dict[str, Any]]:
    """Charges that are due by `soon`, or overdue, noted as reminded; each once of both."""
    return await fetch(
        """WITH wanted AS (
  SELECT c.id, CASE WHEN c.due_on < $1 THEN 'overdue' ELSE 'soon' END AS kind
  FROM payments_charge c WHERE c.state IN ('open', 'part_paid') AND c.due_on <= $2
), noted AS (
  INSERT INTO payments_reminder (charge, kind)
  SELECT w.id, w.kind FROM wanted w WHERE NOT EXISTS (
    SELECT 1 FROM payments_reminder r WHERE r.charge = w.id AND r.kind = w.kind)
  ORDER BY w.id LIMIT $3 ON CONFLICT DO NOTHING RETURNING charge, kind
)
SELECT n.charge, n.kind FROM noted n ORDER BY n.charge""",
        today,
        soon,
        limit,
    )
