"""Passkeys, as a browser with an authenticator meets them: registered, used, refused, removed."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import httpx
import pytest

from backend.app import create_app
from backend.identity import passkeys, rules, service
from backend.identity.tables import Member, Organisation
from backend.kernel import clock
from backend.kernel.db import execute, fetch, fetch_value
from backend.kernel.events import event
from backend.kernel.settings import Settings
from backend.notifications import service as notifications
from tests import make
from tests.identity.authenticator import ORIGIN, Authenticator, text

Client = httpx.AsyncClient
PASSWORD = {"password": make.PASSWORD}
_ENDS = "SELECT seq FROM kernel_event WHERE name = 'identity.second_factor_ended'"


@pytest.fixture
async def browsers(committed: str) -> AsyncIterator[Any]:
    """As many browsers as asked for, each with cookies of its own, at where passkeys work."""
    async with AsyncExitStack() as opened:

        async def another() -> Client:
            transport = httpx.ASGITransport(create_app())  # type: ignore[arg-type]
            client = Client(
                transport=transport,
                base_url=f"{ORIGIN}/api/v1",
                headers={"Origin": ORIGIN},
                event_hooks={"request": [_with_key]},
            )
            return await opened.enter_async_context(client)

        yield another


async def _with_key(request: httpx.Request) -> None:
    """As the web app sends it: the request then has a transaction around it."""
    request.headers["Idempotency-Key"] = str(uuid4())


def _code(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json().get("code", "")


def _kept(client: Client, answer: httpx.Response) -> httpx.Response:
    if answer.status_code == 200:
        client.headers["X-CSRF-Token"] = answer.json()["csrf_token"]
    return answer


async def sign_in(client: Client, member: Member, code: str | None = None) -> httpx.Response:
    body = {"email": member.email, **PASSWORD} | ({} if code is None else {"code": code})
    return _kept(client, await client.post("/session", json=body))


async def alone(client: Client, key: Authenticator) -> httpx.Response:
    """Sign in with the passkey, without a password."""
    asked = await client.post("/session/passkey/options")
    assert asked.status_code == 200, asked.text
    return await answered(client, key.get(asked.json()["options"]))


async def answered(client: Client, answer: str) -> httpx.Response:
    return _kept(client, await client.post("/session/passkey", json={"answer": answer}))


async def register(client: Client, key: Authenticator, **given: Any) -> httpx.Response:
    asked = await client.post("/account/passkeys/options", json=PASSWORD | given)
    assert asked.status_code == 200, asked.text
    return await client.post(
        "/account/passkeys",
        json={"name": "办公电脑", "answer": key.create(asked.json()["options"])},
    )


async def set_up(client: Client, **how: Any) -> tuple[Member, Authenticator, list[str]]:
    """A member who is signed in and has registered a passkey: he, it, his recovery codes."""
    member = await make.member(await make.organisation(), "admin")
    assert (await sign_in(client, member)).status_code == 200
    key = Authenticator(**how)
    made = await register(client, key)
    assert made.status_code == 201, made.text
    return member, key, made.json()["recovery_codes"]


async def told() -> list[str]:
    return [row["name"] for row in await fetch("SELECT name FROM kernel_event ORDER BY seq")]


async def outcomes(client: Client) -> list[tuple[str, str | None]]:
    rows = (await client.get("/account/sign-ins")).json()["items"]
    return [(row["outcome"], row["proof"]) for row in rows]


async def test_it_is_registered_named_and_signs_in_without_a_password(browsers: Any) -> None:
    here, there = await browsers(), await browsers()
    member, key, codes = await set_up(here)
    listed = (await here.get("/account/passkeys")).json()["items"]

    entered = await alone(there, key)

    assert entered.status_code == 200, entered.text
    assert entered.json()["member"]["id"] == str(member.id)
    assert entered.json()["second_factor"] is True
    assert [(each["name"], each["synced"], each["last_used_at"]) for each in listed] == [
        ("办公电脑", True, None)
    ]
    assert len(set(codes)) == 10
    (now,) = (await there.get("/account/passkeys")).json()["items"]
    assert now["last_used_at"] is not None
    assert await outcomes(there) == [("signed_in", "passkey"), ("signed_in", "password")]
    assert "identity.passkey_registered" in await told()
    stored = await fetch_value("SELECT transports FROM identity_passkey")
    assert stored == ["internal", "hybrid"]
    renamed = await there.post(f"/account/passkeys/{listed[0]['id']}/name", json={"name": "手机"})
    assert renamed.json()["name"] == "手机"
    assert "identity.passkey_renamed" in await told()


async def test_what_is_asked_says_nothing_of_anybody_and_wants_the_user_verified(
    browsers: Any,
) -> None:
    client = await browsers()
    member, key, _ = await set_up(client)

    at_sign_in = (await client.post("/session/passkey/options")).json()["options"]
    new = (await client.post("/session", json={"email": member.email, **PASSWORD})).json()

    assert at_sign_in["allowCredentials"] == []
    assert at_sign_in["userVerification"] == "required"
    assert at_sign_in["rpId"] == "localhost"
    assert new["code"] == "identity.code_needed"
    assert new["ways"] == ["recovery_code", "passkey"]
    (known,) = new["passkey"]["allowCredentials"]
    assert known["id"] == text(key.credential_id)
    guess = {"email": member.email, "password": "not the password"}
    assert "passkey" not in (await client.post("/session", json=guess)).json()


async def test_it_stands_beside_the_password_instead_of_a_code(browsers: Any) -> None:
    client = await browsers()
    member, key, codes = await set_up(client)

    without = await sign_in(client, member)
    asked = without.json()["passkey"]
    right = await sign_in(client, member, key.get(asked))
    again = await sign_in(client, member, key.get(asked))
    stood_in = await sign_in(client, member, codes[0])

    assert _code(without) == (403, "identity.code_needed")
    assert right.status_code == 200, right.text
    assert _code(again) == (403, "identity.passkey_stale")
    assert again.json()["passkey"]["challenge"] != asked["challenge"]
    assert stood_in.status_code == 200
    assert await outcomes(client) == [
        ("signed_in", "password_and_recovery_code"),
        ("wrong_passkey", None),
        ("signed_in", "password_and_passkey"),
        ("signed_in", "password"),
    ]


async def test_whatever_is_wrong_with_an_answer_it_is_refused_in_one_way(browsers: Any) -> None:
    client, other = await browsers(), await browsers()
    _, key, _ = await set_up(client)
    somebody, _, _ = await set_up(other)
    forged: dict[str, dict[str, Any]] = {
        "origin": {"origin": "http://localhost:8001"},
        "site": {"site": "zhirong.example"},
        "nobody verified": {"verifies": False},
        "whose": {"handle": somebody.id.bytes},
        "key": {"key": Authenticator().key},
        "unknown": {"credential_id": b"nobody has it"},
    }

    answers = {what: await alone(client, replace(key, **how)) for what, how in forged.items()}

    said = {what: (*_code(each), each.json()["detail"]) for what, each in answers.items()}
    assert {what: each[:2] for what, each in said.items()} == dict.fromkeys(
        forged, (403, "identity.passkey_refused")
    )
    assert len({each[2] for each in said.values()}) == 1
    assert (await alone(client, key)).status_code == 200
    failures = [each for each in await outcomes(client) if each[0] == "wrong_passkey"]
    assert len(failures) == len(forged) - 1, "all but what nobody has"


async def test_a_challenge_is_answered_once_also_by_many_at_once(browsers: Any) -> None:
    client = await browsers()
    _, key, _ = await set_up(client)
    answer = key.get((await client.post("/session/passkey/options")).json()["options"])

    answers = await asyncio.gather(*(answered(client, answer) for _ in range(4)))

    assert sorted(each.status_code for each in answers) == [200, 403, 403, 403]
    assert {_code(each)[1] for each in answers if each.status_code == 403} == {
        "identity.passkey_stale"
    }


async def test_a_challenge_is_over_after_five_minutes_and_good_for_its_purpose_alone(
    browsers: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = await browsers()
    member, key, _ = await set_up(client)
    beside = (await sign_in(client, member)).json()["passkey"]
    for_sign_in = await client.post("/session/passkey/options")
    late = await client.post("/session/passkey/options")

    crossed = await answered(client, key.get(beside))
    turned = await sign_in(client, member, key.get(for_sign_in.json()["options"]))
    at = clock.now() + timedelta(minutes=5, seconds=1)
    monkeypatch.setattr(clock, "now", lambda: at)
    expired = await answered(client, key.get(late.json()["options"]))

    assert _code(crossed) == (403, "identity.passkey_stale")
    assert _code(turned) == (403, "identity.passkey_stale")
    assert _code(expired) == (403, "identity.passkey_stale")


async def test_a_registration_is_finished_in_the_session_that_began_it(browsers: Any) -> None:
    client, elsewhere = await browsers(), await browsers()
    member = await make.member(await make.organisation(), "admin")
    await sign_in(client, member)
    await sign_in(elsewhere, member)
    asked = await client.post("/account/passkeys/options", json=PASSWORD)
    answer = Authenticator().create(asked.json()["options"])

    stolen = await elsewhere.post("/account/passkeys", json={"name": "x", "answer": answer})
    unproven = await client.post("/account/passkeys/options", json={"password": "not it"})
    plain = await client.post("/account/passkeys", json={"name": "x", "answer": "{}"})

    assert _code(stolen) == (403, "identity.passkey_stale")
    assert _code(unproven) == (403, "identity.password_wrong")
    assert _code(plain) == (403, "identity.passkey_refused")
    assert (await client.get("/account/passkeys")).json()["items"] == []


async def test_a_registration_is_made_here_by_a_verified_person(browsers: Any) -> None:
    client = await browsers()
    await sign_in(client, await make.member(await make.organisation(), "admin"))

    for wrong in ({"origin": "https://evil.example"}, {"site": "evil"}, {"verifies": False}):
        refused = await register(client, Authenticator(**wrong))
        assert _code(refused) == (403, "identity.passkey_refused")

    assert await fetch_value("SELECT count(*) FROM identity_passkey") == 0


async def test_a_credential_is_of_one_person(browsers: Any) -> None:
    client, other = await browsers(), await browsers()
    _, key, _ = await set_up(client)
    await sign_in(other, await make.member(await make.organisation(), "admin"))

    taken = await register(other, replace(key))
    beside = (await sign_in(client, await _owner_of(key))).json()["passkey"]
    thief = await make.member(await make.organisation(), "admin")
    own = Authenticator()
    await sign_in(other, thief)
    await register(other, own)
    asked = (await sign_in(other, thief)).json()["passkey"]

    assert _code(taken) == (409, "identity.passkey_known")
    foreign = await sign_in(other, thief, key.get(asked))
    assert _code(foreign) == (403, "identity.passkey_refused")
    stale = await sign_in(other, thief, own.get(beside))
    assert _code(stale) == (403, "identity.passkey_stale"), "asked of somebody else"


async def _owner_of(key: Authenticator) -> Member:
    row = await Member.objects().where(Member.id == key.handle.hex()).first()
    assert row is not None
    return row


@pytest.mark.parametrize("how", ["alone", "beside"])
async def test_a_counter_that_goes_back_ends_the_passkey_and_is_told_once(
    browsers: Any, how: str
) -> None:
    client = await browsers()
    member, key, codes = await set_up(client, counts=1)
    copied = replace(key)
    assert (await alone(client, key)).status_code == 200
    assert (await alone(client, key)).status_code == 200

    if how == "alone":
        refused = await alone(client, copied)
    else:
        asked = (await sign_in(client, member)).json()["passkey"]
        refused = await client.post(
            "/account/password",
            json={"current": make.PASSWORD, "new": "a good password", "code": copied.get(asked)},
        )
    true_one = await alone(client, key)

    assert _code(refused) == (403, "identity.passkey_suspect")
    assert _code(true_one) == (403, "identity.passkey_suspect")
    assert (await told()).count("identity.passkey_suspected") == 1
    (listed,) = (await client.get("/account/passkeys")).json()["items"]
    assert listed["state"] == "suspected"
    without = await sign_in(client, member)
    assert without.json()["ways"] == ["recovery_code"], "it still asks for a second factor"
    assert (await sign_in(client, member, codes[0])).status_code == 200


async def test_without_its_key_nobody_brings_a_passkey_under_suspicion(browsers: Any) -> None:
    client = await browsers()
    _, key, _ = await set_up(client, counts=5)

    await alone(client, replace(key, counts=1, key=Authenticator().key))

    assert (await alone(client, key)).status_code == 200


async def test_a_removed_passkey_signs_in_nobody_and_the_last_takes_the_codes(
    browsers: Any,
) -> None:
    client = await browsers()
    member, key, codes = await set_up(client)
    (listed,) = (await client.get("/account/passkeys")).json()["items"]
    path = f"/account/passkeys/{listed['id']}/removal"

    without = await client.post(path, json=PASSWORD)
    proven = PASSWORD | {"code": key.get(without.json()["passkey"])}
    removed = await client.post(path, json=proven)
    again = await client.post(path, json=PASSWORD)

    assert _code(without) == (403, "identity.code_needed")
    assert removed.status_code == 204, removed.text
    assert _code(again) == (404, "not_found")
    assert _code(await alone(client, key)) == (403, "identity.passkey_refused")
    assert (await sign_in(client, member)).json()["second_factor"] is False
    assert await fetch_value("SELECT count(*) FROM identity_recovery_code") == 0
    assert codes
    assert "identity.passkey_removed" in await told()


async def test_an_authenticator_beside_it_keeps_the_codes_and_the_other_way_round(
    browsers: Any,
) -> None:
    client = await browsers()
    member, key, _ = await set_up(client)
    asked = (await sign_in(client, member)).json()["passkey"]
    begun = await client.post("/account/second-factor", json=PASSWORD | {"code": key.get(asked)})
    secret = begun.json()["secret"]
    with clock.at(clock.now()):  # no step of 30 seconds ends between the code and its reading
        confirmed = await client.post(
            "/account/second-factor/confirmation", json={"code": make.code_of(secret, later=-1)}
        )
    recovery = confirmed.json()["recovery_codes"]
    second = Authenticator()

    other = await register(client, second, code=make.code_of(secret))
    gone = await client.post(
        "/account/second-factor/removal", json=PASSWORD | {"code": recovery[0]}
    )

    assert other.json()["recovery_codes"] == []
    assert gone.status_code == 204, gone.text
    state = (await client.get("/account/second-factor")).json()
    assert (state["on"], state["confirmed_at"], state["recovery_codes_left"]) == (True, None, 9)
    assert (await alone(client, second)).status_code == 200
    known = await register(client, replace(second), code=recovery[1])
    assert _code(known) == (409, "identity.passkey_known")


async def test_a_deactivated_member_is_refused_like_a_stranger_until_he_is_back(
    browsers: Any,
) -> None:
    boss, client = await browsers(), await browsers()
    member, key, _ = await set_up(client)
    admin = await make.member(await service.organisation(member.organisation), "admin")
    await sign_in(boss, admin)

    await boss.post(f"/members/{member.id}/deactivation")
    refused = await alone(client, key)
    await boss.post(f"/members/{member.id}/reactivation")
    back = await alone(client, key)

    assert _code(refused) == (403, "identity.passkey_refused")
    assert back.status_code == 200
    assert (await outcomes(client))[1] == ("inactive", None)


async def test_a_reset_ends_every_passkey_but_the_one_that_was_shown_for_it(
    browsers: Any,
) -> None:
    client, visitor = await browsers(), await browsers()
    member, key, codes = await set_up(client)
    lost = Authenticator()
    await register(client, lost, code=codes[0])
    issued = await client.post(f"/members/{member.id}/reset")
    path = f"/links/{issued.json()['path'].rsplit('/', 1)[1]}"
    new = {"password": "another good password"}

    shown = await visitor.get(path)
    without = await visitor.post(path, json=new)
    taken = await visitor.post(path, json=new | {"code": key.get(without.json()["passkey"])})

    assert (shown.json()["second_factor"], shown.json()["passkeys"]) == (True, True)
    assert _code(without) == (403, "identity.code_needed")
    assert taken.status_code == 200, taken.text
    assert _code(await alone(visitor, lost)) == (403, "identity.passkey_refused")
    assert (await alone(visitor, key)).status_code == 200
    assert (await told()).count("identity.passkey_removed") == 1


async def test_a_recovery_code_is_spent_and_told_though_its_request_is_refused(
    browsers: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = await browsers()
    member, _, codes = await set_up(client)
    monkeypatch.setattr(rules, "PASSKEYS_OF_ONE", 1)

    body = PASSWORD | {"code": codes[0]}
    refused = await client.post("/account/passkeys/options", json=body)

    assert refused.json()["code"] == "identity.too_many_passkeys"
    assert (await told()).count("identity.recovery_code_used") == 1
    assert (await client.get("/account/second-factor")).json()["recovery_codes_left"] == 9
    spent = await sign_in(client, member, codes[0])
    assert _code(spent) == (403, "identity.recovery_code_spent")


async def ended(browser: Client, member: Member) -> tuple[str | None, list[UUID]]:
    """Since when his account page says that the password alone is asked, and who was told."""
    page = (await browser.get("/account/second-factor")).json()
    (seq,) = [row["seq"] for row in await fetch(_ENDS)]
    row = await event(seq)
    assert row is not None
    assert row.subject_id == member.id
    await notifications.tell(row)
    told_to = await fetch("SELECT member FROM notifications_notification WHERE event = $1", row.id)
    return page["ended_at"], [each["member"] for each in told_to]


async def test_a_reset_with_a_recovery_code_that_leaves_the_password_alone_says_so(
    browsers: Any,
) -> None:
    client, visitor = await browsers(), await browsers()
    member, key, codes = await set_up(client)
    organisation = await Organisation.objects().get(Organisation.id == member.organisation)
    assert organisation is not None
    await make.member(organisation, "admin")
    issued = await client.post(f"/members/{member.id}/reset")
    path = f"/links/{issued.json()['path'].rsplit('/', 1)[1]}"
    before = (await client.get("/account/second-factor")).json()

    body = {"password": "another good password", "code": codes[0]}
    taken = _kept(visitor, await visitor.post(path, json=body))

    assert (before["on"], before["ended_at"]) == (True, None)
    assert taken.json()["second_factor"] is False
    since, told_to = await ended(visitor, member)
    assert since is not None
    assert told_to == [member.id]
    assert _code(await alone(visitor, key)) == (403, "identity.passkey_refused")
    again = await register(visitor, Authenticator(), password="another good password")
    assert again.status_code == 201, again.text
    now = (await visitor.get("/account/second-factor")).json()
    assert (now["on"], now["ended_at"]) == (True, None)


async def test_whoever_never_had_one_loses_none_at_a_reset(browsers: Any) -> None:
    client, visitor = await browsers(), await browsers()
    member = await make.member(await make.organisation(), "admin")
    await sign_in(client, member)
    issued = await client.post(f"/members/{member.id}/reset")
    path = f"/links/{issued.json()['path'].rsplit('/', 1)[1]}"

    _kept(visitor, await visitor.post(path, json={"password": "another good password"}))

    assert (await visitor.get("/account/second-factor")).json()["ended_at"] is None
    assert await fetch(_ENDS) == []


async def test_whoever_lost_everything_is_helped_on_the_command_line(browsers: Any) -> None:
    client = await browsers()
    member, key, _ = await set_up(client)

    await service.remove_second_factor_of(member.email)

    assert _code(await alone(client, key)) == (403, "identity.passkey_refused")
    assert (await sign_in(client, member)).json()["second_factor"] is False
    since, told_to = await ended(client, member)
    assert (since is not None, told_to) == (True, [member.id])


async def test_failures_delay_the_address_not_the_account(browsers: Any) -> None:
    client = await browsers()
    member, key, _ = await set_up(client)
    await execute(
        "INSERT INTO identity_sign_in_failure (id, key, failures, last_at) VALUES "
        "(gen_random_uuid(), $1, 30, now()), (gen_random_uuid(), $2, 24, now()) "
        "ON CONFLICT (key) DO UPDATE SET failures = excluded.failures",
        f"account:{member.email}",
        "address:127.0.0.1",
    )

    right = await alone(client, key)
    wrong = await alone(client, replace(key, verifies=False))
    delayed = await alone(client, key)

    assert right.status_code == 200, "guessing his password does not keep his passkey out"
    assert _code(wrong) == (403, "identity.passkey_refused")
    assert _code(delayed) == (429, "identity.sign_in_delayed")


async def test_nobody_fills_the_store_with_challenges(
    browsers: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = await browsers()
    member, _, _ = await set_up(client)
    monkeypatch.setattr("backend.identity.rules.CHALLENGES_OF_ADDRESS", 3)
    monkeypatch.setattr("backend.identity.rules.CHALLENGES_OF_MEMBER", 2)

    asked = [await client.post("/session/passkey/options") for _ in range(4)]
    beside = [(await sign_in(client, member)).status_code for _ in range(4)]

    assert [each.status_code for each in asked] == [200, 200, 200, 429]
    assert beside == [403] * 4
    kept = await fetch_value(
        "SELECT count(*) FROM identity_passkey_challenge WHERE member = $1", member.id
    )
    assert kept == 2


async def test_no_more_passkeys_than_the_limit(
    browsers: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = await browsers()
    _, _, codes = await set_up(client)
    monkeypatch.setattr("backend.identity.rules.PASSKEYS_OF_ONE", 1)

    full = await client.post("/account/passkeys/options", json=PASSWORD | {"code": codes[0]})

    assert _code(full) == (422, "identity.too_many_passkeys")
    assert full.json()["limit"] == 1


@pytest.mark.parametrize(
    ("address", "site"),
    [
        ("https://zhirong.example", ("https://zhirong.example", "zhirong.example")),
        ("https://zhirong.example:443/x", ("https://zhirong.example", "zhirong.example")),
        ("https://zhirong.example:8443", ("https://zhirong.example:8443", "zhirong.example")),
        ("http://127.0.0.1:8000", ("http://localhost:8000", "localhost")),
        ("http://localhost", ("http://localhost", "localhost")),
        ("http://zhirong.example", None),
        ("http://10.0.0.7:8000", None),
        ("https://10.0.0.7", None),
        ("http://0.0.0.0:8000", None),
        ("", None),
    ],
)
def test_passkeys_belong_to_a_name_under_https(address: str, site: tuple[str, str] | None) -> None:
    found = passkeys.site_of(address)

    assert (found and (found.origin, found.name)) == site


async def test_elsewhere_and_over_plain_http_it_says_what_to_do(
    browsers: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = await browsers()
    await set_up(client)
    client.headers["Host"] = "127.0.0.1:8000"
    client.headers["Origin"] = "http://127.0.0.1:8000"

    elsewhere = await client.post("/session/passkey/options")
    plain = Settings(public_url="http://zhirong.example")
    monkeypatch.setattr("backend.kernel.settings.settings", lambda: plain)
    nowhere = await client.post("/session/passkey/options")

    assert _code(elsewhere) == (409, "identity.passkeys_elsewhere")
    assert elsewhere.json()["origin"] == ORIGIN
    assert _code(nowhere) == (409, "identity.passkeys_unavailable")
    assert "ZHIRONG_PUBLIC_URL" in nowhere.json()["detail"]


GARBAGE: list[Any] = [
    "no json",
    "[]",
    "{}",
    {"rawId": "AA", "response": {}},
    {"rawId": 1, "response": {"clientDataJSON": "AA"}},
    {"rawId": "AA", "response": {"clientDataJSON": text(b"[]")}},
    {"rawId": "AA", "response": {"clientDataJSON": text(b'{"type":1,"challenge":2,"origin":3}')}},
    "[" * 5000,
]


async def test_garbage_is_refused_not_a_failure(browsers: Any) -> None:
    client = await browsers()
    member, key, _ = await set_up(client)
    for garbage in GARBAGE:
        answer = garbage if isinstance(garbage, str) else json.dumps(garbage)
        made = await client.post("/account/passkeys", json={"name": "x", "answer": answer})
        assert _code(await answered(client, answer)) == (403, "identity.passkey_refused")
        assert _code(made) == (403, "identity.passkey_refused")

    for data in (b"", b"\xa0", b"\xff" * 40, b"\xa1\x01\x02"):
        await execute("DELETE FROM identity_sign_in_failure")
        asked = (await sign_in(client, member)).json()["passkey"]
        shown = json.loads(key.get(asked))
        shown["response"]["authenticatorData"] = text(data)
        entered = await sign_in(client, member, json.dumps(shown))
        assert _code(entered) == (403, "identity.passkey_refused")


async def test_a_malformed_new_passkey_is_refused_not_a_failure(browsers: Any) -> None:
    client = await browsers()
    await sign_in(client, await make.member(await make.organisation(), "admin"))
    for data in (b"", b"\xa0", b"\xff" * 40, b"\xa1\x01\x02"):
        asked = await client.post("/account/passkeys/options", json=PASSWORD)
        new = json.loads(Authenticator().create(asked.json()["options"]))
        new["response"]["attestationObject"] = text(data)

        made = await client.post("/account/passkeys", json={"name": "x", "answer": json.dumps(new)})

        assert _code(made) == (403, "identity.passkey_refused")


async def test_the_database_keeps_a_passkey_as_it_is(browsers: Any) -> None:
    client = await browsers()
    await set_up(client, counts=7)

    for change in (
        "sign_count = 1",
        "public_key = '\\x00'",
        "credential_id = '\\x00'",
        "member = gen_random_uuid()",
    ):
        with pytest.raises(asyncpg.RestrictViolationError):
            await execute(f"UPDATE identity_passkey SET {change}")
