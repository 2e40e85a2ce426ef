"""The register over HTTP: look-up, search, registrations made elsewhere; who sees what."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from backend.kernel import clock
from backend.kernel.pages import encode_cursor
from backend.registry import service
from backend.registry.projection import PledgeRecord
from tests import make as base
from tests.conftest import ClientFor
from tests.registry import make
from tests.registry.test_api import post_to

pytestmark = pytest.mark.usefixtures("db")


async def test_the_public_looks_up_an_exact_number_without_amount_and_persons(
    as_: ClientFor,
) -> None:
    at = await make.scene()
    outside = await service.record_made_elsewhere(
        make.elsewhere(
            pledgors=[
                service.OutsideParty(name="张三", code="11010519491231002X", division="310115")
            ]
        ),
        by=at.officer,
    )

    found = (await as_(None).get(f"/register/{outside.registration_number}")).json()
    missing = await as_(None).get("/register/2026000009999")

    assert found["pledgors"] == [None]
    assert found["verified"] is False
    assert "张三" not in str(found)
    assert "secured_fen" not in found
    assert missing.status_code == 404
    assert (await service.stored(outside.id)).pledgor_code is None


async def test_drafts_are_not_in_the_register(as_: ClientFor) -> None:
    at = await make.scene()
    pledge = await make.filed(at)

    found = (await as_(at.officer).get("/register", params={"patent": _number(pledge)})).json()

    assert (found["items"], found["live"]) == ([], True)


def _number(pledge: PledgeRecord) -> str:
    return str(pledge.terms["listed"][0]["number"])


async def test_each_reader_of_the_register_sees_his_part(as_: ClientFor) -> None:
    at, other = await make.scene(), await make.scene()
    pledge = await make.registered(at)
    operator = await base.actor(await base.organisation("operator"), "operator")
    patent = {"patent": _number(pledge)}

    district = (await as_(at.officer).get("/register", params=patent)).json()
    own = (await as_(at.desk).get("/register", params=patent)).json()
    stranger = (await as_(other.desk).get("/register", params=patent)).json()
    published = (await as_(operator).get("/register", params=patent)).json()

    assert district["items"][0]["secured_fen"] == pledge.secured_fen
    assert own["items"][0]["pledge_id"] == str(pledge.id)
    assert (stranger["items"], stranger["live"]) == ([], True)
    assert published["items"][0]["secured_fen"] is None
    assert (await as_(None).get("/register", params=patent)).status_code == 401


@pytest.mark.parametrize("spelling", ["ZL{}", "{}", " zl {} "])
async def test_a_patent_is_found_in_any_usual_spelling(as_: ClientFor, spelling: str) -> None:
    at = await make.scene()
    pledge = await make.registered(at)

    found = (
        await as_(at.officer).get("/register", params={"patent": spelling.format(_number(pledge))})
    ).json()

    assert len(found["items"]) == 1


async def test_the_register_is_searched_by_party(as_: ClientFor) -> None:
    at = await make.scene()
    pledge = await make.registered(at)

    by_code = (await as_(at.officer).get("/register", params={"pledgor": at.firm.uscc})).json()
    by_name = (await as_(at.officer).get("/register", params={"pledgee": at.bank.name})).json()
    nobody = (await as_(at.officer).get("/register", params={"pledgor": "无此企业"})).json()

    assert [row["number"] for row in by_code["items"]] == [pledge.registration_number]
    assert [row["number"] for row in by_name["items"]] == [pledge.registration_number]
    assert nobody["total"] == 0


def elsewhere(**changes: Any) -> dict[str, Any]:
    return {
        "number": make.number(),
        "registered_on": clock.today().isoformat(),
        "secured_fen": 5_000_000_00,
        "pledgors": [{"name": "外部企业有限公司", "code": base.uscc(), "division": "310115"}],
        "pledgees": [{"name": "外部银行"}],
        "patents": [base.application_number(800_001)],
    } | changes


async def test_the_district_records_a_registration_made_elsewhere(as_: ClientFor) -> None:
    at = await make.scene()
    body = elsewhere()

    recorded = await as_(at.officer).post("/registrations", json=body)
    twice = await as_(at.officer).post("/registrations", json=body)
    same_right = await as_(at.officer).post("/registrations", json=body | {"number": make.number()})
    waiting = (await as_(at.verifier).get("/registrations/unverified")).json()

    assert recorded.status_code == 201, recorded.text
    assert recorded.json()["state"] == "registered"
    assert (twice.status_code, twice.json()["code"]) == (409, "registry.number_known")
    assert twice.json()["pledge_id"] == recorded.json()["id"]
    assert (same_right.status_code, same_right.json()["code"]) == (
        409,
        "registry.right_already_pledged",
    )
    assert same_right.json()["registration_number"] == body["number"]
    assert [row["pledge_id"] for row in waiting["items"]] == [recorded.json()["id"]]
    assert waiting["items"][0]["allowed_actions"] == [
        "cancellation",
        "change",
        "count-verification",
        "revocation",
    ]


async def test_a_cancelled_registration_made_elsewhere_counts_and_frees_its_rights(
    as_: ClientFor,
) -> None:
    at = await make.scene()
    recorded = await as_(at.officer).post(
        "/registrations", json=elsewhere(cancelled_on=clock.today().isoformat())
    )

    confirmed = await as_(at.verifier).post(
        f"/pledges/{recorded.json()['id']}/count-verification",
        json={"outcome": "confirmed", "looked_in": "gazette PE01"},
    )

    assert recorded.json()["state"] == "cancelled"
    assert confirmed.status_code == 200
    record = await service.stored(recorded.json()["id"])
    assert await service.live(record.right_ids) == set()


async def test_the_district_changes_and_cancels_what_it_recorded(as_: ClientFor) -> None:
    at = await make.scene()
    post = post_to(as_)
    recorded = await post(at.officer, "/registrations", expect=201, **elsewhere())
    path, today = f"/pledges/{recorded['id']}", clock.today().isoformat()

    await post(
        at.officer,
        f"{path}/change",
        changed_on=today,
        secured_fen=9,
        document_id=str(await make.scan(at.officer)),
    )
    changed = await post(at.officer, f"{path}/change-result", outcome="approved")
    await post(at.officer, f"{path}/cancellation", ground="paid", undertaking=True)
    cancelled = await post(at.officer, f"{path}/cancellation-result", outcome="approved")

    assert (changed["secured_fen"], len(changed["recordings"])) == (9, 2)
    assert (cancelled["state"], cancelled["cancelled_on"]) == ("cancelled", today)


async def test_the_district_does_not_act_on_what_a_bank_runs(as_: ClientFor) -> None:
    at = await make.scene()
    pledge = await make.registered(at)

    response = await as_(at.officer).post(
        f"/pledges/{pledge.id}/cancellation", json={"ground": "paid", "undertaking": True}
    )

    assert response.status_code == 403


async def test_banks_and_firms_record_nothing_elsewhere(as_: ClientFor) -> None:
    at = await make.scene()

    for who in (at.desk, at.signatory):
        assert (await as_(who).post("/registrations", json=elsewhere())).status_code == 403


async def test_a_firm_known_to_the_platform_is_recognised_by_its_code(as_: ClientFor) -> None:
    at = await make.scene()
    recorded = await as_(at.officer).post(
        "/registrations",
        json=elsewhere(pledgors=[{"name": at.firm.name, "code": at.firm.uscc}]),
    )

    record = await service.stored(recorded.json()["id"])

    assert record.pledgor == at.firm.id
    assert record.parties["pledgors"][0]["street"] == "张江镇"
    assert (await as_(at.signatory).get(f"/pledges/{record.id}")).status_code == 200


async def test_a_registration_recorded_for_the_wrong_patent_and_firm_is_corrected(
    as_: ClientFor,
) -> None:
    at = await make.scene()
    post = post_to(as_)
    recorded = await post(at.officer, "/registrations", expect=201, **elsewhere())
    wrong = (await service.stored(recorded["id"])).right_ids
    path, today = f"/pledges/{recorded['id']}", clock.today().isoformat()
    right_number = base.application_number(800_002)
    await post(at.verifier, f"{path}/count-verification", outcome="mismatch", reason="patent")

    corrected = await post(
        at.officer,
        f"{path}/registration",
        number=recorded["registration_number"],
        registered_on=today,
        reason="patent",
        patents=[right_number],
        pledgors=[{"name": at.firm.name, "code": at.firm.uscc}],
    )

    record = await service.stored(recorded["id"])
    assert corrected["parties"]["pledgor"]["id"] == str(at.firm.id)
    assert record == await service.rebuild(record.id)
    assert await service.live(wrong) == set()
    assert await service.live(record.right_ids) == set(record.right_ids)
    assert [r["corrects"] for r in corrected["recordings"]] == [None, 1]


async def test_parties_and_patents_of_a_contract_are_not_restated(as_: ClientFor) -> None:
    at = await make.scene()
    filed = await make.filed(at)
    body = {
        "number": make.number(),
        "registered_on": clock.today().isoformat(),
        "patents": [base.application_number(800_003)],
    }

    at_first = await as_(at.desk).post(f"/pledges/{filed.id}/registration", json=body)

    assert at_first.status_code == 409
    assert at_first.json()["code"] == "registry.nothing_to_correct"


async def test_waiting_registrations_after_a_version_that_no_statement_has(
    as_: ClientFor,
) -> None:
    at = await make.scene()
    cursor = encode_cursor(datetime(2026, 1, 1, tzinfo=UTC), UUID(int=0), 2**40)

    response = await as_(at.verifier).get("/registrations/unverified", params={"cursor": cursor})

    assert response.status_code == 200, response.text
