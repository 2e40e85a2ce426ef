"""What came by card goes back by card; disputes and payouts move what they move, and no more."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import pytest

from backend.kernel import db
from backend.kernel.auth import SYSTEM, Actor
from backend.kernel.errors import Forbidden
from backend.payments import rules, service
from tests.conftest import ClientFor
from tests.payments.conftest import Deliver
from tests.payments.stand_in import StandIn
from tests.payments.test_checkout import by_bank, owed
from tests.payments.test_webhooks import held, intent_of, newest, tasks

RunJobs = Callable[[], Awaitable[int]]
PENDING_REFUND, FAILING_REFUND, DISPUTED = (
    "4000 0000 0000 7726", "4000 0000 0000 5126", "4000 0000 0000 0259",
)  # fmt: skip


class Desk:
    """One charge, paid by card, and what happens to it."""

    def __init__(
        self,
        operator: Actor,
        firm: Actor,
        as_: ClientFor,
        stripe: StandIn,
        deliver: Deliver,
        run_jobs: RunJobs,
    ) -> None:
        self.operator, self.firm, self.as_ = operator, firm, as_
        self.stripe, self.deliver, self.run_jobs = stripe, deliver, run_jobs

    async def paid(self, *, number: str = "4242 4242 4242 4242", **how: Any) -> str:
        charge = await owed(self.firm, how.pop("payee", self.operator), **how)
        page = (await self.as_(self.firm).post(f"/charges/{charge}/checkout")).json()
        assert (await self.stripe.pay(page["url"], number=number)).status_code == 303
        await self.tell("payment_intent.succeeded")
        return charge

    async def tell(self, kind: str) -> None:
        await self.deliver(await newest(self.stripe, kind))
        await self.run_jobs()

    async def back(self, charge: str, amount: int) -> None:
        await service.refund_by_gateway(UUID(charge), amount, by=self.operator)
        await self.run_jobs()

    async def shown(self, charge: str) -> tuple[str, int, int, int]:
        row = (await self.as_(self.firm).get(f"/charges/{charge}")).json()
        return row["state"], row["kept_fen"], row["refunded_fen"], row["refund_ordered_fen"]

    async def tasks(self) -> list[tuple[str, int]]:
        return sorted(await tasks(self.operator, self.as_))


@pytest.fixture
def desk(
    operator: Actor,
    firm: Actor,
    as_: ClientFor,
    stripe: StandIn,
    deliver: Deliver,
    run_jobs: RunJobs,
) -> Desk:
    return Desk(operator, firm, as_, stripe, deliver, run_jobs)


async def test_a_part_goes_back_and_then_the_rest(desk: Desk) -> None:
    charge = await desk.paid()

    await desk.back(charge, 30_000)
    part = await desk.shown(charge)
    await desk.back(charge, 58_000)

    assert part == ("part_refunded", 58_000, 30_000, 0)
    assert await desk.shown(charge) == ("refunded", 0, 88_000, 0)
    assert (await held("gateway", "own"), await held("refunds", "own")) == (0, 0)
    assert await service.refundable_by_gateway(UUID(charge)) == 0
    stripes = (await desk.stripe.state())["refund"]
    assert sorted(each["amount"] for each in stripes[:2]) == [30_000, 58_000]


async def test_no_more_goes_back_than_came_by_card(desk: Desk) -> None:
    charge = await desk.paid()
    await by_bank(charge, 1_000)
    await desk.back(charge, 1)

    with pytest.raises(rules.RefundAbovePayment) as refusal:
        await service.refund_by_gateway(UUID(charge), 88_000, by=desk.operator)
    with pytest.raises(rules.AmountNotPositive):
        await service.refund_by_gateway(UUID(charge), 0, by=desk.operator)
    with pytest.raises(Forbidden):
        await service.refund_by_gateway(UUID(charge), 1, by=desk.firm)

    assert refusal.value.facts == {"most_fen": 87_999}


async def test_the_database_refuses_what_would_go_back_above_what_came(desk: Desk) -> None:
    charge = await desk.paid()
    await desk.back(charge, 88_000)

    with pytest.raises(Exception, match="more would go back"):
        async with db.transaction():
            await db.execute(
                "INSERT INTO payments_gateway_refund (id, payment, charge, amount_fen, params, "
                "state, asked_by) SELECT gen_random_uuid(), id, charge, 1, '{}', 'asked', $1 "
                "FROM payments_gateway_payment WHERE charge = $2",
                SYSTEM.user_id,
                UUID(charge),
            )


async def test_an_answer_that_was_lost_sends_nothing_twice(desk: Desk) -> None:
    charge = await desk.paid()
    before = len((await desk.stripe.state())["refund"])
    cut = {"path": "/v1/refunds", "cut": True, "times": 3}
    await desk.stripe.control("troubles", troubles=[cut])
    with pytest.raises(Exception, match="does not answer"):
        await desk.back(charge, 88_000)
    waiting = await desk.shown(charge)
    await desk.stripe.control("troubles", troubles=[])
    await db.execute("ALTER TABLE payments_gateway_refund DISABLE TRIGGER USER")
    await db.execute("UPDATE payments_gateway_refund SET created_at = now() - interval '1 hour'")
    await db.execute("ALTER TABLE payments_gateway_refund ENABLE TRIGGER USER")

    await service.sweep_refunds()
    await desk.run_jobs()

    assert waiting == ("refunded", 0, 88_000, 88_000)
    assert await desk.shown(charge) == ("refunded", 0, 88_000, 0)
    assert len((await desk.stripe.state())["refund"]) == before + 1


async def test_a_refund_that_takes_days_is_confirmed_when_it_is_told(desk: Desk) -> None:
    charge = await desk.paid(number=PENDING_REFUND)
    await desk.back(charge, 88_000)
    waiting = await desk.shown(charge)

    await desk.stripe.control("later")
    await desk.tell("refund.updated")
    await desk.tell("refund.updated")

    assert waiting == ("refunded", 0, 88_000, 88_000)
    assert await desk.shown(charge) == ("refunded", 0, 88_000, 0)


async def test_a_refund_whose_end_nobody_tells_is_asked_for(desk: Desk) -> None:
    charge = await desk.paid(number=PENDING_REFUND)
    await desk.back(charge, 88_000)
    await desk.stripe.control("later")
    await db.execute("ALTER TABLE payments_gateway_refund DISABLE TRIGGER USER")
    await db.execute("UPDATE payments_gateway_refund SET created_at = now() - interval '1 hour'")
    await db.execute("ALTER TABLE payments_gateway_refund ENABLE TRIGGER USER")

    await service.sweep_refunds()
    await desk.run_jobs()

    assert await desk.shown(charge) == ("refunded", 0, 88_000, 0)


async def test_what_has_gone_back_is_not_asked_for_again(desk: Desk) -> None:
    charge = await desk.paid()
    await desk.back(charge, 30_000)

    shown = (await desk.as_(desk.firm).get(f"/charges/{charge}")).json()
    answer = await desk.as_(desk.firm).post(f"/charges/{charge}/checkout")

    assert shown["checkout_methods"] == []
    assert answer.json()["code"] == "payments.nothing_open"


async def test_a_refund_that_fails_after_it_went_is_the_payees_again_and_a_task(
    desk: Desk,
) -> None:
    charge = await desk.paid(number=FAILING_REFUND)
    await desk.back(charge, 88_000)
    gone = await desk.shown(charge)

    await desk.stripe.control("later")
    await desk.tell("refund.failed")
    await desk.tell("refund.updated")

    assert gone == ("refunded", 0, 88_000, 0)
    assert await desk.shown(charge) == ("paid", 88_000, 0, 0)
    assert await held("gateway", "own") == 88_000
    assert await desk.tasks() == [("refund_failed", 88_000)]


async def test_a_refund_that_fails_after_the_charge_was_cancelled_waits_in_suspense(
    desk: Desk,
) -> None:
    charge = await desk.paid(number=FAILING_REFUND)
    await desk.back(charge, 88_000)
    await desk.as_(desk.operator).post(f"/charges/{charge}/cancellation", json={"reason": "误出"})

    await desk.stripe.control("later")
    await desk.tell("refund.failed")

    assert (await desk.shown(charge))[0] == "cancelled"
    assert (await held("suspense", "own"), await held("refunds", "own")) == (-88_000, 0)
    assert await desk.tasks() == [("refund_failed", 88_000)]


async def test_what_stripe_refuses_to_send_back_stays_the_payees(desk: Desk) -> None:
    charge = await desk.paid(number=DISPUTED)

    await desk.back(charge, 88_000)

    assert await desk.shown(charge) == ("paid", 88_000, 0, 0)
    assert ("refund_failed", 88_000) in await desk.tasks()


async def test_a_refund_made_at_stripe_itself_is_adopted_and_looked_at(desk: Desk) -> None:
    charge = await desk.paid()
    intent = (await desk.stripe.state())["payment_intent"][0]["id"]
    await desk.stripe.api("POST", "refunds", payment_intent=intent, amount="8000")

    for _ in range(2):
        await desk.tell("refund.created")

    assert await desk.shown(charge) == ("part_refunded", 80_000, 8_000, 0)
    assert await desk.tasks() == [("unknown_refund", 8_000)]


async def test_suspense_that_is_sent_back_at_stripe_leaves_suspense(desk: Desk) -> None:
    event = await intent_of(desk.stripe, amount=700)
    await desk.deliver(event)
    await desk.run_jobs()
    intent = event["data"]["object"]["id"]
    await desk.stripe.api("POST", "refunds", payment_intent=intent)

    for _ in range(2):
        await desk.tell("refund.created")

    assert (await held("suspense", "client"), await held("gateway", "client")) == (0, 0)


@pytest.mark.parametrize("won", [True, False])
async def test_a_dispute_is_a_task_moves_money_and_undoes_nothing(desk: Desk, *, won: bool) -> None:
    charge = await desk.paid(number=DISPUTED)
    await desk.tell("charge.dispute.created")
    await desk.tell("charge.dispute.funds_withdrawn")
    opened = (await desk.tasks(), await held("disputed", "own"), await held("gateway", "own"))
    state = await desk.stripe.state()
    dispute = next(
        each["id"]
        for each in state["dispute"]
        if each["payment_intent"] == state["payment_intent"][0]["id"]
    )

    await desk.stripe.control("dispute-ends", dispute=dispute, won=won)
    await desk.tell("charge.dispute.closed")
    await desk.tell("charge.dispute.closed")

    assert opened == ([("dispute_opened", 88_000)], 88_000, -9_300)
    assert (await desk.shown(charge))[0] == "paid"
    assert await held("disputed", "own") == (0 if won else 88_000)
    assert await held("gateway_fee", "own") == (0 if won else 9_300)
    expected = [("dispute_opened", 88_000)] + ([] if won else [("dispute_lost", 88_000)])
    assert await desk.tasks() == sorted(expected)
