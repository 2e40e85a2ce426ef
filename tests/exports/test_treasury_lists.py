"""The operator's lists of money at the bank, and what fees are, leave as jobs and at once."""

import pytest

from backend.kernel import clock, listed
from backend.treasury import service
from tests import make
from tests.conftest import ClientFor
from tests.exports.test_more_lists import HOSTILE, WORKBOOK, Exporting, Run
from tests.payments.test_fees import terms
from tests.treasury import make as bank
from tests.treasury.make import Move, days
from tests.treasury.test_matching import lines
from tests.treasury.test_orders import Bank, act, propose

OTHER = "6222020001000000025"


async def test_accounts_statements_and_their_lines(
    committed: str, as_: ClientFor, run_jobs: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listed, "BATCH", 2)
    admin, clerk = await bank.desk()
    account = await bank.account(admin, opening=0)
    await bank.account(admin, book="client", number=OTHER)
    at = Bank(account, clerk, as_, run_jobs)
    await at.tells(
        Move(500_00, days(5), name=HOSTILE, memo=HOSTILE, serial="S1"),
        Move(70_50, days(4), name="甲"),
        Move(-30_00, days(3), name="乙"),
    )
    await at.tells(Move(1_00, days(2), name="丙"))
    export = Exporting(as_, admin, run_jobs)

    of, rows = await export.both("bank_accounts", WORKBOOK, {})
    assert (of["机构"], of["行数"]) == (admin.organisation_name, 2)
    assert [(row[1], row[4], row[6], row[7], row[10]) for row in rows] == [
        (OTHER, "代管款", "CNY", 0, "使用中"),
        (bank.NUMBER, "平台自有", "CNY", 541.5, "使用中"),
    ]
    _, rows = await export.both("bank_statements", WORKBOOK, {})
    assert [(row[4], row[7], row[8], row[9], row[13]) for row in rows] == [
        (days(2), 540.5, 541.5, 1, 1),
        (days(5), 0, 540.5, 3, 3),
    ]

    of, rows = await export.both("bank_statement_lines", WORKBOOK, {"state": "suspense"})
    assert (of["状态"], of["收入合计（元）"], of["支出合计（元）"]) == ("待认领", 571.5, 30)
    assert [row[4:7] for row in rows] == [
        [1, "", 541.5],
        ["", 30, 540.5],
        [70.5, "", 570.5],
        [500, "", 500],
    ]
    assert (rows[3][7], rows[3][10], rows[3][11]) == (f"'{HOSTILE}", f"转账 {HOSTILE}", "S1")
    first = (await lines(as_, clerk, q=HOSTILE))[0]["statement_id"]
    narrowed = {"statement_id": first, "direction": "in", "q": HOSTILE}
    of, rows = await export.both("bank_statement_lines", WORKBOOK, narrowed)
    assert (of["银行流水"], of["收支"], of["搜索"]) == ("a.csv", "收", f"'{HOSTILE}")
    assert [row[0] for row in rows] == [days(5)]
    _, rows = await export.both("bank_statement_lines", WORKBOOK, {"statement_id": first})
    assert [row[0] for row in rows] == [days(5), days(4), days(3)]
    await export.is_hidden(clerk)


async def test_orders_to_pay(committed: str, as_: ClientFor, run_jobs: Run) -> None:
    admin, clerk = await bank.desk()
    at = Bank(await bank.account(admin), clerk, as_, run_jobs)
    await at.tells(Move(500_00, days(5), name=HOSTILE))
    (line,) = await lines(as_, clerk)
    order = await propose(as_, clerk, 500_00, line=line["id"])
    export = Exporting(as_, admin, run_jobs)

    of, rows = await export.both(
        "payment_orders", WORKBOOK, {"state": "proposed", "kind": "return"}
    )
    assert (of["状态"], of["种类"], of["金额合计（元）"]) == ("待批准", "退回来款", 500)
    assert [(row[0], row[7], row[12], row[13], row[17]) for row in rows] == [
        (order["number"], f"'{HOSTILE}", 500, "", clerk.name)
    ]
    assert (await act(as_, admin, order, "refusal"))["state"] == "refused"
    assert (await export.both("payment_orders", WORKBOOK, {"state": "proposed"}))[1] == []
    await export.is_hidden(clerk)


async def test_they_speak_english_to_who_reads_english(
    committed: str, as_: ClientFor, run_jobs: Run
) -> None:
    admin, clerk = await bank.desk()
    at = Bank(await bank.account(admin), clerk, as_, run_jobs)
    await at.tells(Move(500_00, days(5), memo="ZR"))
    (line,) = await lines(as_, clerk)
    await propose(as_, clerk, 500_00, line=line["id"])
    export = Exporting(as_, admin, run_jobs)
    export.client.headers["Accept-Language"] = "en"

    _, rows = await export.both("bank_accounts", WORKBOOK, {})
    assert (rows[0][4], rows[0][10]) == ("The platform's own", "In use")
    of, rows = await export.both("bank_statement_lines", WORKBOOK, {"direction": "in"})
    assert (of["In or out"], of["Money in (CNY)"]) == ("In", 500)
    assert rows[0][12:14] == ["Waiting", "No reference in the remark"]
    of, rows = await export.both("payment_orders", WORKBOOK, {})
    assert (of["Amounts (CNY)"], rows[0][1:4]) == (
        500,
        ["Money sent back", "Proposed", "The platform's own"],
    )


async def test_what_fees_are_by_version(committed: str, as_: ClientFor, run_jobs: Run) -> None:
    office = await make.organisation("operator")
    operator, other = [await make.actor(office, "operator") for _ in range(2)]
    today = clock.today()
    for fee in (
        terms(name=HOSTILE),
        terms(code="yearly", rate_bp=None, minimum_fen=12_000_00, maximum_fen=12_000_00),
    ):
        asked = await as_(operator).post("/fee-proposals", json=fee)
        published = await as_(other).post(f"/fee-proposals/{asked.json()['id']}/publication")
        assert published.status_code == 200, published.text
    bank_maker = await make.actor(await make.organisation("bank"), "maker")

    exports = [Exporting(as_, who, run_jobs) for who in (operator, bank_maker)]
    for export in exports:
        of, rows = await export.both("fee_schedules", WORKBOOK, {})
        assert (of["机构"], of["截至"]) == (export.actor.organisation_name, today)
        assert rows == [
            [
                "matching", 1, f"'{HOSTILE}", "平台服务费", "", 0.3, 3_000, 50_000, today, "现行",
            ],
            ["yearly", 1, "撮合服务费", "平台服务费", 12_000, "", "", "", today, "现行"],
        ]  # fmt: skip
    (*_, reader) = exports
    reader.client.headers["Accept-Language"] = "en"
    _, rows = await reader.both("fee_schedules", WORKBOOK, {})
    assert [(row[2], row[3], row[9]) for row in rows] == [
        ("Matching fee", "Platform fee", "In force")
    ] * 2
    await reader.is_hidden(operator)


@pytest.mark.parametrize(
    "name", ["bank_accounts", "bank_statements", "bank_statement_lines", "payment_orders"]
)
@pytest.mark.parametrize(("kind", "role"), [("firm", "handler"), ("insurer", "admin")])
async def test_others_export_none_of_them(
    db: None, as_: ClientFor, name: str, kind: str, role: str
) -> None:
    client = as_(await make.actor(await make.organisation(kind), role))

    for path in (WORKBOOK, "/exports", "/exports/sheet"):
        answer = await client.post(path, json={"list": name})
        assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


async def test_a_page_says_when_more_were_counted_than_asked_for(
    db: None, as_: ClientFor, run_jobs: Run
) -> None:
    admin, clerk = await bank.desk()
    at = Bank(await bank.account(admin), clerk, as_, run_jobs)
    await at.tells(*(Move(n * 100, days(5)) for n in range(1, 5)))

    async def told(counted: int) -> int | str:
        page = await service.line_page(
            service.Wanted(), cursor=None, limit=1, counted=counted, by=clerk
        )
        return page[2]

    assert [await told(counted) for counted in (3, 4, listed.EVERY)] == ["3+", 4, 4]
