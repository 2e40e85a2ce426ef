"""Draws of figures: seeded, the same on every machine and in every year.

Only the raw bits of PCG64 are taken, which NumPy promises never to change; what makes numbers of
them is written here. A figure's draws depend on the seed and its place, not on other figures.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from hashlib import sha256
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backend.valuation.engine.figures import (
    CUT_AT_SD,
    AnyFigure,
    Discrete,
    Distribution,
    Figure,
    Money,
    Normal,
    Series,
    Triangular,
    Uniform,
)

Draws = NDArray[np.float64]


def uniforms(seed: int, place: str, count: int) -> Draws:
    """Between 0 and 1, both left out."""
    key = int.from_bytes(sha256(f"{seed}:{place}".encode()).digest()[:16], "big")
    raw = np.random.PCG64(key).random_raw(count)
    drawn: Draws = ((raw >> np.uint64(11)).astype(np.float64) + 0.5) * 2.0**-53
    return drawn


def inverse(spread: Distribution, u: Draws) -> Draws:
    """The values below which the shares `u` of the distribution lie."""
    match spread:
        case Uniform():
            return float(spread.low) + u * float(spread.high - spread.low)
        case Triangular():
            return _triangular(spread, u)
        case Normal():
            z = np.clip(normal_quantile(u), -CUT_AT_SD, CUT_AT_SD)
            return float(spread.mean) + float(spread.sd) * z
        case Discrete():
            values = np.array([float(value) for value in spread.values])
            return values[picked(spread.weights, u)]


def _triangular(spread: Triangular, u: Draws) -> Draws:
    low, mode, high = float(spread.low), float(spread.mode), float(spread.high)
    rising = low + np.sqrt(u * (high - low) * (mode - low))
    falling = high - np.sqrt((1 - u) * (high - low) * (high - mode))
    return np.where(u < (mode - low) / (high - low), rising, falling)


def picked(weights: Sequence[Decimal], u: Draws) -> NDArray[np.intp]:
    """Which one each draw falls on, by weight."""
    total = sum(weights)
    edges = np.cumsum([float(weight / total) for weight in weights])
    last = max(i for i, weight in enumerate(weights) if weight > 0)
    passed = sum((u >= edge for edge in edges), start=np.zeros(u.shape, dtype=np.intp))
    return np.minimum(passed, last)


# Wichura's AS 241, routine PPND16: about 1 part in 10**16.
_A = (3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3,
      1.3731693765509461125e4, 4.5921953931549871457e4, 6.7265770927008700853e4,
      3.3430575583588128105e4, 2.5090809287301226727e3)  # fmt: skip
_B = (1.0, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
      2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4,
      5.2264952788528545610e3)  # fmt: skip
_C = (1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0,
      3.64784832476320460504e0, 1.27045825245236838258e0, 2.41780725177450611770e-1,
      2.27238449892691845833e-2, 7.74545014278341407640e-4)  # fmt: skip
_D = (1.0, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
      1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4,
      1.05075007164441684324e-9)  # fmt: skip
_E = (6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0,
      2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
      2.71155556874348757815e-5, 2.01033439929228813265e-7)  # fmt: skip
_F = (1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
      7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7,
      2.04426310338993978564e-15)  # fmt: skip
_SPLIT, _TAIL = 0.425, 5.0


def normal_quantile(u: Draws) -> Draws:
    q = u - 0.5
    middle = np.abs(q) <= _SPLIT
    r = _SPLIT * _SPLIT - q * q
    central = q * _ratio(_A, _B, np.where(middle, r, 0.0))
    tail = np.sqrt(-np.log(np.minimum(u, 1 - u)))
    near, far = tail - 1.6, tail - _TAIL
    outer = np.where(tail <= _TAIL, _ratio(_C, _D, near), _ratio(_E, _F, far))
    return np.where(middle, central, np.copysign(outer, q))


def _ratio(above: Sequence[float], below: Sequence[float], r: Draws) -> Draws:
    upper: Any = 0.0
    lower: Any = 0.0
    for a, b in zip(reversed(above), reversed(below), strict=True):
        upper, lower = upper * r + a, lower * r + b
    result: Draws = upper / lower
    return result


class Drawn:
    """Reads each uncertain figure as its draws, the others as they are stated."""

    def __init__(self, places: Mapping[int, str], *, seed: int, count: int) -> None:
        self._places = places
        self._seed = seed
        self._count = count

    def number(self, value: Decimal | int) -> float:
        return float(value)

    def figure(self, figure: Figure | Money) -> Any:
        return float(figure.value) if figure.spread is None else self._draws(figure)

    def series(self, series: Series) -> list[Any]:
        values = [float(value) for value in series.values]
        if series.spread is None:
            return list(values)
        factor = self._draws(series)
        return [value * factor for value in values]

    def mixed(self, values: Sequence[Any], weights: Sequence[Decimal], of: object) -> Draws:
        u = uniforms(self._seed, f"{self._places[id(of)]}#mixed", self._count)
        rows = np.stack([np.broadcast_to(np.asarray(v, dtype=np.float64), u.shape) for v in values])
        chosen: Draws = rows[picked(weights, u), np.arange(self._count)]
        return chosen

    def _draws(self, figure: AnyFigure) -> Draws:
        assert figure.spread is not None  # noqa: S101 - asked before
        u = uniforms(self._seed, self._places[id(figure)], self._count)
        return inverse(figure.spread, u)


class Scenarios:
    """Reads one uncertain figure at a time at its P10 and P90, all others as they are stated."""

    def __init__(self, uncertain: Sequence[AnyFigure]) -> None:
        self._at = {id(figure): index for index, figure in enumerate(uncertain)}
        self._count = 2 * len(uncertain)
        tenths = np.array([0.1, 0.9])
        self.ends = {
            id(figure): inverse(figure.spread, tenths)
            for figure in uncertain
            if figure.spread is not None
        }

    def number(self, value: Decimal | int) -> float:
        return float(value)

    def figure(self, figure: Figure | Money) -> Any:
        return self._scenarios(figure, float(figure.value))

    def series(self, series: Series) -> list[Any]:
        factor = self._scenarios(series, 1.0)
        return [float(value) * factor for value in series.values]

    def mixed(self, values: Sequence[Any], weights: Sequence[Decimal], _of: object) -> Any:
        return sum(v * float(w) for v, w in zip(values, weights, strict=True))

    def _scenarios(self, figure: AnyFigure, base: float) -> Any:
        index = self._at.get(id(figure))
        if index is None:
            return base
        values = np.full(self._count, base)
        values[2 * index : 2 * index + 2] = self.ends[id(figure)]
        return values
