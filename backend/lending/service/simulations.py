"""Simulations of a version on the published requests: at once, or many of them as a job."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import msgspec

from backend.criteria.facts import Facts
from backend.identity import service as identity
from backend.kernel import clock, jobs
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import dumps, loads, transaction
from backend.kernel.errors import NotFound, TooMany
from backend.kernel.events import emit
from backend.lending import snapshots
from backend.lending.events import ProductVersionSimulated
from backend.lending.queries import shelf as queries
from backend.lending.service import products
from backend.lending.service.shelf import OwnVersion, version
from backend.lending.simulating import Counts, Tally, tally
from backend.lending.tables.products import ProductSimulation, SimulationRun
from backend.listing import service as listing

SIMULATE = "lending.simulate_product"
#: Requests that are judged while somebody waits; more are a job, whatever their number.
AT_ONCE = 300
#: Requests of one transaction of the job.
BATCH = 25
MAX_ATTEMPTS = 3
#: Simulations of one bank in a day.
MOST_SIMULATIONS = 100
_DAY = timedelta(days=1)


async def simulate(product_id: UUID, n: int, *, by: Actor) -> OwnVersion:
    """Judge the published requests by a version; what is kept are counts, none small."""
    by.require(Permission.WORK_APPLICATIONS, Permission.DECIDE_APPLICATIONS)
    found = await version(product_id, n, by=by)
    now, today = clock.now(), clock.today()
    if await queries.simulations_since(by.organisation_id, since=now - _DAY) >= MOST_SIMULATIONS:
        raise TooMany(retry_after_seconds=int(_DAY.total_seconds()))
    total = await listing.count_published(until=now)
    if total > AT_ONCE:
        await _begin(found, total, at=now, by=by)
        return await version(product_id, n, by=by)
    rows = await listing.published(until=now, limit=AT_ONCE)
    rates = await products.reference_rates(today)
    counts = tally(found.terms, [await _facts(row, now) for row in rows], base_rates=rates)
    async with transaction():
        await _keep(found, counts, asked_at=now, by=by)
    return await version(product_id, n, by=by)


async def _facts(row: Mapping[str, Any], at: datetime) -> Facts:
    on = clock.shanghai_date(at)
    return snapshots.facts_of(await products.take(row["id"], firm_id=row["firm"], on=on), on=on)


async def _begin(found: OwnVersion, total: int, *, at: datetime, by: Actor) -> None:
    """As a job; asked again while it runs, it is the same one."""
    async with transaction():
        row = SimulationRun(
            id=uuid4(),
            created_at=at,
            version=found.id,
            maker=by.user_id,
            maker_name=by.name,
            state="running",
            total=total,
        )
        if await queries.add_run(row):
            await jobs.enqueue(SIMULATE, {"id": str(row.id)})


async def _keep(found: OwnVersion, counts: Counts, *, asked_at: datetime, by: Actor) -> None:
    """The requests are those of the day on which it was asked for."""
    await queries.add_simulation(
        ProductSimulation(
            id=uuid4(),
            created_at=clock.now(),
            version=found.id,
            reckoned_on=clock.shanghai_date(asked_at),
            counts=dumps(msgspec.to_builtins(counts)),
            maker=by.user_id,
            maker_name=by.name,
        )
    )
    await emit(
        ProductVersionSimulated(
            subject_id=found.product_id,
            parties=(by.organisation_id,),
            number=found.number,
            version_id=found.id,
            n=found.n,
        ),
        by=by,
    )


async def run(run_id: UUID) -> None:
    """The job: batch by batch; after a crash it goes on where it stood, and is done once."""
    try:
        while await _next(run_id):
            pass
    except Exception:
        if await queries.failed_once_more(run_id) >= MAX_ATTEMPTS:
            await queries.end_run(run_id, state="failed", at=clock.now())
        raise


async def _next(run_id: UUID) -> bool:
    async with transaction():
        row = await queries.lock_run(run_id)
        if row is None or row["state"] != "running":
            return False
        by = await identity.actor_of_member(row["maker"])
        if by is None:
            await queries.end_run(run_id, state="failed", at=clock.now())
            return False
        try:
            found = await version(row["product"], row["n"], by=by)
        except NotFound:
            await queries.end_run(run_id, state="failed", at=clock.now())
            return False
        at = row["created_at"]
        counted = Tally(
            found.terms,
            base_rates=await products.reference_rates(clock.shanghai_date(at)),
            grades=loads(row["grades"]),
            stopped=loads(row["stopped"]),
        )
        after = None if row["after_at"] is None else (row["after_at"], row["after_id"])
        batch = await listing.published(until=at, after=after, limit=BATCH)
        if not batch:
            await _keep(found, counted.counts(), asked_at=at, by=by)
            await queries.end_run(run_id, state="done", at=clock.now())
            return False
        counted.add([await _facts(each, at) for each in batch])
        await queries.go_on(
            run_id,
            done=len(batch),
            after=(batch[-1]["published_at"], batch[-1]["id"]),
            grades=counted.grades,
            stopped=counted.stopped,
        )
        return True
