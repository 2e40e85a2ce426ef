"""Notes on documents and what was found of them, over HTTP."""

from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from litestar.status_codes import HTTP_204_NO_CONTENT

from backend.documents import service
from backend.documents.schemas.marks import (
    DocumentCheckIn,
    DocumentCheckOut,
    DocumentChecksOut,
    DocumentNoteIn,
    DocumentNoteOut,
    DocumentNotesOut,
)
from backend.kernel.auth import Actor
from backend.kernel.http import PROBLEMS


class MarkController(Controller):
    path = "/"
    tags = ("Documents: notes and findings",)

    @get("/documents/{file_id:uuid}/notes", responses=PROBLEMS)
    async def notes(
        self, file_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> DocumentNotesOut:
        """The notes of the caller's organisation on a document that it may read now."""
        rows = await service.notes(file_id, by=actor)
        return DocumentNotesOut(items=[DocumentNoteOut.of(row) for row in rows])

    @post("/documents/{file_id:uuid}/notes", responses=PROBLEMS)
    async def write_note(
        self, file_id: FromPath[UUID], data: JSONBody[DocumentNoteIn], actor: NamedDependency[Actor]
    ) -> DocumentNoteOut:
        """Write a note on a page, about a rectangle of it or the whole; for one's own people."""
        written = await service.note(
            file_id,
            page=data.page,
            rectangle=None if data.rectangle is None else data.rectangle.of(),
            text=data.text,
            by=actor,
        )
        return DocumentNoteOut.of(written.to_dict())

    @post(
        "/document-notes/{note_id:uuid}/withdrawal",
        status_code=HTTP_204_NO_CONTENT,
        responses=PROBLEMS,
    )
    async def withdraw_note(self, note_id: FromPath[UUID], actor: NamedDependency[Actor]) -> None:
        """Take a note of one's own organisation back."""
        await service.withdraw_note(note_id, by=actor)

    @post("/documents/{file_id:uuid}/checks", responses=PROBLEMS)
    async def check(
        self,
        file_id: FromPath[UUID],
        data: JSONBody[DocumentCheckIn],
        actor: NamedDependency[Actor],
    ) -> DocumentCheckOut:
        """State what was found of a document for a matter; earlier findings stay on record."""
        row = await service.check(
            file_id,
            purpose=data.purpose_id,
            state=data.state,
            reason=data.reason,
            page=data.page,
            by=actor,
        )
        return DocumentCheckOut.of(row)

    @get("/document-checks/{purpose_id:uuid}", responses=PROBLEMS)
    async def checks(
        self, purpose_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> DocumentChecksOut:
        """What the caller's organisation found of each document given to it for a matter."""
        rows = await service.checks(purpose_id, by=actor)
        return DocumentChecksOut(
            items=[DocumentCheckOut.of(row) for row in rows],
            allowed_actions=["check"] if actor.may(*service.MAY_CHECK) else [],
        )
