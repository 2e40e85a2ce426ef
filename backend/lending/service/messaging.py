"""Firm and bank write to each other on an application; both read the same, nobody else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from backend.documents import service as documents
from backend.documents.service import FileView
from backend.documents.states import Purpose
from backend.kernel import clock, pages
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import transaction
from backend.lending.events import MessageWritten
from backend.lending.queries import applications
from backend.lending.queries import messages as queries
from backend.lending.queries.applications import ApplicationRow
from backend.lending.rules import messages as rules
from backend.lending.service import steps
from backend.lending.tables.messages import Message

#: Whoever has work to do on a case writes on it; every member of the two sides reads.
WRITERS = (
    Permission.PREPARE,
    Permission.BIND,
    Permission.WORK_APPLICATIONS,
    Permission.DECIDE_APPLICATIONS,
    Permission.RUN_PLEDGES,
)


@dataclass(frozen=True, kw_only=True)
class MessageView:
    """A message as one of the two sides sees it; `readable`: the papers it may open now."""

    row: Mapping[str, Any]
    files: tuple[FileView, ...]
    readable: frozenset[UUID]
    own: bool
    unread: bool


@dataclass(frozen=True, kw_only=True)
class Thread:
    views: list[MessageView]
    next: str | None
    total: int
    unread: int
    may_write: bool


async def thread(application_id: UUID, *, cursor: str | None, limit: int, by: Actor) -> Thread:
    """A page of what was written, newest first."""
    row = steps.found(await applications.application(application_id, scope=steps.scope_of(by)))
    before = None
    if cursor is not None:
        (before,) = pages.decode_cursor(cursor, int)
    rows = await queries.page(row.id, before=before, limit=limit)
    cut, following = pages.cut(rows, limit, key=lambda each: (each["n"],))
    return Thread(
        views=await _views(row, cut, by=by),
        next=following,
        total=await queries.last_n(row.id),
        unread=await queries.unread(row.id, member=by.user_id, organisation=by.organisation_id),
        may_write=by.may(*WRITERS) and rules.is_open(row.state, submitted_at=row.submitted_at),
    )


async def write(
    application_id: UUID, *, text: str, document_ids: Sequence[UUID], by: Actor
) -> MessageView:
    """One message, with papers that the other side may read for this application."""
    by.require(*WRITERS)
    async with transaction():
        row = await steps.lock(application_id, by=by)
        rules.check_open(row.state, submitted_at=row.submitted_at)
        named = list(dict.fromkeys(document_ids))
        if named:
            await documents.grant(
                named,
                to=row.lender if by.organisation_id == row.applicant else row.applicant,
                kind=Purpose.LOAN_APPLICATION,
                purpose=row.id,
                by=by,
            )
        n = await queries.last_n(row.id) + 1
        await queries.add(
            Message(
                id=uuid4(),
                created_at=clock.now(),
                application=row.id,
                n=n,
                organisation=by.organisation_id,
                author=by.user_id,
                author_name=by.name,
                text=text,
                document_ids=named,
            )
        )
        await steps.tell(
            MessageWritten, row, before=row.state, by=by, n=n, writer=by.organisation_name
        )
        written = await queries.one(row.id, n)
        assert written is not None  # noqa: S101 - in this transaction
        return (await _views(row, [written], by=by))[0]


async def mark_read(application_id: UUID, *, read_n: int, by: Actor) -> int:
    """The actor has read up to this message, if it was written; how many he has not."""
    row = steps.found(await applications.application(application_id, scope=steps.scope_of(by)))
    async with transaction():
        last = await queries.last_n(row.id)
        if last > 0:
            await queries.mark(row.id, member=by.user_id, n=min(read_n, last))
        return await queries.unread(row.id, member=by.user_id, organisation=by.organisation_id)


async def _views(
    row: ApplicationRow, rows: Sequence[Mapping[str, Any]], *, by: Actor
) -> list[MessageView]:
    named = list({file_id for each in rows for file_id in each["document_ids"]})
    known = await documents.describe(named) if named else {}
    readable = await documents.readable_ids(named, by=by) if named else set()
    read_n = await queries.read_n(row.id, member=by.user_id)
    return [
        MessageView(
            row=each,
            files=tuple(known[file_id] for file_id in each["document_ids"]),
            readable=frozenset(readable),
            own=each["organisation"] == by.organisation_id,
            unread=each["organisation"] != by.organisation_id and each["n"] > read_n,
        )
        for each in rows
    ]
