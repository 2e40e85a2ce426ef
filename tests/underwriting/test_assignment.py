"""Whose work a submission is: taken one by one, let go of, given by the administrator."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from backend.kernel import db
from backend.kernel.auth import Actor
from tests.conftest import ClientFor
from tests.underwriting import make
from tests.underwriting.make import Desk, Firm
from tests.underwriting.test_quotes import code, proposal

pytestmark = pytest.mark.usefixtures("db", "licensed")


async def sent(as_: ClientFor, firm: Firm, desk: Desk) -> str:
    path = await proposal(as_(firm.handler), make.E2, "star_composite")
    answer = await as_(firm.signatory).post(f"{path}/submission", json=make.body(desk.id))
    assert answer.status_code == 200, answer.text
    return str(answer.json()["submissions"][0]["id"])


async def queue(as_: ClientFor, who: Actor, query: str = "") -> dict[str, dict[str, Any]]:
    answer = await as_(who).get(f"/submissions{query}")
    assert answer.status_code == 200, answer.text
    return {each["id"]: each for each in answer.json()["items"]}


async def waits(as_: ClientFor, who: Actor) -> list[str]:
    return [
        each["subject_id"]
        for each in (await as_(who).get("/tasks?kind=submission")).json()["items"]
    ]


async def test_what_one_takes_is_his_until_he_lets_go_of_it(as_: ClientFor) -> None:
    firm, desk = await make.firm(), await make.desk()
    await make.sanctions()
    one = await sent(as_, firm, desk)
    path = f"/submissions/{one}/assignment"
    assert await waits(as_, desk.l1) == await waits(as_, desk.l2) == [one]

    taken = await as_(desk.l1).post(path, json={})
    again = await as_(desk.l1).post(path, json={})

    assert taken.status_code == again.status_code == 200, taken.text
    row = (await queue(as_, desk.l1, "?whose=mine"))[one]
    assert (row["assignee_id"], row["assignee"]) == (str(desk.l1.user_id), desk.l1.name)
    assert await queue(as_, desk.l2, "?whose=mine") == {}
    assert await queue(as_, desk.l2, "?whose=nobody") == {}
    assert await waits(as_, desk.l2) == [], "it is his colleague's"
    assert "assignment" not in (await queue(as_, desk.l2))[one]["allowed_actions"]
    for body in ({}, {"release": True}):
        refused = await as_(desk.l2).post(path, json=body)
        assert code(refused) == (409, "underwriting.already_taken")
        assert refused.json()["differences"] == [
            {"field": "assignee", "before": None, "after": desk.l1.name}
        ]
    given = await as_(desk.l1).post(path, json={"member_id": str(desk.l2.user_id)})
    assert code(given)[0] == 403, "only the administrator gives it to another"
    assert (await as_(desk.l1).post(path, json={"release": True})).status_code == 200
    assert set(await queue(as_, desk.l2, "?whose=nobody")) == {one}


async def test_the_administrator_gives_it_to_an_underwriter_and_takes_it_back(
    as_: ClientFor,
) -> None:
    firm, desk = await make.firm(), await make.desk()
    await make.sanctions()
    one = await sent(as_, firm, desk)
    admin, path = as_(desk.admin), f"/submissions/{one}/assignment"
    await as_(desk.l1).post(path, json={})

    given = await admin.post(path, json={"member_id": str(desk.l2.user_id)})

    assert given.json()["submission"]["assignee"] == desk.l2.name
    assert await waits(as_, desk.l2) == [one]
    for unfit in (desk.checker, firm.signatory):
        refused = await admin.post(path, json={"member_id": str(unfit.user_id)})
        assert refused.json()["code"] == "underwriting.member_unknown"
    assert (await admin.post(path, json={})).json()["code"] == "underwriting.member_unknown"
    assert (await queue(as_, desk.admin))[one]["assignee"] == desk.l2.name
    assert (await admin.post(path, json={"release": True})).status_code == 200
    assert (await queue(as_, desk.l1))[one]["assignee_id"] is None


async def test_whoever_is_given_it_is_told_alone_and_whoever_takes_it_is_not(
    as_: ClientFor, run_jobs: Callable[[], Awaitable[int]]
) -> None:
    firm, desk = await make.firm(), await make.desk()
    await make.sanctions()
    one = await sent(as_, firm, desk)
    path = f"/submissions/{one}/assignment"

    await as_(desk.l1).post(path, json={})
    await as_(desk.admin).post(path, json={"member_id": str(desk.l2.user_id)})
    await as_(desk.admin).post(path, json={"release": True})
    await run_jobs()

    told = await db.fetch(
        "SELECT member, subject_id::text, facts ->> 'number' AS number "
        "FROM notifications_notification WHERE name = 'underwriting.submission_assigned'"
    )
    number = (await queue(as_, desk.l2))[one]["number"]
    assert told == [{"member": desk.l2.user_id, "subject_id": one, "number": number}]


async def test_the_firm_learns_nothing_of_it_and_another_insurer_finds_nothing(
    as_: ClientFor,
) -> None:
    firm, desk, other = await make.firm(), await make.desk(), await make.desk(lines=())
    await make.sanctions()
    one = await sent(as_, firm, desk)
    path = f"/submissions/{one}/assignment"
    await as_(desk.l1).post(path, json={})

    row = (await queue(as_, firm.signatory, "?whose=nobody"))[one]

    assert (row["assignee_id"], row["assignee"]) == (None, None)
    assert "assignment" not in row["allowed_actions"]
    assert (await as_(firm.signatory).post(path, json={})).status_code == 403
    assert (await as_(other.l1).post(path, json={})).status_code == 404
    assert (await as_(firm.signatory).post(f"/submissions/{one}/withdrawal")).status_code == 200
    gone = await as_(desk.l1).post(path, json={"release": True})
    assert gone.status_code == 409, "it is over"
