"""The same keyed request has one effect and one answer, whatever happens in between."""

import asyncio
from uuid import uuid4

from backend.kernel import idempotency
from backend.kernel.db import execute, fetch_value
from tests import make
from tests.conftest import ClientFor

ORGANISATION = {
    "kind": "bank",
    "name": "示范银行",
    "admin_name": "王主任",
    "admin_email": "first@bank.example.test",
}


def keyed(key: str | None = None) -> dict[str, str]:
    return {"Idempotency-Key": key or uuid4().hex}


async def _roles(member: object) -> list[str]:
    return list(await fetch_value("SELECT roles FROM identity_member WHERE id = $1", member))


async def test_a_repeat_gets_the_stored_answer_and_changes_nothing(
    db: None, as_: ClientFor
) -> None:
    firm = await make.organisation()
    boss, other = await make.actor(firm, "admin"), await make.member(firm, "handler")
    headers, path = keyed(), f"/members/{other.id}/roles"

    first = await as_(boss).post(path, json={"roles": ["signatory"]}, headers=headers)
    await as_(boss).post(path, json={"roles": ["handler"]}, headers=keyed())
    repeat = await as_(boss).post(path, json={"roles": ["signatory"]}, headers=headers)

    assert first.status_code == repeat.status_code == 204
    assert repeat.headers["idempotency-replayed"] == "true"
    assert await _roles(other.id) == ["handler"]


async def test_another_body_under_the_same_key_is_refused(db: None, as_: ClientFor) -> None:
    firm = await make.organisation()
    boss, other = await make.actor(firm, "admin"), await make.member(firm, "handler")
    headers, path = keyed(), f"/members/{other.id}/roles"

    await as_(boss).post(path, json={"roles": ["signatory"]}, headers=headers)
    refused = await as_(boss).post(path, json={"roles": ["admin"]}, headers=headers)

    assert refused.status_code == 409
    assert refused.json()["code"] == "idempotency.key_reused"
    assert await _roles(other.id) == ["signatory"]


async def test_a_refusal_is_not_stored(db: None, as_: ClientFor) -> None:
    firm = await make.organisation()
    boss, other = await make.actor(firm, "admin"), await make.member(firm, "handler")
    headers, path = keyed(), f"/members/{other.id}/roles"

    refused = await as_(boss).post(path, json={"roles": ["checker"]}, headers=headers)
    after = await as_(boss).post(path, json={"roles": ["signatory"]}, headers=headers)

    assert refused.status_code == 422
    assert refused.json()["code"] == "identity.roles_invalid"
    assert after.status_code == 204


async def test_an_answer_that_shows_a_secret_is_not_kept(db: None, as_: ClientFor) -> None:
    operator = await make.actor(await make.organisation("operator"), "operator")
    headers = keyed()

    first = await as_(operator).post("/operator/organisations", json=ORGANISATION, headers=headers)
    repeat = await as_(operator).post("/operator/organisations", json=ORGANISATION, headers=headers)

    assert first.status_code == 201
    assert repeat.status_code == 409
    assert repeat.json()["code"] == "idempotency.answer_not_kept"
    kept = await fetch_value("SELECT count(*) FROM kernel_idempotency WHERE answer IS NOT NULL")
    assert kept == 0


async def test_twins_at_the_same_time_have_one_effect(committed: str, as_: ClientFor) -> None:
    firm = await make.organisation()
    boss, other = await make.actor(firm, "admin"), await make.member(firm, "handler")
    client, headers, path = as_(boss), keyed(), f"/members/{other.id}/roles"

    answers = await asyncio.gather(
        *(client.post(path, json={"roles": ["signatory"]}, headers=headers) for _ in range(8))
    )

    assert {answer.status_code for answer in answers} == {204}
    events = await fetch_value(
        "SELECT count(*) FROM kernel_event WHERE name = 'identity.roles_changed'"
    )
    assert events == 1


async def test_another_members_key_is_another_key(db: None, as_: ClientFor) -> None:
    firm = await make.organisation()
    one, two = await make.actor(firm, "admin"), await make.actor(firm, "admin")
    other, headers = await make.member(firm, "handler"), keyed()
    path = f"/members/{other.id}/roles"

    await as_(one).post(path, json={"roles": ["signatory"]}, headers=headers)
    second = await as_(two).post(path, json={"roles": ["admin"]}, headers=headers)

    assert second.status_code == 204
    assert await _roles(other.id) == ["admin"]


async def test_a_malformed_key_is_a_malformed_request(db: None, as_: ClientFor) -> None:
    boss = await make.actor(await make.organisation(), "admin")

    refused = await as_(boss).post("/session/everywhere-sign-out", headers=keyed("short"))

    assert refused.status_code == 400
    assert refused.json()["errors"][0]["key"] == "idempotency-key"


async def test_keys_are_forgotten_after_a_day(db: None, as_: ClientFor) -> None:
    boss = await make.actor(await make.organisation(), "admin")
    await as_(boss).post("/session/everywhere-sign-out", headers=keyed())
    await execute("UPDATE kernel_idempotency SET created_at = now() - interval '25 hours'")

    await idempotency.forget_old()

    assert await fetch_value("SELECT count(*) FROM kernel_idempotency") == 0
