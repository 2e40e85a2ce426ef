"""The inputs of a valuation, version 1: what is stored, hashed and run again."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from backend.valuation.engine.figures import (
    AnyFigure,
    Exact,
    Factor,
    Figure,
    Fraction,
    Money,
    Points,
    Rate,
    Risk,
    Royalty,
    Said,
    Series,
    Shape,
    Years,
)

#: One method has at most so many comparables, spends or contributory assets.
MANY = 20


class Convention(StrEnum):
    END = "end_year"
    MID = "mid_year"


class Timing(Shape):
    """When flows come; a first period of half a year is 0.5."""

    convention: Convention = Convention.END
    first_period: Annotated[Decimal, Field(gt=0, le=1, max_digits=13, decimal_places=12)] = Field(
        default_factory=lambda: Decimal(1)
    )
    #: Years from the base date to the beginning of the first period; None: it begins at once.
    starts_after: (
        Annotated[Decimal, Field(gt=0, le=40, max_digits=14, decimal_places=12)] | None
    ) = None


class NamedRisk(Shape):
    name: Literal["technical", "market", "funding", "management"]
    rate: Risk


class BuildUp(Shape):
    """风险累加法: a risk-free rate and the risks on top of it."""

    risk_free: Fraction
    risks: Annotated[list[NamedRisk], Field(min_length=1, max_length=4)]


class Discount(Shape):
    """A rate as it is, or built up; exactly one of the two."""

    rate: Rate | None = None
    build_up: BuildUp | None = None


class ShareScore(Shape):
    factor: Literal["legal", "technical", "economic"]
    weight: Fraction
    score: Points


class ScoredShare(Shape):
    """综合评价法: K = m + (n - m) x r between the shares usual in the industry."""

    low: Royalty
    high: Royalty
    scores: Annotated[list[ShareScore], Field(min_length=1, max_length=3)]


class Share(Shape):
    """A share as it is, or from scores; exactly one of the two."""

    rate: Royalty | None = None
    scored: ScoredShare | None = None


class ReliefFromRoyalty(Shape):
    """许可费节省法. Without tax the flow is before tax and wants a rate before tax."""

    method: Literal["relief_from_royalty"]
    sales_fen: Series
    royalty: Royalty
    tax: Fraction | None = None
    discount: Discount
    timing: Timing = Field(default_factory=Timing)


class SalesShare(Shape):
    """收入分成."""

    method: Literal["sales_share"]
    sales_fen: Series
    share: Share
    decay: Fraction | None = None
    discount: Discount
    timing: Timing = Field(default_factory=Timing)


class ProfitShare(Shape):
    """利润分成. `base_fen` is net profit, or sales where a net margin is given."""

    method: Literal["profit_share"]
    base_fen: Series
    net_margin: Fraction | None = None
    share: Share
    decay: Fraction | None = None
    discount: Discount
    timing: Timing = Field(default_factory=Timing)


class ContributoryAsset(Shape):
    name: Said
    balance_fen: Series
    charge: Fraction


class ExcessEarnings(Shape):
    """多期超额收益法 (MPEEM): NOPAT less what the contributory assets earn."""

    method: Literal["excess_earnings"]
    ebit_fen: Series
    tax: Fraction
    assets: Annotated[list[ContributoryAsset], Field(min_length=1, max_length=MANY)]
    discount: Discount
    timing: Timing = Field(default_factory=Timing)


class Incremental(Shape):
    """Profit with the patent less profit without it."""

    method: Literal["incremental"]
    profit_with_fen: Series
    profit_without_fen: Series
    discount: Discount
    timing: Timing = Field(default_factory=Timing)


class Grid(StrEnum):
    DEAL_DATE = "deal_date"
    RIGHT_AND_LIFE = "right_and_life"
    TECHNICAL_LEVEL = "technical_level"
    MARKET_SIZE = "market_size"
    LICENCE_FORM = "licence_form"
    DEAL_TERMS = "deal_terms"


class Adjustment(Shape):
    on: Grid
    factor: Factor


class Comparable(Shape):
    name: Said
    dealt_on: date
    price_fen: Money
    adjustments: Annotated[tuple[Adjustment, ...], Field(max_length=6)] = ()
    weight: Annotated[Exact, Field(ge=0)] | None = None
    related_party: bool = False
    package: bool = False


class Market(Shape):
    """市场法 with a grid of adjustments; weights for each comparable or for none."""

    method: Literal["market"]
    comparables: Annotated[list[Comparable], Field(min_length=1, max_length=MANY)]


class Spend(Shape):
    name: Said
    amount_fen: Money
    #: To the prices of the base date.
    index: Factor


class Cost(Shape):
    """成本法; age stands for the physical wear that an intangible has not."""

    method: Literal["cost"]
    spends: Annotated[list[Spend], Field(min_length=1, max_length=MANY)]
    fair_return: Fraction
    used_years: Years
    remaining_years: Years
    functional: Fraction
    economic: Fraction


AnyMethod = Annotated[
    ReliefFromRoyalty | SalesShare | ProfitShare | ExcessEarnings | Incremental | Market | Cost,
    Field(discriminator="method"),
]
Income = ReliefFromRoyalty | SalesShare | ProfitShare | ExcessEarnings | Incremental
INCOME = (ReliefFromRoyalty, SalesShare, ProfitShare, ExcessEarnings, Incremental)


class MethodWeight(Shape):
    method: Literal[
        "relief_from_royalty",
        "sales_share",
        "profit_share",
        "excess_earnings",
        "incremental",
        "market",
        "cost",
    ]
    weight: Annotated[Exact, Field(ge=0)]


class Reconciliation(Shape):
    """How several results become one, and why."""

    weights: Annotated[list[MethodWeight], Field(min_length=1, max_length=7)]
    reason: Annotated[str, Field(min_length=1, max_length=2000)]


class Simulation(Shape):
    seed: Annotated[int, Field(ge=0, lt=2**63)] = 0
    draws: Annotated[int, Field(ge=1000, le=50_000)] = 20_000


class ValuedRight(Shape):
    """What the value speaks of, as the portfolio had it; the life is checked against it."""

    right_id: UUID
    label: str
    kind: str
    legal_end: date | None
    source: str


class Document(Shape):
    """Everything that decides the result."""

    version: Literal[1] = 1
    currency: Literal["CNY"] = "CNY"
    base_date: date
    valuer: Annotated[str, Field(min_length=1, max_length=200)]
    rights: Annotated[list[ValuedRight], Field(min_length=1, max_length=200)]
    methods: Annotated[list[AnyMethod], Field(min_length=1, max_length=7)]
    reconciliation: Reconciliation | None = None
    simulation: Simulation = Field(default_factory=Simulation)


def figures(model: BaseModel, path: str = "") -> Iterator[tuple[str, AnyFigure]]:
    """Every figure below, with its place."""
    for name in type(model).model_fields:
        yield from _figures(getattr(model, name), f"{path}.{name}" if path else name)


def _figures(value: object, path: str) -> Iterator[tuple[str, AnyFigure]]:
    if isinstance(value, Figure | Money | Series):
        yield path, value
    elif isinstance(value, BaseModel):
        yield from figures(value, path)
    elif isinstance(value, list | tuple):
        for index, each in enumerate(value):
            yield from _figures(each, f"{path}.{index}")
