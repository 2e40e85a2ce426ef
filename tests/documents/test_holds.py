"""Legal hold: put on and off by two people of the operator; nothing is withdrawn meanwhile."""

import httpx
import pytest
from asyncpg import CheckViolationError

from backend.documents import service
from backend.kernel import db
from tests import make
from tests.conftest import ClientFor
from tests.documents.make import file as deposited

pytestmark = pytest.mark.usefixtures("db")


async def steps(client: httpx.AsyncClient) -> list[str]:
    (hold,) = (await client.get("/operator/holds")).json()["items"]
    allowed: list[str] = hold["allowed_actions"]
    return allowed


@pytest.mark.parametrize("whole", [True, False])
async def test_a_hold_takes_two_and_is_lifted_by_two(as_: ClientFor, *, whole: bool) -> None:
    firm = await make.organisation()
    owner = await make.actor(firm, "handler")
    file, other = await deposited(owner), await deposited(owner)
    platform = await make.organisation("operator")
    first, second = [as_(await make.actor(platform, "operator")) for _ in range(2)]
    mine = as_(owner)
    body = {"organisation_id": str(firm.id), "reason": "法院协助执行通知书"}
    if not whole:
        body["document_id"] = str(file.id)

    path = f"/operator/holds/{(await first.post('/operator/holds', json=body)).json()['id']}"
    alone = await first.post(f"{path}/confirmation")
    early = await second.post(f"{path}/lift-proposal", json={"reason": "早"})
    assert alone.json()["code"] == "documents.hold_needs_another"
    assert early.json()["code"] == "documents.hold_step_taken"
    assert (await mine.get(f"/documents/{file.id}")).json()["hold"] is None
    assert (await second.post(f"{path}/confirmation")).status_code == 204

    refused = await mine.post(f"/documents/{file.id}/withdrawal")
    assert (refused.status_code, refused.json()["code"]) == (409, "documents.held")
    assert (await mine.get(f"/documents/{file.id}")).json()["hold"]["reason"] == body["reason"]
    listed = {each["id"]: each["held"] for each in (await mine.get("/documents")).json()["items"]}
    assert listed == {str(file.id): True, str(other.id): whole}

    await second.post(f"{path}/lift-proposal", json={"reason": "执行完毕"})
    assert (await second.post(f"{path}/lift")).json()["code"] == "documents.hold_needs_another"
    assert (await mine.post(f"/documents/{file.id}/withdrawal")).status_code == 409
    assert (await first.post(f"{path}/lift")).status_code == 204
    assert (await mine.post(f"/documents/{file.id}/withdrawal")).status_code == 200
    assert (await first.get("/operator/holds")).json()["items"] == []
    assert len((await first.get("/operator/holds?lifted=true")).json()["items"]) == 1


async def test_each_is_offered_the_step_that_he_may_take(as_: ClientFor) -> None:
    firm, platform = await make.organisation(), await make.organisation("operator")
    first, second = [as_(await make.actor(platform, "operator")) for _ in range(2)]
    body = {"organisation_id": str(firm.id), "reason": "函"}
    path = f"/operator/holds/{(await first.post('/operator/holds', json=body)).json()['id']}"

    offered = [[await steps(each) for each in (first, second)]]
    await second.post(f"{path}/confirmation")
    offered.append([await steps(each) for each in (first, second)])
    await second.post(f"{path}/lift-proposal", json={"reason": "毕"})
    offered.append([await steps(each) for each in (first, second)])

    assert offered == [
        [[], ["confirmation"]],
        [["lift-proposal"], ["lift-proposal"]],
        [["lift"], []],
    ]


async def test_a_document_is_held_with_its_own_organisation_only(as_: ClientFor) -> None:
    file = await deposited(await make.actor(await make.organisation(), "handler"))
    operator = await make.actor(await make.organisation("operator"), "operator")
    another = await make.organisation()

    response = await as_(operator).post(
        "/operator/holds",
        json={"organisation_id": str(another.id), "document_id": str(file.id), "reason": "错"},
    )

    assert response.status_code == 404


async def test_the_database_refuses_a_hold_by_one_person() -> None:
    firm = await make.organisation()
    operator = await make.actor(await make.organisation("operator"), "operator")
    hold = await service.propose_hold(firm.id, file_id=None, reason="函", by=operator)

    with pytest.raises(CheckViolationError, match="takes_two"):
        await db.execute(
            "UPDATE documents_hold SET confirmed_by = proposed_by, confirmed_at = now() "
            "WHERE id = $1",
            hold,
        )
