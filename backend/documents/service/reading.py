"""Reading: who may, and the log of what was served. Every byte that leaves passes through here."""

import contextlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from backend.documents import gateway, rules
from backend.documents.queries import files, receipts
from backend.documents.queries import reads as log
from backend.documents.service.files import MEMBER
from backend.documents.service.keys import KEYS
from backend.documents.states import Use
from backend.documents.tables import File
from backend.kernel import clock, pages
from backend.kernel.auth import Actor
from backend.kernel.errors import NotFound


@dataclass(frozen=True)
class Part:
    """Bytes of a file, both ends included, from 0."""

    first: int
    last: int

    @property
    def size(self) -> int:
        return self.last - self.first + 1


async def file(file_id: UUID, *, by: Actor) -> File:
    """A file that the actor's organisation owns or may read now; 404 otherwise."""
    by.require(*MEMBER)
    allowed = await receipts.readable(file_id, reader=by.organisation_id, at=clock.now())
    if allowed is None:
        raise NotFound
    return (await files.by_ids([file_id]))[0]


async def may_download(file_id: UUID, *, by: Actor) -> bool:
    """Whether the actor's organisation may take a copy of a file, not only look at it."""
    allowed = await receipts.readable(file_id, reader=by.organisation_id, at=clock.now())
    return allowed is not None and bool(allowed["download"])


async def open_content(
    file_id: UUID, *, use: Use = Use.DOWNLOAD, part: Part | None = None, by: Actor
) -> tuple[File, AsyncIterator[bytes]]:
    """A file and its bytes (or a part of them), for its owner and for whoever has a live grant.

    The read is on record before the first byte leaves. Taking a copy needs the consent to it.
    """
    by.require(*MEMBER)
    allowed = await receipts.readable(file_id, reader=by.organisation_id, at=clock.now())
    if allowed is None:
        raise NotFound
    if use is not Use.PREVIEW and not allowed["download"]:
        raise rules.DownloadNotGranted
    found = (await files.by_ids([file_id]))[0]
    part = part or Part(0, found.size - 1)
    rules.check_part(part.first, part.last, size=found.size)
    content = await _content(found, part)
    await log.add_read(
        file_id,
        owner=found.organisation,
        grant_id=allowed["grant_id"],
        use=use,
        first=part.first,
        last=part.last,
        by=by,
    )
    return found, content


async def _content(file: File, part: Part) -> AsyncIterator[bytes]:
    if not file.sealed:
        # Not there: it was sealed after the row was read, or it is missing, which `read` says.
        with contextlib.suppress(FileNotFoundError):
            return await gateway.read_plain(file.object_key, first=part.first, last=part.last)
    return await gateway.read(
        file.object_key, size=file.size, first=part.first, last=part.last, keys=KEYS
    )


async def check_readable(file_ids: Sequence[UUID], *, by: Actor) -> None:
    """Refuse with 404 unless the actor's organisation owns or may read each of these now."""
    if not await readable_ids(file_ids, by=by) >= set(file_ids):
        raise NotFound("There is no such document for you.")


async def readable_ids(file_ids: Sequence[UUID], *, by: Actor) -> set[UUID]:
    """Those of these files that the actor's organisation owns or may read now."""
    return await receipts.readable_ids(file_ids, reader=by.organisation_id, at=clock.now())


async def reads(
    *,
    file_id: UUID | None,
    others: bool,
    cursor: str | None,
    limit: int,
    counted: int = pages.COUNTED,
    by: Actor,
) -> tuple[list[dict[str, Any]], str | None, int | str]:
    """A page of the reads of the actor's own files, newest first; of one file if it is named.

    Told to the owner alone: for anybody else there is no such file.
    """
    by.require(*MEMBER)
    if file_id is not None:
        owned = await files.by_ids([file_id])
        if not owned or owned[0].organisation != by.organisation_id:
            raise NotFound
    before = None if cursor is None else pages.decode_cursor(cursor, int)[0]
    rows, total = await log.reads(
        by.organisation_id,
        file_id=file_id,
        others=others,
        before=before,
        limit=limit,
        counted=counted,
    )
    page, following = pages.cut(rows, limit, key=lambda row: (row["seq"],))
    return page, following, pages.total_of(total, up_to=counted)
