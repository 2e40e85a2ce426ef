"""Every statement about money at the bank."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from backend.kernel.db import connection, dumps, execute, fetch, fetch_one, fetch_value
from backend.kernel.pages import COUNTED
from backend.treasury.rules import Same, Told
from backend.treasury.tables import BankAccount, Statement

_ACCOUNTS = """
SELECT a.*, o.name AS holder_name,
  coalesce((SELECT l.balance_fen FROM treasury_line l WHERE l.account = a.id
    ORDER BY l.seq DESC LIMIT 1), a.opening_fen) AS balance_fen,
  (SELECT max(s.last_on) FROM treasury_statement s WHERE s.account = a.id) AS known_to
FROM treasury_account a LEFT JOIN identity_organisation o ON o.id = a.holder
"""

#: In the order of what `add_statement` writes.
LINE_COLUMNS = (
    *("id", "account", "statement", "seq", "row", "booked_on", "amount_fen", "balance_fen"),
    *("currency", "other_name", "other_account", "other_bank", "memo", "serial", "cells"),
    *("state", "reason", "charge"),
)


async def layout(code: str, *, on: date) -> dict[str, Any] | None:
    """The version of a layout that is in force on a day."""
    return await fetch_one(
        "SELECT * FROM treasury_layout WHERE code = $1 AND valid_from <= $2 "
        "ORDER BY version DESC LIMIT 1",
        code,
        on,
    )


async def layouts() -> list[dict[str, Any]]:
    return await fetch("SELECT * FROM treasury_layout ORDER BY code, version DESC")


async def add_account(row: BankAccount) -> None:
    await BankAccount.insert(row)


async def accounts(
    *, after: tuple[datetime, UUID] | None, limit: int
) -> tuple[list[dict[str, Any]], int]:
    """Up to `limit + 1` accounts, newest first, and how many there are."""
    moment, last = after or (None, None)
    rows = await fetch(
        f"{_ACCOUNTS} WHERE $1::timestamptz IS NULL OR (a.created_at, a.id) < ($1, $2::uuid) "
        "ORDER BY a.created_at DESC, a.id DESC LIMIT $3",
        moment,
        last,
        limit + 1,
    )
    return rows, int(await fetch_value("SELECT count(*) FROM treasury_account"))


async def account(account_id: UUID) -> dict[str, Any] | None:
    return await fetch_one(f"{_ACCOUNTS} WHERE a.id = $1", account_id)


async def lock_account(account_id: UUID) -> dict[str, Any] | None:
    """The account, so that one statement at a time is added to its history."""
    return await fetch_one("SELECT * FROM treasury_account WHERE id = $1 FOR UPDATE", account_id)


async def account_stands(row: BankAccount) -> bool:
    """Whether another account takes this book's and holder's money in it, or has this number."""
    return bool(
        await fetch_value(
            "SELECT EXISTS (SELECT FROM treasury_account WHERE currency = $4 AND "
            "(account_number = $1 OR "
            "(closed_at IS NULL AND book = $2 AND holder IS NOT DISTINCT FROM $3)))",
            row.account_number,
            row.book,
            row.holder,
            row.currency,
        )
    )


async def close_account(account_id: UUID, *, at: datetime) -> None:
    await execute("UPDATE treasury_account SET closed_at = $2 WHERE id = $1", account_id, at)


async def statement_of(account_id: UUID, sha256: bytes) -> UUID | None:
    found = await fetch_value(
        "SELECT id FROM treasury_statement WHERE account = $1 AND sha256 = $2",
        account_id,
        sha256,
    )
    return None if found is None else UUID(str(found))


async def last_line(account_id: UUID) -> dict[str, Any] | None:
    return await fetch_one(
        "SELECT seq, balance_fen FROM treasury_line WHERE account = $1 ORDER BY seq DESC LIMIT 1",
        account_id,
    )


async def known_from(account_id: UUID, day: date) -> list[Same]:
    """The lines of an account from a day on, as they are compared."""
    rows = await fetch(
        "SELECT booked_on, amount_fen, balance_fen, serial FROM treasury_line "
        "WHERE account = $1 AND seq >= (SELECT min(seq) FROM treasury_line "
        "WHERE account = $1 AND booked_on >= $2) ORDER BY seq",
        account_id,
        day,
    )
    return [(r["booked_on"], r["amount_fen"], r["balance_fen"], r["serial"]) for r in rows]


async def add_statement(row: Statement, lines: Sequence[Told], *, after_seq: int) -> None:
    """The statement with those of its lines that are new."""
    await Statement.insert(row)
    records = [
        (
            uuid4(),
            row.account,
            row.id,
            after_seq + n,
            line.row,
            line.booked_on,
            line.amount,
            line.balance,
            line.currency,
            line.name,
            line.account,
            line.bank,
            line.memo,
            line.serial,
            dumps(line.cells),
            "new",
            None,
            None,
        )
        for n, line in enumerate(lines, start=1)
    ]
    async with connection() as current:
        await current.copy_records_to_table("treasury_line", records=records, columns=LINE_COLUMNS)


_STATEMENTS = """
SELECT s.*, a.account_number, a.account_name, a.bank_name, a.book, a.holder, a.currency,
  y.code AS layout_code, y.version AS layout_version, c.*
FROM treasury_statement s JOIN treasury_account a ON a.id = s.account
JOIN treasury_layout y ON y.id = s.layout
CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE l.state = 'new') AS new_lines,
  count(*) FILTER (WHERE l.state = 'matched') AS matched_lines,
  count(*) FILTER (WHERE l.state = 'suspense') AS suspense_lines,
  count(*) FILTER (WHERE l.state = 'settled') AS settled_lines
  FROM treasury_line l WHERE l.statement = s.id) c
"""


async def statement(statement_id: UUID) -> dict[str, Any] | None:
    return await fetch_one(f"{_STATEMENTS} WHERE s.id = $1", statement_id)


async def statements(
    *, after: tuple[datetime, UUID] | None, limit: int, counted: int = COUNTED
) -> tuple[list[dict[str, Any]], int]:
    """Up to `limit + 1` statements, newest first, and how many there are."""
    moment, last = after or (None, None)
    rows = await fetch(
        f"{_STATEMENTS} WHERE $1::timestamptz IS NULL OR (s.created_at, s.id) < ($1, $2::uuid) "
        "ORDER BY s.created_at DESC, s.id DESC LIMIT $3",
        moment,
        last,
        limit + 1,
    )
    total = await fetch_value(
        "SELECT count(*) FROM (SELECT 1 FROM treasury_statement "
        f"LIMIT {int(counted) + 1}) AS counted"
    )
    return rows, int(total)
