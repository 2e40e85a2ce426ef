"""Reading the decision clocks: by the country's days, and those on which the bank is closed."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from backend.calendar import service as calendar
from backend.kernel import clock
from backend.kernel.db import transaction
from backend.lending.queries import applications as queries
from backend.lending.queries import files
from backend.lending.queries.applications import ApplicationRow, Scope
from backend.lending.rules import Reading, read_clock


async def readings(rows: Sequence[ApplicationRow]) -> dict[UUID, Reading | None]:
    """What the decision clock of each of these applications shows today."""
    stretches = await files.stretches([row.id for row in rows])
    closed = await calendar.closed(list({row.lender for row in rows}))
    return {
        row.id: read_clock(
            stretches.get(row.id, []), today=clock.today(), closed=closed[row.lender]
        )
        for row in rows
    }


async def due_on(row: ApplicationRow) -> date:
    """The day on which the answer is due by the clock, which runs."""
    reading = (await readings([row]))[row.id]
    if reading is None or reading.due_on is None:
        raise RuntimeError("The clock does not run.")
    return reading.due_on


async def recount() -> int:
    """Count anew where an answer is due, after the country's days changed; how many moved."""
    moved = 0
    for application_id in await queries.with_answer_due():
        async with transaction():
            row = await queries.application(application_id, scope=Scope(), lock=True)
            if row is None or row.due_on is None:
                continue
            counted = await due_on(row)
            if counted != row.due_on:
                await queries.change(row.id, at=clock.now(), due_on=counted)
                moved += 1
    return moved
