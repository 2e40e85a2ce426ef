"""Tasks for annual fees: raised before and after the day, ended by payment or by time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.kernel import clock, pages
from backend.kernel.auth import SYSTEM, Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.errors import InvalidField, NotFound
from backend.kernel.events import emit
from backend.portfolio import rules, terms
from backend.portfolio.events import FeesFallDue, FeeTaskDone
from backend.portfolio.fee_rows import LATE_MONTHS, FeeTables
from backend.portfolio.fee_tables import fee_tables
from backend.portfolio.queries import fee_tasks as queries
from backend.portfolio.service.fees import FeeRow, open_fees
from backend.portfolio.service.held import HeldRight, held_right


@dataclass(frozen=True, kw_only=True)
class FeeTask:
    """One annual fee that somebody has to see to; `step` in days from the day it is due."""

    id: UUID
    held: HeldRight
    year: int
    due_on: date
    late_until: date
    step: int
    raised_on: date
    state: str
    because: str | None
    paid_on: date | None
    note: str | None
    ended_by: str | None
    ended_at: datetime | None


async def raise_fee_tasks() -> None:
    """Every night, firm by firm, each in a transaction: run twice, it changes nothing."""
    for firm in await queries.firms():
        async with transaction():
            await _raise(firm)


async def _raise(firm: UUID) -> None:
    today, now = clock.today(), clock.now()
    last = terms.fee_horizon(today)
    rows = [row async for row in open_fees(firm, last=last, reduction=None, today=today)]
    await _end(firm, rows, today=today, at=now)
    near = [
        (row.held.holding.asset_id, row.fee.year, row.fee.due_on, step)
        for row in rows
        if (step := terms.fee_step(row.fee.due_on, today=today)) is not None
    ]
    raised = await queries.raise_all(near, on=today, at=now) if near else []
    if not raised:
        return
    await emit(
        FeesFallDue(
            subject_id=firm,
            parties=(firm,),
            fees=len(raised),
            late=sum(each["step"] > 0 for each in raised),
            first_due_on=min(each["due_on"] for each in raised).isoformat(),
        ),
        by=SYSTEM,
    )


async def _end(firm: UUID, rows: Sequence[FeeRow], *, today: date, at: datetime) -> None:
    """What can no longer be paid, is known to be paid, or is held no more needs nobody."""
    payable = {(row.held.holding.asset_id, row.fee.year) for row in rows}
    ended: dict[str, list[UUID]] = {}
    for task in await queries.open_of(firm):
        if task["removed_at"] is not None:
            ended.setdefault("removed", []).append(task["id"])
        elif (task["asset"], task["fee_year"]) not in payable:
            past = today > terms.add_months(task["due_on"], LATE_MONTHS)
            ended.setdefault("past" if past else "paid", []).append(task["id"])
    for because, ids in ended.items():
        await queries.end(ids, because=because, at=at)


async def fee_tasks(
    *, state: str | None, cursor: str | None, limit: int, by: Actor
) -> tuple[list[FeeTask], str | None, int | str]:
    by.require(Permission.VIEW_FIRM)
    after = None
    if cursor is not None:
        day, last = pages.decode_cursor(cursor, date, UUID)
        after = (day, last)
    rows, total = await queries.page(by.organisation_id, state=state, after=after, limit=limit)
    page, following = pages.cut(rows, limit, key=lambda row: (row["due_on"], row["task_id"]))
    today = clock.today()
    fees = await fee_tables()
    return [_view(row, today=today, fees=fees) for row in page], following, pages.total_of(total)


async def complete_fee_task(
    task_id: UUID, *, paid_on: date, note: str | None, by: Actor
) -> FeeTask:
    """The firm states that it has paid; this ends the task and proves nothing to a bank."""
    by.require(Permission.PREPARE)
    today = clock.today()
    if paid_on > today:
        raise InvalidField("paid_on", "A day up to today.")
    async with transaction():
        row = await queries.one(task_id, firm=by.organisation_id, lock=True)
        if row is None:
            raise NotFound("There is no such task.")
        if row["state"] != "open":
            if row["state"] == "done" and (row["paid_on"], row["note"]) == (paid_on, note):
                return _view(row, today=today, fees=await fee_tables())  # said again
            raise rules.FeeTaskEnded(f"It is {row['state']}.", state=row["state"])
        await queries.complete(
            task_id, paid_on=paid_on, note=note, by=by.user_id, name=by.name, at=clock.now()
        )
        await emit(
            FeeTaskDone(
                subject_id=row["id"],
                parties=(by.organisation_id,),
                fee_year=row["fee_year"],
                paid_on=paid_on.isoformat(),
            ),
            by=by,
            before={"state": "open"},
            after={"state": "done", "paid_on": paid_on.isoformat()},
        )
        done = await queries.one(task_id, firm=by.organisation_id)
    assert done is not None  # noqa: S101 - locked above
    return _view(done, today=today, fees=await fee_tables())


def _view(row: Mapping[str, Any], *, today: date, fees: FeeTables) -> FeeTask:
    return FeeTask(
        id=row["task_id"],
        held=held_right(row, today=today, fees=fees),
        year=row["fee_year"],
        due_on=row["due_on"],
        late_until=terms.add_months(row["due_on"], LATE_MONTHS),
        step=row["step"],
        raised_on=row["raised_on"],
        state=row["state"],
        because=row["because"],
        paid_on=row["paid_on"],
        note=row["note"],
        ended_by=row["ended_by_name"],
        ended_at=row["ended_at"],
    )
