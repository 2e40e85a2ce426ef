"""The library's tiers in dated versions: proposed by one, confirmed by another, never changed."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from asyncpg.exceptions import CheckViolationError, RestrictViolationError

from backend.kernel import clock, db
from backend.kernel.auth import Actor
from tests import make
from tests.conftest import ClientFor
from tests.targets.test_library import ADDRESS, confirmed, entry, recorded
from tests.targets.test_statements import at, people

pytestmark = pytest.mark.usefixtures("db")

PATH = f"{ADDRESS}/tiers"
KEPT = {"tier": "tier1", "name": "种子企业", "name_en": "Seeds"}
ADDED = {"name": "报辅企业", "name_en": "Applicants"}


def version(*tiers: dict[str, Any], **changes: object) -> dict[str, Any]:
    return {"from_on": "2024-07-01", "source": "培育库管理办法", "tiers": tiers, **changes}


NEW = version(KEPT, ADDED)


async def in_force(as_: ClientFor, body: dict[str, Any] = NEW) -> tuple[Actor, Actor]:
    officer, verifier = await people()
    made = await as_(officer).post(PATH, json=body)
    assert made.status_code == 201, made.text
    done = await as_(verifier).post(
        f"{PATH}/versions/{made.json()['id']}/decision", json={"outcome": "confirmed"}
    )
    assert done.status_code == 200, done.text
    return officer, verifier


async def named(client: httpx.AsyncClient, query: str = "") -> list[tuple[Any, ...]]:
    rows = (await client.get(PATH + query)).json()
    return [(row["code"], row["name"], row["in_force"]) for row in rows]


async def test_tiers_hold_when_another_person_has_confirmed_them(as_: ClientFor) -> None:
    officer, verifier = await people()
    both = await make.actor(await make.organisation(kind="district"), "officer", "verifier")

    first = (await as_(officer).get(f"{PATH}/versions")).json()
    proposed = await as_(both).post(PATH, json=NEW)
    waiting = proposed.json()
    decision = f"{PATH}/versions/{waiting['id']}/decision"
    second = await as_(officer).post(PATH, json=NEW)
    before = await named(as_(officer))
    own = await as_(both).post(decision, json={"outcome": "confirmed"})
    unable = await as_(officer).post(decision, json={"outcome": "confirmed"})
    done = await as_(verifier).post(decision, json={"outcome": "confirmed"})
    again = await as_(verifier).post(decision, json={"outcome": "confirmed"})
    unknown = await as_(verifier).post(
        f"{PATH}/versions/{uuid4()}/decision", json={"outcome": "confirmed"}
    )

    assert proposed.status_code == 201, proposed.text
    assert (first["total"], first["items"][0]["proposer_name"]) == (1, None)
    assert first["items"][0]["in_force"] is True
    assert (waiting["version"], waiting["in_force"], waiting["allowed_actions"]) == (2, False, [])
    assert [each["code"] for each in waiting["tiers"]] == ["tier1", "tier4"]
    assert (second.status_code, second.json()["code"]) == (409, "targets.tiers_wait")
    assert before == [("tier1", "一级", True), ("tier2", "二级", True), ("tier3", "三级", True)]
    assert (own.status_code, own.json()["code"]) == (403, "targets.own_recording")
    assert (unable.status_code, unknown.status_code) == (403, 404)
    assert (done.json()["in_force"], done.json()["decider_name"]) == (True, verifier.name)
    assert (again.status_code, again.json()["code"]) == (409, "targets.tiers_decided")
    assert await named(as_(officer)) == [
        ("tier1", "种子企业", True), ("tier4", "报辅企业", True),
        ("tier2", "二级", False), ("tier3", "三级", False),
    ]  # fmt: skip


async def test_a_step_takes_the_tiers_of_its_day_and_firms_stay_in_an_earlier_one(
    as_: ClientFor,
) -> None:
    officer, verifier = await people()
    old, kept, moved, new = (make.uscc() for _ in range(4))
    await confirmed(
        as_(verifier),
        await recorded(
            as_(officer),
            entry(old, "2023-03-01", tier="tier2"),
            entry(kept, "2023-03-01", tier="tier1"),
            entry(moved, "2023-03-01", tier="tier3"),
        ),
    )
    await in_force(as_)
    late = [entry(make.uscc(), day, tier=tier) for day, tier in (
        ("2024-07-01", "tier2"), ("2024-06-30", "tier4"),
    )]  # fmt: skip

    refused = await as_(officer).post(ADDRESS, json={"items": late, "source": "x"})
    await confirmed(
        as_(verifier),
        await recorded(
            as_(officer),
            entry(new, "2024-07-01", tier="tier1"),
            entry(moved, "2024-08-01", kind="tier", tier="tier4"),
        ),
    )
    found = (await as_(officer).get(ADDRESS)).json()
    first = (await as_(officer).get(f"{ADDRESS}?tier=tier1")).json()

    assert [(row["row"], row["field"]) for row in refused.json()["rows"]] == [
        (1, "tier"), (2, "tier"),
    ]  # fmt: skip
    assert refused.json()["rows"][0]["would_pass"] == ["tier1", "tier4"]
    assert {row["credit_code"]: row["tier"] for row in found["items"]} == {
        old: "tier2", kept: "tier1", moved: "tier4", new: "tier1",
    }  # fmt: skip
    cells = {cell["tier"]: cell["firms"] for cell in found["standings"]}
    assert (cells, found["ever"]) == ({"tier1": 2, "tier2": 1, "tier4": 1}, 4)
    assert len(found["standings"]) == 3, "a tier of two versions is one"
    assert first["total"] == 2


async def test_tiers_are_those_known_then_and_come_into_force_on_their_day(
    as_: ClientFor,
) -> None:
    with at(date(2024, 6, 1)):
        officer, _ = await in_force(as_)
        client = as_(officer)
        early = await named(client)
        shown = (await client.get(f"{PATH}/versions")).json()["items"]
    with at(date(2024, 7, 1)):
        then = await named(client)

    assert [row[0] for row in early if row[2]] == ["tier1", "tier2", "tier3"]
    assert [(row["version"], row["in_force"]) for row in shown] == [(2, False), (1, True)]
    assert [row[0] for row in then if row[2]] == ["tier1", "tier4"]
    assert await named(client, "?as_known_on=2024-05-31") == early
    assert await named(client, "?as_known_on=2024-07-01") == then
    future = await client.get(f"{PATH}?as_known_on=2999-01-01")
    assert (future.status_code, future.json()["errors"][0]["key"]) == (400, "as_known_on")


async def test_tiers_that_do_not_fit_are_refused_with_what_would_pass(as_: ClientFor) -> None:
    officer, verifier = await people()
    client = as_(officer)
    await recorded(client, entry(make.uscc(), "2024-08-05", tier="tier3"))
    cases: list[tuple[dict[str, Any], str, object]] = [
        (version({**KEPT, "tier": "gold"}), "tiers.0.tier", ["tier1", "tier2", "tier3"]),
        (version(KEPT, {**KEPT, "name": "乙"}), "tiers.1.tier", None),
        (version(KEPT, {**ADDED, "name": KEPT["name"]}), "tiers.1.name", None),
        (version(KEPT, from_on="2022-01-01"), "from_on", "2024-08-06"),
        (version(KEPT, from_on="2024-08-05"), "from_on", "2024-08-06"),
    ]

    for body, field, would_pass in cases:
        refused = await client.post(PATH, json=body)
        facts = refused.json()
        assert (refused.status_code, facts["code"]) == (422, "targets.tiers_unfit"), body
        assert (facts["field"], facts.get("would_pass")) == (field, would_pass)
    assert (await client.post(PATH, json=version())).status_code == 400
    barred = await as_(await make.actor(await make.organisation("bank"), "checker")).get(PATH)
    assert barred.status_code == 403
    made = await client.post(PATH, json=version(KEPT, ADDED, from_on="2024-08-06"))
    await recorded(client, entry(make.uscc(), "2024-08-09", tier="tier2"))
    late = await as_(verifier).post(
        f"{PATH}/versions/{made.json()['id']}/decision", json={"outcome": "confirmed"}
    )
    assert (late.status_code, late.json()["would_pass"]) == (422, "2024-08-10"), "used since"


async def test_a_version_given_back_says_why_and_stays(as_: ClientFor) -> None:
    officer, verifier = await people()
    made = (await as_(officer).post(PATH, json=NEW)).json()
    decision = f"{PATH}/versions/{made['id']}/decision"

    silent = await as_(verifier).post(decision, json={"outcome": "returned"})
    back = await as_(verifier).post(decision, json={"outcome": "returned", "reason": "名称有误"})
    gone = await as_(officer).post(PATH, json=version({**ADDED, "tier": "tier4"}))
    next_one = (await as_(officer).post(PATH, json=NEW)).json()
    first = (await as_(officer).get(f"{PATH}/versions?limit=2")).json()
    rest = (await as_(officer).get(f"{PATH}/versions?cursor={first['next']}")).json()

    assert (silent.status_code, silent.json()["errors"][0]["key"]) == (400, "reason")
    assert (back.json()["outcome"], back.json()["reason"]) == ("returned", "名称有误")
    assert gone.status_code == 422, "a code that was never confirmed goes not on"
    assert (next_one["version"], next_one["tiers"][1]["code"]) == (3, "tier5")
    assert [row["version"] for row in first["items"] + rest["items"]] == [3, 2, 1]
    assert (first["total"], rest["next"]) == (3, None)


async def _told(sql: str, *values: object) -> None:
    async with db.transaction():
        await db.execute(sql, *values)
        await db.execute("SET CONSTRAINTS ALL IMMEDIATE")


async def test_the_database_keeps_a_version_as_it_was_confirmed(as_: ClientFor) -> None:
    await in_force(as_)
    found = await db.fetch_value("SELECT id FROM targets_tier_version WHERE version = 2")

    with pytest.raises(CheckViolationError, match="other tiers"):
        await _told(
            "INSERT INTO targets_library_tier (id, version, code, name, name_en, position) "
            "VALUES (gen_random_uuid(), $1, 'tier9', '九', 'Nine', 9)",
            UUID(str(found)),
        )
    for change in ("from_on = from_on + 1", "source = 'x'", "outcome = 'returned', reason = 'x'"):
        with pytest.raises(RestrictViolationError):
            await _told(f"UPDATE targets_tier_version SET {change} WHERE version = 2")
    for table in ("targets_library_tier", "targets_tier_version"):
        with pytest.raises(RestrictViolationError):
            await _told(f"DELETE FROM {table}")
    with pytest.raises(CheckViolationError, match="by_another"):
        await _told(
            "INSERT INTO targets_tier_version (id, version, tiers, from_on, source, proposer, "
            "proposer_name, proposer_organisation, proposed_at, outcome, decider, decider_name, "
            "decided_at) SELECT gen_random_uuid(), 9, 1, $1, 'x', proposer, 'x', "
            "proposer_organisation, proposed_at, 'confirmed', proposer, 'x', decided_at "
            "FROM targets_tier_version WHERE version = 2",
            clock.today() + timedelta(days=9),
        )
