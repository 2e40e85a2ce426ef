"""What the API takes and gives of a bank's notes on a case."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from backend.kernel.schemas import Input, Output
from backend.lending.service.noting import NoteView


class CaseNoteIn(Input):
    """`replaces`: one's own note, of which this is the new wording."""

    text: Annotated[str, Field(min_length=1, max_length=4000)]
    replaces: UUID | None = None


class CaseNoteOut(Output, frozen=True):
    """`replaced_by`: the note that has its newer wording."""

    id: UUID
    text: str
    written_by: str
    written_at: datetime
    replaces: UUID | None
    replaced_by: UUID | None
    replaced_at: datetime | None
    may_correct: bool

    @classmethod
    def of(cls, view: NoteView) -> "CaseNoteOut":
        row = view.row
        return cls(
            id=row["id"],
            text=row["text"],
            written_by=row["written_by_name"],
            written_at=row["created_at"],
            replaces=row["replaces"],
            replaced_by=row["replaced_by"],
            replaced_at=row["replaced_at"],
            may_correct=view.may_correct,
        )
