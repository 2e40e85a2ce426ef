"""A month's sheet is signed by two persons and stays; what comes later shows as a difference."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from typing import Any

import httpx
import pytest
from asyncpg.exceptions import CheckViolationError, RestrictViolationError, UniqueViolationError

from backend.demo.goals import credit_code
from backend.kernel import clock, db
from backend.kernel.auth import Actor
from tests import make
from tests.conftest import ClientFor
from tests.oversight import make as told

pytestmark = pytest.mark.usefixtures("db")

MARCH = f"/targets/{told.TARGET}/months/2023-03"


@pytest.fixture
async def office() -> AsyncIterator[tuple[Actor, Actor, Actor]]:
    """An officer and two verifiers of the district, on a day when the plan's year has ended."""
    district = await make.organisation(kind="district")
    people = [await make.actor(district, role) for role in ("officer", "verifier", "verifier")]
    with clock.at(datetime(2024, 2, 1, 4, tzinfo=UTC)):
        yield people[0], people[1], people[2]


async def sheet(client: httpx.AsyncClient, address: str = MARCH) -> dict[str, Any]:
    response = await client.get(address)
    assert response.status_code == 200, response.text
    body: dict[str, Any] = response.json()
    return body


async def signed(
    client: httpx.AsyncClient, address: str = MARCH, digest: str | None = None
) -> httpx.Response:
    digest = digest or (await sheet(client, address))["digest"]
    return await client.post(f"{address}/sign-off", json={"digest": digest})


async def lines(client: httpx.AsyncClient, part: str = "sheet") -> list[tuple[str, int]]:
    body = (await client.get(f"{MARCH}/lines?part={part}&limit=100")).json()
    return [(row["label"], row["amount"]) for row in body["items"]]


async def test_two_persons_close_a_month_and_a_correction_shows_beside_it(
    as_: ClientFor, office: tuple[Actor, Actor, Actor]
) -> None:
    officer, verifier = as_(office[0]), as_(office[1])
    before = await told.counted(2_000_000_00, on=date(2023, 2, 10))
    first = await told.counted(7_000_000_00, on=date(2023, 3, 2))
    second = await told.counted(5_000_000_00, on=date(2023, 3, 30), bank="另一银行")

    open_ = await sheet(officer)
    prepared = await signed(officer)
    own = await signed(officer)
    closed = await signed(verifier)
    again = await signed(verifier)
    await told.entry(first, -7_000_000_00, effective_on=date(2023, 3, 2), recorded_on=date(2024, 1, 30), cause="correction")  # fmt: skip # noqa: E501
    await told.entry(before, -2_000_000_00, effective_on=date(2023, 2, 10), recorded_on=date(2024, 1, 31), cause="correction")  # fmt: skip # noqa: E501
    late = await told.counted(3_000_000_00, on=date(2023, 3, 9), recorded_on=date(2024, 2, 1))
    after = await sheet(officer)

    assert open_["state"] == "open"
    assert open_["figures"] | {"by_bank": 0, "by_industry": 0, "by_street": 0} == {
        "unit": "fen", "target": 300_000_000_000, "value": 1_200_000_000,
        "reached": 1_400_000_000, "shown": "1400000000", "ratio": "0.47",
        "expected": 300_000_000_000 * 455 // 1461, "status": "behind", "residents": None,
        "deals": 2, "firms": 2, "rule_version": 1, "method_version": 1,
        "by_bank": 0, "by_industry": 0, "by_street": 0,
    }  # fmt: skip
    assert {cell["key"]: cell["amount_fen"] for cell in open_["figures"]["by_bank"]} == {
        "某银行": 700_000_000, "另一银行": 500_000_000,
    }  # fmt: skip
    assert prepared.json()["state"] == "waiting"
    assert prepared.json()["allowed_actions"] == ["return"]
    assert (own.status_code, own.json()["code"]) == (403, "forbidden")
    assert closed.json()["state"] == "signed"
    assert closed.json()["persons"]["decided_by_name"] == office[1].name
    assert (again.status_code, again.json()["code"]) == (409, "oversight.month_closed")
    # Signed it stays; today's figures stand beside it.
    assert after["figures"] == open_["figures"] == closed.json()["figures"]
    assert after["digest"] == open_["digest"]
    assert (after["live"]["value"], after["live"]["reached"]) == (800_000_000, 800_000_000)
    assert (after["added"], after["gone"], after["lines"]) == (2, 0, 2)
    assert await lines(officer) == [(first.number, 700_000_000), (second.number, 500_000_000)]
    assert await lines(officer, "added") == [(first.number, -700_000_000), (late.number, 300_000_000)]  # fmt: skip # noqa: E501


async def test_the_months_of_a_plan_say_which_are_signed(
    as_: ClientFor, office: tuple[Actor, Actor, Actor]
) -> None:
    await told.counted(12_000_000_00, on=date(2023, 3, 2))
    await signed(as_(office[0]))
    await signed(as_(office[1]))
    await told.counted(3_000_000_00, on=date(2023, 2, 9), recorded_on=date(2024, 2, 1))

    listed = (await as_(office[0]).get(f"/targets/{told.TARGET}/months")).json()["items"]

    february, march = (
        next(row for row in listed if row["month"] == month) for month in ("2023-02", "2023-03")
    )
    assert (march["state"], march["value"], march["moved"]) == ("signed", 1_200_000_000, True)
    assert (february["state"], february["value"], february["moved"]) == ("open", 300_000_000, False)
    assert len(listed) == 24 + 2
    assert [row["state"] for row in listed[:2]] == ["running", "open"]


async def test_what_changed_between_the_signatures_is_not_signed(
    as_: ClientFor, office: tuple[Actor, Actor, Actor]
) -> None:
    officer, verifier = as_(office[0]), as_(office[1])
    await told.counted(7_000_000_00, on=date(2023, 3, 2))
    stale = (await sheet(officer))["digest"]
    await told.counted(1_000_000_00, on=date(2023, 3, 3))

    unseen = await signed(officer, digest=stale)
    waiting = (await signed(officer)).json()
    await told.counted(2_000_000_00, on=date(2023, 3, 4))
    moved = await signed(verifier)
    seen = await sheet(verifier)
    unreasoned = await verifier.post(f"{MARCH}/return", json={"reason": " "})
    given_back = await verifier.post(f"{MARCH}/return", json={"reason": "漏一笔"})
    nothing = await verifier.post(f"{MARCH}/return", json={"reason": "再退"})
    anew = await signed(verifier)
    second = await signed(as_(office[2]))

    assert (unseen.status_code, unseen.json()["code"]) == (409, "oversight.sheet_moved")
    assert unseen.json()["digest"] == waiting["digest"] != stale
    assert (moved.status_code, moved.json()["code"]) == (409, "oversight.sheet_overtaken")
    assert moved.json()["decidable"] is False
    assert (seen["state"], seen["added"], seen["allowed_actions"]) == (
        "waiting", 1, ["sign-off", "return"],
    )  # fmt: skip
    assert unreasoned.status_code == 400
    assert given_back.json()["state"] == "open"
    assert [each["reason"] for each in given_back.json()["returned"]] == ["漏一笔"]
    assert (nothing.status_code, nothing.json()["code"]) == (409, "oversight.nothing_to_return")
    assert anew.json()["state"] == "waiting"
    assert second.json()["figures"]["value"] == 10_000_000_00
    assert (await signed(as_(office[1]))).status_code == 409


async def test_a_sheet_that_moved_is_told_with_the_figures_then_and_now(
    as_: ClientFor, office: tuple[Actor, Actor, Actor]
) -> None:
    officer, verifier = as_(office[0]), as_(office[1])
    await told.counted(7_000_000_00, on=date(2023, 3, 2))
    read = await sheet(officer)
    named = ("unit", "value", "reached", "deals", "firms")
    body = {"digest": read["digest"], "figures": {name: read["figures"][name] for name in named}}
    await told.counted(1_000_000_00, on=date(2023, 3, 3))

    unseen = await officer.post(f"{MARCH}/sign-off", json=body)
    await signed(officer)
    await told.counted(2_000_000_00, on=date(2023, 3, 4))
    moved = await signed(verifier)

    first, late = (
        {each["field"]: (each["before"], each["after"]) for each in found.json()["differences"]}
        for found in (unseen, moved)
    )
    assert first["month_value_fen"] == (7_000_000_00, 8_000_000_00)
    assert first["deals"] == (1, 2)
    assert late["month_value_fen"] == (8_000_000_00, 10_000_000_00)


async def test_a_verifier_does_not_sign_twice_and_a_running_month_is_not_signed(
    as_: ClientFor, office: tuple[Actor, Actor, Actor]
) -> None:
    verifier = as_(office[1])
    running = f"/targets/{told.TARGET}/months/2024-02"
    await signed(verifier)

    twice = await signed(verifier)
    early = await signed(verifier, running)
    unknown = [
        (await verifier.get(f"/targets/{told.TARGET}/months/{month}")).status_code
        for month in ("2021-12", "2024-03", "2026-01", "2023-13", "x")
    ]

    assert (twice.status_code, twice.json()["code"]) == (403, "oversight.own_sheet")
    assert (early.status_code, early.json()["code"]) == (422, "oversight.month_runs")
    assert early.json()["would_pass"] == "2024-03-01"
    assert (await sheet(verifier, running))["allowed_actions"] == []
    assert unknown == [404] * 5


@pytest.mark.parametrize("target", ["overseas", "high-value", "library"])
async def test_what_is_stated_or_entered_is_signed_by_month_too(
    as_: ClientFor, office: tuple[Actor, Actor, Actor], target: str
) -> None:
    officer, verifier = as_(office[0]), as_(office[1])
    found = {"outcome": "confirmed", "looked_in": "月报", "looked_on": "2024-01-31"}
    code = f"2022-2025.{target}"
    if target == "library":
        made = (await officer.post("/cultivation-library", json={"source": "名单", "items": [
            {"credit_code": credit_code(7), "firm_name": "甲", "tier": "tier1",
             "effective_on": "2023-03-07"}]})).json()  # fmt: skip
        ids = [row["id"] for row in made["items"]]
        checked = await verifier.post("/cultivation-library/verification", json={**found, "ids": ids})  # fmt: skip # noqa: E501
        withdrawal = f"/cultivation-library/steps/{ids[0]}/withdrawal"
    else:
        days = {"from_on": "2023-03-31", "to_on": "2023-03-31"}
        residents = {"residents": 5_681_512} if target == "high-value" else {}
        made = (await officer.post(f"/targets/{code}/entries", json={
            **days, **residents, "count": 28_521, "source": "月报"})).json()  # fmt: skip
        entry = f"/targets/{code}/entries/{made['id']}"
        checked = await verifier.post(f"{entry}/verification", json=found)
        withdrawal = f"{entry}/withdrawal"
    assert checked.status_code == 200, checked.text
    address = f"/targets/{code}/months/2023-03"

    await signed(officer, address)
    closed = (await signed(verifier, address)).json()
    await verifier.post(withdrawal, json={"reason": "报错"})
    after = await sheet(officer, address)

    assert closed["state"] == "signed"
    assert closed["lines"] == 1
    assert (closed["figures"]["value"], closed["figures"]["shown"]) == {
        "overseas": (28_521, "28521"), "high-value": (28_521, "50.20"), "library": (1, "1"),
    }[target]  # fmt: skip
    assert after["figures"] == closed["figures"]
    assert (after["gone"], after["added"], after["live"]["value"]) == (1, 0, 0)


async def test_the_database_holds_a_signed_sheet(
    as_: ClientFor, office: tuple[Actor, Actor, Actor]
) -> None:
    await told.counted(7_000_000_00, on=date(2023, 3, 2))
    await signed(as_(office[0]))
    await signed(as_(office[1]))
    ours = "WHERE month = '2023-03'"
    again = (
        "INSERT INTO oversight_month_sheet SELECT gen_random_uuid(), created_at, target, month, "
        "ends_before, value, reached, lines, figures, digest, prepared_by, prepared_by_name, "
        f"prepared_at FROM oversight_month_sheet {ours}"
    )
    more = (
        "INSERT INTO oversight_sheet_line SELECT gen_random_uuid(), created_at, sheet, 9, "
        "gen_random_uuid(), label, effective_on, cause, name, 0 FROM oversight_sheet_line"
    )
    for attempt, refusal in (
        (f"UPDATE oversight_month_sheet SET value = 1 {ours}", RestrictViolationError),
        (f"UPDATE oversight_month_sheet SET outcome = NULL {ours}", RestrictViolationError),
        ("UPDATE oversight_sheet_line SET amount = 1", RestrictViolationError),
        ("DELETE FROM oversight_sheet_line", RestrictViolationError),
        (f"DELETE FROM oversight_month_sheet {ours}", RestrictViolationError),
        (more, RestrictViolationError),
        (again, UniqueViolationError),
    ):
        with pytest.raises(refusal):
            async with db.transaction():
                await db.execute(attempt)


async def test_a_sheet_adds_up_and_is_signed_by_another(
    as_: ClientFor, office: tuple[Actor, Actor, Actor]
) -> None:
    await told.counted(7_000_000_00, on=date(2023, 3, 2))
    await signed(as_(office[0]))
    himself = (
        "UPDATE oversight_month_sheet SET outcome = 'signed', decided_by = prepared_by, "
        "decided_by_name = 'x', decided_at = now()"
    )
    empty = (
        "INSERT INTO oversight_month_sheet SELECT gen_random_uuid(), created_at, target, "
        "'2023-04', '2023-05-01', value, reached, lines, figures, digest, prepared_by, "
        "prepared_by_name, prepared_at FROM oversight_month_sheet; SET CONSTRAINTS ALL IMMEDIATE"
    )
    for attempt in (himself, empty):
        with pytest.raises(CheckViolationError):
            async with db.transaction():
                await db.run_script(attempt)
