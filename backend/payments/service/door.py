"""The one door for money, whichever way it comes: each thing that happened enters once."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from backend.kernel.auth import Actor
from backend.kernel.db import transaction
from backend.kernel.errors import NotFound
from backend.kernel.events import emit
from backend.kernel.money import Fen
from backend.payments import events, queries, rules
from backend.payments.rules import Line
from backend.payments.service.ledger import Cause, Posted, post
from backend.payments.states import (
    FOLLOWING,
    REFUNDS,
    SUSPENSE,
    Action,
    Book,
    Source,
    State,
)

#: Under which the id of a cause is made of where it comes from.
CAUSES = UUID("31000000-0000-4000-8000-000000000001")


@dataclass(frozen=True, kw_only=True)
class Moved:
    """Money that moved outside: where, under which name there, how much, when."""

    source: Source
    external_id: str
    amount: Fen
    occurred_on: date
    currency: str = rules.CURRENCY


async def receive(
    moved: Moved,
    *,
    by: Actor,
    charge_id: UUID | None = None,
    reference: str | None = None,
    payer_id: UUID | None = None,
) -> Posted:
    """Money arrived. What fits no charge that takes it waits in suspense; nothing is lost."""
    rules.check_amount(moved.amount, currency=moved.currency)
    content = [moved.amount, charge_id, reference, payer_id]
    async with transaction():
        row = await _charge_for(charge_id, reference, payer_id)
        if row is None:
            lines = [
                Line(Book.CLIENT, moved.source, None, moved.amount),
                Line(Book.CLIENT, SUSPENSE, payer_id, Fen(-moved.amount)),
            ]
            return await post(cause_of("received", moved), lines, by=by, content=content)
        book = Book(row["book"])
        lines = [
            Line(book, moved.source, None, moved.amount),
            Line(book, row["purpose"], row["payee"], Fen(-moved.amount)),
        ]
        done = await post(
            cause_of("received", moved, subject=row["id"]), lines, by=by, content=content
        )
        if not done.again:
            await _follow(row, Action.RECEIVE, by=by, how="received", amount=moved.amount)
    return done


async def _charge_for(
    charge_id: UUID | None, reference: str | None, payer_id: UUID | None
) -> dict[str, Any] | None:
    """The charge that takes the money, locked: known, of this payer, not cancelled."""
    if charge_id is None and reference is not None:
        try:
            charge_id = await queries.charge_of_reference(rules.typed_reference(reference))
        except rules.WrongCheckDigit:
            return None
    if charge_id is None:
        return None
    row = await queries.lock_charge(charge_id)
    if not row or row["state"] == State.CANCELLED or payer_id not in {None, row["payer"]}:
        return None
    return row


async def order_refund(charge_id: UUID, moved: Moved, *, by: Actor) -> Posted:
    """What is to go back leaves the payee's account at once, and waits for its payment."""
    rules.check_amount(moved.amount, currency=moved.currency)
    async with transaction():
        row = await _locked(charge_id)
        cause = cause_of("refund_ordered", moved, subject=charge_id)
        if await queries.by_key(cause.key) is None:
            rules.check_refund(moved.amount, kept=(await queries.sums(charge_id))["kept"])
        done = await post(cause, _between(row, Fen(moved.amount)), by=by)
        if not done.again:
            await _follow(row, Action.REFUND, by=by, how="refund_ordered", amount=moved.amount)
    return done


async def confirm_refund(charge_id: UUID, moved: Moved, *, by: Actor) -> Posted:
    """What was ordered has been paid out."""
    rules.check_amount(moved.amount, currency=moved.currency)
    async with transaction():
        row = await _locked(charge_id)
        cause = cause_of("refund_confirmed", moved, subject=charge_id)
        await _check_ordered(cause, charge_id, moved.amount)
        book = Book(row["book"])
        lines = [
            Line(book, REFUNDS, row["payer"], moved.amount),
            Line(book, moved.source, None, Fen(-moved.amount)),
        ]
        done = await post(cause, lines, by=by)
        if not done.again:
            await _tell(
                row, State(row["state"]), by=by, how="refund_confirmed", amount=moved.amount
            )
    return done


async def fail_refund(charge_id: UUID, moved: Moved, *, by: Actor) -> Posted:
    """What was ordered could not be paid out: it is the payee's again."""
    rules.check_amount(moved.amount, currency=moved.currency)
    async with transaction():
        row = await _locked(charge_id)
        cause = cause_of("refund_failed", moved, subject=charge_id)
        await _check_ordered(cause, charge_id, moved.amount)
        done = await post(cause, _between(row, Fen(-moved.amount)), by=by)
        if not done.again:
            await _follow(row, Action.RECEIVE, by=by, how="refund_failed", amount=moved.amount)
    return done


async def _check_ordered(cause: Cause, charge_id: UUID, amount: int) -> None:
    if await queries.by_key(cause.key) is None:
        rules.check_refund(amount, kept=(await queries.sums(charge_id))["ordered"])


async def _locked(charge_id: UUID) -> dict[str, Any]:
    row = await queries.lock_charge(charge_id)
    if not row:
        raise NotFound
    return row


def _between(row: dict[str, Any], amount: Fen) -> list[Line]:
    """From the payee's account to what is to go back to the payer, or the other way."""
    book = Book(row["book"])
    return [
        Line(book, row["purpose"], row["payee"], amount),
        Line(book, REFUNDS, row["payer"], Fen(-amount)),
    ]


def cause_of(kind: str, moved: Moved, *, subject: UUID | None = None) -> Cause:
    """The key under which one thing that happened outside enters once."""
    key = f"{kind}:{moved.source}:{moved.external_id}"
    return Cause(
        kind=kind,
        id=uuid5(CAUSES, key),
        key=key,
        occurred_on=moved.occurred_on,
        subject=subject,
    )


async def _follow(row: dict[str, Any], action: Action, *, by: Actor, how: str, amount: int) -> None:
    """Let the charge's state follow the ledger."""
    held = await queries.sums(row["id"])
    state = rules.state_of(row["amount_fen"], received=held["received"], refunded=held["refunded"])
    if state not in FOLLOWING[State(row["state"]), action]:
        raise RuntimeError(f"{action} does not lead from {row['state']} to {state}.")
    await queries.record_state(row["id"], state=state)
    await _tell(row, state, by=by, how=how, amount=amount)


async def _tell(row: dict[str, Any], state: State, *, by: Actor, how: str, amount: int) -> None:
    await emit(
        events.ChargeMoved(
            subject_id=row["id"],
            parties=(row["payer"], row["payee"]),
            reference=row["reference"],
            how=how,
            amount_fen=amount,
        ),
        by=by,
        before={"state": row["state"]},
        after={"state": state},
    )
