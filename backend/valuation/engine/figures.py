"""Figures with source and day, and how uncertain each is said to be.

Money is whole fen. Rates, shares and factors are decimal fractions (0.045), since the methods ask
for finer steps than basis points.
"""

from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

#: So many digits that no product of the methods loses one, few enough to stay quick.
Exact = Annotated[Decimal, Field(max_digits=24, decimal_places=12)]
Amount = Annotated[int, Field(ge=-(10**15), le=10**15)]
Said = Annotated[str, Field(min_length=1, max_length=300)]


class Shape(BaseModel):
    """Like the API's `Input`, whose check of texts reaches all that lies within one."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


MAX_PERIODS = 40
#: A normal distribution is cut off here on both sides, so that bounds can be checked.
CUT_AT_SD = 4


class Bounds(NamedTuple):
    """The lowest and highest that a figure may be; `open_low` leaves the lowest itself out."""

    low: Decimal | None
    high: Decimal | None
    open_low: bool = False

    def holds(self, value: Decimal) -> bool:
        if self.low is not None and (value < self.low or (self.open_low and value == self.low)):
            return False
        return self.high is None or value <= self.high


class Uniform(Shape):
    kind: Literal["uniform"]
    low: Exact
    high: Exact


class Triangular(Shape):
    kind: Literal["triangular"]
    low: Exact
    mode: Exact
    high: Exact


class Normal(Shape):
    """Cut off at four standard deviations."""

    kind: Literal["normal"]
    mean: Exact
    sd: Exact


class Discrete(Shape):
    kind: Literal["discrete"]
    values: Annotated[list[Exact], Field(min_length=1, max_length=40)]
    weights: Annotated[list[Exact], Field(min_length=1, max_length=40)]


Distribution = Annotated[Uniform | Triangular | Normal | Discrete, Field(discriminator="kind")]


class Sourced(Shape):
    source: Said
    as_of: date
    #: Where it is stated, the figure is drawn from it; of a series, the factor on all its periods.
    spread: Distribution | None = None


class Figure(Sourced):
    bounds: ClassVar[Bounds]
    value: Exact


class Fraction(Figure):
    bounds = Bounds(Decimal(0), Decimal(1))


class Royalty(Figure):
    """A share of sales or of profit."""

    bounds = Bounds(Decimal(0), Decimal(1))


class Rate(Figure):
    bounds = Bounds(Decimal(-1), Decimal(10), open_low=True)


class Risk(Figure):
    """One risk of the build-up: 0 to 5 %, by a score sheet."""

    bounds = Bounds(Decimal(0), Decimal("0.05"))


class Factor(Figure):
    bounds = Bounds(Decimal(0), Decimal(100), open_low=True)


class Years(Figure):
    bounds = Bounds(Decimal(0), Decimal(100))


class Points(Figure):
    bounds = Bounds(Decimal(0), Decimal(100))


class Money(Sourced):
    """An amount in fen."""

    bounds: ClassVar[Bounds] = Bounds(Decimal(0), Decimal(10**15), open_low=True)
    value: Amount


class Series(Sourced):
    """An amount in fen for each period; negative ones stay."""

    bounds: ClassVar[Bounds] = Bounds(Decimal(0), Decimal(100))
    values: Annotated[list[Amount], Field(max_length=MAX_PERIODS)]


AnyFigure = Figure | Money | Series


def support(spread: Distribution) -> tuple[Decimal, Decimal]:
    """The lowest and the highest that can be drawn."""
    match spread:
        case Uniform() | Triangular():
            return spread.low, spread.high
        case Normal():
            return spread.mean - CUT_AT_SD * spread.sd, spread.mean + CUT_AT_SD * spread.sd
        case Discrete():
            possible = [v for v, w in zip(spread.values, spread.weights, strict=False) if w > 0]
            return min(possible), max(possible)


def has_mass(spread: Distribution) -> bool:
    """Whether there is anything to draw from."""
    match spread:
        case Uniform():
            return spread.low < spread.high
        case Triangular():
            return spread.low < spread.high and spread.low <= spread.mode <= spread.high
        case Normal():
            return spread.sd > 0
        case Discrete():
            return (
                len(spread.values) == len(spread.weights)
                and all(weight >= 0 for weight in spread.weights)
                and sum(spread.weights) > 0
            )
