"""What other modules may learn of money."""

from dataclasses import dataclass
from typing import ClassVar

from backend.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class MonthClosed(Event):
    name: ClassVar[str] = "payments.month_closed"
    subject: ClassVar[str] = "closed_month"
    month: str
