"""From an event to its alert, through the worker as it runs: within a minute each."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from backend.kernel import clock
from backend.kernel.auth import SYSTEM
from backend.kernel.db import execute, fetch_one
from backend.portfolio import service as portfolio
from backend.portfolio.states import FactKind
from backend.worker import running
from tests.lending import scene
from tests.lending.scene import Scene
from tests.registry.make import extract

MINUTE = 60.0
#: Cause → what a register extract then says beside what it said before.
STATED: dict[str, dict[str, Any]] = {
    "invalidation": {"invalidation_pending": True},
    "transfer": {"owners": ["别家公司"]},
    "ended": {"status": "lapsed_fee"},
}


async def _seconds_until(cause: str, at: Scene, happen: Callable[[], Awaitable[object]]) -> float:
    """From the event until the alert and the officer's message about it are there."""
    started = time.monotonic()
    await happen()
    while time.monotonic() - started < MINUTE:
        row = await fetch_one(
            "SELECT 1 FROM monitoring_value_alert a JOIN kernel_event e "
            "ON e.payload->>'alert_id' = a.id::text JOIN notifications_notification n "
            "ON n.event = e.id WHERE a.cause = $1 AND a.lender = $2 AND n.member = $3",
            cause,
            at.bank.id,
            at.bank.maker.user_id,
        )
        if row is not None:
            return time.monotonic() - started
        await asyncio.sleep(0.05)
    pytest.fail(f"no alert of {cause} within a minute")


@pytest.mark.slow
async def test_each_event_raises_its_alert_within_a_minute(committed: str) -> None:
    at = await scene.scene()
    said = extract(at.firm.name, granted_on="2022-01-04")
    taken: dict[str, float] = {}

    async def an_extract() -> None:
        await portfolio.record_fact(
            at.right, FactKind.REGISTER_EXTRACT, clock.today(), said, None, at.bank.id, SYSTEM
        )

    async def nothing_more() -> None:
        pass

    async with running(committed):
        await scene.drawn(at)
        for cause, stated in STATED.items():
            said |= stated
            taken[cause] = await _seconds_until(cause, at, an_extract)
    await execute(
        "UPDATE portfolio_right SET expires_on = $2 WHERE id = $1", at.right, clock.today()
    )
    #: The next day: what came due meanwhile is done as soon as a worker is there.
    await execute(
        "UPDATE pgqueuer_schedules SET next_run = now() - interval '1 second' "
        "WHERE entrypoint = 'monitoring.look_again'"
    )
    async with running(committed):
        taken["expiry"] = await _seconds_until("expiry", at, nothing_more)
    print({cause: round(seconds, 2) for cause, seconds in taken.items()})  # noqa: T201
    assert max(taken.values()) < MINUTE
