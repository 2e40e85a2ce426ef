"""The calendar over HTTP: proposed by one, accepted by another, counted by every clock."""

from collections.abc import Awaitable, Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from asyncpg import CheckViolationError, RestrictViolationError

from backend.calendar import service
from backend.kernel import clock
from backend.kernel.db import execute, fetch_value, transaction
from tests import make
from tests.conftest import ClientFor
from tests.lending import scene

RunJobs = Callable[[], Awaitable[None]]
PROPOSALS = "/calendar-proposals"


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    yield
    clock.learn({}, years=frozenset())


def next_working(count: int = 3) -> date:
    return clock.add_working_days(clock.today(), count)


def body(on: date, **changes: Any) -> dict[str, Any]:
    named = {"on": on.isoformat(), "name": "系统升级"}
    tomorrow = clock.today() + timedelta(days=1)
    return {
        "year": on.year,
        "valid_from": max(tomorrow, date(on.year, 1, 1)).isoformat(),
        "source": "国办发明电〔2026〕7 号",
        "days": [named],
    } | changes


async def accepted(as_: ClientFor, first: Any, second: Any, given: dict[str, Any]) -> Any:
    asked = await as_(first).post(PROPOSALS, json=given)
    assert asked.status_code == 201, asked.text
    return await as_(second).post(f"{PROPOSALS}/{asked.json()['id']}/acceptance")


async def operators() -> tuple[Any, Any]:
    house = await make.organisation("operator")
    return await make.actor(house, "operator"), await make.actor(house, "operator")


async def test_a_holiday_of_the_country_moves_the_days_on_which_answers_are_due(
    db: None, as_: ClientFor, run_jobs: RunJobs
) -> None:
    at = await scene.scene()
    view = await scene.submitted(at)
    before = view.clock.due_on if view.clock else None
    assert before is not None
    first, second = await operators()
    holiday = next_working()

    made = await accepted(as_, first, second, body(holiday))
    await run_jobs()

    assert (made.status_code, made.json()["state"]) == (200, "accepted")
    assert not clock.is_working_day(holiday)
    seen = (await as_(at.bank.maker).get(f"/loan-applications/{view.row.id}")).json()
    moved = clock.add_working_days(clock.today(), view.clock.working_days_total)  # type: ignore[union-attr]
    assert moved > before
    assert seen["clock"]["due_on"] == moved.isoformat()
    stored = await fetch_value("SELECT due_on FROM lending_application WHERE id = $1", view.row.id)
    assert stored == moved
    told = (await as_(at.bank.maker).get(f"/calendar?year={holiday.year}")).json()
    assert {"on": holiday.isoformat(), "working": False, "name": "系统升级",
            "whose": "national"} in told["days"]  # fmt: skip
    listed = (await as_(at.bank.maker).get("/calendar-versions")).json()["items"]
    assert [(each["own"], each["version"], each["author"]) for each in listed] == [
        (False, 1, first.name)
    ]


async def test_another_process_learns_what_was_accepted(db: None, as_: ClientFor) -> None:
    first, second = await operators()
    holiday = next_working()
    await accepted(as_, first, second, body(holiday))
    clock.learn({}, years=frozenset())

    async with service.followed():
        assert not clock.is_working_day(holiday)


async def test_a_banks_closed_day_counts_for_answers_promised_after_it_began_and_for_no_other_bank(
    db: None, as_: ClientFor
) -> None:
    at = await scene.scene()
    promised = (await scene.submitted(at)).clock
    assert promised is not None
    shut = clock.add_working_days(clock.today(), 4)

    made = await accepted(as_, at.bank.admin, at.bank.checker, body(shut, source="搬迁"))

    assert made.status_code == 200, made.text
    before = (await as_(at.handler).get("/loan-applications")).json()["items"][0]["clock"]
    assert before["due_on"] == promised.due_on.isoformat()  # type: ignore[union-attr]
    closed = await service.closed([at.bank.id, at.other.id])
    tomorrow = clock.today() + timedelta(days=1)
    assert closed[at.bank.id](tomorrow) == {shut}
    assert closed[at.bank.id](clock.today()) == closed[at.other.id](tomorrow) == frozenset()
    other = (await as_(at.other.maker).get("/calendar-versions")).json()
    assert other["items"] == []
    own = (await as_(at.bank.maker).get(f"/calendar?year={shut.year}")).json()
    assert {"on": shut.isoformat(), "working": False, "name": "系统升级",
            "whose": "bank"} in own["days"]  # fmt: skip


async def test_a_clock_that_starts_after_it_began_is_longer_by_the_closed_day(
    db: None, as_: ClientFor
) -> None:
    at = await scene.scene()
    view = await scene.drafted(at)
    later = clock.now() + timedelta(days=7)
    shut = clock.add_working_days(clock.shanghai_date(later), 2)
    await accepted(as_, at.bank.admin, at.bank.checker, body(shut))

    with clock.at(later):
        sent = (await scene.submit(at, view)).clock
        assert sent is not None
        plain = clock.add_working_days(clock.today(), sent.working_days_total)

    assert sent.due_on is not None
    assert clock.working_days_between(plain, sent.due_on) == 1


async def test_it_takes_two_and_one_proposal_waits_at_a_time(db: None, as_: ClientFor) -> None:
    bank = await scene.bank()
    day = body(next_working())
    asked = (await as_(bank.admin).post(PROPOSALS, json=day)).json()
    path = f"{PROPOSALS}/{asked['id']}"

    own = await as_(bank.admin).post(f"{path}/acceptance")
    again = await as_(bank.checker).post(PROPOSALS, json=day)
    taken = await as_(bank.checker).post(f"{path}/withdrawal")
    declined = await as_(bank.checker).post(f"{path}/decline", json={"reason": "日期有误"})
    late = await as_(bank.checker).post(f"{path}/acceptance")

    assert asked["allowed_actions"] == ["withdrawal"]
    assert (own.status_code, own.json()["code"]) == (403, "proposal.same_person")
    assert (again.status_code, again.json()["code"]) == (409, "proposal.waiting")
    assert (taken.status_code, taken.json()["code"]) == (403, "proposal.not_the_proposer")
    assert (declined.status_code, declined.json()["note"]) == (200, "日期有误")
    assert (late.status_code, late.json()["code"]) == (409, "proposal.decided")


async def test_a_proposal_whose_first_day_has_begun_is_not_accepted(
    db: None, as_: ClientFor
) -> None:
    bank = await scene.bank()
    asked = (await as_(bank.admin).post(PROPOSALS, json=body(next_working()))).json()

    with clock.at(clock.now() + timedelta(days=2)):
        late = await as_(bank.checker).post(f"{PROPOSALS}/{asked['id']}/acceptance")

    assert (late.status_code, late.json()["code"]) == (422, "calendar.not_ahead")
    shown = (await as_(bank.checker).get(PROPOSALS)).json()["items"][0]
    assert shown["state"] == "open"


async def test_who_has_no_part_in_it_is_refused(db: None, as_: ClientFor) -> None:
    at = await scene.scene()

    maker = await as_(at.bank.maker).post(PROPOSALS, json=body(next_working()))
    firm = await as_(at.handler).get("/calendar")
    far = await as_(at.bank.maker).get("/calendar?year=1999")
    bad = await as_(at.bank.admin).post(
        PROPOSALS, json=body(next_working(), days=[{"on": "2026-02-30", "name": ""}])
    )

    assert (maker.status_code, firm.status_code) == (403, 403)
    assert (far.status_code, far.json()["code"]) == (422, "calendar.year_out_of_reach")
    assert bad.status_code == 400


async def test_the_database_keeps_a_version_as_it_was_accepted(db: None, as_: ClientFor) -> None:
    bank = await scene.bank()
    await accepted(as_, bank.admin, bank.checker, body(next_working()))

    forged = (
        "INSERT INTO calendar_version SELECT gen_random_uuid(), created_at, organisation, year, 2, "
        "valid_from, author, author_name, 'x', rules, gen_random_uuid() FROM calendar_version"
    )
    for statement in (
        "UPDATE calendar_version SET reason = 'x'",
        "DELETE FROM calendar_version",
        "TRUNCATE calendar_version",
        "UPDATE calendar_proposal SET reason = 'x'",
        forged,
    ):
        with pytest.raises(RestrictViolationError):
            async with transaction():
                await execute(statement)
    for rules in ("{}", '{"year": 2027, "days": [{"on": "2027-01-03", "working": true}]}'):
        with pytest.raises(CheckViolationError):
            async with transaction():
                await execute(
                    "INSERT INTO calendar_proposal (id, organisation, valid_from, reason, rules, "
                    "proposed_by, proposed_by_name) VALUES (gen_random_uuid(), $1, now(), 'x', "
                    "$2, gen_random_uuid(), 'x')",
                    bank.id,
                    rules,
                )
