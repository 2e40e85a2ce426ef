"""The calendar of annual fees against a table worked out by hand."""

import io
from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta

import pytest
from python_calamine import CalamineWorkbook

from backend import worker
from backend.kernel import clock, jobs
from backend.kernel.db import fetch_value
from backend.kernel.money import Fen
from backend.portfolio import service, terms
from backend.portfolio.fee_tables import fee_tables
from backend.portfolio.states import PatentKind, ReductionGround
from backend.portfolio.tables import Right
from tests.conftest import ClientFor
from tests.portfolio.make import problem
from tests.portfolio.test_summary import hold
from tests.registry import make

pytestmark = pytest.mark.usefixtures("db")
SINGLE, SEVERAL = ReductionGround.SINGLE, ReductionGround.SEVERAL
OPEN = ReductionGround.OPEN_LICENCE


@pytest.mark.parametrize(
    ("grounds", "nth", "due", "waived"),
    [
        ({SINGLE}, 1, date(2026, 3, 1), (170_000, SINGLE)),
        ({SINGLE}, 10, date(2026, 3, 1), (170_000, SINGLE)),
        ({SINGLE}, 11, date(2026, 3, 1), None),
        ({SEVERAL}, 2, date(2026, 3, 1), (140_000, SEVERAL)),
        ({SINGLE}, 1, date(2018, 7, 31), None),
        (set(), 1, date(2026, 3, 1), None),
        ({OPEN}, 1, date(2026, 3, 1), (30_000, OPEN)),
        ({OPEN}, 20, date(2026, 3, 1), (30_000, OPEN)),
        ({OPEN}, 1, date(2024, 1, 19), None),
        ({SINGLE, OPEN}, 10, date(2026, 3, 1), (170_000, SINGLE)),
        ({SEVERAL, OPEN}, 11, date(2026, 3, 1), (30_000, OPEN)),
    ],
)
async def test_the_best_reduction_counts_and_none_is_added(
    grounds: set[ReductionGround], nth: int, due: date, waived: tuple[int, ReductionGround] | None
) -> None:
    tables = await fee_tables()

    found = terms.reduction(tables, Fen(200_000), due_on=due, nth=nth, grounds=grounds)

    assert (found and (found.amount, found.ground)) == waived


async def test_the_bands_of_lateness_with_both_readings_of_the_sixth_month() -> None:
    bands = terms.lateness(await fee_tables(), Fen(200_000), due_on=date(2024, 3, 15))

    assert [band.surcharge for band in bands] == [0, 10_000, 20_000, 30_000, 40_000, 50_000]
    assert bands[-1].until == date(2024, 9, 15)
    assert (bands[-1].other_reading, bands[-1].confirmed) == (60_000, False)
    assert [band.other_reading for band in bands[:-1]] == [None] * 5


async def test_the_calendar_in_pages_and_as_the_sheet_of_the_office(as_: ClientFor) -> None:
    at = await make.scene()
    right_id = await make.right(at.firm.name, kind=PatentKind.INVENTION)
    await Right.update(
        {Right.filing_on: date(2018, 3, 15), Right.granted_on: date(2020, 6, 1)}, force=True
    ).where(Right.id == right_id)
    await hold(at, [right_id])
    client = as_(at.handler)
    with clock.at(clock.end_of_day(date(2024, 5, 19))):
        asked: dict[str, str | int] = {"until": "2026-04-01", "reduction": "single", "limit": 2}
        first = (await client.get("/portfolio/fees", params=asked)).json()
        rest = (
            await client.get("/portfolio/fees", params=asked | {"cursor": first["next"]})
        ).json()
        sheet = await client.get("/portfolio/fees/sheet.xlsx", params={"until": "2024-12-31"})
        english = await client.get(
            "/portfolio/fees/sheet.xlsx",
            params={"until": "2024-12-31", "reduction": "several"},
            headers={"Accept-Language": "en"},
        )
        past = await client.get("/portfolio/fees", params={"until": "2024-01-01"})

    rows = first["items"] + rest["items"]
    assert [(row["year"], row["due_on"], row["state"]) for row in rows] == [
        (7, "2024-03-15", "late"),
        (8, "2025-03-15", "ahead"),
        (9, "2026-03-15", "ahead"),
    ]
    late = rows[0]
    assert (late["amount_fen"], late["reduction_fen"], late["surcharge_fen"]) == (
        200_000, 170_000, 20_000,
    )  # fmt: skip
    assert late["payable_fen"] == 50_000
    assert first["total"] == 3
    assert problem(past) == (400, "invalid_request")
    [head, line] = (
        CalamineWorkbook.from_filelike(io.BytesIO(sheet.content)).get_sheet_by_index(0).to_python()
    )
    assert head[:3] == ["序号", "申请号/专利号", "业务类型"]
    assert line[3] == at.firm.name
    assert (line[5], line[7], line[8]) == ("发明第7年年费", 2_200.0, "滞纳金 200.00 元")
    form = CalamineWorkbook.from_filelike(io.BytesIO(english.content))
    assert form.sheet_names == ["缴费清单", "Filters"], "the office's form, and what it is of"
    assert form.get_sheet_by_index(0).to_python()[0] == head
    told = {row[0]: row[1] for row in form.get_sheet_by_index(1).to_python()}
    assert (told["Firm"], told["Reduction"]) == (at.firm.name, "Several applicants (70% off)")
    assert told["In all (CNY)"] == 800.0


STEPS = [
    (date(2023, 12, 15), None),
    (date(2023, 12, 16), -90),
    (date(2024, 2, 14), -30),
    (date(2024, 3, 15), 0),
    (date(2024, 4, 14), 30),
]


async def test_a_task_rises_step_by_step_and_ends_when_the_fee_can_be_paid_no_more(
    as_: ClientFor,
) -> None:
    """Year 7 of 2018-03-15 is due on 2024-03-15 and can be paid until 2024-09-15."""
    at = await make.scene()
    right_id = await make.right(at.firm.name, kind=PatentKind.INVENTION)
    await Right.update(
        {Right.filing_on: date(2018, 3, 15), Right.granted_on: date(2020, 6, 1)}, force=True
    ).where(Right.id == right_id)
    await hold(at, [right_id])
    client = as_(at.handler)

    last: list[tuple[int, int]] = []
    for day, step in STEPS:
        with on(day - timedelta(days=1)):
            await service.raise_fee_tasks()
            found = (await client.get("/portfolio/fee-tasks?state=open")).json()["items"]
        assert [(task["step"], task["year"]) for task in found] == last
        with on(day):
            await service.raise_fee_tasks()
            await service.raise_fee_tasks()
            found = (await client.get("/portfolio/fee-tasks?state=open")).json()["items"]
        last = [] if step is None else [(step, 7)]
        assert [(task["step"], task["year"]) for task in found] == last
    assert await events_named("portfolio.fees_fall_due") == 4
    with on(date(2024, 9, 16)):
        await service.raise_fee_tasks()
        over = (await client.get("/portfolio/fee-tasks?state=over")).json()["items"]
    assert [(task["because"], task["allowed_actions"]) for task in over] == [("past", [])]


async def test_a_worker_that_starts_raises_at_once_what_is_due_already(
    as_: ClientFor, run_jobs: Callable[[], Awaitable[int]]
) -> None:
    at = await make.scene()
    right_id = await make.right(at.firm.name, kind=PatentKind.INVENTION)
    await Right.update(
        {Right.filing_on: date(2018, 3, 15), Right.granted_on: date(2020, 6, 1)}, force=True
    ).where(Right.id == right_id)
    await hold(at, [right_id])

    with on(date(2024, 4, 20)):
        await jobs.enqueue("portfolio.raise_fee_tasks", {})
        await run_jobs()

    [task] = (await as_(at.handler).get("/portfolio/fee-tasks?state=open")).json()["items"]
    assert (task["step"], task["year"]) == (30, 7)
    assert "portfolio.raise_fee_tasks" in worker.AT_START


async def test_the_firm_states_that_it_paid_once_and_is_asked_no_more(as_: ClientFor) -> None:
    at = await make.scene()
    right_id = await make.right(at.firm.name, kind=PatentKind.INVENTION)
    await Right.update(
        {Right.filing_on: date(2018, 3, 15), Right.granted_on: date(2020, 6, 1)}, force=True
    ).where(Right.id == right_id)
    await hold(at, [right_id])
    client = as_(at.handler)
    with on(date(2024, 3, 16)):
        await service.raise_fee_tasks()
        [task] = (await client.get("/portfolio/fee-tasks")).json()["items"]
        address = f"/portfolio/fee-tasks/{task['id']}/completion"
        early = await client.post(address, json={"paid_on": "2024-03-17"})
        done = await client.post(address, json={"paid_on": "2024-03-15"})
        again = await client.post(address, json={"paid_on": "2024-03-15"})
        other = await client.post(address, json={"paid_on": "2024-03-14"})
    with on(date(2024, 4, 20)):
        await service.raise_fee_tasks()
        fee = (await client.get("/portfolio/fees?until=2024-05-01")).json()["items"][0]

    assert problem(early) == (400, "invalid_request")
    assert (done.json()["state"], done.json()["paid_on"]) == ("done", "2024-03-15")
    assert again.json() == done.json()
    assert problem(other) == (409, "portfolio.fee_task_ended")
    assert await events_named("portfolio.fees_fall_due") == 1
    assert fee["state"] == "late"  # a statement is no receipt


def on(day: date) -> AbstractContextManager[None]:
    """Within the day, from its first moment."""
    return clock.at(clock.end_of_day(day - timedelta(days=1)))


async def events_named(name: str) -> int:
    return int(await fetch_value("SELECT count(*) FROM kernel_event WHERE name = $1", name))
