"""A bank's queue and a case as workbooks: what was asked for first, nothing run, no notes."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest

from backend.kernel import db
from backend.kernel.language import Language, speaking
from backend.lending import book_wording, case_wording, pack_wording, wording
from backend.lending.service import reviewing
from backend.listing import service as listing
from backend.registry import wording as register
from tests.conftest import ClientFor
from tests.documents import make as make_documents
from tests.lending import scene
from tests.listing import make as make_listing
from tests.workbooks import asked, sheets

pytestmark = pytest.mark.usefixtures("db")

HOSTILE = ("=甲", "+乙", "-丙", "@丁")
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
SECRET = "实控人另有隐债-7f3a9"


async def test_the_queue_is_saved_as_it_was_asked_for(as_: ClientFor) -> None:
    bank = await scene.bank()
    cases = []
    rename = "UPDATE identity_organisation SET name = $2 WHERE id = $1"
    for name in HOSTILE:
        at = await scene.scene()
        at.bank = bank
        await db.execute(rename, at.firm.id, name)
        cases.append((await scene.submitted(at)).row)
    numbers = [row.number for row in cases]
    await reviewing.take_in(cases[-1].id, by=bank.maker)
    other = await scene.bank()
    foreign = await _group_of(other, as_)
    client = as_(bank.maker)

    async def saved(**query: str) -> tuple[dict[str, Any], list[list[Any]]]:
        answer = await client.get("/loan-applications/export.xlsx", params=query)
        assert answer.headers["content-type"].startswith("application/vnd.openxmlformats")
        book = sheets(answer.content)
        return asked(book), book["贷款申请"][1:]

    of, rows = await saved(view="unassigned", state="submitted", sort="amount", q="LN")
    assert (of["视图"], of["状态"], of["排序"]) == ("待领取", "已提交", "金额最大")
    assert (of["机构"], of["搜索"], of["行数"]) == (bank.maker.organisation_name, "LN", 3)
    assert of["金额合计（元）"] == 3 * scene.AMOUNT / 100
    assert {row[0]: row[1] for row in rows} == {
        number: f"'{name}" for number, name in zip(numbers[:3], HOSTILE, strict=False)
    }
    of, rows = await saved(view="mine")
    assert [(row[0], row[1], row[9]) for row in rows] == [(numbers[3], "'@丁", bank.maker.name)]
    of, rows = await saved(group_id=foreign)
    assert (of["小组"], rows) == (foreign, []), "another bank's group is not named"
    none = await as_(other.maker).get("/loan-applications/export.xlsx")
    assert sheets(none.content)["贷款申请"][1:] == []


async def _group_of(bank: scene.Bank, as_: ClientFor) -> str:
    body = {"name": "别行小组", "members": [str(bank.maker.user_id)]}
    answer = await as_(bank.admin).post("/bank-desk/groups", json=body)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def test_a_case_is_saved_whole_but_for_the_notes(as_: ClientFor) -> None:
    at = await scene.scene()
    view = await scene.drawable(at)
    await db.execute("UPDATE identity_organisation SET name = '=甲' WHERE id = $1", at.firm.id)
    path = f"/loan-applications/{view.row.id}"
    dossier = (await as_(at.bank.checker).get(f"{path}/dossier")).json()
    note = await as_(at.bank.maker).post(f"{path}/notes", json={"text": SECRET})
    assert note.status_code == 201

    book = sheets((await as_(at.bank.checker).get(f"{path}/case.xlsx")).content)

    assert list(book) == [
        "筛选条件", "当事人与申请", "权利", "核对清单", "估值", "估值的使用与核查", "决定", "经过",
    ]  # fmt: skip
    of = asked(book)
    assert (of["编号"], of["企业"], of["状态"]) == (view.row.number, "'=甲", "待放款")
    _agree(book, dossier)
    assert SECRET not in json.dumps(book, ensure_ascii=False, default=str)
    assert "备注" not in json.dumps(book["经过"], ensure_ascii=False, default=str)
    _is_english(await _in_english(as_(at.bank.checker), f"{path}/case.xlsx"), like=book)
    assert (await as_(at.other.maker).get(f"{path}/case.xlsx")).status_code == 404
    assert (await as_(at.signatory).get(f"{path}/case.xlsx")).status_code == 403


async def test_the_bank_reads_the_year_of_a_grade_and_the_paper_behind_it(as_: ClientFor) -> None:
    at = await scene.scene()
    paper = await make_documents.file(at.handler, name="纳税信用评价.pdf")
    graded = {"tax_grade": "A", "tax_grade_year": 2024, "tax_grade_document_id": paper.id}
    stated = make_listing.stated(at.right, **graded)
    await listing.revise(at.request, stated, by=at.handler)
    view = await scene.submit(at, await scene.drafted(at), document_ids=())
    bank = as_(at.bank.maker)

    dossier = (await bank.get(f"/loan-applications/{view.row.id}/dossier")).json()
    book = sheets((await bank.get(f"/loan-applications/{view.row.id}/case.xlsx")).content)

    firm = dossier["firm"]
    assert {name: firm[name] for name in graded} == graded | {
        "tax_grade_document_id": str(paper.id)
    }
    assert (await bank.get(f"/documents/{paper.id}")).status_code == 200
    assert (await as_(at.other.maker).get(f"/documents/{paper.id}")).status_code == 404
    told = {row[1]: row[2] for row in book["当事人与申请"][1:] if row[0] == "企业"}
    assert (told["纳税信用等级年度"], told["纳税信用等级证明"]) == (2024, "纳税信用评价.pdf")
    assert told["信用等级年度"] == told["信用等级证明"] == ""


async def _in_english(client: httpx.AsyncClient, path: str) -> dict[str, list[list[Any]]]:
    return sheets((await client.get(path, headers={"Accept-Language": "en"})).content)


#: The columns of a sheet in which people wrote.
WRITTEN = {
    "Parties and application": {2},
    "Rights": {1, 3},
    "Checklist": {3},
    "Valuation": {0, 6},
    "Use and check of the value": {1},
    "Decisions": {5, 7, 8, 9, 12, 14},
    "History": {1, 2, 4},
}


def _is_english(book: dict[str, list[list[Any]]], *, like: dict[str, list[list[Any]]]) -> None:
    """A case's workbook says what it says in Chinese, but for what people wrote."""
    assert list(book) == ["Filters", *WRITTEN]
    of = asked(book)
    assert (of["State"], of["Left out"]) == (
        "Ready to draw", "Internal notes; anything of other banks",
    )  # fmt: skip
    for name, other in zip(WRITTEN, list(like)[1:], strict=True):
        assert [len(row) for row in book[name]] == [len(row) for row in like[other]], name
        headings, *rows = book[name]
        said = [*headings, *(cell for row in rows for at, cell in enumerate(row)
                             if at not in WRITTEN[name])]  # fmt: skip
        assert [each for each in said if CHINESE.search(str(each))] == [], name
    told = {(row[0], row[1]): row[2] for row in book["Parties and application"][1:]}
    assert told["Application", "Use of funds"] == "Working capital"
    assert told["Firm", "First-time borrower"] in {"Yes", "No"}
    papers = {row[3] for row in book["Checklist"][1:] if row[0] == "Documents"}
    assert {each.split(";")[0] for each in papers} <= {"Needed", "Optional", "Supplied besides"}
    assert "Offer accepted by the firm" in {row[3] for row in book["History"]}


def test_what_a_paper_says_stays_chinese_whoever_asks_for_it() -> None:
    payload = {"reason": "x", "amount_fen": 100, "rate_bp": 345}
    answer = {"reasons": [{"code": "fee_unpaid"}, {"code": "not_proven"}]}
    of = {"conditions": ["x"], "guarantee_required": True}
    with speaking(Language.ENGLISH):
        assert pack_wording.note_of(payload) == "金额：人民币 1.00 元；理由：x；年利率：3.45%"
        assert register.reasons(answer) == "年费未缴；现有消息不足以证明"
        assert wording.conditions(of) == ["x", wording.GUARANTEE[0]]
        assert wording.spoken_conditions(of) == ["x", wording.GUARANTEE[1]]
        assert pack_wording.note_words(payload)[1] == (
            "Amount: CNY 1.00; Reason: x; Yearly rate: 3.45%"
        )
        for on_paper in (
            wording.USES, wording.REASONS, pack_wording.EVENTS, pack_wording.KINDS,
            pack_wording.METHODS, pack_wording.CHECKS, register.GROUNDS, register.REASONS,
        ):  # fmt: skip
            assert all(CHINESE.search(each) for each in on_paper.values())
        for read in (
            case_wording.USES, case_wording.REASONS, case_wording.EVENTS, case_wording.KINDS,
            case_wording.METHODS, case_wording.CHECK_METHODS, case_wording.GROUNDS,
        ):  # fmt: skip
            assert not any(CHINESE.search(each) for each in read.values())


def _agree(book: dict[str, list[list[Any]]], dossier: dict[str, Any]) -> None:
    """What the sheets say is what the screen is told."""
    (right,) = dossier["rights"]
    assert [row[:2] for row in book["权利"][1:]] == [[right["label"], right["title"]]]
    grounds = [row for row in book["核对清单"][1:] if row[0] == "质押登记"]
    assert [row[2] for row in grounds] == [
        case_wording.ANSWERS[each["answer"]] for each in dossier["preflight"]
    ]
    fit = [row for row in book["核对清单"][1:] if row[0] == "产品条件"]
    assert [row[1] for row in fit] == [
        case_wording.CRITERIA[each["criterion"]] for each in dossier["fit"]["verdicts"]
    ]
    stated = dossier["valuation"]["frozen"]
    whole = book["估值"][1]
    assert whole[1:4] == [stated[f"{end}_fen"] / 100 for end in ("low", "central", "high")]
    method = pack_wording.METHODS[stated["method"]]
    assert (whole[4], f"{whole[5]}", whole[6]) == (method, stated["base_date"], stated["valuer"])
    (given,) = dossier["opinions"]
    opinion, offer = book["决定"][1:]
    assert (opinion[1], opinion[9], opinion[12]) == (
        "建议批准", given["maker"]["name"], given["checker"]["name"],
    )  # fmt: skip
    assert (offer[1], offer[2], offer[11]) == ("批复", scene.AMOUNT / 100, "企业接受")
    told = [each for each in dossier["history"] if each["name"] != "lending.note_written"]
    assert len(book["经过"][1:]) == len(told)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(
    ("words", "place"),
    [
        (case_wording.CRITERIA, ("criterion",)),
        (case_wording.TAGS, ("tag",)),
        (case_wording.OWNERSHIP, ("ownership",)),
        (case_wording.SOURCES, ("source",)),
        (case_wording.VIEWS, ("queue", "tab")),
        (case_wording.ANSWERS, ("check", "state")),
        (book_wording.KINDS, ("kind",)),
        (book_wording.INDUSTRIES, ("sector",)),
    ],
)
def test_the_workbooks_call_things_as_the_pages_do(
    words: Mapping[str, str], place: tuple[str, ...], language: Language
) -> None:
    texts = (
        Path(__file__).parents[2] / f"frontend/src/features/lending/bank/locales/{language}.json"
    )
    pages = json.loads(texts.read_text(encoding="utf-8"))["bank"]
    for each in place:
        pages = pages[each]

    with speaking(language):
        assert dict(words) == {code: pages[code] for code in words}


@pytest.mark.parametrize("language", list(Language))
def test_the_page_of_a_case_names_what_happened_to_it(language: Language) -> None:
    texts = (
        Path(__file__).parents[2] / f"frontend/src/features/lending/bank/locales/{language}.json"
    )
    pages = json.loads(texts.read_text(encoding="utf-8"))["bank"]["history"]["event"]

    told = {name.split(".")[1] for name in pack_wording.EVENTS if name not in register.EVENTS}
    assert told <= set(pages)
