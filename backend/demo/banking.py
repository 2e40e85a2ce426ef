"""The platform's bank accounts of the demonstration, and what their statements say."""

import csv
import io
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from backend.demo.cast import Cast
from backend.kernel.spreadsheet import yuan
from backend.payments.states import Book
from backend.treasury import service as treasury
from backend.treasury.service import Opened

NUMBERS = {Book.OWN: "9990000000000000017", Book.CLIENT: "9990000000000000025"}
HOLDERS = {Book.OWN: "知融平台运营（演示）", Book.CLIENT: "知融平台运营（演示）代管专户"}
HEADINGS = (
    "交易日期",
    "对方户名",
    "对方账号",
    "借方发生额",
    "贷方发生额",
    "余额",
    "附言",
    "交易流水号",
)


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """A line of a statement, in fen: in above zero, out below."""

    book: Book
    on: date
    fen: int
    name: str
    memo: str


async def open_accounts(cast: Cast) -> dict[Book, UUID]:
    """One account for the platform's own money, one for what it holds for others."""
    return {
        book: (
            await treasury.open_account(
                Opened(
                    book=book,
                    holder_id=None,
                    account_name=HOLDERS[book],
                    account_number=number,
                    bank_name="汀洲银行上海浦东支行（演示）",
                    bank_code=None,
                    layout_code="two_columns",
                    opening_fen=0,
                ),
                by=cast.operator,
            )
        )["id"]
        for book, number in NUMBERS.items()
    }


async def import_statements(
    accounts: dict[Book, UUID], arrivals: Sequence[Arrival], *, cast: Cast
) -> None:
    """A statement of each account with its lines in order, placed as the worker would."""
    for book, account_id in accounts.items():
        lines = sorted((each for each in arrivals if each.book is book), key=lambda x: x.on)
        account = await treasury.account(account_id, by=cast.operator)
        content = _statement(lines, balance=account["balance_fen"])
        row, _ = await treasury.import_statement(
            await treasury.whole(_chunks(content)),
            account_id=account_id,
            file_name=f"演示流水-{NUMBERS[book][-4:]}.csv",
            by=cast.operator,
        )
        await treasury.match_statement(row["id"])


def _statement(lines: Sequence[Arrival], *, balance: int) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADINGS)
    for number, each in enumerate(lines, start=1):
        balance += each.fen
        size = yuan(abs(each.fen))
        sides = ("", size) if each.fen > 0 else (size, "")
        serial = f"DEMO{each.on:%Y%m%d}{number:04d}"
        writer.writerow(
            (each.on, each.name, "8880000000000001", *sides, yuan(balance), each.memo, serial)
        )
    return out.getvalue().encode("utf-8-sig")


async def _chunks(content: bytes) -> AsyncIterator[bytes]:
    yield content
