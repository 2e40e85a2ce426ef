"""What other modules may learn of valuations."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from backend.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class ValuationStated(Event):
    name: ClassVar[str] = "valuation.valuation_stated"
    subject: ClassVar[str] = "valuation"
    number: str
    right_ids: tuple[UUID, ...]


@dataclass(frozen=True, kw_only=True)
class ValuationWithdrawn(Event):
    name: ClassVar[str] = "valuation.valuation_withdrawn"
    subject: ClassVar[str] = "valuation"
    number: str


@dataclass(frozen=True, kw_only=True)
class WeightSetMade(Event):
    name: ClassVar[str] = "valuation.weight_set_made"
    subject: ClassVar[str] = "weight_set"
    scheme: str
    scene: str
    version: int
