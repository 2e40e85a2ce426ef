"""Thousands of messages, repeated, in disorder, some forged: the end is that of the plain order."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from backend.kernel import clock, db
from backend.kernel.auth import Actor
from backend.kernel.money import Fen
from backend.payments import service
from backend.payments.queries import gateway as queries
from backend.payments.service import Owed
from backend.payments.states import Purpose
from tests import make
from tests.journeys.server import Server
from tests.payments.conftest import Deliver
from tests.payments.stand_in import KEY, SECRET, StandIn, program

RunJobs = Callable[[], Awaitable[int]]
AT_ONCE = 8


@dataclass
class End:
    """What the ledger and the desk hold in the end."""

    kept: dict[str, int] = field(default_factory=dict)
    refunded: dict[str, int] = field(default_factory=dict)
    suspense: int = 0
    disputed: int = 0
    tasks: Counter[tuple[str, int]] = field(default_factory=Counter)


@dataclass
class Story:
    """Payers who pay, pay wrongly, get money back, dispute."""

    stripe: StandIn
    seed: int
    amounts: dict[str, int] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    cancelled: set[str] = field(default_factory=set)

    async def happen(self, payments: int, *, payer: Actor, operator: Actor) -> None:
        chance = random.Random(self.seed)  # noqa: S311
        plans = [await self._plan(chance, payer, operator) for _ in range(payments)]
        gate = asyncio.Semaphore(AT_ONCE)

        async def one(plan: Callable[[], Awaitable[None]]) -> None:
            async with gate:
                await plan()

        await asyncio.gather(*(one(plan) for plan in plans))
        await self.stripe.control("later")

    async def _plan(
        self, chance: random.Random, payer: Actor, operator: Actor
    ) -> Callable[[], Awaitable[None]]:
        amount = chance.randrange(1_000, 90_000)
        row = await service.owe(
            Owed(
                payer_id=payer.organisation_id,
                payee_id=operator.organisation_id,
                purpose=Purpose.PLATFORM_FEE,
                amount=Fen(amount),
                due_on=clock.today(),
                about="fee",
            ),
            by=payer,
        )
        charge, page = str(row["id"]), uuid4()
        await queries.add_checkout(
            page,
            charge_id=row["id"],
            amount=amount,
            methods=["card"],
            params={},
            expires_at=clock.now() + timedelta(hours=2),
            by=payer.user_id,
        )
        self.amounts[charge], self.pages[str(page)] = amount, charge
        kind = chance.choices(
            ("good", "short", "unknown", "cancelled", "refund", "part", "slow", "dispute", "none"),
            weights=(50, 5, 5, 5, 10, 10, 5, 5, 5),
        )[0]
        if kind == "cancelled":
            await service.cancel_charge(row["id"], reason="误出", by=operator)
            self.cancelled.add(charge)
        if kind == "unknown":
            charge = str(uuid4())
        method = {"slow": "pm_card_pendingRefund", "dispute": "pm_card_createDispute"}
        form = {
            "amount": str(amount - (kind == "short")),
            "currency": "cny",
            "metadata[charge]": charge,
            "metadata[checkout]": str(page),
            "payment_method": method.get(kind, "pm_card_visa"),
        }
        part = chance.randrange(1, amount) if kind == "part" else amount
        return lambda: self._pay(kind, form, part)

    async def _pay(self, kind: str, form: dict[str, str], part: int) -> None:
        confirm = {} if kind == "none" else {"confirm": "true"}
        intent = await self.stripe.api("POST", "payment_intents", **form, **confirm)
        if kind in {"refund", "part", "slow"}:
            await self.stripe.api("POST", "refunds", payment_intent=intent["id"], amount=str(part))

    def in_order(self, events: list[dict[str, Any]]) -> End:
        """Written from the words of the issue; `events` the oldest first."""
        end, paid_for = End(dict.fromkeys(self.amounts, 0), dict.fromkeys(self.amounts, 0)), {}
        for event in events:
            about = event["data"]["object"]
            if event["type"] == "payment_intent.succeeded":
                paid_for[about["id"]] = self._takes(about, end)
            elif event["type"] == "refund.created":
                charge = paid_for[about["payment_intent"]]
                end.tasks["unknown_refund", about["amount"]] += 1
                end.kept[charge] -= about["amount"]
                end.refunded[charge] += about["amount"]
            elif event["type"] == "charge.dispute.created":
                end.tasks["dispute_opened", about["amount"]] += 1
                end.disputed += about["amount"]
        return end

    def _takes(self, intent: dict[str, Any], end: End) -> str:
        named, amount = intent["metadata"]["charge"], intent["amount_received"]
        wrong = None
        if self.pages[intent["metadata"]["checkout"]] != named:
            wrong = "unknown_charge"
        elif self.amounts[named] != amount:
            wrong = "amount_differs"
        elif named in self.cancelled:
            wrong = "charge_closed"
        if wrong is None:
            end.kept[named] += amount
        else:
            end.suspense += amount
            end.tasks[wrong, amount] += 1
        return str(named)

    async def events(self) -> list[dict[str, Any]]:
        events: list[dict[str, Any]] = (await self.stripe.state())["event"]
        return events[::-1]

    async def found(self) -> End:
        """What stands in the database."""
        sums = await db.fetch(
            "SELECT c.id, coalesce(-sum(p.amount_fen) FILTER (WHERE a.purpose = c.purpose), 0) "
            "AS kept, coalesce(sum(p.amount_fen) FILTER (WHERE a.purpose = c.purpose "
            "AND t.cause_kind = 'refund_ordered'), 0) AS refunded "
            "FROM payments_charge c LEFT JOIN payments_transaction t ON t.subject = c.id "
            "LEFT JOIN payments_posting p ON p.transaction = t.id "
            "LEFT JOIN payments_account a ON a.id = p.account GROUP BY c.id"
        )
        held = {
            row["purpose"]: int(row["fen"])
            for row in await db.fetch(
                "SELECT a.purpose, sum(p.amount_fen) AS fen FROM payments_posting p "
                "JOIN payments_account a ON a.id = p.account GROUP BY a.purpose"
            )
        }
        tasks = await db.fetch("SELECT kind, amount_fen FROM payments_task")
        return End(
            {str(row["id"]): int(row["kept"]) for row in sums},
            {str(row["id"]): int(row["refunded"]) for row in sums},
            -held.get("suspense", 0),
            held.get("disputed", 0),
            Counter((row["kind"], row["amount_fen"]) for row in tasks),
        )


@pytest.fixture
async def own_stripe() -> AsyncIterator[StandIn]:
    with program("--held") as address:
        async with httpx.AsyncClient(trust_env=False, timeout=600) as http:
            yield StandIn(address, http)


async def test_disorder_repetition_and_forgery_change_nothing(
    operator: Actor,
    firm: Actor,
    own_stripe: StandIn,
    set_up: Callable[..., None],
    deliver: Deliver,
    run_jobs: RunJobs,
) -> None:
    set_up(
        stripe_secret_key=KEY,
        stripe_webhook_secret=SECRET,
        stripe_api_base=own_stripe.address,
        operating_mode="licensed_broker",
    )
    story = Story(own_stripe, seed=11)
    await story.happen(40, payer=firm, operator=operator)
    events = await story.events()
    chance = random.Random(12)  # noqa: S311
    plan = [(event, False) for n, event in enumerate(events) for _ in range(1 + (n % 5 == 0))]
    plan += [(event, True) for event in chance.sample(events, 10)]
    chance.shuffle(plan)

    for number, (event, forged) in enumerate(plan):
        answer = await deliver(event, secret="whsec_of_somebody_else" if forged else SECRET)
        assert answer.status_code == (403 if forged else 204)
        if number % 7 == 0:
            await run_jobs()
    await run_jobs()

    assert await story.found() == story.in_order(events)


@pytest.mark.slow
async def test_ten_thousand_deliveries_end_as_the_plain_order_does(
    committed: str, own_stripe: StandIn, tmp_path: Any
) -> None:
    operator = await make.actor(await make.organisation("operator"), "operator", "admin")
    firm = await make.actor(await make.organisation("firm"), "handler")
    story = Story(own_stripe, seed=21)
    await story.happen(2_350, payer=firm, operator=operator)
    server = Server(
        home=tmp_path / "home",
        database_url=committed,
        demo=False,
        environment={
            "ZHIRONG_STRIPE_SECRET_KEY": KEY,
            "ZHIRONG_STRIPE_WEBHOOK_SECRET": SECRET,
            "ZHIRONG_STRIPE_API_BASE": own_stripe.address,
        },
    )
    server.environment["ZHIRONG_DEMO_PASSWORD"] = ""
    server.start()
    try:
        await own_stripe.control("endpoint", url=f"{server.api}/webhooks/stripe")
        sent = await own_stripe.control(
            "deliveries", seed=22, shuffled=True, repeat_every=5, forge_percent=1
        )
        deadline = time.monotonic() + 900
        while await _waiting():
            assert time.monotonic() < deadline
            await asyncio.sleep(0.5)
    finally:
        server.stop()

    answers = Counter(sent["answers"])
    assert sent["sent"] >= 10_000
    assert set(answers) == {"genuine_204", "forged_403"}
    assert answers["forged_403"] > sent["sent"] // 200
    assert await story.found() == story.in_order(await story.events())


async def _waiting() -> int:
    return int(
        await db.fetch_value("SELECT count(*) FROM payments_webhook_receipt WHERE done_at IS NULL")
    )
