"""A case on its way: submitted, read, approved, returned; and who may not."""

import asyncio
from typing import Any
from uuid import uuid4

import pytest
from asyncpg import CheckViolationError

from backend.documents import service as documents
from backend.documents.service import Slot
from backend.documents.states import Kind
from backend.identity.tables import Organisation
from backend.kernel import db
from backend.kernel.errors import Forbidden
from backend.kernel.lifecycle import IllegalTransition
from backend.kyb import service
from backend.kyb.states import CASE, Action, State
from tests import make
from tests.conftest import ClientFor
from tests.documents.make import file as deposited
from tests.kyb.make import Claim, claim, reviewer, submitted


async def is_verified(claimed: Claim) -> bool:
    row = await Organisation.objects().get(Organisation.id == claimed.firm.id)
    assert row is not None
    return row.verified_at is not None


RETURN = {"reason_code": "licence_unreadable", "reason": "第二页看不清。"}


@pytest.mark.usefixtures("db")
async def test_an_approved_case_verifies_the_firm(as_: ClientFor) -> None:
    operator, claimed = await reviewer(), await claim()
    licence = await deposited(claimed.admin)

    handed_in = await as_(claimed.admin).post(
        f"/kyb-cases/{claimed.case.id}/submission",
        json={"licence_document_id": str(licence.id), "statement": "新版执照"},
    )
    approved = await as_(operator).post(f"/kyb-cases/{claimed.case.id}/approval")

    assert handed_in.status_code == 200
    assert handed_in.json()["state"] == "submitted"
    assert handed_in.json()["licence"]["name"] == licence.name
    assert handed_in.json()["allowed_actions"] == []
    assert approved.status_code == 200
    assert approved.json()["state"] == "approved"
    assert await is_verified(claimed)
    names = [
        row["name"]
        for row in await db.fetch(
            "SELECT name FROM kernel_event WHERE subject = 'kyb_case' ORDER BY seq"
        )
    ]
    assert names == ["kyb.case_opened", "kyb.case_submitted", "kyb.case_approved"]


@pytest.mark.usefixtures("db")
async def test_the_approved_licence_fills_the_place_that_products_ask_for(as_: ClientFor) -> None:
    operator, claimed = await reviewer(), await submitted()
    wanted = Slot(kind=Kind.LICENCE)

    before = await documents.slots(claimed.firm.id, [wanted])
    await service.approve(claimed.case.id, by=operator)

    filled = (await documents.slots(claimed.firm.id, [wanted]))[wanted].filled
    assert before == {}
    assert filled is not None
    assert filled.file_id == (await service.case(claimed.case.id, by=operator)).case.licence
    assert (filled.n, filled.placed_by) == (1, claimed.admin.name)


@pytest.mark.usefixtures("db")
async def test_what_the_firm_placed_itself_stays(as_: ClientFor) -> None:
    operator, claimed = await reviewer(), await submitted()
    own = await deposited(claimed.admin)
    wanted = Slot(kind=Kind.LICENCE)
    place = await documents.open_placeholder(wanted, by=claimed.admin)
    await documents.place(place.id, file_id=own.id, dated_on=None, note="", by=claimed.admin)

    await service.approve(claimed.case.id, by=operator)

    filled = (await documents.slots(claimed.firm.id, [wanted]))[wanted].filled
    assert filled is not None
    assert (filled.file_id, filled.n) == (own.id, 1)


@pytest.mark.usefixtures("db")
async def test_the_operator_reads_the_licence_while_the_case_is_open(as_: ClientFor) -> None:
    operator, claimed = await reviewer(), await submitted()
    client = as_(operator)
    (item,) = (await client.get("/kyb-cases?state=submitted")).json()["items"]
    address = f"/documents/{item['licence']['id']}/content"

    while_open = await client.get(address)
    withdrawn = await as_(claimed.admin).post(f"/documents/{item['licence']['id']}/withdrawal")
    await client.post(f"/kyb-cases/{claimed.case.id}/return", json=RETURN)
    after_return = await client.get(address)

    assert while_open.status_code == 200
    assert withdrawn.json()["code"] == "documents.in_use"
    assert after_return.status_code == 404


@pytest.mark.usefixtures("db")
async def test_a_returned_case_says_why_and_comes_again(as_: ClientFor) -> None:
    operator, claimed = await reviewer(), await submitted()

    returned = await as_(operator).post(f"/kyb-cases/{claimed.case.id}/return", json=RETURN)
    seen = (await as_(claimed.admin).get(f"/kyb-cases/{claimed.case.id}")).json()
    licence = await deposited(claimed.admin)
    again = await as_(claimed.admin).post(
        f"/kyb-cases/{claimed.case.id}/submission",
        json={"licence_document_id": str(licence.id)},
    )

    assert returned.json()["state"] == seen["state"] == "returned"
    assert (seen["reason_code"], seen["reason"]) == tuple(RETURN.values())
    assert seen["allowed_actions"] == ["submit"]
    assert again.json()["state"] == "submitted"
    assert again.json()["licence"]["id"] == str(licence.id)
    assert not await is_verified(claimed)


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize(
    "body",
    [{}, {"reason": "看不清。"}, {"reason_code": "other", "reason": ""}],
)
async def test_a_return_needs_a_coded_reason_and_a_sentence(
    as_: ClientFor, body: dict[str, Any]
) -> None:
    operator, claimed = await reviewer(), await submitted()

    response = await as_(operator).post(f"/kyb-cases/{claimed.case.id}/return", json=body)

    assert response.status_code == 400


@pytest.mark.usefixtures("db")
async def test_a_code_is_verified_for_one_firm_only(as_: ClientFor) -> None:
    operator, code = await reviewer(), make.uscc(7_100_001)
    first, second = await submitted(code=code), await submitted(code=code)
    client = as_(operator)
    shown = (await client.get(f"/kyb-cases/{second.case.id}")).json()
    to_firm = (await as_(second.admin).get(f"/kyb-cases/{second.case.id}")).json()

    approved = await client.post(f"/kyb-cases/{first.case.id}/approval")
    refused = await client.post(f"/kyb-cases/{second.case.id}/approval")

    assert [each["organisation_id"] for each in shown["other_claims"]] == [str(first.firm.id)]
    assert to_firm["other_claims"] == []
    assert approved.status_code == 200
    assert refused.status_code == 409
    assert refused.json()["code"] == "kyb.code_already_verified"
    assert not await is_verified(second)
    case = (await client.get(f"/kyb-cases/{second.case.id}")).json()
    assert case["state"] == "submitted"


@pytest.mark.usefixtures("committed")
async def test_two_approvals_at_once_of_one_code_have_one_winner(as_: ClientFor) -> None:
    code = make.uscc(7_100_002)
    operator = await make.organisation(kind="operator")
    reviewers = [await make.actor(operator, "operator") for _ in range(2)]
    claims = [await submitted(code=code) for _ in range(2)]

    answers = await asyncio.gather(
        *(
            as_(by).post(f"/kyb-cases/{claimed.case.id}/approval")
            for by, claimed in zip(reviewers, claims, strict=True)
        )
    )

    assert sorted(answer.status_code for answer in answers) == [200, 409]
    refused = next(answer for answer in answers if answer.status_code == 409)
    assert refused.json()["code"] == "kyb.code_already_verified"
    assert sum([await is_verified(each) for each in claims]) == 1


@pytest.mark.usefixtures("db")
async def test_another_firm_does_not_see_the_case(as_: ClientFor) -> None:
    claimed, other = await submitted(), await claim()
    client = as_(other.admin)
    licence = await deposited(other.admin)

    read = await client.get(f"/kyb-cases/{claimed.case.id}")
    missing = await client.get(f"/kyb-cases/{uuid4()}")
    handed_in = await client.post(
        f"/kyb-cases/{claimed.case.id}/submission",
        json={"licence_document_id": str(licence.id)},
    )
    listed = (await client.get("/kyb-cases")).json()

    assert read.status_code == missing.status_code == handed_in.status_code == 404
    assert [item["id"] for item in listed["items"]] == [str(other.case.id)]


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize(
    ("kind", "role"), [("bank", "admin"), ("district", "verifier"), ("operator", "admin")]
)
async def test_only_reviewers_decide(as_: ClientFor, kind: str, role: str) -> None:
    claimed = await submitted()
    client = as_(await make.actor(await make.organisation(kind=kind), role))

    listed = await client.get("/kyb-cases")
    approved = await client.post(f"/kyb-cases/{claimed.case.id}/approval")
    returned = await client.post(f"/kyb-cases/{claimed.case.id}/return", json=RETURN)

    assert listed.status_code == approved.status_code == returned.status_code == 403
    own = await as_(claimed.admin).post(f"/kyb-cases/{claimed.case.id}/approval")
    assert own.status_code == 403


@pytest.mark.usefixtures("db")
async def test_only_the_admin_hands_in(as_: ClientFor) -> None:
    claimed = await claim()
    handler = await make.actor(claimed.firm, "handler")
    licence = await deposited(handler)

    response = await as_(handler).post(
        f"/kyb-cases/{claimed.case.id}/submission",
        json={"licence_document_id": str(licence.id)},
    )

    assert response.status_code == 403


@pytest.mark.usefixtures("db")
async def test_the_licence_is_the_firms_own_and_a_licence(as_: ClientFor) -> None:
    claimed, other = await claim(), await claim()
    foreign = await deposited(other.admin)
    certificate = await deposited(claimed.admin, kind=Kind.CERTIFICATE)
    withdrawn = await deposited(claimed.admin)
    await documents.withdraw(withdrawn.id, by=claimed.admin)

    statuses = [
        (
            await as_(claimed.admin).post(
                f"/kyb-cases/{claimed.case.id}/submission",
                json={"licence_document_id": str(each)},
            )
        ).status_code
        for each in (foreign.id, certificate.id, withdrawn.id, uuid4())
    ]

    assert statuses == [404, 400, 404, 404]


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize(
    ("state", "action"),
    [
        (state, action)
        for state in State
        for action in Action
        if (state, action) not in CASE.transitions
    ],
)
async def test_what_the_table_does_not_name_is_refused(state: State, action: Action) -> None:
    operator, claimed = await reviewer(), await claim()
    licence = await deposited(claimed.admin)
    await _bring_to(state, claimed, licence_id=licence.id, operator=operator)

    with pytest.raises(IllegalTransition):
        await _do(action, claimed, licence_id=licence.id, operator=operator)


async def _do(action: Action, claimed: Claim, *, licence_id: Any, operator: Any) -> None:
    if action is Action.SUBMIT:
        await service.submit(
            claimed.case.id, licence_id=licence_id, statement=None, by=claimed.admin
        )
    elif action is Action.APPROVE:
        await service.approve(claimed.case.id, by=operator)
    else:
        await service.send_back(claimed.case.id, reason_code="other", reason="其他", by=operator)


async def _bring_to(state: State, claimed: Claim, *, licence_id: Any, operator: Any) -> None:
    steps = {
        State.DRAFT: [],
        State.SUBMITTED: [Action.SUBMIT],
        State.APPROVED: [Action.SUBMIT, Action.APPROVE],
        State.RETURNED: [Action.SUBMIT, Action.RETURN],
    }
    for action in steps[state]:
        await _do(action, claimed, licence_id=licence_id, operator=operator)


@pytest.mark.usefixtures("db")
async def test_the_queue_is_longest_waiting_first_and_searched(as_: ClientFor) -> None:
    operator = await reviewer()
    waiting = [await submitted() for _ in range(3)]
    await claim()
    client = as_(operator)

    first = (await client.get("/kyb-cases?state=submitted&limit=2")).json()
    rest = (await client.get(f"/kyb-cases?state=submitted&limit=2&cursor={first['next']}")).json()
    by_code = (await client.get(f"/kyb-cases?q={waiting[1].firm.uscc}")).json()
    by_name = (await client.get(f"/kyb-cases?q={waiting[2].firm.name[:7]}")).json()
    everything = (await client.get("/kyb-cases")).json()

    listed = [item["id"] for item in first["items"] + rest["items"]]
    assert listed == [str(each.case.id) for each in waiting]
    assert (first["total"], rest["next"]) == (3, None)
    assert [item["id"] for item in by_code["items"]] == [str(waiting[1].case.id)]
    assert str(waiting[2].case.id) in {item["id"] for item in by_name["items"]}
    assert everything["total"] == 4
    assert first["items"][0]["allowed_actions"] == ["approve", "return"]


@pytest.mark.usefixtures("db")
async def test_the_database_refuses_a_reviewer_of_the_firm() -> None:
    claimed = await submitted()

    with pytest.raises(CheckViolationError) as refusal:
        async with db.transaction():
            await db.execute(
                "UPDATE kyb_case SET state = 'approved', decided_at = now(), "
                "reviewer = gen_random_uuid(), reviewer_organisation = organisation WHERE id = $1",
                claimed.case.id,
            )

    assert refusal.value.constraint_name == "kyb_case_reviewer_is_not_of_the_firm"


@pytest.mark.usefixtures("db")
async def test_nobody_reviews_his_own_organisation() -> None:
    operator = await make.organisation(kind="operator", verified=False)
    admin = await make.actor(operator, "admin", "operator")
    case = await service.open_case(operator, by=admin)
    licence = await deposited(admin)
    await service.submit(case.id, licence_id=licence.id, statement=None, by=admin)

    response = await _refusal(case.id, by=admin)

    assert response == "kyb.own_case"


async def _refusal(case_id: Any, *, by: Any) -> str:
    with pytest.raises(Forbidden) as refusal:
        await service.approve(case_id, by=by)
    return refusal.value.code
