"""The words of the broker's notice: one proposes them, another accepts, from a day on."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx
import pytest
from asyncpg import CheckViolationError, RestrictViolationError, UniqueViolationError

from backend.kernel import clock, db
from backend.kernel.auth import Actor
from tests import make as people
from tests.conftest import ClientFor
from tests.insurance.conftest import SetMode
from tests.policies.conftest import Deal

WORDS = [
    {"zh": "我们是持牌保险经纪人。", "en": "We are a licensed insurance broker."},
    {"zh": "如有异议，可拨打 12378。", "en": "Complaints go to 12378."},
]
PATH = "/broker-notice-proposals"


@dataclass
class Desk:
    first: Actor
    second: Actor
    as_: ClientFor

    async def propose(self, days: int = 3, **changes: Any) -> httpx.Response:
        day = (clock.today() + timedelta(days=days)).isoformat()
        body = {"paragraphs": WORDS, "from_on": day, "reason": "监管要求", **changes}
        return await self.as_(self.first).post(PATH, json=body)

    async def decide(self, by: Actor, asked: httpx.Response, how: str) -> httpx.Response:
        body = {"reason": "漏写投诉渠道"} if how == "decline" else None
        return await self.as_(by).post(f"{PATH}/{asked.json()['id']}/{how}", json=body)

    async def versions(self) -> list[tuple[str, str, int]]:
        items = (await self.as_(self.first).get("/broker-notices")).json()["items"]
        return [(each["version"], each["standing"], each["given"]) for each in items]


@pytest.fixture
async def desk(db: None, licensed: None, as_: ClientFor) -> Desk:
    platform = await people.organisation("operator")
    return Desk(await people.actor(platform, "broker"), await people.actor(platform, "broker"), as_)


async def test_a_notice_keeps_its_words_when_others_are_accepted(deal: Deal, desk: Desk) -> None:
    before = await deal.confirms("notice")
    await deal.confirms("needs", said="出口美国。")
    asked = await desk.propose()
    (seen,) = (await desk.as_(desk.second).get(PATH)).json()["items"]
    taken = await desk.decide(desk.second, asked, "acceptance")
    now = clock.now()
    year = (clock.today() + timedelta(days=3)).year
    version = f"{year}.{2 if year == 2026 else 1}"

    assert (asked.status_code, asked.json()["allowed_actions"]) == (201, ["withdrawal"])
    assert (seen["state"], seen["allowed_actions"]) == ("open", ["acceptance", "decline"])
    assert (taken.status_code, taken.json()["state"]) == (200, "accepted")
    assert await desk.versions() == [(version, "later", 0), ("2026.1", "now", 1)]
    assert (await deal.buyer.get(f"/proposals/{deal.proposal}/comparison")).status_code == 200
    with clock.at(now + timedelta(days=3)):
        refused = (await deal.buyer.get(f"/proposals/{deal.proposal}/comparison")).json()
        after = await deal.confirms("notice")
        assert await desk.versions() == [(version, "now", 1), ("2026.1", "past", 1)]
    newest, first = (await desk.as_(desk.first).get("/broker-notices")).json()["items"]
    assert refused["missing"] == ["notice"]
    assert (before["content"]["version"], after["content"]["version"]) == ("2026.1", version)
    assert after["content"]["paragraphs"] == WORDS == newest["paragraphs"]
    assert before["content"]["paragraphs"] == first["paragraphs"]
    assert (newest["author"], newest["accepted_by"]) == (desk.first.name, desk.second.name)
    kept = await db.fetch("SELECT version FROM policies_broker_page WHERE kind = 'notice'")
    assert sorted(each["version"] for each in kept) == sorted(["2026.1", version])


async def test_what_is_refused(desk: Desk, set_mode: SetMode) -> None:
    today = await desk.propose(days=0)
    empty = await desk.propose(paragraphs=[{"zh": "  ", "en": "x"}])
    (held,) = (await desk.as_(desk.first).get("/broker-notices")).json()["items"]
    same = await desk.propose(paragraphs=held["paragraphs"])
    asked = await desk.propose()
    second = await desk.propose()
    own = await desk.decide(desk.first, asked, "acceptance")
    not_his = await desk.decide(desk.second, asked, "withdrawal")
    with clock.at(clock.now() + timedelta(days=3)):
        late = await desk.decide(desk.second, asked, "acceptance")
    declined = await desk.decide(desk.second, asked, "decline")
    again = await desk.decide(desk.second, asked, "acceptance")
    taken_back = await desk.decide(desk.first, await desk.propose(), "withdrawal")
    set_mode("insurer_owned")
    owned = await desk.propose()

    assert [each.json()["code"] for each in (today, same, second, own, not_his, late, again)] == [
        "policies.notice_backdated",
        "policies.notice_same",
        "proposal.waiting",
        "proposal.same_person",
        "proposal.not_the_proposer",
        "policies.notice_backdated",
        "proposal.decided",
    ]
    assert empty.json()["errors"][0]["key"] == "paragraphs.0.zh"
    assert (declined.json()["state"], declined.json()["note"]) == ("declined", "漏写投诉渠道")
    assert (taken_back.json()["state"], owned.json()["code"]) == (
        "withdrawn",
        "insurance.mode_forbids",
    )
    set_mode("licensed_broker")
    assert await desk.versions() == [("2026.1", "now", 0)]


async def test_later_words_take_the_place_of_what_was_to_begin(desk: Desk) -> None:
    for days, words in ((9, WORDS), (5, WORDS[:1])):
        asked = await desk.propose(days=days, paragraphs=words)
        await desk.decide(desk.second, asked, "acceptance")
    assert [each[1] for each in await desk.versions()] == ["later", "never", "now"]
    with clock.at(clock.now() + timedelta(days=20)):
        assert [each[1] for each in await desk.versions()] == ["now", "never", "past"]


async def test_the_database_insists(deal: Deal, desk: Desk) -> None:
    await deal.confirms("notice")
    asked = await desk.propose()
    decided = "UPDATE policies_notice_proposal SET decided_by_name = 'x', decided_at = now()"
    unasked = (
        "INSERT INTO policies_broker_text (version, from_on, paragraphs, author_name, "
        "accepted_by_name, reason, proposal) SELECT '9', valid_from, rules -> 'paragraphs', "
        "proposed_by_name, 'x', reason, id FROM policies_notice_proposal"
    )
    copied = (
        "INSERT INTO policies_notice_proposal (id, valid_from, reason, rules, proposed_by, "
        "proposed_by_name) SELECT gen_random_uuid(), valid_from, reason, rules, proposed_by, 'x' "
        "FROM policies_notice_proposal"
    )
    unversioned = (
        "INSERT INTO policies_broker_page (proposal, kind, sha256, content, shown_to, "
        "shown_to_name) SELECT proposal, kind, sha256, '{}', shown_to, 'x' "
        "FROM policies_broker_page"
    )
    for refused, statement in (
        (CheckViolationError, f"{decided}, outcome = 'accepted', decided_by = proposed_by"),
        (UniqueViolationError, copied),
        (RestrictViolationError, unasked),
        (RestrictViolationError, "UPDATE policies_notice_proposal SET reason = 'y'"),
        (RestrictViolationError, "DELETE FROM policies_notice_proposal"),
        (RestrictViolationError, "UPDATE policies_broker_text SET from_on = from_on + 1"),
        (RestrictViolationError, "DELETE FROM policies_broker_text"),
        (CheckViolationError, unversioned),
    ):
        with pytest.raises(refused):
            async with db.transaction():
                await db.execute(statement)
    assert asked.status_code == 201
