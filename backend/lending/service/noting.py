"""A bank's notes on a case: for itself alone, in no paper, archive or message to anybody else."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from backend.kernel import clock, pages
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.errors import NotFound
from backend.lending.events import NoteWritten
from backend.lending.queries import applications
from backend.lending.queries import notes as queries
from backend.lending.queries.applications import ApplicationRow
from backend.lending.rules import notes as rules
from backend.lending.service import steps
from backend.lending.tables.notes import Note

#: Whoever has work to do on a case may write on it; every member of the bank reads.
WRITERS = (
    Permission.WORK_APPLICATIONS,
    Permission.DECIDE_APPLICATIONS,
    Permission.RUN_PLEDGES,
    Permission.ASSIGN_CASES,
)


@dataclass(frozen=True, kw_only=True)
class NoteView:
    row: dict[str, Any]
    may_correct: bool


async def page(
    application_id: UUID, *, cursor: str | None, limit: int, by: Actor
) -> tuple[list[NoteView], str | None, int | str]:
    """Newest first, what was corrected among them."""
    by.require(Permission.VIEW_BANK)
    row = steps.found(await applications.application(application_id, scope=steps.scope_of(by)))
    after = None
    if cursor is not None:
        moment, last = pages.decode_cursor(cursor, datetime, UUID)
        after = (moment, last)
    rows, total = await queries.page(row.id, after=after, limit=limit)
    cut, following = pages.cut(rows, limit, key=lambda each: (each["created_at"], each["id"]))
    return [_view(each, by=by) for each in cut], following, pages.total_of(total)


async def write(application_id: UUID, *, text: str, replaces: UUID | None, by: Actor) -> NoteView:
    """Write a note, or put a new wording in place of one's own; the old one stays to be read."""
    by.require(*WRITERS)
    async with transaction():
        row = await steps.lock(application_id, by=by)
        if replaces is not None:
            await _check_correction(row, replaces, by=by)
        note = Note(
            id=uuid4(),
            created_at=clock.now(),
            application=row.id,
            text=text,
            written_by=by.user_id,
            written_by_name=by.name,
            replaces=replaces,
        )
        await queries.add(note)
        await steps.tell(
            NoteWritten,
            row,
            before=row.state,
            to=(row.lender,),
            by=by,
            note_id=note.id,
            corrects=replaces,
        )
        return _view(await _known(row, note.id), by=by)


async def _check_correction(row: ApplicationRow, note_id: UUID, *, by: Actor) -> None:
    known = await _known(row, note_id)
    rules.check_correction(
        author=known["written_by"], corrected=known["replaced_by"] is not None, by=by.user_id
    )


async def _known(row: ApplicationRow, note_id: UUID) -> dict[str, Any]:
    known = await queries.one(note_id, application_id=row.id)
    if known is None:
        raise NotFound("The case has no such note.")
    return known


def _view(row: dict[str, Any], *, by: Actor) -> NoteView:
    own = row["written_by"] == by.user_id and by.may(*WRITERS)
    return NoteView(row=row, may_correct=own and row["replaced_by"] is None)
