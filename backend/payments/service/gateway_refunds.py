"""What came by Stripe goes back by Stripe: ordered in the ledger, sent under a key that is kept
before, confirmed by what Stripe says of it."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from backend.kernel import clock, jobs
from backend.kernel.auth import SYSTEM, Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.errors import NotFound
from backend.kernel.money import Fen
from backend.payments import gateway, rules
from backend.payments import queries as ledger
from backend.payments.queries import lines as queries
from backend.payments.rules import Line
from backend.payments.service.door import (
    Moved,
    cause_of,
    confirm_refund,
    fail_refund,
    order_refund,
)
from backend.payments.service.ledger import post
from backend.payments.service.returning import (
    FAILED,
    SUSPENSE_REFUNDED,
    WAITING,
    follow_return,
    out_of_suspense,
    sweep_returns,
)
from backend.payments.service.settling import settle
from backend.payments.service.tasks import open_task
from backend.payments.states import (
    REFUNDS,
    SUSPENSE,
    Book,
    RefundState,
    Source,
    State,
    TaskKind,
)

SEND = "payments.refund"
SWEPT = 200


async def refundable_by_gateway(charge_id: UUID) -> Fen:
    """What of a charge came by Stripe and can go back the same way."""
    return Fen(sum(each["left_fen"] for each in await queries.refundable(charge_id)))


async def refund_by_gateway(charge_id: UUID, amount: int, *, by: Actor) -> list[UUID]:
    """Send back what came by Stripe, payment by payment, the newest first."""
    by.require(Permission.HANDLE_MONEY)
    rules.check_amount(amount)
    sent = []
    async with transaction():
        if not await ledger.lock_charge(charge_id):
            raise NotFound
        came = await queries.refundable(charge_id)
        rules.check_refund(amount, kept=sum(each["left_fen"] for each in came))
        for each in came:
            part = min(amount, each["left_fen"])
            if part:
                sent.append(await _ask(charge_id, each, part, by=by))
                amount -= part
    return sent


async def _ask(charge_id: UUID, payment: Mapping[str, Any], amount: int, *, by: Actor) -> UUID:
    refund_id = uuid4()
    await order_refund(charge_id, _moved(refund_id, amount, clock.today()), by=by)
    await queries.add_refund(
        refund_id,
        payment_id=payment["id"],
        charge_id=charge_id,
        amount=amount,
        params={
            "payment_intent": payment["intent_id"],
            "amount": amount,
            "metadata": {"charge": str(charge_id), "refund": str(refund_id)},
        },
        by=by.user_id,
    )
    await jobs.enqueue(SEND, {"id": refund_id})
    return refund_id


def _moved(refund_id: UUID, amount: int, day: date) -> Moved:
    return Moved(
        source=Source.GATEWAY, external_id=str(refund_id), amount=Fen(amount), occurred_on=day
    )


async def is_posted(refund_id: str) -> bool:
    """Whether the ledger knows of a refund of Stripe's."""
    return await queries.is_known_refund(
        refund_id, f"{SUSPENSE_REFUNDED}:{Source.GATEWAY}:{refund_id}"
    )


async def send_refund(refund_id: UUID) -> None:
    """Ask Stripe for a refund, under the key that it was given when it was ordered; of one that
    was sent, what has become of it."""
    row = await queries.refund(refund_id)
    if row is not None and row["state"] == RefundState.PENDING:
        await follow_refund(await gateway.refund(row["refund_id"]))
    if row is None or row["state"] != RefundState.ASKED:
        return
    try:
        made = await gateway.create_refund(row["params"], key=f"refund-{refund_id}")
    except gateway.GatewayRefused as refusal:
        async with transaction():
            locked = await queries.lock_refund("", refund_id)
            if locked is not None and locked["state"] == RefundState.ASKED:
                await _failed(locked, RefundState.REFUSED, None, refusal.facts.get("reason"))
        return
    await follow_refund(made)


async def sweep_refunds() -> None:
    """Refunds that were not sent, or of whose end nothing was heard, are taken up again."""
    for refund_id in await queries.refunds_left(limit=SWEPT):
        await jobs.enqueue(SEND, {"id": refund_id})
    await sweep_returns(limit=SWEPT)


async def follow_refund(told: gateway.Refund) -> None:
    """Let the ledger follow what Stripe says of a refund; one that we did not ask for is adopted
    and somebody looks at it."""
    if told.intent_id is not None:
        await settle(told.intent_id)
    if await follow_return(told):
        return
    async with transaction():
        row = await queries.lock_refund(told.id, _named(told.metadata))
        if row is None:
            row = await _adopted(told)
        if row is None:
            return
        state = RefundState(row["state"])
        under_way = state in {RefundState.ASKED, RefundState.PENDING}
        if told.status == "succeeded" and under_way:
            await confirm_refund(
                row["charge"], _moved(row["id"], row["amount_fen"], clock.today()), by=SYSTEM
            )
            await queries.record_refund(row["id"], RefundState.SUCCEEDED, stripe_id=told.id)
        elif told.status in WAITING and under_way:
            await queries.record_refund(row["id"], RefundState.PENDING, stripe_id=told.id)
        elif told.status in FAILED and (under_way or state is RefundState.SUCCEEDED):
            await _failed(row, RefundState.FAILED, told.id, told.failure)


def _named(metadata: Mapping[str, str]) -> UUID | None:
    try:
        return UUID(metadata.get("refund", ""))
    except ValueError:
        return None


async def _failed(
    row: Mapping[str, Any], state: RefundState, stripe_id: str | None, why: object
) -> None:
    """The money is the payee's again, and somebody has to send it back another way."""
    moved = _moved(row["id"], row["amount_fen"], clock.today())
    charge = await ledger.lock_charge(row["charge"])
    book, amount = Book(charge["book"]), Fen(row["amount_fen"])
    if row["state"] == RefundState.SUCCEEDED:
        back = [
            Line(book, Source.GATEWAY, None, amount),
            Line(book, REFUNDS, charge["payer"], Fen(-amount)),
        ]
        await post(cause_of("refund_returned", moved, subject=row["charge"]), back, by=SYSTEM)
    if charge["state"] == State.CANCELLED:
        apart = [
            Line(book, REFUNDS, charge["payer"], amount),
            Line(book, SUSPENSE, charge["payer"], Fen(-amount)),
        ]
        await post(cause_of("refund_failed", moved, subject=None), apart, by=SYSTEM)
    else:
        await fail_refund(row["charge"], moved, by=SYSTEM)
    await queries.record_refund(row["id"], state, stripe_id=stripe_id)
    await open_task(
        TaskKind.REFUND_FAILED,
        str(row["id"]),
        amount=amount,
        charge_id=row["charge"],
        facts={"reason": why, "refund": stripe_id},
    )


async def _adopted(told: gateway.Refund) -> dict[str, Any] | None:
    """A refund that was made at Stripe itself: the money has gone back, so the ledger says so."""
    if told.status in FAILED or told.intent_id is None or told.currency != rules.CURRENCY:
        return None
    payment = await queries.payment_of_intent(told.intent_id)
    charge_id = payment["paid"] if payment else None
    await open_task(
        TaskKind.UNKNOWN_REFUND,
        told.id,
        amount=told.amount,
        charge_id=charge_id,
        facts={"payment": told.intent_id, "status": told.status},
    )
    if payment is None or charge_id is None:
        if told.status == "succeeded":
            await _from_suspense(told, payment)
        return None
    await ledger.lock_charge(charge_id)
    held = await ledger.sums(charge_id)
    if held["kept"] < told.amount:
        return None
    refund_id = uuid4()
    await order_refund(charge_id, _moved(refund_id, told.amount, clock.today()), by=SYSTEM)
    await queries.add_refund(
        refund_id,
        payment_id=payment["id"],
        charge_id=charge_id,
        amount=told.amount,
        params={},
        by=SYSTEM.user_id,
        stripe_id=told.id,
    )
    return await queries.lock_refund(told.id, None)


async def _from_suspense(told: gateway.Refund, payment: Mapping[str, Any] | None) -> None:
    if payment is not None and payment["transaction"] is not None:
        await out_of_suspense(told.id, told.amount, payment["transaction"])
