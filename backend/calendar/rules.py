"""How versions of a year's days follow each other, and what a version may say. Pure."""

from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from backend.kernel.errors import RuleBroken

#: Years ahead of the present one that may be arranged.
YEARS_AHEAD = 2


class CalendarNotAhead(RuleBroken):
    code = "calendar.not_ahead"
    title = "Days that have begun keep how they counted: a version begins tomorrow or later"


class CalendarYearOutOfReach(RuleBroken):
    code = "calendar.year_out_of_reach"
    title = "Only this year and the two after it are arranged"


class DayOutsideYear(RuleBroken):
    code = "calendar.day_outside_year"
    title = "A day lies outside the year, or before the version begins"


class DayTwice(RuleBroken):
    code = "calendar.day_twice"
    title = "A day stands twice"


class BankOpensNoDay(RuleBroken):
    code = "calendar.bank_opens_no_day"
    title = "A bank names days on which it is closed; which days are worked is the country's"


class NothingNamed(RuleBroken):
    code = "calendar.nothing_named"
    title = "An arrangement of the country names at least one day"


class Day(msgspec.Struct, frozen=True, kw_only=True):
    """A day that counts otherwise than it seems, and why."""

    on: date
    working: bool
    name: str


class Arranged(msgspec.Struct, frozen=True, kw_only=True):
    """The days that one version names in its year."""

    year: int
    days: tuple[Day, ...]


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """A version in force from a day on, of the country or of one bank."""

    n: int
    valid_from: date
    arranged: Arranged


def fold(versions: Iterable[Version]) -> dict[date, Day]:
    """The days as they count: a later version speaks of its year from its first day on."""
    found: dict[date, Day] = {}
    for version in sorted(versions, key=lambda each: (each.arranged.year, each.n)):
        year = version.arranged.year
        for day in [on for on in found if on.year == year and on >= version.valid_from]:
            del found[day]
        found |= {each.on: each for each in version.arranged.days if each.on >= version.valid_from}
    return found


def closed_for(versions: Sequence[Version], started_on: date) -> frozenset[date]:
    """A bank's closed days that were in force when an answer time began.

    What it closes later does not lengthen an answer time that was promised before.
    """
    known = [each for each in versions if each.valid_from <= started_on]
    return frozenset(fold(known))


def check_ahead(valid_from: date, *, today: date) -> None:
    if valid_from <= today:
        raise CalendarNotAhead(field="valid_from", today=today.isoformat())


def check_arranged(arranged: Arranged, *, valid_from: date, of_bank: bool, today: date) -> None:
    """A version that may be proposed, from tomorrow on."""
    check_ahead(valid_from, today=today)
    last = today.year + YEARS_AHEAD
    if not today.year <= arranged.year <= last:
        raise CalendarYearOutOfReach(field="year", least=today.year, most=last)
    if not of_bank and not arranged.days:
        raise NothingNamed(field="days")
    seen: set[date] = set()
    for row, day in enumerate(arranged.days, start=1):
        where = f"days[{row}]"
        if day.on.year != arranged.year or day.on < valid_from:
            raise DayOutsideYear(
                field=f"{where}.on", on=day.on.isoformat(), year=arranged.year,
                valid_from=valid_from.isoformat(),
            )  # fmt: skip
        if day.on in seen:
            raise DayTwice(field=f"{where}.on", on=day.on.isoformat())
        if of_bank and day.working:
            raise BankOpensNoDay(field=f"{where}.working", on=day.on.isoformat())
        seen.add(day.on)
