"""Terms of protection, annual fees and what lateness costs, by published tables. Pure.

Sources: Patent Law (2020) art. 42 and Implementing Rules (2023) art. 77-84, 114, 115.
"""

from calendar import monthrange
from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from backend.kernel.money import BasisPoints, Fen, share
from backend.portfolio.fee_rows import LATE_MONTHS, FeeTables
from backend.portfolio.states import PatentKind, ReductionGround


@dataclass(frozen=True, slots=True)
class Term:
    """Years of protection for rights of `kind` filed from `filed_from` on."""

    kind: PatentKind
    filed_from: date
    years: int


@dataclass(frozen=True, slots=True)
class Lateness:
    """What a fee costs more when it is paid up to a day."""

    until: date
    surcharge: Fen
    confirmed: bool
    other_reading: Fen | None


@dataclass(frozen=True, slots=True)
class Waived:
    """What is taken off a fee, and on which ground."""

    amount: Fen
    ground: ReductionGround


@dataclass(frozen=True, slots=True)
class FeeYear:
    """The annual fee of one year: due on the last day that is on time."""

    year: int
    due_on: date
    late_until: date
    amount: Fen
    #: The year of grant: its fee is paid at registration.
    with_grant: bool


@dataclass(frozen=True, slots=True)
class Paid:
    """Which annual fees are known to be paid: by receipt, or all that fell due up to a day."""

    #: Fee year → day of payment.
    receipts: Mapping[int, date]
    up_to: date = date.min

    def covers(self, fee: FeeYear) -> bool:
        return fee.year in self.receipts or fee.due_on <= self.up_to


_ALWAYS = date(1985, 4, 1)
_NEW_DESIGN_LAW = date(2021, 6, 1)

TERMS = (
    Term(PatentKind.INVENTION, _ALWAYS, 20),
    Term(PatentKind.UTILITY_MODEL, _ALWAYS, 10),
    Term(PatentKind.DESIGN, _ALWAYS, 10),
    Term(PatentKind.DESIGN, _NEW_DESIGN_LAW, 15),
)

#: Days from the day a fee is due on which somebody is asked to see to it.
FEE_STEPS = (-90, -30, 0, 30)


def fee_step(due_on: date, *, today: date) -> int | None:
    """The last step that has come; None while the fee is still far."""
    return max((step for step in FEE_STEPS if due_on + timedelta(days=step) <= today), default=None)


def fee_horizon(today: date) -> date:
    """The last due day whose first step has come."""
    return today - timedelta(days=FEE_STEPS[0])


def anniversary(day: date, years: int) -> date:
    """The same day `years` later; 29 February falls on the 28th in common years."""
    return date(day.year + years, day.month, _clamped(day.year + years, day.month, day.day))


def add_months(day: date, months: int) -> date:
    """The same day of a later month, clamped to that month's end."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, _clamped(year, month + 1, day.day))


def _clamped(year: int, month: int, day: int) -> int:
    return min(day, monthrange(year, month)[1])


def term_years(kind: PatentKind, filed_on: date) -> int | None:
    """Years of protection, or None for kinds whose term we cannot work out."""
    terms = [term for term in TERMS if term.kind is kind and term.filed_from <= filed_on]
    return max(terms, key=lambda term: term.filed_from).years if terms else None


def expires_on(kind: PatentKind, filed_on: date) -> date | None:
    """The anniversary that ends the term; the day before is the last day of protection."""
    years = term_years(kind, filed_on)
    return None if years is None else anniversary(filed_on, years)


def last_day(expiry: date) -> date:
    return expiry - timedelta(days=1)


def fee(tables: FeeTables, kind: PatentKind, year: int, due_on: date) -> Fen | None:
    """The full fee of a year by the table in force on its due date."""
    for band in tables.fees.on(due_on):
        if band.kind == kind and band.first <= year <= band.last:
            return Fen(band.amount_fen)
    return None


def year_on(filed_on: date, day: date) -> int:
    """Which year of the patent `day` falls into; year n starts at the (n-1)th anniversary."""
    year = max(1, day.year - filed_on.year)
    while anniversary(filed_on, year) <= day:
        year += 1
    return year


@lru_cache(maxsize=1024)
def fee_years(
    tables: FeeTables, kind: PatentKind, filed_on: date, granted_on: date
) -> tuple[FeeYear, ...]:
    """The annual fees from the year of grant to the end of the term.

    Kept, since nothing but the tables decides them.
    """
    in_grant_year = year_on(filed_on, granted_on)
    found = []
    for year in range(in_grant_year, (term_years(kind, filed_on) or 0) + 1):
        due_on = anniversary(filed_on, year - 1)
        amount = fee(tables, kind, year, due_on)
        if amount is not None:
            late_until = add_months(due_on, LATE_MONTHS)
            found.append(FeeYear(year, due_on, late_until, amount, year == in_grant_year))
    return tuple(found)


def next_fee(
    tables: FeeTables,
    kind: PatentKind,
    filed_on: date,
    granted_on: date,
    *,
    paid: Paid,
    today: date,
) -> FeeYear | None:
    """The earliest annual fee that is not known to be paid and can still be, late or on time."""
    for due in fee_years(tables, kind, filed_on, granted_on):
        if due.late_until >= today and not due.with_grant and not paid.covers(due):
            return due
    return None


def surcharge(tables: FeeTables, full: Fen, *, due_on: date, paid_on: date) -> Fen | None:
    """What lateness adds to a fee, or None when it is too late and the right has ended.

    Paid on the due date is on time. Months run from the due date, to the same day.
    """
    if paid_on <= due_on:
        return Fen(0)
    for band in tables.late.on(due_on):
        if paid_on <= add_months(due_on, band.month):
            return share(full, BasisPoints(band.surcharge_bp))
    return None


def lateness(tables: FeeTables, full: Fen, *, due_on: date) -> tuple[Lateness, ...]:
    """Band by band what lateness adds, with the other reading where sources differ."""
    return tuple(
        Lateness(
            until=add_months(due_on, band.month),
            surcharge=share(full, BasisPoints(band.surcharge_bp)),
            confirmed=band.confirmed,
            other_reading=None
            if band.other_reading_bp is None
            else share(full, BasisPoints(band.other_reading_bp)),
        )
        for band in tables.late.on(due_on)
    )


def reduction(
    tables: FeeTables, full: Fen, *, due_on: date, nth: int, grounds: Set[ReductionGround]
) -> Waived | None:
    """What is waived of a patent's nth fee, counted from the year of grant; never of surcharges.

    Of several grounds the best counts, they are not added (licensing.md §6).
    """
    found = [
        Waived(share(full, BasisPoints(row.waived_bp)), row.ground)
        for row in tables.reductions.on(due_on)
        if row.ground in grounds and nth <= row.fees
    ]
    return max(found, key=lambda each: each.amount, default=None)
