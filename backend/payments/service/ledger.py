"""Post, read, close a month."""

import hashlib
from collections.abc import Sequence
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
from backend.payments.states import Mode, kind_of


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


async def post(cause: Cause, lines: Sequence[Line], *, by: Actor, content: object = None) -> Posted:
    """Write one transaction, once: its key repeated with the same content gives the first one.

    `content` is what the caller compares by; by default the postings themselves.
    """
    rules.check_lines(lines)
    compared = content or [list(vars(line).values()) for line in lines]
    told = dumps([cause.kind, cause.occurred_on, compared])
    digest = hashlib.sha256(told.encode()).digest()
    async with transaction():
        accounts = [
            await queries.account(x.book, x.purpose, x.holder, kind=kind_of(x.book, x.purpose))
            for x in sorted(lines, key=_order)
        ]
        new = uuid4()
        head = (
            new,
            cause.occurred_on,
            cause.kind,
            cause.id,
            cause.key,
            digest,
            mode(),
            cause.subject,
            by.user_id,
        )
        if await queries.post(head, accounts, [x.amount for x in sorted(lines, key=_order)]):
            return Posted(id=new, cause_id=cause.id, subject=cause.subject, again=False)
    found = await posted(cause.key, digest=digest)
    if found is None:
        raise rules.KeyReused(f"{cause.kind} {cause.id} was posted under another key.")
    return found


def _order(line: Line) -> tuple[str, str, str]:
    """One order for all, so that two who open the same accounts never wait in a ring."""
    return (line.book, line.purpose, str(line.holder))


async def posted(key: str, *, digest: bytes | None = None) -> Posted | None:
    """What stands under this key, if anything; refuse other content."""
    row = await queries.by_key(key)
    if row is None:
        return None
    if digest is not None and bytes(row["digest"]) != digest:
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


async def account_page(*, cursor: str | None, limit: int, by: Actor) -> Rows:
    """The accounts of the reader's organisation; of all for the operator."""
    after = None if cursor is None else pages.decode_cursor(cursor, UUID)[0]
    rows, total = await queries.accounts(holder_seen(by), after=after, limit=limit)
    cut, following = pages.cut(rows, limit, key=lambda row: (row["id"],))
    return cut, following, pages.total_of(total)


async def posting_page(account_id: UUID, *, cursor: str | None, limit: int, by: Actor) -> Rows:
    """What was posted to an account, newest first."""
    holder = holder_seen(by)
    account = await queries.one_account(account_id)
    if account is None or (holder is not None and account["holder"] != holder):
        raise NotFound
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
