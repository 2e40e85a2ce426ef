"""What may be posted, and where a charge's money belongs. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from backend.kernel.errors import Conflict, RuleBroken
from backend.kernel.money import Fen
from backend.payments.states import Book, Mode, Purpose

CURRENCY = "CNY"
#: What a bigint of fen holds with room for every sum that anybody will see.
MOST = 10**15


class Unbalanced(RuleBroken):
    code = "payments.unbalanced"
    title = "A transaction sums to zero in every book"


class AmountNotPositive(RuleBroken):
    code = "payments.amount_not_positive"
    title = "An amount is a whole number of fen above zero"


class UnknownCurrency(RuleBroken):
    code = "payments.unknown_currency"
    title = "The ledger is kept in CNY only"


class KeyReused(Conflict):
    code = "payments.key_reused"
    title = "This happened already with other content"


class MonthOpen(Conflict):
    code = "payments.month_not_over"
    title = "A month is closed after its last day"


class MonthClosed(Conflict):
    code = "payments.month_closed"
    title = "This month, or a later one, is closed already"


@dataclass(frozen=True)
class Line:
    """One posting: debit above zero, credit below."""

    book: Book
    purpose: str
    holder: UUID | None
    amount: Fen


def check_amount(amount: int, *, currency: str = CURRENCY) -> None:
    if currency != CURRENCY:
        raise UnknownCurrency(f"{currency} was given; CNY is kept.", currency=currency)
    if not 0 < amount <= MOST:
        raise AmountNotPositive(
            f"{amount} fen was given; 1 to {MOST} would pass.", least_fen=1, most_fen=MOST
        )


def check_lines(lines: Sequence[Line]) -> None:
    """At least two postings, none of nothing, zero in every book."""
    sums = {book: sum(line.amount for line in lines if line.book is book) for book in Book}
    if len(lines) < 2 or any(sums.values()) or not all(line.amount for line in lines):  # noqa: PLR2004
        raise Unbalanced(
            f"{len(lines)} postings; the books are off by {sums}.",
            off_fen={str(book): off for book, off in sums.items()},
        )


def book_of(purpose: Purpose, *, payee_is_platform: bool, mode: Mode) -> Book:
    """Premium is held by a licensed broker only, mirrored otherwise; the rest by its payee."""
    if purpose in {Purpose.PREMIUM, Purpose.ENDORSEMENT}:
        return Book.CLIENT if mode is Mode.LICENSED_BROKER else Book.MEMO
    return Book.OWN if payee_is_platform else Book.CLIENT


def check_closing(month: date, *, today: date, last: date | None) -> None:
    if month.replace(day=1) >= today.replace(day=1):
        raise MonthOpen(f"{month:%Y-%m} is not over on {today}.", today=today.isoformat())
    if last is not None and month <= last:
        raise MonthClosed(f"Closed up to {last:%Y-%m}.", closed_up_to=f"{last:%Y-%m}")
