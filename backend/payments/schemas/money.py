"""What the API takes and gives of money."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.kernel.money import Fen
from backend.kernel.schemas import Input, Output
from backend.payments.rules import CURRENCY, MOST
from backend.payments.service import Owed, methods_of, open_actions
from backend.payments.states import AccountKind, Action, Book, Method, Purpose, Source, State
from contracts.capitals import capitals


class AccountOut(Output, frozen=True):
    """`holder` is null for the platform. Debit is above zero, credit below."""

    id: UUID
    number: str
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
            number=row["number"],
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


class ChargeIn(Input):
    """A fee that is owed. Premiums and licence fees come out of their own affairs."""

    payer_id: UUID
    payee_id: UUID
    purpose: Literal[Purpose.PLATFORM_FEE, Purpose.APPRAISAL_FEE]
    amount_fen: Annotated[int, Field(gt=0, le=MOST)]
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] = "CNY"
    due_on: Annotated[date, Field(ge=date(2020, 1, 1))]
    about: Annotated[str, Field(min_length=1, max_length=200)]
    fee_id: UUID | None = None
    fee_base_fen: Annotated[int, Field(gt=0, le=MOST)] | None = None

    def owed(self) -> Owed:
        return Owed(
            payer_id=self.payer_id,
            payee_id=self.payee_id,
            purpose=Purpose(self.purpose),
            amount=Fen(self.amount_fen),
            currency=self.currency,
            due_on=self.due_on,
            about=self.about,
            fee_id=self.fee_id,
            fee_base=None if self.fee_base_fen is None else Fen(self.fee_base_fen),
        )


class ChargeOut(Output, frozen=True):
    """`kept_fen` is paid and not sent back; `refund_ordered_fen` is on its way back,
    `paid_back_fen` has been paid out, `refunded_fen` is both; `outstanding_fen` is still to be
    paid while the charge is due; `checkout_methods` are how the reader can pay it online now:
    without any, by bank transfer."""

    id: UUID
    reference: str
    payer_id: UUID
    payer_name: str
    payee_id: UUID
    payee_name: str
    purpose: Purpose
    about: str
    amount_fen: int
    amount_capitals: str
    outstanding_fen: int
    currency: str
    due_on: date
    overdue: bool
    state: State
    kept_fen: int
    refunded_fen: int
    refund_ordered_fen: int
    paid_back_fen: int
    raised_at: datetime
    cancelled_at: datetime | None
    cancelled_because: str | None
    checkout_methods: list[Method]
    allowed_actions: list[Action]

    @classmethod
    def of(cls, row: Mapping[str, Any], *, reader: Actor) -> "ChargeOut":
        return cls(
            id=row["id"],
            reference=row["reference"],
            payer_id=row["payer"],
            payer_name=row["payer_name"],
            payee_id=row["payee"],
            payee_name=row["payee_name"],
            purpose=Purpose(row["purpose"]),
            about=row["about"],
            amount_fen=row["amount_fen"],
            amount_capitals=capitals(row["amount_fen"]),
            outstanding_fen=row["amount_fen"] - row["kept"] if row["due"] else 0,
            currency=CURRENCY,
            due_on=row["due_on"],
            overdue=row["due"] and row["due_on"] < clock.today(),
            state=State(row["state"]),
            kept_fen=row["kept"],
            refunded_fen=row["refunded"],
            refund_ordered_fen=row["ordered"],
            paid_back_fen=row["refunded"] - row["ordered"],
            raised_at=row["created_at"],
            cancelled_at=row["cancelled_at"],
            cancelled_because=row["cancelled_because"],
            checkout_methods=methods_of(row, reader=reader),
            allowed_actions=open_actions(row, reader=reader),
        )


class CancellationIn(Input):
    reason: Annotated[str, Field(min_length=1, max_length=500)]


class MovementOut(Output, frozen=True):
    """`kind` is what happened; `kept_fen` what the payee kept after it."""

    id: UUID
    kind: str
    source: Source | None
    amount_fen: int
    kept_fen: int
    occurred_on: date
    posted_at: datetime

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "MovementOut":
        return cls(
            id=row["id"],
            kind=row["cause_kind"],
            source=None if row["source"] is None else Source(row["source"]),
            amount_fen=row["amount_fen"],
            kept_fen=row["kept_fen"],
            occurred_on=row["occurred_on"],
            posted_at=row["created_at"],
        )


class ChargeTotalsOut(Output, frozen=True):
    """Counts of all charges that the reader sees; amounts of his own organisation's."""

    due: int
    overdue: int
    paid: int
    refunds: int
    cancelled: int
    every: int
    owed_fen: int
    overdue_fen: int
    owed_to_us_fen: int
    coming_back_fen: int
    next_due_on: date | None

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "ChargeTotalsOut":
        return cls(**{name: row[name] for name in cls.__struct_fields__})
