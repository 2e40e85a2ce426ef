"""The methods to the cent: the worked examples F1 to F5, timing and decay (valuation.md §7)."""

from datetime import date
from decimal import ROUND_DOWN, Decimal, localcontext
from typing import Any

import pytest

from backend.valuation.engine.document import Timing
from backend.valuation.engine.exact import Exact, decimal_arithmetic
from backend.valuation.engine.formulas import discount_rate, exponents, share_rate, worked
from backend.valuation.engine.running import MethodResult, run
from tests.valuation import documents
from tests.valuation.documents import (
    COST,
    EXCESS,
    INCREMENTAL,
    MARKET,
    PROFIT,
    ROYALTY,
    SALES_SHARE,
    changed,
    document,
    told,
    uniform,
)

MID = {"convention": "mid_year"}


def result(method: dict[str, Any]) -> MethodResult:
    return run(document(method)).methods[0]


@pytest.mark.parametrize(
    ("tax", "timing", "expected"),
    [
        (told("0.15"), {}, 3_159_468_99),
        (told("0.15"), MID, 3_417_488_23),
        (None, {}, 3_717_022_34),
        (None, MID, 4_020_574_39),
    ],
)
def test_f1_relief_from_royalty(
    tax: dict[str, Any] | None, timing: dict[str, Any], expected: int
) -> None:
    assert result({**ROYALTY, "tax": tax, "timing": timing}).stated_fen == expected


def test_f1_shows_each_year() -> None:
    rows = result(ROYALTY).rows

    assert [row.flow_fen for row in rows] == [
        765_000_00, 918_000_00, 1_055_700_00, 1_161_270_00, 1_219_333_50,
    ]  # fmt: skip
    assert [row.factor for row in rows] == [
        "0.854701", "0.730514", "0.624371", "0.533650", "0.456111",
    ]  # fmt: skip
    assert [row.present_fen for row in rows] == [
        653_846_15, 670_611_44, 659_148_00, 619_711_79, 556_151_61,
    ]  # fmt: skip


def test_f2_profit_share_with_decay() -> None:
    found = result(PROFIT)

    assert [row.flow_fen for row in found.rows] == [
        480_000_00, 518_400_00, 536_544_00, 531_178_56, 501_963_74,
    ]  # fmt: skip
    assert found.stated_fen == 1_636_371_63


def test_f2_on_profit_itself_is_the_same() -> None:
    profit = [amount * 12 // 100 for amount in documents.SALES]

    assert result({**PROFIT, "base_fen": told(profit), "net_margin": None}).stated_fen == (
        1_636_371_63
    )


def test_f3_excess_earnings() -> None:
    found = result(EXCESS)

    assert [row.flow_fen for row in found.rows] == [
        2_050_000_00, 2_653_000_00, 3_172_600_00, 3_525_560_00, 3_713_488_00,
    ]  # fmt: skip
    assert found.stated_fen == 9_246_245_79


def test_f4_market() -> None:
    found = result(MARKET)
    weighed = MARKET
    for index, weight in enumerate(("0.5", "0.3", "0.2")):
        weighed = changed(weighed, f"comparables.{index}.weight", weight)

    assert [row.present_fen for row in found.rows] == [1_777_545_00, 2_154_600_00, 2_079_000_00]
    assert found.stated_fen == 2_003_715_00
    assert result(weighed).stated_fen == 1_950_952_50


def test_weights_that_do_not_add_up_to_one_are_divided_by_their_sum() -> None:
    weighed = MARKET
    for index, weight in enumerate(("5", "3", "2")):
        weighed = changed(weighed, f"comparables.{index}.weight", weight)

    assert result(weighed).stated_fen == 1_950_952_50


def test_f5_cost() -> None:
    found = result(COST)

    assert [row.present_fen for row in found.rows][3:5] == [2_178_000_00, 1_306_800_00]
    assert found.stated_fen == 999_702_00


def test_sales_share_has_no_tax_and_may_decay() -> None:
    plain = result(SALES_SHARE)
    decaying = result({**SALES_SHARE, "decay": told("0.5")})

    assert [row.flow_fen for row in plain.rows][:2] == [600_000_00, 720_000_00]
    assert [row.flow_fen for row in decaying.rows][:2] == [600_000_00, 360_000_00]


def test_a_forecast_that_begins_later_is_discounted_from_its_own_beginning() -> None:
    late = result({**INCREMENTAL, "timing": {"starts_after": "2"}})

    # 1,000,000 / 1.1^3 and 700,000 / 1.1^4.
    assert [row.present_fen for row in late.rows] == [751_314_80, 478_109_42]
    assert [row.exponent for row in late.rows] == ["3", "4"]
    assert late.stated_fen == 1_229_424_22


def test_incremental_profit_keeps_what_is_negative() -> None:
    worse = changed(INCREMENTAL, "profit_without_fen.values", [3_500_000_00, 2_500_000_00])

    assert result(INCREMENTAL).stated_fen == 1_487_603_31
    assert result(worse).stated_fen == 123_966_94


@pytest.mark.parametrize(
    ("timing", "expected"),
    [
        ({}, ["1", "2", "3"]),
        (MID, ["0.5", "1.5", "2.5"]),
        ({"first_period": "0.5"}, ["0.5", "1.5", "2.5"]),
        ({"first_period": "0.5", **MID}, ["0.25", "1.0", "2.0"]),
    ],
)
def test_exponents(timing: dict[str, Any], expected: list[str]) -> None:
    assert exponents(Timing.model_validate(timing), 3) == [Decimal(each) for each in expected]


def test_f6_a_part_year_weighs_the_first_flow() -> None:
    found = result({**ROYALTY, "timing": {"first_period": "0.5"}})

    assert found.rows[0].flow_fen == 382_500_00
    assert [row.exponent for row in found.rows] == ["0.5", "1.5", "2.5", "3.5", "4.5"]


def test_f6_no_period_is_worth_nothing() -> None:
    assert result(changed(ROYALTY, "sales_fen.values", [])).stated_fen == 0


def test_the_discount_rate_is_built_up_from_risks() -> None:
    risks = (("technical", "0.042"), ("market", "0.045"), ("funding", "0.03"),
             ("management", "0.035"))  # fmt: skip
    built = {
        "build_up": {
            "risk_free": told("0.018", uniform("0.017", "0.019")),
            "risks": [{"name": name, "rate": told(rate)} for name, rate in risks],
        }
    }
    made = document({**ROYALTY, "discount": built}).methods[0]

    assert made.method == "relief_from_royalty"
    assert discount_rate(made.discount, Exact()) == Decimal("0.17")
    assert result({**ROYALTY, "discount": built}).stated_fen == 3_159_468_99


def test_the_share_comes_from_scores() -> None:
    scores = (("legal", "0.3", 80), ("technical", "0.5", 70), ("economic", "0.2", 60))
    scored = {
        "low": told("0.1"),
        "high": told("0.3"),
        "scores": [
            {"factor": factor, "weight": told(weight), "score": told(score)}
            for factor, weight, score in scores
        ],
    }
    made = document({**SALES_SHARE, "share": {"scored": scored}}).methods[0]

    assert made.method == "sales_share"
    with decimal_arithmetic():
        assert share_rate(made.share, Exact()) == Decimal("0.242")


def test_the_arithmetic_does_not_depend_on_the_process() -> None:
    made = document(ROYALTY)
    with localcontext() as context:
        context.prec, context.rounding = 6, ROUND_DOWN

        assert run(made).methods[0].stated_fen == 3_159_468_99


def test_a_life_that_ends_with_the_right_passes() -> None:
    made = document(
        ROYALTY,
        rights=[{**documents.body(ROYALTY)["rights"][0], "legal_end": "2031-11-01"}],
    )

    assert made.rights[0].legal_end == date(2031, 11, 1)
    assert run(made).methods[0].stated_fen == 3_159_468_99


def test_an_unrounded_sum_is_rounded_once() -> None:
    with decimal_arithmetic():
        exact = worked(document(ROYALTY).methods[0], Exact())

        assert sum(row.present for row in exact.rows) == exact.value
    assert exact.value != exact.value.quantize(Decimal(1))
