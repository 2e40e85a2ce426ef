"""Counting by named days and closed days, against a model that walks day by day."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.calendar import rules
from backend.calendar.rules import Arranged, Day, Version
from backend.kernel import clock
from backend.kernel.errors import DomainError
from backend.lending.rules import Stretch, read_clock
from backend.lending.states import Stop

TODAY = date(2026, 11, 30)
DAYS = st.dates(date(2026, 12, 1), date(2027, 12, 31))


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    yield
    clock.learn({}, years=frozenset())


def day(on: date, *, working: bool = False) -> Day:
    return Day(on=on, working=working, name="x")


@st.composite
def version(draw: st.DrawFn, n: int) -> Version:
    year = draw(st.sampled_from([2026, 2027]))
    named = draw(st.dictionaries(DAYS, st.booleans(), max_size=12))
    days = tuple(day(on, working=w) for on, w in named.items() if on.year == year)
    return Version(n=n, valid_from=draw(DAYS), arranged=Arranged(year=year, days=days))


VERSIONS = st.integers(0, 4).flatmap(lambda n: st.tuples(*(version(i) for i in range(1, n + 1))))


def plainly(versions: tuple[Version, ...], on: date) -> bool | None:
    """What is said of one day: by the newest version of its year that has begun by then."""
    speaking = [v for v in versions if v.arranged.year == on.year and v.valid_from <= on]
    if not speaking:
        return None
    newest = max(speaking, key=lambda v: v.n)
    return next((d.working for d in newest.arranged.days if d.on == on), None)


@given(versions=VERSIONS, start=DAYS, count=st.integers(0, 30), closed=st.sets(DAYS, max_size=10))
def test_working_days_are_counted_as_a_plain_walk_counts_them(
    versions: tuple[Version, ...], start: date, count: int, closed: set[date]
) -> None:
    clock.learn({}, years=frozenset())
    before = {start + timedelta(n): clock.is_working_day(start + timedelta(n)) for n in range(120)}
    clock.learn({d.on: d.working for d in rules.fold(versions).values()}, years=frozenset())

    end = clock.add_working_days(start, count, closed=closed)

    walked, left = start, count
    while left:
        walked += timedelta(1)
        said = plainly(versions, walked)
        works = before.get(walked, clock.is_working_day(walked)) if said is None else said
        left -= works and walked not in closed
    assert end == walked
    assert clock.working_days_between(start, end, closed=closed) == count


@given(versions=VERSIONS, started=DAYS, later=DAYS)
def test_what_a_bank_closes_later_moves_no_answer_that_was_promised(
    versions: tuple[Version, ...], started: date, later: date
) -> None:
    new = Version(
        n=9,
        valid_from=max(later, started + timedelta(1)),
        arranged=Arranged(year=started.year, days=(day(started + timedelta(2)),)),
    )

    assert rules.closed_for((*versions, new), started) == rules.closed_for(versions, started)


def test_a_decision_clock_stands_still_on_the_banks_closed_days() -> None:
    monday, closed = date(2026, 11, 2), date(2026, 11, 4)
    run = [
        Stretch(run=1, working_days=5, started_on=monday, ended_on=date(2026, 11, 5),
                ended_as=Stop.WAITING),
        Stretch(run=1, working_days=5, started_on=date(2026, 11, 10)),
    ]  # fmt: skip

    plain = read_clock(run, today=date(2026, 11, 11))
    reading = read_clock(run, today=date(2026, 11, 11), closed=lambda on: {closed} - {on})

    assert plain is not None
    assert reading is not None
    assert (plain.working_days_used, reading.working_days_used) == (4, 3)
    assert (plain.due_on, reading.due_on) == (date(2026, 11, 12), date(2026, 11, 13))


def test_a_year_that_is_arranged_is_no_guess() -> None:
    clock.learn({date(2027, 1, 4): False}, years=frozenset({2027}))

    assert not clock.is_working_day(date(2027, 1, 4))
    assert not clock.is_provisional(date(2027, 6, 1))
    assert clock.is_provisional(date(2028, 1, 4))


@pytest.mark.parametrize(
    ("year", "valid_from", "days", "of_bank", "code"),
    [
        (2027, TODAY, (day(date(2027, 1, 1)),), False, "calendar.not_ahead"),
        (2029, date(2029, 1, 1), (day(date(2029, 1, 1)),), False, "calendar.year_out_of_reach"),
        (2025, date(2026, 12, 1), (), True, "calendar.year_out_of_reach"),
        (2027, date(2027, 1, 1), (), False, "calendar.nothing_named"),
        (2027, date(2027, 1, 1), (day(date(2028, 1, 1)),), False, "calendar.day_outside_year"),
        (2027, date(2027, 2, 1), (day(date(2027, 1, 1)),), False, "calendar.day_outside_year"),
        (2027, date(2027, 1, 1), (day(date(2027, 1, 4)),) * 2, False, "calendar.day_twice"),
        (2027, date(2027, 1, 1), (day(date(2027, 1, 3), working=True),), True,
         "calendar.bank_opens_no_day"),
    ],
)  # fmt: skip
def test_what_a_version_may_not_say(
    year: int,
    valid_from: date,
    days: tuple[Day, ...],
    of_bank: bool,  # noqa: FBT001
    code: str,
) -> None:
    with pytest.raises(DomainError) as refused:
        rules.check_arranged(
            Arranged(year=year, days=days), valid_from=valid_from, of_bank=of_bank, today=TODAY
        )
    assert refused.value.code == code


def test_a_bank_may_take_all_its_closed_days_back() -> None:
    rules.check_arranged(
        Arranged(year=2027, days=()), valid_from=date(2027, 1, 1), of_bank=True, today=TODAY
    )
