"""What Stripe tells: a receipt, a job, and then only what Stripe says is so at that moment.

So it does not matter how often a message comes, in which order, or how late.
"""

from collections.abc import Awaitable, Callable, Mapping
from uuid import UUID

from backend.kernel import jobs
from backend.kernel.db import transaction
from backend.payments import gateway
from backend.payments.queries import gateway as queries
from backend.payments.service.checkout import session_ended
from backend.payments.service.gateway_lines import follow_dispute, take_lines_of
from backend.payments.service.gateway_refunds import follow_refund
from backend.payments.service.settling import settle
from backend.payments.states import Outcome

ACT = "payments.webhook"
#: Messages that a sweep takes up again at once.
SWEPT = 500

Act = Callable[[str], Awaitable[Outcome]]


async def take_webhook(body: bytes, signature: str | None) -> None:
    """Keep a genuine message, and ask for what is to be done; one that came before is known."""
    told = gateway.genuine(body, signature)
    acts = told.kind in ACTS and told.object_id is not None
    async with transaction():
        receipt = await queries.add_receipt(
            told.event_id,
            kind=told.kind,
            object_id=told.object_id,
            body=body,
            outcome=None if acts else Outcome.IGNORED,
        )
        if receipt is not None and acts:
            await jobs.enqueue(ACT, {"id": receipt})


async def act_upon(receipt_id: UUID) -> None:
    """Do what follows from a message, by the present state of what it is about."""
    row = await queries.receipt(receipt_id)
    if row is None or row["done_at"] is not None:
        return
    outcome = await ACTS[row["kind"]](row["object_id"])
    await queries.receipt_done(receipt_id, outcome)


async def sweep() -> None:
    """Messages whose job gave up, because Stripe did not answer for long, are taken up again."""
    for receipt in await queries.receipts_left(limit=SWEPT):
        await jobs.enqueue(ACT, {"id": receipt})


async def _session(session_id: str) -> Outcome:
    await session_ended(session_id)
    return Outcome.DONE


async def _refund(refund_id: str) -> Outcome:
    await follow_refund(await gateway.refund(refund_id))
    return await take_lines_of(refund_id)


#: What each kind of message leads to; other kinds are kept and nothing more.
ACTS: Mapping[str, Act] = {
    "payment_intent.succeeded": settle,
    "checkout.session.completed": _session,
    "checkout.session.expired": _session,
    "refund.created": _refund,
    "refund.updated": _refund,
    "refund.failed": _refund,
    "charge.dispute.created": follow_dispute,
    "charge.dispute.updated": follow_dispute,
    "charge.dispute.funds_withdrawn": follow_dispute,
    "charge.dispute.funds_reinstated": follow_dispute,
    "charge.dispute.closed": follow_dispute,
    "charge.succeeded": take_lines_of,
    "charge.updated": take_lines_of,
    "payout.paid": take_lines_of,
    "payout.failed": take_lines_of,
}
