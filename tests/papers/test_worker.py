"""From the decision to the paper, through the job loop as it runs in production."""

import asyncio
import time
from uuid import UUID

from backend.kernel.db import fetch_value
from backend.papers.states import Paper, State
from backend.worker import running
from tests.papers import make

#: The aim is 2 s (see `make bench`); a loaded machine may be slower, a lost job never arrives.
PATIENCE = 120


async def _issued(paper_id: UUID) -> None:
    started = time.monotonic()
    state = "SELECT state FROM papers_paper WHERE id = $1"
    while await fetch_value(state, paper_id) != State.ISSUED:
        assert time.monotonic() - started < PATIENCE
        await asyncio.sleep(0.02)


async def test_the_worker_hears_of_an_order_and_makes_it(committed: str) -> None:
    scene = await make.scene()

    async with running(committed):
        await _issued(await make.order(scene, Paper.OFFER_LETTER))
        await _issued(await make.order(scene))

    assert await fetch_value("SELECT count(*) FROM kernel_dead_letter") == 0
