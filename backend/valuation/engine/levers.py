"""What somebody else may move in a stated document to ask "what if": royalty, life, discount rate.

The document itself never changes: what comes out is another one, run and forgotten.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from backend.criteria.facts import months_between
from backend.kernel.errors import RuleBroken
from backend.valuation.engine.checks import last_end
from backend.valuation.engine.document import (
    INCOME,
    AnyMethod,
    Discount,
    Document,
    Income,
    ReliefFromRoyalty,
    SalesShare,
)
from backend.valuation.engine.figures import (
    MAX_PERIODS,
    Discrete,
    Distribution,
    Figure,
    Normal,
    Series,
    Triangular,
    Uniform,
    support,
)

_MONTHS = 12
#: How far a slider goes beyond what is stated.
_TIMES = 2
_LOWEST_RATE = Decimal("0.01")
_HIGHEST_RATE = Decimal("0.4")
_PLACES = Decimal("0.0001")

Name = Literal["royalty", "years", "discount"]
_SERIES = ("sales_fen", "base_fen", "ebit_fen", "profit_with_fen", "profit_without_fen")


class NothingToMove(RuleBroken):
    code = "valuation.nothing_to_move"
    title = "The valuation has no such figure that could be moved"


class MovedTooFar(RuleBroken):
    code = "valuation.moved_too_far"
    title = "The figure is moved beyond what can be asked"


class Lever(NamedTuple):
    """One figure with its bounds: as the first method that has it states it."""

    name: Name
    stated: Decimal
    low: Decimal
    high: Decimal


@dataclass(frozen=True, kw_only=True)
class Moved:
    """None leaves a figure as stated."""

    royalty: Decimal | None = None
    years: Decimal | None = None
    discount: Decimal | None = None


def levers(document: Document) -> tuple[Lever, ...]:
    """What can be moved, in the order of the sliders; nothing of a market or cost value."""
    ways = [each for each in document.methods if isinstance(each, INCOME)]
    found = (_royalty_lever(ways), _years_lever(ways, document), _discount_lever(ways))
    return tuple(each for each in found if each is not None)


def moved(document: Document, asked: Moved) -> Document:
    """The document as if; each method that has the figure takes it."""
    known = {each.name: each for each in levers(document)}
    for name in ("royalty", "years", "discount"):
        value = getattr(asked, name)
        if value is None:
            continue
        lever = known.get(name)
        if lever is None:
            raise NothingToMove(field=name)
        if not lever.low <= value <= lever.high:
            raise MovedTooFar(field=name, low=str(lever.low), high=str(lever.high))
    methods = [_method(each, asked) if isinstance(each, INCOME) else each for each in
               document.methods]  # fmt: skip
    return document.model_copy(update={"methods": methods})


def _method(method: Income, asked: Moved) -> AnyMethod:
    changes: dict[str, Any] = {}
    rate = _royalty(method)
    if asked.royalty is not None and rate is not None:
        changes |= _with_royalty(method, _scaled(rate, asked.royalty))
    if asked.discount is not None:
        changes["discount"] = _discounted(method.discount, asked.discount)
    if asked.years is not None:
        periods = int(asked.years - method.timing.first_period) + 1
        changes |= {
            name: _lasting(getattr(method, name), periods)
            for name in _SERIES
            if hasattr(method, name)
        }
        if hasattr(method, "assets"):
            changes["assets"] = [
                each.model_copy(update={"balance_fen": _lasting(each.balance_fen, periods)})
                for each in method.assets
            ]
    return method.model_copy(update=changes)


def _royalty(method: Income) -> Figure | None:
    """A share of sales; a share of profit is another thing."""
    if isinstance(method, ReliefFromRoyalty):
        return method.royalty
    return method.share.rate if isinstance(method, SalesShare) else None


def _with_royalty(method: Income, rate: Figure) -> dict[str, Any]:
    if isinstance(method, SalesShare):
        return {"share": method.share.model_copy(update={"rate": rate})}
    return {"royalty": rate}


def _royalty_lever(ways: list[Income]) -> Lever | None:
    rate = next((r for r in map(_royalty, ways) if r is not None and r.value > 0), None)
    if rate is None:
        return None
    # What is drawn has to stay a share of at most the whole.
    most = rate.value if rate.spread is None else max(rate.value, support(rate.spread)[1])
    high = min(rate.value * _TIMES, rate.value / most)
    return Lever("royalty", rate.value, min(_PLACES * 10, rate.value), _down(high))


def _years_lever(ways: list[Income], document: Document) -> Lever | None:
    ends = last_end(document.rights)
    if not ways or ends is None:
        return None
    first = ways[0].timing.first_period
    stated = first + _periods(ways[0]) - 1
    legal = Decimal(months_between(document.base_date, ends)) / _MONTHS
    most = first + min(Decimal(int(legal - first)), Decimal(MAX_PERIODS - 1))
    return Lever("years", stated, first, max(stated, most))


def _discount_lever(ways: list[Income]) -> Lever | None:
    if not ways:
        return None
    discount = ways[0].discount
    low = _LOWEST_RATE
    for each in ways:
        low = max(low, _floor(each.discount))
    stated = _rate(discount)
    return Lever("discount", stated, min(low, stated), max(_HIGHEST_RATE, stated))


def _periods(method: Income) -> int:
    return next(len(getattr(method, name).values) for name in _SERIES if hasattr(method, name))


def _rate(discount: Discount) -> Decimal:
    if discount.rate is not None:
        return discount.rate.value
    if discount.build_up is None:
        raise NothingToMove(field="discount")
    risks = (each.rate.value for each in discount.build_up.risks)
    return sum(risks, discount.build_up.risk_free.value)


def _floor(discount: Discount) -> Decimal:
    """The risks of a build-up stay; what moves is the rate below them, down to nothing."""
    if discount.build_up is None:
        return _LOWEST_RATE
    free = discount.build_up.risk_free
    room = free.value if free.spread is None else min(free.value, support(free.spread)[0])
    return _rate(discount) - room


def _discounted(discount: Discount, value: Decimal) -> Discount:
    by = value - _rate(discount)
    if discount.rate is not None:
        return discount.model_copy(update={"rate": _shifted(discount.rate, by)})
    assert discount.build_up is not None  # noqa: S101 - one of the two is there
    build_up = discount.build_up
    free = _shifted(build_up.risk_free, by)
    return discount.model_copy(update={"build_up": build_up.model_copy(update={"risk_free": free})})


def _lasting(series: Series, periods: int) -> Series:
    """Cut off, or going on as in its last period."""
    values = list(series.values)
    values += values[-1:] * (periods - len(values))
    return series.model_copy(update={"values": values[:periods]})


def _scaled(figure: Figure, value: Decimal) -> Figure:
    """Another value, as uncertain in proportion."""
    by = value / figure.value
    return _changed(figure, value, lambda each: each * by, lambda sd: sd * by)


def _shifted(figure: Figure, by: Decimal) -> Figure:
    """Another value, as uncertain in points."""
    return _changed(figure, figure.value + by, lambda each: each + by, lambda sd: sd)


def _changed(
    figure: Figure,
    value: Decimal,
    place: Callable[[Decimal], Decimal],
    width: Callable[[Decimal], Decimal],
) -> Figure:
    spread: Distribution | None = figure.spread
    match spread:
        case Uniform() | Triangular():
            spread = spread.model_copy(
                update={n: place(getattr(spread, n)) for n in type(spread).model_fields
                        if n != "kind"}
            )  # fmt: skip
        case Normal():
            spread = Normal(kind="normal", mean=place(spread.mean), sd=width(spread.sd))
        case Discrete():
            spread = spread.model_copy(update={"values": [place(v) for v in spread.values]})
        case None:
            pass
    return figure.model_copy(update={"value": value, "spread": spread})


def _down(value: Decimal) -> Decimal:
    """On the slider's grid, never above."""
    return value - value % _PLACES if value >= _PLACES else value
