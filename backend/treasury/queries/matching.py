"""Lines, the charges that they may be for, and what people say of them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.kernel.db import execute, fetch, fetch_one, fetch_value
from backend.kernel.pages import COUNTED
from backend.treasury.tables import Match

_LINES = """
FROM treasury_line l JOIN treasury_account a ON a.id = l.account
LEFT JOIN payments_charge c ON c.id = l.charge
LEFT JOIN treasury_match m ON m.line = l.id AND m.decided_at IS NULL
LEFT JOIN payments_charge mc ON mc.id = m.charge
LEFT JOIN treasury_order mo ON mo.id = m.pay_order
LEFT JOIN treasury_line ml ON ml.id = m.counter
LEFT JOIN identity_organisation mp ON mp.id = m.payee
LEFT JOIN treasury_line my ON my.id = m.yuan_line
CROSS JOIN LATERAL (SELECT treasury_left(l.id) AS left_fen,
  treasury_returning(l.id) AS returning_fen, treasury_placing(l.id) AS placing_fen) placed
CROSS JOIN LATERAL (SELECT coalesce(sum(v.yuan_fen), 0)::bigint AS converted_fen,
  string_agg(DISTINCT f.other_name, '、') AS converted_from
  FROM treasury_match v JOIN treasury_line f ON f.id = v.line
  WHERE v.yuan_line = l.id AND v.confirmed) converted
"""
_COLUMNS = """l.*, a.book, a.account_number, c.reference AS charge_reference, placed.*, converted.*,
  m.id AS match_id, m.kind AS match_kind, m.charge AS match_charge, mc.reference AS match_reference,
  m.pay_order AS match_order, mo.number AS match_order_number,
  mo.line AS match_order_line, m.counter AS match_counter,
  ml.other_name AS match_counter_name, m.payout AS match_payout, m.payee AS match_payee,
  mp.name AS match_payee_name, m.purpose AS match_purpose, m.yuan_line AS match_yuan_line,
  m.yuan_fen AS match_yuan_fen, m.evidence AS match_evidence, my.booked_on AS match_yuan_on,
  m.amount_fen AS match_fen, m.note AS match_note, m.proposed_by, m.proposed_by_name,
  m.created_at AS proposed_at"""
_FILTERS = """
WHERE ($1::uuid IS NULL OR l.statement = $1)
AND ($2::varchar IS NULL OR l.state = $2)
AND ($3::varchar IS NULL OR (l.amount_fen > 0) = ($3 = 'in'))
AND ($4::varchar IS NULL OR l.reason = $4)
AND ($5::varchar IS NULL OR position($5 IN lower(concat_ws(' ', l.other_name, l.other_account,
  l.memo, l.serial))) > 0)
"""

# What the ledger says the payee of a charge keeps.
_CANDIDATES = """
SELECT c.id, c.reference, c.book, c.state, c.amount_fen, o.name AS payer,
  coalesce(k.kept, 0) AS kept
FROM payments_charge c JOIN identity_organisation o ON o.id = c.payer
LEFT JOIN (SELECT t.subject, a.purpose, -sum(p.amount_fen)::bigint AS kept
  FROM payments_transaction t JOIN payments_posting p ON p.transaction = t.id
  JOIN payments_account a ON a.id = p.account
  WHERE t.subject = ANY($1) GROUP BY t.subject, a.purpose) k
  ON k.subject = c.id AND k.purpose = c.purpose
WHERE c.id = ANY($1)
"""


async def line_page(
    *,
    filters: Sequence[object],
    oldest_first: bool,
    after: tuple[Any, ...] | None,
    limit: int,
    counted: int = COUNTED,
) -> tuple[list[dict[str, Any]], int]:
    """Up to `limit + 1` lines: of one statement in its order, of all by day, newest first."""
    key, sign, way = (
        ("(l.seq, l.id)", ">", "") if oldest_first else ("(l.booked_on, l.id)", "<", " DESC")
    )
    first, last = after or (None, None)
    kind = "bigint" if oldest_first else "date"
    rows = await fetch(
        f"SELECT {_COLUMNS} {_LINES} {_FILTERS} "
        f"AND ($6::{kind} IS NULL OR {key} {sign} ($6, $7::uuid)) "
        f"ORDER BY {key[1:-1].replace(',', way + ',')}{way} LIMIT $8",
        *filters,
        first,
        last,
        limit + 1,
    )
    total = await fetch_value(
        "SELECT count(*) FROM (SELECT 1 FROM treasury_line l "
        f"{_FILTERS} LIMIT {int(counted) + 1}) AS counted",
        *filters,
    )
    return rows, int(total)


async def line(line_id: UUID) -> dict[str, Any] | None:
    return await fetch_one(f"SELECT {_COLUMNS} {_LINES} WHERE l.id = $1", line_id)


async def lock_line(line_id: UUID) -> bool:
    """Whether there is this line; nothing else happens to it until the transaction ends."""
    return bool(
        await fetch_value("SELECT true FROM treasury_line WHERE id = $1 FOR UPDATE", line_id)
    )


async def lines_that_wait(account_id: UUID, *, limit: int) -> list[dict[str, Any]]:
    """The next lines of an account that nobody has looked at, in their order."""
    return await fetch(
        "SELECT id, booked_on, amount_fen, currency, other_name, other_account, memo "
        "FROM treasury_line "
        "WHERE account = $1 AND state = 'new' ORDER BY seq LIMIT $2",
        account_id,
        limit,
    )


async def candidates(
    book: str,
    *,
    references: Sequence[str],
    names: Sequence[str],
    amounts: Sequence[int],
    told: Sequence[UUID],
) -> list[dict[str, Any]]:
    """The charges of these references or ids; those of a book of which payers of these plain names
    may owe one of these amounts. Nothing else happens to them until the transaction ends.
    """
    rows = await fetch(
        "SELECT id FROM payments_charge WHERE id IN ("
        "SELECT id FROM payments_charge WHERE reference = ANY($2) UNION ALL "
        "SELECT unnest($5::uuid[]) UNION ALL "
        "SELECT c.id FROM (SELECT id, payer FROM payments_charge "
        "WHERE book = $1 AND state = 'open' AND amount_fen = ANY($4) UNION ALL "
        "SELECT id, payer FROM payments_charge WHERE book = $1 AND state = 'part_paid') c "
        "JOIN identity_organisation o ON o.id = c.payer "
        "WHERE lower(regexp_replace(normalize(o.name, NFKC), '\\s', '', 'g')) = ANY($3)) "
        "ORDER BY id FOR UPDATE",
        book,
        list(references),
        list(names),
        list(amounts),
        list(told),
    )
    return await fetch(_CANDIDATES, [row["id"] for row in rows])


async def record_lines(found: Sequence[tuple[UUID, str, str | None, UUID | None]]) -> None:
    """What became of lines: id, state, reason, charge."""
    ids, states, reasons, charges = zip(*found, strict=True)
    await execute(
        "UPDATE treasury_line l SET state = n.state, reason = n.reason, charge = n.charge "
        "FROM unnest($1::uuid[], $2::varchar[], $3::varchar[], $4::uuid[]) "
        "AS n (id, state, reason, charge) WHERE l.id = n.id",
        list(ids),
        list(states),
        list(reasons),
        list(charges),
    )


async def record_line(line_id: UUID, *, state: str, charge: UUID | None) -> None:
    await execute(
        "UPDATE treasury_line SET state = $2, charge = coalesce($3, charge) WHERE id = $1",
        line_id,
        state,
        charge,
    )


async def told_on(
    charge_id: UUID,
    *,
    payee_id: UUID,
    payer_id: UUID,
    reference: str,
    amount: int,
    on: date,
    near: int,
) -> date | None:
    """The nearest day of a line of the payee's account that brought this amount for the charge.

    Or that waits, from this payer or with this reference. What told of a report is none.
    """
    found: date | None = await fetch_value(
        """SELECT l.booked_on FROM treasury_line l JOIN treasury_account a ON a.id = l.account
LEFT JOIN treasury_match m ON m.line = l.id AND m.confirmed AND m.charge = $1
WHERE a.book = 'memo' AND a.currency = 'CNY' AND a.holder = $2
AND abs(l.booked_on - $6::date) <= $7
AND coalesce(m.amount_fen, l.amount_fen) = $5
AND NOT EXISTS (SELECT FROM payments_transaction t WHERE t.subject = $1
  AND t.cause_kind = 'recognised' AND t.key = 'recognised:bank:' || coalesce(m.id, l.id)::text)
AND (m.id IS NOT NULL OR (l.state = 'matched' AND l.charge = $1)
  OR (l.state IN ('new', 'suspense') AND treasury_left(l.id) > 0 AND (
    position($4 IN upper(regexp_replace(normalize(l.memo, NFKC), '[^A-Za-z0-9]', '', 'g'))) > 0
    OR lower(regexp_replace(normalize(l.other_name, NFKC), '\\s', '', 'g')) = (
      SELECT lower(regexp_replace(normalize(o.name, NFKC), '\\s', '', 'g'))
      FROM identity_organisation o WHERE o.id = $3))))
ORDER BY abs(l.booked_on - $6::date), l.booked_on LIMIT 1""",
        *(charge_id, payee_id, payer_id, reference, amount, on, near),
    )
    return found


async def add_match(row: Match) -> None:
    await Match.insert(row)


async def open_match(line_id: UUID) -> dict[str, Any] | None:
    return await fetch_one(
        "SELECT * FROM treasury_match WHERE line = $1 AND decided_at IS NULL FOR UPDATE", line_id
    )


async def decide_match(
    match_id: UUID, *, confirmed: bool, by: UUID, name: str, at: datetime
) -> None:
    await execute(
        "UPDATE treasury_match SET confirmed = $2, decided_by = $3, decided_by_name = $4, "
        "decided_at = $5 WHERE id = $1",
        match_id,
        confirmed,
        by,
        name,
        at,
    )
