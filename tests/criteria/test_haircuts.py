"""What a right carries after the lender's haircuts (valuation.md §8, lending.md §5.1)."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.criteria.cover import Cover
from backend.criteria.facts import Facts
from backend.criteria.haircuts import Cut, Haircuts, cuts_of, share_of
from backend.criteria.verdicts import Answer, ChangeAction
from backend.criteria.vocabulary import evaluate, parse
from backend.kernel.money import Fen
from tests.criteria.make import MILLION, facts, right, valuation, worth

#: The demonstration's figures of valuation.md §8.
CUTS = Haircuts(
    co_owned_bp=2000,
    invalidation_pending_bp=5000,
    fee_late_bp=10_000,
    no_evaluation_report_bp=3000,
    life_months_beyond_term=24,
)
RATIOS = {"invention": 4000, "utility_model": 2000}
ON = date(2026, 11, 24)
PLAIN = right("a", expires_on=date(2040, 1, 1))


def share(**changes: Any) -> Fraction:
    return share_of(replace(PLAIN, **changes), RATIOS, CUTS, on=ON, term_months=12)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, Fraction(40, 100)),
        ({"owners": 1}, Fraction(40, 100)),
        ({"owners": 2}, Fraction(32, 100)),
        ({"invalidation_pending": True}, Fraction(20, 100)),
        ({"owners": 2, "invalidation_pending": True}, Fraction(16, 100)),
        ({"fee_late": True}, 0),
        ({"kind": "utility_model"}, Fraction(14, 100)),
        ({"kind": "utility_model", "evaluation_report": True}, Fraction(20, 100)),
        ({"kind": "utility_model", "owners": 3}, Fraction(112, 1000)),
        ({"kind": "design"}, 0),
        ({"pledged": True}, 0),
        ({"pledged": False, "fee_late": False, "invalidation_pending": False}, Fraction(40, 100)),
        ({"expires_on": date(2029, 11, 24)}, Fraction(40, 100)),
        ({"expires_on": date(2029, 11, 23)}, 0),
        ({"expires_on": None, "owners": None}, Fraction(40, 100)),
    ],
)
def test_haircuts_multiply_on_the_ratio(changes: dict[str, Any], expected: Fraction) -> None:
    assert share(**changes) == expected


def test_a_lender_without_haircuts_cuts_nothing_but_a_running_pledge() -> None:
    worst = replace(PLAIN, owners=3, invalidation_pending=True, fee_late=True, pledged=True)

    assert cuts_of(worst, Haircuts(), on=ON, term_months=12) == {Cut.PLEDGED: 10_000}


def cover(**changes: Any) -> Cover:
    return Cover(ratio_bp_by_kind=RATIOS, haircuts=CUTS, **changes)


def asked(*rights: Any, **changes: Any) -> Facts:
    return facts(on=ON, term_months=12, rights=rights, **changes)


def test_a_running_pledge_carries_nothing_and_the_value_still_shows() -> None:
    verdict = cover().verdict(
        asked(replace(PLAIN, pledged=True), valuation=valuation(10 * MILLION))
    )

    assert verdict.answer is Answer.FAIL
    assert verdict.found["lendable_fen"] == 0
    assert verdict.found["value_fen"] == 10 * MILLION
    assert verdict.found["cuts"] == [
        {"right_id": str(PLAIN.id), "cut": "pledged", "of_ratio_bp": 10_000}
    ]
    assert verdict.smallest_change is not None
    assert verdict.smallest_change.action is ChangeAction.CHOOSE_OTHER_RIGHTS
    assert verdict.smallest_change.right_ids == (PLAIN.id,)


def test_what_is_found_tells_the_whole_range_its_method_and_its_valuer() -> None:
    value = replace(
        valuation(whole=worth(8 * MILLION, 10 * MILLION, 12 * MILLION)), valuer="某评估机构"
    )
    found = cover().verdict(asked(PLAIN, valuation=value)).found

    assert [found[n] for n in ("low_fen", "central_fen", "high_fen")] == [
        8 * MILLION, 10 * MILLION, 12 * MILLION,
    ]  # fmt: skip
    assert (found["method"], found["valuer"]) == (value.method, "某评估机构")
    assert found["base_date"] == value.base_date.isoformat()


def test_values_per_right_are_cut_each_and_rounded_down_once() -> None:
    second = right("b", kind="utility_model", expires_on=date(2034, 1, 1))
    value = valuation(whole=worth(301), per_right={PLAIN.id: worth(101), second.id: worth(200)})
    carried = cover().lendable(asked(replace(PLAIN, owners=2), second, valuation=value))

    assert carried == 60  # 101 x 0.32 = 32.32 and 200 x 0.14 = 28: 60.32


def test_a_value_of_the_whole_carries_at_the_lowest_share() -> None:
    second = right("b", expires_on=date(2040, 1, 1), owners=2)
    carried = cover().lendable(asked(PLAIN, second, valuation=valuation(10 * MILLION)))

    assert carried == 32 * MILLION // 10


@given(amount=st.integers(1, 10**13), owners=st.integers(1, 4), pending=st.booleans())
def test_the_value_that_is_wanted_carries_the_amount(
    *, amount: int, owners: int, pending: bool
) -> None:
    at = replace(PLAIN, owners=owners, invalidation_pending=pending)
    wanted = cover().verdict(asked(at, valuation=None, amount_fen=Fen(amount))).smallest_change
    assert wanted is not None
    assert wanted.value_fen is not None

    enough = cover().lendable(asked(at, valuation=valuation(wanted.value_fen)))
    short = cover().lendable(asked(at, valuation=valuation(wanted.value_fen - 1)))

    assert enough is not None
    assert short is not None
    assert short < amount <= enough


def test_of_a_bundle_what_is_cut_to_nothing_can_be_left_out() -> None:
    second = right("b", expires_on=date(2040, 1, 1), pledged=True)
    verdict = cover().verdict(asked(PLAIN, second, valuation=valuation(10 * MILLION)))

    assert verdict.found["lendable_fen"] == 0
    assert verdict.smallest_change is not None
    assert verdict.smallest_change.action is ChangeAction.LEAVE_OUT_RIGHTS
    assert verdict.smallest_change.right_ids == (second.id,)


def test_haircuts_are_data_of_the_criterion() -> None:
    raw = {"kind": "cover", "ratio_bp_by_kind": RATIOS, "haircuts": {"co_owned_bp": 2000}}
    rights = (replace(PLAIN, owners=2),)

    verdict = evaluate(
        parse([raw]), facts(on=ON, rights=rights, valuation=valuation(10 * MILLION))
    )[0]

    assert verdict.found["lendable_fen"] == 32 * MILLION // 10
    for odd in ({"co_owned_bp": 10_001}, {"sunny": 1}):
        with pytest.raises(Exception, match=r"10000|sunny"):
            parse([{**raw, "haircuts": odd}])
