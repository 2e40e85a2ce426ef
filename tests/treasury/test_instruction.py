"""How a charge is paid by transfer: where to, how much, with which remark."""

import io

import pytest
from pypdf import PdfReader

from backend.kernel.auth import SYSTEM, Actor
from backend.payments import service as payments
from backend.payments.states import Book
from backend.treasury import rules, service
from tests import make
from tests.conftest import ClientFor
from tests.payments.make import charged, moved
from tests.treasury.make import NUMBER


@pytest.fixture
async def operator(db: None) -> Actor:
    return await make.actor(await make.organisation("operator"), "operator", "admin")


@pytest.fixture
async def firm(db: None) -> Actor:
    return await make.actor(await make.organisation("firm"), "handler")


async def _open(operator: Actor, book: Book) -> None:
    await service.open_account(
        service.Opened(
            book=book,
            holder_id=None,
            account_name="知融平台运营",
            account_number=NUMBER,
            bank_name="某银行上海分行",
            bank_code=None,
            layout_code="two_columns",
            opening_fen=0,
        ),
        by=operator,
    )


async def test_the_instruction_asks_for_what_is_still_open_under_the_reference(
    operator: Actor, firm: Actor, as_: ClientFor
) -> None:
    await _open(operator, Book.OWN)
    row = await charged(firm, operator, amount=12_345_67)
    whole = (await as_(firm).get(f"/charges/{row['id']}/instruction")).json()
    await payments.receive(moved(345_67), charge_id=row["id"], by=SYSTEM)
    rest = (await as_(firm).get(f"/charges/{row['id']}/instruction")).json()

    assert (whole["amount_fen"], whole["amount_capitals"]) == (
        12_345_67,
        "人民币壹万贰仟叁佰肆拾伍元陆角柒分",
    )
    assert rest["amount_fen"] == 12_000_00
    assert (rest["reference"], rest["account_number"]) == (row["reference"], NUMBER)
    assert rest["qr_svg"].startswith("<svg")


async def test_the_sheet_says_the_same_to_whoever_makes_the_transfer(
    operator: Actor, firm: Actor, as_: ClientFor
) -> None:
    await _open(operator, Book.OWN)
    row = await charged(firm, operator, amount=12_345_67, about="#set page(); $x$ 平台费")
    stranger = await make.actor(await make.organisation("firm"), "handler")
    path = f"/charges/{row['id']}/instruction.pdf"
    told = (await as_(firm).get(f"/charges/{row['id']}/instruction")).json()
    answer = await as_(firm).get(path)
    text = "".join(PdfReader(io.BytesIO(answer.content)).pages[0].extract_text().split())

    assert (answer.headers["content-type"], len(answer.content) > 10_000) == (
        "application/pdf",
        True,
    )
    for said in (
        told["reference"],
        NUMBER,
        "12,345.67",
        told["amount_capitals"],
        "#set page(); $x$ 平台费",
        "知融平台运营",
    ):
        assert "".join(said.split()) in text, said
    assert (await as_(stranger).get(path)).status_code == 404


async def test_without_an_account_of_its_book_nobody_is_told_to_pay(
    operator: Actor, firm: Actor, as_: ClientFor
) -> None:
    await _open(operator, Book.CLIENT)
    row = await charged(firm, operator)

    answer = await as_(firm).get(f"/charges/{row['id']}/instruction")

    assert (answer.status_code, answer.json()["code"]) == (409, rules.NoAccount.code)


async def test_nothing_is_asked_for_what_is_paid_cancelled_or_anothers(
    operator: Actor, firm: Actor, as_: ClientFor
) -> None:
    await _open(operator, Book.OWN)
    paid, gone = await charged(firm, operator), await charged(firm, operator)
    await payments.receive(moved(1000), charge_id=paid["id"], by=SYSTEM)
    await payments.cancel_charge(gone["id"], reason="误开", by=operator)
    stranger = await make.actor(await make.organisation("firm"), "handler")

    codes = [
        (await as_(who).get(f"/charges/{row['id']}/instruction")).json()["code"]
        for who, row in ((firm, paid), (firm, gone), (stranger, gone))
    ]

    assert codes == ["payments.nothing_open", "payments.charge_closed", "not_found"]
