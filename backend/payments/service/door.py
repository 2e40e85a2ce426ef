"""The one door for money, whichever way it comes: each thing that happened enters once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from backend.kernel.auth import Actor
from backend.kernel.db import transaction
from backend.kernel.errors import NotFound
from backend.kernel.events import Change, emit_all
from backend.kernel.money import Fen
from backend.payments import events, queries, rules
from backend.payments.rules import Line
from backend.payments.service.ledger import Cause, Entry, Posted, post, post_all
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
Row = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Moved:
    """Money that moved outside: where, under which name there, how much, when."""

    source: Source
    external_id: str
    amount: Fen
    occurred_on: date
    currency: str = rules.CURRENCY


@dataclass(frozen=True, kw_only=True)
class Arrived:
    """Money that arrived, and what is known of what it is for."""

    moved: Moved
    charge_id: UUID | None = None
    reference: str | None = None
    payer_id: UUID | None = None


async def receive(
    moved: Moved,
    *,
    by: Actor,
    charge_id: UUID | None = None,
    reference: str | None = None,
    payer_id: UUID | None = None,
) -> Posted:
    """Money arrived. What fits no charge that takes it waits in suspense; nothing is lost."""
    arrived = Arrived(moved=moved, charge_id=charge_id, reference=reference, payer_id=payer_id)
    (done,) = await receive_all([arrived], by=by)
    return done


async def receive_all(arrivals: Sequence[Arrived], *, by: Actor) -> list[Posted]:
    """Much money arrived: each in its order as if it came alone, all of it or none."""
    for each in arrivals:
        rules.check_amount(each.moved.amount, currency=each.moved.currency)
    async with transaction():
        rows = await _charges_for(arrivals)
        entries = [_arrival(*each) for each in zip(arrivals, rows, strict=True)]
        done = await post_all(entries, by=by)
        steps = [
            Step(row, Action.RECEIVE, each.moved.amount, "received")
            for each, row, posted in zip(arrivals, rows, done, strict=True)
            if row is not None and not posted.again
        ]
        await follow_all(steps, by=by)
    return done


def _arrival(each: Arrived, row: Row | None) -> Entry:
    moved = each.moved
    book = Book.CLIENT if row is None else Book(row["book"])
    purpose, holder = (SUSPENSE, each.payer_id) if row is None else (row["purpose"], row["payee"])
    return Entry(
        cause=cause_of("received", moved, subject=None if row is None else row["id"]),
        lines=[
            Line(book, moved.source, None, moved.amount),
            Line(book, purpose, holder, Fen(-moved.amount)),
        ],
        content=[moved.amount, each.charge_id, each.reference, each.payer_id],
    )


async def _charges_for(arrivals: Sequence[Arrived]) -> list[Row | None]:
    """The charges that take the money, locked: known, of this payer, not cancelled."""
    typed = [_typed(each) for each in arrivals]
    known = await queries.charges_of_references([each for each in typed if each is not None])
    named = [
        each.charge_id or known.get(reference or "")
        for each, reference in zip(arrivals, typed, strict=True)
    ]
    rows = await queries.lock_charges({each for each in named if each is not None})
    return [
        row
        if (row := rows.get(charge_id) if charge_id else None)
        and row["state"] != State.CANCELLED
        and each.payer_id in {None, row["payer"]}
        else None
        for each, charge_id in zip(arrivals, named, strict=True)
    ]


def _typed(each: Arrived) -> str | None:
    if each.charge_id is not None or each.reference is None:
        return None
    try:
        return rules.typed_reference(each.reference)
    except rules.WrongCheckDigit:
        return None


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
            await follow_all([Step(row, Action.REFUND, moved.amount, "refund_ordered")], by=by)
    return done


async def confirm_refund(
    charge_id: UUID, moved: Moved, *, by: Actor, out_of: str | None = None
) -> Posted:
    """What was ordered has been paid out; `out_of` where it waited in between."""
    rules.check_amount(moved.amount, currency=moved.currency)
    async with transaction():
        row = await _locked(charge_id)
        cause = cause_of("refund_confirmed", moved, subject=charge_id)
        await _check_ordered(cause, charge_id, moved.amount)
        book = Book(row["book"])
        lines = [
            Line(book, REFUNDS, row["payer"], moved.amount),
            Line(book, out_of or moved.source, None, Fen(-moved.amount)),
        ]
        done = await post(cause, lines, by=by)
        if not done.again:
            state = State(row["state"])
            step = Step(row, Action.REFUND, moved.amount, "refund_confirmed")
            await emit_all([_told(step, state, state)], by=by)
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
            await follow_all([Step(row, Action.RECEIVE, moved.amount, "refund_failed")], by=by)
    return done


async def return_refund(charge_id: UUID, moved: Moved, *, by: Actor) -> Posted:
    """What had been paid out came back and waits: it is the payee's again."""
    rules.check_amount(moved.amount, currency=moved.currency)
    async with transaction():
        row = await _locked(charge_id)
        book = Book(row["book"])
        lines = [
            Line(book, SUSPENSE, None, moved.amount),
            Line(book, row["purpose"], row["payee"], Fen(-moved.amount)),
        ]
        done = await post(cause_of("refund_returned", moved, subject=charge_id), lines, by=by)
        if not done.again:
            await follow_all([Step(row, Action.RECEIVE, moved.amount, "refund_returned")], by=by)
    return done


async def _check_ordered(cause: Cause, charge_id: UUID, amount: int) -> None:
    if await queries.by_key(cause.key) is None:
        rules.check_refund(amount, kept=(await queries.sums(charge_id))["ordered"])


async def _locked(charge_id: UUID) -> Row:
    row = await queries.lock_charge(charge_id)
    if not row:
        raise NotFound
    return row


def _between(row: Row, amount: Fen) -> list[Line]:
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


@dataclass(frozen=True)
class Step:
    """What was just posted about a charge that is locked."""

    row: Row
    action: Action
    amount: int
    how: str


async def follow_all(steps: Sequence[Step], *, by: Actor) -> None:
    """Let the states of charges follow the ledger, step by step."""
    if not steps:
        return
    held = await queries.sums_of({each.row["id"] for each in steps})
    states = {each.row["id"]: State(each.row["state"]) for each in steps}
    # The sums know all steps: back to before the first of each charge, and forth again.
    for step in steps:
        _count(held[step.row["id"]], step, sign=-1)
    changes = []
    for step in steps:
        row, now = step.row, held[step.row["id"]]
        before = states[row["id"]]
        _count(now, step, sign=1)
        state = rules.state_of(
            row["amount_fen"], received=now["received"], refunded=now["refunded"]
        )
        if state not in FOLLOWING[before, step.action]:
            raise RuntimeError(f"{step.action} does not lead from {before} to {state}.")
        states[row["id"]] = state
        changes.append(_told(step, before, state))
    await queries.record_states(states)
    await emit_all(changes, by=by)


def _count(held: dict[str, int], step: Step, *, sign: int) -> None:
    """One step more or less in the sums: what is ordered back, or fails to go, moves `refunded`."""
    if step.how == "received":
        held["received"] += sign * step.amount
    else:
        held["refunded"] += sign * (step.amount if step.action is Action.REFUND else -step.amount)


def _told(step: Step, before: State, after: State) -> Change:
    row = step.row
    return Change(
        event=events.ChargeMoved(
            subject_id=row["id"],
            parties=(row["payer"], row["payee"]),
            reference=row["reference"],
            how=step.how,
            amount_fen=step.amount,
            state=after,
        ),
        before={"state": before},
        after={"state": after},
    )
