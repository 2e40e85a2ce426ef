"""An owner vouches in public for the bytes of a document; nobody learns anything of the others."""

from datetime import datetime
from typing import Any
from uuid import UUID

from backend.documents import rules
from backend.documents.events import FilePublished, FileUnpublished
from backend.documents.queries import files as queries
from backend.documents.service.receipts import MAY_GIVE
from backend.documents.states import Kind
from backend.documents.tables import File
from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.kernel.db import transaction
from backend.kernel.errors import NotFound
from backend.kernel.events import emit


async def publish(file_id: UUID, *, by: Actor) -> File:
    """Answer "genuine" to whoever asks for the hash of this document; done twice is done once."""
    by.require(*MAY_GIVE)
    by.require_verified()
    return await _set(file_id, at=clock.now(), by=by)


async def unpublish(file_id: UUID, *, by: Actor) -> File:
    """Answer for it no longer."""
    by.require(*MAY_GIVE)
    return await _set(file_id, at=None, by=by)


async def _set(file_id: UUID, *, at: datetime | None, by: Actor) -> File:
    async with transaction():
        locked = await queries.lock_own([file_id], owner=by.organisation_id, to_change=True)
        if not locked:
            raise NotFound
        file = locked[0]
        if file.kind == Kind.PAPER.value:
            raise rules.PaperStays
        if at is not None and rules.has_ended(file.withdrawn_at):
            raise rules.FileIsWithdrawn
        if (file.published_at is None) == (at is None):
            return file
        before = file.published_at
        await queries.record_publication(file, at=at, by=None if at is None else by.user_id)
        event = FileUnpublished if at is None else FilePublished
        await emit(
            event(
                subject_id=file.id,
                parties=(by.organisation_id,),
                kind=file.kind,
                file_name=file.name,
                sha256=file.sha256,
            ),
            by=by,
            before={"published_at": before},
            after={"published_at": at},
        )
        return file


async def made_public(sha256: str) -> dict[str, Any] | None:
    """`owner_name`, `kind`, `published_at` of a document with these bytes, if one is public."""
    return await queries.made_public(sha256)
