"""What the API takes and gives of money at the bank."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

import segno
from pydantic import Field

from backend.kernel.auth import Actor
from backend.kernel.money import Fen
from backend.kernel.schemas import Input, Output
from backend.payments.states import Book
from backend.treasury.service import Opened, Proposed, Reconciliation, open_actions
from backend.treasury.states import Direction, LineState, MatchKind, Reason
from contracts.capitals import capitals


class DifferenceOut(Output, frozen=True):
    """`off_fen` is what the ledger has more; `task_id` once it has stayed for a day."""

    cause: str
    external_id: str
    off_fen: int
    since: datetime
    task_id: UUID | None


class ReconciledSideOut(Output, frozen=True):
    """`outside_fen` is what moved by the statements of a book, or what Stripe's balance says.

    `unread_since`: Stripe does not answer since then; `outside_fen` is what it had said before.
    """

    side: str
    outside_fen: int
    ledger_fen: int
    unexplained_fen: int
    unread_since: datetime | None
    differences: list[DifferenceOut]


class WaitingOut(Output, frozen=True):
    """What stands in suspense, on its way from Stripe to the bank, or in dispute.

    Above zero is the usual way: money that came and waits, or that is on its way to us.
    """

    purpose: str
    book: Book
    fen: int


class ReconciliationOut(Output, frozen=True):
    at: datetime
    sides: list[ReconciledSideOut]
    waiting: list[WaitingOut]

    @classmethod
    def of(cls, found: Reconciliation) -> "ReconciliationOut":
        sides = [
            ReconciledSideOut(
                side=side.side,
                outside_fen=side.outside_fen,
                ledger_fen=side.ledger_fen,
                unexplained_fen=side.unexplained_fen,
                unread_since=side.unread_since,
                differences=[
                    DifferenceOut(
                        cause=each.cause,
                        external_id=each.external_id,
                        off_fen=each.off_fen,
                        since=each.since,
                        task_id=each.task_id,
                    )
                    for each in side.differences
                ],
            )
            for side in found.sides
        ]
        waiting = [
            WaitingOut(purpose=row["purpose"], book=Book(row["book"]), fen=row["fen"])
            for row in found.waiting
        ]
        return cls(at=found.at, sides=sides, waiting=waiting)


class BankAccountIn(Input):
    """`opening_fen` is what stood there before the first statement that will be imported."""

    book: Book
    holder_id: UUID | None = None
    account_name: Annotated[str, Field(min_length=1, max_length=100)]
    account_number: Annotated[str, Field(pattern=r"^[0-9]{6,32}$")]
    bank_name: Annotated[str, Field(min_length=1, max_length=100)]
    bank_code: Annotated[str, Field(pattern=r"^[0-9]{12}$")] | None = None
    layout_code: Annotated[str, Field(min_length=1, max_length=40)]
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
            opening_fen=self.opening_fen,
        )


class BankAccountOut(Output, frozen=True):
    """`balance_fen` is what the last statement says, up to `known_to`."""

    id: UUID
    book: Book
    holder_id: UUID | None
    holder_name: str | None
    account_name: str
    account_number: str
    bank_name: str
    bank_code: str | None
    layout_code: str
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
    """What a waiting line is for: a charge (or a part of the line is), or a fee of the bank."""

    kind: MatchKind
    charge_id: UUID | None = None
    amount_fen: Annotated[int, Field(gt=0, le=10**15)] | None = None
    note: Annotated[str, Field(max_length=200)] = ""

    def proposed(self) -> Proposed:
        return Proposed(
            kind=self.kind,
            charge_id=self.charge_id,
            amount=None if self.amount_fen is None else Fen(self.amount_fen),
            note=self.note,
        )


class LineMatchOut(Output, frozen=True):
    """What somebody proposed, and another has to confirm."""

    id: UUID
    kind: MatchKind
    charge_id: UUID | None
    charge_reference: str | None
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
            amount_fen=row["match_fen"],
            note=row["match_note"],
            proposed_by_name=row["proposed_by_name"],
            proposed_at=row["proposed_at"],
        )


class LineOut(Output, frozen=True):
    """A line as the bank wrote it, and what became of it. `amount_fen` is above zero.

    `left_fen` waits in suspense; `reason` says why a line came to wait.
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
            charge_id=row["charge"],
            charge_reference=row["charge_reference"],
            proposal=LineMatchOut.of(row),
            allowed_actions=open_actions(row, reader=reader),
        )
