"""Reference tables: what is in force, and how one person's proposal becomes another's version."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, TypeVar, cast
from uuid import UUID, uuid4

from backend.kernel import clock, pages, proposals
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import dumps, loads, transaction
from backend.kernel.errors import NotFound
from backend.kernel.events import emit
from backend.kernel.proposals import ProposalAction, Proposals
from backend.kernel.schemas import Input
from backend.kernel.workbook import Workbook
from backend.reference import queries, rules, sheets
from backend.reference.events import ReferenceNotTaken, ReferenceProposed, ReferencePublished
from backend.reference.kinds import KINDS, Change, Column, Fault, History, Kind, Plain, Version
from backend.reference.tables import ReferenceVersion

R = TypeVar("R", bound=Input)
Rows = tuple[list[dict[str, Any]], str | None, int | str]
PROPOSALS = Proposals("reference_proposal", owned_by="kind")
_READ = Permission.VIEW_OPERATOR
_DECIDE = Permission.IMPORT_REFERENCE

#: By kind what was read last, for as long as no version was added.
_known: dict[str, History[Any]] = {}


# What is in force ------------------------------------------------------------------------------


async def histories(
    *kinds: Kind[Any], newest: Sequence[UUID | None] | None = None
) -> list[History[Any]]:
    """Of each table every version; read anew when one was published, by whichever process.

    `newest`: what `newest_of` said of them in a statement of the caller's.
    """
    if newest is None:
        found = await queries.newest([kind.code for kind in kinds])
        newest = [found.get(kind.code) for kind in kinds]
    return [await _history(kind, known) for kind, known in zip(kinds, newest, strict=True)]


def newest_of(*kinds: Kind[Any]) -> str:
    """A column for another module's statement, which asks what `histories` would ask."""
    return queries.newest_of([kind.code for kind in kinds])


async def history(kind: Kind[R]) -> History[R]:
    [found] = await histories(kind)
    return cast("History[R]", found)


async def in_force(kind: Kind[R], on: date) -> tuple[R, ...]:
    """The rows of the version in force on a day."""
    return (await history(kind)).on(on)


async def left_out(kind: Kind[R], rows: Sequence[R]) -> list[R]:
    """What the newest version lists and `rows` do not: of tables whose rows end, never go."""
    versions = (await history(kind)).versions
    listed = {kind.key_of(row) for row in kind.plain(rows)}
    before = versions[0].rows if versions else ()
    return [
        row
        for row, plain in zip(before, kind.plain(before), strict=True)
        if kind.key_of(plain) not in listed
    ]


async def _history(kind: Kind[Any], newest: UUID | None) -> History[Any]:
    known = _known.get(kind.code)
    if known is not None and (known.versions[0].id if known.versions else None) == newest:
        return known
    found = History(
        tuple(
            Version(
                id=row["id"],
                n=row["version"],
                valid_from=row["valid_from"],
                source=row["reason"],
                source_en=row["reason_en"],
                rows=tuple(kind.row.model_validate(each) for each in loads(row["rules"])),
            )
            for row in await queries.versions(kind.code)
        )
    )
    _known[kind.code] = found
    return found


# Looking ---------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class TableView:
    """A table, its versions in force and to come, and the proposal that waits."""

    kind: Kind[Any]
    columns: list[Column]
    now: dict[str, Any] | None
    later: dict[str, Any] | None
    waiting: dict[str, Any] | None
    first_day: date
    proposes: bool


@dataclass(frozen=True, kw_only=True)
class Detail:
    """A version or a proposal with its rows, beside those of another version."""

    kind: Kind[Any]
    row: dict[str, Any]
    rows: list[Plain]
    against: dict[str, Any] | None
    changes: list[Change]


def _kind(code: str) -> Kind[Any]:
    found = KINDS.get(code)
    if found is None:
        raise NotFound
    return found


async def tables(*, by: Actor) -> list[TableView]:
    """Every table, in the order in which they were declared."""
    by.require(_READ)
    waiting = {row["kind"]: row for row in await queries.open_proposals()}
    return [await _table(kind, waiting.get(kind.code), by=by) for kind in KINDS.values()]


async def table(code: str, *, by: Actor) -> TableView:
    by.require(_READ)
    kind = _kind(code)
    waiting = [row for row in await queries.open_proposals() if row["kind"] == code]
    return await _table(kind, waiting[0] if waiting else None, by=by)


async def _table(kind: Kind[Any], waiting: dict[str, Any] | None, *, by: Actor) -> TableView:
    today = clock.today()
    rows, _ = await queries.page(kind.code, before=None, limit=pages.MAX_LIMIT)
    later = [row for row in rows if row["valid_from"] > today and not _overtaken(row)]
    return TableView(
        kind=kind,
        columns=await kind.columns_today(),
        now=next((row for row in rows if row["valid_from"] <= today), None),
        later=later[-1] if later else None,
        waiting=waiting,
        first_day=rules.first_day(kind.ahead, today=today),
        proposes=waiting is None and by.may(_DECIDE),
    )


def _overtaken(row: Mapping[str, Any]) -> bool:
    return row["replaced_on"] is not None and row["replaced_on"] <= row["valid_from"]


async def version_page(code: str, *, cursor: str | None, limit: int, by: Actor) -> Rows:
    by.require(_READ)
    before = None if cursor is None else pages.decode_cursor(cursor, int)[0]
    rows, total = await queries.page(_kind(code).code, before=before, limit=limit)
    cut, following = pages.cut(rows, limit, key=lambda row: (row["version"],))
    return cut, following, pages.total_of(total)


async def version(version_id: UUID, *, against: int | None, by: Actor) -> Detail:
    """A version beside another by its number; beside the one before it, if none is named."""
    by.require(_READ)
    row = await queries.version(version_id)
    if row is None:
        raise NotFound
    other = row["version"] - 1 if against is None else against
    found = await queries.numbered(row["kind"], other)
    if found is None and against is not None:
        raise NotFound
    return _detail(row, found)


def _detail(row: dict[str, Any], other: dict[str, Any] | None) -> Detail:
    kind = _kind(row["kind"])
    rows = loads(row["rules"])
    before = [] if other is None else loads(other["rules"])
    changes = [] if other is None else kind.changes(before, rows)
    return Detail(kind=kind, row=row, rows=rows, against=other, changes=changes)


async def version_book(
    version_id: UUID, *, by: Actor
) -> tuple[Kind[Any], dict[str, Any], Workbook]:
    """A version as a workbook that can be changed and read back."""
    by.require(_READ)
    row = await queries.version(version_id)
    if row is None:
        raise NotFound
    kind = _kind(row["kind"])
    columns = await kind.columns_today()
    book = await asyncio.to_thread(sheets.written, kind, columns, loads(row["rules"]))
    return kind, row, book


# Proposing and publishing ----------------------------------------------------------------------


def check_may_propose(by: Actor) -> None:
    by.require(_DECIDE)


async def read_book(code: str, content: bytes, *, by: Actor) -> list[dict[str, Any]]:
    """The rows of a workbook, each checked; nothing is stored."""
    by.require(_DECIDE)
    kind = _kind(code)
    columns = await kind.columns_today()
    rows, numbers, faults = await asyncio.to_thread(sheets.read, columns, content)
    _refuse(kind, faults)
    good, unfit = await _parsed(kind, rows, on=None)
    _refuse(kind, [replace(each, row=numbers[each.row - 1]) for each in unfit])
    return kind.plain(good)


async def _parsed(
    kind: Kind[R], rows: Sequence[Plain], *, on: date | None
) -> tuple[list[R], list[Fault]]:
    good, faults = kind.parsed(rows)
    return good, faults or list(await kind.fits(good, on))


def _refuse(kind: Kind[Any], faults: Sequence[Fault]) -> None:
    if not faults:
        return
    headings = {each.name: each.heading for each in kind.columns}
    raise rules.ReferenceRowsRefused(
        f"{len({each.row for each in faults})} rows.",
        rows=[
            {
                "row": each.row,
                "column": each.column,
                "heading": headings.get(each.column or ""),
                "why": each.why,
            }
            for each in faults
        ],
    )


async def propose(
    code: str, given: Sequence[Plain], *, valid_from: date, source: str, by: Actor
) -> Detail:
    """Nothing is read from it before another person publishes it."""
    by.require(_DECIDE)
    kind = _kind(code)
    rules.check_ahead(valid_from, ahead=kind.ahead, today=clock.today())
    good, faults = await _parsed(kind, given, on=valid_from)
    _refuse(kind, faults)
    rows = kind.plain(good)
    async with transaction():
        await PROPOSALS.lock(code)
        standing = await _standing(code, valid_from)
        if standing is not None and loads(standing["rules"]) == rows:
            raise rules.ReferenceUnchanged(field="rows", version=standing["version"])
        proposal_id = await PROPOSALS.add(
            code, rules=dumps(rows), valid_from=valid_from, reason=source, by=by
        )
        await emit(
            ReferenceProposed(
                subject_id=proposal_id,
                parties=(by.organisation_id,),
                table=code,
                valid_from=valid_from.isoformat(),
            ),
            by=by,
        )
        row = await PROPOSALS.one(proposal_id, owner=code)
        return _detail(row, standing)


async def _standing(code: str, day: date, *, proposal: UUID | None = None) -> dict[str, Any] | None:
    """The version in force on a day, leaving out what a proposal became and what came after."""
    rows = await queries.versions(code)
    made = next((row["version"] for row in rows if proposal and row["proposal"] == proposal), None)
    return next(
        (row for row in rows
         if row["valid_from"] <= day and (made is None or row["version"] < made)), None
    )  # fmt: skip


async def proposal_page(code: str, *, cursor: str | None, limit: int, by: Actor) -> Rows:
    """What was proposed for a table, newest first."""
    by.require(_READ)
    after = None
    if cursor is not None:
        moment, last = pages.decode_cursor(cursor, datetime, UUID)
        after = (moment, last)
    rows, total = await PROPOSALS.page(_kind(code).code, after=after, limit=limit)
    cut, following = pages.cut(rows, limit, key=lambda row: (row["created_at"], row["id"]))
    return cut, following, pages.total_of(total)


async def proposal(proposal_id: UUID, *, by: Actor) -> Detail:
    """A proposal beside the version in whose place it would come."""
    by.require(_READ)
    row = await _proposal(proposal_id)
    return _detail(row, await _standing(row["kind"], row["valid_from"], proposal=row["id"]))


async def _proposal(proposal_id: UUID) -> dict[str, Any]:
    row = await queries.proposal(proposal_id)
    if row is None:
        raise NotFound
    return row


def proposal_actions(row: Mapping[str, Any], *, reader: Actor) -> list[ProposalAction]:
    return proposals.actions(row, reader=reader, decides=reader.may(_DECIDE))


async def accept_proposal(proposal_id: UUID, *, by: Actor) -> Detail:
    """It becomes the table's next version; refused once its first day has begun."""
    by.require(_DECIDE)
    async with transaction():
        asked = await _proposal(proposal_id)
        kind = _kind(asked["kind"])
        row = await PROPOSALS.decide(proposal_id, ProposalAction.ACCEPT, owner=kind.code, by=by)
        rules.check_ahead(row["valid_from"], ahead=kind.ahead, today=clock.today())
        good, faults = await _parsed(kind, loads(row["rules"]), on=row["valid_from"])
        _refuse(kind, faults)
        standing = await _standing(kind.code, row["valid_from"])
        made = ReferenceVersion(
            id=uuid4(),
            created_at=clock.now(),
            kind=kind.code,
            version=await queries.next_version(kind.code),
            valid_from=row["valid_from"],
            author=row["proposed_by"],
            author_name=row["proposed_by_name"],
            reason=row["reason"],
            rules=row["rules"],
            proposal=proposal_id,
        )
        await queries.add(made)
        await kind.publish(
            Version(
                id=made.id,
                n=made.version,
                valid_from=made.valid_from,
                source=made.reason,
                source_en=None,
                rows=tuple(good),
            )
        )
        await emit(
            ReferencePublished(
                subject_id=made.id,
                parties=(by.organisation_id,),
                table=kind.code,
                version=made.version,
                valid_from=made.valid_from.isoformat(),
            ),
            by=by,
            after={"proposed_by": row["proposed_by_name"]},
        )
        return _detail(row, standing)


async def decline_proposal(proposal_id: UUID, *, reason: str, by: Actor) -> Detail:
    return await _not_taken(proposal_id, ProposalAction.DECLINE, note=reason, by=by)


async def withdraw_proposal(proposal_id: UUID, *, by: Actor) -> Detail:
    """Take one's own back."""
    return await _not_taken(proposal_id, ProposalAction.WITHDRAW, note=None, by=by)


async def _not_taken(
    proposal_id: UUID, action: ProposalAction, *, note: str | None, by: Actor
) -> Detail:
    by.require(_DECIDE)
    async with transaction():
        code = (await _proposal(proposal_id))["kind"]
        row = await PROPOSALS.decide(proposal_id, action, owner=code, note=note, by=by)
        await emit(
            ReferenceNotTaken(
                subject_id=proposal_id,
                parties=(by.organisation_id,),
                table=code,
                outcome=row["outcome"],
            ),
            by=by,
        )
        return _detail(row, await _standing(code, row["valid_from"]))
