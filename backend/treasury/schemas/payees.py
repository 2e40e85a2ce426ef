"""What the API takes and gives of payees: their accounts, what is held for them, lists to pay."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from backend.kernel.auth import Actor
from backend.kernel.money import Fen
from backend.kernel.schemas import Input, Output, WithCode
from backend.payments.states import Purpose
from backend.treasury.service import (
    PayeeTerms,
    Payout,
    payee_account_actions,
    payout_list_actions,
)
from backend.treasury.states import PayeeAccountState

MOST_ROWS = 200


class PayoutAccountIn(WithCode):
    """An account in the organisation's own name, with the password again.

    With a second factor it is in force at once; without one another person confirms it.
    """

    account_name: Annotated[str, Field(min_length=1, max_length=200)]
    account_number: Annotated[str, Field(pattern=r"^[0-9]{8,32}$")]
    bank_name: Annotated[str, Field(min_length=1, max_length=100)]
    bank_code: Annotated[str, Field(pattern=r"^[0-9]{12}$")] | None = None
    password: Annotated[str, Field(min_length=1, max_length=200)]

    def terms(self) -> PayeeTerms:
        return PayeeTerms(
            account_name=self.account_name,
            account_number=self.account_number,
            bank_name=self.bank_name,
            bank_code=self.bank_code,
        )


class PayoutAccountConfirmationIn(WithCode):
    password: Annotated[str, Field(min_length=1, max_length=200)]


class PayoutAccountOut(Output, frozen=True):
    """One version of the account that the own organisation is paid to.

    `sent_back`: the bank returned what was paid to it; register another, or this one anew.
    """

    id: UUID
    version: int
    state: PayeeAccountState
    account_name: str
    account_number: str
    bank_name: str
    bank_code: str | None
    sent_back: bool
    registered_by_name: str
    registered_at: datetime
    decided_by_name: str | None
    decided_at: datetime | None
    allowed_actions: list[str]

    @classmethod
    def of(cls, row: dict[str, Any], *, reader: Actor) -> "PayoutAccountOut":
        return cls(
            id=row["id"],
            version=row["version"],
            state=PayeeAccountState(row["state"]),
            account_name=row["account_name"],
            account_number=row["account_number"],
            bank_name=row["bank_name"],
            bank_code=row["bank_code"],
            sent_back=row["sent_back"],
            registered_by_name=row["registered_by_name"],
            registered_at=row["created_at"],
            decided_by_name=row["decided_by_name"],
            decided_at=row["decided_at"],
            allowed_actions=payee_account_actions(row, reader=reader),
        )


class PayeeOut(Output, frozen=True):
    """What is held for a payee, what of it is proposed already, and where it would go.

    Without `account_number` the payee has registered none: nothing can be paid yet; nor while its
    account has `sent_back` what was paid.
    """

    id: UUID
    payee_id: UUID
    payee_name: str
    purpose: Purpose
    held_fen: int
    proposed_fen: int
    account_number: str | None
    bank_name: str | None
    account_since: datetime | None
    sent_back: bool

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "PayeeOut":
        return cls(
            id=row["id"],
            payee_id=row["payee"],
            payee_name=row["payee_name"],
            purpose=Purpose(row["purpose"]),
            held_fen=row["held_fen"],
            proposed_fen=row["proposed_fen"],
            account_number=row["account_number"],
            bank_name=row["bank_name"],
            account_since=row["account_since"],
            sent_back=row["sent_back"],
        )


class PayoutIn(Input):
    payee_id: UUID
    purpose: Literal[Purpose.APPRAISAL_FEE, Purpose.LICENCE_FEE]
    amount_fen: Annotated[int, Field(gt=0, le=10**15)]

    def payout(self) -> Payout:
        return Payout(
            payee_id=self.payee_id, purpose=Purpose(self.purpose), amount=Fen(self.amount_fen)
        )


class PayoutListIn(Input):
    """Payees with amounts of what is held for them; each to the account that it registered."""

    payouts: Annotated[list[PayoutIn], Field(min_length=1, max_length=MOST_ROWS)]
    reason: Annotated[str, Field(min_length=1, max_length=200)]


class PayoutListOut(Output, frozen=True):
    """A list with how many of its orders stand where; the orders are among the payment orders."""

    id: UUID
    number: str
    reason: str
    orders: int
    amount_fen: int
    proposed: int
    under_way: int
    paid: int
    not_paid: int
    proposed_by_name: str
    proposed_at: datetime
    allowed_actions: list[str]

    @classmethod
    def of(cls, row: dict[str, Any], *, reader: Actor) -> "PayoutListOut":
        return cls(
            id=row["id"],
            number=row["number"],
            reason=row["reason"],
            orders=row["orders"],
            amount_fen=row["amount_fen"],
            proposed=row["proposed"],
            under_way=row["under_way"],
            paid=row["paid"],
            not_paid=row["not_paid"],
            proposed_by_name=row["proposed_by_name"],
            proposed_at=row["created_at"],
            allowed_actions=payout_list_actions(row, reader=reader),
        )
