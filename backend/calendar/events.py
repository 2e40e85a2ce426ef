"""What other modules may learn of the calendar."""

from dataclasses import dataclass
from typing import ClassVar

from backend.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class CalendarProposed(Event):
    name: ClassVar[str] = "calendar.proposed"
    subject: ClassVar[str] = "calendar"
    year: int
    valid_from: str


@dataclass(frozen=True, kw_only=True)
class CalendarMade(Event):
    """`national`: of the country, so that it counts for everybody."""

    name: ClassVar[str] = "calendar.made"
    subject: ClassVar[str] = "calendar"
    year: int
    version: int
    valid_from: str
    national: bool


@dataclass(frozen=True, kw_only=True)
class CalendarNotTaken(Event):
    """Declined by another, or taken back by whoever proposed it."""

    name: ClassVar[str] = "calendar.not_taken"
    subject: ClassVar[str] = "calendar"
    outcome: str
