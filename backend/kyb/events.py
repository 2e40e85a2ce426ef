"""What happens to a verification case."""

from dataclasses import dataclass
from typing import ClassVar

from backend.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class CaseEvent(Event):
    subject: ClassVar[str] = "kyb_case"

    firm: str


@dataclass(frozen=True, kw_only=True)
class CaseOpened(CaseEvent):
    name: ClassVar[str] = "kyb.case_opened"


@dataclass(frozen=True, kw_only=True)
class CaseSubmitted(CaseEvent):
    name: ClassVar[str] = "kyb.case_submitted"

    licence_id: str


@dataclass(frozen=True, kw_only=True)
class CaseApproved(CaseEvent):
    name: ClassVar[str] = "kyb.case_approved"


@dataclass(frozen=True, kw_only=True)
class CaseReturned(CaseEvent):
    name: ClassVar[str] = "kyb.case_returned"

    reason_code: str
    reason: str
