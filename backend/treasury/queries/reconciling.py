"""What the statements say against what the ledger holds, by book."""

from collections.abc import Sequence
from typing import Any

from backend.kernel.db import fetch


async def bank_sums() -> list[dict[str, Any]]:
    """By book: what moved by the statements, what of it nobody has placed, the ledger's balance,
    and what of that payees told of before a line did.
    """
    return await fetch(
        "SELECT b.book, "
        "coalesce((SELECT sum(l.amount_fen) FROM treasury_line l "
        "JOIN treasury_account a ON a.id = l.account WHERE a.book = b.book "
        "AND a.currency = 'CNY'), 0)::bigint AS statement_fen, "
        "coalesce((SELECT sum(l.amount_fen) FROM treasury_line l "
        "JOIN treasury_account a ON a.id = l.account WHERE a.book = b.book "
        "AND a.currency = 'CNY' AND l.state = 'new'), 0)::bigint AS new_fen, "
        "coalesce((SELECT sum(p.amount_fen) FROM payments_transaction t "
        "JOIN payments_posting p ON p.transaction = t.id JOIN payments_account c "
        "ON c.id = p.account WHERE b.book = 'memo' AND c.book = 'memo' AND c.purpose = 'bank' "
        "AND (t.key LIKE 'received:bank:reported/%' OR t.cause_kind = 'recognised')), 0)::bigint "
        "AS reported_fen, "
        "coalesce((SELECT sum(s.fen) FROM payments_balance s JOIN payments_account p "
        "ON p.id = s.account WHERE p.purpose = 'bank' AND p.book = b.book), 0)::bigint "
        "AS ledger_fen FROM unnest(ARRAY['own', 'client', 'memo']) AS b (book)"
    )


async def foreign_sums() -> list[dict[str, Any]]:
    """By book and other currency: what moved by the statements, and what the desk knows of it.

    Waiting in and out by what is left of the lines, on its way back by the orders, and what the
    bank kept of the platform's own; lines that met are nothing together.
    """
    return await fetch(
        "SELECT a.book, a.currency, sum(l.amount_fen)::bigint AS statement_fen, "
        "coalesce(sum(l.amount_fen) FILTER (WHERE l.state = 'new'), 0)::bigint AS new_fen, "
        "coalesce(sum(sign(l.amount_fen) * treasury_left(l.id)) "
        "FILTER (WHERE l.state = 'suspense'), 0)::bigint AS waiting_fen, "
        "(SELECT coalesce(sum(o.amount_fen), 0) FROM treasury_order o WHERE o.book = a.book "
        "AND o.currency = a.currency AND o.state IN ('approved', 'exported'))::bigint "
        "AS ordered_fen, "
        "(SELECT coalesce(sum(m.amount_fen), 0) FROM treasury_match m "
        "JOIN treasury_line f ON f.id = m.line JOIN treasury_account b ON b.id = f.account "
        "WHERE m.kind = 'fee' AND m.confirmed AND b.book = a.book AND b.currency = a.currency)"
        "::bigint AS kept_fen "
        "FROM treasury_line l JOIN treasury_account a ON a.id = l.account "
        "WHERE a.currency <> 'CNY' GROUP BY a.book, a.currency ORDER BY a.book, a.currency"
    )


async def new_lines(book: str, *, currency: str, limit: int) -> list[dict[str, Any]]:
    """Lines that the ledger does not know yet."""
    return await fetch(
        "SELECT 'line_not_placed' AS cause, l.id::text AS external_id, -l.amount_fen AS off_fen, "
        "l.created_at AS moment FROM treasury_line l JOIN treasury_account a ON a.id = l.account "
        "WHERE a.book = $1 AND a.currency = $2 AND l.state = 'new' "
        "ORDER BY l.created_at, l.id LIMIT $3",
        book,
        currency,
        limit,
    )


async def postings_without_line(book: str, *, limit: int) -> list[dict[str, Any]]:
    """What was posted to the bank though no statement has said it."""
    return await fetch(
        "SELECT 'posting_without_line' AS cause, t.id::text AS external_id, "
        "p.amount_fen AS off_fen, t.created_at AS moment FROM payments_posting p "
        "JOIN payments_account a ON a.id = p.account JOIN payments_transaction t "
        "ON t.id = p.transaction WHERE a.purpose = 'bank' AND a.book = $1 AND NOT EXISTS "
        "(SELECT FROM treasury_line l WHERE l.id::text = split_part(t.key, ':', 3)) "
        "AND t.key NOT LIKE 'received:bank:reported/%' AND t.cause_kind <> 'recognised' "
        "ORDER BY t.created_at, t.id LIMIT $2",
        book,
        limit,
    )


async def open_balances(purposes: Sequence[str]) -> list[dict[str, Any]]:
    """What stands on accounts that wait for something, summed over holders; above zero."""
    return await fetch(
        "SELECT a.purpose, a.book, "
        "(CASE WHEN a.kind = 'liability' THEN -sum(s.fen) ELSE sum(s.fen) END)::bigint AS fen "
        "FROM payments_balance s "
        "JOIN payments_account a ON a.id = s.account WHERE a.purpose = ANY($1::varchar[]) "
        "GROUP BY a.purpose, a.book, a.kind HAVING sum(s.fen) <> 0 ORDER BY a.purpose, a.book",
        list(purposes),
    )
