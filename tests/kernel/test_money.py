"""Shares and interest in whole fen, always rounded down."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from backend.kernel.money import BasisPoints, Fen, share, yearly_interest


@given(amount=st.integers(0, 10**14), rate=st.integers(0, 20_000))
def test_a_share_is_the_exact_one_rounded_down(amount: int, rate: int) -> None:
    exact = Fraction(amount * rate, 10_000)

    assert 0 <= exact - share(Fen(amount), BasisPoints(rate)) < 1


def test_sichuans_subsidy_example() -> None:
    """1,000,000 yuan at 1.5 % for 365 days is 15,000 yuan (lending.md §4)."""
    assert yearly_interest(Fen(1_000_000_00), BasisPoints(150)) == 15_000_00
