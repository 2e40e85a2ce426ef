"""The bank accounts that money is paid into, and how their banks write statements."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from backend.identity import service as identity
from backend.kernel import clock, pages
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.errors import NotFound
from backend.kernel.events import emit
from backend.payments.states import Book
from backend.treasury import events, queries, rules
from backend.treasury.states import YUAN, Currency
from backend.treasury.tables import BankAccount

Rows = tuple[list[dict[str, Any]], str | None, int | str]


@dataclass(frozen=True, kw_only=True)
class Opened:
    """An account at a bank; `opening_fen` is what stood there before the first statement."""

    book: Book
    holder_id: UUID | None
    account_name: str
    account_number: str
    bank_name: str
    bank_code: str | None
    layout_code: str
    opening_fen: int
    currency: Currency = YUAN


async def open_account(opened: Opened, *, by: Actor) -> dict[str, Any]:
    """Let money be paid into an account; one at a time for each book, holder and currency."""
    by.require(Permission.MANAGE_BANK_ACCOUNTS)
    if (opened.book is Book.MEMO) != (opened.holder_id is not None):
        raise rules.HolderUnfit("Name a holder in the book memo, and in no other.")
    async with transaction():
        if opened.holder_id is not None:
            await identity.organisation(opened.holder_id)
        if await queries.layout(opened.layout_code, on=clock.today()) is None:
            known = sorted({row["code"] for row in await queries.layouts()})
            raise rules.UnknownLayout(f"One of: {', '.join(known)}.", known=known)
        row = BankAccount(
            id=uuid4(),
            created_at=clock.now(),
            book=opened.book,
            holder=opened.holder_id,
            account_name=opened.account_name,
            account_number=opened.account_number,
            bank_name=opened.bank_name,
            bank_code=opened.bank_code,
            layout_code=opened.layout_code,
            currency=opened.currency,
            opening_fen=opened.opening_fen,
            created_by=by.user_id,
        )
        if await queries.account_stands(row):
            raise rules.AccountExists("Close the open one first.")
        await queries.add_account(row)
        await emit(
            events.AccountOpened(
                subject_id=row.id, book=opened.book, account_number=opened.account_number
            ),
            by=by,
            after={
                "account_name": opened.account_name,
                "bank_name": opened.bank_name,
                "currency": opened.currency,
            },
        )
    return await account(row.id, by=by)


async def close_account(account_id: UUID, *, by: Actor) -> dict[str, Any]:
    """Nobody is told to pay into it any more; its history stays."""
    by.require(Permission.MANAGE_BANK_ACCOUNTS)
    async with transaction():
        row = await queries.lock_account(account_id)
        if row is None:
            raise NotFound
        if row["closed_at"] is not None:
            raise rules.AccountClosed(f"{row['account_number']} is closed.")
        await queries.close_account(account_id, at=clock.now())
        await emit(
            events.AccountClosed(subject_id=account_id, account_number=row["account_number"]),
            by=by,
        )
    return await account(account_id, by=by)


async def account(account_id: UUID, *, by: Actor) -> dict[str, Any]:
    by.require(Permission.HANDLE_MONEY)
    row = await queries.account(account_id)
    if row is None:
        raise NotFound
    return row


async def account_page(
    *, cursor: str | None, limit: int, counted: int = pages.COUNTED, by: Actor
) -> Rows:
    """The bank accounts, newest first."""
    by.require(Permission.HANDLE_MONEY)
    after = None
    if cursor is not None:
        moment, last = pages.decode_cursor(cursor, datetime, UUID)
        after = (moment, last)
    rows, total = await queries.accounts(after=after, limit=limit)
    cut, following = pages.cut(rows, limit, key=lambda row: (row["created_at"], row["id"]))
    return cut, following, pages.total_of(total, up_to=counted)
