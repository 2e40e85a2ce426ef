"""A range, never a point: draws against the closed form, quantiles, what moves the value most."""

from decimal import Decimal
from statistics import NormalDist
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.valuation.engine import canonical
from backend.valuation.engine.document import Document
from backend.valuation.engine.drawing import inverse, normal_quantile, picked, uniforms
from backend.valuation.engine.figures import (
    Discrete,
    Distribution,
    Normal,
    Triangular,
    Uniform,
)
from backend.valuation.engine.running import MethodResult, Spread, run
from tests.valuation.documents import (
    COST,
    MARKET,
    METHODS,
    PROFIT,
    ROYALTY,
    changed,
    document,
    told,
    uniform,
)

CERTAIN = {"rate": told("0.17")}
DRAWS = 20_000


def only(method: dict[str, Any], **changes: Any) -> MethodResult:
    return run(document(method, **changes)).methods[0]


def royalty(spread: dict[str, Any], value: str = "0.045") -> dict[str, Any]:
    return {**ROYALTY, "royalty": told(value, spread), "discount": CERTAIN}


def near(found: int, expected: float, *, of: float) -> bool:
    return abs(found - expected) <= of


@settings(max_examples=25, deadline=None)
@given(
    low=st.integers(1, 50),
    width=st.integers(1, 50),
    seed=st.integers(0, 2**63 - 1),
)
def test_a_uniform_royalty_has_the_closed_forms_quantiles(low: int, width: int, seed: int) -> None:
    """The value is linear in the royalty, so its quantiles are the royalty's times a constant."""
    ends = Decimal(low) / 1000, Decimal(low + width) / 1000
    found = only(
        royalty(uniform(*map(str, ends)), str(ends[0])), simulation={"seed": seed, "draws": DRAWS}
    )
    per_unit = only({**ROYALTY, "royalty": told("1", uniform("0.5", "1"))}).stated_fen
    span = per_unit * width / 1000

    for share, value in ((0.1, found.spread.low_fen), (0.5, found.spread.central_fen),
                         (0.9, found.spread.high_fen)):  # fmt: skip
        # five standard errors of a quantile of a uniform distribution
        error = 5 * span * (share * (1 - share) / DRAWS) ** 0.5
        assert near(value, per_unit * low / 1000 + span * share, of=error)
    assert near(found.mean_fen, per_unit * (low + width / 2) / 1000, of=5 * span / 12**0.5 / 141)


@settings(max_examples=15, deadline=None)
@given(sd=st.integers(1, 100), seed=st.integers(0, 2**40))
def test_a_normal_royalty_has_the_closed_forms_quantiles(sd: int, seed: int) -> None:
    deviation = Decimal(sd) / 10_000
    spread = {"kind": "normal", "mean": "0.045", "sd": str(deviation)}
    found = only(royalty(spread), simulation={"seed": seed, "draws": DRAWS})
    per_unit = only({**ROYALTY, "royalty": told("1", uniform("0.5", "1"))}).stated_fen
    truth = NormalDist(per_unit * 0.045, per_unit * float(deviation))

    for share, value in ((0.1, found.spread.low_fen), (0.5, found.spread.central_fen),
                         (0.9, found.spread.high_fen)):  # fmt: skip
        error = 5 * truth.stdev * (share * (1 - share) / DRAWS) ** 0.5
        at = truth.inv_cdf(share)
        assert near(value, at, of=error / (truth.pdf(at) * truth.stdev))


def test_a_sales_factor_moves_every_period_alike() -> None:
    method = changed(ROYALTY, "sales_fen.spread", uniform("0.8", "1.2"))
    found = only({**method, "discount": CERTAIN})

    assert near(found.spread.low_fen, 0.84 * found.stated_fen, of=0.01 * found.stated_fen)
    assert near(found.spread.high_fen, 1.16 * found.stated_fen, of=0.01 * found.stated_fen)


def test_the_market_range_is_what_the_comparables_say() -> None:
    found = only(MARKET)

    assert found.spread == Spread(
        low_fen=1_777_545_00, central_fen=2_079_000_00, high_fen=2_154_600_00
    )
    assert near(found.mean_fen, found.stated_fen, of=0.01 * found.stated_fen)


def test_a_certain_figure_gives_an_exact_quantile_at_every_draw() -> None:
    """A discrete distribution with all its mass on the stated figure is the closed form itself."""
    point = {"kind": "discrete", "values": ["0.045"], "weights": ["1"]}
    found = only(royalty(point))

    assert found.spread == Spread(
        low_fen=found.stated_fen, central_fen=found.stated_fen, high_fen=found.stated_fen
    )


@pytest.mark.parametrize(
    ("spread", "mean", "sd"),
    [
        (Uniform(kind="uniform", low=Decimal(2), high=Decimal(8)), 5, (36 / 12) ** 0.5),
        (
            Triangular(kind="triangular", low=Decimal(0), mode=Decimal(1), high=Decimal(4)),
            5 / 3,
            ((0 + 1 + 16 - 0 - 0 - 4) / 18) ** 0.5,
        ),
        (Normal(kind="normal", mean=Decimal(3), sd=Decimal(2)), 3, 2),
        (
            Discrete(
                kind="discrete",
                values=[Decimal(1), Decimal(5), Decimal(9)],
                weights=[Decimal(1), Decimal(3), Decimal(0)],
            ),
            4,
            3**0.5,
        ),
    ],
)
def test_distributions_have_their_mean_and_deviation(
    spread: Distribution, mean: float, sd: float
) -> None:
    drawn = inverse(spread, uniforms(7, "here", 200_000))

    assert abs(float(drawn.mean()) - mean) < 5 * sd / 200_000**0.5
    assert abs(float(drawn.std()) - sd) < 0.02 * sd


def test_the_normal_quantile_is_exact() -> None:
    u = np.array([1e-12, 1e-6, 0.001, 0.02, 0.075, 0.3, 0.5, 0.8, 0.9999])
    truth = [NormalDist().inv_cdf(float(each)) for each in u]

    assert np.allclose(normal_quantile(u), truth, rtol=1e-12, atol=1e-12)


def test_what_has_no_weight_is_never_picked() -> None:
    u = uniforms(1, "x", 10_000)

    assert set(picked([Decimal(0), Decimal(1), Decimal(0)], u)) == {1}
    assert set(picked([Decimal(1), Decimal(1), Decimal(0)], u)) == {0, 1}


def test_draws_are_the_same_for_ever() -> None:
    """Known bits of PCG64: if these move, stored valuations could not be run again."""
    assert uniforms(42, "methods.0.royalty", 3).tolist() == GOLDEN_UNIFORMS


def test_a_stored_document_gives_its_result_for_ever() -> None:
    """Pinned: inputs, their hash, the result. A change here is another engine, not a fix."""
    made = document(
        {**ROYALTY, "royalty": told("0.045", uniform("0.03", "0.06"))},
        PROFIT,
        reconciliation={
            "weights": [
                {"method": "relief_from_royalty", "weight": "0.6"},
                {"method": "profit_share", "weight": "0.4"},
            ],
            "reason": "许可可比数据较多",
        },
        simulation={"seed": 20261101, "draws": DRAWS},
    )
    found = run(made)

    assert canonical.digest(made) == GOLDEN_DIGEST
    assert [each.spread for each in found.methods] == GOLDEN_SPREADS[:2]
    assert found.reconciled == GOLDEN_SPREADS[2]


@pytest.mark.parametrize("method", METHODS, ids=lambda each: each["method"])
def test_a_document_read_back_is_the_same_document(method: dict[str, Any]) -> None:
    made = document(method)
    again = Document.model_validate_json(canonical.text(made))

    assert canonical.digest(again) == canonical.digest(made)
    assert run(again) == run(made)


def test_one_spelling_of_a_number_has_one_hash() -> None:
    a = document(changed(ROYALTY, "royalty.value", "0.0450"))
    b = document(changed(ROYALTY, "royalty.value", 0.045))

    assert canonical.digest(a) == canonical.digest(b)
    assert canonical.digest(a) != canonical.digest(
        document(changed(ROYALTY, "royalty.value", "0.046"))
    )


def test_another_seed_draws_otherwise_about_the_same() -> None:
    first = only(ROYALTY, simulation={"seed": 1}).spread
    second = only(ROYALTY, simulation={"seed": 2}).spread

    assert first != second
    assert near(first.central_fen, second.central_fen, of=0.01 * first.central_fen)


def test_a_figures_draws_do_not_depend_on_the_other_figures() -> None:
    alone = royalty(uniform("0.03", "0.06"))
    beside = run(document(alone, COST)).methods[0]

    assert beside == only(alone)


def test_what_moves_the_value_most_comes_first() -> None:
    method = {
        **ROYALTY,
        "royalty": told("0.045", uniform("0.03", "0.06")),
        "discount": {"rate": told("0.17", uniform("0.16", "0.18"))},
    }
    movers = only(method).movers

    assert [each.figure for each in movers] == [
        "methods.0.royalty", "methods.0.discount.rate",
    ]  # fmt: skip
    assert (movers[0].at_low, movers[0].at_high) == ("0.033", "0.057")
    assert movers[0].value_at_low_fen == round(3_159_468_99 * 33 / 45)
    assert movers[1].value_at_low_fen > movers[1].value_at_high_fen


def test_methods_stand_side_by_side_and_become_one_only_by_a_reason() -> None:
    reconciliation = {
        "weights": [
            {"method": "market", "weight": "3"},
            {"method": "relief_from_royalty", "weight": "1"},
        ],
        "reason": "成交案例与本专利同领域",
    }
    apart = run(document(ROYALTY, MARKET))
    weighed = run(document(ROYALTY, MARKET, reconciliation=reconciliation))

    assert apart.reconciled is None
    assert [each.method for each in apart.methods] == ["relief_from_royalty", "market"]
    assert weighed.methods == apart.methods
    assert weighed.reconciled is not None
    # Three quarters of the draws are comparables, one quarter about 3.16 m: P90 is in the latter.
    assert weighed.reconciled.low_fen == 1_777_545_00
    assert weighed.reconciled.high_fen > 3_000_000_00


def test_all_weight_on_one_method_is_that_method() -> None:
    reconciliation = {
        "weights": [
            {"method": "market", "weight": "0"},
            {"method": "relief_from_royalty", "weight": "1"},
        ],
        "reason": "仅作参考",
    }
    found = run(document(ROYALTY, MARKET, reconciliation=reconciliation))

    assert found.reconciled == found.methods[0].spread


GOLDEN_UNIFORMS = [0.5162491556425082, 0.8200740563185376, 0.9577765947724071]
GOLDEN_DIGEST = "450a17cdda0e4fb5af8a744608f0e4c9eb711716626ef7c2046f4f5a53356e49"
GOLDEN_SPREADS = [
    Spread(low_fen=231484322, central_fen=314288283, high_fen=399732143),
    Spread(low_fen=157754049, central_fen=163711841, high_fen=169935164),
    Spread(low_fen=160014458, central_fen=244791481, high_fen=386509898),
]
