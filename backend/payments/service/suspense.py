"""The door's second half: money of a bank account that nobody could place yet.

`wait` puts a movement into the suspense account of its book; `allocate` takes it from there to a
charge, `spend` to what the platform itself paid. Each is done once under its external id.
"""

from collections.abc import Sequence
from uuid import UUID

from backend.kernel.auth import Actor
from backend.kernel.db import transaction
from backend.kernel.money import Fen
from backend.payments import queries, rules
from backend.payments.rules import Line
from backend.payments.service.door import Moved, Step, _locked, cause_of, follow_all
from backend.payments.service.ledger import Entry, Posted, post, post_all
from backend.payments.states import OPERATING, PAYOUTS, SUSPENSE, Action, Book, kind_of


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


async def pay_out(moved: Moved, *, book: Book, holder: UUID | None, by: Actor) -> Posted:
    """What was set aside has left the bank account."""
    lines = [
        Line(book, PAYOUTS, holder, moved.amount),
        Line(book, moved.source, None, Fen(-moved.amount)),
    ]
    return await post(cause_of("paid_out", moved), lines, by=by)


async def held(book: Book, purpose: str, holder: UUID | None) -> Fen:
    """What an account holds for its holder, which nobody else takes from meanwhile."""
    account = await queries.account(book, purpose, holder, kind=kind_of(book, purpose))
    await queries.lock_account(account)
    return Fen(-await queries.balance(account))
