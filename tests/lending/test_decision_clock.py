"""The decision clock: it runs in working days and stands still while the bank waits."""

from datetime import date

import pytest

from backend.lending.rules import Stretch, read_clock
from backend.lending.states import ClockState, Stop

MONDAY = date(2026, 11, 2)
FRIDAY = date(2026, 11, 6)
NEXT_MONDAY = date(2026, 11, 9)


def stretch(start: date, end: date | None = None, as_: Stop | None = None, run: int = 1) -> Stretch:
    return Stretch(run=run, working_days=10, started_on=start, ended_on=end, ended_as=as_)


def test_before_the_first_submission_there_is_no_clock() -> None:
    assert read_clock([], today=MONDAY) is None


@pytest.mark.parametrize(
    ("today", "used"),
    [(MONDAY, 0), (date(2026, 11, 3), 1), (FRIDAY, 4), (date(2026, 11, 8), 4), (NEXT_MONDAY, 5)],
)
def test_the_day_of_submission_does_not_count_and_weekends_do_not(today: date, used: int) -> None:
    reading = read_clock([stretch(MONDAY)], today=today)

    assert reading is not None
    assert reading.working_days_used == used
    assert reading.due_on == date(2026, 11, 16)
    assert reading.state is ClockState.RUNNING
    assert not reading.overdue
    assert not reading.provisional


def test_it_is_overdue_on_the_day_after_the_last() -> None:
    due = read_clock([stretch(MONDAY)], today=date(2026, 11, 16))
    late = read_clock([stretch(MONDAY)], today=date(2026, 11, 17))

    assert due is not None
    assert not due.overdue
    assert late is not None
    assert late.overdue


def test_it_is_overdue_on_the_weekend_after_the_last_day_too() -> None:
    thursday = [stretch(date(2026, 10, 29))]

    due = read_clock(thursday, today=date(2026, 11, 12))
    friday = read_clock([stretch(date(2026, 10, 30))], today=date(2026, 11, 13))
    saturday = read_clock([stretch(date(2026, 10, 30))], today=date(2026, 11, 14))

    assert due is not None
    assert not due.overdue
    assert friday is not None
    assert friday.due_on == date(2026, 11, 13)
    assert not friday.overdue
    assert saturday is not None
    assert saturday.working_days_used == saturday.working_days_total
    assert saturday.overdue


def test_it_stands_still_while_the_firm_is_asked() -> None:
    waiting = [stretch(MONDAY, date(2026, 11, 4), Stop.WAITING)]

    reading = read_clock(waiting, today=date(2026, 11, 30))

    assert reading is not None
    assert reading.state is ClockState.STOPPED
    assert reading.working_days_used == 2
    assert reading.due_on is None
    assert not reading.overdue


def test_it_goes_on_with_what_is_left() -> None:
    run = [stretch(MONDAY, date(2026, 11, 4), Stop.WAITING), stretch(date(2026, 11, 11))]

    reading = read_clock(run, today=date(2026, 11, 12))

    assert reading is not None
    assert reading.working_days_used == 3
    assert reading.due_on == date(2026, 11, 23)


@pytest.mark.parametrize("end", [Stop.APPROVED, Stop.REFUSED, Stop.RETURNED])
def test_it_ends_with_a_decision_or_a_return(end: Stop) -> None:
    reading = read_clock([stretch(MONDAY, FRIDAY, end)], today=date(2026, 12, 31))

    assert reading is not None
    assert reading.state is ClockState.ENDED
    assert reading.working_days_used == 4
    assert not reading.overdue


def test_a_new_run_has_the_whole_time() -> None:
    runs = [stretch(MONDAY, FRIDAY, Stop.RETURNED), stretch(NEXT_MONDAY, run=2)]

    reading = read_clock(runs, today=NEXT_MONDAY)

    assert reading is not None
    assert reading.working_days_used == 0
    assert reading.due_on == date(2026, 11, 23)


def test_a_day_in_a_year_without_published_holidays_is_provisional() -> None:
    reading = read_clock([stretch(date(2026, 12, 25))], today=date(2026, 12, 25))

    assert reading is not None
    assert reading.due_on == date(2027, 1, 11)
    assert reading.provisional
