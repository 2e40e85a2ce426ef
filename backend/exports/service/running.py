"""An export is written: by one worker, from one state of the database, told of while it goes on.

A worker that dies is noticed by its silence: whoever is asked next begins again from the start.
Nothing is seen of an attempt that did not end.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from backend.documents import service as documents
from backend.exports import rules
from backend.exports.events import ListEnded
from backend.exports.lists import LISTS
from backend.exports.queries import lists as queries
from backend.exports.service.asking import WRITE, may_read
from backend.identity import service as identity
from backend.kernel import clock, jobs, language, workbook
from backend.kernel.auth import SYSTEM, Actor
from backend.kernel.db import loads, snapshot, transaction
from backend.kernel.errors import DomainError
from backend.kernel.events import emit
from backend.kernel.language import Language
from backend.kernel.listed import Form, write

#: How often a worker says that it is alive.
BEAT_SECONDS = 5


class Superseded(Exception):
    """Another worker has it in hand."""


async def run(export_id: UUID) -> None:
    """The job. Heard of twice, or by two workers, it is done once."""
    mine, now = uuid4(), clock.now()
    if not await queries.claim(export_id, run=mine, at=now, unheard_since=now - rules.UNHEARD):
        return
    row = await queries.find(export_id)
    if row is None:
        return
    by = await identity.actor_of_member(row["asker"])
    if by is None or not may_read(row, by):
        await _fail(row, mine, rules.RightsLost.code, by=by)
        return
    try:
        await _write(row, mine, by=by)
    except Superseded:
        return
    except DomainError as error:
        await _fail(row, mine, error.code, by=by)
    except Exception:
        if row["attempts"] >= rules.MAX_ATTEMPTS:
            await _fail(row, mine, rules.NotWritten.code, by=by)
        else:
            await queries.give_back(export_id, run=mine)
        raise


async def _write(row: Mapping[str, Any], mine: UUID, *, by: Actor) -> None:
    if row["attempts"] > rules.MAX_ATTEMPTS:
        # Workers died of it: it is not tried for ever.
        await _fail(row, mine, rules.NotWritten.code, by=by)
        return
    listed = LISTS[row["list"]]
    asked = listed.ask(loads(row["filters"]))
    with language.speaking(Language(row["language"])):
        async with _beating(row["id"], mine) as heard:
            async with snapshot():
                written = await write(listed, asked, Form(row["form"]), heard=heard, by=by)
            until = clock.now() + rules.KEPT
            chunks = workbook.chunks(written)
            try:
                file = await documents.keep_for_a_while(
                    chunks, owner=row["organisation"], until=until
                )
            finally:
                written.discard()
    async with transaction():
        now = clock.now()
        if await queries.finish(
            row["id"], run=mine, at=now, rows=written.rows, file=file, expires_at=until
        ):
            await _tell(row, rows=written.rows, failure=None, by=by)


@asynccontextmanager
async def _beating(export_id: UUID, mine: UUID) -> AsyncIterator[Any]:
    """Say every few seconds how far it is; stop when somebody else took it over."""
    rows, taken = 0, False

    async def heard(done: int) -> None:
        nonlocal rows
        rows = done
        if taken:
            raise Superseded

    async def beat() -> None:
        nonlocal taken
        told, silent = -1, 0.0
        while True:
            await asyncio.sleep(0.5)
            silent += 0.5
            if rows != told or silent >= BEAT_SECONDS:
                told, silent = rows, 0.0
                if not await queries.beat(export_id, run=mine, at=clock.now(), done=rows):
                    taken = True
                    return

    beats = asyncio.create_task(beat())
    try:
        yield heard
    finally:
        beats.cancel()
        with suppress(asyncio.CancelledError):
            await beats


async def _fail(row: Mapping[str, Any], mine: UUID, code: str, *, by: Actor | None) -> None:
    async with transaction():
        if await queries.fail(row["id"], run=mine, at=clock.now(), code=code):
            await _tell(row, rows=0, failure=code, by=by)


async def _tell(
    row: Mapping[str, Any], *, rows: int, failure: str | None, by: Actor | None
) -> None:
    """By whoever asked: it is his message, and nobody else's."""
    if by is None:
        organisation = await identity.organisation(row["organisation"])
        by = replace(SYSTEM, organisation_id=organisation.id, organisation_name=organisation.name)
    await emit(
        ListEnded(
            subject_id=row["id"],
            parties=(row["organisation"],),
            list=row["list"],
            rows=rows,
            state="done" if failure is None else "failed",
            failure=failure,
        ),
        by=by,
    )


async def tend() -> None:
    """Take up what workers left lying, and forget what is over."""
    for export_id in await queries.left_lying(unheard_since=clock.now() - 2 * rules.UNHEARD):
        await jobs.enqueue(WRITE, {"id": str(export_id)})
    await documents.forget_over()
