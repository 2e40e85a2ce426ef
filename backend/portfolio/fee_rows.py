"""The rows of the annual fees' tables, and what each table must keep. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated

from pydantic import Field

from backend.kernel.language import said
from backend.kernel.money import WHOLE
from backend.kernel.schemas import Input
from backend.portfolio.right_rows import RightLife
from backend.portfolio.states import PatentKind, ReductionGround
from backend.portfolio.wording import KIND_WORDS
from backend.reference.kinds import Fault, History, Shape, Told

#: Months after the due day in which a fee can still be paid.
LATE_MONTHS = 6
#: The last year of a right of each kind.
LAST_YEAR = {"invention": 20, "utility_model": 10, "design": 15}
_KINDS = {kind: KIND_WORDS[PatentKind(kind)] for kind in LAST_YEAR}
_GROUNDS = {
    "single": ("单一缴费人", "One applicant"),
    "several": ("两个及以上缴费人", "Several applicants"),
    "open_licence": ("开放许可实施期间", "While an open licence runs"),
}


class FeeBand(Input):
    """The yearly fee from year `first` to year `last`."""

    kind: Annotated[
        PatentKind, Told(words=("专利种类", "Kind"), shape=Shape.CHOICE, choices=_KINDS)
    ]
    first: Annotated[
        int, Field(ge=1, le=20), Told(words=("自第几年", "From year"), shape=Shape.NUMBER)
    ]
    last: Annotated[
        int, Field(ge=1, le=20), Told(words=("至第几年", "To year"), shape=Shape.NUMBER)
    ]
    amount_fen: Annotated[
        int,
        Field(ge=0, le=100_000_000),
        Told(words=("每年年费（元）", "Fee a year (CNY)"), shape=Shape.MONEY),
    ]


class Reduction(Input):
    """The share of a fee that is waived on this ground, of the first `fees` of a patent."""

    ground: Annotated[
        ReductionGround, Told(words=("减缴情形", "Ground"), shape=Shape.CHOICE, choices=_GROUNDS)
    ]
    waived_bp: Annotated[
        int, Field(ge=0, le=WHOLE), Told(words=("减缴比例（%）", "Waived (%)"), shape=Shape.RATE)
    ]
    fees: Annotated[
        int,
        Field(ge=1, le=20),
        Told(words=("减缴年数（自授权当年起）", "Fees, from the grant on"), shape=Shape.NUMBER),
    ]


class LateBand(Input):
    """What is added, of the full fee, when paid within `month` months after the due date."""

    month: Annotated[
        int,
        Field(ge=1, le=LATE_MONTHS),
        Told(words=("逾期不超过（月）", "Late up to (months)"), shape=Shape.NUMBER),
    ]
    surcharge_bp: Annotated[
        int, Field(ge=0, le=WHOLE), Told(words=("滞纳金（%）", "Surcharge (%)"), shape=Shape.RATE)
    ]
    confirmed: Annotated[bool, Told(words=("已核实", "Confirmed"), shape=Shape.FLAG)] = False
    #: What another source has.
    other_reading_bp: Annotated[
        Annotated[int, Field(ge=0, le=WHOLE)] | None,
        Told(words=("另一来源（%）", "Another source (%)"), shape=Shape.RATE),
    ] = None


@dataclass(frozen=True, eq=False)
class FeeTables:
    """Every version of the tables by which a right's fees and term are told.

    The same object while no version is added.
    """

    fees: History[FeeBand]
    reductions: History[Reduction]
    late: History[LateBand]
    lives: History[RightLife]


def check_fees(rows: Sequence[FeeBand]) -> Iterator[Fault]:
    """Each kind's years stand once, from the first to the last."""
    placed = list(enumerate(rows, start=1))
    for at, band in placed:
        if band.kind not in LAST_YEAR:
            why = said("应为发明、实用新型或外观设计", "Invention, utility model or design")
            yield Fault(row=at, column="kind", why=why)
    for kind, last in LAST_YEAR.items():
        bands = sorted(
            ((at, band) for at, band in placed if band.kind == kind), key=lambda each: each[1].first
        )
        if bands:
            yield from _check_years(bands, last=last)
        else:
            chinese, english = _KINDS[kind]
            why = said(f"还须列出{chinese}的年费", f"The fees of {english.lower()}s are needed too")
            yield Fault(row=max(len(rows), 1), column="kind", why=why)


def _check_years(bands: Sequence[tuple[int, FeeBand]], *, last: int) -> Iterator[Fault]:
    reached = 0
    for at, band in bands:
        first = reached + 1
        if band.first != first:
            why = said(f"应自第 {first} 年起，各年不重不漏", f"Year {first}: each year once")
            yield Fault(row=at, column="first", why=why)
        if band.last < band.first:
            why = said(f"不得早于第 {band.first} 年", f"Year {band.first} or later")
            yield Fault(row=at, column="last", why=why)
        reached = max(reached, band.last)
    if reached != last:
        why = said(f"应填至第 {last} 年", f"Up to year {last}")
        yield Fault(row=bands[-1][0], column="last", why=why)


def check_late(rows: Sequence[LateBand]) -> Iterator[Fault]:
    """Each month once, in order, and never cheaper than the one before."""
    for at, row in enumerate(rows, start=1):
        if row.month != at:
            yield Fault(
                row=at, column="month", why=said(f"此行应为 {at} 个月", f"Month {at} comes here")
            )
    if len(rows) < LATE_MONTHS:
        why = said(f"须逐月填至 {LATE_MONTHS} 个月", f"Month by month, up to month {LATE_MONTHS}")
        yield Fault(row=max(len(rows), 1), column="month", why=why)
    for at, (before, row) in enumerate(pairwise(rows), start=2):
        if row.surcharge_bp < before.surcharge_bp:
            least = f"{before.surcharge_bp / 100:.2f}%"
            yield Fault(
                row=at,
                column="surcharge_bp",
                why=said(f"不得低于上一行的 {least}", f"At least {least}, as in the row before"),
            )
