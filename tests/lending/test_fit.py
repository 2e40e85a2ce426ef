"""How a request stands to a product: the grade, the amount, the changes, the order."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given

from backend.criteria.facts import Facts
from backend.criteria.verdicts import Answer, ChangeAction
from backend.criteria.vocabulary import evaluate, parse
from backend.kernel.money import BasisPoints, Fen
from backend.lending.fit import Grade, Mandate, Terms, apply_all, judge, order
from tests.criteria.make import MILLION, facts, right, valuation, worth
from tests.criteria.test_properties import any_facts

RATES = {"lpr_1y": 300, "lpr_5y": 350}


def terms(*criteria: dict[str, Any], **changes: Any) -> Terms:
    base = Terms(
        min_fen=Fen(MILLION // 2),
        cap_fen=Fen(10 * MILLION),
        min_months=6,
        max_months=36,
        rate_base="lpr_1y",
        rate_from_bp=BasisPoints(45),
        rate_to_bp=BasisPoints(85),
        decision_days=5,
        criteria=parse(list(criteria)),
        ratio_bp_by_kind={"invention": 3000, "utility_model": 1500},
        max_valuation_age_months=12,
        mandate=Mandate(number="M-1", from_on=date(2026, 1, 1), to_on=date(2027, 12, 31), text="…"),
        as_of=date(2026, 11, 1),
        source="demo",
    )
    return replace(base, **changes)


REGION = {"kind": "region", "divisions": ["310115"]}
PAPERS = {"kind": "documents", "kinds": ["certificate", "accounts"]}


def test_it_fits_when_every_criterion_passes() -> None:
    fit = judge(terms(REGION), facts(), base_rates=RATES)

    assert fit.grade is Grade.FITS
    assert {verdict.answer for verdict in fit.verdicts} == {Answer.PASS}
    assert fit.changes == ()
    assert fit.carries_fen == 3 * MILLION
    assert (fit.rate_from_bp, fit.rate_to_bp) == (345, 385)
    assert fit.cost_from is not None
    assert fit.cost_from.total_fen == 103_500_00
    assert fit.ltv_bp == 3000


@pytest.mark.parametrize(
    "changes",
    [
        {"amount_fen": 20 * MILLION},
        {"amount_fen": MILLION // 4},
        {"term_months": 48},
        {"use_of_funds": "other"},
        {"valuation": None},
        {"documents": frozenset()},
        {"consents": frozenset()},
        {"rights": (right("a"), right("b", pledged=True))},
    ],
    ids="-".join,
)
def test_what_the_firm_can_change_makes_it_nearly(changes: dict[str, Any]) -> None:
    product = terms(
        {"kind": "use_of_funds", "allowed": ["working_capital"]},
        {"kind": "documents", "kinds": ["certificate"]},
        {"kind": "consents", "consents": ["credit_report"]},
        {"kind": "not_pledged"},
    )

    assert judge(product, facts(**changes), base_rates=RATES).grade is Grade.NEARLY


def test_one_thing_the_firm_cannot_change_and_it_does_not_fit() -> None:
    fit = judge(terms(REGION, PAPERS), facts(division="320500"), base_rates=RATES)

    assert fit.grade is Grade.DOES_NOT_FIT
    assert fit.changes == ()


def test_the_changes_together_pass() -> None:
    product = terms(REGION, PAPERS, {"kind": "not_pledged"})
    asked = facts(amount_fen=Fen(20 * MILLION), term_months=60)

    fit = judge(product, asked, base_rates=RATES)

    assert fit.changes_suffice is True
    assert {change.action for change in fit.changes} == {
        ChangeAction.SET_AMOUNT,
        ChangeAction.SET_TERM,
        ChangeAction.DEPOSIT_DOCUMENTS,
    }
    amount = next(c for c in fit.changes if c.action is ChangeAction.SET_AMOUNT)
    assert amount.amount_fen == 3 * MILLION


def test_a_value_of_the_whole_falls_with_the_right_that_is_left_out() -> None:
    product = terms({"kind": "not_pledged"})
    asked = facts(rights=(right("a"), right("b", pledged=True)))

    fit = judge(product, asked, base_rates=RATES)

    assert [change.action for change in fit.changes] == [
        ChangeAction.LEAVE_OUT_RIGHTS,
        ChangeAction.STATE_VALUATION,
    ]
    assert fit.changes_suffice is True


def test_another_method_leaves_open_whether_the_changes_suffice() -> None:
    product = terms(PAPERS, {"kind": "valuation_methods", "methods": ["market"]})

    fit = judge(product, facts(), base_rates=RATES)

    assert fit.grade is Grade.NEARLY
    assert fit.changes_suffice is None
    assert [change.action for change in fit.changes] == [ChangeAction.DEPOSIT_DOCUMENTS]


def test_other_rights_leave_open_whether_the_changes_suffice() -> None:
    fit = judge(terms({"kind": "min_rights", "count": 3}, PAPERS), facts(), base_rates=RATES)

    assert fit.grade is Grade.NEARLY
    assert fit.changes_suffice is None
    assert {change.action for change in fit.changes} == {
        ChangeAction.ADD_RIGHTS,
        ChangeAction.DEPOSIT_DOCUMENTS,
    }


def test_what_is_not_stated_leaves_open_whether_the_changes_suffice() -> None:
    product = terms(
        {"kind": "tax_grade", "grades": ["A"]}, {"kind": "credit_grade", "at_least": "A"}, PAPERS
    )

    fit = judge(product, facts(tax_grade=None, credit_grade=None), base_rates=RATES)

    assert (fit.grade, fit.changes_suffice) == (Grade.NEARLY, None)
    assert [change.action for change in fit.changes] == [
        ChangeAction.DEPOSIT_DOCUMENTS,
        ChangeAction.STATE_FACTS,
    ]
    assert fit.changes[1].facts == ("tax_grade", "credit_grade")


def test_a_right_that_goes_anyway_counts_no_longer() -> None:
    product = terms({"kind": "max_rights", "count": 2}, {"kind": "not_pledged"})
    asked = facts(rights=(right("a"), right("b", pledged=True), right("c")))

    fit = judge(product, asked, base_rates=RATES)

    assert fit.changes[0].action is ChangeAction.LEAVE_OUT_RIGHTS
    assert fit.changes[0].right_ids == (right("b").id,)
    assert fit.changes_suffice is True


def test_rights_that_carry_less_than_the_product_lends_at_least() -> None:
    fit = judge(terms(), facts(valuation=valuation(MILLION)), base_rates=RATES)

    assert fit.grade is Grade.NEARLY
    assert fit.carries_fen == 3 * MILLION // 10
    assert [change.action for change in fit.changes] == [ChangeAction.ADD_RIGHTS]
    assert fit.changes_suffice is None


def test_without_a_valuation_it_is_up_to_the_cap_subject_to_it() -> None:
    fit = judge(terms(), facts(valuation=None), base_rates=RATES)

    assert fit.subject_to_valuation
    assert fit.carries_fen == 10 * MILLION
    assert fit.costed_fen == 3 * MILLION
    assert fit.ltv_bp is None


def test_the_cap_bounds_what_the_rights_carry() -> None:
    fit = judge(terms(), facts(valuation=valuation(100 * MILLION)), base_rates=RATES)

    assert fit.carries_fen == 10 * MILLION


def test_a_product_on_credit_alone_asks_no_valuation() -> None:
    fit = judge(terms(ratio_bp_by_kind=None), facts(valuation=None), base_rates=RATES)

    assert fit.grade is Grade.FITS
    assert not fit.subject_to_valuation
    assert "cover" not in {verdict.criterion for verdict in fit.verdicts}


def test_a_fixed_rate_needs_no_base_and_an_unknown_base_shows_no_rate() -> None:
    fixed = judge(
        terms(rate_base="fixed", rate_from_bp=BasisPoints(400), rate_to_bp=BasisPoints(400)),
        facts(),
        base_rates={},
    )
    unknown = judge(terms(), facts(), base_rates={})

    assert fixed.rate_from_bp == 400
    assert unknown.rate_from_bp is None
    assert unknown.cost_to is None


def test_rights_of_several_kinds_without_values_per_right_take_the_lowest_ratio() -> None:
    mixed = (right("a"), right("b", kind="utility_model"))

    fit = judge(terms(), facts(rights=mixed, valuation=valuation(20 * MILLION)), base_rates=RATES)

    assert fit.carries_fen == 3 * MILLION


def test_values_per_right_take_each_its_own_ratio() -> None:
    mixed = (right("a"), right("b", kind="utility_model"))
    value = valuation(
        whole=worth(20 * MILLION),
        per_right={mixed[0].id: worth(10 * MILLION), mixed[1].id: worth(10 * MILLION)},
    )

    fit = judge(terms(), facts(rights=mixed, valuation=value), base_rates=RATES)

    assert fit.carries_fen == 45 * MILLION // 10


def test_the_order_is_grade_then_capacity_then_amount_then_cost() -> None:
    asked = facts()
    good = judge(terms(), asked, base_rates=RATES)
    dear = judge(terms(rate_to_bp=BasisPoints(300)), asked, base_rates=RATES)
    nearly = judge(terms(PAPERS), asked, base_rates=RATES)
    never = judge(terms({"kind": "region", "divisions": ["32"]}), asked, base_rates=RATES)

    ranks = [
        order(good, capacity_open=True, asked=asked.amount_fen),
        order(dear, capacity_open=True, asked=asked.amount_fen),
        order(good, capacity_open=False, asked=asked.amount_fen),
        order(nearly, capacity_open=True, asked=asked.amount_fen),
        order(never, capacity_open=True, asked=asked.amount_fen),
    ]

    assert ranks == sorted(ranks)


@given(any_facts())
def test_changes_that_are_said_to_suffice_do(asked: Facts) -> None:
    product = terms(
        {"kind": "not_pledged"},
        {"kind": "right_kinds", "kinds": ["invention", "utility_model"]},
        {"kind": "use_of_funds", "allowed": ["working_capital"]},
        {"kind": "max_rights", "count": 2},
        {"kind": "tax_grade", "grades": ["A", "B"]},
        PAPERS,
    )

    fit = judge(product, asked, base_rates=RATES)

    if fit.changes_suffice:
        answers = evaluate(product.all_criteria(), apply_all(fit.changes, asked))
        assert [v.criterion for v in answers if v.answer is not Answer.PASS] == []
