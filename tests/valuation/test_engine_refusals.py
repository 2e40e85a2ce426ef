"""What the engine refuses (F6, issue 6 point 9): each by its code, naming the figure."""

from typing import Any

import pytest
from pydantic import ValidationError

from backend.kernel.errors import RuleBroken
from backend.valuation.engine import refusals
from backend.valuation.engine.running import run
from tests.valuation.documents import (
    BASE,
    COST,
    EXCESS,
    MARKET,
    PROFIT,
    ROYALTY,
    SALES_SHARE,
    body,
    changed,
    document,
    told,
    uniform,
)

NO_MASS: list[dict[str, Any]] = [
    uniform("0.05", "0.05"),
    uniform("0.06", "0.05"),
    {"kind": "triangular", "low": "0.03", "mode": "0.07", "high": "0.06"},
    {"kind": "normal", "mean": "0.045", "sd": "0"},
    {"kind": "discrete", "values": ["0.045"], "weights": ["0"]},
    {"kind": "discrete", "values": ["0.04", "0.05"], "weights": ["1"]},
    {"kind": "discrete", "values": ["0.04", "0.05"], "weights": ["2", "-1"]},
]
SCORED = {
    "low": told("0.1"),
    "high": told("0.3"),
    "scores": [{"factor": "legal", "weight": told("1"), "score": told(80)}],
}
RISKS: dict[str, Any] = {
    "risk_free": told("0.018", uniform("0.017", "0.019")),
    "risks": [{"name": "market", "rate": told("0.045")}],
}

CASES: list[tuple[dict[str, Any], str, Any, type[RuleBroken]]] = [
    (ROYALTY, "discount.rate", told("-1"), refusals.DiscountRateTooLow),
    (ROYALTY, "discount.rate", told("-1.5"), refusals.DiscountRateTooLow),
    (ROYALTY, "discount.rate", told("11"), refusals.FigureOutsideRange),
    (ROYALTY, "discount", {}, refusals.DiscountIncomplete),
    (ROYALTY, "discount.build_up", RISKS, refusals.DiscountIncomplete),
    (
        ROYALTY,
        "discount",
        {"build_up": changed(RISKS, "risks.0.rate.value", "0.06")},
        refusals.RiskOutsideBand,
    ),
    (
        ROYALTY,
        "discount",
        {"build_up": {**RISKS, "risks": RISKS["risks"] * 2}},
        refusals.DiscountIncomplete,
    ),
    (ROYALTY, "royalty.value", "1.01", refusals.RoyaltyOverWhole),
    (ROYALTY, "royalty.value", "-0.01", refusals.RoyaltyOverWhole),
    (ROYALTY, "tax", told("1.2"), refusals.FigureOutsideRange),
    (ROYALTY, "royalty.as_of", "2026-11-02", refusals.FigureAfterBaseDate),
    (ROYALTY, "sales_fen.values", [0, 0, -1], refusals.NoSales),
    (ROYALTY, "sales_fen.values", [100] * 11, refusals.LifeBeyondLegalTerm),
    (EXCESS, "ebit_fen.values", [0] * 5, refusals.NoSales),
    (EXCESS, "assets.1.balance_fen.values", [1] * 4, refusals.SeriesLengthsDiffer),
    (ROYALTY, "royalty.spread", uniform("0.5", "1.1"), refusals.DistributionOutsideRange),
    (
        ROYALTY,
        "royalty.spread",
        {"kind": "normal", "mean": "0.045", "sd": "0.02"},
        refusals.DistributionOutsideRange,
    ),
    (
        ROYALTY,
        "discount.rate.spread",
        uniform("-1", "0.2"),
        refusals.DistributionOutsideRange,
    ),
    (ROYALTY, "royalty.spread", uniform("0.05", "0.06"), refusals.FigureOutsideDistribution),
    (
        ROYALTY,
        "sales_fen.spread",
        uniform("1.1", "1.2"),
        refusals.FigureOutsideDistribution,
    ),
    (ROYALTY, "discount.rate.spread", None, refusals.RangeMissing),
    (COST, "functional.spread", None, refusals.RangeMissing),
    (PROFIT, "share", {}, refusals.ShareIncomplete),
    (PROFIT, "share.scored", SCORED, refusals.ShareIncomplete),
    (PROFIT, "share.rate.value", "1.5", refusals.RoyaltyOverWhole),
    (
        SALES_SHARE,
        "share",
        {"scored": changed(SCORED, "low.value", "0.4")},
        refusals.ShareIncomplete,
    ),
    (
        SALES_SHARE,
        "share",
        {"scored": changed(SCORED, "scores.0.weight.value", "0")},
        refusals.WeightsWithoutSum,
    ),
    (MARKET, "comparables", MARKET["comparables"][:2], refusals.TooFewComparables),
    (MARKET, "comparables.1.related_party", True, refusals.ComparableNotUsable),
    (MARKET, "comparables.1.package", True, refusals.ComparableNotUsable),
    (MARKET, "comparables.1.dealt_on", "2026-11-02", refusals.ComparableNotUsable),
    (MARKET, "comparables.1.weight", "0.5", refusals.WeightsWithoutSum),
    (MARKET, "comparables.1.price_fen.value", 0, refusals.FigureOutsideRange),
    (
        MARKET,
        "comparables.1.adjustments",
        MARKET["comparables"][1]["adjustments"][:1] * 2,
        refusals.AdjustedTwice,
    ),
    (MARKET, "comparables.1.adjustments.0.factor.value", "0", refusals.FigureOutsideRange),
    (COST, "functional.value", "1.2", refusals.FigureOutsideRange),
]


@pytest.mark.parametrize(("method", "place", "value", "refusal"), CASES)
def test_it_is_refused_by_its_code(
    method: dict[str, Any], place: str, value: Any, refusal: type[RuleBroken]
) -> None:
    with pytest.raises(refusal) as refused:
        run(document(changed(method, place, value)))

    assert refused.value.facts


@pytest.mark.parametrize("spread", NO_MASS)
def test_a_distribution_with_no_mass_is_refused(spread: dict[str, Any]) -> None:
    with pytest.raises(refusals.DistributionWithoutMass) as refused:
        run(document(changed(ROYALTY, "royalty.spread", spread)))

    assert refused.value.facts["figure"] == "methods.0.royalty"


def test_no_weight_at_all_among_the_comparables_is_refused() -> None:
    method = MARKET
    for index in range(3):
        method = changed(method, f"comparables.{index}.weight", "0")

    with pytest.raises(refusals.WeightsWithoutSum):
        run(document(method))


def test_neither_used_nor_remaining_years_is_no_life() -> None:
    nothing = changed(changed(COST, "used_years.value", "0"), "remaining_years.value", "0")

    with pytest.raises(refusals.NoLife):
        run(document(nothing))


def test_a_method_is_used_once() -> None:
    with pytest.raises(refusals.MethodTwice):
        run(document(ROYALTY, ROYALTY))


@pytest.mark.parametrize(
    ("weights", "refusal"),
    [
        ({"market": "1"}, refusals.ReconciliationIncomplete),
        ({"market": "1", "cost": "1", "incremental": "1"}, refusals.ReconciliationIncomplete),
        ({"market": "0", "cost": "0"}, refusals.WeightsWithoutSum),
    ],
)
def test_a_reconciliation_weighs_what_was_used(
    weights: dict[str, str], refusal: type[RuleBroken]
) -> None:
    reconciliation = {
        "weights": [{"method": name, "weight": weight} for name, weight in weights.items()],
        "reason": "市场法更可靠",
    }

    with pytest.raises(refusal):
        run(document(MARKET, COST, reconciliation=reconciliation))


def test_a_reconciliation_has_a_reason() -> None:
    with pytest.raises(ValidationError):
        document(
            MARKET,
            COST,
            reconciliation={"weights": [{"method": "cost", "weight": "1"}], "reason": " "},
        )


def test_a_life_cannot_be_checked_against_an_unknown_end() -> None:
    right = {**body()["rights"][0], "legal_end": None}

    with pytest.raises(refusals.LegalEndUnknown):
        run(document(ROYALTY, rights=[right]))
    assert run(document(MARKET, rights=[right])).methods[0].stated_fen == 2_003_715_00


def test_of_a_bundle_the_last_right_decides_and_part_years_count() -> None:
    early = {**body()["rights"][0], "legal_end": "2028-01-01"}
    late = {**early, "legal_end": "2031-05-01"}
    method = {**ROYALTY, "timing": {"first_period": "0.5"}}

    assert run(document(method, rights=[early, late])).methods[0].stated_fen > 0
    with pytest.raises(refusals.LifeBeyondLegalTerm) as refused:
        run(document(method, rights=[early, {**early, "legal_end": "2031-04-30"}]))
    assert refused.value.facts == {
        "method": "relief_from_royalty", "legal_end": "2031-04-30", "months": 54,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("royalty.value", "NaN"),
        ("royalty.value", "Infinity"),
        ("royalty.value", "1e30"),
        ("royalty.source", ""),
        ("royalty.as_of", None),
        ("sales_fen.values", [10**16]),
        ("sales_fen.values", [1] * 41),
        ("sales_fen.values", [1.5]),
        ("timing", {"first_period": "0"}),
        ("timing", {"first_period": "1.5"}),
        ("method", "guess"),
        ("surprise", 1),
    ],
)
def test_what_is_no_figure_is_malformed(place: str, value: Any) -> None:
    with pytest.raises(ValidationError):
        document(changed(ROYALTY, place, value))


def test_the_base_date_is_the_documents() -> None:
    assert document(ROYALTY).base_date.isoformat() == BASE
