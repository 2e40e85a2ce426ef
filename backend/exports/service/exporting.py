"""Take all that an organisation owns away: documents, records, and a manifest of hashes.

manifest.json              every other entry with its size and SHA-256; the documents by id
documents/<id>/<name>      the bytes as they were deposited
records/<what>.json, .csv  what `queries.RECORDS` lists; a record of JSON to a line
"""

import json
from collections.abc import AsyncIterator, Iterable
from contextlib import aclosing
from typing import Any
from uuid import UUID

from backend.documents import service as documents
from backend.documents.states import Use
from backend.exports import queries
from backend.exports.archive import Archive
from backend.exports.contents import FORMAT, MANIFEST
from backend.exports.events import OrganisationExported
from backend.identity import service as identity
from backend.kernel import clock, spreadsheet
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import snapshot, transaction
from backend.kernel.errors import DomainError, NotFound
from backend.kernel.events import emit

#: Text is handed on in pieces of about this size.
PIECE = 64 * 1024


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
    organisation = await identity.organisation(by.organisation_id)
    archive, manifest = Archive(clock.now()), _Manifest()
    async for piece in _documents(archive, manifest, by):
        yield piece
    async with snapshot():
        for name in queries.RECORDS:
            for suffix, text in (("json", _json_of(name, by)), ("csv", _csv_of(name, by))):
                entry = archive.add(f"records/{name}.{suffix}", _joined(text), packed=True)
                async for piece in entry:
                    yield piece
    said = {
        "format": FORMAT,
        "exported_at": clock.now(),
        "organisation": {
            name: getattr(organisation, name)
            for name in (
                "id",
                "kind",
                "name",
                "former_names",
                "uscc",
                "division",
                "street",
                "address_line",
            )
        },
        "documents": manifest.documents,
        "unavailable": manifest.unavailable,
        "entries": archive.entries,
    }
    async for piece in archive.add(MANIFEST, _joined(_once(said)), packed=True):
        yield piece
    yield archive.end()


class _Manifest:
    """What is known of the documents only when each has been written."""

    def __init__(self) -> None:
        self.documents: list[dict[str, Any]] = []
        self.unavailable: list[dict[str, Any]] = []


async def _documents(archive: Archive, manifest: _Manifest, by: Actor) -> AsyncIterator[bytes]:
    for row in await queries.documents(by.organisation_id):
        path = None
        try:
            _, content = await documents.open_content(row["id"], use=Use.BULK, by=by)
            path = f"documents/{row['id']}/{_plain(row['name'])}"
            async for piece in archive.add(path, content, packed=False):
                yield piece
        except DomainError as refused:
            manifest.unavailable.append({"id": row["id"], "code": refused.code, "path": path})
            continue
        manifest.documents.append({**row, "path": path})


def _plain(name: str) -> str:
    """A name that cannot lead out of its folder."""
    for each in "/\\:":
        name = name.replace(each, "_")
    return name.lstrip(".") or "_"


async def _json_of(name: str, by: Actor) -> AsyncIterator[str]:
    yield "["
    before = "\n"
    async with aclosing(queries.records(name, by.organisation_id)) as records:
        async for record in records:
            yield before + _json(record)
            before = ",\n"
    yield "\n]\n"


async def _csv_of(name: str, by: Actor) -> AsyncIterator[str]:
    columns = await queries.columns_of(name)
    yield spreadsheet.BOM + spreadsheet.line(columns)
    async with aclosing(queries.records(name, by.organisation_id)) as records:
        async for record in records:
            yield spreadsheet.line(_cells(record.get(column) for column in columns))


def _cells(values: Iterable[object]) -> Iterable[object]:
    """What a spreadsheet takes: identifiers as text, lists and objects as JSON."""
    for value in values:
        match value:
            case UUID():
                yield str(value)
            case dict() | list():
                yield _json(value)
            case _:
                yield value


async def _once(value: object) -> AsyncIterator[str]:
    yield _json(value)


async def _joined(text: AsyncIterator[str]) -> AsyncIterator[bytes]:
    held = bytearray()
    async for each in text:
        held += each.encode()
        if len(held) >= PIECE:
            yield bytes(held)
            held.clear()
    yield bytes(held)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
