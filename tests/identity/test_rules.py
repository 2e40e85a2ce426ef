"""Credit codes and sign-in delays, without a database."""

import pytest

from backend.identity import rules


@pytest.mark.parametrize(
    "code",
    [
        "914403001922038216",
        "91330100799655058B",
        "9144030071526726XG",
        "9131000013221158XC",
        "91310115710939629R",
        "53640000MJX173680A",
    ],
)
def test_real_codes_pass(code: str) -> None:
    assert rules.credit_code(f" {code[:4]} {code[4:].lower()}") == code


@pytest.mark.parametrize(
    "code",
    [
        "91310000132210596K",
        "91310000100001336A",
        "91310115MA00567890",
        "9131011571093962R",
        "",
        "上海",
        "91310115710939629r9",
    ],
)
def test_wrong_codes_are_refused(code: str) -> None:
    with pytest.raises(rules.CreditCodeInvalid):
        rules.credit_code(code)


def test_full_width_digits_are_read() -> None:
    assert rules.credit_code("９１３１０１１５７１０９３９６２９Ｒ") == "91310115710939629R"


def test_delays_grow_to_five_minutes() -> None:
    seconds = [rules.delay_after(n).total_seconds() for n in (0, 4, 5, 6, 12, 100)]

    assert seconds == [0, 0, 2, 4, 256, 300]
