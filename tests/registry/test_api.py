"""Pledges over HTTP: the whole way, and what each reader may and may not see."""

from typing import Any
from uuid import uuid4

import pytest

from backend.documents.states import Kind
from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.portfolio.states import PatentKind
from backend.registry import service
from tests import make as base
from tests.conftest import ClientFor
from tests.registry import make

pytestmark = pytest.mark.usefixtures("db")


def post_to(as_: ClientFor) -> Any:
    async def post(by: Actor, path: str, *, expect: int = 200, **body: Any) -> dict[str, Any]:
        response = await as_(by).post(path, json=body)
        assert response.status_code == expect, response.text
        answer: dict[str, Any] = response.json()
        return answer

    return post


async def test_the_whole_way_of_a_pledge(as_: ClientFor) -> None:
    at = await make.scene()
    post = post_to(as_)
    pledge = await make.drafted(at, rights=[await make.right(at.firm.name)])
    path, right_id = f"/pledges/{pledge.id}", str(pledge.right_ids[0])
    today = clock.today().isoformat()

    await post(at.desk, f"{path}/terms", scope="主债权及利息", appraised=False)
    await post(
        at.desk,
        f"{path}/evidence",
        kind="register_extract",
        right_id=right_id,
        as_of=today,
        payload=make.extract(at.firm.name),
        document_id=str(await make.scan(at.desk, Kind.REGISTER_EXTRACT)),
    )
    await post(
        at.desk,
        f"{path}/evidence",
        kind="desk_statement",
        right_id=right_id,
        as_of=today,
        payload={"unfit": False, "statement": "ok"},
    )
    for paper, party in (("D1", None), ("D2", None), ("D3", "firm"), ("D3", "bank")):
        await post(
            at.desk,
            f"{path}/evidence",
            kind="paper",
            paper=paper,
            party=party,
            signed_by=["firm", "bank"],
            document_id=str(await make.scan(at.desk)),
        )
    ready = (await as_(at.signatory).get(f"{path}/preflight")).json()
    assert ready["may_sign"] is True
    assert [a["answer"] for a in ready["preflight"]["answers"]] == ["pass"] * 12
    assert ready["preflight"]["answers"][0]["rule"] == "PR-03"

    seen = (await as_(at.signatory).get(path)).json()
    assert seen["allowed_actions"] == ["evidence", "signature", "withdrawal"]
    signature = {"password": base.PASSWORD, "terms_hash": seen["terms_hash"]}
    await post(at.signatory, f"{path}/signature", **signature)
    signed = await post(at.checker, f"{path}/signature", **signature)
    assert signed["state"] == "ready"
    assert [s["valid"] for s in signed["signatures"]] == [True, True]


async def test_the_way_goes_on_from_filing_to_the_count(as_: ClientFor) -> None:
    at = await make.scene()
    post = post_to(as_)
    pledge = await make.signed(at)
    path, today = f"/pledges/{pledge.id}", clock.today().isoformat()

    filed = await post(at.desk, f"{path}/filing", channel="online")
    assert filed["filing"]["channel"] == "online"
    number = make.number()
    registered = await post(
        at.desk,
        f"{path}/registration",
        number=number,
        registered_on=today,
        document_id=str(await make.scan(at.desk, Kind.REGISTRATION_NOTICE)),
    )
    assert registered["registration"]["number"] == number
    assert registered["registration"]["warnings"] == []
    verified = await post(at.checker, f"{path}/verification", outcome="confirmed", reason=None)
    assert verified["bank_verified"] is True
    assert [s["state"] for s in verified["steps"]] == ["done"] * 5

    counted = await post(
        at.verifier,
        f"{path}/count-verification",
        outcome="confirmed",
        reason="专利公报 PE01",
    )
    assert counted["verifications"][0]["outcome"] == "confirmed"
    assert verified["history"][0]["name"] == "registry.pledge_drafted"


async def test_one_signature_is_refused_with_422_by_the_guard_of_filing(as_: ClientFor) -> None:
    at = await make.scene()
    pledge = await make.evidenced(at)
    await make.sign(at, pledge, at.signatory)

    response = await as_(at.desk).post(f"/pledges/{pledge.id}/filing", json={"channel": "online"})

    assert (response.status_code, response.json()["code"]) in {
        (422, "registry.signatures_missing"),
        (409, "illegal_transition"),
    }


async def test_a_bank_mood_cancels_nothing(as_: ClientFor) -> None:
    at = await make.scene()
    pledge = await make.registered(at)

    response = await as_(at.desk).post(
        f"/pledges/{pledge.id}/cancellation", json={"ground": "bank mood", "undertaking": True}
    )

    assert response.status_code == 422
    assert response.json()["code"] == "registry.cancellation_ground_unknown"


async def test_change_and_cancellation_through_the_api(as_: ClientFor) -> None:
    at = await make.scene()
    post = post_to(as_)
    pledge = await make.registered(at)
    path, today = f"/pledges/{pledge.id}", clock.today().isoformat()

    changed = await post(
        at.desk,
        f"{path}/change",
        changed_on=today,
        secured_fen=5,
        document_id=str(await make.scan(at.desk)),
    )
    assert changed["pending"]["kind"] == "change"
    approved = await post(at.desk, f"{path}/change-result", outcome="approved")
    assert approved["terms"]["secured_fen"] == 5
    await post(at.desk, f"{path}/cancellation", ground="waived", undertaking=True)
    cancelled = await post(at.desk, f"{path}/cancellation-result", outcome="approved")
    assert (cancelled["state"], cancelled["ended"]["ground"]) == ("cancelled", "waived")
    revoked = await post(at.desk, f"{path}/revocation", reason="无效", ground=2)
    assert revoked["state"] == "revoked"


async def test_defect_cure_warning_declaration_refusal_through_the_api(as_: ClientFor) -> None:
    at = await make.scene()
    post = post_to(as_)
    pledge = await make.filed(at)
    path, today = f"/pledges/{pledge.id}", clock.today().isoformat()

    assert (await post(at.desk, f"{path}/defect", text="缺页", cure_by=today))["state"] == "defect"
    assert (await post(at.desk, f"{path}/cure", note="已补"))["state"] == "filed"
    warned = await post(at.desk, f"{path}/warning", grounds=[11])
    body = {"password": base.PASSWORD, "declaration_hash": warned["warning"]["declaration_hash"]}
    await post(at.signatory, f"{path}/declaration", **body)
    assert (await post(at.checker, f"{path}/declaration", **body))["state"] == "filed"
    refused = await post(at.desk, f"{path}/refusal", reason="不予登记", grounds=[11])
    assert (refused["state"], refused["steps"][3]["state"]) == ("refused", "off")


async def test_reopening_and_withdrawal_through_the_api(as_: ClientFor) -> None:
    at = await make.scene()
    post = post_to(as_)
    pledge = await make.signed(at)
    path = f"/pledges/{pledge.id}"

    reopened = await post(at.desk, f"{path}/reopening", reason="terms change")
    assert [s["valid"] for s in reopened["signatures"]] == [False, False]
    withdrawn = await post(at.signatory, f"{path}/withdrawal", reason="not needed")
    assert withdrawn["state"] == "withdrawn"


async def test_the_parties_list_their_pledges_and_nobody_elses(as_: ClientFor) -> None:
    at, other = await make.scene(), await make.scene()
    mine = await make.filed(at)
    draft = await make.drafted(at, rights=[await make.right(at.firm.name)])
    await make.drafted(other)

    listed = (await as_(at.desk).get("/pledges", params={"limit": 1})).json()
    following = (
        await as_(at.desk).get("/pledges", params={"limit": 1, "cursor": listed["next"]})
    ).json()
    live = (await as_(at.signatory).get("/pledges", params={"live": True})).json()
    by_state = (
        await as_(at.desk).get("/pledges", params=[("state", "draft"), ("state", "ready")])
    ).json()
    by_text = (await as_(at.desk).get("/pledges", params={"q": mine.number})).json()

    assert listed["total"] == 2
    assert {listed["items"][0]["id"], following["items"][0]["id"]} == {
        str(mine.id),
        str(draft.id),
    }
    assert following["next"] is None
    assert [row["id"] for row in live["items"]] == [str(mine.id)]
    assert [row["id"] for row in by_state["items"]] == [str(draft.id)]
    assert [row["id"] for row in by_text["items"]] == [str(mine.id)]


PARTY_ROUTES = [
    ("GET", "", None),
    ("GET", "/preflight", None),
    ("POST", "/terms", {"scope": "x"}),
    ("POST", "/evidence", {"kind": "paper", "paper": "D2", "undertaking": True}),
    ("POST", "/signature", {"password": base.PASSWORD, "terms_hash": "0" * 64}),
    ("POST", "/reopening", {"reason": "x"}),
    ("POST", "/filing", {"channel": "online"}),
    ("POST", "/defect", {"text": "x", "cure_by": "2030-01-01"}),
    ("POST", "/cure", {}),
    ("POST", "/warning", {"grounds": [10]}),
    ("POST", "/declaration", {"password": base.PASSWORD}),
    ("POST", "/registration", {"number": "2026000000001", "registered_on": "2026-01-01"}),
    ("POST", "/verification", {"outcome": "confirmed"}),
    ("POST", "/refusal", {"reason": "x"}),
    ("POST", "/change", {"changed_on": "2026-01-01", "secured_fen": 1}),
    ("POST", "/change-result", {"outcome": "approved"}),
    ("POST", "/cancellation", {"ground": "paid"}),
    ("POST", "/cancellation-result", {"outcome": "approved"}),
    ("POST", "/revocation", {"reason": "x"}),
    ("POST", "/withdrawal", {}),
]


@pytest.mark.parametrize(("method", "route", "body"), PARTY_ROUTES)
async def test_strangers_find_no_such_pledge(
    as_: ClientFor, method: str, route: str, body: dict[str, Any] | None
) -> None:
    at, other = await make.scene(), await make.scene()
    pledge = await make.drafted(at)
    everything = await base.actor(other.bank, "maker", "checker", "pledge_desk", "admin")
    firm = await base.actor(other.firm, "handler", "signatory", "admin")
    operator = await base.actor(await base.organisation("operator"), "operator", "admin")

    for stranger in (everything, firm, at.verifier, operator):
        response = await as_(stranger).request(method, f"/pledges/{pledge.id}{route}", json=body)
        assert response.status_code in {403, 404}, (stranger.kind, response.text)
        if stranger is everything and route != "":
            assert response.status_code == 404, response.text
    signed_out = await as_(None).request(method, f"/pledges/{pledge.id}{route}", json=body)
    assert signed_out.status_code == 401
    assert (await service.stored(pledge.id)) == pledge


async def test_the_district_has_no_dossier(as_: ClientFor) -> None:
    at = await make.scene()
    pledge = await make.counted(at)

    assert (await as_(at.verifier).get(f"/pledges/{pledge.id}")).status_code == 403
    seen = (await as_(at.verifier).get(f"/registrations/{pledge.id}")).json()

    assert seen["registration_number"] == pledge.registration_number
    assert seen["secured_fen"] == pledge.secured_fen
    assert "terms" not in seen
    assert seen["allowed_actions"] == ["count-correction", "revocation"]


async def test_banks_and_firms_have_no_registration_page(as_: ClientFor) -> None:
    at = await make.scene()
    pledge = await make.counted(at)

    for who in (at.checker, at.signatory):
        assert (await as_(who).get(f"/registrations/{pledge.id}")).status_code == 403
        assert (await as_(who).get("/registrations/unverified")).status_code == 403


FACTS = {
    "rights": [
        {
            "kind": "utility_model",
            "filing_on": "2018-05-02",
            "granted_on": "2020-05-01",
            "grant_source": "gazette",
            "expires_on": "2028-05-02",
        }
    ],
    "terms": {"pledgors": ["甲公司"], "performance_to": "2028-05-03"},
    "today": "2026-03-10",
}


async def test_stated_facts_are_judged_and_nothing_is_stored(as_: ClientFor) -> None:
    at = await make.scene()

    answer = await as_(at.officer).post("/preflight", json=FACTS)

    assert answer.status_code == 200, answer.text
    found = {a["ground"]: a["answer"] for a in answer.json()["answers"]}
    assert (found[3], found[6], found[7], found[10]) == ("pass", "fail", "unknown", "unknown")
    assert answer.json()["may_sign"] is False
    assert (await as_(at.signatory).post("/preflight", json=FACTS)).status_code == 403
    assert (await as_(None).post("/preflight", json=FACTS)).status_code in {401, 403}
    assert await service.pledge_ids() == []


async def test_an_unknown_field_is_malformed(as_: ClientFor) -> None:
    at = await make.scene()
    pledge = await make.drafted(at)

    response = await as_(at.desk).post(f"/pledges/{pledge.id}/terms", json={"colour": "red"})

    assert (response.status_code, response.json()["code"]) == (400, "invalid_request")


async def test_terms_keep_what_is_not_named_and_list_rights_as_the_contract_does(
    as_: ClientFor,
) -> None:
    at = await make.scene()
    pledge = await make.drafted(at)
    right_id = str(pledge.right_ids[0])

    answer = await as_(at.desk).post(
        f"/pledges/{pledge.id}/terms",
        json={"listed": [{"right_id": right_id, "title": "合同所列名称"}], "secured_fen": 7},
    )

    terms = answer.json()["terms"]
    assert (terms["secured_fen"], terms["loan_reference"]) == (7, "JK-001")
    assert terms["listed"][0]["title"] == "合同所列名称"
    assert terms["listed"][0]["granted_on"] == "2020-05-01"
    assert (terms["m2"], terms["m5"]) == (True, False)
    foreign = await as_(at.desk).post(
        f"/pledges/{pledge.id}/terms", json={"listed": [{"right_id": str(uuid4())}]}
    )
    assert foreign.status_code == 404


async def test_a_firm_adds_papers_but_no_facts(as_: ClientFor) -> None:
    at = await make.scene()
    pledge = await make.drafted(at)
    scan = str(await make.scan(at.handler, Kind.IDENTITY_PROOF))

    paper = await as_(at.handler).post(
        f"/pledges/{pledge.id}/evidence",
        json={"kind": "paper", "paper": "D3", "party": "firm", "document_id": scan},
    )
    fact = await as_(at.handler).post(
        f"/pledges/{pledge.id}/evidence",
        json={
            "kind": "desk_statement",
            "right_id": str(pledge.right_ids[0]),
            "as_of": clock.today().isoformat(),
            "payload": {"unfit": False, "statement": "ok"},
        },
    )
    not_mine = await as_(at.desk).post(
        f"/pledges/{pledge.id}/evidence",
        json={"kind": "paper", "paper": "D2", "document_id": str(uuid4())},
    )

    assert paper.status_code == 200
    assert paper.json()["papers"][2]["missing"] == ["proof_of_bank"]
    assert paper.json()["papers"][2]["documents"][0]["name"] == "扫描件.pdf"
    assert fact.status_code == 403
    assert not_mine.status_code == 404


async def test_one_banks_statements_stay_its_own() -> None:
    at, other = await make.scene(), await make.scene()
    right_id = await make.right(at.firm.name, kind=PatentKind.INVENTION)
    pledge = await make.drafted(at, rights=[right_id])
    await make.settle(at, pledge, right_id)

    own = await service.preflight_for([right_id], pledgor_id=at.firm.id, bank_id=at.bank.id)
    others = await service.preflight_for([right_id], pledgor_id=at.firm.id, bank_id=other.bank.id)

    assert (own[11]["answer"], others[11]["answer"]) == ("pass", "unknown")
    assert (own[0]["answer"], others[0]["answer"]) == ("pass", "pass")
    assert own[0]["source"]["source"] == "register_extract"


async def test_an_agent_and_the_contacts_of_the_forms_through_the_api(as_: ClientFor) -> None:
    at = await make.scene()
    pledge = await make.drafted(at)
    path = f"/pledges/{pledge.id}"
    attorney = {
        "agency_code": "31236",
        "person": "沈思远",
        "matters": ["提交登记申请"],
        "valid_until": "2099-01-01",
    }

    said = await as_(at.desk).post(
        f"{path}/terms",
        json={
            "agent": "上海浦江专利代理事务所",
            "attorney": attorney,
            "pledgee_details": {"phone": "021-6867 0001"},
        },
    )
    refused = await as_(at.desk).post(
        f"{path}/terms", json={"attorney": attorney | {"agency_code": "312"}}
    )
    ended = await as_(at.desk).post(f"{path}/terms", json={"agent": ""})

    assert said.status_code == 200
    told = said.json()["terms"]
    assert {k: v for k, v in told["attorney"].items() if v is not None} == attorney
    assert told["pledgee_details"]["phone"] == "021-6867 0001"
    assert told["pledgor_details"]["phone"] is None
    assert (refused.status_code, refused.json()["code"]) == (400, "invalid_request")
    assert (ended.json()["terms"]["agent"], ended.json()["terms"]["attorney"]) == (None, None)
