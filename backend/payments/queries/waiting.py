"""Money that came by the gateway for no charge, and what people say it is for."""

from datetime import datetime
from typing import Any
from uuid import UUID

from backend.kernel.db import execute, fetch, fetch_one, fetch_value
from backend.kernel.pages import COUNTED
from backend.payments.tables import GatewayMatch

_WAITING = """
FROM payments_gateway_payment p
LEFT JOIN payments_gateway_match m ON m.payment = p.id AND m.decided_at IS NULL
LEFT JOIN payments_charge c ON c.id = m.charge
WHERE p.charge IS NULL AND NOT EXISTS
  (SELECT FROM payments_gateway_match d WHERE d.payment = p.id AND d.confirmed
   AND coalesce(d.returned NOT IN ('failed', 'refused'), true))
"""
_COLUMNS = """p.id, p.intent_id, p.amount_fen, p.currency, p.created_at, p.transaction,
  m.id AS match_id, m.charge AS match_charge, c.reference AS match_reference, m.note AS match_note,
  m.proposed_by, m.proposed_by_name, m.created_at AS proposed_at"""


async def waiting(
    *, after: tuple[datetime, UUID] | None, limit: int
) -> tuple[list[dict[str, Any]], int]:
    """Up to `limit + 1` payments that wait, newest first, and how many there are."""
    moment, last = after or (None, None)
    rows = await fetch(
        f"SELECT {_COLUMNS} {_WAITING} AND ($1::timestamptz IS NULL "
        "OR (p.created_at, p.id) < ($1, $2::uuid)) ORDER BY p.created_at DESC, p.id DESC LIMIT $3",
        moment,
        last,
        limit + 1,
    )
    total = await fetch_value(
        f"SELECT count(*) FROM (SELECT 1 {_WAITING} LIMIT {COUNTED + 1}) AS counted"
    )
    return rows, int(total)


async def waiting_payment(payment_id: UUID) -> dict[str, Any] | None:
    return await fetch_one(f"SELECT {_COLUMNS} {_WAITING} AND p.id = $1", payment_id)


async def lock_payment(payment_id: UUID) -> None:
    """Nothing else is said of it until the transaction ends; the row itself is never changed."""
    await fetch_value("SELECT pg_advisory_xact_lock(hashtext($1))", f"gateway_match:{payment_id}")


async def add_match(row: GatewayMatch) -> None:
    await GatewayMatch.insert(row)


async def decide_match(
    match_id: UUID,
    *,
    confirmed: bool,
    by: UUID,
    name: str,
    at: datetime,
    returned: str | None = None,
) -> None:
    await execute(
        "UPDATE payments_gateway_match SET confirmed = $2, decided_by = $3, "
        "decided_by_name = $4, decided_at = $5, returned = $6 WHERE id = $1",
        match_id,
        confirmed,
        by,
        name,
        at,
        returned,
    )


_RETURNS = """
SELECT m.id, m.returned, m.refund_id, p.intent_id, p.amount_fen, p.currency, p.transaction
FROM payments_gateway_match m JOIN payments_gateway_payment p ON p.id = m.payment
"""


async def returning(match_id: UUID) -> dict[str, Any] | None:
    """What was confirmed to go back."""
    return await fetch_one(f"{_RETURNS} WHERE m.id = $1 AND m.returned IS NOT NULL", match_id)


async def lock_return(refund_id: str, named: UUID | None) -> dict[str, Any] | None:
    """The return of this name at the gateway, or the one that its metadata name."""
    return await fetch_one(
        f"{_RETURNS} WHERE m.returned IS NOT NULL AND (m.refund_id = $1 "
        "OR (m.id = $2 AND m.refund_id IS NULL)) FOR UPDATE OF m",
        refund_id,
        named,
    )


async def record_return(match_id: UUID, returned: str, *, refund_id: str | None) -> None:
    await execute(
        "UPDATE payments_gateway_match SET returned = $2, refund_id = coalesce(refund_id, $3) "
        "WHERE id = $1",
        match_id,
        returned,
        refund_id,
    )


async def returns_left(*, limit: int) -> list[UUID]:
    """Returns that nobody has sent, or whose end nobody has told, for a while."""
    rows = await fetch(
        "SELECT id FROM payments_gateway_match WHERE returned IN ('asked', 'pending') "
        "AND decided_at < now() - interval '5 minutes' ORDER BY decided_at LIMIT $1",
        limit,
    )
    return [row["id"] for row in rows]
