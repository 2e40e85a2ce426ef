"""What the API takes and gives about notes and findings."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import Field, model_validator

from backend.documents.service import Rectangle
from backend.documents.states import CheckState
from backend.kernel.schemas import Input, Output

PageNumber = Annotated[int, Field(ge=1, le=100_000)]
_Fraction = Annotated[float, Field(ge=0, le=1)]
_Extent = Annotated[float, Field(gt=0, le=1)]


class RectangleIn(Input):
    """Fractions of the page's width and height, from its upper left corner."""

    x: _Fraction
    y: _Fraction
    width: _Extent
    height: _Extent

    @model_validator(mode="after")
    def _lies_on_the_page(self) -> Self:
        if self.x + self.width > 1 or self.y + self.height > 1:
            raise ValueError("The rectangle has to end on the page: x + width ≤ 1, y + height ≤ 1.")
        return self

    def of(self) -> Rectangle:
        return Rectangle(self.x, self.y, self.width, self.height)


class DocumentNoteIn(Input):
    page: PageNumber
    rectangle: RectangleIn | None = None
    text: Annotated[str, Field(min_length=1, max_length=1000)]


class RectangleOut(Output, frozen=True):
    x: float
    y: float
    width: float
    height: float


class DocumentNoteOut(Output, frozen=True):
    """A note of the caller's organisation."""

    id: UUID
    page: int
    rectangle: RectangleOut | None
    text: str
    author_name: str
    written_at: datetime

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Self:
        drawn = row["x"] is not None
        return cls(
            id=row["id"],
            page=row["page"],
            rectangle=RectangleOut(x=row["x"], y=row["y"], width=row["width"], height=row["height"])
            if drawn
            else None,
            text=row["text"],
            author_name=row["author_name"],
            written_at=row["written_at"],
        )


class DocumentNotesOut(Output, frozen=True):
    items: list[DocumentNoteOut]


class DocumentCheckIn(Input):
    """`purpose_id`: the matter that the document was given for, such as the application."""

    purpose_id: UUID
    state: CheckState
    reason: Annotated[str, Field(max_length=500)] = ""
    page: PageNumber | None = None


class DocumentCheckOut(Output, frozen=True):
    """What was found of a document last; `earlier` findings stand before it."""

    document_id: UUID
    state: CheckState
    reason: str
    page: int | None
    member_name: str
    checked_at: datetime
    earlier: int

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Self:
        return cls(
            document_id=row["file"],
            state=CheckState(row["state"]),
            reason=row["reason"],
            page=row["page"],
            member_name=row["member_name"],
            checked_at=row["checked_at"],
            earlier=row["earlier"],
        )


class DocumentChecksOut(Output, frozen=True):
    items: list[DocumentCheckOut]
    allowed_actions: list[str]
