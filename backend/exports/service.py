"""Take all that an organisation owns away: documents, records, and a manifest of hashes.

manifest.json              every other entry with its size and SHA-256; the documents by id
documents/<id>/<name>      the bytes as they were deposited
records/<what>.json, .csv  what `queries.RECORDS` lists
"""

import json
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

from backend.documents import service as documents
from backend.documents.states import Use
from backend.exports import queries
from backend.exports.archive import Archive
from backend.exports.events import OrganisationExported
from backend.identity import service as identity
from backend.kernel import clock, spreadsheet
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.errors import DomainError, NotFound
from backend.kernel.events import emit

FORMAT = "zhirong-export/1"


async def export(
    organisation_id: UUID, *, password: str, code: str | None = None, by: Actor
) -> AsyncIterator[bytes]:
    """The archive of the actor's own organisation, written while it is sent.

    Every document in it stands in the read log. One that cannot be read now (the store has lost
    it) is named under `unavailable` in the manifest rather than ending the archive.
    """
    if organisation_id != by.organisation_id:
        raise NotFound
    by.require(Permission.MANAGE_MEMBERS)
    await identity.check_password(password, code=code, by=by)
    async with transaction():
        await emit(
            OrganisationExported(subject_id=organisation_id, parties=(organisation_id,)), by=by
        )
    return _written(by)


async def _written(by: Actor) -> AsyncIterator[bytes]:
    at = clock.now()
    archive, kept, unavailable = Archive(at), [], []
    for row in await queries.documents(by.organisation_id):
        try:
            _, content = await documents.open_content(row["id"], use=Use.BULK, by=by)
        except DomainError as refused:
            unavailable.append({"id": row["id"], "code": refused.code})
            continue
        path = f"documents/{row['id']}/{_plain(row['name'])}"
        kept.append({**row, "path": path})
        async for piece in archive.add(path, content, packed=False):
            yield piece
    for name in queries.RECORDS:
        rows = await queries.records(name, by.organisation_id)
        for suffix, text in (("json", _json(rows)), ("csv", _csv(rows))):
            entry = archive.add(f"records/{name}.{suffix}", _once(text), packed=True)
            async for piece in entry:
                yield piece
    manifest = {
        "format": FORMAT,
        "exported_at": at,
        "organisation": {"id": by.organisation_id, "name": by.organisation_name},
        "documents": kept,
        "unavailable": unavailable,
        "entries": list(archive.entries),
    }
    async for piece in archive.add("manifest.json", _once(_json(manifest)), packed=True):
        yield piece
    yield archive.end()


def _plain(name: str) -> str:
    """A name that cannot lead out of its folder."""
    return name.replace("/", "_").replace("\\", "_").lstrip(".") or "_"


async def _once(text: str) -> AsyncIterator[bytes]:
    yield text.encode()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, default=str)


def _csv(rows: list[dict[str, Any]]) -> str:
    lines = [spreadsheet.line(rows[0])] if rows else []
    return spreadsheet.BOM + "".join(
        [*lines, *(spreadsheet.line(map(_cell, row.values())) for row in rows)]
    )


def _cell(value: object) -> object:
    return str(value) if isinstance(value, UUID) else value
