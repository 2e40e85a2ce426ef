"""From a decision's commit to its sealed paper in the vault, through the worker."""

import asyncio
import statistics
import time
from uuid import UUID, uuid4

from backend.kernel.auth import Actor
from backend.kernel.db import fetch_value, transaction
from backend.papers import service as papers
from backend.papers.service import Order
from backend.papers.states import Paper, State, Subject
from backend.worker import running
from tests.bench.figures import Figure, spread
from tests.bench.workshop import Workshop
from tests.contracts import make

ROUNDS = 20
AIM_SECONDS = 2.0
PATIENCE = 60.0


async def measure(workshop: Workshop) -> list[Figure]:
    _, bank = await workshop.person("checker@bank.demo")
    _, firm = await workshop.person("sme@demo")
    seconds: list[float] = []
    async with running(workshop.dsn):
        await _issued(await _order(bank, firm))  # the fonts are read once, the key is made once
        for _ in range(ROUNDS):
            started = time.perf_counter()
            await _issued(await _order(bank, firm))
            seconds.append(time.perf_counter() - started)
    return [
        Figure(
            what="decision to sealed paper in the vault",
            value=max(seconds),
            unit="s",
            aim=AIM_SECONDS,
            better="less",
            note=f"the slowest of {ROUNDS} offer letters, one at a time; median "
            f"{statistics.median(seconds):.2f} s",
            details=spread(seconds),
        )
    ]


async def _order(bank: Actor, firm: Actor) -> UUID:
    async with transaction():
        return await papers.issue(
            Order(
                paper=Paper.OFFER_LETTER,
                terms=make.offer_letter(),
                subject_kind=Subject.LOAN_APPLICATION,
                subject=uuid4(),
                issuer=bank.organisation_id,
                parties=(firm.organisation_id,),
            )
        )


async def _issued(paper_id: UUID) -> None:
    async with asyncio.timeout(PATIENCE):
        while True:
            state = "SELECT state FROM papers_paper WHERE id = $1"
            if await fetch_value(state, paper_id) == State.ISSUED:
                return
            await asyncio.sleep(0.01)
