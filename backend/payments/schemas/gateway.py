"""What the API takes and gives of payments by card, and of what somebody has to look at."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from backend.kernel.auth import Actor
from backend.kernel.schemas import Input, Output
from backend.payments.service import waiting_actions
from backend.payments.states import Method, TaskKind


class CheckoutOut(Output, frozen=True):
    """The page on which exactly `amount_fen` is paid, until `expires_at`."""

    charge_id: UUID
    url: str
    amount_fen: int
    methods: list[Method]
    expires_at: datetime

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "CheckoutOut":
        return cls(
            charge_id=row["charge_id"],
            url=row["url"],
            amount_fen=row["amount_fen"],
            methods=row["methods"],
            expires_at=row["expires_at"],
        )


class CardAcceptanceIn(Input):
    accepted: bool


class CardAcceptanceOut(Output, frozen=True):
    """Whether the organisation takes premiums by card."""

    accepted: bool


class PaymentTaskOut(Output, frozen=True):
    """What a person has to look at; `facts` say what was found."""

    id: UUID
    kind: TaskKind
    external_id: str
    charge_id: UUID | None
    reference: str | None
    amount_fen: int
    facts: dict[str, Any]
    opened_at: datetime
    settled_at: datetime | None
    settled_by_name: str | None
    resolution: str | None

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "PaymentTaskOut":
        return cls(
            id=row["id"],
            kind=TaskKind(row["kind"]),
            external_id=row["external_id"],
            charge_id=row["charge"],
            reference=row["reference"],
            amount_fen=row["amount_fen"],
            facts=row["facts"],
            opened_at=row["created_at"],
            settled_at=row["settled_at"],
            settled_by_name=row["settled_by_name"],
            resolution=row["resolution"],
        )


class ResolutionIn(Input):
    resolution: Annotated[str, Field(min_length=1, max_length=500)]


class WaitingPaymentOut(Output, frozen=True):
    """Money that came by the payment service for no charge, with what is proposed for it.

    In another currency than CNY it is in no ledger, and goes back by the service.
    """

    id: UUID
    payment: str
    amount: int
    currency: str
    came_at: datetime
    charge_id: UUID | None
    charge_reference: str | None
    note: str | None
    proposed_by_name: str | None
    proposed_at: datetime | None
    allowed_actions: list[str]

    @classmethod
    def of(cls, row: dict[str, Any], *, reader: Actor) -> "WaitingPaymentOut":
        return cls(
            id=row["id"],
            payment=row["intent_id"],
            amount=row["amount_fen"],
            currency=row["currency"],
            came_at=row["created_at"],
            charge_id=row["match_charge"],
            charge_reference=row["match_reference"],
            note=row["match_note"],
            proposed_by_name=row["proposed_by_name"],
            proposed_at=row["proposed_at"],
            allowed_actions=waiting_actions(row, reader=reader),
        )


class WaitingMatchIn(Input):
    charge_id: UUID
    note: Annotated[str, Field(max_length=200)] = ""


class WaitingReturnIn(Input):
    note: Annotated[str, Field(min_length=1, max_length=200)]
