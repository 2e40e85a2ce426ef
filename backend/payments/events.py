"""What other modules may learn of money."""

from dataclasses import dataclass
from typing import ClassVar

from backend.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class MonthClosed(Event):
    name: ClassVar[str] = "payments.month_closed"
    subject: ClassVar[str] = "closed_month"
    month: str


@dataclass(frozen=True, kw_only=True)
class ChargeRaised(Event):
    name: ClassVar[str] = "payments.charge_raised"
    subject: ClassVar[str] = "charge"
    reference: str
    purpose: str
    amount_fen: int


@dataclass(frozen=True, kw_only=True)
class ChargeMoved(Event):
    """Money came for it, or goes back of it; `how` says which, `state` what it is since."""

    name: ClassVar[str] = "payments.charge_moved"
    subject: ClassVar[str] = "charge"
    reference: str
    how: str
    amount_fen: int
    state: str


@dataclass(frozen=True, kw_only=True)
class ChargeReminded(Event):
    """It is due `soon`, or `overdue`; the payer is told once of each."""

    name: ClassVar[str] = "payments.charge_reminded"
    subject: ClassVar[str] = "charge"
    reference: str
    how: str
    open_fen: int
    due_on: str


@dataclass(frozen=True, kw_only=True)
class ChargeCancelled(Event):
    name: ClassVar[str] = "payments.charge_cancelled"
    subject: ClassVar[str] = "charge"
    reference: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class CheckoutAsked(Event):
    """A payer asked for the gateway's page."""

    name: ClassVar[str] = "payments.checkout_asked"
    subject: ClassVar[str] = "charge"
    reference: str
    amount_fen: int


@dataclass(frozen=True, kw_only=True)
class CardsAccepted(Event):
    """Whether an organisation takes its premiums by card from now on."""

    name: ClassVar[str] = "payments.card_acceptance_decided"
    subject: ClassVar[str] = "organisation"
    accepted: bool


@dataclass(frozen=True, kw_only=True)
class TaskOpened(Event):
    name: ClassVar[str] = "payments.task_opened"
    subject: ClassVar[str] = "payment_task"
    kind: str
    amount_fen: int


@dataclass(frozen=True, kw_only=True)
class TaskSettled(Event):
    name: ClassVar[str] = "payments.task_settled"
    subject: ClassVar[str] = "payment_task"
    kind: str


@dataclass(frozen=True, kw_only=True)
class FeeProposed(Event):
    name: ClassVar[str] = "payments.fee_proposed"
    subject: ClassVar[str] = "fee_proposal"
    code: str


@dataclass(frozen=True, kw_only=True)
class FeeRefused(Event):
    name: ClassVar[str] = "payments.fee_refused"
    subject: ClassVar[str] = "fee_proposal"
    code: str


@dataclass(frozen=True, kw_only=True)
class FeePublished(Event):
    name: ClassVar[str] = "payments.fee_published"
    subject: ClassVar[str] = "fee"
    code: str
    version: int


@dataclass(frozen=True, kw_only=True)
class GatewayMoneyMatched(Event):
    """Proposed, confirmed, refused: `how` says which."""

    name: ClassVar[str] = "payments.gateway_money_matched"
    subject: ClassVar[str] = "gateway_payment"
    how: str
    amount_fen: int
