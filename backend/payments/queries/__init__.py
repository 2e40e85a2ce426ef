"""Every statement of the ledger."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from backend.kernel.db import execute, fetch, fetch_one, fetch_value
from backend.kernel.pages import COUNTED
from backend.payments.tables import Charge

#: One statement for a transaction and its postings; nothing if its key or cause stands already.
POST = """
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
    return await fetch_value(POST, *head, accounts, amounts) is not None


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


async def lock_account(account_id: UUID) -> None:
    """Whoever also takes from this account by this road waits."""
    await execute("SELECT 1 FROM payments_account WHERE id = $1 FOR UPDATE", account_id)


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


# Of charges, what the ledger holds: kept by the payee, ordered back, both together.
_SUMS = """
SELECT coalesce(-sum(p.amount_fen) FILTER (WHERE a.purpose = c.purpose), 0)::bigint AS kept,
  coalesce(-sum(p.amount_fen) FILTER (WHERE a.purpose = 'refunds'), 0)::bigint AS ordered,
  coalesce(sum(p.amount_fen) FILTER (WHERE a.purpose = c.purpose
    AND t.cause_kind IN ('refund_ordered', 'refund_failed')), 0)::bigint AS refunded
FROM payments_transaction t JOIN payments_posting p ON p.transaction = t.id
JOIN payments_account a ON a.id = p.account WHERE t.subject = c.id
"""

_CHARGES = f"""
FROM payments_charge c JOIN identity_organisation payer ON payer.id = c.payer
JOIN identity_organisation payee ON payee.id = c.payee
CROSS JOIN LATERAL ({_SUMS}) held
CROSS JOIN LATERAL (SELECT c.state IN ('open', 'part_paid') AS due) stands
WHERE ($1::uuid IS NULL OR $1 IN (c.payer, c.payee))
"""

_CHARGE_COLUMNS = (
    "c.*, payer.name AS payer_name, payee.name AS payee_name, held.*, stands.due, "
    "coalesce((SELECT y.accepted FROM payments_card_acceptance y WHERE y.organisation = c.payee "
    "ORDER BY y.created_at DESC, y.id DESC LIMIT 1), false) AS payee_accepts"
)


async def add_charge(row: Charge) -> None:
    await Charge.insert(row)


async def charge(charge_id: UUID, *, reader: UUID | None) -> dict[str, Any] | None:
    return await fetch_one(f"SELECT {_CHARGE_COLUMNS} {_CHARGES} AND c.id = $2", reader, charge_id)


# What a list of charges is narrowed to: $2 state, $3 view, $4 today, $5 purpose, $6 a pattern,
# $7 side, $8 whose side.
_CHOSEN = """
AND ($2::varchar IS NULL OR c.state = $2)
AND CASE $3::varchar
  WHEN 'due' THEN c.state IN ('open', 'part_paid')
  WHEN 'overdue' THEN c.state IN ('open', 'part_paid') AND c.due_on < $4::date
  WHEN 'paid' THEN c.state IN ('paid', 'overpaid')
  WHEN 'refunds' THEN EXISTS (SELECT 1 FROM payments_transaction r
    WHERE r.subject = c.id AND r.cause_kind = 'refund_ordered')
  WHEN 'cancelled' THEN c.state = 'cancelled'
  ELSE $4::date IS NOT NULL END
AND ($5::varchar IS NULL OR c.purpose = $5)
AND ($6::varchar IS NULL OR c.reference ILIKE $6 OR c.about ILIKE $6
  OR payer.name ILIKE $6 OR payee.name ILIKE $6)
AND CASE $7::varchar WHEN 'payer' THEN c.payer = $8::uuid WHEN 'payee' THEN c.payee = $8::uuid
  ELSE $8::uuid IS NOT NULL END
"""


async def charges(
    reader: UUID | None,
    chosen: Sequence[object],
    *,
    after: tuple[datetime, UUID] | None,
    limit: int,
) -> tuple[list[dict[str, Any]], int]:
    """Up to `limit + 1` charges, newest first, and how many there are."""
    moment, last = after or (None, None)
    rows = await fetch(
        f"SELECT {_CHARGE_COLUMNS} {_CHARGES} {_CHOSEN} "
        "AND ($9::timestamptz IS NULL OR (c.created_at, c.id) < ($9, $10::uuid)) "
        "ORDER BY c.created_at DESC, c.id DESC LIMIT $11",
        reader,
        *chosen,
        moment,
        last,
        limit + 1,
    )
    total = await fetch_value(
        "SELECT count(*) FROM (SELECT 1 FROM payments_charge c "
        "JOIN identity_organisation payer ON payer.id = c.payer "
        "JOIN identity_organisation payee ON payee.id = c.payee "
        f"WHERE ($1::uuid IS NULL OR $1 IN (c.payer, c.payee)) {_CHOSEN} "
        f"LIMIT {COUNTED + 1}) AS counted",
        reader,
        *chosen,
    )
    return rows, int(total)


async def standing(reader: UUID | None, me: UUID, *, today: date) -> dict[str, Any]:
    """How much of the reader's charges is due, overdue, paid, on its way back."""
    return (
        await fetch_one(
            f"""SELECT count(*) FILTER (WHERE due) AS due,
  count(*) FILTER (WHERE due AND c.due_on < $2) AS overdue,
  count(*) FILTER (WHERE c.state IN ('paid', 'overpaid')) AS paid,
  count(*) FILTER (WHERE held.refunded > 0 OR held.ordered > 0) AS refunds,
  count(*) FILTER (WHERE c.state = 'cancelled') AS cancelled, count(*) AS every,
  {_sum("due AND c.payer = $3", "c.amount_fen - held.kept")} AS owed_fen,
  {_sum("due AND c.payer = $3 AND c.due_on < $2", "c.amount_fen - held.kept")} AS overdue_fen,
  {_sum("due AND c.payee = $3", "c.amount_fen - held.kept")} AS owed_to_us_fen,
  {_sum("c.payer = $3", "held.ordered")} AS coming_back_fen,
  min(c.due_on) FILTER (WHERE due AND c.payer = $3) AS next_due_on
{_CHARGES}""",
            reader,
            today,
            me,
        )
        or {}
    )


def _sum(which: str, amount: str) -> str:
    return f"coalesce(sum({amount}) FILTER (WHERE {which}), 0)::bigint"


async def movements(
    charge_id: UUID, *, after: int | None, limit: int
) -> tuple[list[dict[str, Any]], int]:
    """Up to `limit + 1` moves of money about a charge, oldest first, and how many there are."""
    rows = await fetch(
        """SELECT * FROM (
  SELECT t.seq, t.id, t.cause_kind, t.occurred_on, t.created_at,
    max(p.amount_fen) AS amount_fen,
    max(a.purpose) FILTER (WHERE a.purpose IN ('bank', 'gateway')) AS source,
    (sum(-coalesce(sum(p.amount_fen) FILTER (WHERE a.purpose = c.purpose), 0))
      OVER (ORDER BY t.seq))::bigint AS kept_fen
  FROM payments_charge c JOIN payments_transaction t ON t.subject = c.id
  JOIN payments_posting p ON p.transaction = t.id JOIN payments_account a ON a.id = p.account
  WHERE c.id = $1 GROUP BY t.seq, t.id, t.cause_kind, t.occurred_on, t.created_at) moved
WHERE ($2::bigint IS NULL OR seq > $2) ORDER BY seq LIMIT $3""",
        charge_id,
        after,
        limit + 1,
    )
    total = await fetch_value(
        "SELECT count(*) FROM (SELECT 1 FROM payments_transaction WHERE subject = $1 "
        f"LIMIT {COUNTED + 1}) AS counted",
        charge_id,
    )
    return rows, int(total)


async def charge_of_reference(reference: str) -> UUID | None:
    found = await fetch_value("SELECT id FROM payments_charge WHERE reference = $1", reference)
    return None if found is None else UUID(str(found))


async def lock_charge(charge_id: UUID) -> dict[str, Any]:
    """The charge, so that nothing else happens to it meanwhile; empty if there is none."""
    return (
        await fetch_one("SELECT * FROM payments_charge WHERE id = $1 FOR UPDATE", charge_id) or {}
    )


async def sums(charge_id: UUID) -> dict[str, int]:
    """What the ledger holds of a charge: kept, on its way back, received, refunded."""
    row = await fetch_one(
        f"SELECT held.* FROM payments_charge c CROSS JOIN LATERAL ({_SUMS}) held WHERE c.id = $1",
        charge_id,
    )
    if row is None:
        raise RuntimeError(f"There is no charge {charge_id}.")
    return row | {"received": row["kept"] + row["refunded"]}


async def record_state(charge_id: UUID, *, state: str) -> None:
    await execute("UPDATE payments_charge SET state = $2 WHERE id = $1", charge_id, state)


async def record_cancelled(charge_id: UUID, *, state: str, at: datetime, reason: str) -> None:
    await execute(
        "UPDATE payments_charge SET state = $2, cancelled_at = $3, cancelled_because = $4 "
        "WHERE id = $1",
        charge_id,
        state,
        at,
        reason,
    )
