"""Statements, Stripe's balance and the ledger: zero unexplained, every difference named."""

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.kernel.db import fetch_value
from backend.kernel.settings import settings
from backend.payments import service as payments
from backend.payments.states import Purpose
from backend.treasury import service as treasury
from tests.conftest import ClientFor
from tests.payments.stand_in import KEY, SECRET, StandIn, program
from tests.payments.test_checkout import by_bank, owed
from tests.payments.test_gateway_refunds import Desk
from tests.payments.test_webhooks import held, intent_of
from tests.treasury.make import Move, account, as_csv, days, send, table


@pytest.fixture
async def stripe(set_up: Callable[..., None]) -> AsyncIterator[StandIn]:
    """With a balance that nobody else has moved."""
    with program("--held") as address:
        set_up(
            stripe_secret_key=KEY,
            stripe_webhook_secret=SECRET,
            stripe_api_base=address,
            operating_mode="licensed_broker",
        )
        async with httpx.AsyncClient(trust_env=False, timeout=60) as http:
            yield StandIn(address, http)


@pytest.fixture
def desk(request: pytest.FixtureRequest, stripe: StandIn) -> Desk:
    names = ("operator", "firm", "as_")
    operator, firm, as_ = (request.getfixturevalue(name) for name in names)
    deliver, run_jobs = (request.getfixturevalue(name) for name in ("deliver", "run_jobs"))
    return Desk(operator, firm, as_, stripe, deliver, run_jobs)


async def asked(operator: Actor, as_: ClientFor) -> dict[str, Any]:
    answer = await as_(operator).get("/reconciliation")
    assert answer.status_code == 200, answer.text
    found = answer.json()
    return {side["side"]: side for side in found["sides"]} | {"waiting": found["waiting"]}


def unexplained(found: dict[str, Any]) -> list[int]:
    return [side["unexplained_fen"] for name, side in found.items() if name != "waiting"]


async def test_a_fee_by_card_an_appraisal_by_statement_and_a_refund_leave_nothing_unexplained(
    operator: Actor, firm: Actor, insurer: Actor, as_: ClientFor, desk: Desk
) -> None:
    by_card = await desk.paid()
    by_transfer = await owed(firm, insurer, purpose=Purpose.APPRAISAL_FEE, amount=50_000)
    reference = (await as_(firm).get(f"/charges/{by_transfer}")).json()["reference"]
    bank = await account(operator, book="client")
    moves = [
        Move(50_000, days(1), name=firm.organisation_name, memo=reference),
        Move(700, days(1), name="谁", memo="?"),
    ]
    assert (await send(as_, operator, bank, as_csv(table(moves)))).status_code < 300
    await desk.run_jobs()
    second = replace(operator, user_id=uuid4())
    order = (
        await as_(operator).post(
            "/refunds", json={"charge_id": by_card, "amount_fen": 8_000, "reason": "多收"}
        )
    ).json()
    approved = await as_(second).post(f"/payment-orders/{order['id']}/approval")
    assert approved.status_code == 200, approved.text
    await desk.run_jobs()
    assert await desk.shown(by_card) == ("part_refunded", 80_000, 8_000, 0)
    await payments.fetch_lines()

    found = await asked(operator, as_)

    assert (await desk.shown(by_transfer))[0] == "paid"
    assert unexplained(found) == [0, 0, 0, 0]
    assert all(side["differences"] == [] for name, side in found.items() if name != "waiting")
    assert found["bank_client"]["outside_fen"] == 50_700
    assert found["gateway"]["outside_fen"] == found["gateway"]["ledger_fen"] > 0
    (waits,) = found["waiting"]
    assert (waits["purpose"], waits["book"], waits["currency"]) == ("suspense", "client", "CNY")
    assert waits["fen"] == 700
    await treasury.note_differences()
    assert await desk.tasks() == []


async def test_a_statement_that_nobody_placed_yet_is_told_and_after_a_day_a_task(
    operator: Actor, firm: Actor, as_: ClientFor, desk: Desk
) -> None:
    bank = await account(operator)
    await send(as_, operator, bank, as_csv(table([Move(900, days(1), name="谁", memo="?")])))

    young = await asked(operator, as_)
    await treasury.note_differences()
    none = await desk.tasks()
    with clock.at(clock.now() + timedelta(days=2)):
        for _ in range(2):
            await treasury.note_differences()
    old = await asked(operator, as_)

    (line,) = young["bank_own"]["differences"]
    assert (line["cause"], line["off_fen"], line["task_id"]) == ("line_not_placed", -900, None)
    assert unexplained(young) == [0, 0, 0, 0]
    assert (none, await desk.tasks()) == ([], [("difference", 900)])
    assert old["bank_own"]["differences"][0]["task_id"] is not None


async def test_money_that_the_ledger_has_and_no_statement_is_named(
    operator: Actor, firm: Actor, as_: ClientFor, desk: Desk
) -> None:
    charge = await owed(firm, operator)
    await by_bank(charge, 1_234)

    found = await asked(operator, as_)

    (row,) = found["bank_own"]["differences"]
    assert (row["cause"], row["off_fen"]) == ("posting_without_line", 1_234)
    assert unexplained(found) == [0, 0, 0, 0]


async def test_what_is_not_fetched_from_stripe_is_named(
    operator: Actor, firm: Actor, as_: ClientFor, desk: Desk
) -> None:
    await desk.paid()

    before = (await asked(operator, as_))["gateway"]
    await payments.fetch_lines()
    after = (await asked(operator, as_))["gateway"]

    assert {row["cause"] for row in before["differences"]} == {
        "not_fetched",
        "payment_without_line",
    }
    assert (before["unexplained_fen"], after["differences"]) == (0, [])


async def test_what_stripe_tells_of_a_payment_leaves_no_difference(
    operator: Actor, firm: Actor, as_: ClientFor, desk: Desk
) -> None:
    charge = await desk.paid()
    await desk.back(charge, 1_000)

    for kind in ("charge.succeeded", "refund.created", "charge.succeeded"):
        await desk.tell(kind)
    found = (await asked(operator, as_))["gateway"]

    assert (found["differences"], found["unexplained_fen"]) == ([], 0)


@pytest.mark.parametrize("book", ["own", "client"])
async def test_a_payout_that_arrives_is_tied_to_its_line_and_the_other_book_is_owed_its_part(
    operator: Actor, firm: Actor, insurer: Actor, as_: ClientFor, desk: Desk, book: str
) -> None:
    await desk.paid()
    await desk.paid(payee=insurer, purpose=Purpose.APPRAISAL_FEE, amount=120_000)
    await desk.stripe.control("payouts")
    await desk.tell("payout.paid")
    await payments.fetch_lines()
    (payout,) = (await as_(operator).get("/gateway-payouts")).json()["items"]
    bank = await account(operator, book=book)
    moves = [Move(fen, days(1), name="STRIPE") for fen in (payout["amount_fen"], 1)]
    await send(as_, operator, bank, as_csv(table(moves)))
    await desk.run_jobs()
    lines = (await as_(operator).get("/bank-statement-lines")).json()["items"]
    arrived, other = sorted(lines, key=lambda row: -row["amount_fen"])
    body = {"kind": "payout", "gateway_payout": payout["id"]}
    path = "/bank-statement-lines/{}/match"
    second = replace(operator, user_id=uuid4())

    wrong = await as_(operator).post(path.format(other["id"]), json=body)
    await as_(operator).post(path.format(arrived["id"]), json=body)
    done = await as_(second).post(path.format(arrived["id"]) + "/confirmation")
    again = await as_(operator).post(path.format(other["id"]), json=body)
    found = await asked(operator, as_)

    assert payout["own_fen"] + payout["client_fen"] == payout["amount_fen"]
    assert (wrong.json()["code"], wrong.json()["expected_fen"]) == (
        "payments.payout_differs",
        payout["amount_fen"],
    )
    assert (done.json()["state"], done.json()["left_fen"]) == ("settled", 0), done.text
    assert again.json()["code"] == "payments.no_such_payout"
    assert (await as_(operator).get("/gateway-payouts")).json()["items"] == []
    assert unexplained(found) == [0, 0, 0, 0]
    sign = 1 if book == "own" else -1
    part = payout["client_fen"] if book == "own" else payout["own_fen"]
    assert {(row["purpose"], row["book"], row["fen"]) for row in found["waiting"]} == {
        ("suspense", book, 1),
        ("between", "client", sign * part),
        ("between", "own", -sign * part),
    }


async def test_money_by_card_that_fits_no_charge_is_for_another_one_once_two_people_say_so(
    operator: Actor, firm: Actor, insurer: Actor, as_: ClientFor, desk: Desk
) -> None:
    closed = await owed(firm, operator, amount=90_000)
    page = (await as_(firm).post(f"/charges/{closed}/checkout")).json()
    await desk.stripe.pay(page["url"])
    await as_(operator).post(f"/charges/{closed}/cancellation", json={"reason": "重复"})
    await desk.tell("payment_intent.succeeded")
    await payments.fetch_lines()
    path = "/operator/gateway-payments"
    (row,) = (await as_(operator).get(path)).json()["items"]
    other = await owed(firm, operator, amount=90_000)
    second = replace(operator, user_id=uuid4())

    to_closed = await as_(operator).post(f"{path}/{row['id']}/match", json={"charge_id": closed})
    asked_for = await as_(operator).post(f"{path}/{row['id']}/match", json={"charge_id": other})
    twice = await as_(second).post(f"{path}/{row['id']}/match", json={"charge_id": other})
    alone = await as_(operator).post(f"{path}/{row['id']}/match/confirmation")
    done = await as_(second).post(f"{path}/{row['id']}/match/confirmation")
    again = await as_(second).post(f"{path}/{row['id']}/match/confirmation")
    found = await asked(operator, as_)

    assert (row["amount"], row["allowed_actions"]) == (90_000, ["match", "return"])
    assert to_closed.json()["code"] == "payments.charge_cancelled"
    assert asked_for.json()["allowed_actions"] == ["refuse"]
    assert twice.json()["code"] == "payments.charge_proposed"
    assert alone.json()["code"] == "payments.same_person"
    assert (done.status_code, again.status_code) == (204, 404)
    assert (await desk.shown(other))[0] == "paid"
    assert unexplained(found) == [0, 0, 0, 0]
    assert {(each["purpose"], each["book"], each["fen"]) for each in found["waiting"]} == {
        ("between", "client", -90_000),
        ("between", "own", 90_000),
    }
    await _goes_back_by_card(other, operator, second, as_, desk)


async def _goes_back_by_card(
    charge: str, operator: Actor, second: Actor, as_: ClientFor, desk: Desk
) -> None:
    """What was matched goes back by card like any other payment of the charge; once."""
    body = {"charge_id": charge, "amount_fen": 90_000, "reason": "退费"}
    order = (await as_(operator).post("/refunds", json=body)).json()
    second_order = await as_(second).post("/refunds", json=body)
    await as_(second).post(f"/payment-orders/{order['id']}/approval")
    await desk.run_jobs()
    await payments.fetch_lines()

    assert second_order.json()["code"] == "treasury.refund_proposed"
    assert await desk.shown(charge) == ("refunded", 0, 90_000, 0)
    assert unexplained(await asked(operator, as_)) == [0, 0, 0, 0]


@pytest.mark.parametrize("currency", ["cny", "usd"])
async def test_money_for_no_charge_goes_back_by_the_service_once_another_person_says_so(
    operator: Actor, as_: ClientFor, desk: Desk, currency: str
) -> None:
    event = await intent_of(desk.stripe, amount=700, currency=currency)
    await desk.deliver(event)
    await desk.run_jobs()
    path = "/operator/gateway-payments"
    (row,) = (await as_(operator).get(path)).json()["items"]
    second = replace(operator, user_id=uuid4())
    road = f"{path}/{row['id']}"

    unsaid = await as_(operator).post(f"{road}/return", json={"note": ""})
    proposed = await as_(operator).post(f"{road}/return", json={"note": "外币，退回"})
    twice = await as_(second).post(f"{road}/return", json={"note": "again"})
    alone = await as_(operator).post(f"{road}/match/confirmation")
    done = await as_(second).post(f"{road}/match/confirmation")
    again = await as_(second).post(f"{road}/return", json={"note": "again"})
    for _ in range(2):
        await desk.run_jobs()
        await desk.tell("refund.created")
    made = (await desk.stripe.api("GET", "refunds"))["data"]

    assert row["allowed_actions"] == (["match", "return"] if currency == "cny" else ["return"])
    assert unsaid.json()["code"] == "invalid_request"
    assert proposed.json()["allowed_actions"] == ["refuse"]
    assert twice.json()["code"] == "payments.charge_proposed"
    assert alone.json()["code"] == "payments.same_person"
    assert (done.status_code, again.status_code) == (204, 404)
    mine = [each for each in made if each["payment_intent"] == row["payment"]]
    assert [(each["amount"], each["currency"]) for each in mine] == [(700, currency)]
    assert (await held("suspense", "client"), await held("gateway", "client")) == (0, 0)
    assert not [name for name, _ in await desk.tasks() if name == "unknown_refund"]
    assert await fetch_value("SELECT returned FROM payments_gateway_match") == "succeeded"


async def test_what_stripe_will_not_send_back_waits_on_and_is_a_task(
    operator: Actor, as_: ClientFor, desk: Desk
) -> None:
    event = await intent_of(desk.stripe, amount=700)
    await desk.deliver(event)
    await desk.run_jobs()
    path = "/operator/gateway-payments"
    (row,) = (await as_(operator).get(path)).json()["items"]
    await as_(operator).post(f"{path}/{row['id']}/return", json={"note": "退回"})
    # Somebody has sent some of it back at Stripe itself meanwhile.
    await desk.stripe.api("POST", "refunds", payment_intent=row["payment"], amount="1")
    second = replace(operator, user_id=uuid4())
    await as_(second).post(f"{path}/{row['id']}/match/confirmation")
    await desk.run_jobs()

    (left,) = (await as_(operator).get(path)).json()["items"]
    assert left["id"] == row["id"]
    assert ("refund_failed", 700) in await desk.tasks()
    assert await held("suspense", "client") == -700


async def test_a_charge_in_another_currency_is_refused(
    operator: Actor, firm: Actor, as_: ClientFor
) -> None:
    body = {
        "payer_id": str(firm.organisation_id),
        "payee_id": str(operator.organisation_id),
        "purpose": "platform_fee",
        "amount_fen": 100,
        "currency": "USD",
        "due_on": clock.today().isoformat(),
        "about": "fee",
    }

    answer = await as_(operator).post("/charges", json=body)

    assert (answer.status_code, answer.json()["code"]) == (422, "payments.unknown_currency")


async def test_while_stripe_does_not_answer_the_banks_are_told_and_since_when_it_is_silent(
    operator: Actor, firm: Actor, as_: ClientFor, desk: Desk, set_up: Callable[..., None]
) -> None:
    await desk.paid()
    await payments.fetch_lines()
    bank = await account(operator)
    await send(as_, operator, bank, as_csv(table([Move(900, days(1), name="谁", memo="?")])))
    read = await asked(operator, as_)
    address = settings().stripe_api_base

    set_up(stripe_api_base="http://127.0.0.1:9")
    with clock.at(at := clock.now()):
        silent = await asked(operator, as_)
    with clock.at(at + timedelta(hours=3)):
        later = await asked(operator, as_)
    set_up(stripe_api_base=address)
    again = await asked(operator, as_)

    assert read["gateway"]["unread_since"] is None
    assert silent["bank_own"] == read["bank_own"]
    assert datetime.fromisoformat(silent["gateway"]["unread_since"]) == at
    assert later["gateway"]["unread_since"] == silent["gateway"]["unread_since"]
    assert silent["gateway"]["outside_fen"] == read["gateway"]["outside_fen"]
    assert again["gateway"] == read["gateway"]


async def test_the_ledger_is_read_by_kind_owner_and_number(
    operator: Actor, firm: Actor, insurer: Actor, as_: ClientFor
) -> None:
    for purpose in (Purpose.APPRAISAL_FEE, Purpose.PREMIUM):
        await by_bank(await owed(firm, insurer, purpose=purpose), 500)
    await by_bank(await owed(firm, operator), 100)

    rows: list[dict[str, Any]] = []
    chosen: dict[str, Any] = {"limit": 2}
    while True:
        page = (await as_(operator).get("/ledger/accounts", params=chosen)).json()
        rows += page["items"]
        if page["next"] is None:
            break
        chosen["cursor"] = page["next"]

    shown = [(row["kind"], row["holder_name"] or "", row["number"]) for row in rows]
    kinds = ["asset", "liability", "equity", "income", "expense"]
    assert shown == sorted(shown, key=lambda each: (kinds.index(each[0]), *each[1:]))
    assert {row["number"] for row in rows} >= {"1002", "6001.12", "2241.13"}
    assert len({row["id"] for row in rows}) == len(rows) >= 5


async def test_a_firm_does_not_see_the_reconciliation(firm: Actor, as_: ClientFor) -> None:
    assert (await as_(firm).get("/reconciliation")).status_code == 403
    assert await fetch_value("SELECT count(*) FROM payments_task") == 0
