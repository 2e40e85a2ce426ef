"""The second factor, as a client meets it: set up, asked for, used once, removed."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import httpx
import pyotp
import pytest

from backend.app import create_app
from backend.identity import service
from backend.identity.tables import Member
from backend.kernel import clock
from backend.kernel.db import fetch, fetch_value
from backend.kernel.settings import master_key
from storage.wrapping import MasterKeys
from tests import make


@pytest.fixture
async def client(committed: str) -> AsyncIterator[httpx.AsyncClient]:
    """A client at the real application, cookies and all."""
    transport = httpx.ASGITransport(create_app())  # type: ignore[arg-type]
    async with httpx.AsyncClient(transport=transport, base_url="http://test/api/v1") as client:
        yield client


async def sign_in(
    client: httpx.AsyncClient, member: Member, code: str | None = None
) -> httpx.Response:
    body: dict[str, Any] = {"email": member.email, "password": make.PASSWORD}
    answer = await client.post("/session", json=body if code is None else {**body, "code": code})
    if answer.status_code == 200:
        client.headers["X-CSRF-Token"] = answer.json()["csrf_token"]
    return answer


async def set_up(client: httpx.AsyncClient) -> tuple[Member, str, list[str]]:
    """A member with a second factor: he, his secret, his recovery codes."""
    member = await make.member(await make.organisation(), "admin")
    assert (await sign_in(client, member)).json()["second_factor"] is False
    begun = await client.post("/account/second-factor", json={"password": make.PASSWORD})
    assert begun.status_code == 201, begun.text
    secret = begun.json()["secret"]
    assert begun.json()["address"].startswith("otpauth://totp/")
    assert begun.json()["qr_svg"].startswith("<svg")
    confirmed = await client.post(
        "/account/second-factor/confirmation", json={"code": make.code_of(secret)}
    )
    assert confirmed.status_code == 200, confirmed.text
    return member, secret, confirmed.json()["recovery_codes"]


async def test_a_code_is_asked_for_at_sign_in_from_then_on(client: httpx.AsyncClient) -> None:
    member, secret, _ = await set_up(client)

    without = await sign_in(client, member)
    wrong = await sign_in(client, member, "000000")
    right = await sign_in(client, member, make.code_of(secret, later=1))

    assert (without.status_code, without.json()["code"]) == (403, "identity.code_needed")
    assert (wrong.status_code, wrong.json()["code"]) == (403, "identity.code_wrong")
    assert right.status_code == 200, right.text
    assert right.json()["second_factor"] is True


async def test_a_code_is_used_once_also_by_many_at_once(client: httpx.AsyncClient) -> None:
    member, secret, _ = await set_up(client)
    code = make.code_of(secret, later=1)

    answers = await asyncio.gather(*(sign_in(client, member, code) for _ in range(4)))

    assert sorted(each.status_code for each in answers) == [200, 403, 403, 403]
    assert {each.json()["code"] for each in answers if each.status_code == 403} == {
        "identity.code_spent"
    }
    confirmed_with = await sign_in(client, member, make.code_of(secret))
    assert confirmed_with.json()["code"] == "identity.code_spent", "an older step is spent too"


async def test_a_recovery_code_stands_in_once(client: httpx.AsyncClient) -> None:
    member, _, codes = await set_up(client)

    first = await sign_in(client, member, codes[0].upper().replace("-", " "))
    again = await sign_in(client, member, codes[0])

    assert len(set(codes)) == 10
    assert first.status_code == 200, first.text
    assert again.json()["code"] == "identity.recovery_code_spent"
    used_at = await fetch_value("SELECT max(used_at) FROM identity_recovery_code")
    assert again.json()["used_at"] == used_at.isoformat()
    left = await client.get("/account/second-factor")
    assert (left.json()["on"], left.json()["recovery_codes_left"]) == (True, 9)


async def test_that_a_recovery_code_was_right_once_is_told_to_none_without_the_password(
    client: httpx.AsyncClient,
) -> None:
    member, _, codes = await set_up(client)
    assert (await sign_in(client, member, codes[0])).status_code == 200
    issued = await client.post(f"/members/{member.id}/reset")
    path = f"/links/{issued.json()['path'].rsplit('/', 1)[1]}"

    guessed = await client.post(
        "/session", json={"email": member.email, "password": "not it", "code": codes[0]}
    )
    linked = await client.post(path, json={"password": "a new good password", "code": codes[0]})
    colleague = await sign_in(client, member, codes[0][::-1])

    assert guessed.json()["code"] == "identity.credentials_wrong"
    assert linked.json()["code"] == "identity.code_wrong"
    assert colleague.json()["code"] == "identity.code_wrong", "never was one"


async def test_removal_needs_password_and_code(client: httpx.AsyncClient) -> None:
    member, secret, _ = await set_up(client)
    path = "/account/second-factor/removal"

    without = await client.post(path, json={"password": make.PASSWORD})
    stolen = await client.post(
        path, json={"password": "not it", "code": make.code_of(secret, later=1)}
    )
    removed = await client.post(
        path, json={"password": make.PASSWORD, "code": make.code_of(secret, later=1)}
    )

    assert without.json()["code"] == "identity.code_needed"
    assert stolen.json()["code"] == "identity.password_wrong"
    assert removed.status_code == 204, removed.text
    assert (await sign_in(client, member)).status_code == 200
    assert await fetch_value("SELECT count(*) FROM identity_recovery_code") == 0
    told = [row["name"] for row in await fetch("SELECT name FROM kernel_event ORDER BY seq")]
    assert "identity.second_factor_set" in told
    assert "identity.second_factor_removed" in told


async def test_the_password_asked_again_asks_for_the_code_too(client: httpx.AsyncClient) -> None:
    _, secret, _ = await set_up(client)
    body = {"current": make.PASSWORD, "new": "another good password"}

    without = await client.post("/account/password", json=body)
    right = await client.post(
        "/account/password", json={**body, "code": make.code_of(secret, later=1)}
    )

    assert without.json()["code"] == "identity.code_needed"
    assert right.status_code == 204, right.text


async def test_a_reset_link_replaces_the_password_not_the_code(client: httpx.AsyncClient) -> None:
    member, secret, _ = await set_up(client)
    issued = await client.post(f"/members/{member.id}/reset")
    path = f"/links/{issued.json()['path'].rsplit('/', 1)[1]}"
    body = {"password": "another good password"}

    told = await client.get(path)
    without = await client.post(path, json=body)
    right = await client.post(path, json={**body, "code": make.code_of(secret, later=1)})

    assert told.json()["second_factor"] is True
    assert without.json()["code"] == "identity.code_needed"
    assert right.status_code == 200, right.text


async def test_guessing_codes_is_delayed_like_guessing_passwords(
    client: httpx.AsyncClient,
) -> None:
    member, _, _ = await set_up(client)

    refused = [(await sign_in(client, member, f"{n:06}")).json()["code"] for n in range(6)]

    assert refused == ["identity.code_wrong"] * 5 + ["identity.sign_in_delayed"]


async def test_a_second_factor_in_force_is_not_replaced(client: httpx.AsyncClient) -> None:
    _, secret, _ = await set_up(client)

    begun = await client.post(
        "/account/second-factor",
        json={"password": make.PASSWORD, "code": make.code_of(secret, later=1)},
    )

    assert (begun.status_code, begun.json()["code"]) == (409, "identity.second_factor_on")


async def test_a_wrong_code_puts_nothing_into_force(client: httpx.AsyncClient) -> None:
    member = await make.member(await make.organisation(), "admin")
    await sign_in(client, member)
    nothing = await client.post("/account/second-factor/confirmation", json={"code": "123456"})
    begun = await client.post("/account/second-factor", json={"password": make.PASSWORD})
    late = pyotp.TOTP(begun.json()["secret"]).at(clock.now() - timedelta(minutes=5))

    refused = await client.post("/account/second-factor/confirmation", json={"code": late})

    assert nothing.json()["code"] == "identity.second_factor_off"
    assert refused.json()["code"] == "identity.code_wrong"
    assert (await sign_in(client, member)).status_code == 200


async def test_the_database_holds_no_secret_in_the_clear_and_rotation_keeps_it(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    member, secret, codes = await set_up(client)
    row = (await fetch("SELECT * FROM identity_second_factor"))[0]
    kept = (await fetch("SELECT code_digest FROM identity_recovery_code"))[0]["code_digest"]
    old = master_key()
    rotated = MasterKeys.parse(f"{'ab' * 32},{old}")
    monkeypatch.setattr("backend.identity.service.factors.master_keys", lambda: rotated)
    monkeypatch.setattr("backend.identity.service.codes.master_keys", lambda: rotated)

    assert pyotp.TOTP(secret).byte_secret() not in bytes(row["secret"])
    assert codes[0].encode() not in bytes(kept)
    assert await service.rewrap_second_factors() == (1, 0)
    assert await service.rewrap_second_factors() == (0, 0)
    newest_alone = MasterKeys.parse("ab" * 32)
    monkeypatch.setattr("backend.identity.service.codes.master_keys", lambda: newest_alone)
    assert (await sign_in(client, member, make.code_of(secret, later=1))).status_code == 200


async def test_whoever_lost_everything_is_helped_on_the_command_line_only(
    client: httpx.AsyncClient,
) -> None:
    member, _, _ = await set_up(client)

    await service.remove_second_factor_of(member.email.upper())

    assert (await sign_in(client, member)).status_code == 200
