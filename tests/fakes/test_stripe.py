"""The stand-in for Stripe refuses what the real one refuses; asked by the real SDK over HTTP."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
import stripe
from stripe import StripeClient

from tests.journeys.server import ROOT, free_port

KEY, SECRET = "sk_test_of_the_stand_in", "whsec_of_the_stand_in"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The program, started for this module; it holds its events back."""
    port = free_port()
    process = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "tests.fakes.stripe", "--port", str(port), "--held"], cwd=ROOT
    )
    base = f"http://127.0.0.1:{port}"
    try:
        with httpx.Client(trust_env=False) as client:
            for _ in range(200):
                try:
                    client.get(f"{base}/_control/state")
                    break
                except httpx.TransportError:
                    process.poll()
                    assert process.returncode is None
                    asyncio.run(asyncio.sleep(0.1))
        yield base
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture
async def http(address: str) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=address, trust_env=False, timeout=60) as client:
        yield client


@asynccontextmanager
async def client_of(
    address: str, *, key: str = KEY, retries: int = 2
) -> AsyncIterator[StripeClient]:
    http = stripe.HTTPXClient()
    try:
        yield StripeClient(
            key,
            base_addresses={"api": address},
            http_client=http,
            max_network_retries=retries,
        )
    finally:
        await http.close_async()  # type: ignore[no-untyped-call]


@pytest.fixture
async def sdk(address: str) -> AsyncIterator[StripeClient]:
    async with client_of(address) as client:
        yield client


async def paid(sdk: StripeClient, amount: int = 12_345, method: str = "pm_card_visa") -> Any:
    return await sdk.v1.payment_intents.create_async(
        {"amount": amount, "currency": "cny", "payment_method": method, "confirm": True}
    )


async def control(http: httpx.AsyncClient, what: str, **given: Any) -> Any:
    answer = await http.post(f"/_control/{what}", json=given)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def events_of(sdk: StripeClient, about: str) -> list[str]:
    """The types of what was told of an object, the oldest first."""
    events = (await sdk.v1.events.list_async({"limit": 100})).data
    told: list[str] = [each.type for each in events if each.data.object["id"] == about]
    return told[::-1]


async def test_a_good_card_pays_exactly_what_was_asked(sdk: StripeClient) -> None:
    intent = await paid(sdk)

    assert (intent.status, intent.amount_received) == ("succeeded", 12_345)
    assert await events_of(sdk, intent.id) == [
        "payment_intent.created",
        "payment_intent.succeeded",
    ]
    charge = await sdk.v1.charges.retrieve_async(
        intent.latest_charge, {"expand": ["balance_transaction"]}
    )
    line: Any = charge.balance_transaction
    assert (line.amount, line.fee, line.net) == (12_345, 559, 12_345 - 559)


async def test_a_declined_card_pays_nothing_and_another_may_try(sdk: StripeClient) -> None:
    with pytest.raises(stripe.CardError) as refusal:
        await paid(sdk, method="pm_card_visa_chargeDeclined")

    assert refusal.value.code == "card_declined"
    body: Any = refusal.value.json_body
    intent = body["error"]["payment_intent"]
    assert intent["status"] == "requires_payment_method"
    again = await sdk.v1.payment_intents.confirm_async(
        intent["id"], {"payment_method": "pm_card_visa"}
    )
    assert again.status == "succeeded"


async def test_whoever_must_prove_himself_pays_only_when_he_did(
    sdk: StripeClient, http: httpx.AsyncClient
) -> None:
    intent = await paid(sdk, method="pm_card_authenticationRequired")
    assert (intent.status, intent.amount_received) == ("requires_action", 0)

    page = intent.next_action.redirect_to_url.url
    await http.post(page, data={"answer": "fail"})
    failed = await sdk.v1.payment_intents.retrieve_async(intent.id)
    assert failed.status == "requires_payment_method"

    again = await sdk.v1.payment_intents.confirm_async(
        intent.id, {"payment_method": "pm_card_authenticationRequired"}
    )
    assert again.next_action is not None
    await http.post(page, data={"answer": "complete"})
    assert (await sdk.v1.payment_intents.retrieve_async(intent.id)).status == "succeeded"


async def test_one_key_has_one_effect_and_one_body(sdk: StripeClient) -> None:
    asked: Any = {"amount": 500, "currency": "cny"}
    first = await sdk.v1.payment_intents.create_async(asked, {"idempotency_key": "once-0001"})
    second = await sdk.v1.payment_intents.create_async(asked, {"idempotency_key": "once-0001"})

    assert first.id == second.id
    with pytest.raises(stripe.IdempotencyError):
        await sdk.v1.payment_intents.create_async(
            asked | {"amount": 501}, {"idempotency_key": "once-0001"}
        )


async def test_a_refusal_is_kept_under_its_key_too(sdk: StripeClient) -> None:
    asked: Any = {
        "amount": 500,
        "currency": "cny",
        "payment_method": "pm_card_visa_chargeDeclined",
        "confirm": True,
    }
    made = []
    for _ in range(2):
        with pytest.raises(stripe.CardError) as refusal:
            await sdk.v1.payment_intents.create_async(asked, {"idempotency_key": "once-0002"})
        body: Any = refusal.value.json_body
        made.append(body["error"]["payment_intent"]["id"])
    assert made[0] == made[1]


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"currency": "cny"}, "parameter_missing"),
        ({"amount": 0, "currency": "cny"}, "parameter_invalid_integer"),
        ({"amount": "1.5", "currency": "cny"}, "parameter_invalid_integer"),
        ({"amount": 100_000_000, "currency": "cny"}, "amount_too_large"),
        ({"amount": 100, "currency": "cny", "colour": "red"}, "parameter_unknown"),
        ({"amount": 100, "currency": "cny", "payment_method": "pm_x"}, "resource_missing"),
    ],
)
async def test_what_it_does_not_know_it_refuses(sdk: StripeClient, asked: Any, code: str) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        await sdk.v1.payment_intents.create_async(asked)
    assert refusal.value.code == code


async def test_a_wrong_key_opens_nothing(address: str) -> None:
    async with client_of(address, key="sk_test_guessed") as stranger:
        with pytest.raises(stripe.AuthenticationError):
            await stranger.v1.balance.retrieve_async()


async def test_refunds_never_exceed_the_charge(sdk: StripeClient) -> None:
    intent = await paid(sdk, 1_000)
    part: Any = {"payment_intent": intent.id, "amount": 600}
    await sdk.v1.refunds.create_async(part)

    with pytest.raises(stripe.InvalidRequestError, match="greater than unrefunded"):
        await sdk.v1.refunds.create_async(part)
    rest = await sdk.v1.refunds.create_async({"payment_intent": intent.id})
    assert rest.amount == 400
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        await sdk.v1.refunds.create_async({"payment_intent": intent.id})
    assert refusal.value.code == "charge_already_refunded"


async def test_a_refund_may_fail_days_later(sdk: StripeClient, http: httpx.AsyncClient) -> None:
    intent = await paid(sdk, 1_000, "pm_card_refundFail")
    refund = await sdk.v1.refunds.create_async({"payment_intent": intent.id})
    assert refund.status == "succeeded"

    await control(http, "later")

    assert (await sdk.v1.refunds.retrieve_async(refund.id)).status == "failed"
    assert "refund.failed" in await events_of(sdk, refund.id)


async def test_a_dispute_takes_the_money_and_forbids_refunds(sdk: StripeClient) -> None:
    intent = await paid(sdk, 1_000, "pm_card_createDispute")

    with pytest.raises(stripe.InvalidRequestError) as refusal:
        await sdk.v1.refunds.create_async({"payment_intent": intent.id})
    assert refusal.value.code == "charge_disputed"
    (dispute,) = (await sdk.v1.disputes.list_async({"payment_intent": intent.id})).data
    assert (dispute.status, dispute.amount) == ("needs_response", 1_000)


async def test_a_checkout_page_is_clicked(sdk: StripeClient, http: httpx.AsyncClient) -> None:
    session = await sdk.v1.checkout.sessions.create_async(
        {
            "mode": "payment",
            "line_items": [
                {
                    "price_data": {
                        "currency": "cny",
                        "unit_amount": 88_000,
                        "product_data": {"name": "平台服务费"},
                    },
                    "quantity": 1,
                }
            ],
            "payment_intent_data": {"metadata": {"charge": "C-1"}},
            "success_url": "http://127.0.0.1:1/paid?session={CHECKOUT_SESSION_ID}",
        }
    )
    assert session.url is not None
    assert "880.00" in (await http.get(session.url)).text
    declined = await http.post(session.url, data={"number": "4000 0000 0000 0002"})
    assert (declined.status_code, "declined" in declined.text) == (402, True)

    answer = await http.post(session.url, data={"number": "4242 4242 4242 4242"})

    assert answer.headers["location"] == f"http://127.0.0.1:1/paid?session={session.id}"
    after = await sdk.v1.checkout.sessions.retrieve_async(
        session.id, {"expand": ["payment_intent"]}
    )
    assert (after.status, after.payment_status) == ("complete", "paid")
    intent: Any = after.payment_intent
    assert (intent.status, intent.metadata["charge"]) == ("succeeded", "C-1")
    assert (await http.post(session.url, data={"number": "4242424242424242"})).status_code == 410


async def test_an_expired_session_takes_no_money(
    sdk: StripeClient, http: httpx.AsyncClient
) -> None:
    session = await sdk.v1.checkout.sessions.create_async(
        {
            "mode": "payment",
            "line_items": [
                {
                    "price_data": {
                        "currency": "cny",
                        "unit_amount": 100,
                        "product_data": {"name": "x"},
                    }
                }
            ],
            "success_url": "http://127.0.0.1:1/",
        }
    )
    page = session.url
    await sdk.v1.checkout.sessions.expire_async(session.id)

    assert page is not None
    assert (await http.post(page, data={"number": "4242424242424242"})).status_code == 410
    assert isinstance(session.payment_intent, str)
    intent = await sdk.v1.payment_intents.retrieve_async(session.payment_intent)
    assert intent.status == "canceled"


async def test_troubles_come_when_a_test_wants_them(address: str, http: httpx.AsyncClient) -> None:
    asked: Any = {"amount": 700, "currency": "cny"}
    key: Any = {"idempotency_key": "trouble-1"}
    await control(http, "troubles", troubles=[{"status": 429}, {"status": 500}, {"cut": True}])
    async with client_of(address, retries=0) as once:
        for refusal in (stripe.RateLimitError, stripe.APIError, stripe.APIConnectionError):
            with pytest.raises(refusal):
                await once.v1.payment_intents.create_async(asked, key)
        before = (await http.get("/_control/state")).json()["payment_intent"]

        intent = await once.v1.payment_intents.create_async(asked, key)

    after = (await http.get("/_control/state")).json()["payment_intent"]
    assert len(after) == len(before)
    assert intent.id == before[0]["id"]


async def test_a_payout_takes_all_that_is_available(
    sdk: StripeClient, http: httpx.AsyncClient
) -> None:
    await paid(sdk, 50_000)
    available = (await sdk.v1.balance.retrieve_async()).available[0].amount

    payout = await control(http, "payouts")

    assert payout["amount"] == available
    assert (await sdk.v1.balance.retrieve_async()).available[0].amount == 0
    lines = await sdk.v1.balance_transactions.list_async({"payout": payout["id"], "limit": 100})
    assert sum(each.net for each in lines.data) == 0


async def test_deliveries_are_signed_disturbed_and_forged(
    sdk: StripeClient, http: httpx.AsyncClient
) -> None:
    received: list[tuple[bytes, str]] = []

    async def endpoint(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        fields = dict(line.split(": ", 1) for line in head.split("\r\n")[1:] if ": " in line)
        body = await reader.readexactly(int(fields["content-length"]))
        received.append((body, fields.get("stripe-signature", "")))
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
        await writer.drain()
        writer.close()

    for _ in range(20):
        await paid(sdk, 900)
    waiting = (await http.get("/_control/state")).json()["waiting"]
    server = await asyncio.start_server(endpoint, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        await control(http, "endpoint", url=f"http://127.0.0.1:{port}/")
        sent = await control(
            http, "deliveries", seed=7, shuffled=True, repeat_every=5, forge_percent=10
        )

    genuine, forged = [], 0
    for body, signature in received:
        try:
            genuine.append(stripe.Webhook.construct_event(body.decode(), signature, SECRET).id)
        except stripe.SignatureVerificationError:
            forged += 1
    assert len(set(genuine)) == waiting
    assert len(genuine) == waiting + waiting // 5
    assert forged == sent["answers"]["forged_200"] > 0
    happened = [each["id"] for each in (await http.get("/_control/state")).json()["event"]]
    assert list(dict.fromkeys(genuine)) != [each for each in happened if each in genuine]
