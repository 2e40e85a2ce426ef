"""Resumable uploads: announced, sent in pieces over any number of connections, then a file."""

import contextlib
from collections.abc import AsyncIterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from backend.documents import gateway, names, rules
from backend.documents.queries import kind_rules
from backend.documents.queries import uploads as queries
from backend.documents.service.files import MEMBER, check_space, keep
from backend.documents.service.keys import staging
from backend.documents.states import Kind, UploadState
from backend.documents.tables import Upload
from backend.identity import service as identity
from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.kernel.db import transaction
from backend.kernel.errors import RuleBroken

#: How long an upload may take from its announcement on.
LIFETIME = timedelta(days=3)
MAX_OPEN = 50


@dataclass(frozen=True, kw_only=True)
class UploadView:
    """An upload, and how many of its bytes are safely here."""

    id: UUID
    name: str
    kind: Kind
    size: int
    offset: int
    state: UploadState
    document_id: UUID | None
    refusal: dict[str, Any] | None
    expires_at: datetime


async def announce(name: str, *, kind: Kind, size: int, by: Actor) -> UploadView:
    """Let an upload of exactly `size` bytes begin, if there is room for it."""
    by.require(*MEMBER)
    now = clock.now()
    rules.check_size(size, limits=await kind_rules.in_force(kind, at=now))
    async with transaction():
        under_way = await queries.announced_bytes(by.organisation_id, at=now)
        await check_space(size + under_way, by=by)
        upload = Upload(
            id=uuid4(),
            organisation=by.organisation_id,
            member=by.user_id,
            kind=kind.value,
            name=names.display_name(name, kind=kind, media_type=""),
            size=size,
            state=UploadState.OPEN.value,
            expires_at=now + LIFETIME,
        )
        await queries.add(upload)
        with gateway.refusals():
            await staging().create(
                upload.id, owner=by.organisation_id, size=size, expires_at=upload.expires_at
            )
    return await upload_of(upload.id, by=by)


async def upload_of(upload_id: UUID, *, by: Actor) -> UploadView:
    """One of the organisation's uploads; one that has arrived in full becomes its file now."""
    row = await _found(upload_id, by=by)
    if row["state"] != UploadState.OPEN:
        return _view(row, offset=row["size"] if row["state"] == UploadState.DONE else 0)
    with gateway.refusals():
        offset = await staging().offset(upload_id)
    return await _settled(row, offset, by=by)


async def append(
    upload_id: UUID, *, offset: int, chunks: AsyncIterable[bytes], by: Actor
) -> UploadView:
    """Take bytes in where the upload stands; with the last of them it becomes a file."""
    row = await _found(upload_id, by=by)
    if row["state"] != UploadState.OPEN:
        raise rules.UploadOver(state=row["state"])
    with gateway.refusals():
        reached = await staging().append(upload_id, offset=offset, chunks=chunks)
    return await _settled(row, reached, by=by)


async def terminate(upload_id: UUID, *, by: Actor) -> None:
    """Give an upload up; what it had become stays."""
    row = await _found(upload_id, by=by)
    if row["state"] != UploadState.OPEN:
        raise rules.UploadOver(state=row["state"])
    with contextlib.suppress(rules.UploadGone), gateway.refusals():
        await staging().terminate(upload_id)
    await queries.finish(upload_id, state=UploadState.ENDED)


def has_scanner() -> bool:
    """Whether what arrives here is looked at for viruses."""
    return gateway.has_scanner()


async def under_way(*, by: Actor) -> list[UploadView]:
    """The organisation's uploads that can be gone on with now, newest first."""
    by.require(*MEMBER)
    rows = await queries.open_ones(by.organisation_id, at=clock.now(), limit=MAX_OPEN)
    views = []
    for row in rows:
        with contextlib.suppress(rules.UploadGone, rules.UploadBusy), gateway.refusals():
            views.append(_view(row, offset=await staging().offset(row["id"])))
    return views


async def _found(upload_id: UUID, *, by: Actor) -> dict[str, Any]:
    by.require(*MEMBER)
    row = await queries.one(upload_id, organisation_id=by.organisation_id)
    if row is None:
        raise rules.UploadGone
    return row


async def _settled(row: dict[str, Any], offset: int, *, by: Actor) -> UploadView:
    """The upload as it stands; if all of it is here, as the file that it became.

    Done again after a crash in the middle it comes to the same. What can never become a file is
    not sent again: why is noted for whoever asks later.
    """
    if offset < row["size"]:
        return _view(row, offset=offset)
    upload_id: UUID = row["id"]
    try:
        with gateway.refusals():
            async with staging().finished(upload_id) as staged:
                await identity.check_active(by=by)
                file = await keep(staged, name=row["name"], kind=Kind(row["kind"]), by=by)
                await queries.finish(upload_id, state=UploadState.DONE, file_id=file.id)
    except RuleBroken as refused:
        refusal = {"code": refused.code, **refused.facts}
        await queries.finish(upload_id, state=UploadState.REFUSED, refusal=refusal)
        with gateway.refusals():
            await staging().terminate(upload_id)
        raise
    with gateway.refusals():
        await staging().terminate(upload_id)
    return _view(row | {"state": UploadState.DONE, "file": file.id}, offset=offset)


def _view(row: dict[str, Any], *, offset: int) -> UploadView:
    return UploadView(
        id=row["id"],
        name=row["name"],
        kind=Kind(row["kind"]),
        size=row["size"],
        offset=offset,
        state=UploadState(row["state"]),
        document_id=row["file"],
        refusal=row["refusal"],
        expires_at=row["expires_at"],
    )
