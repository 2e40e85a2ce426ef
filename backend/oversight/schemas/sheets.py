"""What the API takes and gives of month sheets."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from backend.kernel import language
from backend.kernel.schemas import Input, Output
from backend.oversight import measures, sheets
from backend.oversight.service import MonthView, SheetView
from backend.oversight.sheets import Figures, Line
from backend.oversight.states import SheetAction, SheetState


class MonthFiguresIn(Input):
    unit: Annotated[str, Field(max_length=20)]
    value: Annotated[int, Field(gt=-(2**62), lt=2**62)]
    reached: Annotated[int, Field(gt=-(2**62), lt=2**62)]
    deals: Annotated[int, Field(ge=0, lt=2**31)] | None
    firms: Annotated[int, Field(ge=0, lt=2**31)] | None


class MonthSignatureIn(Input):
    """`digest`: that of the sheet that was read; it is what is signed.

    `figures`: as they were read, so that a refusal says in what the sheet differs from them.
    """

    digest: str = Field(pattern=r"^[0-9a-f]{64}$")
    figures: MonthFiguresIn | None = None

    def read(self) -> dict[str, object] | None:
        return None if self.figures is None else sheets.told(self.figures.model_dump())


class MonthReturnIn(Input):
    reason: Annotated[str, Field(min_length=1, max_length=1000)]


class SheetPersonsOut(Output, frozen=True):
    """Who signed first, and who signed second or gave it back."""

    prepared_by_name: str
    prepared_at: datetime
    decided_by_name: str | None
    decided_at: datetime | None
    reason: str | None

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "SheetPersonsOut":
        return cls(
            prepared_by_name=row["prepared_by_name"],
            prepared_at=row["prepared_at"],
            decided_by_name=row["decided_by_name"],
            decided_at=row["decided_at"],
            reason=row["reason"],
        )


class SheetCellOut(Output, frozen=True):
    key: str
    amount_fen: int
    deals: int
    firms: int

    @classmethod
    def all(cls, cells: list[Any]) -> list["SheetCellOut"]:
        """Of cells as they are counted, or as they were kept."""
        told = [each if isinstance(each, dict) else vars(each) for each in cells]
        return [cls(**each) for each in told]


class SheetFiguresOut(Output, frozen=True):
    """`value`: what the month brought; `reached`: the sum at its end; both in the target's unit.

    `shown` is what is compared with `target`, `ratio` per cent of it; both decimal text.
    """

    unit: str
    target: int
    value: int
    reached: int
    shown: str
    ratio: str
    expected: int | None
    status: str | None
    residents: int | None
    deals: int | None
    firms: int | None
    by_bank: list[SheetCellOut]
    by_industry: list[SheetCellOut]
    by_street: list[SheetCellOut]
    rule_version: int | None
    method_version: int

    @classmethod
    def of(cls, found: Figures | Mapping[str, Any]) -> "SheetFiguresOut":
        told: dict[str, Any] = dict(found if isinstance(found, Mapping) else vars(found))
        for name in ("by_bank", "by_industry", "by_street"):
            told[name] = SheetCellOut.all(told[name])
        return cls(**told)


class TargetMonthOut(Output, frozen=True):
    """A month with its sheet's signatures, if any; `moved`: today's figures are others."""

    month: str
    state: SheetState
    unit: str
    value: int
    reached: int
    shown: str
    ratio: str
    moved: bool
    persons: SheetPersonsOut | None

    @classmethod
    def of(cls, view: MonthView) -> "TargetMonthOut":
        told = view.told
        return cls(
            month=view.month,
            state=view.state,
            **{name: told[name] for name in ("unit", "value", "reached", "shown", "ratio")},
            moved=view.moved,
            persons=SheetPersonsOut.of(view.row) if view.row else None,
        )


class MonthSheetOut(Output, frozen=True):
    """A month's sheet: as signed, or as it would be; `live` is what the month says today.

    `added` and `gone` count the lines by which today differs; `returned` are earlier attempts.
    """

    target: str
    name: str
    quote: str
    plan: str
    plan_name: str
    month: str
    #: The first day on which it can be signed.
    ends_before: date
    state: SheetState
    digest: str
    figures: SheetFiguresOut
    live: SheetFiguresOut
    lines: int
    added: int
    gone: int
    persons: SheetPersonsOut | None
    returned: list[SheetPersonsOut]
    allowed_actions: list[SheetAction]

    @classmethod
    def of(cls, view: SheetView) -> "MonthSheetOut":
        row, target, plan = view.row, view.target, view.plan.plan
        return cls(
            target=target.code,
            name=language.said(target.name, target.name_en),
            quote=language.said(target.quote, target.quote_en),
            plan=plan.code,
            plan_name=language.said(plan.name, plan.name_en),
            month=view.month,
            ends_before=measures.first_after(view.month),
            state=view.state,
            digest=row["digest"] if row else view.live.digest(),
            figures=SheetFiguresOut.of(row["figures"] if row else view.live.figures),
            live=SheetFiguresOut.of(view.live.figures),
            lines=row["lines"] if row else len(view.live.lines),
            added=view.added,
            gone=view.gone,
            persons=SheetPersonsOut.of(row) if row else None,
            returned=[SheetPersonsOut.of(each) for each in view.returned],
            allowed_actions=list(view.actions),
        )


class SheetLineOut(Output, frozen=True):
    """`label`: the registration's number, the days stated, or the firm's code."""

    source_id: UUID
    label: str
    effective_on: date
    cause: str
    name: str
    amount: int

    @classmethod
    def of(cls, line: Line) -> "SheetLineOut":
        return cls(
            source_id=line.source,
            label=line.label,
            effective_on=line.effective_on,
            cause=line.cause,
            name=line.name,
            amount=line.amount,
        )
