"""Read an archive into an empty installation: all of it, or nothing.

First the whole archive is proven, and nothing is written. Then the documents are put into the
store, where nobody sees them, and read back. Then every row is written in one transaction. An
attempt that ends before that leaves objects without a record; the next one finds them there.
"""

import json
from collections import defaultdict
from collections.abc import AsyncIterable
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from pydantic import BaseModel, ValidationError

from backend.documents import service as documents
from backend.exports import queries, rules
from backend.exports.contents import (
    FORMAT,
    DocumentIn,
    ManifestIn,
    MemberIn,
    PlaceholderIn,
    VersionIn,
)
from backend.exports.events import ArchiveImported
from backend.exports.opening import Opened, opened
from backend.identity import service as identity
from backend.identity.states import OrganisationKind
from backend.kernel.auth import SYSTEM
from backend.kernel.db import snapshot, transaction
from backend.kernel.errors import DomainError
from backend.kernel.events import emit

M = TypeVar("M", bound=BaseModel)
BATCH = 500


@dataclass(frozen=True, kw_only=True)
class Imported:
    organisation_name: str
    documents: int
    #: Those that the archive names and could not hold.
    unavailable: int
    records: int
    invited: list[identity.Invited]


@dataclass(frozen=True, kw_only=True)
class _Alive:
    """The records that live again; of placeholders, those whose every file came along."""

    members: list[dict[str, Any]]
    placeholders: list[dict[str, Any]]
    versions: list[dict[str, Any]]


async def import_archive(path: Path) -> Imported:
    """Read in what another installation exported; links for the admins who came with it."""
    with opened(path) as archive:
        manifest = await archive.manifest()
        rules.check_manifest(manifest, names=archive.names, records=tuple(queries.RECORDS))
        await _check_room(manifest)
        alive = await _proven(archive, manifest)
        files = [
            await _brought_back(archive, each, owner=manifest.organisation.id)
            for each in manifest.documents
        ]
        async with transaction():
            await queries.lock_organisations()
            await _check_room(manifest)
            owner, invited = await identity.restore(
                manifest.organisation.model_dump(), members=alive.members
            )
            await documents.record_restored(
                files, owner=owner.id, placeholders=alive.placeholders, versions=alive.versions
            )
            kept = await _keep(archive, alive, owner=owner.id)
            await emit(
                ArchiveImported(
                    subject_id=owner.id,
                    parties=(owner.id,),
                    organisation_label=owner.name,
                    documents=len(files),
                    records=kept,
                    exported_at=str(manifest.exported_at),
                ),
                by=SYSTEM,
            )
    return Imported(
        organisation_name=owner.name,
        documents=len(files),
        unavailable=len(manifest.unavailable),
        records=kept,
        invited=invited,
    )


async def _check_room(manifest: ManifestIn) -> None:
    owner = manifest.organisation
    if owner.kind is OrganisationKind.OPERATOR:
        raise rules.OperatorArchive
    if not await queries.is_empty():
        raise rules.InstallationNotEmpty("There are organisations or documents here.")
    if not await documents.is_store_free(owner.id):
        raise rules.InstallationNotEmpty("The object store holds what is of others.")


async def _proven(archive: Opened, manifest: ManifestIn) -> _Alive:
    """Read every entry to its end; what will live again. Nothing is written before this is done."""
    for entry in manifest.entries:
        await _drain(archive.content(entry.name))
    async with snapshot():
        columns = {name: list(await queries.columns_of(name)) for name in queries.RECORDS}
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for name, expected in columns.items():
        async with aclosing(archive.records(name)) as records:
            async for text in records:
                record = _parsed(text, name)
                if list(record) != expected:
                    raise rules.ArchiveUnreadable(
                        f"A record of {name} has other columns than {FORMAT}.", entry=name
                    )
                if name in queries.ALIVE:
                    rows[name].append(record)
    here = {each.id for each in manifest.documents}
    versions = _typed(VersionIn, rows["versions"], "versions")
    partial = {each["placeholder"] for each in versions if each["file"] not in here}
    return _Alive(
        members=_typed(MemberIn, rows["members"], "members"),
        placeholders=[
            each
            for each in _typed(PlaceholderIn, rows["placeholders"], "placeholders")
            if each["id"] not in partial
        ],
        versions=[each for each in versions if each["placeholder"] not in partial],
    )


def _parsed(text: str, name: str) -> dict[str, Any]:
    try:
        record = json.loads(text)
    except (ValueError, RecursionError):
        record = None
    if not isinstance(record, dict):
        raise rules.ArchiveUnreadable(f"A record of {name} is no object.", entry=name)
    return record


def _typed(model: type[M], rows: list[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    try:
        return [model.model_validate(row).model_dump() for row in rows]
    except ValidationError as error:
        raise rules.ArchiveUnreadable(f"A record of {name}: {error}", entry=name) from None


async def _drain(content: AsyncIterable[bytes]) -> None:
    async for _ in content:
        pass


async def _brought_back(archive: Opened, about: DocumentIn, *, owner: UUID) -> dict[str, Any]:
    document = documents.Returning(**about.model_dump(exclude={"path"}))
    try:
        return await documents.bring_back(document, owner=owner, chunks=archive.content(about.path))
    except DomainError as refused:
        refused.add_note(f"This concerns {about.path}.")
        raise


async def _keep(archive: Opened, alive: _Alive, *, owner: UUID) -> int:
    """Keep every record that does not live again, as it came; how many."""
    rows = (*alive.members, *alive.placeholders, *alive.versions)
    living = {str(each["id"]) for each in rows}
    total = 0
    for name in queries.RECORDS:
        held: list[str] = []
        count = 0
        async with aclosing(archive.records(name)) as records:
            async for text in records:
                if name in queries.ALIVE and json.loads(text)["id"] in living:
                    continue
                held.append(text)
                if len(held) == BATCH:
                    await queries.keep_records(name, held, organisation_id=owner, after=count)
                    count, held = count + BATCH, []
        await queries.keep_records(name, held, organisation_id=owner, after=count)
        total += count + len(held)
    return total
