"""How long a right lives by its term, and a register extract proves something. Pure.

What extracts are worth is dated rows, each in force from a day on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from backend.kernel import clock


@dataclass(frozen=True, kw_only=True)
class Validity:
    """An extract of `from_on` or later proves something for so many working days after its day;
    its owner is told `notice_days` working days before it lapses."""

    version: int
    from_on: date
    working_days: int
    notice_days: int
    #: Whether the source settles it, or it is our setting.
    confirmed: bool
    source: str
    source_en: str


#: The first row, as the migration has it.
FIRST = Validity(
    version=1,
    from_on=date(2021, 11, 15),
    working_days=15,
    notice_days=5,
    confirmed=False,
    source="中国银行江苏省分行专利权质押贷款：登记簿副本须为 15 个工作日以内（未见全国性规定）；"
    "提前 5 个工作日提醒为平台设定；均未确认",
    source_en="Bank of China Jiangsu, patent pledge loans: extracts at most 15 working days old "
    "(no national rule found); notice of 5 working days is our setting; neither confirmed",
)


def is_over(expires_on: date | None, lapses_on: date | None, *, today: date) -> bool:
    """From the anniversary on; where it can be renewed late, after the last day to do so.

    Terms: Patent Law art. 42. That the day before the anniversary is the last is our reading.
    """
    if lapses_on is not None:
        return lapses_on < today
    return expires_on is not None and expires_on <= today


def of_day(rows: Sequence[Validity], as_of: date) -> Validity:
    """What an extract of this day is worth; before the first row, what the first one says."""
    begun = [row for row in rows if row.from_on <= as_of]
    if begun:
        return max(begun, key=lambda row: row.from_on)
    return min(rows, key=lambda row: row.from_on)


def lapses_on(as_of: date, working_days: int) -> date:
    """The first day on which an extract of this day proves nothing any more."""
    return clock.add_working_days(as_of, working_days + 1)


def is_near(lapse: date, notice_days: int, *, today: date) -> bool:
    """Whether it is time to tell of a lapse that is still to come."""
    return today < lapse and clock.working_days_between(today, lapse) <= notice_days
