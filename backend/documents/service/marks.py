"""What readers write beside a document: notes, and what they found of it for their matter.

Both are their own organisation's alone; the document's owner never sees them.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from backend.documents.events import FileChecked, NoteWithdrawn, NoteWritten
from backend.documents.queries import marks as queries
from backend.documents.service.files import MEMBER
from backend.documents.service.reading import file
from backend.documents.states import NEEDS_REASON, CheckState
from backend.documents.tables import Note
from backend.kernel import clock
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.errors import InvalidField, NotFound
from backend.kernel.events import emit

#: Whoever prepares a decision states what he found; whoever takes it sees what was stated.
MAY_CHECK = (
    Permission.WORK_APPLICATIONS,
    Permission.RUN_PLEDGES,
    Permission.RECORD_REGISTRATIONS,
    Permission.REVIEW_KYB,
)


@dataclass(frozen=True)
class Rectangle:
    """A part of a page in fractions of its width and height, from the upper left corner."""

    x: float
    y: float
    width: float
    height: float


async def note(
    file_id: UUID, *, page: int, rectangle: Rectangle | None, text: str, by: Actor
) -> Note:
    """Write a note on a page of a document that the actor may read now; 404 otherwise."""
    await file(file_id, by=by)
    written = Note(
        id=uuid4(),
        file=file_id,
        organisation=by.organisation_id,
        page=page,
        x=rectangle and rectangle.x,
        y=rectangle and rectangle.y,
        width=rectangle and rectangle.width,
        height=rectangle and rectangle.height,
        text=text,
        author=by.user_id,
        author_name=by.name,
        written_at=clock.now(),
    )
    async with transaction():
        await queries.add_note(written)
        await emit(
            NoteWritten(
                subject_id=file_id,
                parties=(by.organisation_id,),
                note_id=str(written.id),
                page=page,
            ),
            by=by,
        )
    return written


async def notes(file_id: UUID, *, by: Actor) -> list[dict[str, Any]]:
    """The notes of the actor's organisation on a document that it may read now."""
    await file(file_id, by=by)
    return await queries.notes(file_id, organisation=by.organisation_id)


async def withdraw_note(note_id: UUID, *, by: Actor) -> None:
    """Take a note back; it stays on record. Again: nothing happens."""
    by.require(*MEMBER)
    async with transaction():
        found = await queries.lock_note(note_id, organisation=by.organisation_id)
        if found is None:
            raise NotFound
        await file(found["file"], by=by)
        if found["withdrawn_at"] is not None:
            return
        await queries.withdraw_note(note_id, at=clock.now(), by=by.user_id)
        await emit(
            NoteWithdrawn(
                subject_id=found["file"],
                parties=(by.organisation_id,),
                note_id=str(note_id),
                page=found["page"],
            ),
            by=by,
        )


async def check(
    file_id: UUID, *, purpose: UUID, state: CheckState, reason: str, page: int | None, by: Actor
) -> dict[str, Any]:
    """State what was found of a document that was given for this matter; the newest counts."""
    by.require(*MAY_CHECK)
    await file(file_id, by=by)
    if not await queries.was_given(purpose, reader=by.organisation_id, file_id=file_id):
        raise NotFound("This document was not given to you for that matter.")
    if state in NEEDS_REASON and not reason:
        raise InvalidField("reason", f"{state} needs a reason.")
    async with transaction():
        await queries.add_check(
            purpose, file_id=file_id, state=state, reason=reason, page=page, by=by
        )
        await emit(
            FileChecked(
                subject_id=file_id,
                parties=(by.organisation_id,),
                purpose=str(purpose),
                state=state.value,
                reason=reason,
                page=page,
            ),
            by=by,
        )
        found = await queries.checks(purpose, organisation=by.organisation_id)
    return next(each for each in found if each["file"] == file_id)


async def checks(purpose: UUID, *, by: Actor) -> list[dict[str, Any]]:
    """What the actor's organisation found, document by document, for a matter of its own."""
    by.require(*MEMBER)
    if not await queries.was_given(purpose, reader=by.organisation_id):
        raise NotFound
    return await queries.checks(purpose, organisation=by.organisation_id)
