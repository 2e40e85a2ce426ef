"""All that was posted to an account."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

from backend.kernel.db import fetch_value, stream


async def count_postings(account_id: UUID) -> int:
    found = await fetch_value(
        "SELECT count(*) FROM payments_posting WHERE account = $1", account_id
    )
    return int(found)


async def every_posting(account_id: UUID) -> AsyncIterator[dict[str, Any]]:
    """All postings of an account, newest first, row by row, inside a transaction."""
    async for row in stream(
        "SELECT p.amount_fen, t.id AS transaction_id, t.occurred_on, t.month, t.cause_kind, "
        "t.created_at, c.reference FROM payments_posting p "
        "JOIN payments_transaction t ON t.id = p.transaction "
        "LEFT JOIN payments_charge c ON c.id = t.subject WHERE p.account = $1 ORDER BY p.seq DESC",
        account_id,
    ):
        yield row
