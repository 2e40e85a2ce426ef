"""What a loan costs in a year, to the fen."""

from typing import Any

import msgspec
import pytest

from backend.kernel.money import BasisPoints, Fen
from backend.lending.cost import Fee, FeeBasis, Subsidy, estimate, yearly

MILLION = 1_000_000_00


def test_interest_and_fees_stand_in_the_working() -> None:
    cost = yearly(
        Fen(10 * MILLION),
        BasisPoints(345),
        term_months=24,
        fees=(
            Fee(code="guarantee", basis=FeeBasis.LOAN_YEARLY, rate_bp=100),
            Fee(code="valuation", basis=FeeBasis.FIXED_ONCE, amount_fen=60_000_00),
            Fee(code="service", basis=FeeBasis.LOAN_ONCE, rate_bp=20),
        ),
    )

    assert {item.code: item.amount_fen for item in cost.items} == {
        "interest": 345_000_00,
        "guarantee": 100_000_00,
        "valuation": 30_000_00,
        "service": 10_000_00,
    }
    assert cost.total_fen == 485_000_00
    assert cost.all_in_bp == 485


def test_a_fee_due_once_is_not_more_than_itself_in_a_loan_under_a_year() -> None:
    fee = Fee(code="valuation", basis=FeeBasis.FIXED_ONCE, amount_fen=60_000_00)

    cost = yearly(Fen(MILLION), BasisPoints(400), term_months=6, fees=(fee,))

    assert cost.items[1].amount_fen == 60_000_00


def test_a_subsidy_is_shown_beside_and_never_taken_off() -> None:
    subsidy = Subsidy(code="interest_subsidy", of_interest_bp=5000)

    with_it = yearly(Fen(MILLION), BasisPoints(345), term_months=12, subsidies=(subsidy,))
    without = yearly(Fen(MILLION), BasisPoints(345), term_months=12)

    assert with_it.total_fen == without.total_fen == 34_500_00
    assert with_it.subsidies[0].amount_fen == 17_250_00


@pytest.mark.parametrize(
    ("subsidy", "expected"),
    [
        # Sichuan (lending.md §4): 1,000,000 x 1.5 % x 365/365 = 15,000.
        (Subsidy(code="s", of_interest_bp=10_000, cap_rate_bp=150), 15_000_00),
        (Subsidy(code="s", of_interest_bp=2000, cap_rate_bp=150), 8_000_00),
        (Subsidy(code="s", of_interest_bp=10_000, cap_rate_bp=150, cap_fen=9_000_00), 9_000_00),
    ],
)
def test_the_least_bound_of_a_subsidy_holds(subsidy: Subsidy, expected: int) -> None:
    assert estimate(subsidy, Fen(MILLION), interest=Fen(40_000_00)) == expected


def test_everything_is_rounded_down_to_the_fen() -> None:
    cost = yearly(Fen(100_01), BasisPoints(333), term_months=12)

    assert cost.total_fen == 333
    assert cost.all_in_bp == 332


@pytest.mark.parametrize(
    "raw",
    [
        {"code": "guarantee", "basis": "loan_yearly", "amount_fen": 5},
        {"code": "guarantee", "basis": "fixed_once", "rate_bp": 5},
        {"code": "guarantee", "basis": "fixed_once"},
        {"code": "guarantee", "basis": "weekly", "rate_bp": 5},
    ],
)
def test_a_fee_that_makes_no_sense_is_refused(raw: dict[str, Any]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(raw, Fee)
