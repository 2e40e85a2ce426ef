"""Invoices of paid charges: asked for, taken to the tax platform, numbered, credited."""

import csv
import io
import random
from datetime import timedelta
from fractions import Fraction
from typing import Any
from uuid import UUID

import pytest
from asyncpg import RestrictViolationError

from backend.identity import service as identity
from backend.identity.states import OrganisationKind
from backend.invoicing import rules, service, states
from backend.kernel import clock, listed, spreadsheet
from backend.kernel.auth import SYSTEM, Actor
from backend.kernel.db import execute, fetch_one, transaction
from backend.kernel.errors import NotFound
from backend.kernel.lifecycle import IllegalTransition
from backend.kernel.money import BasisPoints, Fen
from backend.payments import service as payments
from backend.payments.states import Purpose
from tests import make
from tests.conftest import ClientFor
from tests.documents import make as make_documents
from tests.payments.make import charged, moved

TODAY = clock.today


@pytest.fixture
async def operator(db: None) -> Actor:
    row = await make.organisation("operator")
    actor = await make.actor(row, "operator", "admin")
    await _state(actor)
    return actor


@pytest.fixture
async def firm(db: None) -> Actor:
    actor = await make.actor(await make.organisation("firm"), "handler")
    await _state(actor)
    return actor


async def _state(actor: Actor, **changed: Any) -> dict[str, Any]:
    own = await identity.organisation(actor.organisation_id)
    told = {
        "name": own.name,
        "tax_number": own.uscc or make.uscc(),
        "taxpayer": states.Taxpayer.GENERAL,
        "address": "浦东新区世纪大道1号",
        "phone": "021-50000000",
        "bank_name": "",
        "bank_account": "",
    }
    return await service.state_title(service.TitleTerms(**told | changed), by=actor)


async def _paid(firm: Actor, payee: Actor, amount: int = 10_600_00) -> UUID:
    row = await charged(firm, payee, amount=amount)
    await payments.receive(moved(amount), charge_id=row["id"], by=SYSTEM)
    return UUID(str(row["id"]))


async def _ask(charge: UUID, firm: Actor, form: str = "ordinary") -> dict[str, Any]:
    return await service.ask(charge, form=states.InvoiceForm(form), by=firm)


def _number(serial: int) -> str:
    return f"{TODAY():%y}317{serial:015}"


async def _issue(
    row: dict[str, Any], seller: Actor, serial: int = 1, *, file_id: UUID | None = None
) -> dict[str, Any]:
    given = service.Numbered(number=_number(serial), issued_on=TODAY())
    return await service.issue(row["id"], given, file_id=file_id, by=seller)


async def _send_back(charge: UUID, amount: int, name: str) -> None:
    await payments.order_refund(charge, moved(amount, name), by=SYSTEM)
    await payments.confirm_refund(charge, moved(amount, name), by=SYSTEM)
    await service.follow_refund(charge)


async def test_the_operators_code_is_stated_once_and_stands_on_its_invoices(
    db: None, as_: ClientFor
) -> None:
    first, other = make.uscc(), make.uscc()
    await identity.create_operator("one@example.test")
    for code in (first, other):
        await identity.create_operator(f"{code}@example.test", uscc=code)
    (operator_id,) = await identity.organisations_of_kind(OrganisationKind.OPERATOR)
    actor = await make.actor(await identity.organisation(operator_id), "operator", "admin")

    assert (await as_(actor).get("/invoice-title")).json()["tax_number"] == first
    with pytest.raises(identity.CreditCodeInvalid):
        await identity.create_operator("two@example.test", uscc=first[:-1] + "*")


@pytest.mark.parametrize("rate", [0, 100, 300, 600, 1300])
def test_a_total_is_split_to_the_fen_and_credits_add_up_to_their_invoice(rate: int) -> None:
    draws = random.Random(rate)  # noqa: S311 - not a secret
    for _ in range(300):
        total = draws.choice([draws.randint(1, 300), draws.randint(1, 10**12)])
        parts = rules.split(Fen(total), BasisPoints(rate))
        exact = Fraction(total * 10_000, 10_000 + rate)
        assert parts.amount + parts.tax == total
        assert -Fraction(1, 2) < parts.amount - exact <= Fraction(1, 2)

        left, taken = total, [0, 0, 0]
        while left:
            after = draws.randint(0, left - 1)
            note = rules.credit(before=Fen(left), after=Fen(after), rate=BasisPoints(rate))
            assert note.amount >= 0
            assert note.tax >= 0
            assert note.amount + note.tax == note.total
            taken = [taken[0] + note.amount, taken[1] + note.tax, taken[2] + note.total]
            left = after
        assert taken == [parts.amount, parts.tax, total]


async def test_a_paid_charge_is_invoiced_once_with_everything_that_the_tax_platform_asks(
    operator: Actor, firm: Actor, as_: ClientFor
) -> None:
    charge = await _paid(firm, operator)
    told = (await as_(firm).get(f"/charges/{charge}/invoices")).json()
    answer = await as_(firm).post(f"/charges/{charge}/invoices", json={"form": "special"})
    row = answer.json()
    again = await as_(firm).post(f"/charges/{charge}/invoices", json={"form": "special"})

    assert answer.status_code == 201, row
    assert (told["refused"], told["draft"]["total_fen"]) == (None, 10_600_00)
    assert (row["amount_fen"], row["tax_fen"], row["rate_bp"]) == (10_000_00, 600_00, 600)
    assert row["total_capitals"] == "人民币壹万零陆佰元整"
    assert row["item"] == "*信息技术服务*平台服务费"
    assert len(row["tax_class_code"]) == 19
    assert row["reference"] in row["remark"]
    assert (row["buyer_tax_number"], row["seller_tax_number"]) != ("", "")
    assert (again.status_code, again.json()["code"]) == (409, rules.AskedBefore.code)


async def test_an_invoice_goes_to_the_tax_platform_as_a_file_and_comes_back_with_a_number(
    operator: Actor, firm: Actor, as_: ClientFor
) -> None:
    row = await _ask(await _paid(firm, operator), firm)
    batch = (await as_(operator).post("/invoice-batches")).json()
    file = (await as_(operator).get(f"/invoice-batches/{batch['id']}/invoices.csv")).text
    empty = await as_(operator).post("/invoice-batches")
    told = {"number": _number(7), "issued_on": TODAY().isoformat()}
    issued = await as_(operator).post(f"/invoices/{row['id']}/number", json=told)
    listed = (await as_(firm).get("/invoices", params={"view": "issued"})).json()

    assert (batch["invoices"], batch["total_fen"]) == (1, 10_600_00)
    assert all(part in file for part in (str(row["id"]), "10000.00", "6%", "600.00", "10600.00"))
    assert (empty.status_code, empty.json()["code"]) == (409, rules.NothingToExport.code)
    assert (issued.json()["state"], issued.json()["number"]) == ("issued", _number(7))
    assert [each["number"] for each in listed["items"]] == [_number(7)]
    with pytest.raises(IllegalTransition):
        await service.withdraw(row["id"], reason="x", by=firm)


async def test_refunds_are_credited_in_part_and_whole_and_never_above_the_invoice(
    operator: Actor, firm: Actor
) -> None:
    charge = await _paid(firm, operator, 1_000_00)
    first = await _issue(await _ask(charge, firm), operator)
    await _send_back(charge, 333_33, "a")
    await service.follow_refund(charge)
    await _send_back(charge, 666_67, "b")
    told = (await service.of_charge(charge, by=firm))["invoices"]
    notes = [row for row in told if row["kind"] == "credit_note"]

    assert [row["total_fen"] for row in notes] == [333_33, 666_67]
    assert sum(row["tax_fen"] for row in notes) == first["tax_fen"]
    assert sum(row["amount_fen"] for row in notes) == first["amount_fen"]
    half = await _issue(notes[0], operator, 2)
    assert (half["state"], half["corrects_number"]) == ("issued", first["number"])
    assert (await service.invoice(first["id"], by=firm))["state"] == "part_credited"
    await _issue(notes[1], operator, 3)
    assert (await service.invoice(first["id"], by=firm))["state"] == "credited"
    with pytest.raises(RestrictViolationError, match="never exceed"):
        async with transaction():
            await execute(
                "INSERT INTO invoicing_invoice SELECT (jsonb_populate_record(i, jsonb_build_object("
                "'id', gen_random_uuid(), 'number', NULL, 'issued_on', NULL, 'told_by', NULL, "
                "'told_at', NULL, 'state', 'requested'))).* FROM invoicing_invoice i WHERE id = $1",
                notes[0]["id"],
            )


async def test_a_refund_before_the_number_takes_the_request_back_or_is_credited_after_it(
    operator: Actor, firm: Actor
) -> None:
    waits, sent = await _paid(firm, operator), await _paid(firm, operator)
    asked = await _ask(sent, firm)
    await service.make_batch(by=operator)
    early = await _ask(waits, firm)
    await _send_back(waits, 600_00, "w")
    await _send_back(sent, 600_00, "s")
    ended = await service.invoice(early["id"], by=firm)
    again = await _ask(waits, firm)
    await _issue(asked, operator)
    notes = (await service.of_charge(sent, by=firm))["invoices"][1:]

    assert ended["state"] == "withdrawn"
    assert again["total_fen"] == 10_000_00
    assert [row["total_fen"] for row in notes] == [600_00]


async def test_what_was_paid_above_the_charge_is_not_sold_and_not_credited(
    operator: Actor, firm: Actor
) -> None:
    charge = (await charged(firm, operator, amount=500_00))["id"]
    await payments.receive(moved(700_00), charge_id=charge, by=SYSTEM)
    row = await _issue(await _ask(charge, firm), operator)
    await _send_back(charge, 200_00, "over")

    assert row["total_fen"] == 500_00
    assert len((await service.of_charge(charge, by=firm))["invoices"]) == 1


async def test_a_wrong_invoice_is_credited_whole_and_asked_for_anew(
    operator: Actor, firm: Actor
) -> None:
    charge = await _paid(firm, operator)
    first = await _issue(await _ask(charge, firm), operator)
    note = await service.credit(first["id"], reason="抬头有误", by=operator)
    with pytest.raises(rules.NothingToCredit):
        await service.credit(first["id"], reason="again", by=operator)
    with pytest.raises(rules.AskedBefore):
        await _ask(charge, firm)
    await _issue(note, operator, 2)
    await _state(firm, phone="021-60000000")
    second = await _ask(charge, firm)

    assert (second["buyer_phone"], first["buyer_phone"]) == ("021-60000000", "021-50000000")
    with pytest.raises(rules.CreditOwed):
        await service.refuse(note["id"], reason="x", by=operator)
    with pytest.raises(rules.OriginalOpen):
        await service.credit(second["id"], reason="x", by=operator)


async def test_premium_is_its_insurers_own_invoice_and_only_mirrored(
    operator: Actor, firm: Actor, as_: ClientFor
) -> None:
    insurer = await make.actor(await make.organisation("insurer"), "admin")
    row = await _premium(firm, insurer)
    await payments.receive(moved(53_000), charge_id=row, by=SYSTEM)
    untold = await as_(firm).post(f"/charges/{row}/invoices", json={"form": "ordinary"})
    await _state(insurer)
    asked = await _ask(row, firm)
    by_platform = await as_(operator).post(
        f"/invoices/{asked['id']}/number",
        json={"number": _number(1), "issued_on": TODAY().isoformat()},
    )

    assert (untold.status_code, untold.json()["code"]) == (409, rules.SellerUntold.code)
    assert (asked["mirrored"], asked["amount_fen"], asked["tax_fen"]) == (True, 50_000, 3_000)
    assert (by_platform.status_code, by_platform.json()["code"]) == (403, rules.NotTheSeller.code)
    with pytest.raises(rules.NothingToExport):
        await service.make_batch(by=insurer)
    assert (await _issue(asked, insurer))["state"] == "issued"


async def _premium(firm: Actor, insurer: Actor) -> UUID:
    """As insurance raises it: through the module's own door, for the insurer."""
    row = await payments.owe(
        payments.Owed(
            payer_id=firm.organisation_id,
            payee_id=insurer.organisation_id,
            purpose=Purpose.PREMIUM,
            amount=Fen(53_000),
            due_on=TODAY(),
            about="专利执行险保费",
        ),
        by=insurer,
    )
    return UUID(str(row["id"]))


async def test_the_title_is_the_organisations_own_and_its_number_is_proven(
    operator: Actor, as_: ClientFor
) -> None:
    firm = await make.actor(await make.organisation("firm"), "handler")
    prefilled = (await as_(firm).get("/invoice-title")).json()
    body = {"name": "甲公司", "taxpayer": "general"}
    right, other = prefilled["tax_number"], make.uscc()
    wrong = right[:-1] + ("0" if right[-1] != "0" else "1")
    answers = [
        await as_(firm).post("/invoice-title", json=body | {"tax_number": number})
        for number in (wrong, other, f" {right[:6]} {right[6:].lower()} ")
    ]

    assert prefilled["version"] == 0
    assert [each.json().get("code") for each in answers] == [
        rules.TaxNumberInvalid.code,
        rules.TaxNumberNotYours.code,
        None,
    ]
    assert answers[2].json()["version"] == 1


async def test_refusals_say_what_would_pass(operator: Actor, firm: Actor, as_: ClientFor) -> None:
    unpaid = (await charged(firm, operator))["id"]
    charge = await _paid(firm, operator)
    untitled = await make.actor(await make.organisation("firm"), "handler")
    stranger = await make.actor(await make.organisation("firm"), "handler", "admin")
    row = await _ask(charge, firm)
    used = await _issue(await _ask(await _paid(firm, operator), firm), operator, 5)
    day, later = TODAY(), TODAY() + timedelta(days=1)
    before = TODAY() - timedelta(days=1)

    async def code(who: Actor, path: str, **body: object) -> str:
        return str((await as_(who).post(path, json=body)).json()["code"])

    number = f"/invoices/{row['id']}/number"
    assert [
        await code(firm, f"/charges/{unpaid}/invoices", form="ordinary"),
        await code(operator, f"/charges/{charge}/invoices", form="ordinary"),
        await code(
            untitled,
            f"/charges/{await _paid(untitled, operator)}/invoices",
            form="ordinary",
        ),
        await code(operator, number, number="123", issued_on=day.isoformat()),
        await code(operator, number, number=_number(1), issued_on=later.isoformat()),
        await code(operator, number, number=_number(1), issued_on=before.isoformat()),
        await code(operator, number, number=used["number"], issued_on=day.isoformat()),
        await code(firm, number, number=_number(1), issued_on=day.isoformat()),
        await code(stranger, number, number=_number(1), issued_on=day.isoformat()),
        await code(stranger, f"/charges/{charge}/invoices", form="ordinary"),
    ] == [
        rules.NotPaid.code,
        "forbidden",
        rules.TitleMissing.code,
        rules.NumberInvalid.code,
        rules.DateUnfit.code,
        rules.DateUnfit.code,
        rules.NumberUsed.code,
        "forbidden",
        "not_found",
        "not_found",
    ]


async def test_rules_are_dated_and_never_let_the_platform_issue_for_an_insurer(
    operator: Actor, firm: Actor, as_: ClientFor
) -> None:
    body = {
        "purpose": "platform_fee",
        "taxpayer": "general",
        "item": "*信息技术服务*平台服务费",
        "tax_class_code": "3040205000000000000",
        "rate_bp": 900,
        "mirrored": False,
        "basis": "演示",
        "valid_from": TODAY().isoformat(),
    }
    before = await _ask(await _paid(firm, operator), firm)
    answers = [
        await as_(operator).post("/invoice-rules", json=body | changed)
        for changed in ({}, {}, {"purpose": "premium"}, {"valid_from": "2026-01-02"})
    ]
    after = await _ask(await _paid(firm, operator), firm)
    unruled = await make.actor(await make.organisation("insurer"), "admin")
    await _state(unruled, taxpayer=states.Taxpayer.SMALL_SCALE)
    premium = await _premium(firm, unruled)
    await payments.receive(moved(53_000), charge_id=premium, by=SYSTEM)

    assert [each.json().get("code") for each in answers] == [
        None,
        rules.RuleDatedBack.code,
        rules.NotMirrored.code,
        rules.RuleDatedBack.code,
    ]
    assert (before["rate_bp"], after["rate_bp"]) == (600, 900)
    with pytest.raises(rules.NoRule):
        await _ask(premium, firm)


async def test_the_invoices_file_is_read_by_its_buyer_and_by_nobody_else(
    operator: Actor, firm: Actor, as_: ClientFor
) -> None:
    file = await make_documents.file(operator)
    foreign = await make_documents.file(firm)
    stranger = await make.actor(await make.organisation("firm"), "handler")
    row = await _ask(await _paid(firm, operator), firm)
    with pytest.raises(NotFound):
        await _issue(row, operator, file_id=foreign.id)
    issued = await _issue(row, operator, file_id=file.id)
    answers = [
        (await as_(who).get(f"/documents/{issued['file']}")).status_code for who in (firm, stranger)
    ]

    assert answers == [200, 404]


async def test_what_an_invoice_states_cannot_be_rewritten(operator: Actor, firm: Actor) -> None:
    row = await _issue(await _ask(await _paid(firm, operator), firm), operator)
    for change in ("tax_fen = 0", f"number = '{_number(9)}'", "buyer_title = seller_title"):
        with pytest.raises(RestrictViolationError):
            async with transaction():
                await execute(f"UPDATE invoicing_invoice SET {change} WHERE id = $1", row["id"])
    for table in ("invoicing_invoice", "invoicing_title", "invoicing_rule"):
        with pytest.raises(RestrictViolationError):
            async with transaction():
                await execute(f"DELETE FROM {table}")
    kept = await fetch_one("SELECT number FROM invoicing_invoice WHERE id = $1", row["id"])
    assert kept == {"number": _number(1)}


async def test_the_list_leaves_whole_newest_first_and_only_to_its_parties(
    operator: Actor, firm: Actor, as_: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    charges = [await _paid(firm, operator, amount=amount) for amount in (10_600_00, 21_200_00)]
    with clock.at(clock.now() + timedelta(minutes=1)):
        first = await _ask(charges[0], firm)
    with clock.at(clock.now() + timedelta(minutes=2)):
        second = await _ask(charges[1], firm)
        await _issue(second, operator)
        await service.credit(second["id"], reason="开错", by=operator)
    stranger = await make.actor(await make.organisation("firm"), "handler")
    monkeypatch.setattr(listed, "BATCH", 1)

    async def rows(actor: Actor, **narrowed: str) -> list[list[str]]:
        answer = await as_(actor).get("/invoices/export.csv", params=narrowed)
        assert answer.status_code == 200, answer.text
        return list(csv.reader(io.StringIO(answer.text.removeprefix(spreadsheet.BOM))))[1:]

    whole = await rows(firm)
    ended = await rows(firm, view="waiting")
    monkeypatch.setattr(listed, "AT_ONCE", 2)
    too_many = await as_(firm).get("/invoices/export.csv")

    assert sorted(row[13] for row in whole) == ["-21200.00", "10600.00", "21200.00"]
    assert whole[-1][0] == first["reference"]
    assert [row[13] for row in ended if row[1] == "蓝字发票"] == ["10600.00"]
    assert await rows(stranger) == []
    assert (too_many.status_code, too_many.json()["code"]) == (422, "export_too_large")
