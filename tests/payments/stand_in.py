"""The stand-in for Stripe beside the application: started for a test, asked and told through."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.journeys.server import ROOT, free_port

KEY, SECRET = "sk_test_of_the_stand_in", "whsec_of_the_stand_in"
GOOD = "4242 4242 4242 4242"


@dataclass
class StandIn:
    """Its address, and what a test does at it: as a payer, and through its control."""

    address: str
    http: httpx.AsyncClient = field(repr=False)

    async def control(self, what: str, **given: Any) -> Any:
        answer = await self.http.post(f"{self.address}/_control/{what}", json=given)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def state(self) -> Any:
        return (await self.http.get(f"{self.address}/_control/state")).json()

    async def pay(self, url: str, *, number: str = GOOD) -> httpx.Response:
        return await self.http.post(url, data={"number": number})

    async def api(self, method: str, path: str, **form: str) -> Any:
        """Asked past the application, as from Stripe's own dashboard."""
        answer = await self.http.request(
            method,
            f"{self.address}/v1/{path}",
            data=form or None,
            headers={"Authorization": f"Bearer {KEY}"},
        )
        assert answer.status_code == 200, answer.text
        return answer.json()


@contextmanager
def program(*options: str) -> Iterator[str]:
    """The program in a process of its own; its address."""
    port = free_port()
    process = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "tests.fakes.stripe", "--port", str(port), *options], cwd=ROOT
    )
    base = f"http://127.0.0.1:{port}"
    try:
        with httpx.Client(trust_env=False) as client:
            for _ in range(300):
                try:
                    client.get(f"{base}/_control/state")
                    break
                except httpx.TransportError:
                    assert process.poll() is None
                    time.sleep(0.1)
        yield base
    finally:
        process.terminate()
        process.wait(timeout=20)
