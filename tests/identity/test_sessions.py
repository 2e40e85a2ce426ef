"""Signing in and out, as a client does it."""

from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest

from backend.app import create_app
from backend.identity import service
from backend.kernel import clock
from tests import make


@pytest.fixture
async def client(committed: str) -> AsyncIterator[httpx.AsyncClient]:
    """A client at the real application, cookies and all."""
    transport = httpx.ASGITransport(create_app())  # type: ignore[arg-type]
    async with httpx.AsyncClient(transport=transport, base_url="http://test/api/v1") as client:
        yield client


async def test_a_member_signs_in_and_out(client: httpx.AsyncClient) -> None:
    firm = await make.organisation()
    member = await make.member(firm, "admin", "handler")

    answer = await client.post(
        "/session", json={"email": member.email.upper(), "password": make.PASSWORD}
    )

    assert answer.status_code == 200, answer.text
    assert "HttpOnly" in answer.headers["set-cookie"]
    assert "samesite=lax" in answer.headers["set-cookie"].lower()
    assert answer.json()["organisation"]["name"] == firm.name
    assert "prepare" in answer.json()["permissions"]
    assert (await client.get("/session")).status_code == 200
    csrf = {"X-CSRF-Token": answer.json()["csrf_token"]}
    assert (await client.delete("/session", headers=csrf)).status_code == 204
    refused = await client.get("/session")
    assert refused.status_code == 401
    assert refused.json()["code"] == "unauthenticated"
    assert refused.headers["content-type"] == "application/problem+json"


async def test_an_unsafe_request_without_the_csrf_token_is_refused(
    client: httpx.AsyncClient,
) -> None:
    member = await make.member(await make.organisation(), "admin")
    await client.post("/session", json={"email": member.email, "password": make.PASSWORD})

    refused = await client.post("/session/everywhere-sign-out")

    assert refused.status_code == 403
    assert refused.json()["code"] == "csrf_missing"
    assert (await client.get("/session")).status_code == 200


async def test_wrong_passwords_delay_but_never_lock(client: httpx.AsyncClient) -> None:
    member = await make.member(await make.organisation(), "admin")
    wrong = {"email": member.email, "password": "not the password"}

    for _ in range(5):
        assert (await client.post("/session", json=wrong)).json()["code"] == (
            "identity.credentials_wrong"
        )
    right = {"email": member.email, "password": make.PASSWORD}
    delayed = await client.post("/session", json=right)

    assert delayed.status_code == 429
    assert delayed.json()["code"] == "identity.sign_in_delayed"
    assert int(delayed.headers["retry-after"]) >= 1
    with clock.at(clock.now() + timedelta(minutes=6)):
        assert (await client.post("/session", json=right)).status_code == 200


async def test_a_deactivated_member_is_out_at_once(client: httpx.AsyncClient) -> None:
    firm = await make.organisation()
    await make.member(firm, "admin", email="boss@example.test")
    member = await make.member(firm, "handler")
    await client.post("/session", json={"email": member.email, "password": make.PASSWORD})
    assert (await client.get("/session")).status_code == 200

    await service.deactivate(member.id, by=await make.actor(firm, "admin"))

    assert (await client.get("/session")).status_code == 401
    again = await client.post("/session", json={"email": member.email, "password": make.PASSWORD})
    assert again.json()["code"] == "identity.credentials_wrong"
