"""A bank's desk: who decides up to which amount, who takes a case, who stands in for whom."""

import itertools
import random
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from asyncpg import RestrictViolationError

from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.kernel.db import execute, fetch_value, transaction
from backend.kernel.money import Fen
from backend.lending.queries import desk as queries
from backend.lending.service import deciding, offers, reviewing
from backend.lending.states import RefusalReason
from tests import make
from tests.conftest import ClientFor
from tests.lending import scene
from tests.lending.make_products import MILLION
from tests.lending.scene import AMOUNT

LOANS = "/loan-applications"
LIMITS = "/bank-desk/limits"
GROUPS = "/bank-desk/groups"
STANDINGS = "/bank-desk/substitutions"


def day(offset: int = 0) -> str:
    return (clock.today() + timedelta(days=offset)).isoformat()


async def limit(as_: ClientFor, bank: scene.Bank, who: Actor, upto: int, **changes: Any) -> Any:
    """A limit in force today: proposed by the administrator, accepted by a second one."""
    body = {"member_id": str(who.user_id), "upto_fen": upto, "from_on": day(), "reason": "授权书"}
    proposed = await as_(bank.admin).post(LIMITS, json=body | changes)
    assert proposed.status_code == 201, proposed.text
    second = await make.actor(bank.organisation, "admin")
    accepted = await as_(second).post(f"{LIMITS}/{proposed.json()['id']}/acceptance")
    assert accepted.status_code == 200, accepted.text
    return accepted.json()


async def stand_in(
    as_: ClientFor, absent: Actor, substitute: Actor, *, by: Actor | None = None, **changes: Any
) -> Any:
    body = {"substitute_id": str(substitute.user_id), "from_on": day(), "to_on": day(5)}
    if by is not None:
        body["member_id"] = str(absent.user_id)
    return await as_(by or absent).post(STANDINGS, json=body | changes)


async def test_a_checker_grants_up_to_his_limit_and_reads_who_may_above_it(
    db: None, as_: ClientFor
) -> None:
    at = await scene.scene()
    view = await scene.opined(at)
    address = f"{LOANS}/{view.row.id}"
    low, high = at.bank.checker, at.bank.colleague
    before = (await as_(low).get(f"{address}/dossier")).json()["deciding"]
    await limit(as_, at.bank, low, AMOUNT - 1)
    await limit(as_, at.bank, high, AMOUNT)

    refused = await as_(low).post(f"{address}/approval", json={"opinion_version": 1})
    dossier = (await as_(low).get(f"{address}/dossier")).json()

    assert before["keeps_limits"] is False
    assert before["mine"] is None
    assert refused.status_code == 403
    assert refused.json()["code"] == "lending.above_your_limit"
    assert refused.json()["limit_fen"] == AMOUNT - 1
    assert refused.json()["deciders"] == [high.name]
    assert dossier["deciding"]["mine"] == "above_limit"
    assert [
        (each["name"], each["limit_fen"], each["obstacle"])
        for each in dossier["deciding"]["people"]
    ] == [(high.name, AMOUNT, None), (low.name, AMOUNT - 1, "above_limit")]
    may = set(dossier["application"]["allowed_actions"])
    assert "approval" not in may
    assert {"refusal", "send-back"} <= may
    with pytest.raises(RestrictViolationError, match="above what this checker may grant"):
        async with transaction():
            await execute(
                "UPDATE lending_opinion SET decision = 'approved', checker = $2, "
                "checker_name = 'x', decided_at = now(), decision_note = '' WHERE application = $1",
                view.row.id,
                low.user_id,
            )
    approved = await as_(high).post(f"{address}/approval", json={"opinion_version": 1})
    assert approved.json()["state"] == "offered"


async def test_from_the_first_limit_on_who_has_none_grants_nothing_but_may_refuse(
    db: None, as_: ClientFor
) -> None:
    at = await scene.scene()
    view = await scene.opined(at)
    await limit(as_, at.bank, at.bank.colleague, AMOUNT)

    refused = await as_(at.bank.checker).post(
        f"{LOANS}/{view.row.id}/approval", json={"opinion_version": 1}
    )
    declined = await deciding.refuse(
        view.row.id,
        opinion_version=1,
        reason_code=RefusalReason.WEAK_VALUE,
        sentence="价值不足。",
        by=at.bank.checker,
    )

    assert refused.json()["limit_fen"] == 0
    assert declined.row.state == "refused"


async def test_a_limit_takes_two_others_and_begins_on_its_day(db: None, as_: ClientFor) -> None:
    bank = await scene.bank()
    admin, checker = bank.admin, bank.checker
    body: dict[str, Any] = {
        "member_id": str(checker.user_id),
        "upto_fen": 5 * MILLION,
        "from_on": day(1),
        "reason": "年度授权",
    }

    async def post(who: Actor, path: str = "", **json: Any) -> Any:
        return await as_(who).post(f"{LIMITS}{path}", json=json or None)

    async def code(who: Actor, path: str = "", **json: Any) -> Any:
        return (await post(who, path, **json)).json()["code"]

    own = body | {"member_id": str(admin.user_id)}
    assert await code(admin, **own) == "lending.limit_by_self"
    unfit = await post(admin, **(body | {"member_id": str(bank.maker.user_id)}))
    assert unfit.json()["code"] == "lending.limit_for_checkers"
    assert unfit.json()["fit"] == sorted([checker.name, bank.colleague.name])
    assert await code(checker, **body) == "forbidden"
    assert await code(admin, **(body | {"from_on": day(-1)})) == "invalid_request"
    unknown = body | {"member_id": str((await scene.bank()).checker.user_id)}
    assert await code(admin, **unknown) == "lending.limit_for_checkers"
    made = (await post(admin, **body)).json()
    assert await code(admin, **body) == "lending.limit_waits"
    path = f"/{made['id']}"
    assert await code(admin, f"{path}/acceptance") == "proposal.same_person"
    assert await code(checker, f"{path}/acceptance") == "lending.limit_by_self"
    assert await code((await scene.bank()).admin, f"{path}/acceptance") == "not_found"
    accepted = (await post(bank.colleague, f"{path}/acceptance")).json()
    assert (accepted["standing"], accepted["decided_by"]) == ("later", bank.colleague.name)
    assert await code(bank.colleague, f"{path}/acceptance") == "proposal.decided"
    assert await code(admin, **body) == "lending.limit_of_day"


async def test_a_limit_counts_from_its_day_and_stays_as_it_was_made(
    db: None, as_: ClientFor
) -> None:
    bank = await scene.bank()
    admin, checker = bank.admin, bank.checker
    body: dict[str, Any] = {
        "member_id": str(checker.user_id),
        "upto_fen": 5 * MILLION,
        "from_on": day(1),
        "reason": "年度授权",
    }

    async def post(who: Actor, path: str = "", **json: Any) -> Any:
        return await as_(who).post(f"{LIMITS}{path}", json=json or None)

    made = (await post(admin, **body)).json()
    await post(bank.colleague, f"/{made['id']}/acceptance")
    assert (await queries.desk(bank.id, on=clock.today())).limits == {}
    tomorrow = await queries.desk(bank.id, on=clock.today() + timedelta(days=1))
    assert tomorrow.limits == {checker.user_id: 5 * MILLION}
    other = (await post(admin, **(body | {"from_on": day(2)}))).json()
    with clock.at(clock.now() + timedelta(days=3)):
        late = await post(bank.colleague, f"/{other['id']}/acceptance")
        assert late.json()["code"] == "lending.limit_day_past"
        declined = await post(bank.colleague, f"/{other['id']}/decline", note="日期已过")
        assert declined.json()["standing"] == "declined"
    third = (await post(admin, **(body | {"from_on": day(4)}))).json()
    assert (await post(admin, f"/{third['id']}/withdrawal")).json()["standing"] == "withdrawn"
    with pytest.raises(RestrictViolationError):
        async with transaction():
            await execute(
                "UPDATE lending_decision_limit SET upto_fen = 1 WHERE id = $1", UUID(made["id"])
            )


async def test_a_substitute_decides_by_the_absent_ones_limit_who_decides_no_more(
    db: None, as_: ClientFor
) -> None:
    at = await scene.scene()
    view = await scene.opined(at)
    address = f"{LOANS}/{view.row.id}"
    boss, deputy = at.bank.checker, at.bank.colleague
    await limit(as_, at.bank, boss, AMOUNT)
    await limit(as_, at.bank, deputy, 1)

    named = (await stand_in(as_, boss, deputy)).json()

    assert (named["standing"], named["substitute_name"]) == ("now", deputy.name)
    away = await as_(boss).post(f"{address}/approval", json={"opinion_version": 1})
    assert away.json()["code"] == "lending.checker_away"
    assert away.json()["substitute"] == deputy.name
    assert away.json()["until"] == day(5)
    seen = (await as_(boss).get(address)).json()["allowed_actions"]
    assert not {"approval", "refusal", "send-back"} & set(seen)
    approved = await as_(deputy).post(f"{address}/approval", json={"opinion_version": 1})
    assert approved.json()["state"] == "offered"


async def test_four_eyes_hold_while_somebody_stands_in(db: None, as_: ClientFor) -> None:
    """Neither the maker's substitute checks, nor does a right reach its owner's own opinion."""
    at = await scene.scene()
    view = await scene.opined(at)
    address = f"{LOANS}/{view.row.id}"
    deputy = at.bank.colleague

    await stand_in(as_, at.bank.maker, deputy)
    for step, body in (
        ("approval", {"opinion_version": 1}),
        ("send-back", {"opinion_version": 1, "reason": "再看"}),
    ):
        answer = await as_(deputy).post(f"{address}/{step}", json=body)
        assert answer.json()["code"] == "lending.substitute_cannot_check"
        assert answer.json()["deciders"] == [at.bank.checker.name]
    assert (await as_(deputy).get(f"{address}/dossier")).json()["deciding"]["mine"] == (
        "for_the_maker"
    )
    with pytest.raises(RestrictViolationError, match="stands in for the maker"):
        async with transaction():
            await execute(
                "UPDATE lending_opinion SET decision = 'sent_back', checker = $2, "
                "checker_name = 'x', decided_at = now(), decision_note = '' WHERE application = $1",
                view.row.id,
                deputy.user_id,
            )
    await as_(at.bank.checker).post(f"{address}/approval", json={"opinion_version": 1})
    await offers.retract(view.row.id, reason="情况变化", by=at.bank.maker)
    second = await as_(deputy).post(f"{address}/offer-retraction", json={"reason": "情况变化"})
    assert second.json()["code"] == "lending.substitute_cannot_check"


async def test_cases_of_who_is_away_are_his_substitutes_to_take(db: None, as_: ClientFor) -> None:
    at = await scene.scene()
    view = await scene.in_review(at)
    address = f"{LOANS}/{view.row.id}"
    maker, deputy = at.bank.maker, at.bank.colleague
    taken = await as_(deputy).post(f"{address}/assignment", json={})
    assert taken.json()["code"] == "lending.already_taken"

    await stand_in(as_, maker, deputy, by=at.bank.admin)

    seen = (await as_(deputy).get(LOANS, params={"view": "mine"})).json()["items"]
    assert [(each["id"], each["substitute"]) for each in seen] == [(str(view.row.id), deputy.name)]
    assert "assignment" in seen[0]["allowed_actions"]
    taken = await as_(deputy).post(f"{address}/assignment", json={})
    assert taken.json()["assignee"]["name"] == deputy.name


async def test_a_substitution_is_refused_with_what_would_pass(db: None, as_: ClientFor) -> None:
    bank = await scene.bank()
    both = await make.actor(bank.organisation, "maker", "checker")

    unfit = (await stand_in(as_, bank.colleague, bank.maker)).json()
    assert unfit["code"] == "lending.substitute_unfit"
    assert (unfit["needed"], unfit["fit"]) == (["checker"], [both.name])
    itself = (await stand_in(as_, both, both)).json()
    assert itself["errors"][0]["key"] == "substitute_id"
    late = (await stand_in(as_, both, bank.colleague, to_on=day(-1))).json()
    assert late["errors"][0]["key"] == "to_on"
    past = (await stand_in(as_, both, bank.colleague, from_on=day(-1))).json()
    assert past["errors"][0]["key"] == "from_on"
    others = (await stand_in(as_, both, bank.colleague, by=bank.maker)).json()
    assert others["code"] == "forbidden"
    stranger = (await scene.bank()).colleague
    assert (await stand_in(as_, both, stranger)).json()["fit"] == [bank.colleague.name]
    standing = (await stand_in(as_, both, bank.colleague)).json()
    twice = (await stand_in(as_, both, bank.colleague, from_on=day(5), to_on=day(9))).json()
    assert (twice["code"], twice["to_on"]) == ("lending.substitution_overlaps", day(5))
    chain = (await stand_in(as_, bank.colleague, both)).json()
    assert chain["code"] == "lending.substitute_away"
    assert chain["member"] == both.name
    ended = await as_(both).post(f"{STANDINGS}/{standing['id']}/ending")
    assert ended.json()["standing"] == "ended"
    again = await as_(both).post(f"{STANDINGS}/{standing['id']}/ending")
    assert again.json()["code"] == "lending.substitution_over"
    assert (await stand_in(as_, both, bank.colleague)).status_code == 201


async def test_a_group_takes_the_cases_of_its_place_and_product(db: None, as_: ClientFor) -> None:
    at = await scene.scene()
    bank = at.bank
    view = await scene.submitted(at)
    address = f"{LOANS}/{view.row.id}"
    admin = as_(bank.admin)
    body: dict[str, Any] = {"name": "张江组", "members": [str(bank.colleague.user_id)]}

    whole = (await admin.post(GROUPS, json=body | {"name": "全行组"})).json()
    made = (await admin.post(GROUPS, json=body | {"streets": ["张江镇"]})).json()
    product = body | {"name": "产品组", "products": [str(bank.product)]}
    elsewhere = body | {"name": "徐汇组", "divisions": ["310104"]}
    assert (await admin.post(GROUPS, json=elsewhere)).status_code == 201

    async def takes() -> str:
        return str((await as_(bank.maker).get(address)).json()["group"]["name"])

    assert await takes() == "张江组"
    refused = await as_(bank.maker).post(f"{address}/intake")
    assert refused.json()["code"] == "lending.case_of_group"
    assert refused.json()["members"] == [bank.colleague.name]
    assert "intake" not in (await as_(bank.maker).get(address)).json()["allowed_actions"]
    listed = {
        who.name: (await as_(who).get(LOANS, params={"view": "group"})).json()["total"]
        for who in (bank.maker, bank.colleague)
    }
    assert listed == {bank.maker.name: 0, bank.colleague.name: 1}
    by_group = [
        (await as_(bank.maker).get(LOANS, params={"group_id": each["id"]})).json()["total"]
        for each in (whole, made)
    ]
    assert by_group == [0, 1]
    assert (await as_(at.handler).get(address)).json()["group"] is None
    assert (await admin.get(GROUPS)).json()["items"][1]["open_cases"] == 1
    assert (await admin.post(GROUPS, json=product)).status_code == 201
    assert await takes() == "产品组"
    taken = await reviewing.take_in(view.row.id, by=bank.colleague)
    assert taken.row.assignee == bank.colleague.user_id


async def test_a_group_is_refused_with_what_would_pass(db: None, as_: ClientFor) -> None:
    bank, other = await scene.bank(), await scene.bank()
    admin = as_(bank.admin)
    body: dict[str, Any] = {"name": "张江组", "members": [str(bank.maker.user_id)]}
    made = (await admin.post(GROUPS, json=body)).json()
    path = f"{GROUPS}/{made['id']}"

    async def code(**changes: Any) -> Any:
        return (await admin.post(GROUPS, json=body | {"name": "新组"} | changes)).json()

    assert (await code(name="张江组"))["code"] == "lending.group_name_taken"
    unfit = await code(members=[str(bank.checker.user_id)])
    assert (unfit["code"], unfit["fit"]) == (
        "lending.assignee_unfit",
        sorted([bank.maker.name, bank.colleague.name]),
    )
    stranger = await code(members=[str(other.maker.user_id)])
    assert stranger["code"] == "lending.assignee_unfit"
    assert (await code(products=[str(other.product)]))["code"] == "not_found"
    assert (await code(divisions=["999999"]))["errors"][0]["key"] == "divisions"
    assert (await code(streets=["某镇"]))["errors"][0]["key"] == "streets"
    assert (await as_(bank.maker).post(GROUPS, json=body)).json()["code"] == "forbidden"
    assert (await as_(other.admin).post(f"{path}/revision", json=body)).status_code == 404
    revised = await admin.post(f"{path}/revision", json=body | {"name": "张江二组"})
    assert revised.json()["name"] == "张江二组"
    assert (await admin.post(f"{path}/dissolution")).json()["allowed_actions"] == []
    gone = await admin.post(f"{path}/revision", json=body)
    assert gone.json()["code"] == "lending.group_ended"


async def test_service_and_database_reckon_the_same_limit(db: None, as_: ClientFor) -> None:
    """Random limits and substitutions: the pure rule against the function of the database."""
    draw = random.Random(7)  # noqa: S311 - no secret
    organisation = await make.organisation("bank")
    people = [await make.actor(organisation, "maker", "checker") for _ in range(4)]
    today = clock.today()
    for who in people[:3]:
        for offset in draw.sample(range(-9, 9), 2):
            await execute(
                "INSERT INTO lending_decision_limit (id, bank, member, upto_fen, from_on, reason, "
                "proposed_by, proposed_by_name, outcome, decided_by, decided_by_name, decided_at) "
                "VALUES ($1, $2, $3, $4, $5, 'x', $1, 'x', 'accepted', $6, 'y', $7)",
                uuid4(),
                organisation.id,
                who.user_id,
                draw.randrange(100),
                today + timedelta(days=offset),
                uuid4(),
                clock.now() - timedelta(days=30),
            )
    for absent, substitute in ((people[0], people[1]), (people[2], people[3])):
        await stand_in(as_, absent, substitute)

    for offset, checker, maker in itertools.product((-10, -3, 0, 3), people, people):
        on: date = today + timedelta(days=offset)
        desk = await queries.desk(organisation.id, on=on)
        expected: Fen | None = desk.limit(checker.user_id, maker=maker.user_id)
        reckoned = await fetch_value(
            "SELECT lending_limit_of($1, $2, $3, $4)",
            organisation.id,
            checker.user_id,
            maker.user_id,
            on,
        )
        assert reckoned == expected
