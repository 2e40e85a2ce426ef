"""A lender's rules have four eyes: one proposes, another accepts; the database says so too."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx
import pytest
from asyncpg import CheckViolationError, RestrictViolationError, UniqueViolationError

from backend.kernel import clock, db
from backend.kernel.auth import Actor
from tests import make
from tests.conftest import ClientFor

pytestmark = pytest.mark.usefixtures("db")

WATCH = {
    "validity_months": 6,
    "invalidation_bp": 3000,
    "ended_bp": 10_000,
    "transfer_bp": 5000,
    "expiry_bp": 10_000,
}


@dataclass
class Desk:
    maker: Actor
    checker: Actor
    as_: ClientFor
    route: str

    async def body(self, **changes: Any) -> dict[str, Any]:
        (platform,) = (await self.as_(self.maker).get(f"/{self.route}s")).json()["items"]
        rules = {"rules": platform["rules"]} if "rules" in platform else WATCH
        return {"valid_from": clock.today().isoformat(), "reason": "内部制度", **rules, **changes}

    async def propose(self, by: Actor, **changes: Any) -> httpx.Response:
        body = await self.body(**changes)
        return await self.as_(by).post(f"/{self.route}-proposals", json=body)

    async def decide(self, by: Actor, asked: httpx.Response, how: str) -> httpx.Response:
        body = {"reason": "次数过严"} if how == "decline" else None
        path = f"/{self.route}-proposals/{asked.json()['id']}/{how}"
        return await self.as_(by).post(path, json=body)


@pytest.fixture(params=["appraisal-rule", "watch-rule"])
async def desk(request: pytest.FixtureRequest, as_: ClientFor) -> Desk:
    bank = await make.organisation("bank")
    return Desk(
        maker=await make.actor(bank, "maker"),
        checker=await make.actor(bank, "checker"),
        as_=as_,
        route=request.param,
    )


async def test_what_one_proposed_another_accepts(desk: Desk) -> None:
    asked = await desk.propose(desk.maker)
    assert (asked.status_code, asked.json()["allowed_actions"]) == (201, ["withdrawal"])
    (seen,) = (await desk.as_(desk.checker).get(f"/{desk.route}-proposals")).json()["items"]
    assert (seen["state"], seen["allowed_actions"]) == ("open", ["acceptance", "decline"])

    accepted = await desk.decide(desk.checker, asked, "acceptance")

    assert accepted.json()["state"] == "accepted"
    own, platform = (await desk.as_(desk.maker).get(f"/{desk.route}s")).json()["items"]
    assert (own["version"], own["own"], platform["own"]) == (1, True, False)
    assert (own["author"], own["accepted_by"]) == (desk.maker.name, desk.checker.name)
    assert platform["accepted_by"] is None
    again = await desk.decide(desk.checker, asked, "decline")
    assert (again.status_code, again.json()["code"]) == (409, "proposal.decided")


async def test_who_may_not_decide_and_what_waits(desk: Desk) -> None:
    asked = await desk.propose(desk.checker)
    second = await desk.propose(desk.maker)
    own = await desk.decide(desk.checker, asked, "acceptance")
    maker = await desk.decide(desk.maker, asked, "acceptance")
    not_his = await desk.decide(desk.maker, asked, "withdrawal")
    stranger = await make.actor(await make.organisation("bank"), "checker")
    elsewhere = await desk.decide(stranger, asked, "acceptance")

    assert (second.status_code, second.json()["code"]) == (409, "proposal.waiting")
    assert (own.status_code, own.json()["code"]) == (403, "proposal.same_person")
    assert (maker.status_code, maker.json()["code"]) == (403, "forbidden")
    assert (not_his.status_code, not_his.json()["code"]) == (403, "proposal.not_the_proposer")
    assert (elsewhere.status_code, elsewhere.json()["code"]) == (404, "not_found")
    taken_back = await desk.decide(desk.checker, asked, "withdrawal")
    assert taken_back.json()["state"] == "withdrawn"
    third = await desk.propose(desk.maker)
    declined = await desk.decide(desk.checker, third, "decline")
    assert (declined.json()["state"], declined.json()["note"]) == ("declined", "次数过严")
    assert len((await desk.as_(desk.maker).get(f"/{desk.route}s")).json()["items"]) == 1


async def test_rules_are_never_backdated_not_even_by_waiting(desk: Desk) -> None:
    module = "appraisal" if desk.route == "appraisal-rule" else "monitoring"
    early = await desk.propose(desk.maker, valid_from="2020-01-01")
    asked = await desk.propose(desk.maker)
    with clock.at(clock.now() + timedelta(days=2)):
        late = await desk.decide(desk.checker, asked, "acceptance")

    assert early.json()["code"] == late.json()["code"] == f"{module}.rules_backdated"
    (still,) = (await desk.as_(desk.checker).get(f"/{desk.route}-proposals")).json()["items"]
    assert still["state"] == "open"


async def test_all_twelve_checks_are_named(as_: ClientFor) -> None:
    maker = await make.actor(await make.organisation("bank"), "maker")
    desk = Desk(maker=maker, checker=maker, as_=as_, route="appraisal-rule")
    body = await desk.body()
    body["rules"]["checks"] = {"sum": "warn"}
    refused = await as_(maker).post("/appraisal-rule-proposals", json=body)
    assert refused.json()["code"] == "appraisal.rules_incomplete"


async def test_the_database_insists_on_four_eyes(desk: Desk) -> None:
    asked = (await desk.propose(desk.maker)).json()
    module = "appraisal" if desk.route == "appraisal-rule" else "monitoring"
    table = "appraisal_rule_set" if module == "appraisal" else "monitoring_watch_rules"
    decided = f"UPDATE {module}_rule_proposal SET decided_by_name = 'x', decided_at = now()"
    copied = (
        f"INSERT INTO {module}_rule_proposal (id, organisation, valid_from, reason, rules, "
        "proposed_by, proposed_by_name) SELECT gen_random_uuid(), organisation, valid_from, "
        f"reason, rules, proposed_by, 'x' FROM {module}_rule_proposal"
    )
    unasked = (
        f"INSERT INTO {table} (id, organisation, version, valid_from, author, author_name, "
        "reason, rules, proposal) SELECT gen_random_uuid(), organisation, 9, valid_from, "
        f"proposed_by, 'x', reason, rules, id FROM {module}_rule_proposal"
    )
    for refused, statement in (
        (CheckViolationError, f"{decided}, outcome = 'accepted', decided_by = proposed_by"),
        (CheckViolationError, f"{decided}, outcome = 'withdrawn', decided_by = gen_random_uuid()"),
        (CheckViolationError, f"{decided}, outcome = 'declined', decided_by = gen_random_uuid()"),
        (UniqueViolationError, copied),
        (RestrictViolationError, unasked),
        (RestrictViolationError, f"UPDATE {module}_rule_proposal SET reason = 'y'"),
        (RestrictViolationError, f"DELETE FROM {module}_rule_proposal"),
    ):
        with pytest.raises(refused):
            async with db.transaction():
                await db.execute(statement)
    assert asked["state"] == "open"
