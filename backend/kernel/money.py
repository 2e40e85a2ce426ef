"""Money in whole fen and rates in whole basis points; a float never touches either."""

from typing import NewType

Fen = NewType("Fen", int)
BasisPoints = NewType("BasisPoints", int)

#: 100 %.
WHOLE = 10_000


def share(amount: Fen, rate: BasisPoints) -> Fen:
    """`rate` of `amount`, rounded down to the fen."""
    return Fen(amount * rate // WHOLE)


def yearly_interest(principal: Fen, rate: BasisPoints, *, days: int = 365) -> Fen:
    """Simple interest over `days` of a year of 365 days, rounded down to the fen."""
    return Fen(principal * rate * days // (WHOLE * 365))
