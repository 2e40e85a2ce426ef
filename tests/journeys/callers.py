"""Somebody who talks to the API without a browser."""

from typing import Any, Self

import httpx

from tests.journeys.server import PASSWORD, Server


class Caller:
    """Signed in for as long as the block lasts."""

    def __init__(self, server: Server, email: str) -> None:
        self.client = httpx.Client(
            base_url=server.api, headers={"Origin": server.address}, timeout=60
        )
        session = self.client.post("/session", json={"email": email, "password": PASSWORD})
        self.client.headers["X-CSRF-Token"] = session.json()["csrf_token"]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.client.close()

    def get(self, path: str) -> Any:
        return self.client.get(path).raise_for_status().json()

    def post(self, path: str, **body: Any) -> Any:
        return self.client.post(path, **body).raise_for_status().json()
