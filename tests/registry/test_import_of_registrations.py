"""A district brings registrations in as a workbook: judged row by row, looked at, recorded."""

import io
import re
import zipfile
from collections.abc import Awaitable, Callable, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
import xlsxwriter
from asyncpg import PostgresError
from python_calamine import CalamineWorkbook

from backend.kernel import clock, db
from backend.kernel.events import history
from backend.registry import service
from backend.registry.importing import columns
from tests import make as base
from tests.conftest import ClientFor
from tests.registry import make

pytestmark = pytest.mark.usefixtures("db")
Run = Callable[[], Awaitable[int]]
PATH = "/registrations/imports"
HEADINGS = (
    "登记号",
    "登记日",
    "出质人",
    "统一社会信用代码",
    "质权人",
    "专利号",
    "被担保债权数额（万元）",
)


def book(*rows: Sequence[object], headings: Sequence[Any] = HEADINGS, above: str = "") -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as made:
        sheet = made.add_worksheet()
        day = made.add_format({"num_format": "yyyy-mm-dd"})
        start = 0
        if above:
            sheet.write_string(0, 0, above)
            start = 2
        sheet.write_row(start, 0, headings)
        for at, row in enumerate(rows, start=start + 1):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(at, column, cell, day)
                elif isinstance(cell, str):
                    sheet.write_string(at, column, cell)
                elif cell is not None:
                    sheet.write(at, column, cell)
    return out.getvalue()


def row(**changes: object) -> list[object]:
    make_number = make.number()
    values: dict[str, object] = {
        "number": make_number,
        "day": clock.today() - timedelta(days=30),
        "pledgor": "外部企业有限公司",
        "code": base.uscc(),
        "pledgee": "外部银行",
        "patents": base.application_number(int(make_number[-6:]) % 90_000 + 700_000),
        "amount": 500,
    } | changes
    return list(values.values())


async def sent(client: httpx.AsyncClient, content: bytes) -> httpx.Response:
    return await client.post(PATH, files={"file": ("登记.xlsx", content, "application/zip")})


async def rows_of(client: httpx.AsyncClient, run: str, **query: str) -> list[dict[str, Any]]:
    found = await client.get(f"{PATH}/{run}/rows", params={"limit": "100", **query})
    items: list[dict[str, Any]] = found.json()["items"]
    return items


def codes(item: dict[str, Any]) -> list[tuple[str, str]]:
    return [(each["field"], each["code"]) for each in item["problems"]]


async def test_a_workbook_is_looked_at_then_recorded_then_known(
    as_: ClientFor, run_jobs: Run
) -> None:
    at = await make.scene()
    client = as_(at.officer)
    first, second = row(), row(amount="1,234.56万元")
    content = book(first, second, above="浦东新区专利权质押登记台账")

    read = await sent(client, content)
    run = read.json()["id"]
    nothing_yet = (await client.get("/registrations/unverified")).json()["total"]
    preview = await rows_of(client, run)
    asked = await client.post(f"{PATH}/{run}/recording")
    again = await client.post(f"{PATH}/{run}/recording")
    await run_jobs()
    done = (await client.get(f"{PATH}/{run}")).json()
    after = await rows_of(client, run)
    waiting = (await client.get("/registrations/unverified")).json()["items"]
    repeated = (await sent(client, content)).json()

    assert read.status_code == 201, read.text
    assert (read.json()["state"], read.json()["ready"], nothing_yet) == ("read", 2, 0)
    assert [(each["line"], each["verdict"]) for each in preview] == [(4, "ready"), (5, "ready")]
    assert [each["secured_fen"] for each in preview] == [500_0000_00, 1234_5600_00]
    assert preview[0]["registered_on"] == str(clock.today() - timedelta(days=30))
    assert (asked.status_code, again.status_code) == (202, 202)
    assert (done["state"], done["recorded"], done["ready"]) == ("recorded", 2, 0)
    assert {each["pledge_id"] for each in after} == {each["pledge_id"] for each in waiting}
    assert {each["recorded_by_name"] for each in waiting} == {at.officer.name}
    assert all("count-verification" in each["allowed_actions"] for each in (
        await as_(at.verifier).get("/registrations/unverified")).json()["items"])  # fmt: skip
    assert (repeated["known"], repeated["ready"]) == (2, 0), "nothing is doubled"
    assert [each.name for each in await history("registration_import", UUID(run))] == [
        "registry.import_read", "registry.import_recording_asked", "registry.import_recorded",
    ]  # fmt: skip


async def test_each_refused_row_says_why_and_comes_back_to_be_corrected(
    as_: ClientFor, run_jobs: Run
) -> None:
    at = await make.scene()
    client = as_(at.officer)
    ahead = clock.today() + timedelta(days=1)
    good = row()
    bad = [
        row(day="2026-02-30"),
        row(day=ahead),
        row(amount="-5"),
        row(code="91310115MA1K35J00X"),
        row(patents="201910012345.9"),
        row(number="", pledgor="", pledgee=""),
        row(pledgor="甲；乙"),
    ]

    read = (await sent(client, book(good, *bad))).json()
    refused = await rows_of(client, read["id"], verdict="refused")
    saved = await client.get(f"{PATH}/{read['id']}/refused.xlsx")
    table = CalamineWorkbook.from_filelike(io.BytesIO(saved.content)).get_sheet_by_index(0)
    head, *lines = table.to_python()

    assert (read["ready"], read["refused"]) == (1, 7)
    assert [codes(each) for each in refused] == [
        [("registered_on", "date_wrong")],
        [("registered_on", "date_ahead")],
        [("secured_fen", "amount_wrong")],
        [("pledgor_codes", "code_wrong")],
        [("patents", "patent_wrong")],
        [
            ("number", "missing"),
            ("pledgors", "missing"),
            ("pledgor_codes", "codes_and_names_differ"),
            ("pledgees", "missing"),
        ],
        [("pledgor_codes", "codes_and_names_differ")],
    ]
    assert all(each["reason"] and each["would_pass"] for row in refused for each in row["problems"])
    assert head[:7] == list(HEADINGS)
    assert head[7:] == ["原行号", "未通过原因", "可通过的写法"]
    assert lines[1][1] == ahead, "a day comes back as a day"
    assert lines[0][8] == "登记日：不是存在的日期"
    english = await client.get(
        f"{PATH}/{read['id']}/refused.xlsx", headers={"Accept-Language": "en"}
    )
    told = CalamineWorkbook.from_filelike(io.BytesIO(english.content))
    first, second, *_ = told.get_sheet_by_index(0).to_python()
    assert first == [*HEADINGS, "Row before", "Why it was refused", "What would pass"]
    assert second[8] == "Registered on: It is no day that exists"
    about = told.get_sheet_by_index(1).to_python()
    assert (told.sheet_names, [each[0] for each in about]) == (
        ["Pledge registrations", "Source"],
        ["Fact", "File", "Imported at (UTC+8)", "Rows", "Exported at (UTC+8)"],
    )

    lines[0][1] = date(2026, 2, 28)
    corrected = (await sent(client, book(lines[0], headings=head))).json()
    assert (corrected["ready"], corrected["ignored_headings"]) == (1, head[7:])
    await client.post(f"{PATH}/{corrected['id']}/recording")
    await run_jobs()
    assert (await client.get(f"{PATH}/{corrected['id']}")).json()["recorded"] == 1


async def test_one_number_in_several_rows_is_one_registration_of_all_their_patents(
    as_: ClientFor, run_jobs: Run
) -> None:
    at = await make.scene()
    client = as_(at.officer)
    head = row()
    more = [*head[:5], base.application_number(790_001), head[6]]
    other = row()
    contradicting = [*other[:5], base.application_number(790_002), 999]

    read = (await sent(client, book(head, more, other, contradicting))).json()
    items = await rows_of(client, read["id"])
    await client.post(f"{PATH}/{read['id']}/recording")
    await run_jobs()
    after = await rows_of(client, read["id"])
    found = (await client.get(f"/registrations/{after[0]['pledge_id']}")).json()

    assert (read["rows"], read["ready"], read["refused"], read["rows_refused"]) == (4, 1, 1, 2)
    assert [each["joined_to"] for each in items] == [None, 2, None, 4]
    assert [codes(each) for each in items[2:]] == [[("number", "rows_differ")]] * 2
    assert "被担保债权数额" in items[2]["problems"][0]["reason"]
    assert after[0]["pledge_id"] == after[1]["pledge_id"]
    assert len(found["rights"]) == 2
    assert found["secured_fen"] == 500_0000_00, "one amount, whatever the patents"


async def test_a_right_that_is_pledged_is_refused_in_the_preview_and_while_recording(
    as_: ClientFor, run_jobs: Run
) -> None:
    at = await make.scene()
    client = as_(at.officer)
    standing = await service.record_made_elsewhere(
        make.elsewhere(patents=[base.application_number(790_010)]), by=at.officer
    )
    taken, meanwhile, twin = row(), row(), row()
    taken[5] = base.application_number(790_010)
    twin[5] = meanwhile[5]

    read = (await sent(client, book(taken, meanwhile, twin))).json()
    preview = await rows_of(client, read["id"])
    await service.record_made_elsewhere(make.elsewhere(patents=[str(meanwhile[5])]), by=at.officer)
    await client.post(f"{PATH}/{read['id']}/recording")
    await run_jobs()
    after = await rows_of(client, read["id"])

    assert [codes(each) for each in preview] == [
        [("patents", "right_already_pledged")], [], [("patents", "right_twice")],
    ]  # fmt: skip
    assert str(standing.registration_number) in preview[0]["problems"][0]["reason"]
    assert codes(after[1]) == [("patents", "right_already_pledged")]
    assert (await client.get(f"{PATH}/{read['id']}")).json()["state"] == "recorded"


async def test_a_known_number_is_shown_with_what_differs(as_: ClientFor) -> None:
    at = await make.scene()
    known = await service.record_made_elsewhere(make.elsewhere(), by=at.officer)

    read = (await sent(as_(at.officer), book(row(number=known.registration_number)))).json()
    (item,) = await rows_of(as_(at.officer), read["id"])

    assert (item["verdict"], item["pledge_id"]) == ("known", str(known.id))
    assert item["differs"] == ["登记日", "被担保债权数额"]
    nothing = await as_(at.officer).post(f"{PATH}/{read['id']}/recording")
    assert (nothing.status_code, nothing.json()["code"]) == (409, "registry.nothing_to_record")


async def test_the_unit_of_an_amount_is_never_guessed(as_: ClientFor) -> None:
    at = await make.scene()
    headings = [*HEADINGS[:6], "担保金额"]
    english = [*HEADINGS[:6], "Secured amount (CNY 10,000)"]

    read = (await sent(as_(at.officer), book(row(), row(amount="5亿元"), headings=headings))).json()
    plain, told = await rows_of(as_(at.officer), read["id"])

    assert codes(plain) == [("secured_fen", "unit_missing")]
    assert told["secured_fen"] == 5 * 10**8 * 100
    read = (await sent(as_(at.officer), book(row(), headings=english))).json()
    assert (await rows_of(as_(at.officer), read["id"]))[0]["secured_fen"] == 500_0000_00


async def test_a_persons_identity_number_is_not_kept(as_: ClientFor) -> None:
    at = await make.scene()
    read = (
        await sent(as_(at.officer), book(row(pledgor="张三", code="11010519491231002X")))
    ).json()

    kept = await db.fetch_value(
        "SELECT string_agg(cells::text || facts::text, '') FROM registry_import_row"
    )
    assert read["ready"] == 1
    assert "张三" in kept
    assert "11010519491231002X" not in kept


async def test_formulas_stay_texts_there_and_back(as_: ClientFor) -> None:
    at = await make.scene()
    hostile = '=HYPERLINK("http://x")'
    read = (await sent(as_(at.officer), book(row(pledgor=hostile, day="x")))).json()
    saved = (await as_(at.officer).get(f"{PATH}/{read['id']}/refused.xlsx")).content
    head, line = CalamineWorkbook.from_filelike(io.BytesIO(saved)).get_sheet_by_index(0).to_python()
    with zipfile.ZipFile(io.BytesIO(saved)) as packed:
        assert b"<f>" not in packed.read("xl/worksheets/sheet1.xml")
    line[1] = date(2026, 1, 2)
    again = (await sent(as_(at.officer), book(line, headings=head))).json()
    (item,) = await rows_of(as_(at.officer), again["id"])

    assert line[2] == f"'{hostile}"
    assert item["pledgors"] == [hostile]


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in ("[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"):
            packed.writestr(name, "<x/>")
        packed.writestr("xl/worksheets/sheet1.xml", b" " * (40 * 1024 * 1024))
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"registered,number\n1,2\n", "registry.import_columns_missing"),
        (b"\x89PNG\r\n\x1a\n", "registry.import_unreadable"),
        (b"<html><body>x</body></html>", "registry.import_unreadable"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1broken", "portfolio.file_damaged"),
        (b"PK\x03\x04broken", "registry.import_unreadable"),
        (bomb(), "portfolio.file_damaged"),
        (b"PK\x03\x04" + b"0" * (9 * 1024 * 1024), "registry.import_too_large"),
        (book(row(), headings=("甲", "乙", "丙", "丁")), "registry.import_columns_missing"),
        (book(row(), headings=HEADINGS[:5]), "registry.import_columns_missing"),
        (book(), "registry.import_unreadable"),
        (book(*[["x"]] * 5001), "registry.import_too_large"),
    ],
)
async def test_what_is_no_workbook_of_registrations_is_refused(
    as_: ClientFor, content: bytes, code: str
) -> None:
    at = await make.scene()

    answer = await sent(as_(at.officer), content)

    assert (answer.status_code, answer.json()["code"]) == (422, code), answer.text
    if code == "registry.import_columns_missing" and content != b"":
        assert "被担保债权数额" in answer.json()["missing"]
        assert set(answer.json()["asked"]["needed"]) <= set(answer.json()["asked"]["fields"])


async def test_only_who_records_brings_in_and_another_district_finds_nothing(
    as_: ClientFor,
) -> None:
    at = await make.scene()
    other = await make.scene()
    read = (await sent(as_(at.officer), book(row()))).json()
    leader = await base.actor(at.district, "leader")

    assert (await sent(as_(at.checker), book(row()))).status_code == 403
    assert (await sent(as_(leader), book(row()))).status_code == 403
    assert (await as_(other.officer).get(f"{PATH}/{read['id']}")).status_code == 404
    assert (await as_(other.officer).get(f"{PATH}/{read['id']}/rows")).status_code == 404
    assert (await as_(other.officer).post(f"{PATH}/{read['id']}/recording")).status_code == 404
    assert (await as_(leader).get(PATH)).json()["total"] == 1


@pytest.mark.parametrize(
    ("language", "sheets"),
    [
        ("zh-CN", ["质押登记", "填写说明"]),
        ("en", ["Pledge registrations", "How to fill in"]),
    ],
)
async def test_the_template_is_brought_in_as_it_is(
    as_: ClientFor, language: str, sheets: list[str]
) -> None:
    at = await make.scene()
    client = as_(at.officer)
    client.headers["Accept-Language"] = language
    saved = (await client.get(f"{PATH}/template.xlsx")).content
    made = CalamineWorkbook.from_filelike(io.BytesIO(saved))
    (headings,) = made.get_sheet_by_index(0).to_python()
    fields = [field for each in headings for field in columns.headings([[str(each)]])[1]]
    order = [columns.headings([HEADINGS])[1].get(field) for field in fields]
    cells = [*row(), ""]

    read = await sent(
        client, book([cells[-1 if at is None else at] for at in order], headings=headings)
    )

    assert (made.sheet_names, fields) == (sheets, list(columns.HEADINGS))
    assert (read.json()["ready"], read.json()["ignored_headings"]) == (1, [])
    words = [made.get_sheet_by_name(each).to_python() for each in sheets]
    assert (language == "en") == (re.search("[一-鿿，；]", str(words)) is None)


async def test_what_a_file_said_stays(as_: ClientFor) -> None:
    at = await make.scene()
    await sent(as_(at.officer), book(row()))

    with pytest.raises(PostgresError, match="stays as it was read"):
        async with db.transaction():
            await db.execute("UPDATE registry_import_row SET cells = '[]'")
    with pytest.raises(PostgresError):
        async with db.transaction():
            await db.execute("UPDATE registry_import_row SET verdict = 'recorded'")
