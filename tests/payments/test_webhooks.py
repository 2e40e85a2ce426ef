"""What Stripe tells: kept once, believed only when it is genuine, and only for what is so now."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from asyncpg import IntegrityConstraintViolationError, PostgresError

from backend.kernel import db
from backend.kernel.auth import Actor
from backend.payments import service
from backend.payments.states import Purpose
from tests.conftest import ClientFor
from tests.payments.conftest import Deliver
from tests.payments.stand_in import StandIn
from tests.payments.test_checkout import by_bank, owed

RunJobs = Callable[[], Awaitable[int]]


async def paid_by_card(
    charge: str, *, by: Actor, as_: ClientFor, stripe: StandIn
) -> dict[str, Any]:
    """The message that says so; nobody has delivered it yet."""
    page = (await as_(by).post(f"/charges/{charge}/checkout")).json()
    answer = await stripe.pay(page["url"])
    assert answer.status_code == 303, answer.text
    return await newest(stripe, "payment_intent.succeeded")


async def newest(stripe: StandIn, kind: str) -> dict[str, Any]:
    events = (await stripe.state())["event"]
    found: dict[str, Any] = next(each for each in events if each["type"] == kind)
    return found


async def intent_of(stripe: StandIn, *, amount: int, currency: str = "cny", **named: str) -> Any:
    """A payment that did not come from a page of ours."""
    form = {f"metadata[{name}]": value for name, value in named.items()}
    await stripe.api(
        "POST",
        "payment_intents",
        amount=str(amount),
        currency=currency,
        payment_method="pm_card_visa",
        confirm="true",
        **form,
    )
    return await newest(stripe, "payment_intent.succeeded")


async def held(purpose: str, book: str) -> int:
    return int(
        await db.fetch_value(
            "SELECT coalesce(sum(p.amount_fen), 0) FROM payments_posting p "
            "JOIN payments_account a ON a.id = p.account WHERE a.purpose = $1 AND a.book = $2",
            purpose,
            book,
        )
    )


async def tasks(operator: Actor, as_: ClientFor) -> list[tuple[str, int]]:
    answer = (await as_(operator).get("/operator/payment-tasks")).json()
    return [(each["kind"], each["amount_fen"]) for each in answer["items"]]


async def test_a_fee_is_paid_when_stripe_says_that_it_has_the_money(
    operator: Actor,
    firm: Actor,
    as_: ClientFor,
    stripe: StandIn,
    deliver: Deliver,
    run_jobs: RunJobs,
) -> None:
    charge = await owed(firm, operator)
    event = await paid_by_card(charge, by=firm, as_=as_, stripe=stripe)
    before = (await as_(firm).get(f"/charges/{charge}")).json()["state"]

    answer = await deliver(event)
    await run_jobs()

    after = (await as_(firm).get(f"/charges/{charge}")).json()
    assert (answer.status_code, before) == (204, "open")
    assert (after["state"], after["kept_fen"], after["checkout_methods"]) == ("paid", 88_000, [])
    assert await held("gateway", "own") == 88_000
    assert await held("platform_fee", "own") == -88_000
    assert await tasks(operator, as_) == []


async def test_an_appraisal_fee_by_card_is_client_money(
    operator: Actor,
    firm: Actor,
    insurer: Actor,
    as_: ClientFor,
    stripe: StandIn,
    deliver: Deliver,
    run_jobs: RunJobs,
) -> None:
    charge = await owed(firm, insurer, purpose=Purpose.APPRAISAL_FEE)

    await deliver(await paid_by_card(charge, by=firm, as_=as_, stripe=stripe))
    await run_jobs()

    assert (await held("gateway", "client"), await held("gateway", "own")) == (88_000, 0)


async def test_what_comes_twice_or_in_another_order_counts_once(
    operator: Actor,
    firm: Actor,
    as_: ClientFor,
    stripe: StandIn,
    deliver: Deliver,
    run_jobs: RunJobs,
) -> None:
    charge = await owed(firm, operator)
    succeeded = await paid_by_card(charge, by=firm, as_=as_, stripe=stripe)
    events = [
        await newest(stripe, kind)
        for kind in ("checkout.session.completed", "charge.succeeded", "payment_intent.created")
    ]

    for event in [events[0], succeeded, events[2], succeeded, *events, succeeded]:
        assert (await deliver(event)).status_code == 204
        await run_jobs()
    again = succeeded | {"id": "evt_another_message_about_the_same"}
    await deliver(again)
    await run_jobs()

    assert (await as_(firm).get(f"/charges/{charge}")).json()["kept_fen"] == 88_000
    receipts = await db.fetch(
        "SELECT kind, outcome FROM payments_webhook_receipt ORDER BY kind, outcome"
    )
    assert [(each["kind"], each["outcome"]) for each in receipts] == [
        ("charge.succeeded", "done"),
        ("checkout.session.completed", "done"),
        ("payment_intent.created", "ignored"),
        ("payment_intent.succeeded", "again"),
        ("payment_intent.succeeded", "done"),
    ]


async def test_a_message_that_runs_ahead_of_the_truth_changes_nothing(
    operator: Actor,
    firm: Actor,
    as_: ClientFor,
    stripe: StandIn,
    deliver: Deliver,
    run_jobs: RunJobs,
) -> None:
    """Genuinely signed, but the payment has not succeeded: what it says is not believed."""
    charge = await owed(firm, operator)
    await as_(firm).post(f"/charges/{charge}/checkout")
    created = await newest(stripe, "payment_intent.created")
    ahead = created | {"type": "payment_intent.succeeded"}
    ahead["data"]["object"] |= {"status": "succeeded", "amount_received": 88_000}

    assert (await deliver(ahead)).status_code == 204
    await run_jobs()

    assert (await as_(firm).get(f"/charges/{charge}")).json()["state"] == "open"


@pytest.mark.parametrize("wrong", [{"secret": "whsec_of_somebody_else"}, {"age": 301}])
async def test_a_forged_or_stale_message_is_refused_and_not_kept(
    operator: Actor,
    firm: Actor,
    as_: ClientFor,
    stripe: StandIn,
    deliver: Deliver,
    wrong: dict[str, Any],
) -> None:
    event = await paid_by_card(await owed(firm, operator), by=firm, as_=as_, stripe=stripe)

    answer = await deliver(event, **wrong)

    assert (answer.status_code, answer.json()["code"]) == (403, "payments.webhook_refused")
    assert await db.fetch_value("SELECT count(*) FROM payments_webhook_receipt") == 0


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b"\xff", b'{"id":1}', b"null"])
@pytest.mark.parametrize("header", [None, "", "t=1,v1=00", "t=x", "v1=", "t=1" * 1000, "é"])
async def test_nonsense_is_refused(
    db: None, as_: ClientFor, stripe: StandIn, body: bytes, header: str | None
) -> None:
    headers = {} if header is None else {"Stripe-Signature": header.encode()}
    answer = await as_(None).post(
        "/webhooks/stripe",
        content=body,
        headers=headers,  # type: ignore[arg-type]
    )

    assert answer.json()["code"] == "payments.webhook_refused"


@pytest.mark.parametrize(
    "event",
    [
        *({}, [], 1, None, "x", {"id": "evt_1"}, {"id": {}, "type": []}),
        {"id": 5, "type": "x", "data": {"object": {}}},
        {"id": "evt_1", "type": "", "data": {"object": {}}},
        {"id": "evt_1", "type": "x" * 101, "data": {"object": {}}},
        {"id": "evt_1", "type": "x", "data": {"object": {"id": [1]}}},
        {"id": "evt_1", "type": "x", "data": {"object": "pi_1"}},
    ],
)
async def test_a_signed_message_of_another_form_is_refused(
    db: None, stripe: StandIn, deliver: Deliver, event: object
) -> None:
    assert (await deliver(event)).json()["code"] == "payments.webhook_refused"


async def test_a_message_without_end_is_not_read(
    db: None, stripe: StandIn, deliver: Deliver
) -> None:
    answer = await deliver({"id": "evt_1", "fill": "x" * (256 * 1024)})

    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


async def test_what_fits_no_charge_of_ours_waits_in_suspense_with_a_task(
    operator: Actor,
    firm: Actor,
    as_: ClientFor,
    stripe: StandIn,
    deliver: Deliver,
    run_jobs: RunJobs,
) -> None:
    charge = await owed(firm, operator)
    await as_(firm).post(f"/charges/{charge}/checkout")
    page = await db.fetch_one("SELECT id FROM payments_checkout WHERE charge = $1", charge)
    assert page is not None
    checkout = str(page["id"])
    elsewhere = await owed(firm, operator)
    events = [
        await intent_of(stripe, amount=87_999, charge=charge, checkout=checkout),
        await intent_of(stripe, amount=100, charge=elsewhere, checkout=checkout),
        await intent_of(stripe, amount=200, charge=charge, checkout="x"),
        await intent_of(stripe, amount=300),
        await intent_of(stripe, amount=88_000, currency="usd", charge=charge, checkout=checkout),
    ]

    for event in [*events, *events]:
        await deliver(event)
    await run_jobs()

    assert (await as_(firm).get(f"/charges/{charge}")).json()["state"] == "open"
    assert sorted(await tasks(operator, as_)) == [
        ("amount_differs", 87_999),
        ("other_currency", 88_000),
        ("unknown_charge", 100),
        ("unknown_charge", 200),
        ("unknown_charge", 300),
    ]
    assert await held("suspense", "client") == -(87_999 + 100 + 200 + 300)


async def test_money_for_a_charge_that_was_cancelled_meanwhile_is_not_lost(
    operator: Actor,
    firm: Actor,
    as_: ClientFor,
    stripe: StandIn,
    deliver: Deliver,
    run_jobs: RunJobs,
) -> None:
    charge = await owed(firm, operator)
    event = await paid_by_card(charge, by=firm, as_=as_, stripe=stripe)
    await as_(operator).post(f"/charges/{charge}/cancellation", json={"reason": "误出"})

    await deliver(event)
    await run_jobs()

    assert (await as_(firm).get(f"/charges/{charge}")).json()["state"] == "cancelled"
    assert await tasks(operator, as_) == [("charge_closed", 88_000)]
    assert await held("suspense", "client") == -88_000


async def test_a_charge_that_is_paid_twice_is_overpaid_and_somebody_looks_at_it(
    operator: Actor,
    firm: Actor,
    as_: ClientFor,
    stripe: StandIn,
    deliver: Deliver,
    run_jobs: RunJobs,
) -> None:
    charge = await owed(firm, operator)
    event = await paid_by_card(charge, by=firm, as_=as_, stripe=stripe)
    await by_bank(charge, 88_000)

    await deliver(event)
    await run_jobs()

    now = (await as_(firm).get(f"/charges/{charge}")).json()
    assert (now["state"], now["kept_fen"]) == ("overpaid", 176_000)
    assert await tasks(operator, as_) == [("paid_twice", 88_000)]


async def test_premium_that_the_platform_may_not_hold_any_more_waits_apart(
    operator: Actor,
    firm: Actor,
    insurer: Actor,
    as_: ClientFor,
    stripe: StandIn,
    deliver: Deliver,
    run_jobs: RunJobs,
    set_up: Callable[..., None],
) -> None:
    await as_(insurer).post("/card-acceptance", json={"accepted": True})
    charge = await owed(firm, insurer, purpose=Purpose.PREMIUM)
    event = await paid_by_card(charge, by=firm, as_=as_, stripe=stripe)
    set_up(operating_mode="info_only")

    await deliver(event)
    await run_jobs()

    assert await tasks(operator, as_) == [("charge_closed", 88_000)]
    assert (await held("premium", "client"), await held("suspense", "client")) == (0, -88_000)


async def test_while_stripe_does_not_answer_nothing_is_lost(
    operator: Actor,
    firm: Actor,
    as_: ClientFor,
    stripe: StandIn,
    deliver: Deliver,
    run_jobs: RunJobs,
) -> None:
    charge = await owed(firm, operator)
    await deliver(await paid_by_card(charge, by=firm, as_=as_, stripe=stripe))
    receipt = await db.fetch_one(
        "SELECT id FROM payments_webhook_receipt WHERE kind = 'payment_intent.succeeded'"
    )
    assert receipt is not None
    trouble = {"method": "GET", "path": "/v1/payment_intents", "status": 500, "times": 3}
    await stripe.control("troubles", troubles=[trouble])
    with pytest.raises(Exception, match="does not answer"):
        await service.act_upon(receipt["id"])
    await stripe.control("troubles", troubles=[])
    await db.execute("DELETE FROM pgqueuer")
    await db.execute("ALTER TABLE payments_webhook_receipt DISABLE TRIGGER USER")
    await db.execute("UPDATE payments_webhook_receipt SET created_at = now() - interval '3 hours'")

    await service.sweep()
    await run_jobs()

    assert (await as_(firm).get(f"/charges/{charge}")).json()["state"] == "paid"


async def test_a_task_is_settled_once_with_words(
    operator: Actor,
    firm: Actor,
    as_: ClientFor,
    stripe: StandIn,
    deliver: Deliver,
    run_jobs: RunJobs,
) -> None:
    await deliver(await intent_of(stripe, amount=500))
    await run_jobs()
    task = (await as_(operator).get("/operator/payment-tasks")).json()["items"][0]
    address = f"/operator/payment-tasks/{task['id']}/resolution"

    strange = await as_(firm).post(address, json={"resolution": "已退回"})
    done = await as_(operator).post(address, json={"resolution": "已退回"})
    again = await as_(operator).post(address, json={"resolution": "别的"})

    assert (strange.status_code, done.status_code) == (403, 204)
    assert again.json()["code"] == "payments.task_settled"
    assert await tasks(operator, as_) == []
    everything = await as_(operator).get("/operator/payment-tasks", params={"settled": "true"})
    assert everything.json()["items"][0]["resolution"] == "已退回"


@pytest.mark.parametrize(
    ("statement", "constraint"),
    [
        ("UPDATE payments_webhook_receipt SET body = ''", "payments_webhook_receipt_keeps"),
        ("DELETE FROM payments_webhook_receipt", None),
        ("UPDATE payments_gateway_payment SET amount_fen = 1", None),
        ("UPDATE payments_task SET amount_fen = 1", "payments_task_keeps"),
        ("UPDATE payments_checkout SET amount_fen = 1", "payments_checkout_keeps_terms"),
        ("UPDATE payments_checkout SET state = 'open'", "payments_checkout_keeps_terms"),
    ],
)
async def test_what_happened_is_not_rewritten(
    operator: Actor,
    firm: Actor,
    as_: ClientFor,
    stripe: StandIn,
    deliver: Deliver,
    run_jobs: RunJobs,
    statement: str,
    constraint: str | None,
) -> None:
    charge = await owed(firm, operator)
    event = await paid_by_card(charge, by=firm, as_=as_, stripe=stripe)
    await by_bank(charge, 1)
    await deliver(event)
    await run_jobs()

    with pytest.raises(PostgresError) as refusal:
        async with db.transaction():
            await db.execute(statement)
    if constraint is not None:
        assert isinstance(refusal.value, IntegrityConstraintViolationError)
        assert refusal.value.constraint_name == constraint
