"""The job loop: which job calls what, which subscriber hears which event, what runs when."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import asyncpg
from pgqueuer.applications import PgQueuer
from pgqueuer.models import Job, Schedule

from backend.appraisal import jobs as appraisal
from backend.calendar import events as calendar
from backend.documents import jobs as documents
from backend.documents import subscribers as vault
from backend.exports import jobs as exports_jobs
from backend.identity import events as people
from backend.identity import jobs as identity_jobs
from backend.insurance import jobs as insurance
from backend.invoicing import subscribers as invoicing
from backend.kernel import events, idempotency, jobs
from backend.kernel.events import DISPATCH, EventRow
from backend.lending import events as loan
from backend.lending import jobs as lending_jobs
from backend.lending import subscribers as lending
from backend.licensing import jobs as licensing_jobs
from backend.licensing import subscribers as licensing
from backend.listing import events as request
from backend.monitoring import jobs as monitoring_jobs
from backend.monitoring import subscribers as monitoring
from backend.notifications import subscribers as notifications
from backend.papers import jobs as papers
from backend.payments import events as money
from backend.payments import jobs as payments_jobs
from backend.payments import subscribers as payments
from backend.policies import jobs as policies_jobs
from backend.policies import subscribers as policies
from backend.portfolio import events as facts
from backend.portfolio import jobs as portfolio
from backend.registry import events as pledge
from backend.registry import jobs as registry_jobs
from backend.registry import subscribers as registry
from backend.treasury import jobs as treasury
from backend.underwriting import events as desk
from backend.underwriting import jobs as underwriting_jobs

Subscriber = Callable[[EventRow], Awaitable[None]]

JOBS: Mapping[str, jobs.Handler] = {
    "papers.render": papers.render,
    "exports.write_list": exports_jobs.write_list,
    "insurance.simulate": insurance.simulate,
    "lending.simulate_product": lending_jobs.simulate_product,
    "portfolio.raise_fee_tasks": portfolio.raise_fee_tasks,
    "portfolio.run_import": portfolio.run_import,
    "registry.record_import": registry_jobs.record_import,
    "treasury.match_statement": treasury.match_statement,
    "documents.seal_earlier": documents.seal_earlier,
    "payments.close_page": payments_jobs.close_page,
    "payments.refund": payments_jobs.send_refund,
    "payments.return": payments_jobs.send_return,
    "payments.webhook": payments_jobs.webhook,
}
#: Asked for whenever a worker starts.
AT_START = ("documents.seal_earlier", "portfolio.raise_fee_tasks")
SUBSCRIPTIONS: Mapping[str, Sequence[Subscriber]] = {
    people.OrganisationCreated.name: (registry.open_notices, notifications.catch_up),
    people.MemberJoined.name: (registry.open_notices, notifications.catch_up),
    people.OrganisationVerified.name: (vault.retain_evidence,),
    calendar.CalendarMade.name: (lending.recount,),
    facts.FactRecorded.name: (registry.review_flags, monitoring.look_again),
    pledge.PledgeFiled.name: (licensing.take_off_pledged,),
    pledge.PledgeRegistered.name: (licensing.take_off_pledged,),
    pledge.RegistrationRecorded.name: (licensing.take_off_pledged,),
    request.RequestPublished.name: (licensing.relist_teaser,),
    request.RequestRevised.name: (licensing.relist_teaser,),
    request.RequestWithdrawn.name: (licensing.relist_teaser,),
    pledge.PledgeVerified.name: (lending.open_drawdown,),
    pledge.PledgeRefused.name: (lending.lose_pledge,),
    pledge.PledgeWithdrawn.name: (lending.lose_pledge,),
    pledge.PledgeCancelled.name: (lending.lose_pledge, vault.extend_retention),
    pledge.PledgeRevoked.name: (lending.lose_pledge, vault.extend_retention),
    loan.ApplicationClosed.name: (vault.extend_retention,),
    money.ChargeMoved.name: (payments.close_page, invoicing.follow_refund, policies.issue),
    money.ChargeCancelled.name: (payments.close_page,),
    desk.ScreeningDecided.name: (policies.bind,),
}
EVERY_EVENT: Sequence[Subscriber] = (notifications.tell,)
SCHEDULED: Mapping[str, tuple[str, Callable[[], Awaitable[None]]]] = {
    "kernel.forget_idempotency": ("17 3 * * *", idempotency.forget_old),
    "exports.tend": ("* * * * *", exports_jobs.tend),
    "appraisal.expire_requests": ("23 0 * * *", appraisal.expire_requests),
    "lending.expire_offers": ("7 * * * *", lending_jobs.expire_offers),
    "lending.note_overdue": ("37 0 * * *", lending_jobs.note_overdue),
    "monitoring.look_again": ("0 16 * * *", monitoring_jobs.look_again),
    "identity.remind": ("37 1 * * *", identity_jobs.remind),
    "licensing.remind": ("27 0 * * *", licensing_jobs.remind),
    "licensing.take_off_over": ("33 16 * * *", licensing_jobs.take_off_over),
    "underwriting.expire_quotes": ("9 * * * *", underwriting_jobs.expire_quotes),
    "policies.end_overdue": ("17 1 * * *", policies_jobs.end_overdue),
    "payments.fetch_lines": ("27 * * * *", payments_jobs.fetch_lines),
    "payments.remind": ("17 1 * * *", payments_jobs.remind),
    "payments.sweep": ("*/10 * * * *", payments_jobs.sweep),
    "treasury.note_differences": ("47 22 * * *", treasury.note_differences),
    "papers.remind": ("7 1 * * *", papers.remind),
    "portfolio.raise_extract_tasks": ("43 16 * * *", portfolio.raise_extract_tasks),
    "portfolio.raise_fee_tasks": ("41 16 * * *", portfolio.raise_fee_tasks),
    "portfolio.sweep_uploads": ("37 * * * *", portfolio.sweep_uploads),
    "documents.sweep_leftovers": ("27 3 * * *", documents.sweep_leftovers),
    "documents.upkeep": ("47 3 * * *", documents.upkeep),
}


async def dispatch(payload: dict[str, Any]) -> None:
    """Let everybody who listens hear of events; each must bear hearing it twice.

    Of several, one that fails is a job of its own and holds the others up no more.
    """
    seqs = [int(each) for each in payload.get("seqs") or [payload["seq"]]]
    if len(seqs) == 1:
        await _tell(seqs[0])
        return
    for seq in seqs:
        try:
            await _tell(seq)
        except Exception:  # noqa: BLE001 - it is tried again, and logged there
            await jobs.enqueue(DISPATCH, {"seqs": [seq]})


async def _tell(seq: int) -> None:
    event = await events.event(seq)
    if event is None:
        raise RuntimeError(f"Event {seq} is not in the log.")
    for hear in (*SUBSCRIPTIONS.get(event.name, ()), *EVERY_EVENT):
        await hear(event)


def handlers() -> dict[str, jobs.Handler]:
    return {DISPATCH: dispatch, **JOBS}


@asynccontextmanager
async def running(dsn: str) -> AsyncIterator[PgQueuer]:
    """The worker, alive for the block; it ends its present jobs before it stops."""
    connection = await asyncpg.connect(dsn)
    queue = _queue(connection)
    for each in AT_START:
        await jobs.enqueue(each, {})
    loop = asyncio.create_task(
        queue.run(dequeue_timeout=timedelta(seconds=5), batch_size=10, max_concurrent_tasks=20)
    )
    try:
        yield queue
    finally:
        queue.shutdown.set()
        await asyncio.wait({loop}, timeout=20)
        loop.cancel()
        await asyncio.gather(loop, return_exceptions=True)
        await connection.close()


def _queue(connection: asyncpg.Connection) -> PgQueuer:
    queue = PgQueuer.from_asyncpg_connection(connection)
    for name, handler in handlers().items():
        queue.entrypoint(name)(_runner(name, handler))
    for name, (cron, run) in SCHEDULED.items():
        queue.schedule(name, cron)(_scheduled(run))
    return queue


def _runner(name: str, handler: jobs.Handler) -> Callable[[Job], Awaitable[None]]:
    async def run(job: Job) -> None:
        await jobs.run(name, handler, job.payload)

    return run


def _scheduled(run: Callable[[], Awaitable[None]]) -> Callable[[Schedule], Awaitable[None]]:
    async def on_time(_: Schedule) -> None:
        await run()

    return on_time
