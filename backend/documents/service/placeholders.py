"""Placeholders: named places of a vault, the versions of what stands in them, what is missing.

A placeholder is a kind of document and what it is about: a year, a subject such as a patent's
number, or the firm itself. To place a file makes the next version; the earlier one is superseded,
never deleted, and whoever was let read it reads it as before.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from backend.documents import rules
from backend.documents.events import PlaceholderOpened, VersionPlaced
from backend.documents.queries import files
from backend.documents.queries import placeholders as queries
from backend.documents.service.files import MEMBER, check_own
from backend.documents.states import Kind
from backend.documents.tables import File, Placeholder, Version
from backend.kernel import clock, pages
from backend.kernel.auth import Actor
from backend.kernel.db import transaction
from backend.kernel.errors import InvalidField, NotFound
from backend.kernel.events import emit


@dataclass(frozen=True, kw_only=True)
class Slot:
    """What a placeholder is for; within a vault there is one of each. `subject` '': the firm."""

    kind: Kind
    year: int | None = None
    subject: str = ""


@dataclass(frozen=True, kw_only=True)
class InForce:
    """The version in force of a placeholder."""

    n: int
    file_id: UUID
    file_name: str
    sha256: str
    size: int
    media_type: str
    dated_on: date
    note: str
    placed_at: datetime
    placed_by: str
    withdrawn: bool


@dataclass(frozen=True, kw_only=True)
class PlaceholderView:
    """A placeholder; `version` is None while nothing was placed."""

    id: UUID
    slot: Slot
    version: InForce | None

    @property
    def filled(self) -> InForce | None:
        """The version in force, unless its file was withdrawn: then there is none to hand over."""
        return None if self.version is None or self.version.withdrawn else self.version


@dataclass(frozen=True, kw_only=True)
class Placed:
    """Where a file stands; `newest` is the file in force there, None if that was withdrawn."""

    placeholder_id: UUID
    slot: Slot
    n: int
    dated_on: date
    newest_n: int
    newest_at: datetime
    newest: UUID | None

    @property
    def superseded(self) -> bool:
        return self.newest_n > self.n


async def open_placeholder(slot: Slot, *, by: Actor) -> PlaceholderView:
    """A place for documents of this kind and about this; the one that stands, if there is one."""
    by.require(*MEMBER)
    if slot.kind is Kind.PAPER:
        raise InvalidField("kind", "What the platform issues has its own place.")
    async with transaction():
        await open_slots([slot], by=by)
        return (await slots(by.organisation_id, [slot]))[slot]


async def open_slots(wanted: Iterable[Slot], *, by: Actor) -> None:
    """Have a placeholder of the actor's organisation for each of these, empty or not."""
    for slot in wanted:
        await _open(slot, owner=by.organisation_id, opened_by=by.user_id, by=by)


async def _open(slot: Slot, *, owner: UUID, opened_by: UUID, by: Actor) -> None:
    row = Placeholder(
        id=uuid4(),
        created_at=clock.now(),
        organisation=owner,
        kind=slot.kind.value,
        year=slot.year,
        subject=slot.subject,
        opened_by=opened_by,
    )
    if await queries.add(row):
        await emit(
            PlaceholderOpened(
                subject_id=row.id,
                parties=(owner,),
                kind=slot.kind.value,
                year=slot.year,
                about=slot.subject,
            ),
            by=by,
        )


async def place(
    placeholder_id: UUID, *, file_id: UUID, dated_on: date | None, note: str, by: Actor
) -> PlaceholderView:
    """Put a deposited document of the actor's in force as the next version.

    `dated_on`: the paper's own date; today if none is named.
    """
    by.require(*MEMBER)
    today = clock.today()
    async with transaction():
        if not await queries.lock(placeholder_id, owner=by.organisation_id):
            raise NotFound
        if dated_on is not None and dated_on > today:
            raise rules.DatedAhead(field="dated_on", latest=today.isoformat())
        file = (await check_own([file_id], by=by))[0]
        before = await _one(placeholder_id, by=by)
        if file.kind != before.slot.kind:
            raise rules.KindUnfit(
                f"It is for a {before.slot.kind}; the document is a {file.kind}.",
                field="document_id",
                needed=before.slot.kind.value,
                found=file.kind,
            )
        for row in await queries.versions(placeholder_id):
            if row["file"] == file_id:
                raise rules.FileIsAVersion(field="document_id", n=row["n"])
        await _put(
            before,
            file,
            dated_on=dated_on or today,
            note=note,
            person=(by.user_id, by.name),
            by=by,
        )
        return await _one(placeholder_id, by=by)


async def stand_in(file_id: UUID, *, dated_on: date, person: tuple[UUID, str], by: Actor) -> None:
    """Put what a person handed in on another way in force where his firm's vault has nothing.

    The place is the firm's own one for that kind; what stands there stays, and what was withdrawn
    is put nowhere.
    """
    async with transaction():
        (file,) = await files.by_ids([file_id])
        slot = Slot(kind=Kind(file.kind))
        if rules.has_ended(file.withdrawn_at):
            return
        await _open(slot, owner=file.organisation, opened_by=person[0], by=by)
        view = (await slots(file.organisation, [slot]))[slot]
        await queries.lock(view.id, owner=file.organisation)
        view = (await slots(file.organisation, [slot]))[slot]
        placed = {row["file"] for row in await queries.versions(view.id)}
        if view.filled is None and file_id not in placed:
            await _put(view, file, dated_on=dated_on, note="", person=person, by=by)


async def _put(
    before: PlaceholderView,
    file: File,
    *,
    dated_on: date,
    note: str,
    person: tuple[UUID, str],
    by: Actor,
) -> None:
    version = Version(
        id=uuid4(),
        placeholder=before.id,
        n=1 if before.version is None else before.version.n + 1,
        file=file.id,
        dated_on=dated_on,
        note=note,
        placed_at=clock.now(),
        placed_by=person[0],
        placed_by_name=person[1],
    )
    await queries.add_version(version)
    await emit(
        VersionPlaced(
            subject_id=before.id,
            parties=(file.organisation,),
            kind=before.slot.kind.value,
            year=before.slot.year,
            about=before.slot.subject,
            n=version.n,
            file_id=str(file.id),
            file_name=file.name,
            note=note,
        ),
        by=by,
    )


async def placeholders(
    *, kind: Kind | None, empty: bool, cursor: str | None, limit: int, by: Actor
) -> tuple[list[PlaceholderView], str | None, int | str]:
    """A page of the actor's own placeholders, newest first; `empty`: only what is to be filled."""
    by.require(*MEMBER)
    after = None
    if cursor is not None:
        moment, last = pages.decode_cursor(cursor, datetime, UUID)
        after = (moment, last)
    rows, total = await queries.page(
        by.organisation_id,
        kind=None if kind is None else kind.value,
        empty=empty,
        after=after,
        limit=limit,
    )
    cut, following = pages.cut(rows, limit, key=lambda row: (row["created_at"], row["id"]))
    return [_view(row) for row in cut], following, pages.total_of(total)


async def placeholder(placeholder_id: UUID, *, by: Actor) -> tuple[PlaceholderView, list[InForce]]:
    """A placeholder of the actor's with every version, newest first; 404 for anybody else."""
    by.require(*MEMBER)
    view = await _one(placeholder_id, by=by)
    return view, [_in_force(row) for row in await queries.versions(placeholder_id)]


async def slots(owner: UUID, wanted: Sequence[Slot]) -> dict[Slot, PlaceholderView]:
    """What stands in an organisation's vault for each of these, as far as there is a place."""
    rows = await queries.standing(owner, kinds=sorted({slot.kind.value for slot in wanted}))
    views = {view.slot: view for view in map(_view, rows)}
    return {slot: views[slot] for slot in wanted if slot in views}


async def placed(file_ids: Sequence[UUID]) -> dict[UUID, list[Placed]]:
    """Which version of what each of these files is: nothing, or one or several placeholders'."""
    found: dict[UUID, list[Placed]] = {file_id: [] for file_id in file_ids}
    for row in await queries.placed(list(found)):
        found[row["file"]].append(
            Placed(
                placeholder_id=row["placeholder"],
                slot=_slot(row),
                n=row["n"],
                dated_on=row["dated_on"],
                newest_n=row["newest_n"],
                newest_at=row["newest_at"],
                newest=row["newest_file"] if row["newest_stands"] else None,
            )
        )
    return found


async def _one(placeholder_id: UUID, *, by: Actor) -> PlaceholderView:
    row = await queries.one(placeholder_id, owner=by.organisation_id)
    if row is None:
        raise NotFound
    return _view(row)


def _slot(row: dict[str, Any]) -> Slot:
    return Slot(kind=Kind(row["kind"]), year=row["year"], subject=row["subject"])


def _view(row: dict[str, Any]) -> PlaceholderView:
    version = None if row["n"] is None else _in_force(row)
    return PlaceholderView(id=row["id"], slot=_slot(row), version=version)


def _in_force(row: dict[str, Any]) -> InForce:
    return InForce(
        n=row["n"],
        file_id=row["file"],
        file_name=row["file_name"],
        sha256=row["sha256"],
        size=row["size"],
        media_type=row["media_type"],
        dated_on=row["dated_on"],
        note=row["note"],
        placed_at=row["placed_at"],
        placed_by=row["placed_by_name"],
        withdrawn=rules.has_ended(row["withdrawn_at"]),
    )
