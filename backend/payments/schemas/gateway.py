"""What the API takes and gives of payments by card, and of what somebody has to look at."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from backend.kernel.schemas import Input, Output
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
