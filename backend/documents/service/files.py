"""Files: deposit them, list them, take them back, say what they are."""

from collections.abc import AsyncIterable, AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from backend.documents import gateway, names, rules
from backend.documents.events import FileDeposited, FileWithdrawn
from backend.documents.queries import files as queries
from backend.documents.queries import holds, kind_rules, receipts
from backend.documents.service.keys import staging
from backend.documents.states import Kind, Scan
from backend.documents.tables import File
from backend.identity import service as identity
from backend.kernel import clock, pages
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.errors import InvalidField, NotFound
from backend.kernel.events import emit

MEMBER = (
    Permission.MANAGE_MEMBERS,
    Permission.VIEW_FIRM,
    Permission.VIEW_BANK,
    Permission.VIEW_DISTRICT,
    Permission.VIEW_ISSUER,
    Permission.VIEW_OPERATOR,
)


@dataclass(frozen=True, kw_only=True)
class FileView:
    """What other modules show of a file."""

    id: UUID
    organisation_id: UUID
    name: str
    kind: Kind
    media_type: str
    size: int
    sha256: str
    deposited_at: datetime
    scan: Scan
    flags: tuple[str, ...]


async def deposit(name: str, *, kind: Kind, chunks: AsyncIterable[bytes], by: Actor) -> File:
    """Keep a file for the actor's organisation; the same bytes of one kind stand once."""
    async with receiving(chunks, by=by) as staged:
        return await keep(staged, name=name, kind=kind, by=by)


@asynccontextmanager
async def receiving(chunks: AsyncIterable[bytes], *, by: Actor) -> AsyncIterator[gateway.Staged]:
    """Take an upload to disk, sealed, never into memory; forgotten unless the block keeps it."""
    by.require(*MEMBER)
    with gateway.refusals():
        async with staging().received(
            chunks, owner=by.organisation_id, limit=rules.MAX_BYTES
        ) as staged:
            rules.check_size(staged.size)
            yield staged


async def keep(staged: gateway.Staged, *, name: str, kind: Kind, by: Actor) -> File:
    """Keep what has arrived; its bytes are in the store before there is a row of them."""
    by.require(*MEMBER)
    limits = await kind_rules.in_force(kind, at=clock.now())
    media_type = rules.check_type(limits, media_type=await gateway.found_type(staged), name=name)
    rules.check_size(staged.size, limits=limits)
    flags = await gateway.inspect(staged, media_type, limits)
    scan = await gateway.scanned(staged)
    async with transaction():
        await identity.check_active(by=by)
        await queries.lock_space(by.organisation_id)
        standing = await queries.same_bytes(by.organisation_id, kind=kind, sha256=staged.sha256)
        if standing is not None:
            await gateway.keep(staged, kind=kind)  # if the store has lost it: see README.md
            return standing
        await check_space(staged.size, by=by)
        return await record(
            staged,
            name=name,
            limits=limits,
            media_type=media_type,
            flags=flags,
            scan=scan,
            by=by,
        )


async def record(  # what a file is
    staged: gateway.Staged,
    *,
    name: str,
    limits: rules.Limits,
    media_type: str,
    flags: frozenset[str] = frozenset(),
    scan: Scan = Scan.NOT_SCANNED,
    by: Actor,
) -> File:
    """Put the bytes into the store and their row beside it, inside the caller's transaction.

    `limits`: the rule that they have passed.
    """
    kind = limits.kind
    file = File(
        organisation=by.organisation_id,
        kind=kind.value,
        name=names.display_name(name, kind=kind, media_type=media_type),
        media_type=media_type,
        size=staged.size,
        sha256=staged.sha256,
        object_key=await gateway.keep(staged, kind=kind),
        rule_version=limits.version,
        flags=sorted(flags),
        scan=scan.value,
        sealed=True,
        deposited_at=clock.now(),
        deposited_by=by.user_id,
    )
    await queries.add(file)
    await emit(
        FileDeposited(
            subject_id=file.id,
            parties=(by.organisation_id,),
            kind=kind.value,
            file_name=file.name,
            size=file.size,
            sha256=file.sha256,
        ),
        by=by,
    )
    return file


async def check_space(added: int, *, by: Actor) -> None:
    """Refuse what would take the actor's organisation beyond its space."""
    used = await queries.used_bytes(by.organisation_id)
    limit = await queries.limit_bytes(by.organisation_id, on=clock.today())
    rules.check_quota(used=used, added=added, limit=limit)


async def usage(*, by: Actor) -> tuple[int, int]:
    """Bytes used and bytes allowed."""
    by.require(*MEMBER)
    used = await queries.used_bytes(by.organisation_id)
    return used, await queries.limit_bytes(by.organisation_id, on=clock.today())


async def own_files(
    *,
    kind: Kind | None,
    name: str | None = None,
    withdrawn: bool,
    cursor: str | None,
    limit: int,
    counted: int = pages.COUNTED,
    by: Actor,
) -> tuple[list[File], str | None, int | str]:
    """A page of the actor's own files, newest first; `name` is part of theirs, in any case."""
    by.require(*MEMBER)
    after = None
    if cursor is not None:
        moment, last = pages.decode_cursor(cursor, datetime, UUID)
        after = (moment, last)
    found = await queries.own(
        by.organisation_id, kind=kind, name=name, withdrawn=withdrawn, after=after, limit=limit
    )
    page, following = pages.cut(found, limit, key=lambda file: (file.deposited_at, file.id))
    count = await queries.count_own(
        by.organisation_id, kind=kind, name=name, withdrawn=withdrawn, counted=counted
    )
    return page, following, pages.total_of(count, up_to=counted)


async def withdraw(file_id: UUID, *, by: Actor) -> File:
    """Take a file back; it stays on record, and nobody can be given it any more."""
    by.require(*MEMBER)
    async with transaction():
        locked = await queries.lock_own([file_id], owner=by.organisation_id, to_change=True)
        if not locked:
            raise NotFound
        found = locked[0]
        if found.kind == Kind.PAPER.value:
            raise rules.PaperStays
        now = clock.now()
        live = await receipts.live_grants(found.id, at=now)
        rules.check_withdrawal(
            withdrawn_at=found.withdrawn_at,
            held=found.id in await holds.held([found.id]),
            live_grants=live,
        )
        await queries.record_withdrawal(found, at=now, by=by.user_id)
        await emit(
            FileWithdrawn(
                subject_id=found.id,
                parties=(by.organisation_id,),
                kind=found.kind,
                file_name=found.name,
            ),
            by=by,
            before={"withdrawn_at": None},
            after={"withdrawn_at": now},
        )
    return found


async def check_own(file_ids: Sequence[UUID], *, by: Actor, kind: Kind | None = None) -> list[File]:
    """These files, in this order, if each is the actor's and still stands; 404 otherwise.

    Inside a transaction they are locked against withdrawal until its end.
    """
    locked = await queries.lock_own(file_ids, owner=by.organisation_id)
    standing = {file.id: file for file in locked if not rules.has_ended(file.withdrawn_at)}
    if not standing.keys() >= set(file_ids):
        raise NotFound("There is no such document of yours.")
    if kind is not None:
        _check_kind(standing.values(), kind)
    return [standing[each] for each in file_ids]


async def check_kind(file_ids: Sequence[UUID], kind: Kind) -> None:
    """Refuse what is a paper of another kind; whether the actor may read it is asked apart."""
    _check_kind(await queries.by_ids(file_ids), kind)


def _check_kind(files: Iterable[File], kind: Kind) -> None:
    if any(each.kind != kind.value for each in files):
        raise InvalidField("document_id", f"A document of the kind {kind} is needed.")


async def standing(file_ids: Sequence[UUID], *, of: UUID) -> list[UUID]:
    """Those of these files that are the organisation's and were not withdrawn; locked."""
    locked = await queries.lock_own(file_ids, owner=of)
    return [file.id for file in locked if not rules.has_ended(file.withdrawn_at)]


async def describe(file_ids: Sequence[UUID]) -> dict[UUID, FileView]:
    """What these files are; whether the caller may open them is asked when he does."""
    return {
        found.id: FileView(
            id=found.id,
            organisation_id=found.organisation,
            name=found.name,
            kind=Kind(found.kind),
            media_type=found.media_type,
            size=found.size,
            sha256=found.sha256,
            deposited_at=found.deposited_at,
            scan=Scan(found.scan),
            flags=tuple(found.flags),
        )
        for found in await queries.by_ids(file_ids)
    }


async def sweep_leftovers() -> int:
    """End the uploads whose time is up; how many there were."""
    return await staging().sweep()
