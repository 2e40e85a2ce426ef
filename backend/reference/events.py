"""What other modules may learn of reference data."""

from dataclasses import dataclass
from typing import ClassVar

from backend.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class ReferenceProposed(Event):
    name: ClassVar[str] = "reference.proposed"
    subject: ClassVar[str] = "reference"
    table: str
    valid_from: str


@dataclass(frozen=True, kw_only=True)
class ReferencePublished(Event):
    name: ClassVar[str] = "reference.published"
    subject: ClassVar[str] = "reference"
    table: str
    version: int
    valid_from: str


@dataclass(frozen=True, kw_only=True)
class ReferenceNotTaken(Event):
    """Declined by another, or taken back by whoever proposed it."""

    name: ClassVar[str] = "reference.not_taken"
    subject: ClassVar[str] = "reference"
    table: str
    outcome: str
