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
        "JOIN treasury_account a ON a.id = l.account WHERE a.book = b.book), 0)::bigint "
        "AS statement_fen, "
        "coalesce((SELECT sum(l.amount_fen) FROM treasury_line l "
        "JOIN treasury_account a ON a.id = l.account WHERE a.book = b.book "
        "AND l.state = 'new'), 0)::bigint AS new_fen, "
        "coalesce((SELECT sum(p.amount_fen) FROM payments_transaction t "
        "JOIN payments_posting p ON p.transaction = t.id JOIN payments_account c "
        "ON c.id = p.account WHERE b.book = 'memo' AND c.book = 'memo' AND c.purpose = 'bank' "
        "AND (t.key LIKE 'received:bank:reported/%' OR t.cause_kind = 'recognised')), 0)::bigint "
        "AS reported_fen, "
        "coalesce((SELECT sum(s.fen) FROM payments_balance s JOIN payments_account p "
        "ON p.id = s.account WHERE p.purpose = 'bank' AND p.book = b.book), 0)::bigint "
        "AS ledger_fen FROM unnest(ARRAY['own', 'client', 'memo']) AS b (book)"
    )


async def new_lines(book: str, *, limit: int) -> list[dict[str, Any]]:
    """Lines that the ledger does not know yet."""
    return await fetch(
        "SELECT 'line_not_placed' AS cause, l.id::text AS external_id, -l.amount_fen AS off_fen, "
        "l.created_at AS moment FROM treasury_line l JOIN treasury_account a ON a.id = l.account "
        "WHERE a.book = $1 AND l.state = 'new' ORDER BY l.created_at, l.id LIMIT $2",
        book,
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
