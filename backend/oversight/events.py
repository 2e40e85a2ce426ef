"""What other modules may learn of month sheets."""

from dataclasses import dataclass
from typing import ClassVar

from backend.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class MonthPrepared(Event):
    name: ClassVar[str] = "oversight.month_prepared"
    subject: ClassVar[str] = "month_sheet"
    target: str
    month: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class MonthSigned(Event):
    name: ClassVar[str] = "oversight.month_signed"
    subject: ClassVar[str] = "month_sheet"
    target: str
    month: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class MonthReturned(Event):
    name: ClassVar[str] = "oversight.month_returned"
    subject: ClassVar[str] = "month_sheet"
    target: str
    month: str
    reason: str
