"""Money that came by the gateway for no charge goes back by it, in the currency that it came in.

Other money than yuan is in no ledger: it goes back as it came, and nothing is posted.
"""

from typing import Any
from uuid import UUID, uuid4

from backend.kernel import clock, jobs
from backend.kernel.auth import SYSTEM, Actor
from backend.kernel.db import transaction
from backend.kernel.money import Fen
from backend.payments import gateway, rules
from backend.payments import queries as ledger
from backend.payments.queries import lines as lines_of_gateway
from backend.payments.queries import waiting as queries
from backend.payments.rules import Line
from backend.payments.service.door import Moved, cause_of
from backend.payments.service.ledger import post
from backend.payments.service.suspense import held
from backend.payments.service.tasks import open_task
from backend.payments.service.waiting import (
    check_confirms,
    check_unproposed,
    confirm_charge,
    locked,
    tell,
)
from backend.payments.states import SUSPENSE, Book, RefundState, Source, TaskKind
from backend.payments.tables import GatewayMatch

SEND = "payments.return"
SUSPENSE_REFUNDED = "suspense_refunded"
#: How Stripe calls what has not come to an end, and what has ended badly.
WAITING = frozenset({"pending", "requires_action"})
FAILED = frozenset({"failed", "canceled"})


async def propose_return(payment_id: UUID, *, note: str, by: Actor) -> dict[str, Any]:
    """Say that it goes back to whoever paid it; nothing moves before somebody else confirms."""
    async with transaction():
        row = await locked(payment_id, by=by)
        check_unproposed(row)
        await _check(row)
        match = GatewayMatch(
            id=uuid4(),
            created_at=clock.now(),
            payment=payment_id,
            charge=None,
            note=note,
            proposed_by=by.user_id,
            proposed_by_name=by.name,
        )
        await queries.add_match(match)
        await tell(row, "return_proposed", None, by=by)
        return await locked(payment_id, by=by)


async def _check(row: dict[str, Any]) -> None:
    """What came in yuan still waits in whole; other money waits nowhere but at Stripe."""
    if row["currency"] == rules.CURRENCY:
        holder = await lines_of_gateway.suspended_for(row["transaction"])
        rules.check_waits(row["amount_fen"], held=await held(Book.CLIENT, SUSPENSE, holder))


async def _confirm_return(row: dict[str, Any], *, by: Actor) -> None:
    """Confirm it: Stripe is asked after the commit, under a key of its own."""
    await _check(row)
    await queries.decide_match(
        row["match_id"],
        confirmed=True,
        returned=RefundState.ASKED,
        by=by.user_id,
        name=by.name,
        at=clock.now(),
    )
    await jobs.enqueue(SEND, {"id": row["match_id"]})
    await tell(row, "return_confirmed", None, by=by)


async def confirm_proposed(payment_id: UUID, *, by: Actor) -> None:
    """Confirm what another proposed: the charge is paid with it, or it goes back."""
    async with transaction():
        row = await locked(payment_id, by=by)
        check_confirms(row, by=by)
        await (_confirm_return if row["match_charge"] is None else confirm_charge)(row, by=by)


async def send_return(match_id: UUID) -> None:
    """Ask Stripe, under the same key however often; of what was sent, what has become of it."""
    row = await queries.returning(match_id)
    if row is None:
        return
    if row["returned"] == RefundState.PENDING:
        await follow_return(await gateway.refund(row["refund_id"]))
    if row["returned"] != RefundState.ASKED:
        return
    asked = {
        "payment_intent": row["intent_id"],
        "amount": row["amount_fen"],
        "metadata": {"return": str(match_id)},
    }
    try:
        made = await gateway.create_refund(asked, key=f"return-{match_id}")
    except gateway.GatewayRefused as refusal:
        async with transaction():
            found = await queries.lock_return("", match_id)
            if found is not None and found["returned"] == RefundState.ASKED:
                await _failed(found, RefundState.REFUSED, None, refusal.facts.get("reason"))
        return
    await follow_return(made)


async def sweep_returns(*, limit: int) -> None:
    """Returns that were not sent, or of whose end nothing was heard, are taken up again."""
    for match_id in await queries.returns_left(limit=limit):
        await jobs.enqueue(SEND, {"id": match_id})


async def follow_return(told: gateway.Refund) -> bool:
    """Follow what Stripe says of a return of ours; False when it is none."""
    async with transaction():
        row = await queries.lock_return(told.id, _named(told))
        if row is None:
            return False
        state = RefundState(row["returned"])
        under_way = state in {RefundState.ASKED, RefundState.PENDING}
        if told.status == "succeeded" and under_way:
            await _post(row, told.id)
            await queries.record_return(row["id"], RefundState.SUCCEEDED, refund_id=told.id)
        elif told.status in WAITING and under_way:
            await queries.record_return(row["id"], RefundState.PENDING, refund_id=told.id)
        elif told.status in FAILED and (under_way or state is RefundState.SUCCEEDED):
            if state is RefundState.SUCCEEDED:
                await _post(row, told.id, back=True)
            await _failed(row, RefundState.FAILED, told.id, told.failure)
        return True


def _named(told: gateway.Refund) -> UUID | None:
    try:
        return UUID(told.metadata.get("return", ""))
    except ValueError:
        return None


async def _post(row: dict[str, Any], refund_id: str, *, back: bool = False) -> None:
    if row["currency"] == rules.CURRENCY:
        await out_of_suspense(refund_id, row["amount_fen"], row["transaction"], back=back)


async def out_of_suspense(
    refund_id: str, amount: int, transaction_id: UUID, *, back: bool = False
) -> None:
    """What waited for a charge goes back to whoever paid it; `back` when it came to nothing."""
    holder = await lines_of_gateway.suspended_for(transaction_id)
    moved = Moved(
        source=Source.GATEWAY,
        external_id=refund_id,
        amount=Fen(amount),
        occurred_on=clock.today(),
    )
    signed = -amount if back else amount
    lines = [
        Line(Book.CLIENT, SUSPENSE, holder, Fen(signed)),
        Line(Book.CLIENT, Source.GATEWAY, None, Fen(-signed)),
    ]
    cause = cause_of("suspense_refund_returned" if back else SUSPENSE_REFUNDED, moved, subject=None)
    if await ledger.by_key(cause.key) is None:
        await post(cause, lines, by=SYSTEM)


async def _failed(
    row: dict[str, Any], state: RefundState, refund_id: str | None, why: object
) -> None:
    """It waits as before, and somebody has to look at it."""
    await queries.record_return(row["id"], state, refund_id=refund_id)
    await open_task(
        TaskKind.REFUND_FAILED,
        str(row["id"]),
        amount=row["amount_fen"],
        facts={"reason": why, "refund": refund_id, "currency": row["currency"]},
    )
