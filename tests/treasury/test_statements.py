"""Statements over HTTP: believed when they add up, taken in once, refused by code otherwise."""

import asyncio
import io
import random
import zipfile
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest

from backend.kernel import db
from backend.kernel.auth import Actor
from backend.treasury import service
from tests import make as people
from tests.conftest import ClientFor
from tests.treasury import make
from tests.treasury.make import Move, as_csv, as_xlsx, days, send, table


@pytest.fixture
async def desk(db: None) -> tuple[Actor, Actor]:
    return await make.desk()


async def stored(account: UUID) -> list[tuple[Any, ...]]:
    rows = await db.fetch(
        "SELECT seq, booked_on, amount_fen, balance_fen, other_name, memo FROM treasury_line "
        "WHERE account = $1 ORDER BY seq",
        account,
    )
    return [tuple(row.values()) for row in rows]


def expected(moves: list[Move], *, opening: int = 0, memo: str = "{}") -> list[tuple[Any, ...]]:
    found, balance = [], opening
    for seq, move in enumerate(moves, start=1):
        balance += move.amount
        found.append((seq, move.on, move.amount, balance, move.name, memo.format(move.memo)))
    return found


#: Fixed when the tests are gathered: a run may pass midnight.
NINE, EIGHT = days(9), days(8)
MOVES = [
    Move(10_000_00, NINE, memo="ZR260000012376", serial="S1"),
    Move(-25_50, EIGHT, name="某银行", memo="手续费", serial="S2"),
    Move(1, EIGHT, serial="S3"),
]


@pytest.mark.parametrize("layout", ["two_columns", "one_column"])
@pytest.mark.parametrize("form", ["utf-8-sig", "utf-8", "gb18030", "xlsx"])
async def test_a_statement_is_read_in_every_form(
    desk: tuple[Actor, Actor], as_: ClientFor, layout: str, form: str
) -> None:
    admin, clerk = desk
    account = await make.account(admin, layout=layout, opening=77)
    rows = table(MOVES, layout=layout, opening=77)
    preamble = [["账户明细"], ["账号：", make.NUMBER], []]
    rows = [*rows, [], ["合计", "", "", "", "10,000.01"]]
    whole = (
        as_xlsx(rows, preamble=preamble)
        if form == "xlsx"
        else as_csv(rows, encoding=form, preamble=preamble)
    )

    answer = (await send(as_, clerk, account, whole, "对账单.csv")).json()

    assert (answer["rows"], answer["known_rows"], answer["new_lines"]) == (3, 0, 3)
    assert (answer["opening_fen"], answer["closing_fen"]) == (77, 77 + 10_000_00 - 25_50 + 1)
    assert (answer["first_on"], answer["file_name"]) == (str(NINE), "对账单.csv")
    joined = "转账 {}" if layout == "two_columns" else "{}"
    assert await stored(account) == expected(MOVES, opening=77, memo=joined)


async def test_numbers_and_days_of_a_spreadsheet_are_exact(
    desk: tuple[Actor, Actor], as_: ClientFor
) -> None:
    account = await make.account(desk[0])
    rows: list[list[Any]] = [make.TWO]
    balance = 0
    for fen in (10, 20, 4_56, 999_999_999_99):
        balance += fen
        rows.append(
            ["2026-03-02", "甲", 62220200, "某行", "", fen / 100, balance / 100, "", "", ""]
        )
    answer = (await send(as_, desk[1], account, as_xlsx(rows))).json()

    assert answer["closing_fen"] == balance
    line = await db.fetch_one("SELECT * FROM treasury_line WHERE seq = 3")
    assert line is not None
    assert (line["amount_fen"], line["other_account"]) == (456, "62220200")


async def test_any_windows_of_one_history_make_that_history(
    desk: tuple[Actor, Actor], as_: ClientFor
) -> None:
    """Overlapping, repeated, in both forms: each line stands once, in its place."""
    rnd = random.Random(11)  # noqa: S311 - a history that can be told again
    account = await make.account(desk[0], opening=500)
    moves: list[Move] = []
    day, balance = days(300), 500
    for n in range(120):
        day += timedelta(days=rnd.choice((0, 0, 1, 2)))
        amount = rnd.choice((1, 100, 250_00, -1, -100))
        amount = amount if balance + amount >= 0 else 100
        balance += amount
        moves.append(Move(amount, day, serial=f"N{n}", name=f"客户{n % 7}"))
    known = 0
    for _ in range(40):
        start = min(119, rnd.choice((known, rnd.randint(0, known))))
        end = min(len(moves), start + rnd.randint(1, 25))
        opening = 500 + sum(move.amount for move in moves[:start])
        rows = table(moves[start:end], opening=opening)
        form = rnd.choice((as_csv, as_xlsx))
        answer = (await send(as_, desk[1], account, form(rows))).json()
        assert answer["closing_fen"] == 500 + sum(move.amount for move in moves[:end]), answer
        known = max(known, end)
        assert await stored(account) == expected(moves[:known], opening=500, memo="转账 {}")
    assert known > 80


async def test_the_same_statement_twice_changes_nothing(
    desk: tuple[Actor, Actor], as_: ClientFor
) -> None:
    account = await make.account(desk[0])
    whole = as_csv(table(MOVES))
    first = (await send(as_, desk[1], account, whole)).json()
    again = (await send(as_, desk[0], account, whole)).json()
    other_form = (await send(as_, desk[1], account, as_xlsx(table(MOVES)))).json()

    assert (again["id"], again["repeated"], first["repeated"]) == (first["id"], True, False)
    assert (other_form["known_rows"], other_form["new_lines"]) == (3, 0)
    assert len(await stored(account)) == 3
    assert (
        await db.fetch_value(
            "SELECT count(*) FROM kernel_event WHERE name = 'treasury.statement_imported'"
        )
        == 2
    )


async def test_two_people_at_once_with_the_same_statement(committed: str, as_: ClientFor) -> None:
    admin, clerk = await make.desk()
    account = await make.account(admin)
    whole = as_csv(table(MOVES))

    answers = await asyncio.gather(
        *[
            service.import_statement(whole, account_id=account, file_name="a.csv", by=by)
            for by in (admin, clerk, admin, clerk)
        ]
    )

    assert len({row["id"] for row, _ in answers}) == 1
    assert sorted(repeated for _, repeated in answers) == [False, True, True, True]
    assert len(await stored(account)) == 3


def broken(rows: list[list[Any]], row: int, column: str, value: Any) -> bytes:
    copy = [list(each) for each in rows]
    copy[row][rows[0].index(column)] = value
    return as_csv(copy)


T = table(MOVES)
REFUSED: list[tuple[str, bytes, dict[str, object]]] = [
    ("treasury.balance_broken", broken(T, 2, "余额", "9,974.49"), {"row": 3, "found_fen": 997449}),
    ("treasury.balance_broken", broken(T, 3, "贷方发生额", "0.02"), {"row": 4}),
    (
        "treasury.amount_negative",
        broken(T, 2, "借方发生额", "-25.50"),
        {"row": 3, "field": "debit"},
    ),
    ("treasury.cell_invalid", broken(T, 1, "贷方发生额", "10000.001"), {"row": 2}),
    ("treasury.cell_invalid", broken(T, 1, "贷方发生额", "=10000"), {"field": "credit"}),
    ("treasury.cell_invalid", broken(T, 1, "贷方发生额", "1e4"), {"field": "credit"}),
    ("treasury.cell_invalid", broken(T, 1, "贷方发生额", "NaN"), {"field": "credit"}),
    ("treasury.cell_invalid", broken(T, 1, "贷方发生额", ""), {"field": "credit"}),
    ("treasury.cell_invalid", broken(T, 1, "借方发生额", "1.00"), {"field": "credit"}),
    ("treasury.cell_invalid", broken(T, 1, "交易日期", "2026-02-30"), {"field": "booked_on"}),
    ("treasury.cell_invalid", broken(T, 1, "交易日期", "2999-01-01"), {"field": "booked_on"}),
    ("treasury.cell_invalid", broken(T, 1, "交易日期", ""), {"field": "booked_on"}),
    ("treasury.cell_invalid", broken(T, 1, "余额", ""), {"field": "balance"}),
    ("treasury.cell_invalid", broken(T, 1, "对方户名", "长" * 201), {"field": "name"}),
    ("treasury.headings_missing", as_csv([["a", "b"], ["1", "2"]]), {}),
    ("treasury.headings_missing", as_csv([make.TWO[:6], *T[1:]]), {"headings": ["余额"]}),
    ("treasury.headings_missing", as_csv([["x"]] * 30), {}),
    ("treasury.file_unreadable", b"", {"reason": "empty"}),
    ("treasury.file_unreadable", as_csv([make.TWO]), {"reason": "empty"}),
    ("treasury.file_unreadable", b"\xff\xfe\x00\x81", {"reason": "encoding"}),
    ("treasury.file_unreadable", b"\x89PNG\r\n\x1a\n\x00\x00", {"reason": "encoding"}),
    ("treasury.file_unreadable", b"PK\x03\x04nonsense", {"reason": "damaged"}),
    ("treasury.file_unreadable", b"\xd0\xcf\x11\xe0" + bytes(512), {"reason": "old_office_file"}),
    ("treasury.file_unreadable", as_csv([["x"] * 100]), {"reason": "too_many_columns"}),
    ("treasury.statement_gap", as_csv(table(MOVES, opening=1)), {"expected_fen": 0}),
]


@pytest.mark.parametrize(("code", "content", "facts"), REFUSED)
async def test_what_cannot_be_believed_is_refused_as_a_whole(
    desk: tuple[Actor, Actor],
    as_: ClientFor,
    code: str,
    content: bytes,
    facts: dict[str, object],
) -> None:
    account = await make.account(desk[0])

    answer = await send(as_, desk[1], account, content)

    body = answer.json()
    assert (body["code"], answer.status_code) == (code, 409 if "gap" in code else 422), body
    assert facts.items() <= body.items()
    assert await stored(account) == []


@pytest.mark.parametrize(
    ("currency", "code"),
    [
        ("USD", "treasury.other_currency"),
        ("港币", "treasury.other_currency"),
        ("", "treasury.unknown_currency"),
        ("比特币", "treasury.unknown_currency"),
    ],
)
async def test_another_currency_is_refused(
    desk: tuple[Actor, Actor], as_: ClientFor, currency: str, code: str
) -> None:
    account = await make.account(desk[0], layout="one_column")
    rows = table(MOVES, layout="one_column")

    answer = (await send(as_, desk[1], account, broken(rows, 2, "币种", currency))).json()

    assert (answer["code"], answer["row"]) == (code, 3)


async def test_a_statement_of_another_account_is_refused(
    desk: tuple[Actor, Actor], as_: ClientFor
) -> None:
    account = await make.account(desk[0])
    rows = [[*table(MOVES)[0], "本方账号"], *[[*row, "6222020001000000025"] for row in T[1:]]]

    answer = (await send(as_, desk[1], account, as_csv(rows))).json()

    assert (answer["code"], answer["found"]) == ("treasury.other_account", "6222020001000000025")


async def test_a_gap_and_a_changed_line_are_refused(
    desk: tuple[Actor, Actor], as_: ClientFor
) -> None:
    account = await make.account(desk[0])
    await send(as_, desk[1], account, as_csv(table(MOVES)))
    later = [Move(5_00, days(1), serial="S9")]

    gap = (await send(as_, desk[1], account, as_csv(table(later, opening=9)))).json()
    changed = [MOVES[0], Move(-26_50, EIGHT, serial="S2"), Move(1_01, EIGHT, serial="S3")]
    other = (await send(as_, desk[1], account, as_csv(table(changed)))).json()
    earlier = (await send(as_, desk[1], account, as_csv(table([Move(1, days(20))])))).json()

    assert (gap["code"], gap["found_fen"]) == ("treasury.statement_gap", 9)
    assert (other["code"], other["row"]) == ("treasury.line_contradicts", 3)
    assert earlier["code"] == "treasury.statement_gap"
    assert await stored(account) == expected(MOVES, memo="转账 {}")


async def test_hostile_cells_stay_text(desk: tuple[Actor, Actor], as_: ClientFor) -> None:
    account = await make.account(desk[0])
    hostile = [
        '=HYPERLINK("http://x")',
        "a\x07b\u202egnp",
        "<script>alert(1)</script>",
        "'; DROP TABLE treasury_line; --",
        "\t+86\r\nx",
    ]
    moves = [
        Move(1, days(3), name=each, memo=each, serial=str(n)) for n, each in enumerate(hostile)
    ]

    answer = await send(as_, desk[1], account, as_csv(table(moves)))
    lines = await as_(desk[1]).get(f"/bank-statements/{answer.json()['id']}/lines")

    assert [each["other_name"] for each in lines.json()["items"]] == [
        '=HYPERLINK("http://x")',
        "a bgnp",
        "<script>alert(1)</script>",
        "'; DROP TABLE treasury_line; --".removeprefix("'").strip(),
        "+86  x",
    ]


def _bomb(sheet: str, *, extra: bytes = b"") -> bytes:
    """A workbook whose first sheet is this XML."""
    plain = as_xlsx([["x"]])
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename == "xl/worksheets/sheet1.xml":
                data = sheet.encode() + extra
            new.writestr(entry.filename, data)
    return out.getvalue()


_SHEET = (
    '<?xml version="1.0"?>{}<worksheet xmlns='
    '"http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData>'
    "</worksheet>"
)


TRAPS = [
    ("", '<row r="1"><c r="XFD1"><v>1</v></c></row>', 0, "file_unreadable"),
    ("", '<row r="1048576"><c><v>1</v></c></row>', 0, "file_too_large"),
    ("", '<row r="1"><c r="A1048576"><v>1</v></c></row>', 0, "file_too_large"),
    ("", '<row r="1"><c r="&#88;FD1"><v>1</v></c></row>', 0, "file_unreadable"),
    ('<!DOCTYPE a [<!ENTITY b "c">]>', "", 0, "file_unreadable"),
    ("", "<row>", 0, "file_unreadable"),
    ("", "", 257 * 1024 * 1024, "file_too_large"),
]


@pytest.mark.parametrize(("head", "rows", "blanks", "code"), TRAPS)
async def test_a_workbook_that_is_a_trap_is_refused(
    desk: tuple[Actor, Actor], as_: ClientFor, head: str, rows: str, blanks: int, code: str
) -> None:
    content = _bomb(_SHEET.format(head, rows), extra=b" " * blanks)
    account = await make.account(desk[0])

    answer = (await send(as_, desk[1], account, content, "a.xlsx")).json()

    assert answer["code"] == f"treasury.{code}", answer


async def test_a_long_number_that_a_spreadsheet_rounded_is_refused(
    desk: tuple[Actor, Actor], as_: ClientFor
) -> None:
    account = await make.account(desk[0])
    rows = table([Move(1, days(1))])
    rows[1][2] = float(6222020001000000017)

    answer = (await send(as_, desk[1], account, as_xlsx(rows))).json()

    assert (answer["code"], answer["field"]) == ("treasury.cell_invalid", "account")


async def test_lines_are_paged_and_filtered(desk: tuple[Actor, Actor], as_: ClientFor) -> None:
    account = await make.account(desk[0])
    answer = (await send(as_, desk[1], account, as_csv(table(MOVES)))).json()
    path = f"/bank-statements/{answer['id']}/lines"

    async def ask(**query: Any) -> dict[str, Any]:
        found = await as_(desk[1]).get(path, params=query)
        return dict(found.json())

    first = await ask(limit=2)
    rest = await ask(limit=2, cursor=first["next"])
    assert [x["row"] for x in first["items"] + rest["items"]] == [2, 3, 4]
    assert (first["total"], rest["next"]) == (3, None)
    assert [x["amount_fen"] for x in (await ask(direction="out"))["items"]] == [2550]
    assert [x["row"] for x in (await ask(q="zr2600000123"))["items"]] == [2]
    assert (await ask(state="suspense"))["total"] == 0
    assert (await ask(q="%"))["total"] == 0


async def test_who_may_not_handle_money_sees_nothing(
    desk: tuple[Actor, Actor], as_: ClientFor
) -> None:
    account = await make.account(desk[0])
    firm = await people.actor(await people.organisation("firm"), "admin")

    assert (await send(as_, firm, account, b"x")).status_code == 403
    assert (await as_(firm).get("/bank-statements")).status_code == 403
    assert (await send(as_, desk[1], uuid4(), as_csv(T))).status_code == 404
    assert (await send(as_, desk[1], "x", as_csv(T))).json()["code"] == "invalid_request"


BODY = {
    "book": "client",
    "account_name": "知融客户资金",
    "account_number": "31050161000000000028",
    "bank_name": "某银行张江支行",
    "layout_code": "one_column",
}


async def test_an_account_is_opened_by_the_admin_once_and_closed(
    desk: tuple[Actor, Actor], as_: ClientFor
) -> None:
    admin, clerk = desk
    firm = await people.organisation("firm")

    async def opened(by: Actor = admin, **other: object) -> dict[str, Any]:
        return dict((await as_(by).post("/bank-accounts", json=BODY | other)).json())

    assert (await opened(clerk))["code"] == "forbidden"
    row = await opened()
    assert row["allowed_actions"] == ["close"]
    assert (await opened())["code"] == "treasury.account_exists"
    assert (await opened(account_number="31050161000000000029"))[
        "code"
    ] == "treasury.account_exists"
    assert (await opened(book="memo"))["code"] == "treasury.holder_unfit"
    assert (await opened(holder_id=str(firm.id)))["code"] == "treasury.holder_unfit"
    other: dict[str, Any] = {"book": "own", "account_number": "310501610"}
    assert (await opened(**other, layout_code="x"))["code"] == "treasury.unknown_layout"
    closed = (await as_(admin).post(f"/bank-accounts/{row['id']}/closure")).json()
    assert closed["closed_at"]
    twice = (await as_(admin).post(f"/bank-accounts/{row['id']}/closure")).json()
    assert twice["code"] == "treasury.account_is_closed"
    assert (await opened(account_number="31050161000000000029"))["closed_at"] is None
    assert (await as_(clerk).get("/bank-accounts")).json()["total"] == 2


ADDED = (
    "INSERT INTO treasury_line SELECT gen_random_uuid(), now(), account, statement, {}, 9, "
    "booked_on, 1, balance_fen, currency, '', '', '', '', '', '[]', 'new', NULL, NULL "
    "FROM treasury_line WHERE seq = 3"
)


async def test_the_database_keeps_what_the_bank_said(
    desk: tuple[Actor, Actor], as_: ClientFor
) -> None:
    account = await make.account(desk[0])
    answer = (await send(as_, desk[1], account, as_csv(T))).json()

    for wrong in (
        "UPDATE treasury_line SET amount_fen = amount_fen + 1",
        "UPDATE treasury_line SET memo = 'x'",
        "DELETE FROM treasury_line",
        "UPDATE treasury_statement SET closing_fen = 0",
        "UPDATE treasury_layout SET mapping = '{}'",
        "UPDATE treasury_account SET account_number = '99999999'",
        *[ADDED.format(seq) for seq in (4, 9)],
    ):
        with pytest.raises(asyncpg.PostgresError):
            async with db.transaction():
                await db.execute(wrong)
    assert answer["rows"] == 3
