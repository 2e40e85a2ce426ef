"""What a loan costs in a year, in yuan, with its working. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

import msgspec
from msgspec import Meta

from backend.kernel.money import WHOLE, BasisPoints, Fen, share

_MONTHS = 12
_DAYS = 365

Rate = Annotated[int, Meta(ge=0, le=WHOLE)]
Amount = Annotated[int, Meta(ge=0)]


class FeeBasis(StrEnum):
    """What a fee is reckoned on and how often it falls due."""

    LOAN_YEARLY = "loan_yearly"
    LOAN_ONCE = "loan_once"
    FIXED_YEARLY = "fixed_yearly"
    FIXED_ONCE = "fixed_once"


class Fee(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A fee that the borrower pays beside interest (guarantee, valuation, premium …)."""

    code: Annotated[str, Meta(pattern="^[a-z_]{2,40}$")]
    basis: FeeBasis
    rate_bp: Rate | None = None
    amount_fen: Amount | None = None

    def __post_init__(self) -> None:
        of_loan = self.basis in {FeeBasis.LOAN_YEARLY, FeeBasis.LOAN_ONCE}
        if (self.rate_bp is not None, self.amount_fen is not None) != (of_loan, not of_loan):
            raise ValueError("a fee on the loan has a rate, a fixed fee an amount")


class Subsidy(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Public money that may come back later: an estimate beside the cost, never taken off it."""

    code: Annotated[str, Meta(pattern="^[a-z_]{2,40}$")]
    of_interest_bp: Rate
    cap_rate_bp: Rate | None = None
    cap_fen: Amount | None = None
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class CostItem:
    code: str
    amount_fen: Fen


@dataclass(frozen=True, kw_only=True)
class Cost:
    """Interest and fees of one year; fees that fall due once are spread over the term."""

    principal_fen: Fen
    rate_bp: BasisPoints
    items: tuple[CostItem, ...]
    total_fen: Fen
    all_in_bp: BasisPoints
    subsidies: tuple[CostItem, ...] = ()


def yearly(
    principal: Fen,
    rate: BasisPoints,
    *,
    term_months: int,
    fees: Sequence[Fee] = (),
    subsidies: Sequence[Subsidy] = (),
) -> Cost:
    """The cost of the first year, before any subsidy."""
    interest = share(principal, rate)
    items = (
        CostItem(code="interest", amount_fen=interest),
        *(
            CostItem(
                code=fee.code, amount_fen=fee_in_a_year(fee, principal, term_months=term_months)
            )
            for fee in fees
        ),
    )
    total = Fen(sum(item.amount_fen for item in items))
    return Cost(
        principal_fen=principal,
        rate_bp=rate,
        items=items,
        total_fen=total,
        all_in_bp=BasisPoints(total * WHOLE // principal if principal else 0),
        subsidies=tuple(
            CostItem(code=each.code, amount_fen=estimate(each, principal, interest=interest))
            for each in subsidies
        ),
    )


def fee_in_a_year(fee: Fee, principal: Fen, *, term_months: int) -> Fen:
    """The fee as one year bears it; a loan under a year bears a single fee whole."""
    amount = fee.amount_fen or 0
    if fee.rate_bp is not None:
        amount = principal * fee.rate_bp
    divisor = 1 if fee.rate_bp is None else WHOLE
    if fee.basis in {FeeBasis.LOAN_ONCE, FeeBasis.FIXED_ONCE}:
        return Fen(amount * _MONTHS // (divisor * max(term_months, _MONTHS)))
    return Fen(amount // divisor)


def estimate(subsidy: Subsidy, principal: Fen, *, interest: Fen, days: int = _DAYS) -> Fen:
    """min(paid interest x share, principal x cap rate x days / 365, cap)."""
    bounds = [share(interest, BasisPoints(subsidy.of_interest_bp))]
    if subsidy.cap_rate_bp is not None:
        bounds.append(Fen(principal * subsidy.cap_rate_bp * days // (WHOLE * _DAYS)))
    if subsidy.cap_fen is not None:
        bounds.append(Fen(subsidy.cap_fen))
    return min(bounds)
