"""Sign-in history: what was tried as oneself, and the sessions that are open elsewhere."""

from typing import Any

import httpx

from backend.app import create_app
from backend.kernel import db
from tests import make

BROWSER = {"User-Agent": "Mozilla/5.0 (Windows NT 10.0) Chrome/131.0\x7f"}


def browser() -> httpx.AsyncClient:
    transport = httpx.ASGITransport(create_app())  # type: ignore[arg-type]
    return httpx.AsyncClient(transport=transport, base_url="http://test/api/v1")


async def sign_in(client: httpx.AsyncClient, email: str, password: str = make.PASSWORD) -> int:
    body = {"email": email, "password": password}
    answer = await client.post("/session", json=body, headers=BROWSER)
    if answer.status_code == 200:
        client.headers["X-CSRF-Token"] = answer.json()["csrf_token"]
    return answer.status_code


async def history(client: httpx.AsyncClient) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await client.get("/account/sign-ins")).json()["items"]
    return found


async def test_its_owner_sees_every_attempt_and_ends_sessions_elsewhere(committed: str) -> None:
    firm = await make.organisation()
    member, other = await make.member(firm, "admin"), await make.member(firm, "handler")
    async with browser() as here, browser() as phone, browser() as tablet, browser() as theirs:
        assert await sign_in(phone, member.email, "not the password") == 403
        assert await sign_in(phone, member.email) == 200
        assert await sign_in(tablet, member.email) == 200
        assert await sign_in(here, member.email) == 200
        assert await sign_in(theirs, other.email) == 200

        rows = await history(here)
        assert [row["outcome"] for row in rows] == [
            "signed_in",
            "signed_in",
            "signed_in",
            "wrong_password",
        ]
        assert [row["current"] for row in rows] == [True, False, False, False]
        assert [row["live"] for row in rows] == [True, True, True, False]
        assert {row["device"] for row in rows} == {"Mozilla/5.0 (Windows NT 10.0) Chrome/131.0"}
        assert [row["allowed_actions"] for row in rows] == [[], ["end"], ["end"], []]

        foreign = await theirs.post(f"/account/sign-ins/{rows[1]['id']}/end")
        assert foreign.status_code == 404
        assert (await tablet.get("/session")).status_code == 200
        assert (await here.post(f"/account/sign-ins/{rows[1]['id']}/end")).status_code == 204
        assert (await tablet.get("/session")).status_code == 401
        assert (await phone.get("/session")).status_code == 200
        assert (await here.post("/account/sign-ins/others/end")).status_code == 204
        assert (await phone.get("/session")).status_code == 401
        assert [row["live"] for row in await history(here)] == [True, False, False, False]
        assert len(await history(theirs)) == 1


async def test_a_wrong_code_and_an_ended_access_stand_there_too(committed: str) -> None:
    firm = await make.organisation()
    actor = await make.actor(firm, "admin")
    secret, _ = await make.second_factor(actor)
    email = await email_of(actor.user_id)
    async with browser() as client:
        body = {"email": email, "password": make.PASSWORD}
        assert (await client.post("/session", json=body)).json()["code"] == "identity.code_needed"
        wrong = await client.post("/session", json=body | {"code": "000000"})
        right = await client.post("/session", json=body | {"code": make.code_of(secret)})
        assert wrong.json()["code"] == "identity.code_wrong"
        assert right.status_code == 200
        assert [row["outcome"] for row in await history(client)] == ["signed_in", "wrong_code"]


async def email_of(member_id: object) -> str:
    return str(await db.fetch_value("SELECT email FROM identity_member WHERE id = $1", member_id))
