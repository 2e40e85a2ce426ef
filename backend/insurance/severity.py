"""Laws of the cost of one claim, their limited expected values, and layers of them (float64).

insurance.md §3.2; Φ by `math.erfc`. What leaves here is quantised at once by the engine.
"""

import math
from collections.abc import Callable

from backend.insurance.states import DeductibleRule

#: E[min(X, u)].
Lev = Callable[[float], float]

_ROOT_2 = math.sqrt(2.0)


def lognormal(median: float, sigma: float) -> Lev:
    mu = math.log(median)
    mean = math.exp(mu + sigma * sigma / 2.0)
    scale = sigma * _ROOT_2
    erfc, log = math.erfc, math.log

    def lev(u: float) -> float:
        if u <= 0.0:
            return 0.0
        z = log(u) - mu
        return mean * 0.5 * erfc((sigma * sigma - z) / scale) + u * 0.5 * erfc(z / scale)

    return lev


def lomax(alpha: float, theta: float) -> Lev:
    """Pareto II; `alpha` is not 1."""
    a = alpha - 1.0

    def lev(u: float) -> float:
        return theta / a * (1.0 - math.pow(theta / (theta + u), a)) if u > 0.0 else 0.0

    return lev


def pareto(threshold: float, alpha: float) -> Lev:
    """Pareto I; `alpha` is not 1."""
    a = alpha - 1.0

    def lev(u: float) -> float:
        if u <= threshold:
            return max(u, 0.0)
        return threshold + threshold / a * (1.0 - math.pow(threshold / u, a))

    return lev


def layer(lev: Lev, *, limit: float, deductible: float, kept: float, rule: DeductibleRule) -> float:
    """What the insurer pays of one claim on average; `kept` is the insured's share, below 1."""
    ours = 1.0 - kept
    if rule is DeductibleRule.THEN:
        return ours * (lev(deductible + limit / ours) - lev(deductible))
    if kept == 0.0 or limit < deductible / kept - deductible:
        return lev(deductible + limit) - lev(deductible)
    cross = deductible / kept
    return lev(cross) - lev(deductible) + ours * (lev(limit / ours) - lev(cross))
