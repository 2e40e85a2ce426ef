"""Terms of protection, annual fees and what lateness costs: dated tables and dates. Pure.

Sources: Patent Law (2020) art. 42 and Implementing Rules (2023) art. 77-84, 114, 115; fee table
of CNIPA as printed by the Panzhihua IP centre. The bands of lateness are recalled, not confirmed
(one source has 30 % for the sixth month), which is why they are a table.
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from backend.kernel.money import BasisPoints, Fen, share
from backend.portfolio.states import PatentKind, ReductionGround


@dataclass(frozen=True, slots=True)
class Term:
    """Years of protection for rights of `kind` filed from `filed_from` on."""

    kind: PatentKind
    filed_from: date
    years: int


@dataclass(frozen=True, slots=True)
class FeeBand:
    """The yearly fee from year `first` to year `last`."""

    kind: PatentKind
    due_from: date
    first: int
    last: int
    amount: Fen


@dataclass(frozen=True, slots=True)
class LateBand:
    """What is added, of the full fee, when paid within `month` months after the due date."""

    due_from: date
    month: int
    surcharge: BasisPoints
    #: Recalled only; `other_reading` is what another source has.
    confirmed: bool = False
    other_reading: BasisPoints | None = None


@dataclass(frozen=True, slots=True)
class Reduction:
    """The share of a fee that is waived on this ground, of the first `fees` of a patent."""

    due_from: date
    ground: ReductionGround
    waived: BasisPoints
    fees: int


@dataclass(frozen=True, slots=True)
class Lateness:
    """What a fee costs more when it is paid up to a day."""

    until: date
    surcharge: Fen
    confirmed: bool
    other_reading: Fen | None


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
_FEES_FROM = date(2001, 3, 1)
_TEN_REDUCED = date(2018, 8, 1)
_NEW_DESIGN_LAW = date(2021, 6, 1)

TERMS = (
    Term(PatentKind.INVENTION, _ALWAYS, 20),
    Term(PatentKind.UTILITY_MODEL, _ALWAYS, 10),
    Term(PatentKind.DESIGN, _ALWAYS, 10),
    Term(PatentKind.DESIGN, _NEW_DESIGN_LAW, 15),
)

FEES = tuple(
    FeeBand(kind, _FEES_FROM, first, last, Fen(yuan * 100))
    for kind, first, last, yuan in (
        (PatentKind.INVENTION, 1, 3, 900),
        (PatentKind.INVENTION, 4, 6, 1_200),
        (PatentKind.INVENTION, 7, 9, 2_000),
        (PatentKind.INVENTION, 10, 12, 4_000),
        (PatentKind.INVENTION, 13, 15, 6_000),
        (PatentKind.INVENTION, 16, 20, 8_000),
        (PatentKind.UTILITY_MODEL, 1, 3, 600),
        (PatentKind.UTILITY_MODEL, 4, 5, 900),
        (PatentKind.UTILITY_MODEL, 6, 8, 1_200),
        (PatentKind.UTILITY_MODEL, 9, 10, 2_000),
        (PatentKind.DESIGN, 1, 3, 600),
        (PatentKind.DESIGN, 4, 5, 900),
        (PatentKind.DESIGN, 6, 8, 1_200),
        (PatentKind.DESIGN, 9, 10, 2_000),
        (PatentKind.DESIGN, 11, 15, 3_000),
    )
)

LATE_BANDS = tuple(
    LateBand(
        _FEES_FROM,
        month,
        BasisPoints(percent * 100),
        other_reading=BasisPoints(3000) if month == 6 else None,  # noqa: PLR2004
    )
    for month, percent in ((1, 0), (2, 5), (3, 10), (4, 15), (5, 20), (6, 25))
)

#: Of the first ten fees, that of the year of grant being the first of them.
REDUCTIONS = (
    Reduction(_TEN_REDUCED, ReductionGround.SINGLE, BasisPoints(8_500), 10),
    Reduction(_TEN_REDUCED, ReductionGround.SEVERAL, BasisPoints(7_000), 10),
)


#: Days from the day a fee is due on which somebody is asked to see to it.
FEE_STEPS = (-90, -30, 0, 30)
LATE_MONTHS = 6


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


def fee(kind: PatentKind, year: int, due_on: date) -> Fen | None:
    """The full fee of a year by the table in force on its due date."""
    bands = [
        band
        for band in FEES
        if band.kind is kind and band.first <= year <= band.last and band.due_from <= due_on
    ]
    return max(bands, key=lambda band: band.due_from).amount if bands else None


def year_on(filed_on: date, day: date) -> int:
    """Which year of the patent `day` falls into; year n starts at the (n-1)th anniversary."""
    year = max(1, day.year - filed_on.year)
    while anniversary(filed_on, year) <= day:
        year += 1
    return year


@lru_cache(maxsize=1024)
def fee_years(kind: PatentKind, filed_on: date, granted_on: date) -> tuple[FeeYear, ...]:
    """The annual fees from the year of grant to the end of the term.

    Kept, since nothing but the tables above decides them.
    """
    in_grant_year = year_on(filed_on, granted_on)
    found = []
    for year in range(in_grant_year, (term_years(kind, filed_on) or 0) + 1):
        due_on = anniversary(filed_on, year - 1)
        amount = fee(kind, year, due_on)
        if amount is not None:
            late_until = add_months(due_on, LATE_MONTHS)
            found.append(FeeYear(year, due_on, late_until, amount, year == in_grant_year))
    return tuple(found)


def next_fee(
    kind: PatentKind, filed_on: date, granted_on: date, *, paid: Paid, today: date
) -> FeeYear | None:
    """The earliest annual fee that is not known to be paid and can still be, late or on time."""
    for due in fee_years(kind, filed_on, granted_on):
        if due.late_until >= today and not due.with_grant and not paid.covers(due):
            return due
    return None


def surcharge(full: Fen, *, due_on: date, paid_on: date) -> Fen | None:
    """What lateness adds to a fee, or None when it is too late and the right has ended.

    Paid on the due date is on time. Months run from the due date, to the same day.
    """
    if paid_on <= due_on:
        return Fen(0)
    newest = max(band.due_from for band in LATE_BANDS if band.due_from <= due_on)
    for band in LATE_BANDS:
        if band.due_from == newest and paid_on <= add_months(due_on, band.month):
            return share(full, band.surcharge)
    return None


def lateness(full: Fen, *, due_on: date) -> tuple[Lateness, ...]:
    """Band by band what lateness adds, with the other reading where sources differ."""
    newest = max(band.due_from for band in LATE_BANDS if band.due_from <= due_on)
    return tuple(
        Lateness(
            until=add_months(due_on, band.month),
            surcharge=share(full, band.surcharge),
            confirmed=band.confirmed,
            other_reading=None if band.other_reading is None else share(full, band.other_reading),
        )
        for band in LATE_BANDS
        if band.due_from == newest
    )


def reduction(full: Fen, *, due_on: date, nth: int, ground: ReductionGround | None) -> Fen:
    """What is waived of a patent's nth fee, counted from the year of grant; never of surcharges."""
    found = [row for row in REDUCTIONS if row.ground is ground and row.due_from <= due_on]
    newest = max(found, key=lambda row: row.due_from, default=None)
    return Fen(0) if newest is None or nth > newest.fees else share(full, newest.waived)
