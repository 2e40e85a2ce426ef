"""Orders that were paid, and lines by which the bank may have sent them back."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from backend.kernel.db import execute, fetch, fetch_value

_PAID = """
FROM treasury_order o JOIN treasury_line p ON p.id = o.paid_line
LEFT JOIN payments_charge c ON c.id = o.charge LEFT JOIN identity_organisation y ON y.id = o.payee
CROSS JOIN LATERAL (SELECT coalesce(o.paid_fen, o.amount_fen) AS went_fen) went
WHERE o.state = 'paid' AND o.kind <> 'card' AND o.book = $1 AND o.currency = $2
"""
_ACCOUNT = "regexp_replace(o.to_account, '[\\s-]', '', 'g')"


async def paid_orders(
    book: str, *, currency: str, numbers: Sequence[str], accounts: Sequence[str], since: date
) -> list[dict[str, Any]]:
    """Those of these numbers, and those that went to these accounts from this day on."""
    return await fetch(
        f"SELECT o.number, o.to_account, went.went_fen {_PAID} AND (o.number = ANY($3) "
        f"OR ({_ACCOUNT} = ANY($4) AND p.booked_on >= $5))",
        book,
        currency,
        list(numbers),
        list(accounts),
        since,
    )


async def may_have_returned(
    line: dict[str, Any], *, numbers: Sequence[str], account: str, q: str | None, limit: int
) -> tuple[list[dict[str, Any]], int]:
    """What was paid from the line's book before it, the likeliest first; and how many there are."""
    told = (
        line["book"],
        line["currency"],
        line["booked_on"],
        line["id"],
        q,
    )
    which = (
        f"{_PAID} AND p.booked_on <= $3::date AND o.line IS DISTINCT FROM $4::uuid "
        "AND ($5::varchar IS NULL OR position($5 IN lower(concat_ws(' ', o.number, o.to_name, "
        "o.to_account, c.reference))) > 0)"
    )
    rows = await fetch(
        "SELECT o.id, o.number, o.kind, o.to_name, o.to_account, o.to_bank, went.went_fen, "
        "p.booked_on AS paid_on, c.reference AS charge_reference, y.name AS payee_name, "
        f"o.number = ANY($6::varchar[]) AS by_number, {_ACCOUNT} = $7 AS by_account, "
        f"went.went_fen = $8 AS by_amount {which} "
        "ORDER BY 11 DESC, ("
        f"{_ACCOUNT} = $7 AND went.went_fen = $8) DESC, 13 DESC, 12 DESC, "
        "p.booked_on DESC, o.id LIMIT $9",
        *told,
        list(numbers),
        account,
        line["left_fen"],
        limit,
    )
    total = await fetch_value(f"SELECT count(*) {which}", *told)
    return rows, int(total)


async def return_open_for(order_id: UUID) -> dict[str, Any] | None:
    """What somebody has proposed for an order that is said to have come back."""
    rows = await fetch(
        "SELECT * FROM treasury_match WHERE pay_order = $1 AND kind = 'bounced' "
        "AND decided_at IS NULL",
        order_id,
    )
    return rows[0] if rows else None


async def paid_on(order_id: UUID) -> date | None:
    found = await fetch_value(
        "SELECT l.booked_on FROM treasury_order o JOIN treasury_line l ON l.id = o.paid_line "
        "WHERE o.id = $1",
        order_id,
    )
    return found if isinstance(found, date) else None


async def return_order(
    order_id: UUID, *, state: str, line: UUID, amount: int, because: str
) -> None:
    await execute(
        "UPDATE treasury_order SET state = $2, returned_line = $3, returned_fen = $4, "
        "returned_because = $5 WHERE id = $1",
        order_id,
        state,
        line,
        amount,
        because,
    )
