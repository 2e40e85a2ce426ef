"""What other modules may learn of submissions and quotes."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from backend.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class SubmissionEvent(Event):
    subject: ClassVar[str] = "submission"
    number: str
    proposal_id: UUID


@dataclass(frozen=True, kw_only=True)
class QuoteAccepted(SubmissionEvent):
    name: ClassVar[str] = "underwriting.quote_accepted"
    quote_id: UUID
    quote: str
    option: int
    gross_fen: int
