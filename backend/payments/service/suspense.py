"""The door's second half: money of a bank account that nobody could place yet.

`wait` puts a movement into the suspense account of its book; `allocate` takes it from there to a
charge, `spend` to what the platform itself paid. Each is done once under its external id.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid5

from backend.kernel.auth import Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.money import Fen
from backend.payments import queries, rules
from backend.payments.queries import lines as lines_of_gateway
from backend.payments.rules import Line
from backend.payments.service.door import (
    CAUSES,
    Moved,
    Step,
    _locked,
    cause_of,
    follow_all,
)
from backend.payments.service.ledger import Cause, Entry, Posted, post, post_all
from backend.payments.states import (
    BETWEEN,
    OPERATING,
    PAYOUTS,
    SUSPENSE,
    TRANSIT,
    Action,
    Book,
    kind_of,
)


async def wait(moved: Moved, *, book: Book, out: bool = False, by: Actor) -> Posted:
    """It came into (or left) the account of this book; why is not known yet."""
    (done,) = await wait_all([(moved, out)], book=book, by=by)
    return done


async def wait_all(
    movements: Sequence[tuple[Moved, bool]], *, book: Book, by: Actor
) -> list[Posted]:
    """Many movements of a book's account, each with whether it went out."""
    entries = []
    for moved, out in movements:
        rules.check_amount(moved.amount, currency=moved.currency)
        amount = Fen(-moved.amount if out else moved.amount)
        lines = [
            Line(book, moved.source, None, amount),
            Line(book, SUSPENSE, None, Fen(-amount)),
        ]
        cause = cause_of("paid_out" if out else "received", moved)
        entries.append(Entry(cause=cause, lines=lines))
    return await post_all(entries, by=by)


async def allocate(charge_id: UUID, moved: Moved, *, by: Actor) -> Posted:
    """What waited in suspense is for this charge; the charge must take it."""
    rules.check_amount(moved.amount, currency=moved.currency)
    async with transaction():
        row = await _locked(charge_id)
        rules.check_takes(row)
        book = Book(row["book"])
        lines = [
            Line(book, SUSPENSE, None, moved.amount),
            Line(book, row["purpose"], row["payee"], Fen(-moved.amount)),
        ]
        done = await post(cause_of("allocated", moved, subject=charge_id), lines, by=by)
        if not done.again:
            await follow_all([Step(row, Action.RECEIVE, moved.amount, "received")], by=by)
    return done


async def spend(moved: Moved, *, by: Actor) -> Posted:
    """What left the platform's own account was for itself: a fee of the bank."""
    rules.check_amount(moved.amount, currency=moved.currency)
    lines = [
        Line(Book.OWN, OPERATING, None, moved.amount),
        Line(Book.OWN, SUSPENSE, None, Fen(-moved.amount)),
    ]
    return await post(cause_of("spent", moved), lines, by=by)


async def bear(moved: Moved, *, by: Actor) -> Posted:
    """What the bank took out of client money is the platform's to bear: it owes it to that book."""
    rules.check_amount(moved.amount, currency=moved.currency)
    lines = [
        Line(Book.CLIENT, BETWEEN, None, moved.amount),
        Line(Book.CLIENT, SUSPENSE, None, Fen(-moved.amount)),
        Line(Book.OWN, OPERATING, None, moved.amount),
        Line(Book.OWN, BETWEEN, None, Fen(-moved.amount)),
    ]
    return await post(cause_of("borne", moved), lines, by=by)


async def pass_between(moved: Moved, *, book: Book, out: bool, by: Actor) -> Posted:
    """A transfer between the platform's own account and that of client money, seen from one."""
    rules.check_amount(moved.amount, currency=moved.currency)
    amount = Fen(moved.amount if out else -moved.amount)
    lines = [Line(book, BETWEEN, None, amount), Line(book, SUSPENSE, None, Fen(-amount))]
    return await post(cause_of("passed_between", moved), lines, by=by)


async def hand_over(moved: Moved, *, purpose: str, payee: UUID, by: Actor) -> Posted:
    """What left client money without an order was for this payee."""
    rules.check_amount(moved.amount, currency=moved.currency)
    lines = [
        Line(Book.CLIENT, purpose, payee, moved.amount),
        Line(Book.CLIENT, SUSPENSE, None, Fen(-moved.amount)),
    ]
    return await post(cause_of("handed_over", moved), lines, by=by)


async def payout_page(*, limit: int, by: Actor) -> tuple[list[dict[str, Any]], int]:
    """What the gateway has sent to the bank and no statement has told, newest first."""
    by.require(Permission.HANDLE_MONEY)
    return await lines_of_gateway.payouts_under_way(limit=limit)


async def payout_under_way(line_id: str) -> dict[str, Any]:
    """One of them, by whose money it was; locked until the transaction ends."""
    found = await lines_of_gateway.payout_under_way(line_id)
    if found is None:
        raise rules.NoSuchPayout("It is none of the payment service's, or has arrived already.")
    return found


async def arrive(line_id: str, moved: Moved, *, book: Book, by: Actor) -> Posted:
    """A payout of the gateway stands on the bank's statement, in the account of this book.

    What of it is the other book's, that book is owed from now on.
    """
    parts = await payout_under_way(line_id)
    rules.check_payout(parts["amount_fen"], told=moved.amount)
    lines = [Line(book, SUSPENSE, None, moved.amount)]
    for each in (Book.OWN, Book.CLIENT):
        part = parts[f"{each}_fen"]
        if not part:
            continue
        lines.append(Line(each, TRANSIT, None, Fen(-part)))
        if each is not book:
            lines += [Line(each, BETWEEN, None, Fen(part)), Line(book, BETWEEN, None, Fen(-part))]
    cause = Cause(
        kind="payout_arrived",
        id=uuid5(CAUSES, f"payout_arrived:{line_id}"),
        key=f"payout_arrived:gateway:{line_id}",
        occurred_on=moved.occurred_on,
    )
    return await post(cause, lines, by=by)


async def between(book: Book) -> Fen:
    """What this book is owed by the other; below zero what it owes."""
    account = await queries.account(book, BETWEEN, None, kind=kind_of(book, BETWEEN))
    await queries.lock_account(account)
    return Fen(await queries.balance(account))


async def set_aside(
    moved: Moved, *, book: Book, source: str, holder: UUID | None, back: bool = False, by: Actor
) -> Posted:
    """Take what waits (or a payee's) aside for an order to pay; `back` when it came to nothing."""
    amount = Fen(-moved.amount if back else moved.amount)
    lines = [
        Line(book, source, holder, amount),
        Line(book, PAYOUTS, holder, Fen(-amount)),
    ]
    return await post(cause_of("order_failed" if back else "ordered", moved), lines, by=by)


async def pay_out(
    moved: Moved, *, book: Book, holder: UUID | None, by: Actor, out_of: str | None = None
) -> Posted:
    """What was set aside has left the bank account; `out_of` where it waited in between."""
    lines = [
        Line(book, PAYOUTS, holder, moved.amount),
        Line(book, out_of or moved.source, None, Fen(-moved.amount)),
    ]
    kind = "paid_out" if out_of is None else "paid_otherwise"
    return await post(cause_of(kind, moved), lines, by=by)


async def take_back(moved: Moved, *, book: Book, purpose: str, payee: UUID, by: Actor) -> Posted:
    """What was paid out to a payee came back: it is held for the payee again."""
    rules.check_amount(moved.amount, currency=moved.currency)
    lines = [
        Line(book, SUSPENSE, None, moved.amount),
        Line(book, purpose, payee, Fen(-moved.amount)),
    ]
    return await post(cause_of("payout_returned", moved), lines, by=by)


async def held(book: Book, purpose: str, holder: UUID | None) -> Fen:
    """What an account holds for its holder, which nobody else takes from meanwhile."""
    account = await queries.account(book, purpose, holder, kind=kind_of(book, purpose))
    await queries.lock_account(account)
    return Fen(-await queries.balance(account))
