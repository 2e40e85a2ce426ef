"""What an organisation keeps for itself leaves page after page, and to nobody else."""

import pytest

from backend.documents import service as documents
from backend.documents.states import Kind
from backend.documents.tables import File
from backend.kernel import db, listed
from backend.kernel.auth import Actor
from backend.papers.states import Paper
from tests import make
from tests.conftest import ClientFor
from tests.documents.make import file as deposited
from tests.documents.test_receipts import consent, sides
from tests.exports.test_more_lists import HOSTILE, WORKBOOK, Exporting, Run
from tests.kyb import make as kyb
from tests.kyb.test_verification import RETURN
from tests.lending import make_products as shelves
from tests.monitoring.test_alerts import drawn, record
from tests.papers import make as papers
from tests.portfolio.make import pasted

PATENTS = ("ZL201621390303.X", "ZL201621390303.1")


async def given(as_: ClientFor, file: File, *, by: Actor, to: Actor) -> str:
    """The number of the receipt of a document, that both sides read since."""
    path = f"/documents/{file.id}"
    receipt = await as_(by).post(f"{path}/grants", json=consent(to.organisation_id))
    for each in (to, by):
        assert (await as_(each).get(f"{path}/content")).status_code == 200
    number: str = receipt.json()["number"]
    return number


async def test_the_documents_of_a_firm(
    committed: str, as_: ClientFor, run_jobs: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listed, "BATCH", 2)
    firm, bank = await sides()
    files = [await deposited(firm, name=HOSTILE) for _ in range(3)]
    await deposited(firm, kind=Kind.ACCOUNTS)
    await given(as_, files[0], by=firm, to=bank)
    own = Exporting(as_, firm, run_jobs)

    of, rows = await own.both("documents", WORKBOOK, {"kind": "licence", "q": HOSTILE})
    assert (of["种类"], of["搜索"], of["行数"]) == ("营业执照", f"'{HOSTILE}", 3)
    assert [row[3] for row in rows] == [each.sha256 for each in reversed(files)]
    assert [row[6] for row in rows] == ["", "", bank.organisation_name]
    await documents.withdraw(files[2].id, by=firm)
    assert len((await own.both("documents", WORKBOOK, {}))[1]) == 3
    of, rows = await own.both("documents", WORKBOOK, {"withdrawn": True})
    assert (of["包括已撤回"], len(rows)) == ("是", 4)
    await own.is_hidden(bank)


async def test_consents_and_reads(committed: str, as_: ClientFor, run_jobs: Run) -> None:
    firm, bank = await sides()
    number = await given(as_, await deposited(firm, name=HOSTILE), by=firm, to=bank)
    own = Exporting(as_, firm, run_jobs)

    of, rows = await own.both("consent_receipts", WORKBOOK, {"live": True})
    assert (of["授权方向"], of["状态"]) == ("我方授出", "有效")
    assert [(row[0], row[2], row[3]) for row in rows] == [
        (number, bank.organisation_name, "尽职调查")
    ]
    assert (await own.both("consent_receipts", WORKBOOK, {"given": False}))[1] == []
    of, rows = await own.both("read_log", WORKBOOK, {"others": True})
    assert (of["只看其他机构"], len(rows)) == ("是", 1)
    assert (rows[0][1], rows[0][3], rows[0][9]) == (f"'{HOSTILE}", bank.organisation_name, number)
    _, rows = await own.both("read_log", WORKBOOK, {})
    assert [row[8] for row in rows] == ["所有者", "尽职调查"]
    await own.is_hidden(bank)

    # Its reader holds the receipt, and nothing of the owner's files or log.
    reader = Exporting(as_, bank, run_jobs)
    _, rows = await reader.both("consent_receipts", WORKBOOK, {"given": False})
    assert [row[0] for row in rows] == [number]
    for name in ("documents", "read_log"):
        assert (await reader.both(name, WORKBOOK, {}))[1] == []


async def test_the_cases_of_firms(committed: str, as_: ClientFor, run_jobs: Run) -> None:
    first, second = await kyb.submitted(), await kyb.submitted()
    operator = Exporting(as_, await kyb.reviewer(), run_jobs)
    await operator.client.post(f"/kyb-cases/{second.case.id}/return", json=RETURN)
    await db.execute(
        "UPDATE identity_organisation SET name = $2 WHERE id = $1", second.firm.id, HOSTILE
    )

    of, rows = await operator.both("kyb_cases", WORKBOOK, {"state": "submitted"})
    assert (of["状态"], [row[0] for row in rows]) == ("审核中", [first.firm.name])
    of, rows = await operator.both("kyb_cases", WORKBOOK, {"q": HOSTILE})
    shown = (await operator.client.get(f"/kyb-cases/{second.case.id}")).json()
    assert of["名称或代码"] == f"'{HOSTILE}"
    assert [(row[0], row[4], row[8], row[9]) for row in rows] == [
        (f"'{HOSTILE}", "已退回", shown["reason_words"], shown["reason"])
    ]
    await operator.is_hidden(first.admin)
    _, rows = await Exporting(as_, first.admin, run_jobs).both("kyb_cases", WORKBOOK, {})
    assert [row[0] for row in rows] == [first.firm.name], "a firm's is its own"


async def test_the_alerts_of_a_bank(committed: str, as_: ClientFor, run_jobs: Run) -> None:
    at, _ = await drawn(run_jobs)
    await record(at, invalidation_pending=True)
    await run_jobs()
    await db.execute("UPDATE portfolio_right SET title = $1", HOSTILE)
    bank = Exporting(as_, at.bank.maker, run_jobs)

    of, rows = await bank.both("value_alerts", WORKBOOK, {"state": "open"})
    (shown,) = (await bank.client.get("/value-alerts")).json()["items"]
    assert of["状态"] == "待处理"
    assert [(row[0], row[2], row[3], row[7]) for row in rows] == [
        (shown["application_number"], "无效宣告审理中", f"'{HOSTILE}", 50)
    ]
    assert rows[0][13:18] == [
        *(shown["low_fen"] / 100, shown["high_fen"] / 100, shown["drawn_fen"] / 100, 30, 60)
    ]
    assert (await bank.both("value_alerts", WORKBOOK, {"state": "settled"}))[1] == []
    await bank.is_hidden(at.other.maker)
    assert (await Exporting(as_, at.other.maker, run_jobs).both("value_alerts", WORKBOOK, {}))[
        1
    ] == []


async def test_the_imports_of_a_firm_and_of_the_operator(
    committed: str, as_: ClientFor, run_jobs: Run
) -> None:
    handler = await make.actor(await make.organisation(), "handler")
    clerk = await make.actor(await make.organisation("operator"), "operator")
    for by, name in ((handler, "portfolio_imports"), (clerk, "patent_imports")):
        runs = [
            await pasted(PATENTS[:n], by=by, reference=name == "patent_imports") for n in (1, 2)
        ]
        export = Exporting(as_, by, run_jobs)
        _, rows = await export.both(name, WORKBOOK, {})
        assert [(row[0], row[1], *row[2:8]) for row in rows] == [
            (
                "粘贴的号码",
                "已完成",
                *(run[f"rows_{each}"] for each in
                  ("total", "accepted", "updated", "duplicate", "refused", "warned")),
            )
            for run in reversed(runs)
        ]  # fmt: skip
        assert {row[6] for row in rows} == {0, 1}
        other = await make.actor(await make.organisation(), "handler")
        await export.is_hidden(other)
        assert (await Exporting(as_, other, run_jobs).both("portfolio_imports", WORKBOOK, {}))[
            1
        ] == []


@pytest.mark.parametrize(
    ("kind", "role", "names"),
    [
        ("district", "officer", ("kyb_cases", "value_alerts", "portfolio_imports")),
        ("bank", "maker", ("kyb_cases", "patent_imports", "portfolio_imports")),
        ("operator", "operator", ("value_alerts", "portfolio_imports", "loan_products")),
        ("firm", "handler", ("value_alerts", "patent_imports", "loan_products")),
    ],
)
async def test_others_export_none_of_these(
    db: None, as_: ClientFor, kind: str, role: str, names: tuple[str, ...]
) -> None:
    client = as_(await make.actor(await make.organisation(kind), role))
    for name in names:
        for path in (WORKBOOK, "/exports", "/exports/sheet"):
            answer = await client.post(path, json={"list": name})
            assert (answer.status_code, answer.json()["code"]) == (403, "forbidden"), (name, path)


async def test_the_papers_of_both_sides(committed: str, as_: ClientFor, run_jobs: Run) -> None:
    scene, paper_id = await papers.ready()
    await papers.order(scene, Paper.OFFER_LETTER)
    firm = Exporting(as_, scene.firm, run_jobs)

    of, rows = await firm.both("papers", WORKBOOK, {"to_sign": True})
    shown = (await firm.client.get(f"/papers/{paper_id}")).json()
    assert of["仅待我方签署"] == "是"
    assert [(row[0], row[1], row[2], row[8], row[9]) for row in rows] == [
        (shown["number"], "专利权质押合同", "已出具", "是", shown["sha256"])
    ]
    assert rows[0][4] == shown["amount_fen"] / 100
    names = [scene.firm.organisation_name, scene.bank.organisation_name]
    assert rows[0][7] == f"{names[0]} 待签署、{names[1]} 未轮到"
    _, rows = await firm.both("papers", WORKBOOK, {})
    listed_now = (await firm.client.get("/papers")).json()["items"]
    assert [row[0] for row in rows] == [each["number"] for each in listed_now]
    assert len(rows) == 2
    await firm.is_hidden(scene.bank)
    _, rows = await Exporting(as_, scene.bank, run_jobs).both("papers", WORKBOOK, {})
    assert len(rows) == 2
    assert (await Exporting(as_, scene.bank, run_jobs).both("papers", WORKBOOK, {"to_sign": True}))[
        1
    ] == []
    stranger = await make.actor(await make.organisation("bank"), "checker")
    assert (await Exporting(as_, stranger, run_jobs).both("papers", WORKBOOK, {}))[1] == []


async def test_the_shelf_of_a_bank(committed: str, as_: ClientFor, run_jobs: Run) -> None:
    lender, other = await shelves.bank(), await shelves.bank()
    for name in (HOSTILE, "乙产品"):
        await shelves.product(lender, name=name, capacity_fen=20 * shelves.MILLION)
    await shelves.product(other, name="别家产品")
    bank = Exporting(as_, lender.maker, run_jobs)
    shown = (await bank.client.get("/loan-products/own")).json()["items"]
    path = f"/loan-products/{shown[0]['id']}/suspension"
    assert (await bank.client.post(path, json={"reason": "额度调整"})).status_code == 200

    _, rows = await bank.both("loan_products", WORKBOOK, {})
    assert [(row[0], row[2]) for row in rows] == [
        (each["number"], each["published_n"]) for each in shown
    ]
    assert {row[1] for row in rows} == {f"'{HOSTILE}", "乙产品"}
    assert [row[10] for row in rows] == [20_000_000, 20_000_000]
    assert [row[12] for row in rows] == [row[10] - row[11] for row in rows]
    assert [row[16] for row in rows] == ["额度调整", ""]
    await bank.is_hidden(other.maker)
