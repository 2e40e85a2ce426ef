"""Every statement of the ledger."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from backend.kernel.db import execute, fetch, fetch_one, fetch_value
from backend.kernel.pages import COUNTED
from backend.payments.tables import Charge

#: One statement for transactions and their postings, in their order; of one whose key or cause
#: stands already, nothing.
POST = """
WITH head AS (
  INSERT INTO payments_transaction
    (id, occurred_on, cause_kind, cause_id, key, digest, subject, mode, posted_by)
  SELECT id, occurred_on, cause_kind, cause_id, key, digest, subject, $8, $9
  FROM unnest($1::uuid[], $2::date[], $3::varchar[], $4::uuid[], $5::varchar[], $6::bytea[],
    $7::uuid[]) WITH ORDINALITY
    AS told (id, occurred_on, cause_kind, cause_id, key, digest, subject, n)
  ORDER BY n ON CONFLICT DO NOTHING RETURNING id
), lines AS (
  INSERT INTO payments_posting (id, transaction, account, amount_fen, currency)
  SELECT gen_random_uuid(), line.transaction, line.account, line.fen, 'CNY'
  FROM unnest($10::uuid[], $11::uuid[], $12::bigint[]) WITH ORDINALITY
    AS line (transaction, account, fen, n) JOIN head ON head.id = line.transaction ORDER BY line.n
)
SELECT id FROM head
"""
#: Of a transaction: id, day, kind and id of its cause, key, digest, charge.
Head = tuple[UUID, date, str, UUID, str, bytes, UUID | None]
#: Of a posting: its transaction, account, fen.
Line = tuple[UUID, UUID, int]
#: Of an account: its book, purpose and holder.
Named = tuple[str, str, UUID | None]

_ACCOUNTS = """
FROM payments_account a LEFT JOIN identity_organisation o ON o.id = a.holder
WHERE ($1::uuid IS NULL OR a.holder = $1)
"""

_BALANCE = "(SELECT coalesce(sum(b.fen), 0)::bigint FROM payments_balance b WHERE b.account = a.id)"


async def accounts_of(wanted: Mapping[Named, str]) -> dict[Named, UUID]:
    """The accounts of these books, purposes and holders, each with its kind; opened when they are
    first needed, in one order for all, so that two who open the same never wait in a ring.
    """
    named = sorted(wanted, key=str)
    told = [list(each) for each in zip(*named, strict=True)]
    found = await _accounts_of(told)
    if len(found) < len(named):
        await execute(
            "INSERT INTO payments_account (id, book, purpose, holder, kind, currency) "
            "SELECT gen_random_uuid(), book, purpose, holder, kind, 'CNY' "
            "FROM unnest($1::varchar[], $2::varchar[], $3::uuid[], $4::varchar[]) WITH ORDINALITY "
            "AS t (book, purpose, holder, kind, n) ORDER BY n ON CONFLICT DO NOTHING",
            *told,
            [wanted[each] for each in named],
        )
        found = await _accounts_of(told)
    return found


async def _accounts_of(told: list[list[Any]]) -> dict[Named, UUID]:
    rows = await fetch(
        "SELECT a.id, a.book, a.purpose, a.holder "
        "FROM unnest($1::varchar[], $2::varchar[], $3::uuid[]) AS t (book, purpose, holder) "
        "JOIN payments_account a ON a.book = t.book AND a.purpose = t.purpose "
        "AND a.holder IS NOT DISTINCT FROM t.holder",
        *told,
    )
    return {(row["book"], row["purpose"], row["holder"]): row["id"] for row in rows}


async def account(book: str, purpose: str, holder: UUID | None, *, kind: str) -> UUID:
    """The account of this book, purpose and holder; opened when it is first needed."""
    named = (book, purpose, holder)
    return (await accounts_of({named: kind}))[named]


async def post(
    heads: Sequence[Head], lines: Sequence[Line], *, mode: str, by: UUID
) -> frozenset[UUID]:
    """Write transactions with their postings; those whose key or cause stood already are not in
    the answer.
    """
    rows = await fetch(
        POST,
        *([*each] for each in zip(*heads, strict=True)),
        mode,
        by,
        *([*each] for each in zip(*lines, strict=True)),
    )
    return frozenset(row["id"] for row in rows)


async def by_keys(keys: Sequence[str]) -> dict[str, dict[str, Any]]:
    if not keys:
        return {}
    rows = await fetch("SELECT * FROM payments_transaction WHERE key = ANY($1)", list(keys))
    return {row["key"]: row for row in rows}


async def by_key(key: str) -> dict[str, Any] | None:
    return (await by_keys([key])).get(key)


_KIND = "array_position($2::varchar[], a.kind)"
_OWNER = "coalesce(o.name, '')"
_NUMBER = (
    "(SELECT n.number FROM unnest($3::varchar[], $4::varchar[], $5::varchar[]) "
    "AS n (book, purpose, number) WHERE n.book = a.book AND n.purpose = a.purpose)"
)
#: Kind, owner, number, id: of the account that was shown last.
Place = tuple[int, str, str, UUID]


async def accounts(
    holder: UUID | None,
    *,
    kinds: Sequence[str],
    numbers: Sequence[tuple[str, str, str]],
    after: Place | None,
    limit: int,
) -> tuple[list[dict[str, Any]], int]:
    """Up to `limit + 1` accounts with their balances, by kind, owner and number; how many."""
    books, purposes, given = zip(*numbers, strict=True)
    kind, owner, number, last = after or (None, None, None, None)
    rows = await fetch(
        f"SELECT * FROM (SELECT a.*, o.name AS holder_name, {_BALANCE} AS balance_fen, "
        f"{_KIND} AS kind_at, {_OWNER} AS owner, coalesce({_NUMBER}, '') AS number {_ACCOUNTS}) "
        "placed WHERE $6::integer IS NULL OR (kind_at, owner, number, id) > "
        "($6, $7::varchar, $8::varchar, $9::uuid) ORDER BY kind_at, owner, number, id LIMIT $10",
        holder,
        list(kinds),
        list(books),
        list(purposes),
        list(given),
        kind,
        owner,
        number,
        last,
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
_HELD = """
  coalesce(-sum(p.amount_fen) FILTER (WHERE a.purpose = c.purpose), 0)::bigint AS kept,
  coalesce(-sum(p.amount_fen) FILTER (WHERE a.purpose = 'refunds'), 0)::bigint AS ordered,
  coalesce(sum(p.amount_fen) FILTER (WHERE a.purpose = c.purpose
    AND t.cause_kind IN ('refund_ordered', 'refund_failed', 'refund_returned')), 0)::bigint
    AS refunded
"""
_SUMS = f"""
SELECT {_HELD} FROM payments_transaction t JOIN payments_posting p ON p.transaction = t.id
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
) -> list[dict[str, Any]]:
    """Up to `limit` charges, newest first."""
    moment, last = after or (None, None)
    return await fetch(
        f"SELECT {_CHARGE_COLUMNS} {_CHARGES} {_CHOSEN} "
        "AND ($9::timestamptz IS NULL OR (c.created_at, c.id) < ($9, $10::uuid)) "
        "ORDER BY c.created_at DESC, c.id DESC LIMIT $11",
        reader,
        *chosen,
        moment,
        last,
        limit,
    )


async def count_charges(reader: UUID | None, chosen: Sequence[object], *, up_to: int) -> int:
    total = await fetch_value(
        "SELECT count(*) FROM (SELECT 1 FROM payments_charge c "
        "JOIN identity_organisation payer ON payer.id = c.payer "
        "JOIN identity_organisation payee ON payee.id = c.payee "
        f"WHERE ($1::uuid IS NULL OR $1 IN (c.payer, c.payee)) {_CHOSEN} "
        f"LIMIT {up_to + 1}) AS counted",
        reader,
        *chosen,
    )
    return int(total)


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


async def charges_of_references(references: Sequence[str]) -> dict[str, UUID]:
    rows = await fetch(
        "SELECT reference, id FROM payments_charge WHERE reference = ANY($1)", list(references)
    )
    return {row["reference"]: row["id"] for row in rows}


async def lock_charges(ids: Iterable[UUID]) -> dict[UUID, dict[str, Any]]:
    """These charges, so that nothing else happens to them meanwhile; in one order for all."""
    rows = await fetch(
        "SELECT * FROM payments_charge WHERE id = ANY($1) ORDER BY id FOR UPDATE", list(ids)
    )
    return {row["id"]: row for row in rows}


async def received_on(charge_id: UUID) -> date | None:
    """The day on which the last of its money came."""
    found = await fetch_value(
        "SELECT max(occurred_on) FROM payments_transaction WHERE subject = $1 "
        "AND cause_kind IN ('received', 'allocated')",
        charge_id,
    )
    return found if isinstance(found, date) else None


async def paid_on(payer: UUID, payee: UUID, *, purpose: str) -> list[dict[str, Any]]:
    """Charges of this purpose between the two of which money was kept, with the last day of it."""
    return await fetch(
        "SELECT c.id, max(t.occurred_on) AS paid_on FROM payments_charge c "
        "JOIN payments_transaction t ON t.subject = c.id WHERE c.payer = $1 AND c.payee = $2 "
        "AND c.purpose = $3 AND c.state IN ('paid', 'part_paid', 'overpaid', 'part_refunded') "
        "GROUP BY c.id ORDER BY c.id",
        payer,
        payee,
        purpose,
    )


async def lock_charge(charge_id: UUID) -> dict[str, Any]:
    """The charge, so that nothing else happens to it meanwhile; empty if there is none."""
    return (await lock_charges([charge_id])).get(charge_id, {})


async def sums_of(ids: Iterable[UUID]) -> dict[UUID, dict[str, int]]:
    """What the ledger holds of charges: kept, on its way back, received, refunded."""
    rows = await fetch(
        f"SELECT c.id, {_HELD} FROM payments_charge c "
        "LEFT JOIN payments_transaction t ON t.subject = c.id "
        "LEFT JOIN payments_posting p ON p.transaction = t.id "
        "LEFT JOIN payments_account a ON a.id = p.account WHERE c.id = ANY($1) GROUP BY c.id",
        list(ids),
    )
    return {row.pop("id"): row | {"received": row["kept"] + row["refunded"]} for row in rows}


async def sums(charge_id: UUID) -> dict[str, int]:
    return (await sums_of([charge_id]))[charge_id]


async def record_states(states: Mapping[UUID, str]) -> None:
    await execute(
        "UPDATE payments_charge c SET state = n.state "
        "FROM unnest($1::uuid[], $2::varchar[]) AS n (id, state) WHERE c.id = n.id",
        list(states),
        list(states.values()),
    )


async def record_cancelled(charge_id: UUID, *, state: str, at: datetime, reason: str) -> None:
    await execute(
        "UPDATE payments_charge SET state = $2, cancelled_at = $3, cancelled_because = $4 "
        "WHERE id = $1",
        charge_id,
        state,
        at,
        reason,
    )
