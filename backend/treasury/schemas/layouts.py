"""What the API takes and gives of how banks write their statements."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from backend.kernel.auth import Actor
from backend.kernel.schemas import Input, Output
from backend.treasury import states
from backend.treasury.service import LayoutTerms, Tried, layout_actions

Words = Annotated[str, Field(min_length=1, max_length=60)]
#: How yuan are usually written.
CURRENCIES = {"CNY": states.YUAN, "RMB": states.YUAN, "人民币": states.YUAN}
Marks = Annotated[list[Words], Field(max_length=10)]


class LayoutMappingIn(Input):
    """Of each field the headings that it may have; how days, sides and currencies are written.

    Amounts stand in `credit` and `debit`, or in `amount` with a `mark`.
    """

    headings: dict[states.Field, Annotated[list[Words], Field(min_length=1, max_length=10)]]
    dates: Annotated[
        list[Annotated[str, Field(pattern=r"^(?:%[Ymd]|[-/. 年月日]){3,8}$")]],
        Field(min_length=1, max_length=6),
    ]
    newest_first: bool
    credit_marks: Marks = Field(default_factory=list)
    debit_marks: Marks = Field(default_factory=list)
    currencies: dict[Words, states.Currency] = Field(default_factory=lambda: dict(CURRENCIES))


class LayoutIn(Input):
    code: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
    bank_name: Annotated[str, Field(min_length=1, max_length=100)]
    mapping: LayoutMappingIn
    valid_from: Annotated[date, Field(ge=date(2020, 1, 1))]

    def terms(self) -> LayoutTerms:
        return LayoutTerms(
            code=self.code,
            bank_name=self.bank_name,
            mapping=self.mapping.model_dump(mode="json"),
            valid_from=self.valid_from,
        )


class LayoutMappingOut(Output, frozen=True):
    headings: dict[str, list[str]]
    dates: list[str]
    newest_first: bool
    credit_marks: list[str]
    debit_marks: list[str]
    currencies: dict[str, str]

    @classmethod
    def of(cls, mapping: Mapping[str, Any]) -> "LayoutMappingOut":
        return cls(**{name: mapping[name] for name in cls.__struct_fields__})


class LayoutOut(Output, frozen=True):
    """One version; `in_force` is by which statements are read today, of `accounts` accounts."""

    id: UUID
    code: str
    version: int
    bank_name: str
    mapping: LayoutMappingOut
    valid_from: date
    in_force: bool
    accounts: int

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "LayoutOut":
        return cls(
            id=row["id"],
            code=row["code"],
            version=row["version"],
            bank_name=row["bank_name"],
            mapping=LayoutMappingOut.of(row["mapping"]),
            valid_from=row["valid_from"],
            in_force=bool(row["in_force"]),
            accounts=row["accounts"],
        )


class LayoutProposalOut(Output, frozen=True):
    """A version that waits for another person; `tried_rows` of a sample it has read."""

    id: UUID
    code: str
    bank_name: str
    mapping: LayoutMappingOut
    valid_from: date
    proposed_by_name: str
    proposed_at: datetime
    tried_rows: int | None
    tried_file: str | None
    tried_by_name: str | None
    tried_at: datetime | None
    allowed_actions: list[str]

    @classmethod
    def of(cls, row: dict[str, Any], *, reader: Actor) -> "LayoutProposalOut":
        return cls(
            id=row["id"],
            code=row["code"],
            bank_name=row["bank_name"],
            mapping=LayoutMappingOut.of(row["mapping"]),
            valid_from=row["valid_from"],
            proposed_by_name=row["proposed_by_name"],
            proposed_at=row["created_at"],
            tried_rows=row["tried_rows"],
            tried_file=row["tried_file"],
            tried_by_name=row["tried_by_name"],
            tried_at=row["tried_at"],
            allowed_actions=layout_actions(row, reader=reader),
        )


class SampleRowsOut(Output, frozen=True):
    """The first rows of a sample as they stand."""

    rows: list[list[str]]


class TriedLineOut(Output, frozen=True):
    """`amount_fen` is above zero for money in, below for money out."""

    row: int
    booked_on: date
    amount_fen: int
    balance_fen: int
    name: str
    account: str
    bank: str
    memo: str
    serial: str


class TriedOut(Output, frozen=True):
    """What was read of a sample: all of its rows add up; the first of them are here."""

    rows: int
    opening_fen: int
    closing_fen: int
    lines: list[TriedLineOut]

    @classmethod
    def of(cls, tried: Tried) -> "TriedOut":
        lines = [
            TriedLineOut(
                row=line.row,
                booked_on=line.booked_on,
                amount_fen=line.amount,
                balance_fen=line.balance,
                name=line.name,
                account=line.account,
                bank=line.bank,
                memo=line.memo,
                serial=line.serial,
            )
            for line in tried.lines
        ]
        return cls(
            rows=tried.rows, opening_fen=tried.opening, closing_fen=tried.closing, lines=lines
        )
