"""Imports: taken in as a stream, run by the worker in resumable chunks, answered row by row."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from backend.identity import service as identity
from backend.kernel import clock, file_names, jobs
from backend.kernel.auth import NOBODY, Actor
from backend.kernel.db import dumps, loads, transaction
from backend.kernel.errors import DomainError, InvalidField
from backend.kernel.events import emit
from backend.kernel.settings import settings
from backend.portfolio import rules
from backend.portfolio.events import (
    ImportEnded,
    ImportMapped,
    ImportMappingAsked,
    ImportQueued,
    ImportStarted,
)
from backend.portfolio.importing import mapping
from backend.portfolio.importing.columns import ITEM
from backend.portfolio.importing.formats import (
    FormatUnrecognised,
    MappingNeeded,
    Recognised,
    recognise,
)
from backend.portfolio.importing.reading import FileDamaged, Reader
from backend.portfolio.importing.rows import Row
from backend.portfolio.queries import imports as queries
from backend.portfolio.right_rows import RightLaw
from backend.portfolio.right_tables import right_law
from backend.portfolio.service.chunks import SOURCE_OF, Job, apply_chunk
from backend.portfolio.service.imported import import_run, may
from backend.portfolio.service.stated import NotOfPatents, apply_statements, check_side
from backend.portfolio.states import OF_APART, RUN, Format, RunAction, RunState
from backend.portfolio.tables import ImportRun

RUN_IMPORT = "portfolio.run_import"
CHUNK_ROWS = 2000
GIVEN_UP_AFTER = timedelta(days=1)
#: An upload younger than this may still be on its way.
YOUNG_SECONDS = 3600
CHUNK_CHARACTERS = 4_000_000
LONGEST_FILE_NAME = 255


def spool(run_id: UUID) -> Path:
    """Where the bytes of a run wait for the worker; gone when the run has ended."""
    return settings().home / "uploads" / str(run_id)


async def import_file(
    chunks: AsyncIterator[bytes], *, file_name: str | None, reference: bool, by: Actor
) -> dict[str, Any]:
    """Take a file in as it comes, at most 300 MiB, and ask the worker to import it."""
    may(by, reference=reference, write=True)
    run_id = uuid4()
    path = spool(run_id)
    name = file_names.shown(file_name or "")[:LONGEST_FILE_NAME] or "file"
    await asyncio.to_thread(path.parent.mkdir, parents=True, exist_ok=True)
    try:
        size = await _keep(path, chunks)
        return await _queue(run_id, size=size, file_name=name, reference=reference, by=by)
    except BaseException:
        await asyncio.to_thread(path.unlink, missing_ok=True)
        raise


async def _keep(path: Path, chunks: AsyncIterator[bytes]) -> int:
    size = 0
    with await asyncio.to_thread(path.open, "xb") as file:
        async for chunk in chunks:
            size += len(chunk)
            if size > rules.MAX_UPLOAD_BYTES:
                raise rules.UploadTooLarge(limit_bytes=rules.MAX_UPLOAD_BYTES)
            await asyncio.to_thread(file.write, chunk)
    if not size:
        raise InvalidField("file", "The file is empty.")
    return size


async def import_numbers(numbers: Sequence[str], *, reference: bool, by: Actor) -> dict[str, Any]:
    """Import a pasted list of at most 500 numbers in any usual spelling."""
    may(by, reference=reference, write=True)
    run_id = uuid4()
    path = spool(run_id)
    packed = "".join(json.dumps(number) + "\n" for number in numbers).encode()
    await asyncio.to_thread(path.parent.mkdir, parents=True, exist_ok=True)
    try:
        await asyncio.to_thread(path.write_bytes, packed)
        return await _queue(run_id, size=len(packed), file_name=None, reference=reference, by=by)
    except BaseException:
        await asyncio.to_thread(path.unlink, missing_ok=True)
        raise


async def _queue(
    run_id: UUID, *, size: int, file_name: str | None, reference: bool, by: Actor
) -> dict[str, Any]:
    async with transaction():
        await identity.check_active(by=by)
        await queries.add(
            ImportRun(
                id=run_id,
                created_at=clock.now(),
                organisation=by.organisation_id,
                reference=reference,
                state=RunState.QUEUED,
                format=Format.NUMBERS if file_name is None else None,
                file_name=file_name,
                bytes_total=size,
                created_by=by.user_id,
                created_by_name=by.name,
            )
        )
        await emit(
            ImportQueued(
                subject_id=run_id,
                parties=(by.organisation_id,),
                file_name=file_name,
                reference=reference,
            ),
            by=by,
            after={"state": str(RunState.QUEUED)},
        )
        await jobs.enqueue(RUN_IMPORT, {"id": str(run_id)})
    return {"id": run_id, "state": str(RunState.QUEUED)}


async def run_import(run_id: UUID) -> None:
    """Run an import to its end; taken up again after a crash, it goes on where it stood."""
    run = await queries.run(run_id)
    if run is None or run["state"] in {RunState.DONE, RunState.FAILED}:
        await asyncio.to_thread(spool(run_id).unlink, missing_ok=True)
        return
    by = await _author(run)
    await _start(run_id, by=by)
    try:
        complete = await _read(run_id, by=by)
    except FileNotFoundError:
        await _end(run_id, RunAction.FAIL, by=by, error=rules.UploadLost())
    except (FormatUnrecognised, FileDamaged, NotOfPatents) as error:
        await _end(run_id, RunAction.FAIL, by=by, error=error)
    else:
        if not complete:
            return
        await _end(run_id, RunAction.FINISH, by=by)
    await asyncio.to_thread(spool(run_id).unlink, missing_ok=True)


async def _author(run: dict[str, Any]) -> Actor:
    """The member who brought the file in, as the one in whose name the worker acts."""
    organisation = await identity.organisation(run["organisation"])
    return Actor(
        user_id=run["created_by"],
        organisation_id=organisation.id,
        kind=organisation.kind,
        name=run["created_by_name"],
        organisation_name=organisation.name,
        verified=organisation.verified_at is not None,
    )


async def _start(run_id: UUID, *, by: Actor) -> None:
    async with transaction():
        run = await queries.lock(run_id)
        state = RUN.after(RunState(run["state"]), RunAction.START)
        if state == run["state"]:
            return
        await queries.change(run_id, {"state": state, "started_at": clock.now()})
        await emit(
            ImportStarted(subject_id=run_id, parties=(by.organisation_id,)),
            by=by,
            before={"state": run["state"]},
            after={"state": str(state)},
        )


async def _read(run_id: UUID, *, by: Actor) -> bool:
    """Bring in what is left of the file; False when another worker has taken the run over."""
    path = spool(run_id)
    today = clock.today()
    law = await right_law(today)
    found = await _recognised(run_id, path, law)
    run = await queries.run(run_id)
    if run is None or found is None:
        return False
    job = Job(
        run_id=run_id,
        reference=run["reference"],
        organisation_id=run["organisation"],
        source=SOURCE_OF[found.format],
        teller=str(found.format),
        columns=found.header,
        item=found.columns.at.get(ITEM),
        today=clock.today(),
        law=law,
        by=by,
    )
    return await _bring_in(
        Reader(found, job.today, law).rows(path), job=job, done=run["rows_total"]
    )


async def _bring_in(rows: Iterator[tuple[Row, int]], *, job: Job, done: int) -> bool:
    """Chunk by chunk, each in a transaction; while one is written the next is read."""
    reading = asyncio.create_task(asyncio.to_thread(_next_chunk, rows))
    try:
        while chunk := await reading:
            reading = asyncio.create_task(asyncio.to_thread(_next_chunk, rows))
            pending = [row for row, _ in chunk if row.line > done]
            if not pending:
                continue
            async with transaction():
                locked = await queries.lock(job.run_id)
                if locked["rows_total"] != pending[0].line - 1:
                    return False
                apply = apply_statements if job.teller in OF_APART else apply_chunk
                await apply(pending, job=job, read=chunk[-1][1])
    finally:
        await asyncio.gather(reading, return_exceptions=True)
    return True


def _next_chunk(rows: Iterator[tuple[Row, int]]) -> list[tuple[Row, int]]:
    """The next rows, as many as one transaction takes and as much as memory should hold."""
    chunk: list[tuple[Row, int]] = []
    characters = 0
    for row, read in islice(rows, CHUNK_ROWS):
        chunk.append((row, read))
        characters += sum(map(len, row.cells))
        if characters > CHUNK_CHARACTERS:
            break
    return chunk


async def _recognised(run_id: UUID, path: Path, law: RightLaw) -> Recognised | None:
    """What the file is; None when a person has to name its columns first."""
    run = await queries.run(run_id)
    if run is None:
        return None
    if run["file_name"] is None:
        await asyncio.to_thread(path.stat)
        return Recognised(Format.NUMBERS, pasted=True)
    notes: list[dict[str, object]] = []
    try:
        found = await asyncio.to_thread(recognise, path, law.forms)
    except MappingNeeded as needed:
        check_side(run, needed.table)
        answer = loads(run["mapping"])
        if answer is None:
            known = await queries.remembered(run["organisation"], mapping.signature(needed.table))
            answer = mapping.answering(known, needed.table)
            notes = [{"code": "mapping_remembered", "fields": sorted(answer or {})}]
        if answer is None:
            await _ask(run_id, needed)
            return None
        found = mapping.named(needed, answer)
    check_side(run, found)
    notes += [{"code": "columns_swapped", "fields": list(pair)} for pair in found.columns.swapped]
    await queries.change(
        run_id,
        {
            "format": str(found.format),
            "columns": dumps([cell.replace("\x00", "") for cell in found.header]),
            "notes": dumps(notes),
        },
    )
    return found


async def _ask(run_id: UUID, needed: MappingNeeded) -> None:
    """Wait for a person; the file stays until then, at most a day."""
    async with transaction():
        run = await queries.lock(run_id)
        by = await _author(run)
        state = RUN.after(RunState(run["state"]), RunAction.ASK)
        await queries.change(
            run_id,
            {
                "state": state,
                "asked": dumps(mapping.asked(needed) | {
                    "signature": mapping.signature(needed.table).hex()
                }),
            },
        )  # fmt: skip
        await emit(
            ImportMappingAsked(subject_id=run_id, parties=(by.organisation_id,)),
            by=by,
            before={"state": run["state"]},
            after={"state": str(state)},
        )


async def map_columns(
    run_id: UUID, answer: dict[str, int], *, reference: bool, by: Actor
) -> dict[str, Any]:
    """Name the columns of a table; the answer is remembered for the next file of this header."""
    may(by, reference=reference, write=True)
    async with transaction():
        await identity.check_active(by=by)
        await import_run(run_id, reference=reference, by=by)
        run = await queries.lock(run_id)
        if run["mapping"] is not None and loads(run["mapping"]) == answer:
            return {"id": run_id, "state": run["state"]}  # said again
        asked = loads(run["asked"])
        if asked is None:
            raise rules.MappingNotAsked(f"The import is {run['state']}.", state=run["state"])
        known = asked.get("fields", mapping.FIELDS)
        mapping.check(answer, width=asked["width"], known=known)
        state = RUN.after(RunState(run["state"]), RunAction.MAP)
        await queries.change(run_id, {"state": state, "mapping": dumps(answer), "asked": None})
        await queries.remember(
            by.organisation_id,
            bytes.fromhex(asked["signature"]),
            columns=answer,
            by=by.user_id,
            at=clock.now(),
        )
        await emit(
            ImportMapped(subject_id=run_id, parties=(by.organisation_id,), columns=answer),
            by=by,
            before={"state": run["state"]},
            after={"state": str(state)},
        )
        await jobs.enqueue(RUN_IMPORT, {"id": str(run_id)})
    return {"id": run_id, "state": str(state)}


async def _end(
    run_id: UUID, action: RunAction, *, by: Actor, error: DomainError | None = None
) -> None:
    async with transaction():
        run = await queries.lock(run_id)
        state = RUN.after(RunState(run["state"]), action)
        await queries.change(
            run_id,
            {
                "state": state,
                "ended_at": clock.now(),
                "bytes_read": run["bytes_total"],
                "asked": None,
                "failure_code": None if error is None else error.code,
                "failure_detail": None if error is None else error.detail,
                "failure_reason": error.reason if isinstance(error, FormatUnrecognised) else None,
            },
        )
        await emit(
            ImportEnded(
                subject_id=run_id,
                parties=(by.organisation_id,),
                state=str(state),
                reference=run["reference"],
                failure_code=None if error is None else error.code,
                **{name: run[name] for name in _FIGURES},
            ),
            by=by,
            before={"state": run["state"]},
            after={"state": str(state)},
        )


async def sweep_uploads() -> int:
    """Give up what has not ended within a day; delete files that no run waits for; how many."""
    for run_id in await queries.unfinished(clock.now() - GIVEN_UP_AFTER):
        run = await queries.run(run_id)
        if run is not None:
            await _end(run_id, RunAction.FAIL, by=await _author(run), error=rules.ImportBroken())
    oldest = time.time() - YOUNG_SECONDS
    left = await asyncio.to_thread(_spooled, oldest)
    needed = await queries.waiting(left)
    gone = [run_id for run_id in left if run_id not in needed]
    for run_id in gone:
        await asyncio.to_thread(spool(run_id).unlink, missing_ok=True)
    return len(gone)


def _spooled(before: float) -> list[UUID]:
    """The runs whose files are here and not of this very moment: those may not be queued yet."""
    folder = spool(NOBODY).parent
    if not folder.is_dir():
        return []
    return [UUID(file.name) for file in folder.iterdir() if file.stat().st_mtime < before]


_FIGURES = (
    "rows_total", "rows_accepted", "rows_duplicate", "rows_updated", "rows_refused", "rows_warned",
)  # fmt: skip
