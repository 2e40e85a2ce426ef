"""The cultivation library: each firm once, whatever it does; as known on a day."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.kernel import clock
from backend.targets import rules, service
from backend.targets.states import Step
from tests import make
from tests.conftest import ClientFor
from tests.targets.test_statements import FOUND, at, measure, people

pytestmark = pytest.mark.usefixtures("db")

TARGET = "2022-2025.library"
ADDRESS = "/cultivation-library"


def entry(code: str, day: str, **other: object) -> dict[str, Any]:
    plain = {"credit_code": code, "firm_name": f"企业{code[-4:]}", "effective_on": day}
    kind = other.get("kind", "entry")
    tier = {"tier": "tier1"} if kind in {"entry", "tier"} else {}
    stock = {"stock_code": "688999"} if kind == "listing" else {}
    why = {"reason_code": "moved_away"} if kind == "exit" else {}
    return {**plain, **tier, **stock, **why, **other}


async def recorded(client: httpx.AsyncClient, *items: dict[str, Any]) -> list[str]:
    response = await client.post(ADDRESS, json={"items": items, "source": "入库通知"})
    assert response.status_code == 201, response.text
    return [item["id"] for item in response.json()["items"]]


async def confirmed(client: httpx.AsyncClient, ids: list[str]) -> None:
    response = await client.post(f"{ADDRESS}/verification", json={**FOUND, "ids": ids})
    assert response.status_code == 200, response.text


async def test_a_firm_counts_once_whatever_it_does(as_: ClientFor) -> None:
    officer, verifier = await people()
    client, checker = as_(officer), as_(verifier)
    stays, goes, lists = (make.uscc() for _ in range(3))
    rounds = [
        [entry(stays, "2022-08-05"), entry(goes, "2022-09-01"), entry(lists, "2023-01-10")],
        [
            entry(stays, "2023-05-01", kind="tier", tier="tier2"),
            entry(goes, "2023-06-01", kind="exit"),
            entry(lists, "2024-03-15", kind="listing"),
        ],
        [entry(goes, "2024-01-01", tier="tier3")],
    ]
    for each in rounds:
        await confirmed(checker, await recorded(client, *each))

    body = (await client.get(ADDRESS)).json()
    found = await measure(client, TARGET)
    history = (await client.get(f"{ADDRESS}/firms/{goes}")).json()
    listed = (await client.get(f"{ADDRESS}?standing=listed")).json()

    assert (body["ever"], body["total"], body["waiting"]) == (3, 3, 0)
    assert sum(cell["firms"] for cell in body["standings"]) == 3
    assert {
        row["credit_code"]: (row["standing"], row["tier"], row["entered_on"])
        for row in body["items"]
    } == {
        stays: ("inside", "tier2", "2022-08-05"),
        goes: ("inside", "tier3", "2022-09-01"),
        lists: ("listed", "tier1", "2023-01-10"),
    }
    assert (found["counted"], found["target"], found["ratio"]) == (3, 650, "0.46")
    assert [part["value"] for part in found["parts"]] == ["1", "1", "1"]
    assert [step["kind"] for step in history["steps"]] == ["entry", "exit", "entry"]
    assert [row["stock_code"] for row in listed["items"]] == ["688999"]
    assert await service.in_library(stays)
    assert not await service.in_library(lists)
    assert [await service.tier_in_library(each) for each in (stays, lists)] == ["tier2", None]


async def test_what_is_known_on_a_day_is_what_was_confirmed_by_then(as_: ClientFor) -> None:
    officer, verifier = await people()
    code = make.uscc()
    found = {**FOUND, "looked_on": "2023-01-02"}
    with at(date(2023, 1, 3)):
        (step,) = await recorded(as_(officer), entry(code, "2022-08-05"))
        waiting = (await as_(officer).get(f"{ADDRESS}/waiting")).json()
    with at(date(2023, 2, 1)):
        await as_(verifier).post(f"{ADDRESS}/verification", json={**found, "ids": [step]})
    with at(date(2024, 2, 1)):
        gone = await as_(verifier).post(
            f"{ADDRESS}/steps/{step}/withdrawal", json={"reason": "重名"}
        )
    client = as_(officer)
    days = ("2023-01-31", "2023-02-01", "2024-01-31", "2024-02-01")

    ever = [(await client.get(f"{ADDRESS}?as_known_on={day}")).json()["ever"] for day in days]
    counted = [(await measure(client, TARGET, f"?as_known_on={day}"))["counted"] for day in days]
    before = (await client.get(f"{ADDRESS}/firms/{code}?as_known_on=2024-01-31")).json()
    none = await client.get(f"{ADDRESS}/firms/{code}?as_known_on=2023-01-02")

    changes = [
        (await client.get(f"{ADDRESS}/changes?known_after={a}&as_known_on={b}")).json()["items"]
        for a, b in pairwise(("2023-01-02", *days))
    ]

    assert (await client.get(f"{ADDRESS}/changes")).json()["total"] == 1
    assert [[row["state"] for row in each] for each in changes] == [
        ["waiting"],
        ["confirmed"],
        [],
        ["withdrawn"],
    ]
    assert (waiting["total"], waiting["items"][0]["credit_code"]) == (1, code)
    assert gone.json()["state"] == "withdrawn"
    assert ever == counted == [0, 1, 1, 0]
    assert [row["state"] for row in before["steps"]] == ["confirmed"]
    assert before["steps"][0]["allowed_actions"] == []
    assert none.status_code == 404
    await confirmed(as_(verifier), await recorded(client, entry(code, "2022-08-05")))
    assert (await client.get(ADDRESS)).json()["ever"] == 1


async def test_rows_are_refused_together_each_with_its_reason(as_: ClientFor) -> None:
    officer, verifier = await people()
    client = as_(officer)
    inside, waits, twice = (make.uscc() for _ in range(3))
    await confirmed(as_(verifier), await recorded(client, entry(inside, "2023-01-01")))
    await recorded(client, entry(waits, "2023-01-01"))
    later = (clock.today() + timedelta(days=1)).isoformat()
    rows = [
        entry("91310115MA1H8QYX00", "2023-01-01"),
        entry(inside, "2023-02-01"),
        entry(waits, "2023-02-01"),
        entry(twice, "2023-02-01"),
        entry(twice, "2023-02-01", tier="tier2"),
        entry(make.uscc(), "2023-02-01", tier="gold"),
        entry(make.uscc(), later),
        entry(make.uscc(), "2023-02-01", kind="exit"),
        entry(make.uscc(), "2023-02-01"),
    ]

    refused = await client.post(ADDRESS, json={"items": rows, "source": "x"})
    early = await client.post(
        ADDRESS, json={"items": [entry(inside, "2022-12-31", kind="exit")], "source": "x"}
    )

    body = refused.json()
    assert (refused.status_code, body["code"]) == (422, "targets.rows_refused")
    assert [(row["row"], row["code"], row["field"]) for row in body["rows"]] == [
        (1, "targets.step_unfit", "credit_code"),
        (2, "targets.step_out_of_order", "kind"),
        (3, "targets.step_waiting", "credit_code"),
        (4, "targets.step_waiting", "credit_code"),
        (5, "targets.step_waiting", "credit_code"),
        (6, "targets.step_unfit", "tier"),
        (7, "targets.step_unfit", "effective_on"),
        (8, "targets.step_out_of_order", "kind"),
    ]
    assert body["rows"][1]["allowed"] == ["exit", "listing", "tier"]
    assert early.json()["rows"][0]["field"] == "effective_on"
    assert (await client.get(f"{ADDRESS}/waiting")).json()["total"] == 1


async def test_steps_are_checked_by_another_and_withdrawn_from_the_last(as_: ClientFor) -> None:
    officer, verifier = await people()
    client, checker = as_(officer), as_(verifier)
    code = make.uscc()
    (own,) = await recorded(checker, entry(make.uscc(), "2023-01-01"))
    (first,) = await recorded(client, entry(code, "2023-01-01"))
    await confirmed(checker, [first])
    (second,) = await recorded(client, entry(code, "2023-03-01", kind="exit"))
    await confirmed(checker, [second])

    himself = await checker.post(f"{ADDRESS}/verification", json={**FOUND, "ids": [own]})
    inner = await checker.post(f"{ADDRESS}/steps/{first}/withdrawal", json={"reason": "x"})
    last = await checker.post(f"{ADDRESS}/steps/{second}/withdrawal", json={"reason": "x"})

    assert (himself.status_code, himself.json()["code"]) == (403, "targets.own_recording")
    assert (inner.status_code, inner.json()["code"]) == (409, "targets.later_steps_stand")
    assert last.status_code == 200
    assert (await client.get(f"{ADDRESS}?standing=inside")).json()["total"] == 1


async def test_firms_come_in_pages_by_tier_and_name(as_: ClientFor) -> None:
    officer, verifier = await people()
    client = as_(officer)
    rows = [entry(make.uscc(), f"2023-01-{day:02d}") for day in range(1, 8)]
    rows[3] |= {"firm_name": "张江光电", "tier": "tier2"}
    await confirmed(as_(verifier), await recorded(client, *rows))
    seen: list[str] = []
    cursor: str | None = ""

    while cursor is not None:
        page = await client.get(f"{ADDRESS}?limit=3" + (f"&cursor={cursor}" if cursor else ""))
        seen += [row["entered_on"] for row in page.json()["items"]]
        cursor = page.json()["next"]
    named = (await client.get(ADDRESS, params={"text": "江光"})).json()
    tier = (await client.get(f"{ADDRESS}?tier=tier2")).json()

    assert seen == [f"2023-01-{day:02d}" for day in range(7, 0, -1)]
    assert [row["firm_name"] for row in named["items"]] == ["张江光电"]
    assert named["items"] == tier["items"]
    assert (tier["total"], tier["ever"]) == (1, 7)


def model(steps: list[Step]) -> list[Step]:
    """Independent of the table: what of these a firm can really go through, one after another."""
    took: list[Step] = []
    for step in steps:
        entries, exits = took.count(Step.ENTRY), took.count(Step.EXIT)
        inside, listed = entries > exits, Step.LISTING in took
        if listed or inside == (step is Step.ENTRY):
            continue
        took.append(step)
    return took


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(Step), max_size=8))
def test_the_order_of_steps_agrees_with_an_independent_model(steps: list[Step]) -> None:
    day = date(2023, 1, 1)
    stands: list[tuple[Step, date]] = []
    for step in steps:
        try:
            rules.check_order(stands, step, day)
        except rules.StepOutOfOrder:
            continue
        stands.append((step, day))
    assert [step for step, _ in stands] == model(steps)
