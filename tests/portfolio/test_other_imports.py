"""Files of trademarks, software, works and layouts: each row is a statement as by hand."""

import io
from collections.abc import Awaitable, Callable, Sequence
from typing import Any
from uuid import UUID

import httpx
import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from backend.identity.tables import Organisation
from backend.kernel.auth import Actor
from backend.kernel.db import fetch
from backend.kernel.events import history
from backend.portfolio import service
from backend.portfolio.importing import apart
from backend.portfolio.importing.columns import plain
from backend.portfolio.service import chunks, importing, stated
from backend.portfolio.states import ApartKind, PatentKind
from tests import make
from tests.conftest import ClientFor
from tests.portfolio.law import basis_of
from tests.portfolio.make import problem

MARKS = "序号,注册号,商标,国际分类,申请日期,注册日期,有效期至,注册人"
MARK = "1,第12345678号,知芯,9;42,2013-09-02,2015-03-21,2035-03-20,上海知芯有限公司"
SOFTWARE = "登记号,软件名称,版本号,著作权人,开发完成日期,首次发表日期,登记日期"
PROGRAM = "2021SR0123456,版图检查软件,V2.0,上海知芯有限公司,2020-11-30,,2021-04-06"
WORKS = "作品登记号,作品名称,著作权人类型,创作完成日期,登记日期"
WORK = "国作登字-2022-F-00123456,知芯卡通形象,单位,2021-05-04,2022-03-08"
LAYOUTS = "布图设计登记号,布图设计名称,申请日,登记日期,创作完成日期,首次商业利用日"
LAYOUT = "BS215001234,低功耗接收机版图,2021-05-20,2021-08-11,2012-02-01,2020-06-01"
Run = Callable[[], Awaitable[int]]


@pytest.fixture
async def firm(db: None) -> Organisation:
    return await make.organisation("firm", name="上海知芯有限公司")


@pytest.fixture
async def handler(firm: Organisation) -> Actor:
    return await make.actor(firm, "handler")


def csv(*lines: str, encoding: str = "utf-8") -> bytes:
    return "\n".join(lines).encode(encoding)


def xlsx(*rows: Sequence[object]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    for at, row in enumerate(rows):
        sheet.write_row(at, 0, row)
    book.close()
    return out.getvalue()


async def sent(
    client: httpx.AsyncClient, content: bytes, run_jobs: Run, *, side: str = "portfolio"
) -> tuple[str, Any]:
    queued = await client.post(f"/{side}/imports", files={"file": ("own", content)})
    assert queued.status_code == 202, queued.text
    path = f"/{side}/imports/{queued.json()['id']}"
    await run_jobs()
    return path, (await client.get(path)).json()


def figures(run: dict[str, Any]) -> tuple[int, int, int, int]:
    """Accepted, updated, duplicate, refused."""
    return tuple(run[f"rows_{name}"] for name in ("accepted", "updated", "duplicate", "refused"))


@pytest.mark.parametrize(
    ("lines", "form", "stands"),
    [
        ((MARKS, MARK), "trademarks", ("第12345678号", "知芯", "2035-03-21")),
        ((SOFTWARE, PROGRAM), "software", ("2021SR0123456", "版图检查软件", "2071-01-01")),
        ((WORKS, WORK), "works", ("国作登字-2022-F-00123456", "知芯卡通形象", "2072-01-01")),
        ((LAYOUTS, LAYOUT), "layouts", ("BS.215001234", "低功耗接收机版图", "2027-02-01")),
    ],
)
@pytest.mark.parametrize("container", ["utf-8", "gb18030", "xlsx"])
async def test_a_file_of_each_kind_becomes_statements(
    handler: Actor,
    as_: ClientFor,
    run_jobs: Run,
    lines: tuple[str, str],
    form: str,
    stands: tuple[str, str, str],
    container: str,
) -> None:
    client = as_(handler)
    content = (
        xlsx(*(line.split(",") for line in lines))
        if container == "xlsx"
        else csv(*lines, encoding=container)
    )

    path, done = await sent(client, content, run_jobs)
    _, again = await sent(client, content, run_jobs)
    [item] = (await client.get("/portfolio/assets")).json()["items"]
    [row] = (await client.get(f"{path}/rows")).json()["items"]

    assert (done["state"], done["format"]) == ("done", form), done
    assert (figures(done), figures(again)) == ((1, 0, 0, 0), (0, 0, 1, 0))
    assert (item["label"], item["title"], item["expires_on"]) == stands
    assert (item["ownership"], item["source"]) == ("declared", "declared")
    assert row["right_id"] == item["right_id"]
    detail = (await client.get(f"/portfolio/assets/{item['id']}")).json()
    assert detail["term"]["basis"] == basis_of(item["kind"])
    events = [each.name for each in await history("right", item["right_id"])]
    assert events == ["portfolio.right_declared"]


async def test_a_file_says_what_a_form_says(handler: Actor, as_: ClientFor, run_jobs: Run) -> None:
    """The same statement by hand and by file is one; an open cell leaves what was stated."""
    client = as_(handler)
    by_hand = await client.post(
        "/portfolio/rights",
        json={
            "kind": "trademark", "number": "12345678", "title": "知芯", "mark_classes": [9, 42],
            "filing_on": "2013-09-02", "granted_on": "2015-03-21", "renewed_until": "2035-03-21",
        },
    )  # fmt: skip
    assert by_hand.status_code == 200

    _, same = await sent(client, csv(MARKS, MARK), run_jobs)
    short = "注册号,商标名称,类别,注册日"
    _, less = await sent(client, csv(short, "12345678,知芯,9、42,2015.3.21"), run_jobs)
    _, more = await sent(client, csv(short, "12345678,知心,第9类 第42类,20150321"), run_jobs)
    path, against = await sent(client, csv(short, "12345678,知心,9;42,2014-03-21"), run_jobs)
    [row] = (await client.get(f"{path}/rows")).json()["items"]

    assert [figures(each) for each in (same, less, more)] == [
        (0, 0, 1, 0), (0, 0, 1, 0), (0, 1, 0, 0),
    ]  # fmt: skip
    assert figures(against) == (0, 0, 0, 1)
    assert (row["code"], row["field"]) == ("portfolio.renewal_impossible", "renewed_until")
    asset = (await client.get(f"/portfolio/assets/{by_hand.json()['id']}")).json()
    assert asset["asset"]["title"] == "知心"
    assert asset["declared"]["renewed_until"] == "2035-03-21"
    assert asset["declared"]["granted_on"] == "2015-03-21"


@pytest.mark.parametrize(
    ("header", "line", "code", "field", "would_pass"),
    [
        (MARKS, "1,1234,知芯,9,,2015-03-21,,", "registration_malformed", "registration_no",
         "形如 12345678"),
        (MARKS, "1,,知芯,9,,2015-03-21,,", "fact_missing", "registration_no", "形如 12345678"),
        (MARKS, "1,12345678,,9,,2015-03-21,,", "fact_missing", "title", "最多 300 个字符"),
        (MARKS, "1,12345678,知芯,46,,2015-03-21,,", "classes_unknown", "mark_classes",
         "1 至 45 的类别，多个用分号隔开，如 9;42"),
        (MARKS, "1,12345678,知芯,,,2015-03-21,,", "fact_missing", "mark_classes",
         "1 至 45 的类别，多个用分号隔开，如 9;42"),
        (MARKS, "1,12345678,知芯,9,,去年,,", "date_invalid", "granted_on",
         "如 2019-07-12、2019.07.12 或 20190712 的日期"),
        (MARKS, "1,12345678,知芯,9,,,,", "fact_missing", "granted_on",
         "如 2019-07-12、2019.07.12 或 20190712 的日期"),
        (MARKS, "1,12345678,知芯,9,2016-01-01,2015-03-21,,", "days_out_of_order", "granted_on",
         "不早于 2016-01-01 的日期"),
        (MARKS, "1,12345678,知芯,9,,2015-03-21,2030-03-20,", "renewal_impossible",
         "renewed_until", "自 2015-03-21 起每满 10 年之日，或其前一日"),
        (SOFTWARE, "2099SR0123456,甲,,某公司,2020-11-30,,2021-04-06", "registration_malformed",
         "registration_no", "形如 2023SR0123456"),
        (SOFTWARE, "2021SR0123456,甲,,,2020-11-30,,2021-04-06", "fact_missing", "authorship",
         "单位，或个人"),
        (SOFTWARE, "2021SR0123456,甲,,某公司；张三,2020-11-30,,2021-04-06", "fact_missing",
         "authorship", "单位，或个人"),
        (SOFTWARE, "2021SR0123456,甲,,某公司,2021-05-30,,2021-04-06", "days_out_of_order",
         "granted_on", "不早于 2021-05-30 的日期"),
        (WORKS, "国作登字-2022-F-00123456,甲,丙,2021-05-04,2022-03-08", "authorship_unknown",
         "authorship", "单位，或个人"),
        (LAYOUTS, "BS.2150012345,甲,2021-05-20,2021-08-11,2012-02-01,", "registration_malformed",
         "registration_no", "形如 BS.215001234"),
    ],
)  # fmt: skip
async def test_a_refused_row_says_the_field_why_and_what_would_pass(
    handler: Actor,
    as_: ClientFor,
    run_jobs: Run,
    header: str,
    line: str,
    code: str,
    field: str,
    would_pass: str,
) -> None:
    client = as_(handler)
    good = {MARKS: MARK, SOFTWARE: PROGRAM, WORKS: WORK, LAYOUTS: LAYOUT}[header]
    sound = good.replace("1234", "7654", 1)

    path, done = await sent(client, csv(header, line, sound), run_jobs)
    [row] = (await client.get(f"{path}/rows?outcome=refused")).json()["items"]
    download = (await client.get(f"{path}/refused.csv")).text

    assert figures(done) == (1, 0, 0, 1), done
    assert (row["line"], row["code"], row["field"]) == (1, f"portfolio.{code}", field)
    assert row["would_pass"] == would_pass
    assert (row["value"] or "") in line
    assert row["reason"] in download
    assert would_pass in download
    assert len(await fetch("SELECT FROM portfolio_right")) == 1


async def test_numbers_and_days_as_a_spreadsheet_keeps_them(
    handler: Actor, as_: ClientFor, run_jobs: Run
) -> None:
    client = as_(handler)
    header = ["注册号", "商标", "类别", "注册日期"]

    _, done = await sent(client, xlsx(header, [12345678, "知芯", 9, 42084]), run_jobs)
    [item] = (await client.get("/portfolio/assets")).json()["items"]

    assert figures(done) == (1, 0, 0, 0)
    detail = (await client.get(f"/portfolio/assets/{item['id']}")).json()
    assert detail["declared"]["granted_on"] == "2015-03-21"
    assert detail["declared"]["mark_classes"] == [9]


async def test_a_day_to_come_is_refused(handler: Actor, as_: ClientFor, run_jobs: Run) -> None:
    client = as_(handler)

    path, _ = await sent(client, csv(MARKS, "1,12345678,知芯,9,,2999-03-21,,"), run_jobs)
    [row] = (await client.get(f"{path}/rows")).json()["items"]

    assert (row["code"], row["field"]) == ("portfolio.date_in_future", "granted_on")


@pytest.mark.parametrize("rows_at_once", [2000, 1])
async def test_a_mark_listed_once_per_class_is_one_right(
    handler: Actor,
    as_: ClientFor,
    run_jobs: Run,
    monkeypatch: pytest.MonkeyPatch,
    rows_at_once: int,
) -> None:
    monkeypatch.setattr(importing, "CHUNK_ROWS", rows_at_once)
    client = as_(handler)
    lines = [
        "1,12345678,知芯,9,,2015-03-21,,",
        "2,12345678,知芯,42,,2015-03-21,,",
        "3,12345678,知芯,42,,2015-03-21,,",
        "4,12345678,别的,42,,2015-03-21,,",
    ]

    path, done = await sent(client, csv(MARKS, *lines), run_jobs)
    [item] = (await client.get("/portfolio/assets")).json()["items"]
    [row] = (await client.get(f"{path}/rows?outcome=refused")).json()["items"]

    assert figures(done) == (1, 1, 1, 1)
    detail = (await client.get(f"/portfolio/assets/{item['id']}")).json()
    assert detail["declared"]["mark_classes"] == [9, 42]
    assert (row["code"], row["field"], row["would_pass"]) == (
        "portfolio.conflict_in_file", "title", "与第 1 行相同的内容",
    )  # fmt: skip


async def test_a_crash_in_the_middle_is_taken_up_where_it_stood(
    handler: Actor, as_: ClientFor, run_jobs: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "CHUNK_ROWS", 2)
    client = as_(handler)
    lines = [f"{at},1234567{at},知芯{at},9,,2015-03-21,," for at in range(1, 6)]
    record, calls = chunks.record, 0

    async def crash_at_the_second(*args: Any, **named: Any) -> None:
        nonlocal calls
        calls += 1
        await record(*args, **named)
        if calls == 2:
            raise ConnectionError("the machine went away")

    monkeypatch.setattr(stated, "record", crash_at_the_second)
    queued = await client.post("/portfolio/imports", files={"file": ("own", csv(MARKS, *lines))})
    run_id = UUID(queued.json()["id"])
    with pytest.raises(ConnectionError):
        await service.run_import(run_id)
    half = (await client.get(f"/portfolio/imports/{run_id}")).json()
    monkeypatch.setattr(stated, "record", record)
    await run_jobs()
    await service.run_import(run_id)  # delivered twice: nothing happens
    done = (await client.get(f"/portfolio/imports/{run_id}")).json()

    assert (half["state"], figures(half)) == ("running", (2, 0, 0, 0))
    assert (done["state"], figures(done)) == ("done", (5, 0, 0, 0))
    assert (await client.get("/portfolio/assets")).json()["total"] == 5
    said = await fetch("SELECT FROM kernel_event WHERE name = 'portfolio.right_declared'")
    assert len(said) == 5


async def test_the_owners_name_tells_the_author_and_the_row_says_so(
    handler: Actor, as_: ClientFor, run_jobs: Run
) -> None:
    client = as_(handler)
    persons = PROGRAM.replace("2021SR0123456", "2021SR0123457").replace("上海知芯有限公司", "张三")

    path, done = await sent(client, csv(SOFTWARE, PROGRAM, persons), run_jobs)
    rows = (await client.get(f"{path}/rows")).json()["items"]
    items = (await client.get("/portfolio/assets?sort=title")).json()["items"]

    assert (figures(done), done["rows_warned"]) == ((2, 0, 0, 0), 2)
    assert [row["warnings"] for row in rows] == [["authorship_by_owner"]] * 2
    assert {item["expires_on"] for item in items} == {"2071-01-01", None}

    stated = {
        "kind": "software", "number": "2021SR0123456", "title": "版图检查软件", "version": "V2.0",
        "authorship": "person", "completed_on": "2020-11-30", "granted_on": "2021-04-06",
    }  # fmt: skip
    assert (await client.post("/portfolio/rights", json=stated)).status_code == 200
    _, again = await sent(client, csv(SOFTWARE, PROGRAM), run_jobs)
    assert figures(again) == (0, 0, 1, 0), "a name does not go against what was stated"


async def test_missing_columns_are_asked_for_once_per_organisation(
    handler: Actor, as_: ClientFor, run_jobs: Run
) -> None:
    client = as_(handler)
    header = "商标注册号,商标,哪些类,拿到证书"
    first, second = "12345678,知芯,9,2015-03-21", "12345679,知芯,9,2016-03-21"

    path, waiting = await sent(client, csv(header, first), run_jobs)
    asked = waiting["asked"]
    suggested = {each["field"]: each["column"] for each in asked["suggested"]}
    answer = suggested | {"mark_classes": 2, "granted_on": 3}
    refusals = [
        await client.post(f"{path}/mapping", json={"columns": columns})
        for columns in ({"title": 1}, {"registration_no": 0, "publication_no": 1})
    ]
    named = await client.post(f"{path}/mapping", json={"columns": answer})
    await run_jobs()
    done = (await client.get(path)).json()
    _, known = await sent(client, csv(header, second), run_jobs)

    assert waiting["state"] == "mapping_needed"
    assert asked["fields"][:2] == ["registration_no", "title"]
    assert suggested == {"registration_no": 0, "title": 1}
    assert [each.status_code for each in refusals] == [400, 400]
    assert [each.json()["errors"][0]["key"] for each in refusals] == [
        "columns", "columns.publication_no",
    ]  # fmt: skip
    assert named.status_code == 202
    assert (done["format"], figures(done)) == ("trademarks", (1, 0, 0, 0))
    assert figures(known) == (1, 0, 0, 0)
    assert [note["code"] for note in known["notes"]] == ["mapping_remembered"]


@pytest.mark.parametrize(
    "content",
    [
        csv("部门,电话,座位", "研发,1234,A1", "市场,5678,B2"),
        csv("注册号,类别,名称", "企业甲,民营,甲", "企业乙,国有,乙"),
        xlsx(["登记号", "名称"], ["一", "二"]),
        b"\x00\x01\x02\x03",
    ],
    ids=["other headings", "other cells", "no kind", "no table"],
)
async def test_a_nonsense_sheet_is_refused_whole(
    handler: Actor, as_: ClientFor, run_jobs: Run, content: bytes
) -> None:
    client = as_(handler)

    _, done = await sent(client, content, run_jobs)

    assert (done["state"], done["failure_code"]) == ("failed", "portfolio.format_unrecognised")
    assert done["failure_reason"] == ("binary" if content[0] == 0 else "unknown_columns")
    assert done["rows_total"] == 0
    assert await fetch("SELECT FROM portfolio_right") == []


async def test_content_alone_tells_the_kind(handler: Actor, as_: ClientFor, run_jobs: Run) -> None:
    client = as_(handler)
    header = "登记号,名称,著作权人,完成日期,登记日期"

    _, done = await sent(
        client, csv(header, "2021SR0123456,甲,某公司,2020-11-30,2021-04-06"), run_jobs
    )

    assert (done["format"], figures(done)) == ("software", (1, 0, 0, 0))


async def test_the_reference_takes_patents_only(db: None, as_: ClientFor, run_jobs: Run) -> None:
    operator = await make.actor(await make.organisation("operator"), "operator", "admin")

    for content in (csv(MARKS, MARK), csv("商标注册号,商标", "12345678,知芯")):
        _, done = await sent(as_(operator), content, run_jobs, side="patents")
        assert (done["state"], done["failure_code"]) == ("failed", "portfolio.not_of_patents")
    assert await fetch("SELECT FROM portfolio_right") == []


async def test_it_is_each_firms_own_word(handler: Actor, as_: ClientFor, run_jobs: Run) -> None:
    rival = as_(await make.actor(await make.organisation("firm"), "handler"))
    path, _ = await sent(as_(handler), csv(MARKS, MARK), run_jobs)

    _, theirs = await sent(rival, csv(MARKS, MARK.replace("知芯", "抢", 1)), run_jobs)

    assert figures(theirs) == (1, 0, 0, 0)
    [mine] = (await as_(handler).get("/portfolio/assets")).json()["items"]
    assert mine["title"] == "知芯"
    assert len(await fetch("SELECT FROM portfolio_right")) == 1
    assert problem(await rival.get(path)) == (404, "not_found")


@pytest.mark.parametrize("kind", sorted(ApartKind))
@pytest.mark.parametrize("language", ["zh-CN", "en"])
async def test_a_template_is_recognised_when_it_comes_back(
    handler: Actor, as_: ClientFor, run_jobs: Run, kind: ApartKind, language: str
) -> None:
    client = as_(handler)
    lines = {"trademark": ["12345678", "知芯", "2015-03-21", "9"],
             "software": ["2021SR0123456", "甲", "organisation", "2020-11-30", "2021-04-06"],
             "work": ["国作登字-2022-F-00123456", "甲", "单位", "2021-05-04", "2022-03-08"],
             "layout": ["BS215001234", "甲", "2012-02-01", "2021-05-20", "2021-08-11"]}  # fmt: skip

    answer = await client.get(f"/portfolio/imports/template.xlsx?kind={kind}&language={language}")
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    sheet, notes = (book.get_sheet_by_index(at).to_python() for at in (0, 1))
    table = apart.BY_KIND[PatentKind(kind)]
    _, empty = await sent(client, answer.content, run_jobs)
    filled = xlsx(sheet[0], lines[kind] + [""] * (len(sheet[0]) - len(lines[kind])))
    _, done = await sent(client, filled, run_jobs)

    assert answer.headers["content-disposition"].startswith("attachment")
    assert len(sheet) == 1
    assert [note[0] for note in notes[1:]] == sheet[0]
    assert (empty["state"], empty["format"], empty["rows_total"]) == ("done", table.format, 0)
    assert (done["format"], figures(done)) == (table.format, (1, 0, 0, 0)), done


async def test_a_template_is_for_who_imports(handler: Actor, as_: ClientFor) -> None:
    bank = await make.actor(await make.organisation("bank"), "maker")

    assert problem(await as_(bank).get("/portfolio/imports/template.xlsx")) == (403, "forbidden")
    unknown = await as_(handler).get("/portfolio/imports/template.xlsx?kind=patent")
    assert problem(unknown) == (400, "invalid_request")


def test_every_kind_has_a_table_whose_headings_lead_back() -> None:
    assert {table.kind.value for table in apart.TABLES} == set(ApartKind)
    for table in apart.TABLES:
        names = [{*map(plain, each)} for each in table.names.values()]
        assert sum(map(len, names)) == len(set().union(*names)), "a heading means one thing"
        assert set(table.fields) <= set(table.names)
