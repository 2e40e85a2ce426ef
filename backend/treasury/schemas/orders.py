"""What the API takes and gives of money that goes out."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from backend.kernel.auth import Actor
from backend.kernel.money import Fen
from backend.kernel.schemas import Input, Output
from backend.payments.states import Book
from backend.treasury.service import Refund, order_actions
from backend.treasury.states import Currency, OrderKind, OrderState


class RefundIn(Input):
    """A charge and the line that its money came by; a charge alone: by card; a line alone: what
    waits of it. It goes back to where it came from."""

    charge_id: UUID | None = None
    line_id: UUID | None = None
    amount_fen: Annotated[int, Field(gt=0, le=10**15)]
    reason: Annotated[str, Field(min_length=1, max_length=200)]

    def refund(self) -> Refund:
        return Refund(
            charge_id=self.charge_id,
            line_id=self.line_id,
            amount=Fen(self.amount_fen),
            reason=self.reason,
        )


class OrderOut(Output, frozen=True):
    """Money that is to go out. `number` is the remark by which the bank's line finds it again.

    `paid_fen`: what the bank paid, where it was less.
    `account_replaced`: the payee has registered another account since; it goes to no bank.
    `account_sent_back`: nor does it to an account from which the bank has sent money back.
    `returned_fen` came back by `returned_line_id`: what it took from has it again.
    """

    id: UUID
    number: str
    kind: OrderKind
    state: OrderState
    book: Book
    charge_id: UUID | None
    charge_reference: str | None
    line_id: UUID | None
    payee_id: UUID | None
    payee_name: str | None
    list_id: UUID | None
    list_number: str | None
    account_replaced: bool
    account_sent_back: bool
    currency: Currency
    amount_fen: int
    paid_fen: int | None
    to_name: str
    to_account: str
    to_bank: str
    reason: str
    proposed_by_name: str
    proposed_at: datetime
    decided_by_name: str | None
    decided_at: datetime | None
    file_id: UUID | None
    paid_line_id: UUID | None
    returned_line_id: UUID | None
    returned_fen: int | None
    returned_because: str | None
    allowed_actions: list[str]

    @classmethod
    def of(cls, row: dict[str, Any], *, reader: Actor) -> "OrderOut":
        return cls(
            id=row["id"],
            number=row["number"],
            kind=OrderKind(row["kind"]),
            state=OrderState(row["state"]),
            book=Book(row["book"]),
            charge_id=row["charge"],
            charge_reference=row["charge_reference"],
            line_id=row["line"],
            payee_id=row["payee"],
            payee_name=row["payee_name"],
            list_id=row["payout_list"],
            list_number=row["list_number"],
            account_replaced=bool(row["account_replaced"]),
            account_sent_back=row["account_sent_back"],
            currency=Currency(row["currency"]),
            amount_fen=row["amount_fen"],
            paid_fen=row["paid_fen"],
            to_name=row["to_name"],
            to_account=row["to_account"],
            to_bank=row["to_bank"],
            reason=row["reason"],
            proposed_by_name=row["proposed_by_name"],
            proposed_at=row["created_at"],
            decided_by_name=row["decided_by_name"],
            decided_at=row["decided_at"],
            file_id=row["file"],
            paid_line_id=row["paid_line"],
            returned_line_id=row["returned_line"],
            returned_fen=row["returned_fen"],
            returned_because=row["returned_because"],
            allowed_actions=order_actions(row, reader=reader),
        )


class ReturnedOrderOut(Output, frozen=True):
    """A paid order that a line may bring back, and what speaks for it: its number in the remark,
    the account, the amount."""

    id: UUID
    number: str
    kind: OrderKind
    payee_name: str | None
    charge_reference: str | None
    to_name: str
    to_account: str
    to_bank: str
    paid_fen: int
    paid_on: date
    by_number: bool
    by_account: bool
    by_amount: bool

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "ReturnedOrderOut":
        return cls(
            id=row["id"],
            number=row["number"],
            kind=OrderKind(row["kind"]),
            payee_name=row["payee_name"],
            charge_reference=row["charge_reference"],
            to_name=row["to_name"],
            to_account=row["to_account"],
            to_bank=row["to_bank"],
            paid_fen=row["went_fen"],
            paid_on=row["paid_on"],
            by_number=row["by_number"],
            by_account=row["by_account"],
            by_amount=row["by_amount"],
        )


class PaymentFileIn(Input):
    account_id: UUID


class PaymentFileOut(Output, frozen=True):
    """The bank `paid` so many of its `orders` by its statements; `failed` came to nothing."""

    id: UUID
    account_id: UUID
    account_number: str
    bank_name: str
    orders: int
    paid: int
    failed: int
    currency: Currency
    amount_fen: int
    made_at: datetime
    made_by_name: str

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "PaymentFileOut":
        return cls(
            id=row["id"],
            account_id=row["account"],
            account_number=row["account_number"],
            bank_name=row["bank_name"],
            orders=row["orders"],
            paid=row["paid"],
            failed=row["failed"],
            currency=Currency(row["currency"]),
            amount_fen=row["amount_fen"],
            made_at=row["created_at"],
            made_by_name=row["made_by_name"],
        )
