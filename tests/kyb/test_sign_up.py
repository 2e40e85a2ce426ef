"""Signing up: a firm, its first admin and its case, all or nothing, and nothing told."""

from typing import Any

import pytest

from backend.identity.tables import Member, Organisation
from backend.kernel.db import fetch
from backend.kyb.tables import Case
from tests import make
from tests.conftest import ClientFor

pytestmark = pytest.mark.usefixtures("db")


def stated(**changes: Any) -> dict[str, Any]:
    return {
        "uscc": make.uscc(7_000_001),
        "name": "浦江精密光学有限公司",
        "division": "310115",
        "street": "张江镇",
        "address_line": "某路 1 号",
        "admin_name": "陈一",
        "email": "admin@pujiang.test",
        "password": "a good long password",
    } | changes


async def test_a_firm_signs_up_and_signs_in(as_: ClientFor) -> None:
    response = await as_(None).post("/organisations", json=stated())

    assert response.status_code == 201
    firm = await Organisation.objects().get(Organisation.id == response.json()["organisation_id"])
    assert firm is not None
    assert firm.verified_at is None
    case = await Case.objects().get(Case.id == response.json()["kyb_case_id"])
    assert case is not None
    assert (case.organisation, case.state) == (firm.id, "draft")
    member = await Member.objects().get(Member.organisation == firm.id)
    assert member is not None
    assert set(member.roles) >= {"admin"}


async def test_the_history_begins_with_the_name_of_the_first_admin(as_: ClientFor) -> None:
    await as_(None).post("/organisations", json=stated())

    told = await fetch("SELECT name, actor_name, organisation_name FROM kernel_event")

    assert {row["name"] for row in told} >= {"identity.organisation_signed_up", "kyb.case_opened"}
    assert {(row["actor_name"], row["organisation_name"]) for row in told} == {
        ("陈一", stated()["name"])
    }


async def test_a_claimed_code_gets_the_same_answer_as_a_free_one(as_: ClientFor) -> None:
    await make.organisation(code=stated()["uscc"], verified=True)

    claimed = await as_(None).post("/organisations", json=stated())
    again = await as_(None).post("/organisations", json=stated(email="b@pujiang.test"))
    free = await as_(None).post(
        "/organisations", json=stated(uscc=make.uscc(7_000_002), email="c@pujiang.test")
    )

    assert claimed.status_code == again.status_code == free.status_code == 201
    assert claimed.json().keys() == again.json().keys() == free.json().keys()


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"uscc": "91310115MA1H8QYX00"}, 422, "identity.credit_code_invalid"),
        ({"street": "不存在的街道"}, 422, "identity.street_unknown"),
        ({"password": "short"}, 422, "identity.password_weak"),
        ({"email": "no address"}, 422, "identity.email_invalid"),
        ({"uscc": "9131"}, 400, "invalid_request"),
        ({"name": ""}, 400, "invalid_request"),
        ({"roles": ["operator"]}, 400, "invalid_request"),
    ],
)
async def test_a_wrong_statement_is_refused_and_nothing_stays(
    as_: ClientFor, changes: dict[str, Any], status: int, code: str
) -> None:
    response = await as_(None).post("/organisations", json=stated(**changes))

    assert (response.status_code, response.json()["code"]) == (status, code)
    assert "a good long password" not in response.text
    assert await Organisation.count() == 0
    assert await Case.count() == 0


async def test_a_used_email_leaves_neither_firm_nor_case(as_: ClientFor) -> None:
    await make.member(await make.organisation(), "admin", email="admin@pujiang.test")

    response = await as_(None).post("/organisations", json=stated())

    assert response.json()["code"] == "identity.email_taken"
    assert await Organisation.count() == 1
    assert await Case.count() == 0
