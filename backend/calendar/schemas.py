"""The calendar as it comes and goes over HTTP."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from backend.calendar.rules import Arranged, Day
from backend.calendar.service import Whose, Year, arranged, proposal_actions
from backend.kernel.auth import Actor
from backend.kernel.proposed import ProposalOut, told
from backend.kernel.schemas import Input, Output

_MOST_DAYS = 150


class CalendarDayIn(Input):
    """A holiday, or with `working` a day off that is worked."""

    on: date
    working: bool = False
    name: Annotated[str, Field(min_length=1, max_length=60)]


class CalendarIn(Input):
    """All days of a year, from `valid_from` on, that count otherwise than the week says."""

    year: int
    valid_from: date
    source: Annotated[str, Field(min_length=1, max_length=1000)]
    days: Annotated[list[CalendarDayIn], Field(max_length=_MOST_DAYS)]

    def arranged(self) -> Arranged:
        return Arranged(
            year=self.year,
            days=tuple(Day(on=each.on, working=each.working, name=each.name) for each in self.days),
        )


class CalendarReasonIn(Input):
    reason: Annotated[str, Field(min_length=1, max_length=1000)]


class CalendarDayOut(Output, frozen=True):
    on: date
    working: bool
    name: str


class CountedDayOut(Output, frozen=True):
    """`name`: none where it came with the product."""

    on: date
    working: bool
    name: str | None
    whose: Whose


class CalendarYearOut(Output, frozen=True):
    """What counts otherwise than the week says; `provisional`: holidays are not published."""

    year: int
    provisional: bool
    working_days: int
    days: list[CountedDayOut]

    @classmethod
    def of(cls, found: Year) -> "CalendarYearOut":
        return cls(
            year=found.year,
            provisional=found.provisional,
            working_days=found.working_days,
            days=[
                CountedDayOut(on=each.on, working=each.working, name=each.name, whose=each.whose)
                for each in found.days
            ],
        )


def _days(row: dict[str, Any]) -> list[CalendarDayOut]:
    return [
        CalendarDayOut(on=each.on, working=each.working, name=each.name)
        for each in arranged(row).days
    ]


class CalendarVersionOut(Output, frozen=True):
    """One version of a year; `own`: of the reader's bank, else the country's."""

    id: UUID
    own: bool
    year: int
    version: int
    valid_from: date
    source: str
    author: str
    accepted_by: str
    made_at: datetime
    days: list[CalendarDayOut]

    @classmethod
    def of(cls, row: dict[str, Any]) -> "CalendarVersionOut":
        return cls(
            id=row["id"],
            own=row["organisation"] is not None,
            year=row["year"],
            version=row["version"],
            valid_from=row["valid_from"],
            source=row["reason"],
            author=row["author_name"],
            accepted_by=row["accepted_by_name"],
            made_at=row["created_at"],
            days=_days(row),
        )


class CalendarProposalOut(ProposalOut, frozen=True):
    """A proposal of a year's days."""

    year: int
    valid_from: date
    source: str
    days: list[CalendarDayOut]

    @classmethod
    def of(cls, row: dict[str, Any], *, reader: Actor) -> "CalendarProposalOut":
        return cls(
            year=arranged(row).year,
            valid_from=row["valid_from"],
            source=row["reason"],
            days=_days(row),
            **told(row, proposal_actions(row, reader=reader)),
        )
