"""Every statement about refunds through the gateway and the lines of its balance."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from backend.kernel.db import dumps, execute, fetch, fetch_one, fetch_value, loads
from backend.payments.states import RefundState


async def refundable(charge_id: UUID) -> list[dict[str, Any]]:
    """What of each payment by the gateway has not gone back or been asked for, newest first."""
    return await fetch(
        "SELECT p.id, p.intent_id, "
        "p.amount_fen - coalesce(sum(r.amount_fen), 0)::bigint AS left_fen "
        "FROM payments_gateway_payment p LEFT JOIN payments_gateway_refund r ON r.payment = p.id "
        "AND r.state NOT IN ('failed', 'refused') WHERE p.charge = $1 OR p.id IN ("
        "SELECT m.payment FROM payments_gateway_match m WHERE m.charge = $1 AND m.confirmed) "
        "GROUP BY p.id HAVING p.amount_fen > coalesce(sum(r.amount_fen), 0) "
        "ORDER BY p.created_at DESC, p.id",
        charge_id,
    )


async def add_refund(
    refund_id: UUID,
    *,
    payment_id: UUID,
    charge_id: UUID,
    amount: int,
    params: Mapping[str, Any],
    by: UUID,
    stripe_id: str | None = None,
) -> None:
    """`stripe_id` names one that was made at the gateway itself."""
    await execute(
        "INSERT INTO payments_gateway_refund (id, payment, charge, amount_fen, params, state, "
        "asked_by, refund_id) VALUES ($1, $2, $3, $4, $5, 'asked', $6, $7)",
        refund_id,
        payment_id,
        charge_id,
        amount,
        dumps(params),
        by,
        stripe_id,
    )


async def refund(refund_id: UUID) -> dict[str, Any] | None:
    row = await fetch_one("SELECT * FROM payments_gateway_refund WHERE id = $1", refund_id)
    return None if row is None else row | {"params": loads(row["params"])}


async def lock_refund(stripe_id: str, named: UUID | None) -> dict[str, Any] | None:
    """The refund of this name at the gateway, or the one that its metadata name."""
    return await fetch_one(
        "SELECT * FROM payments_gateway_refund WHERE refund_id = $1 "
        "OR (id = $2 AND refund_id IS NULL) FOR UPDATE",
        stripe_id,
        named,
    )


async def record_refund(
    refund_id: UUID, state: RefundState, *, stripe_id: str | None = None
) -> None:
    await execute(
        "UPDATE payments_gateway_refund SET state = $2, refund_id = coalesce(refund_id, $3) "
        "WHERE id = $1",
        refund_id,
        state,
        stripe_id,
    )


async def refunds_left(*, limit: int) -> list[UUID]:
    """Refunds that nobody has sent, or whose end nobody has told, for a while."""
    rows = await fetch(
        "SELECT id FROM payments_gateway_refund "
        "WHERE state IN ('asked', 'pending') AND created_at < now() - interval '5 minutes' "
        "ORDER BY created_at LIMIT $1",
        limit,
    )
    return [row["id"] for row in rows]


async def payment_of_intent(intent_id: str) -> dict[str, Any] | None:
    """A payment by the gateway with whose book it stands in."""
    return await fetch_one(
        "SELECT p.*, coalesce(c.book, 'client') AS book, coalesce(p.charge, m.charge) AS paid "
        "FROM payments_gateway_payment p LEFT JOIN payments_charge c ON c.id = p.charge "
        "LEFT JOIN payments_gateway_match m ON m.payment = p.id AND m.confirmed "
        "AND m.charge IS NOT NULL WHERE p.intent_id = $1",
        intent_id,
    )


async def suspended_for(transaction_id: UUID) -> UUID | None:
    """Whose suspense account a transaction put money into."""
    found = await fetch_value(
        "SELECT a.holder FROM payments_posting p JOIN payments_account a ON a.id = p.account "
        "WHERE p.transaction = $1 AND a.purpose = 'suspense'",
        transaction_id,
    )
    return None if found is None else UUID(str(found))


async def is_known_refund(stripe_id: str, key: str) -> bool:
    """Whether it is one of ours, or went back out of suspense under this key."""
    return bool(
        await fetch_value(
            "SELECT EXISTS (SELECT FROM payments_gateway_refund WHERE refund_id = $1) "
            "OR EXISTS (SELECT FROM payments_transaction WHERE key = $2)",
            stripe_id,
            key,
        )
    )


async def is_known_line(line_id: str) -> bool:
    """Whether a line is there, and whose money it moved is known."""
    return bool(
        await fetch_value(
            "SELECT EXISTS (SELECT FROM payments_gateway_line WHERE line_id = $1 "
            "AND book IS NOT NULL)",
            line_id,
        )
    )


async def add_line(row_id: UUID, line: Mapping[str, Any], *, book: str | None) -> bool:
    """Note a line of the balance, or at last whose money it moved; False if that is known."""
    return (
        await fetch_value(
            "INSERT INTO payments_gateway_line (id, line_id, kind, amount_fen, fee_fen, net_fen, "
            "currency, source, happened_at, book) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) "
            "ON CONFLICT (line_id) DO UPDATE SET book = excluded.book "
            "WHERE payments_gateway_line.book IS NULL AND excluded.book IS NOT NULL RETURNING id",
            row_id,
            line["id"],
            line["kind"],
            line["amount"],
            line["fee"],
            line["net"],
            line["currency"],
            line["source"],
            line["created_at"],
            book,
        )
        is not None
    )


async def fetch_from(overlap: timedelta) -> datetime | None:
    """From when on to look for lines: some before the newest, all since one nobody understood."""
    found = await fetch_value(
        "SELECT least(max(happened_at) - $1::interval, min(happened_at) "
        "FILTER (WHERE book IS NULL)) FROM payments_gateway_line",
        overlap,
    )
    return found if isinstance(found, datetime) else None


async def split(line_ids: Sequence[str]) -> dict[str, int]:
    """What lines add up to, by whose money it is: fees are the platform's."""
    row = await fetch_one(
        "SELECT coalesce(sum(amount_fen) FILTER (WHERE book = 'client'), 0)::bigint AS client, "
        "(coalesce(sum(amount_fen) FILTER (WHERE book = 'own'), 0) "
        "- coalesce(sum(fee_fen), 0))::bigint AS own, "
        "count(*) FILTER (WHERE book IS NULL OR book = 'both') AS unknown "
        "FROM payments_gateway_line WHERE line_id = ANY($1::varchar[])",
        list(line_ids),
    )
    if row is None:
        raise RuntimeError("A sum gave no row.")
    return row


async def line_sums() -> dict[str, int]:
    """In yuan: all lines of the balance, and what the ledger holds at the gateway."""
    row = await fetch_one(
        "SELECT (SELECT coalesce(sum(net_fen), 0) FROM payments_gateway_line "
        "WHERE currency = 'CNY')::bigint AS lines_fen, "
        "(SELECT coalesce(sum(b.fen), 0) FROM payments_balance b JOIN payments_account a "
        "ON a.id = b.account WHERE a.purpose = 'gateway' AND a.book IN ('own', 'client'))::bigint "
        "AS ledger_fen"
    )
    if row is None:
        raise RuntimeError("A sum gave no row.")
    return row


async def unposted(*, limit: int) -> list[dict[str, Any]]:
    """What stands on one side only: the ledger has `off_fen` more than the gateway's lines."""
    return await fetch(
        "SELECT 'unknown_line' AS cause, l.line_id AS external_id, -l.amount_fen AS off_fen, "
        "l.happened_at AS moment FROM payments_gateway_line l "
        "WHERE l.book IS NULL AND l.currency = 'CNY' "
        "UNION ALL SELECT 'payment_without_line', p.intent_id, p.amount_fen, p.created_at "
        "FROM payments_gateway_payment p WHERE p.currency = 'CNY' AND NOT EXISTS "
        "(SELECT FROM payments_gateway_line l WHERE l.source = p.stripe_charge "
        "AND l.kind IN ('charge', 'payment')) "
        "UNION ALL SELECT 'refund_without_line', r.refund_id, -r.amount_fen, r.created_at "
        "FROM payments_gateway_refund r WHERE r.state = 'succeeded' AND NOT EXISTS "
        "(SELECT FROM payments_gateway_line l WHERE l.source = r.refund_id) "
        "UNION ALL SELECT 'refund_without_posting', r.refund_id, r.amount_fen, r.created_at "
        "FROM payments_gateway_refund r WHERE r.state IN ('asked', 'pending') AND EXISTS "
        "(SELECT FROM payments_gateway_line l WHERE l.source = r.refund_id) "
        "ORDER BY moment LIMIT $1",
        limit,
    )


#: The one row of it.
_CONTACT = UUID("84000000-0000-4000-8000-000000000001")


async def note_answered(at: datetime) -> None:
    await execute(
        "INSERT INTO payments_gateway_contact (id, answered_at) VALUES ($1, $2) "
        "ON CONFLICT (id) DO UPDATE SET answered_at = $2, failed_at = NULL "
        "WHERE payments_gateway_contact.failed_at IS NOT NULL "
        "OR payments_gateway_contact.answered_at IS NULL "
        "OR payments_gateway_contact.answered_at < $2 - interval '1 minute'",
        _CONTACT,
        at,
    )


async def note_failed(at: datetime) -> datetime:
    """Since when it does not answer."""
    found = await fetch_value(
        "INSERT INTO payments_gateway_contact AS c (id, failed_at) VALUES ($1, $2) "
        "ON CONFLICT (id) DO UPDATE SET failed_at = coalesce(c.failed_at, $2) "
        "RETURNING failed_at",
        _CONTACT,
        at,
    )
    return datetime.fromisoformat(str(found))


# Sent to the bank, not called back, and not found on a statement; by whose money it was.
_PAYOUTS = """
SELECT l.line_id, -l.amount_fen AS amount_fen, l.happened_at, l.source,
  coalesce(sum(p.amount_fen) FILTER (WHERE a.book = 'own'), 0)::bigint AS own_fen,
  coalesce(sum(p.amount_fen) FILTER (WHERE a.book = 'client'), 0)::bigint AS client_fen
FROM payments_gateway_line l
JOIN payments_transaction t ON t.key = 'payout:gateway:' || l.line_id
JOIN payments_posting p ON p.transaction = t.id JOIN payments_account a ON a.id = p.account
WHERE a.purpose = 'transit' AND l.kind = 'payout' AND l.amount_fen < 0
AND NOT EXISTS (SELECT FROM payments_gateway_line b WHERE b.source = l.source
  AND b.kind IN ('payout_cancel', 'payout_failure'))
AND NOT EXISTS (SELECT FROM payments_transaction d
  WHERE d.key = 'payout_arrived:gateway:' || l.line_id)
"""
_BY_PAYOUT = " GROUP BY l.line_id, l.amount_fen, l.happened_at, l.source"


async def payouts_under_way(*, limit: int) -> tuple[list[dict[str, Any]], int]:
    """The newest of them, and how many there are."""
    rows = await fetch(
        f"{_PAYOUTS} {_BY_PAYOUT} ORDER BY l.happened_at DESC, l.line_id LIMIT $1", limit
    )
    total = await fetch_value(f"SELECT count(*) FROM ({_PAYOUTS} {_BY_PAYOUT}) AS counted")
    return rows, int(total)


async def payout_under_way(line_id: str) -> dict[str, Any] | None:
    await fetch_value(
        "SELECT true FROM payments_gateway_line WHERE line_id = $1 FOR UPDATE", line_id
    )
    return await fetch_one(f"{_PAYOUTS} AND l.line_id = $1 {_BY_PAYOUT}", line_id)
