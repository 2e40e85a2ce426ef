"""All cases of a person change hands in one act, and who may decide them stays as it was."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from asyncpg import PostgresError

from backend.kernel import db
from backend.kernel.auth import Actor
from backend.kernel.db import transaction
from backend.lending.service import drafting
from tests import make
from tests.conftest import ClientFor
from tests.lending import scene
from tests.lending.scene import Scene
from tests.listing import make as make_listing

pytestmark = pytest.mark.usefixtures("db")
Jobs = Callable[[], Awaitable[int]]


class Desk:
    """A bank whose maker has three cases: just submitted and taken, in review, opined."""

    def __init__(self, at: Scene, cases: list[UUID], as_: ClientFor) -> None:
        self.at, self.cases, self.as_ = at, cases, as_

    async def of(self, person: Actor, by: Actor | None = None) -> list[str]:
        query: dict[str, Any] = {
            "assignee_id": str(person.user_id),
            "at_bank": True,
            "sort": "deadline",
        }
        page = (
            await self.as_(by or self.at.bank.admin).get("/loan-applications", params=query)
        ).json()
        assert all(each["clock"] is not None for each in page["items"])
        return sorted(each["id"] for each in page["items"])

    async def hand(self, person: Actor, to: dict[str, Actor], by: Actor | None = None) -> Any:
        body = {
            "from_member_id": str(person.user_id),
            "cases": [
                {"application_id": case, "member_id": str(each.user_id)}
                for case, each in to.items()
            ],
            "reason": "产假",
        }
        return await self.as_(by or self.at.bank.admin).post("/hand-overs", json=body)


@pytest.fixture
async def desk(as_: ClientFor) -> Desk:
    at = await scene.scene()
    first = await scene.opined(at)
    cases = [first.row.id]
    for _ in range(2):
        request = await make_listing.request(at.right, by=at.handler)
        (view,) = await drafting.draft(request.id, product_ids=[at.bank.product], by=at.handler)
        await scene.submit(at, view)
        cases.append(view.row.id)
        await as_(at.bank.maker).post(f"/loan-applications/{view.row.id}/assignment", json={})
    return Desk(at, cases, as_)


async def test_all_that_a_person_has_goes_to_several_and_comes_back(
    as_: ClientFor, desk: Desk, run_jobs: Jobs
) -> None:
    at, maker = desk.at, desk.at.bank.maker
    third = await make.actor(at.bank.organisation, "maker")
    shown = await desk.of(maker)
    assert shown == sorted(str(each) for each in desk.cases)
    to = dict(zip(shown, (at.bank.colleague, third, third), strict=True))
    await run_jobs()
    known = await db.fetch_value("SELECT count(*) FROM notifications_notification")

    done = await desk.hand(maker, to)

    assert done.status_code == 201, done.text
    assert [(each["receiver"], each["cases"], each["held"]) for each in done.json()["moves"]] == [
        (at.bank.colleague.name, 1, 1),
        (third.name, 2, 2),
    ]
    assert (await desk.of(maker), len(await desk.of(third))) == ([], 2)
    await run_jobs()
    told = await db.fetch(
        "SELECT n.name, n.member FROM notifications_notification n ORDER BY n.occurred_at DESC "
        "LIMIT $1",
        await db.fetch_value("SELECT count(*) FROM notifications_notification") - known,
    )
    assert {each["name"] for each in told} == {"lending.cases_handed_over"}, "once, not per case"
    receivers = await db.fetch_value(
        "SELECT facts -> 'receivers' FROM notifications_notification "
        "WHERE name = 'lending.cases_handed_over' AND member = $1",
        third.user_id,
    )
    assert sorted(db.loads(receivers)) == sorted([at.bank.colleague.name, third.name])
    assert {at.bank.colleague.user_id, third.user_id, maker.user_id} <= {
        each["member"] for each in told
    }
    logged = await db.fetch(
        "SELECT payload FROM kernel_event WHERE name = 'lending.application_handed_over'"
    )
    assert len(logged) == 3, "each case's own history tells it"
    stays = shown[1]
    await as_(at.bank.admin).post(
        f"/loan-applications/{stays}/assignment", json={"member_id": str(at.bank.colleague.user_id)}
    )

    address = f"/hand-overs/{done.json()['id']}/return"
    back = await as_(at.bank.admin).post(address, json={"reason": "提前返岗"})

    assert (back.status_code, back.json()["undoes"]) == (201, done.json()["id"])
    assert await desk.of(maker) == sorted(set(shown) - {stays}), "what moved on stays there"
    again = await as_(at.bank.admin).post(address, json={"reason": "再次"})
    assert (again.status_code, again.json()["code"]) == (409, "lending.hand_over_undone")
    newest, first = (await as_(at.bank.checker).get("/hand-overs")).json()["items"]
    assert (first["undone_by"], first["may_undo"]) == (newest["id"], False)
    assert (await as_(at.other.admin).get("/hand-overs")).json()["items"] == []


async def test_a_hand_over_names_every_case_and_fit_colleagues_or_does_nothing(
    as_: ClientFor, desk: Desk
) -> None:
    at, maker = desk.at, desk.at.bank.maker
    shown = await desk.of(maker)
    whole = dict.fromkeys(shown, at.bank.colleague)
    part = dict.fromkeys(shown[1:], at.bank.colleague)
    refused: dict[str, tuple[dict[str, Actor], Actor]] = {
        "lending.hand_over_stale": (part, at.bank.admin),
        "lending.hand_over_to_giver": (dict.fromkeys(shown, maker), at.bank.admin),
        "lending.assignee_unfit": (dict.fromkeys(shown, at.bank.checker), at.bank.admin),
        "not_found": (dict.fromkeys(shown, at.other.maker), at.bank.admin),
        "forbidden": (whole, maker),
    }
    for code, (to, by) in refused.items():
        answer = await desk.hand(maker, to, by)
        assert answer.json()["code"] == code, answer.text
    assert (await desk.hand(maker, part)).json()["came"] == 1
    foreign = await desk.hand(at.other.maker, whole)
    assert foreign.json()["code"] == "lending.hand_over_stale", "nothing of another bank's is said"
    assert await desk.of(maker) == shown
    key = {"Idempotency-Key": str(uuid4())}
    body = {
        "from_member_id": str(maker.user_id),
        "cases": [
            {"application_id": each, "member_id": str(at.bank.colleague.user_id)} for each in shown
        ],
        "reason": "离职",
    }
    twice = [
        (await as_(at.bank.admin).post("/hand-overs", json=body, headers=key)).json()
        for _ in range(2)
    ]
    assert twice[0] == twice[1]
    assert (await as_(at.bank.admin).get("/hand-overs")).json()["total"] == 1


async def test_nobody_comes_to_decide_his_own_opinion_by_a_hand_over(
    as_: ClientFor, desk: Desk
) -> None:
    """The colleague is maker and checker: what he proposes, another person decides."""
    at, opined = desk.at, str(desk.cases[0])
    both = at.bank.colleague
    await desk.hand(at.bank.maker, dict.fromkeys(await desk.of(at.bank.maker), both))
    path = f"/loan-applications/{opined}"
    sent = await as_(at.bank.checker).post(
        f"{path}/send-back", json={"opinion_version": 1, "reason": "补充现金流"}
    )
    assert sent.status_code == 200, sent.text
    opinion = {
        "kind": "grant",
        "amount_fen": 1_000_000_00,
        "rate_bp": 365,
        "term_months": 12,
        "conditions": [],
        "valid_days": 30,
        "note": "",
    }
    given = await as_(both).post(f"{path}/opinion", json=opinion)
    assert given.status_code == 200, given.text

    own = await as_(both).post(f"{path}/approval", json={"opinion_version": 2})

    assert (own.status_code, own.json()["code"]) == (403, "lending.maker_cannot_check")
    other = await as_(at.bank.checker).post(f"{path}/approval", json={"opinion_version": 2})
    assert other.status_code == 200, other.text


async def test_the_database_holds_what_a_hand_over_is(as_: ClientFor, desk: Desk) -> None:
    at = desk.at
    done = await desk.hand(
        at.bank.maker, dict.fromkeys(await desk.of(at.bank.maker), at.bank.colleague)
    )
    hand_over = UUID(done.json()["id"])
    case = (
        "INSERT INTO lending_handed_case (id, hand_over, lender, application, position, giver, "
        "receiver) SELECT gen_random_uuid(), hand_over, lender, application, 99, {} "
        "FROM lending_handed_case WHERE hand_over = $1 LIMIT 1"
    )
    for statement, broken in (
        (case.format("giver, receiver"), "is_handed_once"),
        (case.format("giver, giver"), "changes_hands"),
        ("UPDATE lending_handed_case SET position = 9 WHERE hand_over = $1", "handed_case"),
        ("DELETE FROM lending_hand_over WHERE id = $1", "hand_over"),
    ):
        with pytest.raises(PostgresError, match=broken):
            async with transaction():
                await db.execute(statement, hand_over)
