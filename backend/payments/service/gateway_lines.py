"""The lines of Stripe's balance: fetched, kept once, and what each moves beside payments and
refunds (fees, disputes, payouts) posted with it."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from backend.kernel import clock
from backend.kernel.auth import SYSTEM
from backend.kernel.db import transaction
from backend.kernel.money import Fen
from backend.payments import gateway, rules
from backend.payments.gateway import BalanceLine
from backend.payments.queries import lines as queries
from backend.payments.rules import Line
from backend.payments.service.door import Moved, cause_of
from backend.payments.service.gateway_refunds import follow_refund, is_posted
from backend.payments.service.ledger import post
from backend.payments.service.settling import settle
from backend.payments.service.tasks import open_task
from backend.payments.states import (
    DISPUTED,
    GATEWAY_FEE,
    TRANSIT,
    Book,
    Outcome,
    Source,
    TaskKind,
)

#: How Stripe calls them.
PAYMENTS = frozenset({"charge", "payment"})
REFUNDS = frozenset({"refund", "payment_refund", "refund_failure", "payment_failure_refund"})
FEES = frozenset({"stripe_fee", "stripe_fx_fee", "tax_fee"})
PAYOUTS = frozenset({"payout", "payout_cancel", "payout_failure"})
#: How far before the newest line a fetch looks: lines come late, never this late.
OVERLAP = timedelta(days=3)
BOTH = "both"
#: Rows of differences that are told at once; in the good case there is none.
MOST_DIFFERENCES = 500

#: Of a line: whose money it moves, and what is posted for it.
Meaning = tuple[str | None, str, list[Line]]
UNKNOWN: Meaning = (None, "", [])


async def fetch_lines() -> int:
    """Take the lines that are new, the oldest first; how many were looked at."""
    if not gateway.is_on():
        return 0
    since = await queries.fetch_from(OVERLAP)
    try:
        found = [each async for each in gateway.balance_lines(since=since)]
    except gateway.GatewayUnavailable:
        await queries.note_failed(clock.now())
        raise
    await queries.note_answered(clock.now())
    for line in reversed(found):
        await take_line(line)
    return len(found)


async def take_line(line: BalanceLine) -> None:
    """Keep a line and post what it moves, once; payments and refunds enter by their own door."""
    if await queries.is_known_line(line.id):
        return
    if line.intent_id is not None:
        await settle(line.intent_id)
    if line.kind in REFUNDS and line.source is not None:
        await follow_refund(await gateway.refund(line.source))
    book, cause, lines = await _meaning(line)
    moved = Moved(
        source=Source.GATEWAY,
        external_id=line.id,
        amount=Fen(abs(line.amount)),
        occurred_on=clock.shanghai_date(line.created_at),
    )
    async with transaction():
        if not await queries.add_line(uuid4(), asdict(line), book=book):
            return
        if line.fee and line.currency == rules.CURRENCY:
            fee = cause_of("gateway_fee", moved)
            await post(fee, _fee(line.fee), by=SYSTEM)
        if lines:
            await post(cause_of(cause, moved), lines, by=SYSTEM)
        if book is None:
            await open_task(
                TaskKind.UNKNOWN_LINE,
                line.id,
                amount=abs(line.amount),
                facts={"kind": line.kind, "currency": line.currency, "source": line.source},
            )


def _fee(fee: int) -> list[Line]:
    """The platform bears what Stripe keeps, of whosever money it was."""
    return [
        Line(Book.OWN, GATEWAY_FEE, None, Fen(fee)),
        Line(Book.OWN, Source.GATEWAY, None, Fen(-fee)),
    ]


async def _meaning(line: BalanceLine) -> Meaning:
    if line.currency != rules.CURRENCY:
        return UNKNOWN
    if line.kind in FEES and line.amount < 0:
        return Book.OWN, "gateway_charge", _fee(-line.amount)
    if line.kind in PAYOUTS and line.source is not None:
        return await _payout(line, line.source)
    payment = None if line.intent_id is None else await queries.payment_of_intent(line.intent_id)
    if payment is None:
        return UNKNOWN
    return await _of_payment(line, Book(payment["book"]))


async def _of_payment(line: BalanceLine, book: Book) -> Meaning:
    """A payment, what went back of it, or what a dispute took and returned."""
    posted = line.kind in REFUNDS and await is_posted(line.source or "")
    if posted or line.kind in PAYMENTS:
        return book, "", []
    if line.kind != "adjustment":
        return UNKNOWN
    lines = [
        Line(book, DISPUTED, None, Fen(-line.amount)),
        Line(book, Source.GATEWAY, None, Fen(line.amount)),
    ]
    return book, "dispute_withdrawn" if line.amount < 0 else "dispute_returned", lines


async def _payout(line: BalanceLine, payout_id: str) -> Meaning:
    """What went to the bank, by whose money it was; the rest of its lines are taken first."""
    members = [each async for each in gateway.balance_lines(payout=payout_id)]
    others = [each for each in members if each.kind not in PAYOUTS]
    for each in reversed(others):
        await take_line(each)
    parts = await queries.split([each.id for each in others])
    if parts["unknown"] or (
        line.kind == "payout" and parts["own"] + parts["client"] != -line.amount
    ):
        return None, "", []
    sign = -1 if line.amount > 0 else 1
    return BOTH, line.kind, _sent(parts, sign)


def _sent(parts: dict[str, int], sign: int) -> list[Line]:
    lines: list[Line] = []
    for book in (Book.OWN, Book.CLIENT):
        amount = sign * parts[book]
        if amount:
            lines += [
                Line(book, TRANSIT, None, Fen(amount)),
                Line(book, Source.GATEWAY, None, Fen(-amount)),
            ]
    return lines


async def take_lines_of(source: str) -> Outcome:
    """A payment, a refund or a payout has moved the balance: take the lines that say so."""
    lines = [each async for each in gateway.balance_lines(source=source)]
    for line in reversed(lines):
        await take_line(line)
    return Outcome.DONE


async def follow_dispute(dispute_id: str) -> Outcome:
    """Somebody has to answer; what it moves is posted; nothing is undone by itself."""
    found = await gateway.dispute(dispute_id)
    if found.intent_id is not None:
        await settle(found.intent_id)
    payment = await queries.payment_of_intent(found.intent_id) if found.intent_id else None
    charge_id = payment["charge"] if payment else None
    facts: dict[str, Any] = {
        "reason": found.reason,
        "payment": found.intent_id,
        "answer_by": found.due_at.isoformat() if found.due_at else None,
    }
    kinds: Sequence[TaskKind] = [TaskKind.DISPUTE_OPENED]
    if found.status == "lost":
        kinds = [*kinds, TaskKind.DISPUTE_LOST]
    for kind in kinds:
        await open_task(kind, found.id, amount=found.amount, charge_id=charge_id, facts=facts)
    return await take_lines_of(dispute_id)


async def _at_gateway(known: int) -> tuple[int, datetime | None]:
    """What Stripe's balance says now; where it does not answer what its lines said, since when."""
    if not gateway.is_on():
        return known, None
    try:
        found = await gateway.balance(rules.CURRENCY)
    except gateway.GatewayUnavailable:
        return known, await queries.note_failed(clock.now())
    await queries.note_answered(clock.now())
    return found, None


async def standing() -> dict[str, Any]:
    """The ledger against Stripe: what each says, and every difference with its cause.

    While Stripe does not answer, the ledger stands against the lines that were fetched before.
    """
    sums = await queries.line_sums()
    at_gateway, unread_since = await _at_gateway(sums["lines_fen"])
    rows = await queries.unposted(limit=MOST_DIFFERENCES)
    not_fetched = at_gateway - sums["lines_fen"]
    if not_fetched:
        rows.append(
            {
                "cause": "not_fetched",
                "external_id": "",
                "off_fen": -not_fetched,
                "moment": clock.now(),
            }
        )
    off = sums["ledger_fen"] - at_gateway
    return {
        "ledger_fen": sums["ledger_fen"],
        "gateway_fen": at_gateway,
        "differences": rows,
        "unexplained_fen": off - sum(row["off_fen"] for row in rows),
        "unread_since": unread_since,
    }
