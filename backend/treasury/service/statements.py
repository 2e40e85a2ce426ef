"""Statements: taken in once, read again."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from backend.kernel import clock, file_names, jobs, pages
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import loads, transaction
from backend.kernel.errors import NotFound
from backend.kernel.events import emit
from backend.treasury import events, queries, reading, rules
from backend.treasury.service.accounts import Rows
from backend.treasury.tables import Statement

#: The job that places the lines of a statement.
MATCH = "treasury.match_statement"


def check_may_import(by: Actor) -> None:
    """Before a file is taken at all."""
    by.require(Permission.HANDLE_MONEY)


async def import_statement(
    content: bytes, *, account_id: UUID, file_name: str, by: Actor
) -> tuple[dict[str, Any], bool]:
    """Take a statement in; the same file, or lines that are known, change nothing.

    Also says whether this very file stood there already.
    """
    by.require(Permission.HANDLE_MONEY)
    digest = hashlib.sha256(content).digest()
    found = await queries.account(account_id)
    if found is None:
        raise NotFound
    known = await queries.statement_of(account_id, digest)
    if known is not None:
        return await statement(known, by=by), True
    layout = await queries.layout(found["layout_code"], on=clock.today())
    if layout is None:
        raise RuntimeError(f"The layout {found['layout_code']} is in force no more.")
    lines = await asyncio.to_thread(
        _read, content, loads(layout["mapping"]), found["account_number"], found["currency"]
    )
    async with transaction():
        account = await queries.lock_account(account_id)
        if account is None:
            raise NotFound
        known = await queries.statement_of(account_id, digest)
        if known is not None:
            return await statement(known, by=by), True
        last = await queries.last_line(account_id) or {
            "seq": 0,
            "balance_fen": account["opening_fen"],
        }
        again = rules.place(
            lines,
            await queries.known_from(account_id, lines[0].booked_on),
            last_balance=last["balance_fen"],
        )
        row = Statement(
            id=uuid4(),
            created_at=clock.now(),
            account=account_id,
            layout=layout["id"],
            file_name=file_names.shown(file_name)[:200],
            sha256=digest,
            first_on=min(line.booked_on for line in lines),
            last_on=max(line.booked_on for line in lines),
            opening_fen=lines[0].balance - lines[0].amount,
            closing_fen=lines[-1].balance,
            rows=len(lines),
            known_rows=again,
            imported_by=by.user_id,
            imported_by_name=by.name,
        )
        await queries.add_statement(row, lines[again:], after_seq=last["seq"])
        if again < len(lines):
            await jobs.enqueue(MATCH, {"id": str(row.id)})
        await emit(
            events.StatementImported(
                subject_id=row.id,
                account_number=account["account_number"],
                rows=len(lines),
                known_rows=again,
            ),
            by=by,
        )
    return await statement(row.id, by=by), False


def _read(content: bytes, mapping: dict[str, Any], number: str, currency: str) -> list[rules.Told]:
    lines = reading.read(content, mapping, number=number, today=clock.today(), currency=currency)
    rules.check_chain(lines)
    return lines


async def whole(chunks: AsyncIterator[bytes]) -> bytes:
    """A file that is bounded by whoever streams it."""
    return b"".join([chunk async for chunk in chunks])


async def statement(statement_id: UUID, *, by: Actor) -> dict[str, Any]:
    by.require(Permission.HANDLE_MONEY)
    row = await queries.statement(statement_id)
    if row is None:
        raise NotFound
    return row


async def statement_page(
    *, cursor: str | None, limit: int, counted: int = pages.COUNTED, by: Actor
) -> Rows:
    """The statements, newest first."""
    by.require(Permission.HANDLE_MONEY)
    after = None
    if cursor is not None:
        moment, last = pages.decode_cursor(cursor, datetime, UUID)
        after = (moment, last)
    rows, total = await queries.statements(after=after, limit=limit, counted=counted)
    cut, following = pages.cut(rows, limit, key=lambda row: (row["created_at"], row["id"]))
    return cut, following, pages.total_of(total, up_to=counted)
