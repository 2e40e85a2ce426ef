"""Laws of cost and layers: the domain's fixtures, and Monte Carlo as an independent model."""

import math
import random
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.insurance.severity import Lev, layer, lognormal, lomax, pareto
from backend.insurance.states import DeductibleRule

US_DEF = lognormal(1_775_000, 1.27)
THEN, HIGHER_OF = DeductibleRule.THEN, DeductibleRule.HIGHER_OF
DRAWS = 30_000


@pytest.mark.parametrize(
    ("lev", "limit", "value"),
    [
        (US_DEF, 1e6, "843479.3291"),
        (US_DEF, 2e6, "1401411.4499"),
        (US_DEF, 5e6, "2328076.3700"),
        (US_DEF, 10e6, "2999657.9656"),
        (US_DEF, 20e6, "3499169.7945"),
        (lomax(2.5, 225_000), 1e5, "63594.7771"),
        (lomax(2.5, 225_000), 3e5, "107915.1212"),
        (lomax(2.5, 225_000), 5e5, "124066.6855"),
        (lomax(2.5, 225_000), 1e6, "138192.4198"),
        (pareto(500_000, 1.5), 5e6, "1183772.2340"),
        (pareto(500_000, 1.5), 4e5, "400000.0000"),
        (US_DEF, 0.0, "0.0000"),
    ],
)
def test_limited_expected_values_are_those_of_the_domain(
    lev: Lev, limit: float, value: str
) -> None:
    assert f"{lev(limit):.4f}" == value


@pytest.mark.parametrize(("limit", "factor"), [(2e6, 1.6615), (5e6, 2.7601), (10e6, 3.5563)])
def test_increased_limit_factors(limit: float, factor: float) -> None:
    assert round(US_DEF(limit) / US_DEF(1e6), 4) == factor


@pytest.mark.parametrize(("rule", "value"), [(THEN, "1912726.5241"), (HIGHER_OF, "2016776.3934")])
def test_layers_are_those_of_the_domain(rule: DeductibleRule, value: str) -> None:
    pays = layer(US_DEF, limit=5e6, deductible=200_000, kept=0.2, rule=rule)

    assert f"{pays:.4f}" == value


def paid(x: float, limit: float, d: float, c: float, rule: DeductibleRule) -> float:
    """The clause itself, applied to one claim."""
    if rule is THEN:
        return min(limit, (1 - c) * max(x - d, 0.0))
    return min(limit, max(x - max(d, c * x), 0.0))


LAWS: dict[str, tuple[Lev, Callable[[random.Random], float]]] = {
    "lognormal": (lognormal(1_775_000, 1.27), lambda r: 1_775_000 * math.exp(r.gauss(0, 1.27))),
    "lomax": (lomax(2.5, 225_000), lambda r: 225_000 * (r.random() ** (-1 / 2.5) - 1)),
    "pareto": (pareto(500_000, 1.5), lambda r: 500_000 * r.random() ** (-1 / 1.5)),
}


@pytest.mark.parametrize("name", LAWS)
@pytest.mark.parametrize("rule", [THEN, HIGHER_OF])
@pytest.mark.parametrize(
    ("limit", "deductible", "kept"),
    [
        (5e6, 200_000, 0.2),
        (1e6, 500_000, 0.1),
        (300_000, 0, 0.1),
        (2e6, 50_000, 0.0),
        (300_000, 250_000, 0.05),
        (20e6, 0, 0.0),
    ],
)
def test_layers_agree_with_monte_carlo(
    name: str, rule: DeductibleRule, limit: float, deductible: float, kept: float
) -> None:
    lev, draw = LAWS[name]
    source = random.Random(f"{name} {rule} {limit} {deductible} {kept}")  # noqa: S311 - a draw
    claims = [paid(draw(source), limit, deductible, kept, rule) for _ in range(DRAWS)]
    mean = sum(claims) / DRAWS
    deviation = math.sqrt(sum((x - mean) ** 2 for x in claims) / DRAWS / DRAWS)

    pays = layer(lev, limit=limit, deductible=deductible, kept=kept, rule=rule)
    assert abs(pays - mean) < 5 * deviation + 1e-6


AMOUNTS = st.floats(min_value=1e3, max_value=1e8)


@given(
    name=st.sampled_from(sorted(LAWS)),
    rule=st.sampled_from([THEN, HIGHER_OF]),
    limit=AMOUNTS,
    more=AMOUNTS,
    deductible=st.floats(min_value=0, max_value=1e7),
    kept=st.floats(min_value=0, max_value=0.9),
)
def test_a_layer_is_worth_more_with_a_larger_limit_and_less_with_a_larger_deductible(
    name: str, rule: DeductibleRule, limit: float, more: float, deductible: float, kept: float
) -> None:
    lev = LAWS[name][0]

    def worth(limit: float, deductible: float) -> float:
        return layer(lev, limit=limit, deductible=deductible, kept=kept, rule=rule)

    base, slack = worth(limit, deductible), 1e-6 * (limit + more)
    assert -slack <= base <= limit + slack
    assert worth(limit + more, deductible) >= base - slack
    assert worth(limit, deductible + more) <= base + slack
