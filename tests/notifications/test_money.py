"""Who is told of money, once: payer and payee, and the operator of what has to be seen to."""

from datetime import timedelta
from typing import Any

import pytest

from backend.kernel import clock, db, events
from backend.kernel.auth import SYSTEM, Actor
from backend.notifications import service
from backend.payments import service as payments
from backend.payments.states import TaskKind
from tests import make
from tests.conftest import ClientFor
from tests.payments.make import charged, moved
from tests.treasury.test_payouts import account_of

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
async def operator(db: None) -> Actor:
    return await make.actor(await make.organisation("operator"), "operator", "admin")


@pytest.fixture
async def firm(db: None) -> Actor:
    return await make.actor(await make.organisation("firm"), "handler")


async def _told(who: Actor, as_: ClientFor) -> list[tuple[str, dict[str, Any]]]:
    """What stands in the reader's inbox after every event was heard twice, oldest first."""
    for _ in range(2):
        for row in await db.fetch("SELECT seq FROM kernel_event ORDER BY seq"):
            event = await events.event(row["seq"])
            assert event is not None
            await service.tell(event)
    items = (await as_(who).get("/notifications?limit=100")).json()["items"]
    return [
        (each["name"], each["facts"])
        for each in sorted(items, key=lambda item: str(item["occurred_at"]))
        if each["name"].startswith(("payments.", "invoicing.", "treasury."))
    ]


async def test_a_payer_hears_each_step_of_his_charge(
    operator: Actor, firm: Actor, as_: ClientFor
) -> None:
    row = await charged(firm, operator, amount=1000)
    for amount in (400, 600, 50):
        await payments.receive(moved(amount), charge_id=row["id"], by=SYSTEM)
    await payments.order_refund(row["id"], moved(50, "r"), by=SYSTEM)
    await payments.confirm_refund(row["id"], moved(50, "r"), by=SYSTEM)
    told = await _told(firm, as_)

    assert [facts.get("how", "raised") for _, facts in told] == [
        "raised",
        *["received"] * 3,
        "refund_ordered",
        "refund_confirmed",
    ]
    assert [facts["state"] for _, facts in told[1:4]] == ["part_paid", "paid", "overpaid"]
    assert {facts["reference"] for _, facts in told} == {row["reference"]}


async def test_what_is_due_is_told_its_payer_once_before_and_once_after(
    operator: Actor, firm: Actor, as_: ClientFor
) -> None:
    today = clock.today()
    row = await charged(firm, operator, due_on=today + timedelta(days=3))
    await charged(firm, operator, due_on=today + timedelta(days=4))
    counts = [await payments.remind(), await payments.remind()]
    with clock.at(clock.now() + timedelta(days=4)):
        counts += [await payments.remind(), await payments.remind()]
        told = [facts for name, facts in await _told(firm, as_) if name.endswith("reminded")]

    assert counts[:2] == [1, 0]
    assert counts[3] == 0
    mine = [facts["how"] for facts in told if facts["reference"] == row["reference"]]
    assert mine == ["soon", "overdue"]
    assert all(facts["open_fen"] == 1000 for facts in told)
    assert [n for n, _ in await _told(operator, as_) if n.endswith("reminded")] == []


async def test_a_dispute_is_the_operators_to_look_at_and_nobody_elses(
    operator: Actor, firm: Actor, as_: ClientFor
) -> None:
    await payments.open_task(TaskKind.DISPUTE_OPENED, "dp_1", amount=500)

    assert await _told(operator, as_) == [
        ("payments.task_opened", {"kind": "dispute_opened", "amount_fen": 500})
    ]
    assert await _told(firm, as_) == []


async def test_a_changed_payout_account_is_told_the_payees_admins_whoever_changed_it(
    operator: Actor, as_: ClientFor
) -> None:
    one = await make.organisation("appraiser")
    first, second = [await make.actor(one, "admin") for _ in range(2)]
    valuer = await make.actor(one, "valuer")
    row = (await as_(first).post("/payout-accounts", json=account_of(first))).json()
    await as_(second).post(
        f"/payout-accounts/{row['id']}/confirmation", json={"password": make.PASSWORD}
    )

    figures = {"version": 1, "last_figures": row["account_number"][-4:]}
    both = [
        ("treasury.payee_account_registered", figures | {"in_force": False}),
        ("treasury.payee_account_decided", figures | {"in_force": True}),
    ]
    assert [await _told(who, as_) for who in (first, second)] == [both, both]
    assert [await _told(who, as_) for who in (valuer, operator)] == [[], []]
