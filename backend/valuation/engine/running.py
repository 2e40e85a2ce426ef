"""Run a document: every method side by side, its range, what moves it most, one value of all."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, isfinite
from typing import Literal

import numpy as np

from backend.valuation.engine.checks import check
from backend.valuation.engine.document import (
    INCOME,
    AnyMethod,
    Document,
    Market,
    figures,
)
from backend.valuation.engine.drawing import Drawn, Draws, Scenarios, picked, uniforms
from backend.valuation.engine.exact import Exact, decimal_arithmetic, fen, rounded
from backend.valuation.engine.formulas import Row, worked

#: Which arithmetic made a result; a stored valuation names it, and each one stays runnable.
ENGINE = 1
_FACTOR_PLACES = 6

Approach = Literal["income", "market", "cost"]


@dataclass(frozen=True, kw_only=True)
class Spread:
    """P10, P50 and P90 of the draws, in fen."""

    low_fen: int
    central_fen: int
    high_fen: int


@dataclass(frozen=True, kw_only=True)
class WorkingRow:
    name: str
    flow_fen: int
    exponent: str | None
    factor: str
    present_fen: int


@dataclass(frozen=True, kw_only=True)
class Mover:
    """What the value is when one figure stands at its P10 and at its P90."""

    figure: str
    at_low: str
    at_high: str
    value_at_low_fen: int
    value_at_high_fen: int


@dataclass(frozen=True, kw_only=True)
class MethodResult:
    method: str
    approach: Approach
    #: With every figure as stated, in decimal arithmetic.
    stated_fen: int
    spread: Spread
    mean_fen: int
    rows: tuple[WorkingRow, ...]
    movers: tuple[Mover, ...]


@dataclass(frozen=True, kw_only=True)
class Result:
    engine: int
    methods: tuple[MethodResult, ...]
    #: None where several methods stand side by side and nobody has weighed them.
    reconciled: Spread | None


def run(document: Document) -> Result:
    """The same result for the same document, always."""
    with decimal_arithmetic():
        check(document)
        return _run(document)


def _run(document: Document) -> Result:
    results, draws = [], []
    for index, method in enumerate(document.methods):
        drawn = _draws(method, f"methods.{index}", document)
        draws.append(drawn)
        results.append(_result(method, f"methods.{index}", drawn))
    return Result(engine=ENGINE, methods=tuple(results), reconciled=_reconciled(document, draws))


def _draws(method: AnyMethod, place: str, document: Document) -> Draws:
    places = {id(figure): path for path, figure in figures(method, place)}
    places[id(method)] = place
    simulation = document.simulation
    reader = Drawn(places, seed=simulation.seed, count=simulation.draws)
    value = worked(method, reader).value
    return np.broadcast_to(np.asarray(value, dtype=np.float64), (simulation.draws,))


def _result(method: AnyMethod, place: str, draws: Draws) -> MethodResult:
    exact = worked(method, Exact())
    return MethodResult(
        method=method.method,
        approach=_approach(method),
        stated_fen=fen(exact.value),
        spread=spread_of(draws),
        mean_fen=_whole(float(draws.mean())),
        rows=tuple(_row(row) for row in exact.rows),
        movers=_movers(method, place),
    )


def _approach(method: AnyMethod) -> Approach:
    if isinstance(method, INCOME):
        return "income"
    return "market" if isinstance(method, Market) else "cost"


def _row(row: Row) -> WorkingRow:
    return WorkingRow(
        name=row.name,
        flow_fen=fen(row.flow),
        exponent=None if row.exponent is None else format(row.exponent.normalize(), "f"),
        factor=str(rounded(Decimal(row.factor), _FACTOR_PLACES)),
        present_fen=fen(row.present),
    )


def _movers(method: AnyMethod, place: str) -> tuple[Mover, ...]:
    """The uncertain figures, the one that moves the value most first."""
    uncertain = [(path, f) for path, f in figures(method, place) if f.spread is not None]
    if not uncertain:
        return ()
    reader = Scenarios([figure for _, figure in uncertain])
    values = np.broadcast_to(
        np.asarray(worked(method, reader).value, dtype=np.float64), (2 * len(uncertain),)
    )
    movers = []
    for index, (path, figure) in enumerate(uncertain):
        low, high = reader.ends[id(figure)]
        movers.append(
            Mover(
                figure=path,
                at_low=_short(low),
                at_high=_short(high),
                value_at_low_fen=_whole(values[2 * index]),
                value_at_high_fen=_whole(values[2 * index + 1]),
            )
        )
    return tuple(sorted(movers, key=_reach))


def _reach(mover: Mover) -> tuple[int, str]:
    return -abs(mover.value_at_high_fen - mover.value_at_low_fen), mover.figure


def _short(value: float) -> str:
    return format(Decimal(repr(round(float(value), 6))).normalize(), "f")


def _reconciled(document: Document, draws: Sequence[Draws]) -> Spread | None:
    """Of one method its own range; of several each draw is one method's, by weight.

    So the range also tells how far the methods disagree; a mean of them would hide it.
    """
    if len(draws) == 1:
        return spread_of(draws[0])
    if document.reconciliation is None:
        return None
    weights = {each.method: each.weight for each in document.reconciliation.weights}
    simulation = document.simulation
    u = uniforms(simulation.seed, "reconciliation", simulation.draws)
    chosen = picked([weights[each.method] for each in document.methods], u)
    return spread_of(np.stack(draws)[chosen, np.arange(simulation.draws)])


def spread_of(draws: Draws) -> Spread:
    """By nearest rank: each end is a value that was drawn."""
    ranks = [ceil(len(draws) * share / 100) - 1 for share in (10, 50, 90)]
    placed = np.partition(draws, ranks)
    low, central, high = (_whole(float(placed[rank])) for rank in ranks)
    return Spread(low_fen=low, central_fen=central, high_fen=high)


def _whole(value: float) -> int:
    if not isfinite(value):
        raise ArithmeticError("A draw is not a number.")
    return fen(Decimal(float(value)))
