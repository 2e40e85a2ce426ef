"""Payments by card against the stand-in for Stripe, which holds its messages back."""

import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

import httpx
import pytest

from backend.kernel import settings
from backend.kernel.auth import Actor
from tests import make
from tests.conftest import ClientFor
from tests.fakes.stripe.deliveries import signature
from tests.payments.stand_in import KEY, SECRET, StandIn, program

Deliver = Callable[..., Awaitable[httpx.Response]]


@pytest.fixture(scope="module")
def stripe_program() -> Iterator[str]:
    with program("--held") as address:
        yield address


@pytest.fixture
def set_up(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Settings of this test; read anew."""

    def given(**values: str) -> None:
        for name, value in values.items():
            monkeypatch.setenv(f"ZHIRONG_{name.upper()}", value)
        settings.settings.cache_clear()

    yield given
    monkeypatch.undo()
    settings.settings.cache_clear()


@pytest.fixture
async def stripe(stripe_program: str, set_up: Callable[..., None]) -> AsyncIterator[StandIn]:
    set_up(
        stripe_secret_key=KEY,
        stripe_webhook_secret=SECRET,
        stripe_api_base=stripe_program,
        operating_mode="licensed_broker",
    )
    async with httpx.AsyncClient(trust_env=False, timeout=60) as http:
        stand_in = StandIn(stripe_program, http)
        await stand_in.control("troubles", troubles=[])
        yield stand_in


@pytest.fixture
def deliver(as_: ClientFor) -> Deliver:
    """A message to the webhook as Stripe would send it; `secret`, `age`: as it would not."""

    async def send(event: object, *, secret: str = SECRET, age: int = 0) -> httpx.Response:
        body = json.dumps(event, separators=(",", ":"), ensure_ascii=False).encode()
        signed = signature(body, secret=secret, at=int(time.time()) - age)
        return await as_(None).post(
            "/webhooks/stripe", content=body, headers={"Stripe-Signature": signed}
        )

    return send


@pytest.fixture
async def operator(db: None) -> Actor:
    return await make.actor(await make.organisation("operator"), "operator", "admin")


@pytest.fixture
async def firm(db: None) -> Actor:
    return await make.actor(await make.organisation("firm"), "handler")


@pytest.fixture
async def insurer(db: None) -> Actor:
    return await make.actor(await make.organisation("insurer"), "admin")
