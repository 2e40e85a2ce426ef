"""Lending hears of its pledges through the worker, and people are told."""

from collections.abc import Awaitable, Callable

from backend.kernel.db import fetch
from backend.lending.states import State
from backend.registry import service as registry
from tests.lending import scene

RunJobs = Callable[[], Awaitable[int]]


async def test_a_verification_opens_the_drawdown(db: None, run_jobs: RunJobs) -> None:
    at = await scene.scene()
    view = await scene.accepted(at)
    await scene.register_pledge(at, scene.pledge_of(view))

    await run_jobs()

    assert await scene.state_of(view, at=at) is State.DRAWABLE


async def test_a_pledge_that_ends_brings_the_application_back(db: None, run_jobs: RunJobs) -> None:
    at = await scene.scene()
    view = await scene.accepted(at)
    await registry.withdraw(scene.pledge_of(view), by=at.bank.desk)

    await run_jobs()

    assert await scene.state_of(view, at=at) is State.IN_REVIEW
    told = await fetch(
        "SELECT member FROM notifications_notification WHERE name = 'lending.pledge_failed'"
    )
    assert {at.handler.user_id, at.bank.maker.user_id} <= {row["member"] for row in told}


async def test_revoked_and_verified_in_the_wrong_order_leaves_no_drawdown(
    db: None, run_jobs: RunJobs
) -> None:
    at = await scene.scene()
    view = await scene.accepted(at)
    pledge = scene.pledge_of(view)
    await scene.register_pledge(at, pledge)
    await registry.revoke(pledge, reason="自始无效", by=at.bank.desk)

    await run_jobs()

    assert await scene.state_of(view, at=at) is State.IN_REVIEW
