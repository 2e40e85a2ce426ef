"""How long a rating plan is simulated on 10,000 stored risks, with its progress told."""

import asyncio
import time
from uuid import UUID

from backend.insurance.risk import Risk
from backend.insurance.service import book, simulation
from backend.insurance.states import SimulationState
from tests.bench.figures import Figure
from tests.bench.workshop import Workshop
from tests.insurance import cases, make

RISKS = 10_000
AIM = 15.0


def risks() -> list[tuple[str, Risk]]:
    """E1 to E4 in turn, each liability with a revenue of its own."""
    found = []
    for n in range(RISKS):
        case = (cases.E1, cases.E2, cases.E3, cases.E4)[n % 4]
        rows = case.get("exposures", [])
        changes = {"exposures": [row | {"revenue_fen": row["revenue_fen"] + n} for row in rows]}
        found.append((f"B-{n:05}", cases.risk(case, **changes)))
    return found


async def measure(_: Workshop) -> list[Figure]:
    insurer = await make.insurer()
    await make.published_plan(insurer)
    other = cases.plan().model_copy(update={"plan": "DEMO-IPL-2026.2"})
    plan_id = await make.published_plan(insurer, other)
    book_of = risks()
    for start in range(0, RISKS, 1000):
        await book.keep(insurer.maker.organisation_id, book_of[start : start + 1000])
    run = await simulation.start(plan_id, against=None, by=insurer.maker)
    told: set[int] = set()
    started = time.perf_counter()
    job = asyncio.create_task(simulation.run(run.id))
    while not job.done():
        await asyncio.sleep(0.25)
        told.add((await _run(plan_id, run.id, insurer)).done)
    await job
    seconds = time.perf_counter() - started
    found = await _run(plan_id, run.id, insurer)
    if found.state is not SimulationState.DONE or found.result is None or found.result.refused:
        raise ValueError(f"The simulation ended as {found.state}.")
    return [
        Figure(
            what=f"a plan simulated on {RISKS:,} stored risks, beside another",
            value=seconds,
            unit="s",
            aim=AIM,
            better="less",
            note=f"progress told {len(told)} times",
        )
    ]


async def _run(plan_id: UUID, run_id: UUID, insurer: make.Insurer) -> simulation.Run:
    return await simulation.simulation(plan_id, run_id, by=insurer.maker)
