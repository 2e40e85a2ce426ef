"""What the API takes and gives of money."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from backend.kernel.schemas import Input, Output
from backend.payments.states import AccountKind, Book


class AccountOut(Output, frozen=True):
    """`holder` is null for the platform. Debit is above zero, credit below."""

    id: UUID
    holder_id: UUID | None
    holder_name: str | None
    book: Book
    purpose: str
    kind: AccountKind
    currency: str
    balance_fen: int

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "AccountOut":
        return cls(
            id=row["id"],
            holder_id=row["holder"],
            holder_name=row["holder_name"],
            book=Book(row["book"]),
            purpose=row["purpose"],
            kind=AccountKind(row["kind"]),
            currency=row["currency"],
            balance_fen=row["balance_fen"],
        )


class PostingOut(Output, frozen=True):
    """`month` is the month it is posted in; it happened on `occurred_on`."""

    id: UUID
    transaction_id: UUID
    amount_fen: int
    currency: str
    occurred_on: date
    month: date
    cause_kind: str
    cause_id: UUID
    charge_id: UUID | None
    posted_at: datetime

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "PostingOut":
        return cls(
            id=row["id"],
            transaction_id=row["transaction_id"],
            amount_fen=row["amount_fen"],
            currency=row["currency"],
            occurred_on=row["occurred_on"],
            month=row["month"],
            cause_kind=row["cause_kind"],
            cause_id=row["cause_id"],
            charge_id=row["subject"],
            posted_at=row["created_at"],
        )


class ClosingIn(Input):
    """Any day of the month that is closed, with all months before it."""

    month: Annotated[date, Field(ge=date(2020, 1, 1))]


class ClosingOut(Output, frozen=True):
    closed_up_to: date
