"""What a bank's own people learn of how its desk is set."""

from dataclasses import dataclass
from typing import ClassVar

from backend.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class LimitEvent(Event):
    subject: ClassVar[str] = "decision_limit"
    member: str
    upto_fen: int
    from_on: str


@dataclass(frozen=True, kw_only=True)
class LimitProposed(LimitEvent):
    name: ClassVar[str] = "lending.limit_proposed"
    reason: str


@dataclass(frozen=True, kw_only=True)
class LimitDecided(LimitEvent):
    name: ClassVar[str] = "lending.limit_decided"
    outcome: str


@dataclass(frozen=True, kw_only=True)
class SubstitutionEvent(Event):
    subject: ClassVar[str] = "substitution"
    member: str
    substitute: str


@dataclass(frozen=True, kw_only=True)
class SubstituteNamed(SubstitutionEvent):
    name: ClassVar[str] = "lending.substitute_named"
    from_on: str
    to_on: str


@dataclass(frozen=True, kw_only=True)
class SubstitutionEnded(SubstitutionEvent):
    name: ClassVar[str] = "lending.substitution_ended"


@dataclass(frozen=True, kw_only=True)
class GroupEvent(Event):
    subject: ClassVar[str] = "officer_group"
    group: str


@dataclass(frozen=True, kw_only=True)
class GroupSet(GroupEvent):
    name: ClassVar[str] = "lending.group_set"


@dataclass(frozen=True, kw_only=True)
class GroupDissolved(GroupEvent):
    name: ClassVar[str] = "lending.group_dissolved"


@dataclass(frozen=True, kw_only=True)
class PhrasesProposed(Event):
    name: ClassVar[str] = "lending.phrases_proposed"
    subject: ClassVar[str] = "phrases"
    valid_from: str


@dataclass(frozen=True, kw_only=True)
class PhrasesMade(Event):
    name: ClassVar[str] = "lending.phrases_made"
    subject: ClassVar[str] = "phrases"
    version: int
    valid_from: str


@dataclass(frozen=True, kw_only=True)
class PhrasesNotTaken(Event):
    """Declined by another, or taken back by whoever proposed them."""

    name: ClassVar[str] = "lending.phrases_not_taken"
    subject: ClassVar[str] = "phrases"
    outcome: str
