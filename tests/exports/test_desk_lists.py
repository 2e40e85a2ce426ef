"""Payees, payouts, layouts, invoice rules, capacities and sign-ins leave as other lists do."""

import pytest

from backend.kernel import clock, db, listed
from tests import make
from tests.conftest import ClientFor
from tests.exports.test_more_lists import HOSTILE, WORKBOOK, Exporting, Run
from tests.lending import make_products as shelves
from tests.treasury import make as desks
from tests.treasury.make import Move, days
from tests.treasury.test_matching import owed
from tests.treasury.test_orders import Bank
from tests.treasury.test_payouts import NUMBER, pay, payee

RULE = {
    "purpose": "licence_fee",
    "taxpayer": "general",
    "item": "*无形资产*许可费",
    "tax_class_code": "3040205000000000000",
    "rate_bp": 600,
    "mirrored": False,
    "basis": HOSTILE,
}


async def test_payees_and_what_is_paid_out(
    committed: str, as_: ClientFor, run_jobs: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listed, "BATCH", 1)
    admin, clerk = await desks.desk()
    firm = await make.organisation("firm")
    bank = Bank(await desks.account(admin, book="client"), clerk, as_, run_jobs)
    one, *_ = await payee(as_)
    bare = await make.organisation("appraiser")
    for each in (one, bare):
        charge = await owed(firm, each.id, 900, by=clerk, purpose="appraisal_fee")
        await bank.tells(Move(900, days(5), name=firm.name, memo=str(charge["reference"])))
    first = await pay(as_, clerk, (one.id, 800))
    second = await pay(as_, clerk, (one.id, 50))
    await as_(admin).post(f"/payout-lists/{first['id']}/approval")
    export = Exporting(as_, admin, run_jobs)

    of, rows = await export.both("payees", WORKBOOK, {})
    assert (of["机构"], of["行数"]) == (admin.organisation_name, 2)
    assert {row[0]: (row[1], row[3], row[4], row[7]) for row in rows} == {
        one.name: ("评估费", 0.5, NUMBER, ""),
        bare.name: ("评估费", 0, "", "尚未登记收款账户"),
    }
    _, rows = await export.both("payout_lists", WORKBOOK, {})
    assert [(row[0], row[2], row[3], row[4], row[5], row[8]) for row in rows] == [
        (second["number"], 1, 0.5, 1, 0, clerk.name),
        (first["number"], 1, 8, 0, 1, clerk.name),
    ]
    _, rows = await export.both("statement_layouts", WORKBOOK, {})
    shown = (await as_(admin).get("/statement-layouts")).json()["items"]
    assert [(row[0], row[1], row[9]) for row in rows] == [
        (each["code"], each["version"], each["accounts"]) for each in shown
    ]
    for row, each in zip(rows, shown, strict=True):
        assert " / ".join(each["mapping"]["headings"]["booked_on"]) in row[3]
    await export.is_hidden(clerk)


async def test_invoice_rules_are_the_same_for_everybody(
    committed: str, as_: ClientFor, run_jobs: Run
) -> None:
    operator = await make.actor(await make.organisation("operator"), "operator")
    bank = await make.actor(await make.organisation("bank"), "maker")
    body = RULE | {"valid_from": clock.today().isoformat()}
    published = await as_(operator).post("/invoice-rules", json=body)
    assert published.status_code == 201, published.text
    shown = (await as_(bank).get("/invoice-rules", params={"limit": 100})).json()["items"]

    for who in (operator, bank):
        of, rows = await Exporting(as_, who, run_jobs).both("invoice_rules", WORKBOOK, {})
        assert (of["机构"], of["截至"]) == (who.organisation_name, clock.today())
        assert [row[3] for row in rows] == [each["tax_class_code"] for each in shown]
        assert [
            "许可费", "一般纳税人", RULE["item"], RULE["tax_class_code"], 6,
            "在本平台登记申请，由收款方开具", f"'{HOSTILE}", clock.today(), "现行",
        ] in rows  # fmt: skip


async def test_a_product_takes_so_much_in_each_period(
    committed: str, as_: ClientFor, run_jobs: Run
) -> None:
    lender, other = await shelves.bank(), await shelves.bank()
    product_id = await shelves.product(lender, name=HOSTILE, capacity_fen=20 * shelves.MILLION)
    bank = Exporting(as_, lender.maker, run_jobs)
    own = (await bank.client.get(f"/loan-products/own/{product_id}")).json()
    shown = (await bank.client.get(f"/loan-products/{product_id}/capacities")).json()

    asked = {"product_id": str(product_id)}
    _, rows = await bank.both("product_capacities", WORKBOOK, asked)
    assert [(row[0], row[2].isoformat(), row[4], row[6], row[9]) for row in rows] == [
        (own["number"], each["from_on"], 20_000_000, 20_000_000, each["cases"]) for each in shown
    ]
    assert [row[1] for row in rows] == [f"'{HOSTILE}"] * len(shown) != []
    (job,) = (await bank.client.get("/exports")).json()["items"]
    assert job["names"] == {"product_id": HOSTILE}
    for path in (WORKBOOK, "/exports", "/exports/sheet"):
        body = {"list": "product_capacities", "filters": asked}
        assert (await as_(other.maker).post(path, json=body)).status_code == 404


async def test_whoever_asks_has_his_own_sign_ins(
    committed: str, as_: ClientFor, run_jobs: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listed, "BATCH", 2)
    office = await make.organisation("firm")
    one, other = [await make.actor(office, "admin") for _ in range(2)]
    own = Exporting(as_, one, run_jobs)
    email = await db.fetch_value("SELECT email FROM identity_member WHERE id = $1", one.user_id)
    for _ in range(3):
        body = {"email": email, "password": "not the password"}
        assert (await as_(None).post("/session", json=body)).status_code == 403
    shown = (await own.client.get("/account/sign-ins")).json()["items"]

    _, rows = await own.both("sign_ins", WORKBOOK, {})
    assert [(row[0], row[2]) for row in rows] == [(one.name, "密码错误")] * 3
    assert [row[5] for row in rows] == [each["address"] for each in shown]
    assert (await Exporting(as_, other, run_jobs).both("sign_ins", WORKBOOK, {}))[1] == []
    await own.is_hidden(other)


@pytest.mark.parametrize("name", ["payees", "payout_lists", "statement_layouts"])
async def test_others_export_none_of_what_the_desk_keeps(
    db: None, as_: ClientFor, name: str
) -> None:
    client = as_(await make.actor(await make.organisation("firm"), "handler"))
    for path in (WORKBOOK, "/exports", "/exports/sheet"):
        answer = await client.post(path, json={"list": name})
        assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
