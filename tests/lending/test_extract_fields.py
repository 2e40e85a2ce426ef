"""An officer reads an extract item by item: what he read counts, what he left out stays unknown."""

from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Any

import pytest
from asyncpg import CheckViolationError, RestrictViolationError

from backend.documents.states import Kind
from backend.kernel import clock
from backend.kernel.db import execute, fetch, loads, transaction
from backend.lending.service import reviewing
from backend.portfolio import service as portfolio
from backend.portfolio.validity import FIRST, lapses_on
from tests.conftest import ClientFor
from tests.lending import scene
from tests.registry.make import extract, scan

pytestmark = pytest.mark.usefixtures("db")

LOANS = "/loan-applications"
WHOLE = {"expires_on": "2038-05-01", "licensed": False}
#: What each item settles in the preflight before there is a contract; the others settle nothing.
SETTLES = {
    "owners": {1, 8},
    "status": {2},
    "fees_paid": {4},
    "late_period": {4},
    "preserved": {5},
    "suspended": {5},
    "running_pledge": {9},
    "invalidation_pending": {11},
    "licensed": set[int](),
    "expires_on": set[int](),
}
BY_EXTRACT = frozenset(set[int]().union(*SETTLES.values()))


def on(day: date) -> AbstractContextManager[None]:
    """Within the day, from its first moment."""
    return clock.at(clock.end_of_day(day - timedelta(days=1)))


async def record(as_: ClientFor, view: Any, at: scene.Scene, **said: Any) -> Any:
    return await as_(at.bank.maker).post(
        f"{LOANS}/{view.row.id}/evidence",
        json={
            "right_id": str(at.right),
            "kind": "register_extract",
            "as_of": clock.today().isoformat(),
            "document_id": None,
            **said,
        },
    )


async def answers(as_: ClientFor, view: Any, at: scene.Scene) -> dict[int, str]:
    dossier = (await as_(at.bank.maker).get(f"{LOANS}/{view.row.id}/dossier")).json()
    return {each["ground"]: each["answer"] for each in dossier["preflight"]}


async def reading(as_: ClientFor, at: scene.Scene, **asked: Any) -> dict[str, Any]:
    found = await as_(at.handler).get("/portfolio/extracts", params=asked)
    assert found.status_code == 200, found.text
    first: dict[str, Any] = found.json()["items"][0]
    return first


@pytest.mark.parametrize("left_out", SETTLES)
async def test_an_item_that_was_not_read_stays_unknown(as_: ClientFor, left_out: str) -> None:
    at = await scene.scene()
    view = await scene.in_review(at)
    before = await answers(as_, view, at)
    assert {before[ground] for ground in BY_EXTRACT} == {"unknown"}
    paper = extract(at.firm.name, **WHOLE)
    paper.pop(left_out)

    answer = await record(as_, view, at, payload=paper)

    assert answer.status_code == 200, answer.text
    after = await answers(as_, view, at)
    assert {ground for ground in BY_EXTRACT if after[ground] == "unknown"} == SETTLES[left_out]
    assert {after[ground] for ground in BY_EXTRACT - SETTLES[left_out]} == {"pass"}
    told = await reading(as_, at)
    assert left_out not in {each["field"] for each in told["fields"]}
    assert told["names_holder"] is (None if left_out == "owners" else True)


async def test_one_item_alone_settles_its_own_ground(as_: ClientFor) -> None:
    at = await scene.scene()
    view = await scene.in_review(at)

    await record(as_, view, at, payload={"running_pledge": True})
    answer = await record(as_, view, at, payload={"preserved": False, "suspended": False})

    assert answer.status_code == 200, answer.text
    found = await answers(as_, view, at)
    assert {ground: found[ground] for ground in BY_EXTRACT} == {
        1: "unknown", 2: "unknown", 4: "unknown", 5: "pass", 8: "unknown", 9: "fail",
        11: "unknown",
    }  # fmt: skip
    told = await reading(as_, at)
    assert {each["field"]: each["verdict"] for each in told["fields"]} == {
        "preserved": "first", "suspended": "first",
    }  # fmt: skip


async def test_an_extract_of_which_nothing_was_read_is_refused(as_: ClientFor) -> None:
    at = await scene.scene()
    view = await scene.in_review(at)
    for payload in ({}, {"expires_on": None}):
        answer = await record(as_, view, at, payload=payload)
        assert (answer.status_code, answer.json()["code"]) == (422, "portfolio.fact_invalid")
        assert answer.json()["field"] == "payload"


async def test_owners_prove_who_owns_and_an_extract_without_them_does_not(as_: ClientFor) -> None:
    at = await scene.scene()
    view = await scene.in_review(at)

    async def ownership() -> tuple[str, list[str]]:
        (held,) = (await portfolio.check_holdings([at.right], at.firm.id)).values()
        right = (await portfolio.views([at.right]))[at.right]
        return str(held.ownership), list(right.patentees)

    stood = await ownership()
    await record(as_, view, at, payload={"status": "in_force"})
    assert await ownership() == stood
    await record(as_, view, at, payload={"owners": [at.firm.name]})
    assert await ownership() == ("extract", [at.firm.name])
    # A later one of which nobody read the owners takes nothing away.
    await record(as_, view, at, payload={"fees_paid": True, "late_period": False})
    assert await ownership() == ("extract", [at.firm.name])
    await record(as_, view, at, payload={"owners": ["别人有限公司"]})
    assert await ownership() == ("declared", ["别人有限公司"])


async def test_days_are_taken_from_the_newest_extract_that_has_them(as_: ClientFor) -> None:
    at = await scene.scene()
    view = await scene.in_review(at)
    earlier = (clock.today() - timedelta(days=3)).isoformat()
    await record(as_, view, at, payload={"expires_on": "2037-01-02"})

    await record(
        as_,
        view,
        at,
        as_of=earlier,
        payload={"owners": [at.firm.name], "granted_on": "2020-06-05", "expires_on": "2036-01-02"},
    )

    right = (await portfolio.views([at.right]))[at.right]
    assert right.expires_on == date(2037, 1, 2)
    assert (right.granted_on, right.patentees) == (date(2020, 6, 5), (at.firm.name,))
    assert (right.expiry_source, right.owner_source) == ("register_extract", "register_extract")
    (asset,) = (await portfolio.check_holdings([at.right], at.firm.id)).values()
    sources = await as_(at.handler).get(f"/portfolio/assets/{asset.asset_id}/sources")
    assert sources.status_code == 200, sources.text


async def test_a_firm_hands_over_its_paper_and_the_officer_reads_it(as_: ClientFor) -> None:
    at = await scene.scene()
    paper = await scan(at.handler, Kind.REGISTER_EXTRACT)
    kept = await scan(at.handler, Kind.REGISTER_EXTRACT)
    view = await scene.submit(at, await scene.drafted(at), document_ids=[paper])
    await reviewing.take_in(view.row.id, by=at.bank.maker)
    body = {"payload": extract(at.firm.name), "document_id": str(paper)}

    # What was never granted to the bank does not exist for it.
    unseen = await record(as_, view, at, **(body | {"document_id": str(kept)}))
    answer = await record(as_, view, at, **body)

    assert unseen.status_code == 404
    assert answer.status_code == 200, answer.text
    dossier = (await as_(at.bank.maker).get(f"{LOANS}/{view.row.id}/dossier")).json()
    assert dossier["rights"][0]["facts"][0]["document_id"] == str(paper)
    assert (await reading(as_, at))["document_id"] == str(paper)
    handed = {each["id"]: each["kind"] for each in dossier["application"]["documents"]}
    assert handed[str(paper)] == "register_extract"


# Validity --------------------------------------------------------------------------------------


async def test_an_extract_is_worth_what_the_row_of_its_day_says(as_: ClientFor) -> None:
    at = await scene.scene()
    view = await scene.in_review(at)
    today = clock.today()
    tomorrow = today + timedelta(days=1)
    async with transaction():
        await execute(
            "INSERT INTO portfolio_extract_validity (id, version, from_on, working_days, "
            "notice_days, confirmed, source, source_en) "
            "VALUES (gen_random_uuid(), 2, $1, 3, 1, true, '新规定', 'A new rule')",
            tomorrow,
        )
    rows = (await as_(at.handler).get("/portfolio/extracts/validity")).json()
    assert [(row["working_days"], row["standing"], row["confirmed"]) for row in rows] == [
        (3, "later", True), (15, "now", False),
    ]  # fmt: skip
    assert rows[1]["source"] == FIRST.source
    assert (await as_(at.bank.maker).get("/portfolio/extracts/validity")).json() == rows

    await record(as_, view, at, payload=extract(at.firm.name))
    told = await reading(as_, at)
    assert told["proves_until"] == (lapses_on(today, 15) - timedelta(days=1)).isoformat()
    with on(tomorrow):
        await record(as_, view, at, payload=extract(at.firm.name))
        told = await reading(as_, at)
        assert told["proves_until"] == (lapses_on(tomorrow, 3) - timedelta(days=1)).isoformat()
    with on(lapses_on(tomorrow, 3) - timedelta(days=1)):
        assert (await answers(as_, view, at))[1] == "pass"
    with on(lapses_on(tomorrow, 3)):
        assert (await answers(as_, view, at))[1] == "unknown"


async def test_the_first_row_is_the_one_in_the_code_and_no_row_changes() -> None:
    assert await portfolio.extract_validity() == (FIRST,)
    for statement in (
        "UPDATE portfolio_extract_validity SET working_days = 20",
        "DELETE FROM portfolio_extract_validity",
    ):
        with pytest.raises(RestrictViolationError):
            async with transaction():
                await execute(statement)
    with pytest.raises(CheckViolationError):
        async with transaction():
            await execute(
                "INSERT INTO portfolio_extract_validity (id, version, from_on, working_days, "
                "notice_days, confirmed, source, source_en) "
                "VALUES (gen_random_uuid(), 2, '2030-01-01', 3, 4, true, 'x', 'x')"
            )


async def test_a_lapse_is_announced_once_some_working_days_before(as_: ClientFor) -> None:
    at = await scene.scene()
    view = await scene.in_review(at)
    await record(as_, view, at, payload=extract(at.firm.name))
    lapse = lapses_on(clock.today(), FIRST.working_days)
    first = max(
        day
        for day in (lapse - timedelta(days=n) for n in range(1, 40))
        if clock.working_days_between(day, lapse) > FIRST.notice_days
    ) + timedelta(days=1)
    told = "SELECT payload FROM kernel_event WHERE name = 'portfolio.extracts_lapsing'"

    with on(first - timedelta(days=1)):
        await portfolio.raise_extract_tasks()
        assert await fetch(told) == []
        assert (await reading(as_, at))["lapsing"] is False
    with on(first):
        await portfolio.raise_extract_tasks()
        await portfolio.raise_extract_tasks()
        (event,) = await fetch(told)
        assert loads(event["payload"])["first_lapses_on"] == lapse.isoformat()
        near = await reading(as_, at, lapsing=True)
        assert (near["state"], near["lapsing"]) == ("valid", True)
    with on(lapse):
        await portfolio.raise_extract_tasks()
        assert len(await fetch(told)) == 1
        gone = await as_(at.handler).get("/portfolio/extracts", params={"lapsing": True})
        assert gone.json()["items"] == []
        assert (await reading(as_, at))["state"] == "lapsed"
