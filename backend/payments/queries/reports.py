"""Money that a payee told of itself, and what of it a bank's line has told since."""

from typing import Any
from uuid import UUID

from backend.kernel.db import fetch

# A line that tells the same takes the report's day, so that both fall together here.
_UNCONFIRMED = """
SELECT t.subject AS charge, o.name AS payer, t.occurred_on, abs(p.amount_fen)::bigint AS amount_fen,
  sum(sign(p.amount_fen))::int AS n
FROM payments_charge c JOIN identity_organisation o ON o.id = c.payer
JOIN payments_transaction t ON t.subject = c.id
JOIN payments_posting p ON p.transaction = t.id JOIN payments_account a ON a.id = p.account
WHERE c.book = 'memo' AND a.purpose = 'bank'
AND (t.key LIKE 'received:bank:reported/%' OR t.cause_kind = 'recognised')
"""


async def unconfirmed_of(charge_id: UUID) -> list[dict[str, Any]]:
    """What was reported for a charge and no line has told: how often, each amount and day."""
    return await fetch(
        f"{_UNCONFIRMED} AND c.id = $1 GROUP BY 1, 2, 3, 4 HAVING sum(sign(p.amount_fen)) > 0 "
        "ORDER BY 3, 4",
        charge_id,
    )


async def unconfirmed_for(payee_id: UUID) -> list[dict[str, Any]]:
    """The same for all charges of a payee."""
    return await fetch(
        f"{_UNCONFIRMED} AND c.payee = $1 GROUP BY 1, 2, 3, 4 HAVING sum(sign(p.amount_fen)) > 0 "
        "ORDER BY 3, 1, 4",
        payee_id,
    )
