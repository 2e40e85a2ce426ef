"""The log only ever grows, and what fails in a worker is kept."""

from collections.abc import Awaitable, Callable
from uuid import uuid4

import asyncpg
import pytest

from backend import worker
from backend.identity import service
from backend.kernel import jobs
from backend.kernel.auth import SYSTEM
from backend.kernel.db import execute, fetch, transaction
from backend.kernel.events import Change, EventRow, emit_all, history
from backend.payments.events import MonthClosed
from tests import make


async def test_a_change_and_its_event_stand_together(db: None) -> None:
    firm = await make.organisation()
    boss, other = await make.actor(firm, "admin"), await make.member(firm, "handler")

    await service.change_roles(other.id, roles=["signatory"], by=boss)

    (event,) = await history("member", other.id)
    assert event.name == "identity.roles_changed"
    assert (event.before, event.after) == ({"roles": ["handler"]}, {"roles": ["signatory"]})
    assert (event.actor_id, event.address, event.request_id) == (boss.user_id, "127.0.0.1", "test")


@pytest.mark.parametrize(
    "statement",
    ["UPDATE kernel_event SET name = 'x'", "DELETE FROM kernel_event", "TRUNCATE kernel_event"],
)
async def test_the_log_cannot_be_changed(db: None, statement: str) -> None:
    firm = await make.organisation()
    other = await make.member(firm, "handler")
    await service.change_roles(other.id, roles=["admin"], by=await make.actor(firm, "admin"))

    with pytest.raises(asyncpg.PostgresError, match=r"only ever grows|cannot truncate"):
        async with transaction():
            await execute(statement)


async def test_a_job_that_fails_runs_again_and_ends_as_a_dead_letter(db: None) -> None:
    async def fails(payload: dict[str, object]) -> None:
        raise RuntimeError("the office is closed")

    body: bytes | None = b'{"payload": {"id": "1"}, "attempt": 1}'
    for _ in range(jobs.MAX_ATTEMPTS):
        await jobs.run("some.job", fails, body)
        waiting = await fetch(
            "DELETE FROM pgqueuer WHERE entrypoint = 'some.job' RETURNING payload"
        )
        body = waiting[0]["payload"] if waiting else None

    assert body is None
    (letter,) = await fetch("SELECT * FROM kernel_dead_letter")
    assert letter["attempts"] == jobs.MAX_ATTEMPTS
    assert "the office is closed" in letter["error"]


async def test_of_events_told_together_one_that_fails_holds_no_other_up(
    db: None, run_jobs: Callable[[], Awaitable[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[int] = []

    async def hear(event: EventRow) -> None:
        heard.append(event.seq)
        if heard == seqs[:2]:
            raise RuntimeError("out of order")

    monkeypatch.setattr(worker, "EVERY_EVENT", (hear,))
    monkeypatch.setattr(worker, "SUBSCRIPTIONS", {})
    await run_jobs()
    heard.clear()
    months = [MonthClosed(subject_id=uuid4(), month=f"2026-0{n}") for n in (1, 2, 3)]
    seqs = await emit_all([Change(event=each) for each in months], by=SYSTEM)

    assert await run_jobs() == 2
    assert heard == [*seqs, seqs[1]]
    assert [(await history("closed_month", each.subject_id))[0].seq for each in months] == seqs
