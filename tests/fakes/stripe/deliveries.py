"""Webhooks: signed, and sent at once, or held until a test wants them, disturbed."""

import asyncio
import hmac
import json
import random
import time
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.fakes.stripe.books import Obj

RETRIES, FIRST_PAUSE = 5, 0.2
AT_ONCE = 16


def signature(payload: bytes, *, secret: str, at: int) -> str:
    """The value of `Stripe-Signature`."""
    proof = hmac.new(secret.encode(), f"{at}.".encode() + payload, "sha256").hexdigest()
    return f"t={at},v1={proof}"


@dataclass
class Deliveries:
    """To one endpoint."""

    url: str | None
    secret: str
    held: bool = False
    waiting: list[Obj] = field(default_factory=list)
    tasks: set[asyncio.Task[None]] = field(default_factory=set)
    client: httpx.AsyncClient = field(
        default_factory=lambda: httpx.AsyncClient(timeout=30, trust_env=False)
    )

    def take(self, event: Obj) -> None:
        """An event has happened."""
        if self.held or self.url is None:
            self.waiting.append(event)
            return
        task = asyncio.get_running_loop().create_task(self._persist(event))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def _persist(self, event: Obj) -> None:
        pause = FIRST_PAUSE
        for _ in range(RETRIES):
            if 200 <= await self.send(event) < 300:
                event["pending_webhooks"] = 0
                return
            await asyncio.sleep(pause)
            pause *= 2
        self.waiting.append(event)

    async def send(self, event: Obj, *, age: int = 0, forged: str | None = None) -> int:
        """The endpoint's status; 0 where it cannot be reached.

        `forged`: `secret` signs with another one, `body` alters what was signed, `none` leaves
        the signature out.
        """
        payload = json.dumps(event, separators=(",", ":"), ensure_ascii=False).encode()
        at = int(time.time()) - age
        secret = "whsec_of_somebody_else" if forged == "secret" else self.secret
        headers = {"Content-Type": "application/json; charset=utf-8"}
        if forged != "none":
            headers["Stripe-Signature"] = signature(payload, secret=secret, at=at)
        if forged == "body":
            payload = payload.replace(b'"amount":', b'"amount":9', 1)
        try:
            answer = await self.client.post(self.url or "", content=payload, headers=headers)
        except httpx.TransportError:
            return 0
        return answer.status_code

    async def release(
        self,
        *,
        seed: int = 0,
        shuffled: bool = False,
        repeat_every: int = 0,
        forge_percent: int = 0,
        age: int = 0,
    ) -> dict[str, Any]:
        """Send what waits: every n-th twice, in disorder, with forgeries in between.

        Forgeries are made of real events, so that believing one would change something.
        """
        chance = random.Random(seed)  # noqa: S311 - a repeatable disorder, no secret
        plan: list[tuple[Obj, str | None]] = []
        for number, event in enumerate(self.waiting, start=1):
            plan.append((event, None))
            if repeat_every and number % repeat_every == 0:
                plan.append((event, None))
            if chance.randrange(100) < forge_percent:
                plan.append((event, chance.choice(("secret", "body", "none"))))
        self.waiting = []
        if shuffled:
            chance.shuffle(plan)
        gate = asyncio.Semaphore(AT_ONCE)

        async def one(event: Obj, forged: str | None) -> tuple[int, bool]:
            async with gate:
                return await self.send(event, age=age, forged=forged), forged is not None

        answers: dict[str, int] = {}
        for status, forged in await asyncio.gather(*(one(*each) for each in plan)):
            key = f"{'forged' if forged else 'genuine'}_{status}"
            answers[key] = answers.get(key, 0) + 1
        return {"sent": len(plan), "answers": answers}
