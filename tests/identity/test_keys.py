"""API keys: made once shown, used, expired, revoked; what they change, and in whose name."""

from datetime import timedelta

import httpx
import pytest

from backend.identity import rules
from backend.kernel import clock, db
from backend.kernel.errors import Forbidden
from tests import make
from tests.conftest import ClientFor
from tests.documents import samples

pytestmark = pytest.mark.usefixtures("db")

KEY = {"name": "ERP", "scopes": ["rights.read"], "days": 30, "password": make.PASSWORD}


def key_client(as_: ClientFor, token: str) -> httpx.AsyncClient:
    client = as_(None)
    client.headers["Authorization"] = f"Bearer {token}"
    return client


async def test_a_key_is_shown_once_listed_without_its_token_used_and_revoked(
    as_: ClientFor,
) -> None:
    firm = await make.organisation()
    admin = await make.actor(firm, "admin")
    client = as_(admin)

    made = await client.post("/api-keys", json=KEY)
    token = made.json()["token"]
    program = key_client(as_, token)
    used = await program.get("/portfolio/assets")
    (listed,) = (await client.get("/api-keys")).json()["items"]
    path = f"/api-keys/{listed['id']}/revocation"
    revoked, again = await client.post(path), await client.post(path)
    after = await program.get("/portfolio/assets")

    assert made.status_code == 201, made.text
    assert made.headers["cache-control"] == "no-store, secret"
    assert token.startswith(listed["prefix"] + "_")
    assert used.status_code == 200
    assert listed["state"] == "active"
    assert listed["scopes"] == ["rights.read"]
    assert listed["last_used_at"] is not None
    assert token not in str(listed)
    stored = await db.fetch_value("SELECT k::text FROM identity_api_key k")
    assert token.removeprefix(listed["prefix"]) not in stored
    assert revoked.json() == again.json()
    assert revoked.json()["revoked_by_name"] == admin.name
    assert (after.status_code, after.json()["code"]) == (403, "identity.key_revoked")
    events = await db.fetch(
        "SELECT name, payload, actor_name FROM kernel_event WHERE subject = 'api_key' ORDER BY seq"
    )
    assert [event["name"] for event in events] == [
        "identity.api_key_made",
        "identity.api_key_revoked",
    ]
    assert token not in str(events)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"password": "not the password"}, "identity.password_wrong"),
        ({"scopes": ["targets.read"]}, "identity.scopes_invalid"),
        ({"scopes": ["everything"]}, "identity.scopes_invalid"),
        ({"days": 366}, "invalid_request"),
    ],
)
async def test_a_key_is_not_made(as_: ClientFor, changed: dict[str, object], code: str) -> None:
    client = as_(await make.actor(await make.organisation(), "admin"))
    answer = await client.post("/api-keys", json=KEY | changed)
    assert answer.json()["code"] == code
    assert (await client.get("/api-keys")).json()["total"] == 0


async def test_a_second_factor_is_asked_for_a_key_too(as_: ClientFor) -> None:
    admin = await make.actor(await make.organisation(), "admin")
    await make.second_factor(admin)
    client = as_(admin)
    without = await client.post("/api-keys", json=KEY)
    wrong = await client.post("/api-keys", json=KEY | {"code": "000000"})
    assert without.json()["code"] == "identity.code_needed"
    assert wrong.json()["code"] == "identity.code_wrong"


async def test_so_many_keys_are_in_use_at_once_and_an_ended_one_makes_room(
    as_: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "KEYS_IN_USE", 3)
    admin = await make.actor(await make.organisation(), "admin")
    made = [await make.api_key(admin) for _ in range(3)]
    client = as_(admin)
    full = await client.post("/api-keys", json=KEY)
    await client.post(f"/api-keys/{made[0][0]['id']}/revocation")
    room = await client.post("/api-keys", json=KEY)
    assert full.json()["code"] == "identity.too_many_keys"
    assert room.status_code == 201
    first = (await client.get("/api-keys?limit=3")).json()
    rest = (await client.get(f"/api-keys?limit=3&cursor={first['next']}")).json()
    assert len({row["id"] for row in first["items"] + rest["items"]}) == 4


async def test_an_expired_key_opens_nothing(as_: ClientFor) -> None:
    admin = await make.actor(await make.organisation(), "admin")
    _, token = await make.api_key(admin)
    with clock.at(clock.now() + timedelta(days=30, seconds=1)):
        answer = await key_client(as_, token).get("/portfolio/assets")
        assert (await as_(admin).get("/api-keys")).json()["items"][0]["state"] == "expired"
    assert answer.json()["code"] == "identity.key_expired"


async def test_a_key_deposits_and_imports_in_its_own_name(as_: ClientFor) -> None:
    firm = await make.organisation()
    admin = await make.actor(firm, "admin")
    row, token = await make.api_key(admin, "rights.import", "documents.deposit", "documents.read")
    program = key_client(as_, token)

    deposited = await program.post(
        "/documents", files={"file": ("a.pdf", samples.pdf("of a key"))}, data={"kind": "other"}
    )
    imported = await program.post(
        "/portfolio/imports",
        json={"numbers": ["ZL202010566088.9"]},
        headers={"Idempotency-Key": "one import"},
    )
    twice = await program.post(
        "/portfolio/imports",
        json={"numbers": ["ZL202010566088.9"]},
        headers={"Idempotency-Key": "one import"},
    )

    assert deposited.status_code == 201, deposited.text
    assert imported.status_code < 300, imported.text
    assert twice.headers["idempotency-replayed"] == "true"
    assert (await program.get(f"/portfolio/imports/{imported.json()['id']}")).status_code == 200
    assert (await program.get("/portfolio/assets")).json()["code"] == "identity.key_lacks_scope"
    assert (await as_(admin).get(f"/documents/{deposited.json()['id']}")).status_code == 200
    name = await db.fetch_value(
        "SELECT actor_name FROM kernel_event WHERE name = 'documents.file_deposited'"
    )
    assert name == f"ERP ({row['prefix']})"


async def test_what_a_key_may_do_stays_in_the_database() -> None:
    admin = await make.actor(await make.organisation(), "admin")
    row, _ = await make.api_key(admin)
    for change in ("scopes = '{audit.read}'", "expires_at = expires_at + interval '1 day'"):
        with pytest.raises(Exception, match="stays"):
            async with db.transaction():
                await db.execute(f"UPDATE identity_api_key SET {change} WHERE id = $1", row["id"])
    with pytest.raises(Forbidden):
        await make.api_key(await make.actor(await make.organisation("bank"), "maker"))
