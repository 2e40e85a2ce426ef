"""What the API takes and gives about placeholders and their versions."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from backend.documents.service import InForce, Placed, PlaceholderView, Slot
from backend.documents.states import Kind
from backend.kernel.schemas import Input, Output


class PlaceholderIn(Input):
    """A kind of document and what it is about: a year, a subject (a patent number), or neither."""

    kind: Kind
    year: Annotated[int, Field(ge=1949, le=2199)] | None = None
    subject: Annotated[str, Field(max_length=80)] = ""

    def slot(self) -> Slot:
        return Slot(kind=self.kind, year=self.year, subject=self.subject)


class VersionIn(Input):
    """A deposited document of the caller's; `dated_on` is the paper's own date, today if none."""

    document_id: UUID
    dated_on: date | None = None
    note: Annotated[str, Field(max_length=500)] = ""


class VersionOut(Output, frozen=True):
    """`n` counts from 1; the highest is in force unless its document was `withdrawn`."""

    n: int
    document_id: UUID
    name: str
    sha256: str
    size: int
    media_type: str
    dated_on: date
    note: str
    placed_at: datetime
    placed_by: str
    withdrawn: bool

    @classmethod
    def of(cls, version: InForce) -> "VersionOut":
        return cls(
            n=version.n,
            document_id=version.file_id,
            name=version.file_name,
            sha256=version.sha256,
            size=version.size,
            media_type=version.media_type,
            dated_on=version.dated_on,
            note=version.note,
            placed_at=version.placed_at,
            placed_by=version.placed_by,
            withdrawn=version.withdrawn,
        )


class PlaceholderOut(Output, frozen=True):
    """`version`: the one in force; null while nothing was placed."""

    id: UUID
    kind: Kind
    year: int | None
    subject: str
    version: VersionOut | None

    @classmethod
    def of(cls, view: PlaceholderView) -> "PlaceholderOut":
        return cls(
            id=view.id,
            kind=view.slot.kind,
            year=view.slot.year,
            subject=view.slot.subject,
            version=None if view.version is None else VersionOut.of(view.version),
        )


class PlaceholderDetailOut(Output, frozen=True):
    placeholder: PlaceholderOut
    versions: list[VersionOut]


class PlacedOut(Output, frozen=True):
    """Which version of what a document is, and which one is in force there; told to the owner."""

    placeholder_id: UUID
    year: int | None
    subject: str
    n: int
    newest_n: int
    newest_id: UUID | None

    @classmethod
    def of(cls, placed: Placed) -> "PlacedOut":
        return cls(
            placeholder_id=placed.placeholder_id,
            year=placed.slot.year,
            subject=placed.slot.subject,
            n=placed.n,
            newest_n=placed.newest_n,
            newest_id=placed.newest,
        )
