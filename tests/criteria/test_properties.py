"""What must hold of every answer, whatever the facts: tried on generated ones."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from backend.criteria.cover import Cover, lendable
from backend.criteria.facts import Facts, RightFacts, ValuationFacts
from backend.criteria.firm import RevenueGrowth
from backend.criteria.need import AmountRange
from backend.criteria.rights import MaxRights, RemainingLife
from backend.criteria.verdicts import Answer, ChangeAction
from backend.criteria.vocabulary import evaluate, parse
from backend.kernel.money import Fen
from backend.lending.fit import apply
from tests.criteria.make import MILLION, ON, facts, right, worth
from tests.criteria.test_vocabulary import EVERY_KIND

KINDS = ("invention", "utility_model", "design", "unknown")
days = st.dates(date(2010, 1, 1), date(2045, 1, 1))


@st.composite
def rights(draw: st.DrawFn) -> tuple[RightFacts, ...]:
    count = draw(st.integers(1, 4))
    return tuple(
        right(
            str(n),
            kind=draw(st.sampled_from(KINDS)),
            ownership=draw(st.sampled_from(("owned", "declared", "extract"))),
            granted_on=draw(st.none() | days),
            expires_on=draw(st.none() | days),
            used_since=draw(st.none() | days),
            pledged=draw(st.none() | st.booleans()),
        )
        for n in range(count)
    )


@st.composite
def any_facts(draw: st.DrawFn) -> Facts:
    offered = draw(rights())
    low = draw(st.integers(1, 50 * MILLION))
    per_right = {r.id: worth(draw(st.integers(1, 20 * MILLION))) for r in offered}
    value = ValuationFacts(
        base_date=ON - timedelta(days=draw(st.integers(0, 800))),
        method="income",
        whole=worth(low, low + draw(st.integers(0, MILLION))),
        per_right=draw(st.none() | st.just(per_right)),
    )
    return facts(
        rights=offered,
        amount_fen=Fen(draw(st.integers(1, 20 * MILLION))),
        term_months=draw(st.integers(1, 72)),
        use_of_funds=draw(st.sampled_from(("working_capital", "other"))),
        documents=draw(st.sampled_from((frozenset(), frozenset({"certificate"})))),
        consents=draw(st.sampled_from((frozenset(), frozenset({"credit_report"})))),
        valuation=draw(st.none() | st.just(value)),
        prior_revenue_fen=draw(st.none() | st.integers(0, 40 * MILLION)),
        tax_grade=draw(st.none() | st.sampled_from("ABMCD")),
        credit_grade=draw(st.none() | st.sampled_from(("AAA", "A", "B", "C"))),
    )


@given(any_facts(), st.integers(1, 20 * MILLION))
def test_a_lower_amount_never_turns_pass_into_fail(asked: Facts, lower: int) -> None:
    criteria = (
        AmountRange(max_fen=5 * MILLION),
        Cover(ratio_bp_by_kind={"invention": 3000, "utility_model": 1500}, max_age_months=12),
    )
    less = replace(asked, amount_fen=Fen(min(lower, asked.amount_fen)))

    for before, after in zip(evaluate(criteria, asked), evaluate(criteria, less), strict=True):
        assert before.answer is not Answer.PASS or after.answer is Answer.PASS


@given(any_facts(), st.integers(1, 10 * MILLION))
def test_a_higher_value_never_carries_less(asked: Facts, more: int) -> None:
    if asked.valuation is None:
        return
    cover = Cover(ratio_bp_by_kind={"invention": 3000, "utility_model": 1500})
    shares = cover.shares(asked)
    value = asked.valuation
    higher = replace(
        value,
        whole=worth(value.whole.low + more, value.whole.central + more),
        per_right=value.per_right and {i: worth(w.low + more) for i, w in value.per_right.items()},
    )

    before = lendable(value, asked.rights, shares=shares, choice="low")

    assert lendable(higher, asked.rights, shares=shares, choice="low") >= before
    assert before <= value.whole.low or value.per_right is not None


@given(any_facts(), st.sampled_from(EVERY_KIND))
def test_no_answer_contradicts_itself(asked: Facts, raw: dict[str, Any]) -> None:
    verdict = evaluate(parse([raw]), asked)[0]

    assert (verdict.smallest_change is None) or verdict.answer is not Answer.PASS
    assert verdict.changeable or verdict.smallest_change is None
    by_choice = raw["kind"] == "valuation_methods"
    if verdict.changeable and verdict.answer is not Answer.PASS and not by_choice:
        assert verdict.smallest_change is not None


@given(any_facts(), st.sampled_from(EVERY_KIND))
def test_the_smallest_change_passes(asked: Facts, raw: dict[str, Any]) -> None:
    criteria = parse([raw])
    change = evaluate(criteria, asked)[0].smallest_change
    changed = None if change is None else apply(change, asked)
    if change is None or changed is None or change.action is ChangeAction.SET_AMOUNT:
        return
    if raw["kind"] == "cover" and change.action is ChangeAction.LEAVE_OUT_RIGHTS:
        # What is left out takes a value of the whole with it: cover is then open again.
        return

    assert evaluate(criteria, changed)[0].answer is Answer.PASS


@given(any_facts())
def test_the_amount_that_is_carried_passes_and_a_fen_more_does_not(asked: Facts) -> None:
    cover = Cover(ratio_bp_by_kind={"invention": 3000, "utility_model": 1500})
    carried = cover.lendable(asked)
    if not carried:
        return

    assert cover.verdict(replace(asked, amount_fen=carried)).answer is Answer.PASS
    above = replace(asked, amount_fen=Fen(carried + 1))
    assert cover.verdict(above).answer is Answer.FAIL


@given(any_facts(), st.integers(1, 4), st.sampled_from(KINDS[:3]))
def test_a_limit_and_its_change_leave_as_many_as_are_allowed(
    asked: Facts, most: int, kind: str
) -> None:
    criterion = MaxRights(count=most, kinds=(kind,))
    verdict = criterion.verdict(asked)
    may_count = [r for r in asked.rights if r.kind in (kind, "unknown")]

    assert (verdict.answer is Answer.PASS) == (len(may_count) <= most)
    if verdict.smallest_change is not None:
        changed = apply(verdict.smallest_change, asked)
        assert changed is not None
        assert len([r for r in changed.rights if r in may_count]) == most
        assert {r for r in asked.rights if r not in may_count} <= set(changed.rights)


@given(any_facts(), st.integers(-10_000, 20_000))
def test_growth_is_at_least_what_is_asked_to_the_fen(asked: Facts, least: int) -> None:
    before, last = asked.prior_revenue_fen, asked.revenue_fen
    verdict = RevenueGrowth(min_bp=least).verdict(asked)

    if not before or last is None:
        assert verdict.answer is Answer.UNKNOWN
        return
    assert (verdict.answer is Answer.PASS) == (last * 10_000 >= before * (10_000 + least))


def test_a_right_of_unknown_kind_knows_no_shorter_loan() -> None:
    asked = facts(rights=(right("a", kind="unknown", expires_on=date(2027, 1, 1)),), term_months=1)
    criterion = RemainingLife(months_by_kind={"invention": 96}, counted_from="loan_end")

    assert criterion.verdict(asked).answer is Answer.UNKNOWN
