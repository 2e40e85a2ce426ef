"""Many registrations are verified one by one: each for itself, none that was recorded anew."""

from typing import Any

import pytest

from backend.kernel import clock
from tests import make as base
from tests.conftest import ClientFor
from tests.registry import make
from tests.registry.test_api import post_to
from tests.registry.test_register_api import elsewhere

pytestmark = pytest.mark.usefixtures("db")

FINDING = {"outcome": "confirmed", "looked_in": "gazette_pe01"}


async def waiting(as_: ClientFor, who: Any) -> dict[str, dict[str, Any]]:
    answer = await as_(who).get("/registrations/unverified?limit=100")
    assert answer.status_code == 200, answer.text
    return {each["pledge_id"]: each for each in answer.json()["items"]}


async def test_a_recording_that_was_replaced_since_is_not_counted_and_says_in_what(
    as_: ClientFor,
) -> None:
    at = await make.scene()
    post = post_to(as_)
    recorded = await make.registered(at)
    path = f"/pledges/{recorded.id}"
    seen = (await waiting(as_, at.verifier))[str(recorded.id)]
    colleague = await base.actor(at.district, "verifier")
    await post(colleague, f"{path}/count-verification", outcome="mismatch", reason="登记号有误")
    await post(
        at.desk,
        f"{path}/registration",
        number=make.number(),
        registered_on=clock.today().isoformat(),
        reason="登记号有误",
        secured_fen=seen["secured_fen"] + 100,
    )

    refused = await as_(at.verifier).post(
        f"{path}/count-verification", json={**FINDING, "version": seen["version"]}
    )

    now = (await waiting(as_, at.verifier))[str(recorded.id)]
    assert refused.status_code == 409
    assert refused.json()["code"] == "registry.recording_replaced"
    told = refused.json()["differences"]
    assert {each["field"]: (each["before"], each["after"]) for each in told} == {
        each: (seen[each], now[each]) for each in ("version", "number", "secured_fen")
    }
    verified = await post(
        at.verifier, f"{path}/count-verification", **FINDING, version=now["version"]
    )
    assert verified["verifications"][-1]["version"] == now["version"]


async def test_who_waits_is_told_of_each_whether_it_is_his_to_verify(as_: ClientFor) -> None:
    at = await make.scene()
    post = post_to(as_)
    both = await base.actor(at.district, "officer", "verifier")
    pledge = await make.registered(at)
    own = (await post(both, "/registrations", expect=201, **elsewhere()))["id"]
    other = elsewhere(patents=[base.application_number(800_017)])
    wrong = (await post(at.officer, "/registrations", expect=201, **other))["id"]
    path = f"/pledges/{wrong}/count-verification"
    await post(at.verifier, path, outcome="mismatch", reason="金额有误")

    rows = await waiting(as_, both)

    mine = {key for key, row in rows.items() if "count-verification" in row["allowed_actions"]}
    assert mine == {str(pledge.id)}
    assert set(rows) == {str(pledge.id), own, wrong}
    refused = await as_(both).post(f"/pledges/{own}/count-verification", json=FINDING)
    assert refused.json()["code"] == "registry.same_person"
    officer = await waiting(as_, at.officer)
    assert all("count-verification" not in row["allowed_actions"] for row in officer.values())


async def test_a_verification_sent_twice_under_one_key_counts_once(as_: ClientFor) -> None:
    at = await make.scene()
    pledge = await make.registered(at)
    row = (await waiting(as_, at.verifier))[str(pledge.id)]
    path = f"/pledges/{pledge.id}/count-verification"
    body, key = {**FINDING, "version": row["version"]}, {"Idempotency-Key": "9f0c-many-1"}

    first = await as_(at.verifier).post(path, json=body, headers=key)
    again = await as_(at.verifier).post(path, json=body, headers=key)
    other = await as_(at.verifier).post(path, json=body)

    assert first.status_code == again.status_code == 200
    assert [len(each.json()["verifications"]) for each in (first, again)] == [1, 1]
    assert other.json()["code"] in {"registry.already_verified", "invalid_state"}
    assert await waiting(as_, at.verifier) == {}
