"""How long a firm waits for three insurers: one request, three plans, three quotes stored."""

import asyncio
import time
from uuid import UUID

import httpx

from backend.identity import service as identity
from backend.kernel import db
from backend.kernel.auth import SYSTEM
from backend.kernel.sessions import COOKIE
from backend.underwriting.states import State
from tests import make as people
from tests.bench.figures import Figure, percentile, spread
from tests.bench.workshop import Workshop
from tests.underwriting import make

ROUNDS = 100
WARM_UP = 10
INSURERS = 3
AIM = 0.150


async def measure(workshop: Workshop) -> list[Figure]:
    """E1 to three insurers with the demonstration plan each, a proposal of its own every time."""
    desks = [await make.desk(lines=["overseas_liability"]) for _ in range(INSURERS)]
    await make.sanctions()
    firm = await make.firm()
    waiting = [(await make.proposed(firm)).id for _ in range(ROUNDS + WARM_UP)]
    server = workshop.serving()
    server.environment = {"ZHIRONG_OPERATING_MODE": "licensed_broker"}
    await asyncio.to_thread(server.start)
    email = await db.fetch_value(
        "SELECT email FROM identity_member WHERE id = $1", firm.signatory.user_id
    )
    token, _ = await identity.sign_in(email=email, password=people.PASSWORD, by=SYSTEM)
    try:
        async with httpx.AsyncClient(
            base_url=server.api, trust_env=False, cookies={COOKIE: token}, timeout=30
        ) as client:
            session = (await client.get("/session")).json()
            client.headers["X-CSRF-Token"] = session["csrf_token"]
            seconds = [await _asked(client, each, desks) for each in waiting][WARM_UP:]
    finally:
        await asyncio.to_thread(server.stop)
    return [
        Figure(
            what="a proposal answered by three insurers over HTTP, p95",
            value=percentile(seconds, 0.95) * 1000,
            unit="ms",
            aim=AIM * 1000,
            better="less",
            note=f"{ROUNDS} proposals, one after the other; each quote with its worksheet stored",
            details=spread(seconds),
        )
    ]


async def _asked(client: httpx.AsyncClient, proposal: UUID, desks: list[make.Desk]) -> float:
    started = time.perf_counter()
    answer = await client.post(
        f"/proposals/{proposal}/submission",
        json=make.body(*(each.id for each in desks), duplicates_known=True),
        headers={"Idempotency-Key": str(proposal)},
    )
    seconds = time.perf_counter() - started
    if answer.is_error:
        raise ValueError(answer.text[:300])
    states = {each["state"] for each in answer.json()["submissions"]}
    if states != {State.QUOTED}:
        raise ValueError(f"Not quoted by all: {states}")
    return seconds
