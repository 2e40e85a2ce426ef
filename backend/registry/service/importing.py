"""Workbooks of registrations made elsewhere: read and judged at once, recorded by the worker."""

import asyncio
import hashlib
import json
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID, uuid4

from backend.identity import service as identity
from backend.kernel import clock, file_names, jobs, pages
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.errors import DomainError, InvalidField
from backend.kernel.events import emit
from backend.portfolio import service as portfolio
from backend.registry import rules
from backend.registry.events import ImportRead, ImportRecorded, ImportRecordingAsked
from backend.registry.importing import asking, wording
from backend.registry.importing import columns as col
from backend.registry.importing import rows as reading
from backend.registry.importing.columns import Columns
from backend.registry.importing.rows import Facts, Problem, Row
from backend.registry.queries import imports as queries
from backend.registry.queries import pledges
from backend.registry.service.elsewhere import ElsewhereIn, enter
from backend.registry.service.stating import OutsideParty
from backend.registry.states import IMPORT, ClaimKind, ImportAction, ImportState, Verdict

RECORD_IMPORT = "registry.record_import"
#: Apart from the headings of other tables whose columns are remembered.
TABLE = "registrations"
MOST_BYTES = 8 * 1024 * 1024
MOST_ROWS = 5000
LONGEST_FILE_NAME = 255
LONGEST_CELL = 4000


async def import_workbook(
    chunks: AsyncIterator[bytes],
    *,
    file_name: str | None,
    answer: Callable[[], str | None] = lambda: None,
    by: Actor,
) -> dict[str, Any]:
    """Read a table and say of every row what would become of it; nothing is recorded yet.

    `answer`: once the file has come, which column holds what as a person named them, as JSON; it
    is remembered for the next file with the same headings.
    """
    by.require(Permission.RECORD_REGISTRATIONS)
    name = file_names.shown(file_name or "")[:LONGEST_FILE_NAME] or "file.xlsx"
    with TemporaryDirectory(prefix="zhirong-") as folder:
        path = Path(folder) / "file"
        digest = await _keep(path, chunks)
        table = await asyncio.to_thread(_table, path)
    named = _named(answer())
    at, columns = await _columns([cells for _, cells in table], named, by=by)
    rows = await asyncio.to_thread(_rows, table[at + 1 :], columns, clock.today())
    async with transaction():
        if named is not None:
            header = [TABLE, *(cell.strip() for cell in table[at][1])]
            await portfolio.name_columns(header, named, by=by)
        await _judge(rows)
        run_id = uuid4()
        values = {
            "id": run_id,
            "created_at": clock.now(),
            "organisation": by.organisation_id,
            "state": ImportState.READ,
            "file_name": name,
            "sha256": digest,
            "headings": columns.headings,
            "places": columns.at,
            "rows": len(rows),
            "created_by": by.user_id,
            "created_by_name": by.name,
        }
        await queries.add(values, (_stored(run_id, row) for row in rows))
        await emit(
            ImportRead(
                subject_id=run_id,
                parties=(by.organisation_id,),
                file_name=name,
                rows=len(rows),
                sha256=digest,
            ),
            by=by,
            after={"state": str(ImportState.READ)},
        )
        return await queries.run(run_id, organisation=by.organisation_id)


async def _keep(path: Path, chunks: AsyncIterator[bytes]) -> str:
    digest, size = hashlib.sha256(), 0
    with await asyncio.to_thread(path.open, "xb") as file:
        async for chunk in chunks:
            size += len(chunk)
            if size > MOST_BYTES:
                raise rules.ImportTooLarge(limit_bytes=MOST_BYTES)
            digest.update(chunk)
            await asyncio.to_thread(file.write, chunk)
    if not size:
        raise InvalidField("file", "The file is empty.")
    return digest.hexdigest()


def _table(path: Path) -> list[tuple[int, list[str]]]:
    try:
        rows = list(islice(portfolio.table_rows(path), MOST_ROWS + col.LOOKED_AT + 1))
    except portfolio.NoTable as error:
        raise rules.ImportUnreadable(
            f"A table saved as XLSX, XLS or CSV would pass, not this ({error})."
        ) from None
    if not rows:
        raise rules.ImportUnreadable("The first sheet is empty; the template shows what it takes.")
    return [(line, [cell.replace("\x00", "") for cell in cells]) for line, cells in rows]


def _named(answer: str | None) -> dict[str, int] | None:
    if answer is None:
        return None
    try:
        told = json.loads(answer)
    except ValueError:
        told = None
    if not isinstance(told, dict) or not all(type(place) is int for place in told.values()):
        raise InvalidField("columns", "A column for each field, counted from 0, as JSON.")
    return told


async def _columns(
    table: Sequence[list[str]], named: dict[str, int] | None, *, by: Actor
) -> tuple[int, Columns]:
    """By what a person says now, by the headings, or by what one said of these headings before."""
    at, found = col.headings(table)
    header, body = table[at], table[at + 1 :]
    width = max(len(row) for row in table[at : at + asking.SAMPLE])
    told = named
    if told is None and col.missing(found):
        told = await portfolio.named_columns([TABLE, *(cell.strip() for cell in header)], by=by)
    if told is not None:
        portfolio.check_columns(told, width=width, known=tuple(col.HEADINGS))
        found = told
    if missing := [wording.field(name) for name in col.missing(found)]:
        raise rules.ImportColumnsMissing(
            f"Columns for {', '.join(missing)} would pass; the template has them.",
            missing=missing,
            found=[wording.field(name) for name in found],
            asked=asking.asked(header, body, found),
        )
    return at, col.settled(header, found)


def _rows(body: Sequence[tuple[int, list[str]]], columns: Columns, today: date) -> list[Row]:
    if not body:
        raise rules.ImportUnreadable("There is no row below the headings.")
    if len(body) > MOST_ROWS:
        raise rules.ImportTooLarge(
            f"At most {MOST_ROWS} rows at once; split the workbook.", limit_rows=MOST_ROWS
        )
    width = len(columns.headings)
    rows = [
        reading.read(line, [cell[:LONGEST_CELL] for cell in cells[:width]], columns, today=today)
        for line, cells in body
    ]
    reading.join(rows)
    return rows


async def _judge(rows: Sequence[Row]) -> None:
    """What the register says to rows that are sound in themselves."""
    heads = [row for row in rows if row.joined_to is None and row.facts and not row.problems]
    known = await queries.by_numbers([row.number for row in heads if row.number])
    fresh: list[Row] = []
    for row in heads:
        there = known.get(row.number or "")
        if there is None:
            fresh.append(row)
        else:
            row.pledge, row.differs = there["id"], _differs(there, row.facts)
    await _check_rights([row for row in fresh if row.facts and row.facts.cancelled_on is None])
    by_line = {row.line: row for row in heads}
    for row in rows:
        head = by_line.get(row.joined_to or 0)
        if head is not None:
            row.pledge, row.differs = head.pledge, head.differs
            row.problems = row.problems or head.problems


def _differs(there: dict[str, Any], facts: Facts | None) -> list[str]:
    if facts is None:
        return []
    stands = {
        col.REGISTERED: there["registered_on"].isoformat(),
        col.AMOUNT: there["secured_fen"],
    }
    told = {col.REGISTERED: facts.registered_on, col.AMOUNT: facts.secured_fen}
    return [name for name in stands if stands[name] != told[name]]


async def _check_rights(rows: Sequence[Row]) -> None:
    """A right stands in one running pledge: of the register, or of the file itself."""
    texts = {text for row in rows if row.facts for text in row.facts.patents}
    rights = await portfolio.known_rights(sorted(texts))
    live = await pledges.live_pledges(list(set(rights.values())))
    taken: dict[UUID | str, Row] = {}
    for row in rows:
        for text in row.facts.patents if row.facts else ():
            there = live.get(rights[text]) if text in rights else None
            other = taken.setdefault(rights.get(text, text), row)
            if there is not None:
                number = there["registration_number"] or there["number"]
                row.refuse(_on_patent("right_already_pledged", text, number=number))
            elif other is not row:
                row.refuse(_on_patent("right_twice", text, line=str(other.line)))


def _on_patent(code: str, text: str, **facts: str) -> Problem:
    return Problem(field=col.PATENTS, code=code, value=text, facts=facts)


def _stored(run_id: UUID, row: Row) -> dict[str, Any]:
    return {
        "id": uuid4(),
        "created_at": clock.now(),
        "run": run_id,
        "line": row.line,
        "joined_to": row.joined_to,
        "verdict": row.verdict,
        "number": row.number,
        "cells": row.cells,
        "facts": None if row.facts is None else row.facts.packed(),
        "problems": [each.packed() for each in row.problems],
        "differs": row.differs,
        "pledge": None if row.problems else row.pledge,
    }


async def record_import(run_id: UUID, *, by: Actor) -> dict[str, Any]:
    """Have what may be recorded recorded; asked again it changes nothing."""
    by.require(Permission.RECORD_REGISTRATIONS)
    async with transaction():
        await identity.check_active(by=by)
        run = await queries.lock(run_id, organisation=by.organisation_id)
        if run["state"] != ImportState.READ:
            return run
        if not run["ready"]:
            raise rules.NothingToRecord(
                "Correct what was refused and bring the workbook in again.", refused=run["refused"]
            )
        state = IMPORT.after(ImportState(run["state"]), ImportAction.RECORD)
        await queries.change(
            run_id,
            {
                "state": state,
                "recorder": by.user_id,
                "recorder_name": by.name,
                "asked_at": clock.now(),
            },
        )
        await emit(
            ImportRecordingAsked(
                subject_id=run_id, parties=(by.organisation_id,), rows=run["ready"]
            ),
            by=by,
            before={"state": run["state"]},
            after={"state": str(state)},
        )
        await jobs.enqueue(RECORD_IMPORT, {"id": str(run_id)})
        return await queries.run(run_id, organisation=by.organisation_id)


async def run_import(run_id: UUID) -> None:
    """Record one registration after another; after a crash it goes on where it stood."""
    run = await queries.run(run_id, organisation=None)
    if run["state"] != ImportState.RECORDING:
        return
    organisation = await identity.organisation(run["organisation"])
    by = Actor(
        user_id=run["recorder"],
        organisation_id=organisation.id,
        kind=organisation.kind,
        name=run["recorder_name"],
        organisation_name=organisation.name,
        verified=organisation.verified_at is not None,
    )
    while await _record_next(run_id, by=by):
        pass
    await _end(run_id, by=by)


async def _record_next(run_id: UUID, *, by: Actor) -> bool:
    """One registration in a transaction of its own: the register waits for nobody's whole file."""
    async with transaction():
        row = await queries.next_to_record(run_id)
        if row is None:
            return False
        facts = Facts(**row["facts"])
        try:
            record = await enter(_given(facts), by=by)
        except rules.NumberKnown:
            there = (await queries.by_numbers([facts.number]))[facts.number]
            await queries.settle(
                run_id,
                row["line"],
                verdict=Verdict.KNOWN,
                pledge=there["id"],
                differs=_differs(there, facts),
            )
        except rules.RightAlreadyPledged as error:
            told = error.facts.get("registration_number") or error.facts.get("pledge_number")
            problem = _on_patent("right_already_pledged", facts.patents[0], number=str(told or ""))
            problem = replace(problem, value="")
            await _refuse(run_id, row["line"], problem)
        except DomainError as error:
            problem = Problem(field=col.NUMBER, code="not_recorded", value=error.detail[:200])
            await _refuse(run_id, row["line"], problem)
        else:
            await queries.settle(run_id, row["line"], verdict=Verdict.RECORDED, pledge=record.id)
    return True


async def _refuse(run_id: UUID, line: int, problem: Problem) -> None:
    await queries.settle(
        run_id, line, verdict=Verdict.REFUSED, pledge=None, problems=[problem.packed()]
    )


def _given(facts: Facts) -> ElsewhereIn:
    return ElsewhereIn(
        number=facts.number,
        registered_on=date.fromisoformat(facts.registered_on),
        secured_fen=facts.secured_fen,
        pledgors=[OutsideParty(**each) for each in facts.pledgors],  # type: ignore[arg-type]
        pledgees=[OutsideParty(**each) for each in facts.pledgees],  # type: ignore[arg-type]
        patents=facts.patents,
        claim_kind=ClaimKind(facts.claim_kind),
        cancelled_on=None if facts.cancelled_on is None else date.fromisoformat(facts.cancelled_on),
        loan_reference=facts.loan_reference,
    )


async def _end(run_id: UUID, *, by: Actor) -> None:
    async with transaction():
        run = await queries.lock(run_id, organisation=None)
        if run["state"] != ImportState.RECORDING:
            return
        state = IMPORT.after(ImportState(run["state"]), ImportAction.END)
        await queries.change(run_id, {"state": state, "ended_at": clock.now()})
        await emit(
            ImportRecorded(
                subject_id=run_id,
                parties=(by.organisation_id,),
                recorded=run["recorded"],
                known=run["known"],
                refused=run["refused"],
            ),
            by=by,
            before={"state": run["state"]},
            after={"state": str(state)},
        )


async def registration_imports(
    *, cursor: str | None, limit: int, by: Actor
) -> tuple[list[dict[str, Any]], str | None, int | str]:
    """The district's workbooks, newest first."""
    by.require(Permission.VIEW_DISTRICT)
    after = None
    if cursor is not None:
        moment, run_id = pages.decode_cursor(cursor, datetime, UUID)
        after = (moment, run_id)
    rows, total = await queries.page(by.organisation_id, after=after, limit=limit)
    page, following = pages.cut(rows, limit, key=lambda row: (row["created_at"], row["id"]))
    return page, following, pages.total_of(total)


async def registration_import(run_id: UUID, *, by: Actor) -> dict[str, Any]:
    by.require(Permission.VIEW_DISTRICT)
    return await queries.run(run_id, organisation=by.organisation_id)


async def registration_import_rows(
    run_id: UUID, *, verdict: Verdict | None, cursor: str | None, limit: int, by: Actor
) -> tuple[list[dict[str, Any]], str | None, int | str]:
    """The rows in the order of the file."""
    by.require(Permission.VIEW_DISTRICT)
    await queries.run(run_id, organisation=by.organisation_id)
    after = None if cursor is None else pages.decode_cursor(cursor, int)[0]
    rows, total = await queries.rows(run_id, verdict=verdict, after=after, limit=limit)
    page, following = pages.cut(rows, limit, key=lambda row: (row["line"],))
    return page, following, pages.total_of(total)
