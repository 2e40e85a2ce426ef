"""What the API takes and gives of money at the bank."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

import segno
from pydantic import Field, model_validator

from backend.kernel.auth import Actor
from backend.kernel.money import Fen
from backend.kernel.schemas import Input, Output
from backend.payments.states import Book, Purpose
from backend.treasury.service import Opened, Proposed, open_actions
from backend.treasury.states import YUAN, Currency, Direction, LineState, MatchKind, Reason
from contracts.capitals import capitals


class BankAccountIn(Input):
    """`opening_fen` is what stood there before the first statement that will be imported."""

    book: Book
    holder_id: UUID | None = None
    account_name: Annotated[str, Field(min_length=1, max_length=100)]
    account_number: Annotated[str, Field(pattern=r"^[0-9]{6,32}$")]
    bank_name: Annotated[str, Field(min_length=1, max_length=100)]
    bank_code: Annotated[str, Field(pattern=r"^[0-9]{12}$")] | None = None
    layout_code: Annotated[str, Field(min_length=1, max_length=40)]
    currency: Currency = YUAN
    opening_fen: Annotated[int, Field(ge=0, le=10**15)] = 0

    def opened(self) -> Opened:
        return Opened(
            book=self.book,
            holder_id=self.holder_id,
            account_name=self.account_name,
            account_number=self.account_number,
            bank_name=self.bank_name,
            bank_code=self.bank_code,
            layout_code=self.layout_code,
            currency=self.currency,
            opening_fen=self.opening_fen,
        )


class BankAccountOut(Output, frozen=True):
    """`balance_fen` is what the last statement says, up to `known_to`; hundredths of `currency`."""

    id: UUID
    book: Book
    holder_id: UUID | None
    holder_name: str | None
    account_name: str
    account_number: str
    bank_name: str
    bank_code: str | None
    layout_code: str
    currency: Currency
    opening_fen: int
    balance_fen: int
    known_to: date | None
    opened_at: datetime
    closed_at: datetime | None
    allowed_actions: list[str]

    @classmethod
    def of(cls, row: Mapping[str, Any], *, may_close: bool) -> "BankAccountOut":
        return cls(
            id=row["id"],
            book=Book(row["book"]),
            holder_id=row["holder"],
            holder_name=row["holder_name"],
            account_name=row["account_name"],
            account_number=row["account_number"],
            bank_name=row["bank_name"],
            bank_code=row["bank_code"],
            layout_code=row["layout_code"],
            currency=Currency(row["currency"]),
            opening_fen=row["opening_fen"],
            balance_fen=row["balance_fen"],
            known_to=row["known_to"],
            opened_at=row["created_at"],
            closed_at=row["closed_at"],
            allowed_actions=["close"] if may_close and row["closed_at"] is None else [],
        )


class InstructionOut(Output, frozen=True):
    """How to pay by transfer: exactly `amount_fen`, with `reference` alone as remark."""

    account_name: str
    account_number: str
    bank_name: str
    bank_code: str | None
    amount_fen: int
    amount_capitals: str
    reference: str
    qr_svg: str

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "InstructionOut":
        return cls(
            account_name=row["account_name"],
            account_number=row["account_number"],
            bank_name=row["bank_name"],
            bank_code=row["bank_code"],
            amount_fen=row["amount_fen"],
            amount_capitals=capitals(row["amount_fen"]),
            reference=row["reference"],
            qr_svg=segno.make(row["code"], error="m", micro=False).svg_inline(
                border=4, scale=4, light="#fff"
            ),
        )


class StatementOut(Output, frozen=True):
    """`known_rows` of the file had been told by an earlier one; `repeated`: this very file had."""

    id: UUID
    account_id: UUID
    account_number: str
    account_name: str
    bank_name: str
    book: Book
    layout: str
    currency: Currency
    file_name: str
    sha256: str
    first_on: date
    last_on: date
    opening_fen: int
    closing_fen: int
    rows: int
    known_rows: int
    new_lines: int
    matched_lines: int
    suspense_lines: int
    settled_lines: int
    imported_at: datetime
    imported_by_name: str
    repeated: bool

    @classmethod
    def of(cls, row: Mapping[str, Any], *, repeated: bool = False) -> "StatementOut":
        return cls(
            id=row["id"],
            account_id=row["account"],
            account_number=row["account_number"],
            account_name=row["account_name"],
            bank_name=row["bank_name"],
            book=Book(row["book"]),
            layout=f"{row['layout_code']}/{row['layout_version']}",
            currency=Currency(row["currency"]),
            file_name=row["file_name"],
            sha256=row["sha256"].hex(),
            first_on=row["first_on"],
            last_on=row["last_on"],
            opening_fen=row["opening_fen"],
            closing_fen=row["closing_fen"],
            rows=row["rows"],
            known_rows=row["known_rows"],
            new_lines=row["new_lines"],
            matched_lines=row["matched_lines"],
            suspense_lines=row["suspense_lines"],
            settled_lines=row["settled_lines"],
            imported_at=row["created_at"],
            imported_by_name=row["imported_by_name"],
            repeated=repeated,
        )


class LineMatchIn(Input):
    """What a waiting line, or a part of it, is for; each kind names what it is about.

    In: `charge`, `payout` (of the payment service), `bounced`: an order that was paid and the bank
    sent back. Out: `fee` of the bank, `order` that was paid
    with another amount, `payee` (with `purpose`). Either: `between` the books, `counter` (a line
    that went the other way). Of a line in another currency: `converted` by the bank, with the line
    by which it left, the line by which its yuan came, how many, and the bank's number of it.
    """

    kind: MatchKind
    charge_id: UUID | None = None
    order_id: UUID | None = None
    counter_line_id: UUID | None = None
    gateway_payout: Annotated[str, Field(min_length=1, max_length=255)] | None = None
    payee_id: UUID | None = None
    purpose: Literal[Purpose.APPRAISAL_FEE, Purpose.LICENCE_FEE] | None = None
    yuan_line_id: UUID | None = None
    yuan_fen: Annotated[int, Field(gt=0, le=10**15)] | None = None
    evidence: Annotated[str, Field(min_length=1, max_length=100, pattern=r"\S")] | None = None
    amount_fen: Annotated[int, Field(gt=0, le=10**15)] | None = None
    note: Annotated[str, Field(max_length=200)] = ""

    @model_validator(mode="after")
    def _payee_for_something(self) -> "LineMatchIn":
        if (self.payee_id is None) != (self.purpose is None):
            raise ValueError("A payee is named with its purpose.")
        return self

    def proposed(self) -> Proposed:
        return Proposed(
            kind=self.kind,
            charge_id=self.charge_id,
            order_id=self.order_id,
            counter_line_id=self.counter_line_id,
            gateway_payout=self.gateway_payout,
            payee_id=self.payee_id,
            purpose=self.purpose,
            yuan_line_id=self.yuan_line_id,
            yuan_fen=None if self.yuan_fen is None else Fen(self.yuan_fen),
            evidence=self.evidence,
            amount=None if self.amount_fen is None else Fen(self.amount_fen),
            note=self.note,
        )


class LineMatchOut(Output, frozen=True):
    """What somebody proposed, and another has to confirm."""

    id: UUID
    kind: MatchKind
    charge_id: UUID | None
    charge_reference: str | None
    order_id: UUID | None
    order_number: str | None
    counter_line_id: UUID | None
    counter_name: str | None
    gateway_payout: str | None
    payee_id: UUID | None
    payee_name: str | None
    purpose: str | None
    yuan_line_id: UUID | None
    yuan_on: date | None
    yuan_fen: int | None
    evidence: str | None
    amount_fen: int
    note: str
    proposed_by_name: str
    proposed_at: datetime

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "LineMatchOut | None":
        if row["match_id"] is None:
            return None
        return cls(
            id=row["match_id"],
            kind=MatchKind(row["match_kind"]),
            charge_id=row["match_charge"],
            charge_reference=row["match_reference"],
            order_id=row["match_order"],
            order_number=row["match_order_number"],
            counter_line_id=row["match_counter"],
            counter_name=row["match_counter_name"],
            gateway_payout=row["match_payout"],
            payee_id=row["match_payee"],
            payee_name=row["match_payee_name"],
            purpose=row["match_purpose"],
            yuan_line_id=row["match_yuan_line"],
            yuan_on=row["match_yuan_on"],
            yuan_fen=row["match_yuan_fen"],
            evidence=row["match_evidence"],
            amount_fen=row["match_fen"],
            note=row["match_note"],
            proposed_by_name=row["proposed_by_name"],
            proposed_at=row["proposed_at"],
        )


class GatewayPayoutOut(Output, frozen=True):
    """A payout that is under way to the bank, by whose money it is."""

    id: str
    amount_fen: int
    own_fen: int
    client_fen: int
    sent_at: datetime

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "GatewayPayoutOut":
        return cls(
            id=row["line_id"],
            amount_fen=row["amount_fen"],
            own_fen=row["own_fen"],
            client_fen=row["client_fen"],
            sent_at=row["happened_at"],
        )


class LineOut(Output, frozen=True):
    """A line as the bank wrote it, and what became of it. `amount_fen` is above zero.

    `left_fen` waits in suspense, of it `returning_fen` is proposed to go back; `reason` says why a
    line came to wait. `converted_fen`: what the bank made of money in another currency, which came
    from `converted_from`.
    """

    id: UUID
    statement_id: UUID
    account_number: str
    book: Book
    row: int
    booked_on: date
    direction: Direction
    amount_fen: int
    balance_fen: int
    currency: str
    other_name: str
    other_account: str
    other_bank: str
    memo: str
    serial: str
    state: LineState
    reason: Reason | None
    left_fen: int
    returning_fen: int
    converted_fen: int
    converted_from: str | None
    charge_id: UUID | None
    charge_reference: str | None
    proposal: LineMatchOut | None
    allowed_actions: list[str]

    @classmethod
    def of(cls, row: dict[str, Any], *, reader: Actor) -> "LineOut":
        return cls(
            id=row["id"],
            statement_id=row["statement"],
            account_number=row["account_number"],
            book=Book(row["book"]),
            row=row["row"],
            booked_on=row["booked_on"],
            direction=Direction.IN if row["amount_fen"] > 0 else Direction.OUT,
            amount_fen=abs(row["amount_fen"]),
            balance_fen=row["balance_fen"],
            currency=row["currency"],
            other_name=row["other_name"],
            other_account=row["other_account"],
            other_bank=row["other_bank"],
            memo=row["memo"],
            serial=row["serial"],
            state=LineState(row["state"]),
            reason=None if row["reason"] is None else Reason(row["reason"]),
            left_fen=row["left_fen"] if row["state"] == LineState.SUSPENSE else 0,
            returning_fen=row["returning_fen"],
            converted_fen=row["converted_fen"],
            converted_from=row["converted_from"],
            charge_id=row["charge"],
            charge_reference=row["charge_reference"],
            proposal=LineMatchOut.of(row),
            allowed_actions=open_actions(row, reader=reader),
        )
