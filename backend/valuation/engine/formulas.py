"""The methods of valuation.md §4-6, written once for exact figures and for draws.

`N` stands for a `Decimal` or an array of draws, which know the same operations; a `Reader` says
which of the two a figure is now.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from operator import mul
from typing import Any, Protocol

from backend.valuation.engine.document import (
    AnyMethod,
    Convention,
    Cost,
    Discount,
    ExcessEarnings,
    Income,
    Incremental,
    Market,
    ProfitShare,
    ReliefFromRoyalty,
    SalesShare,
    Share,
    Timing,
)
from backend.valuation.engine.figures import Figure, Money, Series

N = Any

HALF = Decimal("0.5")


class Reader(Protocol):
    """Gives figures as numbers of one sort."""

    def number(self, value: Decimal | int) -> N: ...

    def figure(self, figure: Figure | Money) -> N: ...

    def series(self, series: Series) -> list[N]: ...

    def mixed(self, values: Sequence[N], weights: Sequence[Decimal], _of: object, /) -> N:
        """The weighted mean; of draws: each time one of them, by weight."""


@dataclass(frozen=True)
class Row:
    """One line of the working: a period, a comparable or a step."""

    name: str
    flow: N
    #: Years to the flow, its discount factor and present value; of the income approach only.
    exponent: Decimal | None
    factor: N
    present: N


@dataclass(frozen=True)
class Working:
    value: N
    rows: tuple[Row, ...]


def worked(method: AnyMethod, reader: Reader) -> Working:
    """The value by one method, with its working."""
    match method:
        case Market():
            return _market(method, reader)
        case Cost():
            return _cost(method, reader)
        case _:
            return _discounted(method, reader)


def exponents(timing: Timing, periods: int) -> list[Decimal]:
    """s+f, s+f+1, …; in the middle of the year s+f/2, s+f+0.5, …; s is what passes before."""
    first, start = timing.first_period, timing.starts_after or Decimal(0)
    if timing.convention is Convention.END:
        return [start + first + t for t in range(periods)]
    return [start + (first * HALF if t == 0 else first + t - HALF) for t in range(periods)]


def _discounted(method: Income, reader: Reader) -> Working:
    flows = _flows(method, reader)
    rate = discount_rate(method.discount, reader)
    rows = []
    for t, (flow, exponent) in enumerate(
        zip(flows, exponents(method.timing, len(flows)), strict=True)
    ):
        if t == 0:
            flow = flow * reader.number(method.timing.first_period)  # noqa: PLW2901 - part of a year
        factor = (reader.number(1) + rate) ** -reader.number(exponent)
        rows.append(Row(str(t + 1), flow, exponent, factor, flow * factor))
    return Working(sum((row.present for row in rows), reader.number(0)), tuple(rows))


def _flows(method: Income, reader: Reader) -> list[N]:
    one = reader.number(1)
    match method:
        case ReliefFromRoyalty():
            kept = one if method.tax is None else one - reader.figure(method.tax)
            rate = reader.figure(method.royalty) * kept
            return [sales * rate for sales in reader.series(method.sales_fen)]
        case SalesShare():
            share = share_rate(method.share, reader)
            flows = [sales * share for sales in reader.series(method.sales_fen)]
            return _decayed(flows, method.decay, reader)
        case ProfitShare():
            margin = one if method.net_margin is None else reader.figure(method.net_margin)
            share = share_rate(method.share, reader) * margin
            flows = [each * share for each in reader.series(method.base_fen)]
            return _decayed(flows, method.decay, reader)
        case ExcessEarnings():
            return _excess(method, reader)
        case Incremental():
            pairs = zip(
                reader.series(method.profit_with_fen),
                reader.series(method.profit_without_fen),
                strict=True,
            )
            return [with_it - without for with_it, without in pairs]


def _decayed(flows: list[N], decay: Figure | None, reader: Reader) -> list[N]:
    if decay is None:
        return flows
    left = reader.figure(decay)
    kept, now = [], reader.number(1)
    for flow in flows:
        kept.append(flow * now)
        now = now * left
    return kept


def _excess(method: ExcessEarnings, reader: Reader) -> list[N]:
    kept = reader.number(1) - reader.figure(method.tax)
    flows = [ebit * kept for ebit in reader.series(method.ebit_fen)]
    for asset in method.assets:
        charge = reader.figure(asset.charge)
        balances = reader.series(asset.balance_fen)
        flows = [f - balance * charge for f, balance in zip(flows, balances, strict=True)]
    return flows


def discount_rate(discount: Discount, reader: Reader) -> N:
    if discount.build_up is not None:
        risks = (reader.figure(each.rate) for each in discount.build_up.risks)
        return sum(risks, reader.figure(discount.build_up.risk_free))
    assert discount.rate is not None  # noqa: S101 - checked before
    return reader.figure(discount.rate)


def share_rate(share: Share, reader: Reader) -> N:
    """K = m + (n - m) x r with r = sum(weight x score) / 100; weights by their sum."""
    if share.scored is None:
        assert share.rate is not None  # noqa: S101 - checked before
        return reader.figure(share.rate)
    weights = [reader.figure(each.weight) for each in share.scored.scores]
    points = [reader.figure(each.score) for each in share.scored.scores]
    total = sum(weights, reader.number(0))
    earned = sum((w * p for w, p in zip(weights, points, strict=True)), reader.number(0))
    low = reader.figure(share.scored.low)
    return low + (reader.figure(share.scored.high) - low) * (earned / total / reader.number(100))


def _market(method: Market, reader: Reader) -> Working:
    rows = []
    for each in method.comparables:
        price = reader.figure(each.price_fen)
        factor = reduce(mul, (reader.figure(a.factor) for a in each.adjustments), reader.number(1))
        rows.append(Row(each.name, price, None, factor, price * factor))
    value = reader.mixed([row.present for row in rows], comparable_weights(method), method)
    return Working(value, tuple(rows))


def comparable_weights(method: Market) -> list[Decimal]:
    """Divided by their sum; the same for each where none is given."""
    given = [Decimal(1) if each.weight is None else each.weight for each in method.comparables]
    return [weight / sum(given) for weight in given]


def _cost(method: Cost, reader: Reader) -> Working:
    one = reader.number(1)
    used = reader.figure(method.used_years)
    spends = [reader.figure(each.amount_fen) * reader.figure(each.index) for each in method.spends]
    value = sum(spends, reader.number(0))
    rows = [
        Row(each.name, spend, None, one, spend)
        for each, spend in zip(method.spends, spends, strict=True)
    ]
    for name, factor in (
        ("fair_return", one + reader.figure(method.fair_return)),
        ("age", one - used / (used + reader.figure(method.remaining_years))),
        ("functional", one - reader.figure(method.functional)),
        ("economic", one - reader.figure(method.economic)),
    ):
        rows.append(Row(name, value, None, factor, value * factor))
        value = value * factor
    return Working(value, tuple(rows))
