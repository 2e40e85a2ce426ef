"""What other modules may learn of alerts."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from backend.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class ValueAlertRaised(Event):
    """Told to the bank: the value behind its loan fell, by its own rules."""

    name: ClassVar[str] = "monitoring.value_alert_raised"
    subject: ClassVar[str] = "loan_application"
    number: str
    alert_id: UUID
    cause: str
    right: str | None
    ltv_before_bp: int | None
    ltv_after_bp: int | None


@dataclass(frozen=True, kw_only=True)
class RevaluationWanted(Event):
    """Told to the firm: its rights have to be valued again."""

    name: ClassVar[str] = "monitoring.revaluation_wanted"
    subject: ClassVar[str] = "loan_application"
    number: str
    bank: str
    cause: str
    right: str | None


@dataclass(frozen=True, kw_only=True)
class RightsRevalued(Event):
    """Told to the bank: the firm handed it a newer value of rights under an open alert."""

    name: ClassVar[str] = "monitoring.rights_revalued"
    subject: ClassVar[str] = "loan_application"
    number: str
    alert_id: UUID
    valuation: str


@dataclass(frozen=True, kw_only=True)
class ValueAlertSettled(Event):
    name: ClassVar[str] = "monitoring.value_alert_settled"
    subject: ClassVar[str] = "loan_application"
    number: str
    alert_id: UUID
    cause: str
    note: str


@dataclass(frozen=True, kw_only=True)
class WatchRulesMade(Event):
    name: ClassVar[str] = "monitoring.watch_rules_made"
    subject: ClassVar[str] = "watch_rules"
    version: int
    valid_from: str


@dataclass(frozen=True, kw_only=True)
class WatchRulesProposed(Event):
    name: ClassVar[str] = "monitoring.watch_rules_proposed"
    subject: ClassVar[str] = "watch_rules"
    valid_from: str


@dataclass(frozen=True, kw_only=True)
class WatchRulesNotTaken(Event):
    """Declined by another, or taken back by whoever proposed them."""

    name: ClassVar[str] = "monitoring.watch_rules_not_taken"
    subject: ClassVar[str] = "watch_rules"
    outcome: str
