"""Mandates: granted and revoked by an organisation's admin, never changed."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import asyncpg
import pytest

from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.kernel.db import execute, transaction
from tests.conftest import ClientFor
from tests.papers import make


def _body(signatory: Actor, **changes: Any) -> dict[str, Any]:
    today = clock.today()
    given = {
        "member_id": str(signatory.user_id),
        "papers": ["pledge_contract"],
        "up_to_fen": 100,
        "from_on": today.isoformat(),
        "until": (today + timedelta(days=30)).isoformat(),
    }
    return given | changes


async def test_an_admin_grants_one_and_everybody_there_sees_it(db: None, as_: ClientFor) -> None:
    scene, other = await make.scene(), await make.scene()

    granted = await as_(scene.firm_admin).post("/mandates", json=_body(scene.firm))

    assert granted.status_code == 201
    assert granted.json()["in_force"]
    assert granted.json()["member_name"] == scene.firm.name
    seen = await as_(scene.firm).get("/mandates")
    assert [each["id"] for each in seen.json()["items"]] == [granted.json()["id"]]
    assert seen.json()["items"][0]["allowed_actions"] == []
    assert (await as_(other.firm_admin).get("/mandates")).json()["items"] == []


async def test_only_an_admin_grants_and_revokes(db: None, as_: ClientFor) -> None:
    scene = await make.scene()
    mandate = await make.mandate(scene.firm, admin=scene.firm_admin)

    granting = await as_(scene.firm).post("/mandates", json=_body(scene.firm))
    revoking = await as_(scene.firm).post(f"/mandates/{mandate}/revocation")

    assert [each.status_code for each in (granting, revoking)] == [403, 403]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"member_id": str(uuid4())}, "member_id"),
        ({"papers": ["offer_letter"]}, "papers"),
        ({"until": "2020-01-01"}, "until"),
        ({"until": "2090-01-01"}, "until"),
    ],
)
async def test_an_unfit_mandate_is_refused_with_the_field(
    db: None, as_: ClientFor, changes: dict[str, Any], field: str
) -> None:
    scene = await make.scene()

    answer = await as_(scene.firm_admin).post("/mandates", json=_body(scene.firm, **changes))

    assert (answer.status_code, answer.json()["code"]) == (422, "papers.mandate_invalid")
    assert answer.json()["field"] == field


async def test_nobody_is_given_a_mandate_for_another_organisation(db: None, as_: ClientFor) -> None:
    scene = await make.scene()

    answer = await as_(scene.firm_admin).post("/mandates", json=_body(scene.bank))

    assert answer.json()["code"] == "papers.mandate_invalid"


async def test_it_is_revoked_once_and_by_its_own_organisation(db: None, as_: ClientFor) -> None:
    scene, other = await make.scene(), await make.scene()
    mandate = await make.mandate(scene.firm, admin=scene.firm_admin)

    foreign = await as_(other.firm_admin).post(f"/mandates/{mandate}/revocation")
    revoked = await as_(scene.firm_admin).post(f"/mandates/{mandate}/revocation")
    again = await as_(scene.firm_admin).post(f"/mandates/{mandate}/revocation")

    assert foreign.status_code == 404
    assert (revoked.json()["in_force"], revoked.json()["allowed_actions"]) == (False, [])
    assert again.json()["code"] == "papers.mandate_revoked_before"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE papers_mandate SET up_to_fen = 0 WHERE id = $1",
        "UPDATE papers_mandate SET until = '2099-01-01' WHERE id = $1",
        "DELETE FROM papers_mandate WHERE id = $1",
    ],
)
async def test_the_database_changes_none(db: None, statement: str) -> None:
    scene = await make.scene()
    mandate = await make.mandate(scene.firm, admin=scene.firm_admin)

    with pytest.raises(asyncpg.RestrictViolationError):
        async with transaction():
            await execute(statement, mandate)
