"""What the API takes to hand an archive or a list out, and what it says of it."""

from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import Field

from backend.exports.service import View
from backend.exports.states import State
from backend.kernel import clock
from backend.kernel.listed import Form
from backend.kernel.printed import Printed
from backend.kernel.schemas import Input, Output, WithCode


class ExportIn(WithCode):
    """The caller's own password, again."""

    password: Annotated[str, Field(min_length=1, max_length=200)]


class ListIn(Input):
    """`filters` are those of the list's query, by their names."""

    list: Annotated[str, Field(min_length=1, max_length=40)]
    filters: dict[str, Any] = Field(default_factory=dict)


class ListExportIn(ListIn):
    format: Form = Form.XLSX


class CoverLine(Output, frozen=True, kw_only=True):
    name: str
    value: str


class SheetColumn(Output, frozen=True, kw_only=True):
    heading: str
    is_numeric: bool


class SheetOut(Output, frozen=True, kw_only=True):
    """A list to print: every row of it, each cell as its workbook shows it."""

    title: str
    #: What it was narrowed to, and what it comes to.
    cover: tuple[CoverLine, ...]
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    read_at: datetime

    @classmethod
    def of(cls, sheet: Printed) -> Self:
        return cls(
            title=sheet.title,
            cover=tuple(CoverLine(name=name, value=value) for name, value in sheet.cover),
            columns=tuple(
                SheetColumn(heading=each.heading, is_numeric=each.is_numeric)
                for each in sheet.columns
            ),
            rows=tuple(tuple(row) for row in sheet.rows),
            read_at=sheet.read_at,
        )


class ExportOut(Output, frozen=True, kw_only=True):
    """A list as a file: how far it is, until when it can be taken, or why there is none."""

    id: UUID
    list: str
    format: Form
    filters: dict[str, Any]
    #: What identifiers among them name, as far as the asker may see it.
    names: dict[str, str]
    asked_by: str
    asked_at: datetime
    state: State
    rows_done: int
    rows_total: int
    started_at: datetime | None
    ended_at: datetime | None
    #: Since it was asked for, until its end or now.
    elapsed_seconds: int
    file_name: str
    size: int | None
    #: Seven days after its end: it cannot be taken any more, and is removed.
    expires_at: datetime | None
    #: The code of the refusal that ended it.
    failure: str | None
    allowed_actions: tuple[str, ...]

    @classmethod
    def of(cls, view: View) -> Self:
        row = view.row
        until = row["ended_at"] or clock.now()
        over = view.state in {State.FAILED, State.EXPIRED}
        return cls(
            id=row["id"],
            list=row["list"],
            format=Form(row["form"]),
            filters=dict(view.filters),
            names=dict(view.names),
            asked_by=row["asker_name"],
            asked_at=row["created_at"],
            state=view.state,
            rows_done=row["done"],
            rows_total=row["total"],
            started_at=row["started_at"],
            ended_at=row["ended_at"],
            elapsed_seconds=int((until - row["created_at"]).total_seconds()),
            file_name=view.file_name,
            size=row["size"],
            expires_at=row["expires_at"],
            failure=row["failure"],
            allowed_actions=("content",) if view.may_take else ("again",) if over else (),
        )
