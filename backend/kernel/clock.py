"""The only reader of the clock: moments in UTC, business days in Asia/Shanghai, working days."""

from collections.abc import Iterator, Mapping, Set
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import chinese_calendar

from backend.kernel.errors import InvalidField

SHANGHAI = ZoneInfo("Asia/Shanghai")

#: The last year whose holiday arrangement the State Council has published in the calendar package.
LAST_PUBLISHED_YEAR = 2026
FIRST_PUBLISHED_YEAR = 2004

#: Statutory holidays with a fixed date (month, day): New Year, Labour Day (2 days since 2025),
#: National Day (3 days). Source: 全国年节及纪念日放假办法, revision of 2024-11-10. The lunar
#: festivals of later years are unknown until published, which is why such a date is provisional.
FIXED_HOLIDAYS = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})

_SATURDAY = 5
#: What was published since: days by whether they are worked, and the years that are arranged.
_named: dict[date, bool] = {}
_arranged: set[int] = set()
_frozen: ContextVar[datetime | None] = ContextVar("zhirong_frozen_clock", default=None)


def now() -> datetime:
    """This moment, aware, in UTC."""
    return _frozen.get() or datetime.now(UTC)


def today() -> date:
    """The business day in Shanghai."""
    return shanghai_date(now())


def shanghai_date(moment: datetime) -> date:
    return moment.astimezone(SHANGHAI).date()


def end_of_day(day: date) -> datetime:
    """The first moment that no longer belongs to `day` in Shanghai, in UTC.

    The last day of the calendar ends with its last moment: there is none after it.
    """
    if day == date.max:
        return datetime.combine(day, datetime.max.time(), SHANGHAI).astimezone(UTC)
    return datetime.combine(day + timedelta(days=1), datetime.min.time(), SHANGHAI).astimezone(UTC)


def known_on(day: date | None) -> date:
    """The day whose knowledge is asked for: today, or one that has been."""
    if day is not None and day > today():
        raise InvalidField("as_known_on", f"A day up to {today()}: what comes is not known yet.")
    return day or today()


def known_by(day: date | None) -> datetime:
    """The end of the day whose knowledge is asked for: what came later was not known."""
    return end_of_day(known_on(day))


def set_to() -> datetime | None:
    """The moment that the block believes in; None of the real one."""
    return _frozen.get()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let the block believe that it is `moment` (the demonstration and the tests)."""
    if moment.tzinfo is None:
        raise ValueError("A moment needs a time zone.")
    token = _frozen.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _frozen.reset(token)


def learn(named: Mapping[date, bool], *, years: Set[int]) -> None:
    """Count these days so from now on, whatever the calendar package says of them."""
    _named.clear()
    _named.update(named)
    _arranged.clear()
    _arranged.update(years)


def is_provisional(day: date) -> bool:
    """Whether the answer for `day` rests on a guess (its year's holidays are not published)."""
    return day.year > LAST_PUBLISHED_YEAR and day.year not in _arranged


def is_weekday(day: date) -> bool:
    return day.weekday() < _SATURDAY


@cache
def _published(day: date) -> bool:
    """What the calendar package says: it looks through all of its days for each that is asked."""
    return bool(chinese_calendar.is_workday(day))


def is_working_day(day: date) -> bool:
    named = _named.get(day)
    if named is not None:
        return named
    if FIRST_PUBLISHED_YEAR <= day.year <= LAST_PUBLISHED_YEAR:
        return _published(day)
    return is_weekday(day) and (day.month, day.day) not in FIXED_HOLIDAYS


def add_working_days(day: date, count: int, *, closed: Set[date] = frozenset()) -> date:
    """The `count`-th working day after `day` that is not closed; `day` itself is not counted."""
    if count < 0:
        raise ValueError("Working days are counted forwards.")
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day) and day not in closed
    return day


def working_days_between(start: date, end: date, *, closed: Set[date] = frozenset()) -> int:
    """Working days after `start` up to and including `end`; 0 when `end` is not later."""
    days = (start + timedelta(days=offset) for offset in range(1, (end - start).days + 1))
    return sum(is_working_day(day) and day not in closed for day in days)
