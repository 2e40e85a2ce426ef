"""A target divided among departments: parts that sum to it, decided by two, with their reports."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from asyncpg.exceptions import CheckViolationError, ForeignKeyViolationError

from backend.kernel import db
from backend.kernel.auth import Actor
from tests import make
from tests.conftest import ClientFor
from tests.targets.test_statements import FOUND, at, people

pytestmark = pytest.mark.usefixtures("db")

TARGET = "2022-2025.library"
PATH = f"/targets/{TARGET}/parts"


def part(department: str, amount: int, **changes: object) -> dict[str, Any]:
    return {
        "department": department,
        "responsible": "王处长",
        "amount": amount,
        "done_by": "2025-06-30",
        **changes,
    }


def division(*parts: dict[str, Any], **changes: object) -> dict[str, Any]:
    return {"from_on": "2024-01-01", "reason": "区政府分解方案", "parts": list(parts), **changes}


WHOLE = division(part("知识产权局", 400), part("金融局", 250, responsible="李处长"))


async def in_force(as_: ClientFor) -> tuple[Actor, Actor, dict[str, Any]]:
    officer, verifier = await people()
    proposed = (await as_(officer).post(PATH, json=WHOLE)).json()
    decided = await as_(verifier).post(
        f"{PATH}/{proposed['waiting']['id']}/decision", json={"outcome": "confirmed"}
    )
    assert decided.status_code == 200, decided.text
    return officer, verifier, decided.json()


async def reported(client: httpx.AsyncClient, **changes: object) -> httpx.Response:
    body = {"department": "金融局", "as_of": "2024-06-30", "reached": 100, "source": "半年报"}
    return await client.post(f"{PATH}/reports", json=body | changes)


async def test_parts_hold_when_another_person_has_confirmed_them(as_: ClientFor) -> None:
    officer, verifier = await people()
    both = await make.actor(await make.organisation(kind="district"), "officer", "verifier")

    empty = (await as_(officer).get(PATH)).json()
    proposed = await as_(both).post(PATH, json=WHOLE)
    waiting = proposed.json()["waiting"]
    decision = f"{PATH}/{waiting['id']}/decision"
    own = await as_(both).post(decision, json={"outcome": "confirmed"})
    unable = await as_(officer).post(decision, json={"outcome": "confirmed"})
    second = await as_(officer).post(PATH, json=WHOLE)
    confirmed = await as_(verifier).post(decision, json={"outcome": "confirmed"})
    again = await as_(verifier).post(decision, json={"outcome": "confirmed"})

    assert (empty["whole"], empty["in_force"], empty["waiting"]) == (650, None, None)
    assert proposed.status_code == 201, proposed.text
    assert (proposed.json()["in_force"], waiting["allowed_actions"]) == (None, [])
    assert (own.status_code, own.json()["code"]) == (403, "targets.own_recording")
    assert unable.status_code == 403
    assert (second.status_code, second.json()["code"]) == (409, "targets.division_waits")
    stands = confirmed.json()["in_force"]
    assert [each["amount"] for each in stands["parts"]] == [400, 250]
    assert (stands["whole"], stands["decider_name"]) == (650, verifier.name)
    assert (again.status_code, again.json()["code"]) == (409, "targets.division_decided")


@pytest.mark.parametrize(
    ("body", "code", "field"),
    [
        (division(part("甲", 400), part("乙", 249)), "targets.parts_differ", "parts"),
        (division(part("甲", 651)), "targets.parts_differ", "parts"),
        (
            division(part("甲", 400), part("甲", 250)),
            "targets.parts_unfit",
            "parts.1.department",
        ),
        (division(part("甲", 650, done_by="2026-01-01")), "targets.parts_unfit", "parts.0.done_by"),
        (division(part("甲", 650), from_on="2021-12-31"), "targets.parts_unfit", "from_on"),
    ],
)
async def test_parts_that_are_not_the_whole_are_refused(
    as_: ClientFor, body: dict[str, Any], code: str, field: str
) -> None:
    officer, _ = await people()

    answer = await as_(officer).post(PATH, json=body)

    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (422, code, field)
    if code == "targets.parts_differ":
        told = answer.json()
        assert told["whole"] - told["parts"] == told["difference"] != 0


async def test_a_new_division_replaces_the_old_one_from_its_day_on(as_: ClientFor) -> None:
    officer, verifier, first = await in_force(as_)
    newer = division(part("金融局", 650), from_on="2024-09-01", reason="调整")
    with at(date(2024, 8, 1)):
        proposed = (await as_(officer).post(PATH, json=newer)).json()
        returned = await as_(verifier).post(
            f"{PATH}/{proposed['waiting']['id']}/decision", json={"outcome": "returned"}
        )
        assert returned.status_code == 400, "a return says why"
    proposed_id = proposed["waiting"]["id"]
    decided = await as_(verifier).post(
        f"{PATH}/{proposed_id}/decision", json={"outcome": "confirmed"}
    )
    now = decided.json()

    assert now["in_force"]["version"] == 2
    assert now["coming"] is None
    assert [each["version"] for each in now["earlier"]] == [1]
    assert first["in_force"]["version"] == 1


async def test_a_division_confirmed_for_a_later_day_is_shown_with_its_parts_until_then(
    as_: ClientFor,
) -> None:
    with at(date(2024, 7, 1)):
        officer, verifier, _ = await in_force(as_)
    newer = division(part("金融局", 650), from_on="2024-09-01", reason="调整")
    with at(date(2024, 8, 1)):
        waiting = (await as_(officer).post(PATH, json=newer)).json()["waiting"]
        answer = await as_(verifier).post(
            f"{PATH}/{waiting['id']}/decision", json={"outcome": "confirmed"}
        )
        before = answer.json()
    with at(date(2024, 9, 1)):
        after = (await as_(officer).get(PATH)).json()

    assert (before["in_force"]["version"], before["coming"]["version"]) == (1, 2)
    assert [each["amount"] for each in before["coming"]["parts"]] == [650]
    assert before["earlier"] == []
    assert (after["in_force"]["version"], after["coming"]) == (2, None)


async def test_a_departments_figure_counts_when_it_is_confirmed(as_: ClientFor) -> None:
    officer, verifier, _ = await in_force(as_)

    made = (await reported(as_(officer))).json()
    waiting = (await as_(officer).get(PATH)).json()["in_force"]
    path = f"{PATH}/reports/{made['id']}"
    own = await as_(officer).post(f"{path}/verification", json=FOUND)
    checked = await as_(verifier).post(f"{path}/verification", json=FOUND)
    counted = (await as_(officer).get(PATH)).json()["in_force"]
    twice = await reported(as_(officer), reached=101)
    unknown = await reported(as_(officer), department="无此部门")
    ahead = await reported(as_(officer), as_of="2099-01-01")
    withdrawn = await as_(verifier).post(f"{path}/withdrawal", json={"reason": "口径不符"})
    after = (await as_(officer).get(PATH)).json()["in_force"]
    listed = (await as_(officer).get(f"{PATH}/reports")).json()

    assert (waiting["reached"], waiting["parts"][1]["reached"]) == (0, None)
    assert own.status_code == 403
    assert checked.status_code == 200, checked.text
    assert (counted["reached"], counted["parts"][1]["reached"]) == (100, 100)
    assert counted["parts"][1]["as_of"] == "2024-06-30"
    assert (twice.status_code, twice.json()["code"]) == (409, "targets.day_reported")
    assert (unknown.status_code, unknown.json()["code"]) == (422, "targets.department_unknown")
    assert unknown.json()["departments"] == ["知识产权局", "金融局"]
    assert ahead.status_code == 400
    assert withdrawn.status_code == 200
    assert after["reached"] == 0
    assert [each["state"] for each in listed["items"]] == ["withdrawn"]


async def test_what_was_known_before_stays_as_it_was_known(as_: ClientFor) -> None:
    officer, verifier = await people()
    with at(date(2024, 2, 1)):
        proposed = (await as_(officer).post(PATH, json=WHOLE)).json()["waiting"]
    with at(date(2024, 3, 1)):
        await as_(verifier).post(f"{PATH}/{proposed['id']}/decision", json={"outcome": "confirmed"})

    before = (await as_(officer).get(PATH, params={"as_known_on": "2024-02-15"})).json()
    after = (await as_(officer).get(PATH, params={"as_known_on": "2024-03-01"})).json()
    none = (await as_(officer).get(PATH, params={"as_known_on": "2024-01-31"})).json()

    assert (before["in_force"], before["waiting"]["version"]) == (None, 1)
    assert (after["in_force"]["version"], after["waiting"]) == (1, None)
    assert (none["in_force"], none["waiting"], none["earlier"]) == (None, None, [])


async def test_only_the_district_reads_and_unknown_targets_do_not_exist(as_: ClientFor) -> None:
    officer, _ = await people()
    bank = await make.actor(await make.organisation("bank"), "checker")

    assert (await as_(bank).get(PATH)).status_code == 403
    assert (await as_(officer).get("/targets/none/parts")).status_code == 404
    answer = await as_(officer).post(f"{PATH}/{uuid4()}/decision", json={"outcome": "confirmed"})
    assert answer.status_code == 403


async def _insert(whole: int, *amounts: int) -> None:
    target = await db.fetch_value("SELECT id FROM registry_target WHERE code = $1", TARGET)
    responsible = await make.organisation(kind="district")
    made: UUID = uuid4()
    async with db.transaction():
        await db.execute(
            "INSERT INTO targets_division (id, target, version, whole, from_on, grounds, proposer, "
            "proposer_name, proposer_organisation, proposed_at) VALUES "
            "($1, $2, 1, $3, '2024-01-01', 'x', $4, 'x', $5, now())",
            made, target, whole, uuid4(), responsible.id,
        )  # fmt: skip
        for at_, amount in enumerate(amounts):
            await db.execute(
                "INSERT INTO targets_part (id, division, position, department, responsible, "
                "amount, done_by) VALUES ($1, $2, $3, $4, 'x', $5, '2025-01-01')",
                uuid4(), made, at_, f"部门{at_}", amount,
            )  # fmt: skip
        await db.execute("SET CONSTRAINTS ALL IMMEDIATE")


async def test_the_database_holds_that_parts_are_the_whole() -> None:
    await _insert(650, 400, 250)
    with pytest.raises(CheckViolationError, match="do not add up"):
        await _one_more()


async def _one_more() -> None:
    async with db.transaction():
        await db.execute(
            "INSERT INTO targets_part (id, division, position, department, responsible, amount, "
            "done_by) SELECT $1, id, 9, '再加', 'x', 1, '2025-01-01' FROM targets_division",
            uuid4(),
        )
        await db.execute("SET CONSTRAINTS ALL IMMEDIATE")


async def test_the_database_holds_that_the_whole_is_the_target() -> None:
    with pytest.raises(ForeignKeyViolationError):
        await _insert(600, 600)
