"""Somebody who talks to the API without a browser."""

from typing import Any, Self

import httpx

from tests.journeys.server import PASSWORD, Server


def opens(server: Server, link: str, password: str = PASSWORD) -> None:
    """Takes a one-time link, whose last part is its token."""
    with httpx.Client(
        base_url=server.api, headers={"Origin": server.address}, timeout=60
    ) as client:
        token = link.rsplit("/", 1)[1]
        client.post(f"/links/{token}", json={"password": password}).raise_for_status()


class Caller:
    """Signed in for as long as the block lasts."""

    def __init__(self, server: Server, email: str) -> None:
        self.server = server
        self.client = httpx.Client(
            base_url=server.api, headers={"Origin": server.address}, timeout=60
        )
        session = self.client.post("/session", json={"email": email, "password": PASSWORD})
        self.client.headers["X-CSRF-Token"] = session.json()["csrf_token"]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.client.close()

    def settles(self, kind: str, email: str, **more: str) -> str:
        """An organisation that has nothing yet, made by the operator; its admin's address."""
        made = self.post(
            "/operator/organisations",
            json={
                "kind": kind,
                "name": f"空白{kind}（演示）",
                "admin_name": "空管理",
                "admin_email": email,
                **more,
            },
        )
        opens(self.server, made["link"]["path"])
        return email

    def get(self, path: str) -> Any:
        return self.client.get(path).raise_for_status().json()

    def post(self, path: str, **body: Any) -> Any:
        return self.client.post(path, **body).raise_for_status().json()
