"""kill -9 between Stripe's answer and our commit: nothing is lost, nothing happens twice."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest

from backend.kernel import db
from backend.kernel.auth import Actor
from backend.payments import service
from tests import make
from tests.journeys.server import Server
from tests.payments.stand_in import KEY, SECRET, StandIn, program
from tests.payments.test_checkout import owed

pytestmark = pytest.mark.slow
WITHIN = 180


@pytest.fixture
async def stripe() -> AsyncIterator[StandIn]:
    with program("--held") as address:
        async with httpx.AsyncClient(trust_env=False, timeout=60) as http:
            yield StandIn(address, http)


@pytest.fixture
async def server(committed: str, stripe: StandIn, tmp_path: Path) -> AsyncIterator[Server]:
    found = Server(
        home=tmp_path / "home",
        database_url=committed,
        demo=False,
        environment={
            "ZHIRONG_DEMO_PASSWORD": "",
            "ZHIRONG_STRIPE_SECRET_KEY": KEY,
            "ZHIRONG_STRIPE_WEBHOOK_SECRET": SECRET,
            "ZHIRONG_STRIPE_API_BASE": stripe.address,
        },
    )
    found.start()
    yield found
    found.stop()


@pytest.fixture
async def stack() -> AsyncIterator[AsyncExitStack]:
    async with AsyncExitStack() as opened:
        yield opened


async def client_of(server: Server, actor: Actor, stack: AsyncExitStack) -> httpx.AsyncClient:
    email = await db.fetch_value("SELECT email FROM identity_member WHERE id = $1", actor.user_id)
    client = await stack.enter_async_context(
        httpx.AsyncClient(base_url=server.api, trust_env=False, timeout=60)
    )
    answer = await client.post("/session", json={"email": email, "password": make.PASSWORD})
    assert answer.status_code in {200, 201}, answer.text
    client.headers["X-CSRF-Token"] = answer.json()["csrf_token"]
    return client


async def until(reached: Any, *, within: float = WITHIN) -> None:
    deadline = time.monotonic() + within
    while not await reached():
        assert time.monotonic() < deadline
        await asyncio.sleep(0.05)


async def killed_before_commit(server: Server, dsn: str, step: Any, reached: Any) -> None:
    """Let `step` begin, hold back what it wants to write of Stripe's answer, and kill it there."""
    holder = await asyncpg.connect(dsn)
    try:
        await holder.execute("BEGIN")
        await step(holder)
        await until(reached)
        await asyncio.sleep(0.3)
        server.kill()
    finally:
        await holder.execute("ROLLBACK")
        await holder.close()
    await until(_nobody_else)


async def _nobody_else() -> bool:
    """The dead server's connections are gone, and what they had begun with them."""
    left = await db.fetch_value(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
        "AND state LIKE '%transaction%'"
    )
    return int(left) == 0


async def test_a_page_whose_answer_was_never_kept_is_the_same_page_afterwards(
    committed: str, server: Server, stripe: StandIn, stack: AsyncExitStack
) -> None:
    operator = await make.actor(await make.organisation("operator"), "operator")
    firm = await make.actor(await make.organisation("firm"), "handler")
    charge = await owed(firm, operator)
    client = await client_of(server, firm, stack)
    asking: list[asyncio.Task[Any]] = []

    async def step(holder: asyncpg.Connection) -> None:
        asking.append(asyncio.create_task(client.post(f"/charges/{charge}/checkout")))
        await until(_asked)
        await holder.execute("LOCK TABLE payments_checkout IN SHARE MODE")

    async def _asked() -> bool:
        return bool(await db.fetch_value("SELECT count(*) FROM payments_checkout"))

    async def answered() -> bool:
        return bool((await stripe.state())["payment_intent"])

    await stripe.control("troubles", troubles=[{"path": "/v1/checkout", "delay": 2}])
    await killed_before_commit(server, committed, step, answered)
    await asyncio.gather(*asking, return_exceptions=True)
    lost = await db.fetch_one("SELECT state, session_id FROM payments_checkout")
    server.start()

    pages = [(await client.post(f"/charges/{charge}/checkout")).json() for _ in range(2)]

    assert lost == {"state": "asked", "session_id": None}
    assert pages[0]["url"] == pages[1]["url"]
    assert len((await stripe.state())["payment_intent"]) == 1
    assert (await stripe.pay(pages[0]["url"])).status_code == 303


async def test_money_whose_posting_was_never_committed_is_posted_once_afterwards(
    committed: str, server: Server, stripe: StandIn, stack: AsyncExitStack
) -> None:
    operator = await make.actor(await make.organisation("operator"), "operator")
    firm = await make.actor(await make.organisation("firm"), "handler")
    charge = await owed(firm, operator)
    client = await client_of(server, firm, stack)
    page = (await client.post(f"/charges/{charge}/checkout")).json()
    await stripe.pay(page["url"])
    await stripe.control("endpoint", url=f"{server.api}/webhooks/stripe")

    async def step(holder: asyncpg.Connection) -> None:
        await holder.execute("LOCK TABLE payments_gateway_payment IN SHARE MODE")
        await stripe.control("deliveries", seed=1)

    async def writing() -> bool:
        return bool(
            await db.fetch_value(
                "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' "
                "AND query LIKE 'INSERT INTO payments_gateway_payment%'"
            )
        )

    await killed_before_commit(server, committed, step, writing)
    posted = await db.fetch_value("SELECT count(*) FROM payments_transaction")
    await db.execute("ALTER TABLE payments_webhook_receipt DISABLE TRIGGER USER")
    await db.execute(
        "UPDATE payments_webhook_receipt SET created_at = created_at - interval '1 hour'"
    )
    await db.execute("ALTER TABLE payments_webhook_receipt ENABLE TRIGGER USER")
    server.start()
    await service.sweep()
    await until(lambda: _paid(client, charge))

    assert posted == 0
    kinds = [row["cause_kind"] for row in await db.fetch("SELECT * FROM payments_transaction")]
    assert kinds.count("received") == 1
    # Stripe's fee may have been told by now.
    assert sorted(kinds) in (["received"], ["gateway_fee", "received"])


async def _paid(client: httpx.AsyncClient, charge: str) -> bool:
    return bool((await client.get(f"/charges/{charge}")).json()["state"] == "paid")


async def test_a_refund_whose_answer_was_never_kept_is_sent_once(
    committed: str, server: Server, stripe: StandIn, stack: AsyncExitStack
) -> None:
    operator = await make.actor(await make.organisation("operator"), "operator", "admin")
    firm = await make.actor(await make.organisation("firm"), "handler")
    charge = await owed(firm, operator)
    client = await client_of(server, firm, stack)
    page = (await client.post(f"/charges/{charge}/checkout")).json()
    await stripe.pay(page["url"])
    await stripe.control("endpoint", url=f"{server.api}/webhooks/stripe")
    await stripe.control("deliveries", seed=1)
    await until(lambda: _paid(client, charge))

    async def step(holder: asyncpg.Connection) -> None:
        delayed = {"path": "/v1/refunds", "delay": 2}
        await stripe.control("troubles", troubles=[delayed])
        await service.refund_by_gateway(
            (await db.fetch_value("SELECT id FROM payments_charge")), 88_000, by=operator
        )
        await holder.execute("LOCK TABLE payments_gateway_refund IN SHARE MODE")

    async def answered() -> bool:
        return bool((await stripe.state())["refund"])

    await killed_before_commit(server, committed, step, answered)
    lost = await db.fetch_one("SELECT state, refund_id FROM payments_gateway_refund")
    await db.execute("ALTER TABLE payments_gateway_refund DISABLE TRIGGER USER")
    await db.execute(
        "UPDATE payments_gateway_refund SET created_at = created_at - interval '1 hour'"
    )
    await db.execute("ALTER TABLE payments_gateway_refund ENABLE TRIGGER USER")
    server.start()
    await service.sweep_refunds()
    await until(lambda: _gone(client, charge))

    assert lost == {"state": "asked", "refund_id": None}
    assert len((await stripe.state())["refund"]) == 1


async def _gone(client: httpx.AsyncClient, charge: str) -> bool:
    row = (await client.get(f"/charges/{charge}")).json()
    return (row["state"], row["refund_ordered_fen"]) == ("refunded", 0)
