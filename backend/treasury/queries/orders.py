"""Orders to pay, and the files that the bank is given."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.kernel.db import execute, fetch, fetch_one, fetch_value
from backend.kernel.pages import COUNTED
from backend.treasury.tables import Order, PaymentFile

_ORDERS = """
SELECT o.*, c.reference AS charge_reference, p.name AS payee_name,
  y.state = 'replaced' AS account_replaced, l.number AS list_number,
  o.state IN ('proposed', 'approved') AND EXISTS (SELECT FROM treasury_order r
    WHERE r.payee_account = o.payee_account AND r.state = 'returned') AS account_sent_back
FROM treasury_order o LEFT JOIN payments_charge c ON c.id = o.charge
LEFT JOIN identity_organisation p ON p.id = o.payee
LEFT JOIN treasury_payee_account y ON y.id = o.payee_account
LEFT JOIN treasury_payout_list l ON l.id = o.payout_list
"""


async def add_order(row: Order) -> None:
    await Order.insert(row)


async def order(order_id: UUID) -> dict[str, Any] | None:
    return await fetch_one(f"{_ORDERS} WHERE o.id = $1", order_id)


async def lock_order(order_id: UUID) -> dict[str, Any] | None:
    return await fetch_one("SELECT * FROM treasury_order WHERE id = $1 FOR UPDATE", order_id)


async def orders(
    *,
    state: str | None,
    kind: str | None,
    listed: UUID | None,
    after: tuple[datetime, UUID] | None,
    limit: int,
    counted: int = COUNTED,
) -> tuple[list[dict[str, Any]], int]:
    """Up to `limit + 1` orders, newest first, and how many there are."""
    moment, last = after or (None, None)
    rows = await fetch(
        f"{_ORDERS} WHERE ($1::varchar IS NULL OR o.state = $1) "
        "AND ($2::varchar IS NULL OR o.kind = $2) "
        "AND ($3::uuid IS NULL OR o.payout_list = $3) "
        "AND ($4::timestamptz IS NULL OR (o.created_at, o.id) < ($4, $5::uuid)) "
        "ORDER BY o.created_at DESC, o.id DESC LIMIT $6",
        state,
        kind,
        listed,
        moment,
        last,
        limit + 1,
    )
    total = await fetch_value(
        "SELECT count(*) FROM (SELECT 1 FROM treasury_order "
        "WHERE ($1::varchar IS NULL OR state = $1) AND ($2::varchar IS NULL OR kind = $2) "
        f"AND ($3::uuid IS NULL OR payout_list = $3) LIMIT {int(counted) + 1}) AS counted",
        state,
        kind,
        listed,
    )
    return rows, int(total)


async def came_for(line_id: UUID, charge_id: UUID) -> int:
    """What a line brought for a charge and is not on its way back."""
    return int(
        await fetch_value(
            "SELECT coalesce((SELECT l.amount_fen FROM treasury_line l WHERE l.id = $1 "
            "AND l.state = 'matched' AND l.charge = $2), 0) "
            "+ coalesce((SELECT sum(m.amount_fen) FROM treasury_match m WHERE m.line = $1 "
            "AND m.charge = $2 AND m.confirmed), 0)::bigint "
            "- coalesce((SELECT sum(coalesce(o.paid_fen, o.amount_fen) "
            "- coalesce(o.returned_fen, 0)) FROM treasury_order o WHERE o.line = $1 "
            "AND o.charge = $2 AND o.state IN ('approved', 'exported', 'paid', 'returned')), 0)"
            "::bigint",
            line_id,
            charge_id,
        )
    )


async def proposed_over(kind: str, *, line: UUID | None, charge: UUID | None) -> int:
    """What is proposed to go back of the same money, and decided by nobody yet."""
    return int(
        await fetch_value(
            "SELECT coalesce(sum(amount_fen), 0)::bigint FROM treasury_order "
            "WHERE state = 'proposed' AND kind = $1 AND line IS NOT DISTINCT FROM $2 "
            "AND charge IS NOT DISTINCT FROM $3",
            kind,
            line,
            charge,
        )
    )


async def lock_card_refunds(charge_id: UUID) -> None:
    """Nobody else proposes to send back by card what this charge got, until the end."""
    await fetch_value("SELECT pg_advisory_xact_lock(hashtext($1))", f"card_refund:{charge_id}")


async def decide_order(order_id: UUID, *, state: str, by: UUID, name: str, at: datetime) -> None:
    await execute(
        "UPDATE treasury_order SET state = $2, decided_by = $3, decided_by_name = $4, "
        "decided_at = $5 WHERE id = $1",
        order_id,
        state,
        by,
        name,
        at,
    )


async def move_order(
    order_id: UUID, *, state: str, line: UUID | None = None, paid: int | None = None
) -> None:
    """`paid` where the bank paid less than the order says."""
    await execute(
        "UPDATE treasury_order SET state = $2, paid_line = $3, paid_fen = $4 WHERE id = $1",
        order_id,
        state,
        line,
        paid,
    )


async def approved(book: str, *, currency: str) -> list[dict[str, Any]]:
    """The approved orders of a book in a currency, locked, in the order of their numbers.

    What would go to an account that its payee has replaced, or that sent money back, stays behind.
    """
    return await fetch(
        "SELECT o.* FROM treasury_order o WHERE o.book = $1 AND o.state = 'approved' "
        "AND o.currency = $2 "
        "AND (o.payee_account IS NULL OR (EXISTS (SELECT FROM treasury_payee_account y "
        "WHERE y.id = o.payee_account AND y.state = 'in_force') AND NOT EXISTS "
        "(SELECT FROM treasury_order r WHERE r.payee_account = o.payee_account "
        "AND r.state = 'returned'))) "
        "ORDER BY o.number FOR UPDATE OF o",
        book,
        currency,
    )


async def add_file(row: PaymentFile, orders: Sequence[UUID]) -> None:
    await PaymentFile.insert(row)
    await execute(
        "UPDATE treasury_order SET state = 'exported', file = $1 WHERE id = ANY($2)",
        row.id,
        list(orders),
    )


_FILES = """
SELECT f.*, a.account_number, a.account_name, a.bank_name, a.currency,
  (SELECT count(*) FROM treasury_order o WHERE o.file = f.id AND o.state = 'paid') AS paid,
  (SELECT count(*) FROM treasury_order o WHERE o.file = f.id
    AND o.state IN ('failed', 'returned')) AS failed
FROM treasury_payment_file f
JOIN treasury_account a ON a.id = f.account
"""


async def payment_file(file_id: UUID) -> dict[str, Any] | None:
    return await fetch_one(f"{_FILES} WHERE f.id = $1", file_id)


async def payment_files(
    *, after: tuple[datetime, UUID] | None, limit: int
) -> tuple[list[dict[str, Any]], int]:
    """Up to `limit + 1` files, newest first, and how many there are."""
    moment, last = after or (None, None)
    rows = await fetch(
        f"{_FILES} WHERE $1::timestamptz IS NULL OR (f.created_at, f.id) < ($1, $2::uuid) "
        "ORDER BY f.created_at DESC, f.id DESC LIMIT $3",
        moment,
        last,
        limit + 1,
    )
    return rows, int(await fetch_value("SELECT count(*) FROM treasury_payment_file"))


async def orders_of_file(file_id: UUID) -> list[dict[str, Any]]:
    return await fetch("SELECT * FROM treasury_order WHERE file = $1 ORDER BY number", file_id)


async def exported_orders(
    book: str, numbers: Sequence[str], *, currency: str
) -> list[dict[str, Any]]:
    """The orders of a book in a currency that the bank was given, by their numbers, locked."""
    return await fetch(
        "SELECT * FROM treasury_order WHERE book = $1 AND number = ANY($2) "
        "AND currency = $3 AND state = 'exported' ORDER BY id FOR UPDATE",
        book,
        list(numbers),
        currency,
    )
