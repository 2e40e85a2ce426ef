"""Days in Shanghai, working days with China's real arrangements, and what is only a guess."""

from datetime import UTC, date, datetime, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.kernel import clock

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def test_the_business_day_is_shanghais() -> None:
    with clock.at(datetime(2026, 3, 1, 17, 0, tzinfo=UTC)):
        assert clock.today() == date(2026, 3, 2)


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"), clock.at(datetime(2026, 3, 1)):  # noqa: DTZ001
        pass


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 10, 1), False),  # National Day
        (date(2024, 2, 4), True),  # a Sunday worked before Spring Festival
        (date(2026, 11, 21), False),  # a Saturday
        (date(2026, 11, 20), True),
        (date(2028, 5, 2), False),  # a fixed holiday of an unpublished year
    ],
)
def test_working_days(day: date, works: bool) -> None:  # noqa: FBT001 - a table's column
    assert clock.is_working_day(day) is works


def test_filed_online_on_friday_is_due_on_tuesday() -> None:
    """PR-15: two working days."""
    assert clock.add_working_days(date(2026, 11, 20), 2) == date(2026, 11, 24)


@given(day=DAYS, count=st.integers(0, 40))
def test_adding_and_counting_agree(day: date, count: int) -> None:
    end = clock.add_working_days(day, count)

    assert clock.working_days_between(day, end) == count
    assert count == 0 or clock.is_working_day(end)


def test_unpublished_years_are_marked() -> None:
    assert clock.is_provisional(date(2027, 1, 4))
    assert not clock.is_provisional(date(2026, 12, 31))


def test_a_day_ends_at_shanghais_midnight() -> None:
    assert clock.end_of_day(date(2026, 1, 31)) == datetime(2026, 1, 31, 16, 0, tzinfo=UTC)
    assert clock.end_of_day(date(2026, 1, 31)) - timedelta(microseconds=1) < clock.end_of_day(
        date(2026, 1, 31)
    )


def test_every_day_has_an_end() -> None:
    assert clock.end_of_day(date(2026, 3, 1)) == datetime(2026, 3, 1, 16, 0, tzinfo=UTC)
    assert clock.shanghai_date(clock.end_of_day(date.max)) == date.max
    assert clock.shanghai_date(clock.end_of_day(date.min)) == date.min + timedelta(days=1)


def test_the_calendar_package_is_asked_once_for_each_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """It looks through every holiday that it knows to answer for one day."""
    asked: list[date] = []
    package = chinese_calendar.is_workday

    def ask(day: date) -> bool:
        asked.append(day)
        return bool(package(day))

    monkeypatch.setattr(chinese_calendar, "is_workday", ask)
    clock._published.cache_clear()
    year = [date(2025, 1, 1) + timedelta(days=n) for n in range(365)]

    assert [clock.is_working_day(day) for day in year] == [package(day) for day in year]
    assert clock.add_working_days(date(2025, 1, 1), 60) < date(2025, 12, 31)
    assert asked == year
