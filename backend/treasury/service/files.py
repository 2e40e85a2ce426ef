"""The file that the bank is given: every approved order of an account, once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from backend.kernel import clock, pages, spreadsheet
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.errors import NotFound
from backend.kernel.events import emit
from backend.treasury import events, queries, rules
from backend.treasury.service.accounts import Rows
from backend.treasury.states import YUAN
from backend.treasury.tables import PaymentFile

#: As the banks of the country ask for it.
HEADINGS = (
    "序号",
    "付款账号",
    "收款人户名",
    "收款人账号",
    "收款人开户行",
    "金额（元）",
    "币种",
    "附言",
)


@dataclass(frozen=True, kw_only=True)
class FileRows:
    """A file with its orders, to be written as the bank reads it."""

    file: dict[str, Any]
    orders: list[dict[str, Any]]

    def lines(self) -> Iterator[str]:
        """The remark is the order's number alone: the next statement brings it back."""
        yuan = self.file["currency"] == YUAN
        yield spreadsheet.BOM + spreadsheet.line(
            heading if yuan else heading.removesuffix("（元）") for heading in HEADINGS
        )
        for n, each in enumerate(self.orders, start=1):
            yield spreadsheet.line(
                (
                    n,
                    self.file["account_number"],
                    each["to_name"],
                    each["to_account"],
                    each["to_bank"],
                    spreadsheet.yuan(each["amount_fen"]),
                    each["currency"],
                    each["number"],
                )
            )


async def make_file(account_id: UUID, *, by: Actor) -> dict[str, Any]:
    """Give the bank every approved order of the account's book and currency, each once."""
    by.require(Permission.HANDLE_MONEY)
    async with transaction():
        account = await queries.lock_account(account_id)
        if account is None:
            raise NotFound
        if account["closed_at"] is not None:
            raise rules.AccountClosed(f"{account['account_number']} is closed.")
        orders = await queries.approved(account["book"], currency=account["currency"])
        if not orders:
            raise rules.NothingToExport("Approve an order of this book first.")
        row = PaymentFile(
            id=uuid4(),
            created_at=clock.now(),
            account=account_id,
            orders=len(orders),
            amount_fen=sum(each["amount_fen"] for each in orders),
            made_by=by.user_id,
            made_by_name=by.name,
        )
        await queries.add_file(row, [each["id"] for each in orders])
        await emit(
            events.FileMade(
                subject_id=row.id,
                orders=row.orders,
                amount_fen=row.amount_fen,
                currency=account["currency"],
            ),
            by=by,
            after={"numbers": [each["number"] for each in orders]},
        )
    return (await payment_file(row.id, by=by)).file


async def payment_file(file_id: UUID, *, by: Actor) -> FileRows:
    by.require(Permission.HANDLE_MONEY)
    row = await queries.payment_file(file_id)
    if row is None:
        raise NotFound
    return FileRows(file=row, orders=await queries.orders_of_file(file_id))


async def payment_file_page(*, cursor: str | None, limit: int, by: Actor) -> Rows:
    """The files, newest first."""
    by.require(Permission.HANDLE_MONEY)
    after = None
    if cursor is not None:
        moment, last = pages.decode_cursor(cursor, datetime, UUID)
        after = (moment, last)
    rows, total = await queries.payment_files(after=after, limit=limit)
    cut, following = pages.cut(rows, limit, key=lambda row: (row["created_at"], row["id"]))
    return cut, following, pages.total_of(total)
