"""Every statement of the ledger."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from backend.kernel.db import execute, fetch, fetch_one, fetch_value
from backend.kernel.pages import COUNTED

_POST = """
WITH head AS (
  INSERT INTO payments_transaction
    (id, occurred_on, cause_kind, cause_id, key, digest, mode, subject, posted_by)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING RETURNING id
), lines AS (
  INSERT INTO payments_posting (id, transaction, account, amount_fen, currency)
  SELECT gen_random_uuid(), head.id, line.account, line.fen, 'CNY'
  FROM head, unnest($10::uuid[], $11::bigint[]) AS line (account, fen)
)
SELECT id FROM head
"""

_ACCOUNTS = """
FROM payments_account a LEFT JOIN identity_organisation o ON o.id = a.holder
WHERE ($1::uuid IS NULL OR a.holder = $1)
"""

_BALANCE = "(SELECT coalesce(sum(b.fen), 0)::bigint FROM payments_balance b WHERE b.account = a.id)"


async def account(book: str, purpose: str, holder: UUID | None, *, kind: str) -> UUID:
    """The account of this book, purpose and holder; opened when it is first needed."""
    wanted = (
        "SELECT id FROM payments_account WHERE book = $1 AND purpose = $2 "
        "AND holder IS NOT DISTINCT FROM $3"
    )
    found = await fetch_value(wanted, book, purpose, holder)
    if found is None:
        await execute(
            "INSERT INTO payments_account (id, book, purpose, holder, kind, currency) "
            "VALUES ($1, $2, $3, $4, $5, 'CNY') ON CONFLICT DO NOTHING",
            uuid4(),
            book,
            purpose,
            holder,
            kind,
        )
        found = await fetch_value(wanted, book, purpose, holder)
    return UUID(str(found))


async def post(head: Sequence[object], accounts: list[UUID], amounts: list[int]) -> bool:
    """Write a transaction with its postings; False if its key or cause stands already."""
    return await fetch_value(_POST, *head, accounts, amounts) is not None


async def by_key(key: str) -> dict[str, Any] | None:
    return await fetch_one("SELECT * FROM payments_transaction WHERE key = $1", key)


async def accounts(
    holder: UUID | None, *, after: UUID | None, limit: int
) -> tuple[list[dict[str, Any]], int]:
    """Up to `limit + 1` accounts with their balances, and how many there are."""
    rows = await fetch(
        f"SELECT a.*, o.name AS holder_name, {_BALANCE} AS balance_fen {_ACCOUNTS} "
        "AND ($2::uuid IS NULL OR a.id > $2) ORDER BY a.id LIMIT $3",
        holder,
        after,
        limit + 1,
    )
    total = await fetch_value(
        f"SELECT count(*) FROM (SELECT 1 {_ACCOUNTS} LIMIT {COUNTED + 1}) AS counted", holder
    )
    return rows, int(total)


async def one_account(account_id: UUID) -> dict[str, Any] | None:
    return await fetch_one("SELECT * FROM payments_account WHERE id = $1", account_id)


async def balance(account_id: UUID) -> int:
    return int(
        await fetch_value(
            "SELECT coalesce(sum(fen), 0) FROM payments_balance WHERE account = $1", account_id
        )
    )


async def postings(
    account_id: UUID, *, before: int | None, limit: int
) -> tuple[list[dict[str, Any]], int]:
    """Up to `limit + 1` postings of an account, newest first, and how many there are."""
    rows = await fetch(
        "SELECT p.id, p.seq, p.amount_fen, p.currency, t.id AS transaction_id, t.occurred_on, "
        "t.month, t.cause_kind, t.cause_id, t.subject, t.created_at FROM payments_posting p "
        "JOIN payments_transaction t ON t.id = p.transaction WHERE p.account = $1 "
        "AND ($2::bigint IS NULL OR p.seq < $2) ORDER BY p.seq DESC LIMIT $3",
        account_id,
        before,
        limit + 1,
    )
    total = await fetch_value(
        "SELECT count(*) FROM (SELECT 1 FROM payments_posting WHERE account = $1 "
        f"LIMIT {COUNTED + 1}) AS counted",
        account_id,
    )
    return rows, int(total)


async def last_closed() -> date | None:
    found = await fetch_value("SELECT max(month) FROM payments_closed_month")
    return found if isinstance(found, date) else None


async def close(month: date, *, by: UUID) -> None:
    await execute(
        "INSERT INTO payments_closed_month (id, month, closed_by) VALUES ($1, $2, $3)",
        uuid4(),
        month,
        by,
    )
