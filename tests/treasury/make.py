"""Statements as banks write them, from a list of movements; written without the product's code."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import httpx
import xlsxwriter

from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.payments.states import Book
from backend.treasury import service
from backend.treasury.states import YUAN, Currency
from tests import make
from tests.conftest import ClientFor

NUMBER = "6222020001000000017"
TWO = [
    "交易日期",
    "对方户名",
    "对方账号",
    "对方开户行",
    "借方发生额",
    "贷方发生额",
    "余额",
    "摘要",
    "附言",
    "交易流水号",
]
ONE = [
    "交易日",
    "流水号",
    "借贷标志",
    "交易金额(元)",
    "联机余额",
    "币种",
    "收（付）方名称",
    "收（付）方账号",
    "交易摘要",
]


@dataclass(frozen=True)
class Move:
    """In above zero, out below; in fen."""

    amount: int
    on: date
    name: str = "上海某某有限公司"
    memo: str = "货款"
    account: str = "6225880137000000"
    serial: str = ""


def yuan(fen: int) -> str:
    return f"{fen // 100:,}.{fen % 100:02d}"


def table(
    moves: Sequence[Move], *, layout: str = "two_columns", opening: int = 0
) -> list[list[Any]]:
    """Headings and rows; amounts as text."""
    rows: list[list[Any]] = []
    balance = opening
    for move in moves:
        balance += move.amount
        size, day = yuan(abs(move.amount)), move.on
        if layout == "two_columns":
            sides = ["", size] if move.amount > 0 else [size, ""]
            rows.append(
                [
                    f"{day:%Y-%m-%d}",
                    move.name,
                    move.account,
                    "某银行",
                    *sides,
                    yuan(balance),
                    "转账",
                    move.memo,
                    move.serial,
                ]
            )
        else:
            mark = "贷" if move.amount > 0 else "借"
            rows.append(
                [
                    f"{day:%Y%m%d}",
                    move.serial,
                    mark,
                    size,
                    yuan(balance),
                    "人民币",
                    move.name,
                    move.account,
                    move.memo,
                ]
            )
    return [TWO, *rows] if layout == "two_columns" else [ONE, *rows[::-1]]


def as_csv(
    rows: Sequence[Sequence[Any]],
    *,
    encoding: str = "utf-8-sig",
    preamble: Sequence[Sequence[Any]] = (),
) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([*preamble, *rows])
    return out.getvalue().encode(encoding)


def as_xlsx(rows: Sequence[Sequence[Any]], *, preamble: Sequence[Sequence[Any]] = ()) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate([*preamble, *rows]):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(at, column, cell)
                else:
                    sheet.write(at, column, cell)
    return out.getvalue()


def days(n: int) -> date:
    """So many days ago."""
    return clock.today() - timedelta(days=n)


async def desk() -> tuple[Actor, Actor]:
    """Two people of the operator: its admin and one who works there."""
    operator = await make.organisation("operator")
    return await make.actor(operator, "admin"), await make.actor(operator, "operator")


async def account(
    admin: Actor,
    *,
    book: str = "own",
    layout: str = "two_columns",
    number: str = NUMBER,
    opening: int = 0,
    currency: Currency = YUAN,
) -> UUID:
    row = await service.open_account(
        service.Opened(
            book=Book(book),
            holder_id=None,
            account_name="知融平台",
            account_number=number,
            bank_name="某银行",
            bank_code=None,
            layout_code=layout,
            opening_fen=opening,
            currency=currency,
        ),
        by=admin,
    )
    return UUID(str(row["id"]))


async def send(
    as_: ClientFor, by: Actor, account_id: object, content: bytes, name: str = "a.csv"
) -> httpx.Response:
    return await as_(by).post(
        "/bank-statements", files={"file": (name, content)}, data={"account_id": str(account_id)}
    )
