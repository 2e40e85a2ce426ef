"""What takes away from a lender's ratio: its haircuts, as data, and a running pledge."""

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import Annotated

import msgspec
from msgspec import Meta

from backend.criteria.facts import RightFacts, add_months
from backend.kernel.money import WHOLE

CutBp = Annotated[int, Meta(ge=0, le=WHOLE)]


class Cut(StrEnum):
    """Why a right carries less than its ratio, or nothing."""

    PLEDGED = "pledged"
    SHORT_LIFE = "short_life"
    CO_OWNED = "co_owned"
    INVALIDATION_PENDING = "invalidation_pending"
    FEE_LATE = "fee_late"
    NO_EVALUATION_REPORT = "no_evaluation_report"


class Haircuts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A lender's own; several multiply, on the ratio. What is not known is not cut.

    A utility model's evaluation report is the exception: without one it is cut.
    """

    co_owned_bp: CutBp = 0
    invalidation_pending_bp: CutBp = 0
    fee_late_bp: CutBp = 0
    no_evaluation_report_bp: CutBp = 0
    #: A right that ends sooner than so many months after the loan carries nothing.
    life_months_beyond_term: Annotated[int, Meta(ge=0, le=600)] | None = None


NONE = Haircuts()

_APPLIES: Mapping[Cut, Callable[[RightFacts], bool]] = MappingProxyType(
    {
        Cut.CO_OWNED: lambda right: (right.owners or 1) > 1,
        Cut.INVALIDATION_PENDING: lambda right: right.invalidation_pending is True,
        Cut.FEE_LATE: lambda right: right.fee_late is True,
        Cut.NO_EVALUATION_REPORT: lambda right: (
            right.kind == "utility_model" and right.evaluation_report is not True
        ),
    }
)


def cuts_of(right: RightFacts, haircuts: Haircuts, *, on: date, term_months: int) -> dict[Cut, int]:
    """What is cut from the right, in basis points of the ratio. A running pledge takes all."""
    found = {}
    if right.pledged is True:
        found[Cut.PLEDGED] = WHOLE
    beyond = haircuts.life_months_beyond_term
    if (
        beyond is not None
        and right.expires_on is not None
        and right.expires_on < add_months(on, term_months + beyond)
    ):
        found[Cut.SHORT_LIFE] = WHOLE
    for cut, applies in _APPLIES.items():
        bp: int = getattr(haircuts, f"{cut}_bp")
        if bp and applies(right):
            found[cut] = bp
    return found


def share_of(
    right: RightFacts,
    ratios: Mapping[str, int],
    haircuts: Haircuts,
    *,
    on: date,
    term_months: int,
) -> Fraction:
    """What of its value the right carries; a kind that the lender gives no ratio, nothing."""
    share = Fraction(ratios.get(right.kind, 0), WHOLE)
    for bp in cuts_of(right, haircuts, on=on, term_months=term_months).values():
        share *= Fraction(WHOLE - bp, WHOLE)
    return share
