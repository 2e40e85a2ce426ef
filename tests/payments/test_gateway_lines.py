"""Stripe's balance, the ledger's, and why they differ; on a stand-in of the test's own."""

from collections.abc import AsyncIterator, Callable

import httpx
import pytest

from backend.kernel import db
from backend.kernel.auth import Actor
from backend.payments import service
from backend.payments.states import Purpose
from tests.payments.stand_in import KEY, SECRET, StandIn, program
from tests.payments.test_checkout import owed
from tests.payments.test_gateway_refunds import DISPUTED, FAILING_REFUND, PENDING_REFUND, Desk
from tests.payments.test_webhooks import held, intent_of, newest


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


async def differences() -> tuple[list[tuple[str, int]], int]:
    found = await service.standing()
    rows = [(each["cause"], each["off_fen"]) for each in found["differences"]]
    return sorted(rows), found["unexplained_fen"]


async def test_when_all_is_fetched_ledger_and_stripe_say_the_same(
    operator: Actor, firm: Actor, insurer: Actor, desk: Desk
) -> None:
    own = await desk.paid()
    client = await desk.paid(payee=insurer, purpose=Purpose.APPRAISAL_FEE, amount=120_000)
    await desk.back(own, 8_000)
    await desk.back(client, 20_000)
    before = await differences()

    for _ in range(2):
        await service.fetch_lines()

    fees = (88_000 * 290 + 9_999) // 10_000 + 200 + (120_000 * 290 + 9_999) // 10_000 + 200
    assert before == (
        [
            ("not_fetched", -(80_000 + 100_000 - fees)),
            ("payment_without_line", 88_000),
            ("payment_without_line", 120_000),
            ("refund_without_line", -20_000),
            ("refund_without_line", -8_000),
        ],
        0,
    )
    assert await differences() == ([], 0)
    assert await held("gateway_fee", "own") == fees
    assert await held("gateway", "own") == 80_000 - fees
    assert await held("gateway", "client") == 100_000


async def test_a_payout_goes_to_the_bank_by_whose_money_it_is(
    operator: Actor, firm: Actor, insurer: Actor, desk: Desk
) -> None:
    await desk.paid()
    await desk.paid(payee=insurer, purpose=Purpose.APPRAISAL_FEE, amount=120_000)
    await desk.stripe.control("payouts")

    await desk.tell("payout.paid")
    await desk.tell("payout.paid")
    await service.fetch_lines()

    fees = await held("gateway_fee", "own")
    assert await differences() == ([], 0)
    assert await held("transit", "client") == 120_000
    assert await held("transit", "own") == 88_000 - fees
    assert (await held("gateway", "own"), await held("gateway", "client")) == (0, 0)


async def test_a_fetch_finds_what_no_message_told(operator: Actor, firm: Actor, desk: Desk) -> None:
    """Webhooks that never came: the balance tells, and Stripe is asked what is so."""
    charge = await owed(firm, operator)
    page = (await desk.as_(firm).post(f"/charges/{charge}/checkout")).json()
    await desk.stripe.pay(page["url"])

    await service.fetch_lines()

    assert (await desk.shown(charge))[0] == "paid"
    assert await differences() == ([], 0)


@pytest.mark.parametrize("number", [PENDING_REFUND, FAILING_REFUND])
async def test_refunds_that_wait_or_fail_are_explained(
    operator: Actor, firm: Actor, desk: Desk, number: str
) -> None:
    charge = await desk.paid(number=number)
    await desk.back(charge, 88_000)
    await service.fetch_lines()
    waiting = await differences()
    await desk.stripe.control("later")
    await desk.tell("refund.updated")
    await service.fetch_lines()

    expected = [("refund_without_posting", 88_000)] if number == PENDING_REFUND else []
    assert waiting == (expected, 0)
    assert await differences() == ([], 0)


async def test_a_dispute_is_explained_whoever_wins(
    operator: Actor, firm: Actor, desk: Desk
) -> None:
    for won in (True, False):
        await desk.paid(number=DISPUTED)
        dispute = await newest(desk.stripe, "charge.dispute.created")
        await service.fetch_lines()
        opened = await differences()
        await desk.stripe.control("dispute-ends", dispute=dispute["data"]["object"]["id"], won=won)
        await service.fetch_lines()

        assert (opened, await differences()) == (([], 0), ([], 0))
    assert await held("disputed", "own") == 88_000


async def test_other_money_is_kept_and_looked_at(operator: Actor, firm: Actor, desk: Desk) -> None:
    await desk.deliver(await intent_of(desk.stripe, amount=500, currency="usd"))
    await desk.run_jobs()
    await desk.deliver(await intent_of(desk.stripe, amount=300))
    await desk.run_jobs()

    await service.fetch_lines()

    assert await differences() == ([], 0)
    assert await desk.tasks() == [
        ("other_currency", 500), ("unknown_charge", 300), ("unknown_line", 500),
    ]  # fmt: skip
    assert await held("suspense", "client") == -300


async def test_a_line_stays_as_it_was(operator: Actor, firm: Actor, desk: Desk) -> None:
    await desk.paid()
    await service.fetch_lines()

    for statement in ("SET fee_fen = 0", "SET book = 'client'", "SET book = NULL"):
        with pytest.raises(Exception, match="stays as it was"):
            async with db.transaction():
                await db.execute(f"UPDATE payments_gateway_line {statement}")
