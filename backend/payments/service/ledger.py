"""Post, read, close a month."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from backend.kernel import clock, pages
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import dumps, transaction
from backend.kernel.errors import NotFound
from backend.kernel.events import emit
from backend.kernel.settings import settings
from backend.payments import events, queries, rules
from backend.payments.rules import Line
from backend.payments.states import IN_ORDER, KINDS, Book, Mode, Purpose, kind_of, number_of


@dataclass(frozen=True, kw_only=True)
class Cause:
    """Why money moves: what made it so, and the key under which it does so once."""

    kind: str
    id: UUID
    key: str
    occurred_on: date
    #: The charge that it is about.
    subject: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class Posted:
    """A transaction in the ledger; `again` if it stood there before."""

    id: UUID
    cause_id: UUID
    subject: UUID | None
    again: bool


def mode() -> Mode:
    return Mode(settings().operating_mode)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One transaction as it is to be written.

    `content` is what its repetition is compared by; by default the postings themselves.
    """

    cause: Cause
    lines: Sequence[Line]
    content: object = None

    def digest(self) -> bytes:
        compared = self.content or [list(vars(line).values()) for line in self.lines]
        told = dumps([self.cause.kind, self.cause.occurred_on, compared])
        return hashlib.sha256(told.encode()).digest()


async def post(cause: Cause, lines: Sequence[Line], *, by: Actor, content: object = None) -> Posted:
    """Write one transaction, once: its key repeated with the same content gives the first one."""
    (done,) = await post_all([Entry(cause=cause, lines=lines, content=content)], by=by)
    return done


async def post_all(entries: Sequence[Entry], *, by: Actor) -> list[Posted]:
    """Write transactions in their order, each once, all of them or none."""
    if not entries:
        return []
    for entry in entries:
        rules.check_lines(entry.lines)
    new = [uuid4() for _ in entries]
    heads = [
        (
            id_,
            e.cause.occurred_on,
            e.cause.kind,
            e.cause.id,
            e.cause.key,
            e.digest(),
            e.cause.subject,
        )
        for id_, e in zip(new, entries, strict=True)
    ]
    async with transaction():
        accounts = await queries.accounts_of(
            {_account(x): kind_of(x.book, x.purpose) for e in entries for x in e.lines}
        )
        lines = [
            (id_, accounts[_account(x)], int(x.amount))
            for id_, e in zip(new, entries, strict=True)
            for x in e.lines
        ]
        written = await queries.post(heads, lines, mode=mode(), by=by.user_id)
        stood = await queries.by_keys([head[4] for head in heads if head[0] not in written])
        return [_posted(head, stood=None if head[0] in written else stood) for head in heads]


def _account(line: Line) -> queries.Named:
    return (line.book, line.purpose, line.holder)


def _posted(head: queries.Head, *, stood: Mapping[str, Mapping[str, Any]] | None) -> Posted:
    """What was written, or what stood under this key before; refuse other content."""
    new, _, kind, cause_id, key, digest, subject = head
    if stood is None:
        return Posted(id=new, cause_id=cause_id, subject=subject, again=False)
    row = stood.get(key)
    if row is None:
        raise rules.KeyReused(f"{kind} {cause_id} was posted under another key.")
    if bytes(row["digest"]) != digest:
        raise rules.KeyReused(f"{key} stands in the ledger with other content.", key=key)
    return Posted(id=row["id"], cause_id=row["cause_id"], subject=row["subject"], again=True)


Rows = tuple[list[dict[str, Any]], str | None, int | str]


def holder_seen(by: Actor) -> UUID | None:
    """Whose accounts the reader sees: the operator everybody's."""
    by.require(
        Permission.VIEW_FIRM,
        Permission.VIEW_BANK,
        Permission.VIEW_DISTRICT,
        Permission.VIEW_ISSUER,
        Permission.VIEW_OPERATOR,
    )
    return None if by.may(Permission.VIEW_OPERATOR) else by.organisation_id


#: Every number that an account may stand under.
_NUMBERS = [
    (book, purpose, number_of(book, purpose)) for book in Book for purpose in (*Purpose, *KINDS)
]


async def account_page(*, cursor: str | None, limit: int, by: Actor) -> Rows:
    """The accounts of the reader's organisation, of all for the operator: kind, owner, number."""
    after = None
    if cursor is not None:
        kind, owner, number, last = pages.decode_cursor(cursor, int, str, str, UUID)
        after = (kind, owner, number, last)
    rows, total = await queries.accounts(
        holder_seen(by), kinds=IN_ORDER, numbers=_NUMBERS, after=after, limit=limit
    )
    cut, following = pages.cut(
        rows, limit, key=lambda row: (row["kind_at"], row["owner"], row["number"], row["id"])
    )
    return cut, following, pages.total_of(total)


async def account_seen(account_id: UUID, *, by: Actor) -> dict[str, Any]:
    """An account of the reader's; any for the operator."""
    holder = holder_seen(by)
    account = await queries.one_account(account_id)
    if account is None or (holder is not None and account["holder"] != holder):
        raise NotFound
    return account


async def posting_page(account_id: UUID, *, cursor: str | None, limit: int, by: Actor) -> Rows:
    """What was posted to an account, newest first."""
    await account_seen(account_id, by=by)
    before = None if cursor is None else pages.decode_cursor(cursor, int)[0]
    rows, total = await queries.postings(account_id, before=before, limit=limit)
    cut, following = pages.cut(rows, limit, key=lambda row: (row["seq"],))
    return cut, following, pages.total_of(total)


async def close_month(month: date, *, by: Actor) -> date:
    """Close a month that is over, and all before it: nothing posts into them any more."""
    by.require(Permission.CLOSE_MONTHS)
    first = month.replace(day=1)
    async with transaction():
        rules.check_closing(first, today=clock.today(), last=await queries.last_closed())
        await queries.close(first, by=by.user_id)
        await emit(
            events.MonthClosed(subject_id=uuid4(), month=f"{first:%Y-%m}"),
            by=by,
            after={"closed_up_to": f"{first:%Y-%m}"},
        )
    return first
