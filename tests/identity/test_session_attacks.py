"""Who tries to get in, or to stay in, otherwise than by his own password and session."""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator
from functools import cache

import httpx
import pytest
from argon2 import PasswordHasher
from litestar.types import ASGIApp

from backend.app import create_app
from backend.identity import service
from backend.identity.tables import Member
from backend.kernel import clock, db, passwords
from backend.kernel.sessions import COOKIE, csrf_token, session_cookie
from tests import make


@cache
def _application() -> ASGIApp:
    return create_app()


def _client() -> httpx.AsyncClient:
    transport = httpx.ASGITransport(_application())  # type: ignore[arg-type]
    return httpx.AsyncClient(transport=transport, base_url="http://test/api/v1")


@pytest.fixture
async def client(committed: str) -> AsyncIterator[httpx.AsyncClient]:
    """A client at the real application, cookies and all."""
    async with _client() as client:
        yield client


async def _signed_in(client: httpx.AsyncClient, member: Member, **headers: str) -> str:
    """Sign in; the CSRF token."""
    body = {"email": member.email, "password": make.PASSWORD}
    answer = await client.post("/session", json=body, headers=headers)
    assert answer.status_code == 200, answer.text
    return str(answer.json()["csrf_token"])


async def test_a_burst_of_guesses_has_no_more_of_them_than_a_row(client: httpx.AsyncClient) -> None:
    member = await make.member(await make.organisation(), "admin")
    wrong = {"email": member.email, "password": "not the password"}

    with clock.at(clock.now()):  # however long a busy machine takes for them
        answers = await asyncio.gather(*(client.post("/session", json=wrong) for _ in range(20)))

    codes = Counter(answer.json()["code"] for answer in answers)
    assert codes == {"identity.credentials_wrong": 5, "identity.sign_in_delayed": 15}


async def test_signing_in_rightly_is_no_failure_of_the_address(client: httpx.AsyncClient) -> None:
    firm = await make.organisation()
    for _ in range(3):
        await _signed_in(client, await make.member(firm, "handler"))

    counted = await db.fetch("SELECT failures FROM identity_sign_in_failure")
    assert [row["failures"] for row in counted] == [0]


async def test_signing_in_never_takes_a_token_that_was_there_before(
    client: httpx.AsyncClient,
) -> None:
    """Fixation: neither an invented token nor another's session becomes one's own."""
    firm = await make.organisation()
    member, other = await make.member(firm, "admin"), await make.member(firm, "handler")
    await _signed_in(client, member, Cookie=f"{COOKIE}=planted-by-somebody")
    first = str(client.cookies[COOKIE])
    await _signed_in(client, other)
    second = str(client.cookies[COOKIE])

    assert len({first, second, "planted-by-somebody"}) == 3
    for token, status in ((first, 200), (second, 200), ("planted-by-somebody", 401)):
        async with _client() as alone:
            alone.cookies.set(COOKIE, token)
            assert (await alone.get("/session")).status_code == status


async def test_the_token_of_another_session_proves_nothing(client: httpx.AsyncClient) -> None:
    member = await make.member(await make.organisation(), "admin")
    async with _client() as elsewhere:
        others = await _signed_in(elsewhere, member)
    await _signed_in(client, member)

    for token in (others, "", "0" * 64, csrf_token("")):
        refused = await client.post("/session/everywhere-sign-out", headers={"X-CSRF-Token": token})
        assert refused.json()["code"] == "csrf_missing"
    assert (await client.get("/session")).status_code == 200


#: A page in a sandboxed frame says `null`.
FOREIGN = (
    "null",
    "",
    "https://evil.example",
    "http://test.evil.example",
    "http://test:81",
    "http://evil.example/test",
    "test.evil",
)


async def test_no_other_origin_signs_anybody_in_or_up(client: httpx.AsyncClient) -> None:
    """It must not sign a visitor in as somebody else, who then reads what he enters."""
    member = await make.member(await make.organisation(), "admin")
    body = {"email": member.email, "password": make.PASSWORD}

    for origin in FOREIGN:
        for path in ("/session", "/organisations", "/links/some-token"):
            refused = await client.post(path, json=body, headers={"Origin": origin})
            assert (refused.status_code, refused.json()["code"]) == (403, "csrf_missing")
    assert COOKIE not in client.cookies


async def test_a_wrong_host_changes_nothing_that_is_told(client: httpx.AsyncClient) -> None:
    """Links are paths, cookies name no domain: a forged Host goes nowhere."""
    member = await make.member(await make.organisation(), "admin")
    body = {"email": member.email, "password": make.PASSWORD}
    answer = await client.post("/session", json=body, headers={"Host": "evil.example"})
    token, csrf = answer.cookies[COOKIE], answer.json()["csrf_token"]

    invited = await client.post(
        "/invitations",
        json={"email": "new@example.test", "name": "新", "roles": ["handler"]},
        headers={"Host": "evil.example", "X-CSRF-Token": csrf, "Cookie": f"{COOKIE}={token}"},
    )

    assert "domain" not in answer.headers["set-cookie"].lower()
    assert invited.json()["path"].startswith("/link/")
    assert "evil.example" not in answer.text + invited.text + str(invited.headers)


def test_the_cookie_is_kept_from_scripts_and_other_sites(monkeypatch: pytest.MonkeyPatch) -> None:
    from backend.kernel import sessions  # noqa: PLC0415

    plain = session_cookie("token").to_header(header="")
    monkeypatch.setattr(sessions, "settings", lambda: type("S", (), {"tls": True}))
    over_tls = session_cookie("token").to_header(header="")

    for header in (plain, over_tls):
        assert "HttpOnly" in header
        assert "SameSite=lax" in header
        assert "Path=/" in header
        assert "Domain" not in header
        assert "Max-Age" not in header
    assert "Secure" not in plain
    assert "Secure" in over_tls


async def test_signing_out_everywhere_ends_every_session(client: httpx.AsyncClient) -> None:
    member = await make.member(await make.organisation(), "admin")
    async with _client() as phone, _client() as laptop:
        await _signed_in(phone, member)
        await _signed_in(laptop, member)
        csrf = await _signed_in(client, member)

        await client.post("/session/everywhere-sign-out", headers={"X-CSRF-Token": csrf})

        token = str(phone.cookies[COOKIE])
        assert (await phone.get("/session")).status_code == 401
        assert (await laptop.get("/session")).status_code == 401
        again = await phone.post("/members/x/reset", headers={"X-CSRF-Token": csrf_token(token)})
        assert again.status_code in {401, 404}


async def test_a_link_taken_by_two_at_once_is_taken_once(client: httpx.AsyncClient) -> None:
    boss = await make.actor(await make.organisation(), "admin")
    row, token, _ = await service.invite(
        email="new@example.test", name="新", roles=["handler"], by=boss
    )

    answers = await asyncio.gather(
        *(client.post(f"/links/{token}", json={"password": f"long password {n}"}) for n in range(5))
    )

    assert sorted(answer.status_code for answer in answers) == [200, 404, 404, 404, 404]
    assert {a.json().get("code") for a in answers} == {None, "identity.link_spent"}
    open_sessions = "SELECT count(*) FROM identity_session WHERE member = $1 AND ended_at IS NULL"
    assert await db.fetch_value(open_sessions, row.id) == 1


async def test_a_newer_link_and_a_deactivation_end_the_older_link(
    client: httpx.AsyncClient,
) -> None:
    firm = await make.organisation()
    boss, member = await make.actor(firm, "admin"), await make.member(firm, "handler")
    _, older, _ = await service.offer_reset(member.id, by=boss)
    _, newer, _ = await service.offer_reset(member.id, by=boss)

    assert (await client.get(f"/links/{older}")).status_code == 404
    assert (await client.get(f"/links/{newer}")).status_code == 200
    await service.deactivate(member.id, by=boss)
    taken = await client.post(f"/links/{newer}", json={"password": "another long password"})
    assert taken.json()["code"] == "identity.link_spent"


async def test_two_admins_who_put_each_other_out_at_once_leave_one(committed: str) -> None:
    firm = await make.organisation()
    one, two = await make.actor(firm, "admin"), await make.actor(firm, "admin")

    done = await asyncio.gather(
        service.deactivate(two.user_id, by=one),
        service.deactivate(one.user_id, by=two),
        return_exceptions=True,
    )

    refused = [each for each in done if isinstance(each, BaseException)]
    assert [getattr(each, "code", each) for each in refused] == ["identity.last_admin"]
    active = "SELECT count(*) FROM identity_member WHERE organisation = $1 AND active"
    assert await db.fetch_value(active, firm.id) == 1


@pytest.fixture
def whole_hashing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords as costly as the product makes them, for members made from here on too."""
    hasher = PasswordHasher()
    monkeypatch.setattr(passwords, "_hasher", hasher)
    monkeypatch.setattr(make, "_PASSWORD_HASH", hasher.hash(make.PASSWORD))


@pytest.mark.slow
@pytest.mark.usefixtures("whole_hashing")
async def test_an_unknown_address_takes_as_long_as_a_known_one(client: httpx.AsyncClient) -> None:
    """The quickest of 40 wrong sign-ins of each kind, in turn: what others do here only adds.

    One round in which they are alike is enough: what told them apart would do so in each.
    """
    told = []
    for attempt in range(3):
        least = await _least(client, attempt)
        if max(least.values()) < 1.15 * min(least.values()):
            return
        told.append(least)
    pytest.fail(f"What tells them apart does so every time: {told}")


async def _least(client: httpx.AsyncClient, attempt: int) -> dict[str, float]:
    """The quickest answer in seconds by kind of address."""
    firm = await make.organisation()
    took: dict[str, list[float]] = {"known": [], "unknown": [], "deactivated": []}
    for n in range(40):
        members = {kind: await make.member(firm, "handler") for kind in took}
        await Member.update({Member.active: False}).where(Member.id == members["deactivated"].id)
        for kind, member in members.items():
            email = f"nobody-{attempt}-{n}@example.test" if kind == "unknown" else member.email
            await db.execute("DELETE FROM identity_sign_in_failure")
            started = time.perf_counter()
            answer = await client.post(
                "/session", json={"email": email, "password": "not it at all"}
            )
            took[kind].append(time.perf_counter() - started)
            assert answer.json()["code"] == "identity.credentials_wrong"

    return {kind: min(each) for kind, each in took.items()}
