"""What a request must hold, and what it discloses to those who do not know the firm. Pure."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from uuid import UUID

from backend.kernel.errors import RuleBroken
from backend.kernel.money import Fen

_MILLION = 1_000_000_00
_SUBCLASS = 4


class RightsNamedTwice(RuleBroken):
    code = "listing.rights_named_twice"
    title = "A right is named twice"


class DateInFuture(RuleBroken):
    code = "listing.date_in_future"
    title = "This date has not come yet"


class GradeMissing(RuleBroken):
    code = "listing.grade_missing"
    title = "A year or a paper is of a grade; state the grade, too"


class AmountBand(StrEnum):
    """How a teaser tells an amount; upper ends belong to the band above."""

    BELOW_1M = "below_1m"
    FROM_1M = "from_1m_below_3m"
    FROM_3M = "from_3m_below_5m"
    FROM_5M = "from_5m_below_10m"
    FROM_10M = "from_10m_below_30m"
    FROM_30M = "from_30m"


_LOWER_ENDS: tuple[tuple[int, AmountBand], ...] = (
    (30 * _MILLION, AmountBand.FROM_30M),
    (10 * _MILLION, AmountBand.FROM_10M),
    (5 * _MILLION, AmountBand.FROM_5M),
    (3 * _MILLION, AmountBand.FROM_3M),
    (1 * _MILLION, AmountBand.FROM_1M),
)


def band(amount: Fen) -> AmountBand:
    return next((name for end, name in _LOWER_ENDS if amount >= end), AmountBand.BELOW_1M)


def subclasses(classes: Iterable[str | None]) -> list[str]:
    """The IPC subclasses (four characters) of these classes, each once, in order."""
    return sorted({c.replace(" ", "")[:_SUBCLASS] for c in classes if c})


def check_request(
    right_ids: list[UUID], *, established_on: date, used_since: Iterable[date], today: date
) -> None:
    """Refuse a right named twice and days that have not come."""
    if len(set(right_ids)) < len(right_ids):
        raise RightsNamedTwice
    if established_on > today:
        raise DateInFuture(field="established_on", today=today.isoformat())
    if any(day > today for day in used_since):
        raise DateInFuture(field="used_since", today=today.isoformat())


def check_grade(
    name: str, *, grade: str | None, year: int | None, paper: UUID | None, today: date
) -> None:
    """Refuse a year or a paper without its grade, and a year that has not come."""
    if grade is None and (year is not None or paper is not None):
        raise GradeMissing(field=name)
    if year is not None and year > today.year:
        raise DateInFuture(field=f"{name}_year", today=today.isoformat())
