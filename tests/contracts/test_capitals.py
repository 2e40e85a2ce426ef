"""Amounts in capital figures, against a table written by hand."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.blanks import LARGEST_FEN, Unfit
from contracts.capitals import capitals

#: The first lines are the examples of 支付结算办法, annex 1, items 3 and 4.
TABLE = [
    (1_409_50, "壹仟肆佰零玖元伍角整"),
    (6_007_14, "陆仟零柒元壹角肆分"),
    (1_680_32, "壹仟陆佰捌拾元叁角贰分"),
    (107_000_53, "壹拾万零柒仟元伍角叁分"),
    (16_409_02, "壹万陆仟肆佰零玖元零贰分"),
    (325_04, "叁佰贰拾伍元零肆分"),
    (0, "零元整"),
    (1, "壹分"),
    (10, "壹角整"),
    (11, "壹角壹分"),
    (90, "玖角整"),
    (100, "壹元整"),
    (101, "壹元零壹分"),
    (110, "壹元壹角整"),
    (10_00, "壹拾元整"),
    (10_01, "壹拾元零壹分"),
    (19_99, "壹拾玖元玖角玖分"),
    (20_00, "贰拾元整"),
    (100_00, "壹佰元整"),
    (101_00, "壹佰零壹元整"),
    (110_00, "壹佰壹拾元整"),
    (1_000_00, "壹仟元整"),
    (1_001_00, "壹仟零壹元整"),
    (1_010_00, "壹仟零壹拾元整"),
    (1_100_00, "壹仟壹佰元整"),
    (9_999_99, "玖仟玖佰玖拾玖元玖角玖分"),
    (10_000_00, "壹万元整"),
    (10_001_00, "壹万零壹元整"),
    (10_010_00, "壹万零壹拾元整"),
    (10_100_00, "壹万零壹佰元整"),
    (11_000_00, "壹万壹仟元整"),
    (100_000_00, "壹拾万元整"),
    (100_500_00, "壹拾万零伍佰元整"),
    (105_000_00, "壹拾万零伍仟元整"),
    (1_000_000_00, "壹佰万元整"),
    (1_000_001_00, "壹佰万零壹元整"),
    (10_000_000_00, "壹仟万元整"),
    (13_500_000_00, "壹仟叁佰伍拾万元整"),
    (10_100_000_00, "壹仟零壹拾万元整"),
    (99_999_999_99, "玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
    (100_000_000_00, "壹亿元整"),
    (100_000_001_00, "壹亿零壹元整"),
    (100_005_000_00, "壹亿零伍仟元整"),
    (100_010_000_00, "壹亿零壹万元整"),
    (101_000_000_00, "壹亿零壹佰万元整"),
    (110_000_000_00, "壹亿壹仟万元整"),
    (110_000_001_01, "壹亿壹仟万零壹元零壹分"),
    (1_000_000_000_00, "壹拾亿元整"),
    (3_000_000_000_00, "叁拾亿元整"),
    (1_010_000_000_00, "壹拾亿零壹仟万元整"),
    (100_000_000_000_00, "壹仟亿元整"),
    (1_000_000_000_000_00, "壹万亿元整"),
    (1_000_500_000_000_00, "壹万零伍亿元整"),
    (1_000_000_000_001_00, "壹万亿零壹元整"),
    (LARGEST_FEN, "壹拾万亿元整"),
]
_VALUES = {letter: n for n, letter in enumerate("零壹贰叁肆伍陆柒捌玖")}


@pytest.mark.parametrize(("fen", "said"), TABLE)
def test_the_capitals_are_those_of_the_table(fen: int, said: str) -> None:
    assert capitals(fen) == f"人民币{said}"


@pytest.mark.parametrize("fen", [-1, -100, LARGEST_FEN + 1])
def test_an_amount_that_cannot_be_said_is_refused(fen: int) -> None:
    with pytest.raises(Unfit) as refusal:
        capitals(fen)

    assert refusal.value.field == "amount_fen"


@given(st.integers(0, LARGEST_FEN))
def test_reading_the_capitals_gives_the_amount_back(fen: int) -> None:
    said = capitals(fen)

    assert "零零" not in said
    assert not re.search("零[元万亿角分]", said) or fen == 0
    assert _read(said) == fen


def _read(said: str) -> int:
    """The amount that a clerk reads: an independent way back, unit by unit."""
    whole, _, rest = said.removeprefix("人民币").rpartition("元")
    total = _read_whole(whole) * 100
    for digit, unit in re.findall("([壹贰叁肆伍陆柒捌玖])([角分])", rest):
        total += _VALUES[digit] * (10 if unit == "角" else 1)
    return total


def _read_whole(said: str) -> int:
    for unit, size in (("亿", 10**8), ("万", 10**4)):
        if unit in said:
            high, _, low = said.rpartition(unit)
            return _read_whole(high) * size + _read_whole(low)
    parts = re.findall("([壹贰叁肆伍陆柒捌玖])([仟佰拾]?)", said)
    sizes = {"仟": 1000, "佰": 100, "拾": 10, "": 1}
    return sum(_VALUES[digit] * sizes[unit] for digit, unit in parts)
