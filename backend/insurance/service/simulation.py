"""A plan is simulated on the book of its insurer: asked for, run as a job, found again."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import msgspec

from backend.insurance import book_queries, queries
from backend.insurance.rules import BookEmpty
from backend.insurance.service.plans import tariff_of
from backend.insurance.simulating import SimulationResult, Tally
from backend.insurance.states import SimulationState
from backend.insurance.tables import Simulation
from backend.kernel import clock, pages
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.errors import NotFound
from backend.kernel.jobs import enqueue

BATCH = 200


@dataclass(frozen=True, kw_only=True)
class Run:
    """`result` is None in lists, and until it is done."""

    id: UUID
    plan: str
    revision: int
    against: str | None
    maker_name: str
    state: SimulationState
    total: int
    done: int
    created_at: datetime
    ended_at: datetime | None
    result: SimulationResult | None


async def start(plan_id: UUID, *, against: str | None, by: Actor) -> Run:
    """Against a published plan by its code; without one, that which came into force last."""
    by.require(Permission.RATE_RISKS)
    insurer_id = by.organisation_id
    async with transaction():
        if await queries.plan(plan_id, insurer_id=insurer_id) is None:
            raise NotFound
        if against is None:
            other = await queries.newest_published_plan(insurer_id=insurer_id, but=plan_id)
        else:
            other = await queries.published_plan(against, insurer_id=insurer_id)
            if other is None or other["id"] == plan_id:
                raise NotFound
        now = clock.now()
        total = await book_queries.count_risks(insurer_id, until=now)
        if total == 0:
            raise BookEmpty("Keep risks first: a proposal that is sent, or an import.")
        row = Simulation(
            id=uuid4(),
            created_at=now,
            insurer=insurer_id,
            plan=plan_id,
            against=None if other is None else other["id"],
            maker=by.user_id,
            maker_name=by.name,
            state=SimulationState.QUEUED,
            total=total,
        )
        await book_queries.add_simulation(row)
        await enqueue("insurance.simulate", {"id": str(row.id)})
        return _view(await _row(row.id))


async def run(simulation_id: UUID) -> None:
    """The job: the whole book, batch by batch; begun again from the start when it was cut."""
    row = await _row(simulation_id)
    if row["state"] == SimulationState.DONE:
        return
    try:
        await _run(row)
    except Exception:
        await book_queries.record_failure(simulation_id, at=clock.now())
        raise


async def _run(row: Mapping[str, Any]) -> None:
    plan = await queries.plan(row["plan"], insurer_id=row["insurer"])
    other = None
    if row["against"] is not None:
        other = await queries.plan(row["against"], insurer_id=row["insurer"])
    if plan is None:
        raise NotFound
    tally = Tally(tariff_of(plan), None if other is None else tariff_of(other))
    done, last = 0, None
    await book_queries.record_progress(row["id"], done=0)
    while batch := await book_queries.batch_of_risks(
        row["insurer"], until=row["created_at"], after=last, most=BATCH
    ):
        await asyncio.to_thread(tally.add, [(each["reference"], each["risk"]) for each in batch])
        done, last = done + len(batch), batch[-1]["id"]
        await book_queries.record_progress(row["id"], done=done)
    text = msgspec.json.encode(tally.result()).decode()
    await book_queries.record_result(row["id"], result=text, at=clock.now())


async def page(
    plan_id: UUID, *, cursor: str | None, limit: int, by: Actor
) -> tuple[list[Run], str | None, int | str]:
    """The simulations of a plan of the actor's insurer, newest first."""
    by.require(Permission.VIEW_INSURER)
    if await queries.plan(plan_id, insurer_id=by.organisation_id) is None:
        raise NotFound
    after = None
    if cursor is not None:
        at, last = pages.decode_cursor(cursor, datetime, UUID)
        after = (at, last)
    rows, total = await book_queries.page_of_simulations(plan_id, after=after, limit=limit)
    cut, following = pages.cut(rows, limit, key=lambda row: (row["created_at"], row["id"]))
    return [_view(row) for row in cut], following, pages.total_of(total)


async def simulation(plan_id: UUID, simulation_id: UUID, *, by: Actor) -> Run:
    by.require(Permission.VIEW_INSURER)
    row = await book_queries.simulation(simulation_id)
    if row is None or row["insurer"] != by.organisation_id or row["plan"] != plan_id:
        raise NotFound
    return _view(row)


async def _row(simulation_id: UUID) -> dict[str, Any]:
    row = await book_queries.simulation(simulation_id)
    if row is None:
        raise NotFound
    return row


def _view(row: Mapping[str, Any]) -> Run:
    found = row.get("result")
    return Run(
        id=row["id"],
        plan=row["plan_code"],
        revision=row["plan_revision"],
        against=row["against_code"],
        maker_name=row["maker_name"],
        state=SimulationState(row["state"]),
        total=row["total"],
        done=row["done"],
        created_at=row["created_at"],
        ended_at=row["ended_at"],
        result=None if found is None else msgspec.json.decode(found, type=SimulationResult),
    )
