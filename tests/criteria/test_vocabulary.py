"""The vocabulary is closed, and each kind answers pass, fail and unknown."""

from datetime import date
from typing import Any, ClassVar, get_args

import pytest

from backend.criteria.facts import add_months, months_between
from backend.criteria.firm import CreditGrade
from backend.criteria.verdicts import Answer, ChangeAction, Verdict
from backend.criteria.vocabulary import CriteriaInvalid, evaluate, parse, unparse
from backend.kernel.money import Fen
from backend.listing.states import CreditGrade as StatedCreditGrade
from tests.criteria.make import MILLION, ON, facts, right, valuation, worth

EVERY_KIND: list[dict[str, Any]] = [
    {"kind": "amount_range", "min_fen": MILLION, "max_fen": 5 * MILLION},
    {"kind": "tenor_range", "min_months": 6, "max_months": 36},
    {"kind": "use_of_funds", "allowed": ["working_capital", "equipment"]},
    {"kind": "region", "divisions": ["31"]},
    {"kind": "firm_age", "min_months": 24},
    {"kind": "revenue", "min_fen": MILLION, "max_fen": 400 * MILLION},
    {"kind": "headcount", "max_people": 1000},
    {"kind": "tags_any_of", "tags": ["hnte", "specialised_sme"]},
    {"kind": "sectors", "sectors": ["integrated_circuits"]},
    {"kind": "first_time_borrower"},
    {"kind": "basic_account"},
    {"kind": "right_kinds", "kinds": ["invention", "utility_model"]},
    {"kind": "min_rights", "count": 2, "kinds": ["invention"]},
    {"kind": "granted"},
    {"kind": "remaining_life", "months_by_kind": {"invention": 96}, "counted_from": "loan_end"},
    {"kind": "used_for", "min_months": 24},
    {"kind": "owned", "proof": "owned"},
    {"kind": "not_pledged"},
    {"kind": "cover", "ratio_bp_by_kind": {"invention": 3000}, "max_age_months": 12},
    {"kind": "documents", "kinds": ["certificate"]},
    {"kind": "consents", "consents": ["credit_report"]},
    {"kind": "ipc", "included": ["H01L", "G06"], "excluded": ["G06Q"]},
    {"kind": "fees_current"},
    {"kind": "not_disputed"},
    {"kind": "valuation_methods", "methods": ["income", "negotiated"]},
    {"kind": "max_rights", "count": 2, "kinds": ["invention"]},
    {"kind": "revenue_growth", "min_bp": 2500},
    {"kind": "tax_grade", "grades": ["A", "B", "M"]},
    {"kind": "credit_grade", "at_least": "BBB"},
    {"kind": "in_force"},
]


def one(raw: dict[str, Any], **changes: Any) -> Verdict:
    return evaluate(parse([raw]), facts(**changes))[0]


@pytest.mark.parametrize("raw", EVERY_KIND, ids=lambda raw: str(raw["kind"]))
def test_every_kind_is_read_passes_and_is_written_back(raw: dict[str, Any]) -> None:
    verdict = one(raw)

    assert verdict.criterion == raw["kind"]
    assert verdict.answer is Answer.PASS
    assert verdict.smallest_change is None
    written = unparse(parse([raw]))[0]
    assert {name: written[name] for name in raw} == raw
    assert unparse(parse([written])) == [written]


@pytest.mark.parametrize(
    "raw",
    [
        {"kind": "score", "min": 5},
        {"kind": "amount_range"},
        {"kind": "amount_range", "min_fen": 5, "max_fen": 4},
        {"kind": "amount_range", "min_fen": 5, "more": 1},
        {"kind": "region", "divisions": []},
        {"kind": "cover", "ratio_bp_by_kind": {"invention": 10_001}},
        {"kind": "cover", "ratio_bp_by_kind": {}},
        {"kind": "ipc"},
        {"kind": "max_rights", "count": 0},
        {"kind": "max_rights", "count": 2, "kinds": []},
        {"kind": "revenue_growth"},
        {"kind": "revenue_growth", "min_bp": -10_001},
        {"kind": "tax_grade", "grades": []},
        {"kind": "credit_grade", "at_least": "AAA+"},
        {"kind": "credit_grade", "at_least": "A", "max_age_years": -1},
        {"min_fen": 5},
    ],
)
def test_what_is_not_of_the_vocabulary_is_refused(raw: dict[str, Any]) -> None:
    with pytest.raises(CriteriaInvalid):
        parse([raw])


@pytest.mark.parametrize(
    ("raw", "changes"),
    [
        (EVERY_KIND[3], {"division": "320500"}),
        (EVERY_KIND[4], {"established_on": date(2025, 1, 1)}),
        (EVERY_KIND[5], {"revenue_fen": 500 * MILLION}),
        (EVERY_KIND[6], {"headcount": 1001}),
        (EVERY_KIND[7], {"tags": frozenset({"tech_sme"})}),
        (EVERY_KIND[8], {"sector": "biomedicine"}),
        (EVERY_KIND[9], {"first_time_borrower": False}),
        (EVERY_KIND[10], {"has_basic_account": False}),
    ],
)
def test_what_the_firm_is_it_cannot_change(raw: dict[str, Any], changes: dict[str, Any]) -> None:
    failed = one(raw, **changes)
    unknown = one(raw, **dict.fromkeys(changes))

    assert (failed.answer, failed.changeable) == (Answer.FAIL, False)
    assert (unknown.answer, unknown.changeable) == (Answer.UNKNOWN, False)
    assert failed.smallest_change is None


@pytest.mark.parametrize(
    ("raw", "changes", "answer"),
    [
        (EVERY_KIND[11], {"kind": "design"}, Answer.FAIL),
        (EVERY_KIND[11], {"kind": "unknown"}, Answer.UNKNOWN),
        (EVERY_KIND[13], {"granted_on": None}, Answer.UNKNOWN),
        (EVERY_KIND[13], {"granted_on": date(2027, 1, 1)}, Answer.FAIL),
        (EVERY_KIND[14], {"expires_on": date(2030, 1, 1)}, Answer.FAIL),
        (EVERY_KIND[14], {"expires_on": None}, Answer.UNKNOWN),
        (EVERY_KIND[15], {"used_since": date(2025, 1, 1)}, Answer.FAIL),
        (EVERY_KIND[15], {"used_since": None}, Answer.UNKNOWN),
        (EVERY_KIND[16], {"ownership": "declared"}, Answer.UNKNOWN),
        (EVERY_KIND[17], {"pledged": True}, Answer.FAIL),
        (EVERY_KIND[17], {"pledge_shown": True}, Answer.FAIL),
        (EVERY_KIND[17], {"pledged": None}, Answer.UNKNOWN),
        (EVERY_KIND[21], {"ipc": "A61K 31/00"}, Answer.FAIL),
        (EVERY_KIND[21], {"ipc": "G06Q 30/02"}, Answer.FAIL),
        (EVERY_KIND[21], {"ipc": None}, Answer.UNKNOWN),
        (EVERY_KIND[22], {"fee_late": True}, Answer.FAIL),
        (EVERY_KIND[23], {"invalidation_pending": True}, Answer.FAIL),
        (EVERY_KIND[23], {"invalidation_pending": None}, Answer.UNKNOWN),
        (EVERY_KIND[29], {"in_force": False}, Answer.FAIL),
        (EVERY_KIND[29], {"in_force": None}, Answer.UNKNOWN),
    ],
)
def test_a_right_in_the_way_can_be_left_out(
    raw: dict[str, Any], changes: dict[str, Any], answer: Answer
) -> None:
    bad = right("bad", **changes)

    verdict = one(raw, rights=(right("a"), bad))

    assert (verdict.answer, verdict.changeable) == (answer, True)
    assert verdict.right_ids == (bad.id,)
    assert verdict.smallest_change is not None
    assert verdict.smallest_change.action is ChangeAction.LEAVE_OUT_RIGHTS
    assert verdict.smallest_change.right_ids == (bad.id,)


def test_another_method_of_valuation_is_for_the_firm_to_choose() -> None:
    cost = one(EVERY_KIND[24], valuation=valuation(method="cost"))
    missing = one(EVERY_KIND[24], valuation=None)

    assert (cost.answer, cost.changeable, cost.smallest_change) == (Answer.FAIL, True, None)
    assert (missing.answer, missing.changeable) == (Answer.UNKNOWN, True)


def test_when_every_right_is_in_the_way_others_have_to_be_chosen() -> None:
    verdict = one(EVERY_KIND[17], rights=(right("a", pledged=True),))

    assert verdict.smallest_change is not None
    assert verdict.smallest_change.action is ChangeAction.CHOOSE_OTHER_RIGHTS


def test_a_fail_weighs_more_than_an_unknown() -> None:
    verdict = one(
        EVERY_KIND[17], rights=(right("a", pledged=None), right("b", pledged=True), right("c"))
    )

    assert verdict.answer is Answer.FAIL
    assert len(verdict.right_ids) == 2


def test_a_shorter_loan_is_the_smaller_change_for_remaining_life() -> None:
    raw = {
        "kind": "remaining_life",
        "months_by_kind": {"utility_model": 6},
        "counted_from": "loan_end",
    }
    short = right("a", kind="utility_model", expires_on=date(2028, 7, 1))

    verdict = one(raw, rights=(short,), term_months=24)

    assert verdict.answer is Answer.FAIL
    assert verdict.smallest_change is not None
    assert verdict.smallest_change.action is ChangeAction.SET_TERM
    assert verdict.smallest_change.term_months == 13
    assert one(raw, rights=(short,), term_months=13).answer is Answer.PASS
    assert one(raw, rights=(short,), term_months=14).answer is Answer.FAIL


def test_too_few_rights_say_how_many_are_missing() -> None:
    verdict = one({"kind": "min_rights", "count": 3}, rights=(right("a"),))

    assert verdict.answer is Answer.FAIL
    assert verdict.smallest_change is not None
    assert verdict.smallest_change.count == 2


def test_a_right_of_unknown_kind_leaves_the_count_open() -> None:
    verdict = one(EVERY_KIND[12], rights=(right("a"), right("b", kind="unknown")))

    assert verdict.answer is Answer.UNKNOWN


def test_too_many_rights_name_the_least_valuable_to_leave_out() -> None:
    offered = tuple(right(name) for name in "abc")
    by_value = valuation(
        per_right={r.id: worth(n * MILLION) for r, n in zip(offered, (3, 1, 2), strict=True)}
    )

    valued = one(EVERY_KIND[25], rights=offered, valuation=by_value)
    unvalued = one(EVERY_KIND[25], rights=offered)

    assert (valued.answer, valued.changeable, valued.found) == (Answer.FAIL, True, {"count": 3})
    assert valued.smallest_change is not None
    assert valued.smallest_change.action is ChangeAction.LEAVE_OUT_RIGHTS
    assert valued.smallest_change.right_ids == (offered[1].id,)
    assert unvalued.smallest_change is not None
    assert unvalued.smallest_change.right_ids == (offered[2].id,)


def test_a_limit_on_a_kind_counts_no_other_and_is_open_while_a_kind_is_unknown() -> None:
    two = (right("a"), right("b"))
    other = one(EVERY_KIND[25], rights=(*two, right("c", kind="design")))
    unknown = one(EVERY_KIND[25], rights=(right("c", kind="unknown"), *two))
    every = one({"kind": "max_rights", "count": 2}, rights=(*two, right("c", kind="unknown")))

    assert other.answer is Answer.PASS
    assert (unknown.answer, unknown.found) == (Answer.UNKNOWN, {"count": 2})
    assert unknown.smallest_change is not None
    assert unknown.smallest_change.right_ids == (right("c").id,)
    assert every.answer is Answer.FAIL


@pytest.mark.parametrize(
    ("raw", "fails", "unstated"),
    [
        (EVERY_KIND[26], {"prior_revenue_fen": 16 * MILLION + 1}, "prior_revenue_fen"),
        (EVERY_KIND[27], {"tax_grade": "C"}, "tax_grade"),
        (EVERY_KIND[28], {"credit_grade": "BB"}, "credit_grade"),
    ],
)
def test_what_the_firm_has_not_stated_it_can_state_and_no_more(
    raw: dict[str, Any], fails: dict[str, Any], unstated: str
) -> None:
    failed, unknown = one(raw, **fails), one(raw, **{unstated: None})

    assert (failed.answer, failed.changeable, failed.smallest_change) == (Answer.FAIL, False, None)
    assert (unknown.answer, unknown.changeable) == (Answer.UNKNOWN, True)
    assert unknown.smallest_change is not None
    assert unknown.smallest_change.action is ChangeAction.STATE_FACTS
    assert unknown.smallest_change.facts == (unstated,)


@pytest.mark.parametrize(
    ("before", "growth_bp", "answer"),
    [
        (16 * MILLION, 2500, Answer.PASS),
        (40 * MILLION, -5000, Answer.FAIL),
        (30 * MILLION, -3334, Answer.FAIL),
        (0, None, Answer.UNKNOWN),
    ],
)
def test_growth_is_rounded_down_and_from_nothing_is_no_rate(
    before: int, growth_bp: int | None, answer: Answer
) -> None:
    verdict = one(EVERY_KIND[26], prior_revenue_fen=Fen(before))

    assert (verdict.found["growth_bp"], verdict.answer) == (growth_bp, answer)
    assert not verdict.changeable


@pytest.mark.parametrize(("at_least", "answer"), [("A", "pass"), ("AA", "pass"), ("AAA", "fail")])
def test_a_better_credit_grade_passes_too(at_least: str, answer: str) -> None:
    assert one({"kind": "credit_grade", "at_least": at_least}).answer == answer


def test_what_a_firm_states_and_what_products_ask_are_the_same_grades() -> None:
    assert tuple(StatedCreditGrade) == get_args(CreditGrade)


def test_papers_name_what_is_missing() -> None:
    papers = one({"kind": "documents", "kinds": ["certificate", "accounts"]})
    consents = one(EVERY_KIND[20], consents=frozenset())

    assert papers.answer is Answer.FAIL
    assert papers.smallest_change is not None
    assert papers.smallest_change.documents == ("accounts",)
    assert consents.smallest_change is not None
    assert consents.smallest_change.consents == ("credit_report",)


def test_another_use_of_the_money_names_those_allowed() -> None:
    verdict = one(EVERY_KIND[2], use_of_funds="other")

    assert (verdict.answer, verdict.changeable) == (Answer.FAIL, True)
    assert verdict.smallest_change is not None
    assert verdict.smallest_change.uses == ("working_capital", "equipment")


class TestCover:
    MIXED = (right("a"), right("b", kind="utility_model"))
    RAW: ClassVar[dict[str, Any]] = {
        "kind": "cover",
        "ratio_bp_by_kind": {"invention": 3000, "utility_model": 1500},
        "max_age_months": 12,
    }

    def test_values_per_right_each_carry_at_their_own_ratio(self) -> None:
        value = valuation(
            whole=worth(10 * MILLION),
            per_right={
                self.MIXED[0].id: worth(6 * MILLION),
                self.MIXED[1].id: worth(4 * MILLION),
            },
        )

        verdict = one(self.RAW, rights=self.MIXED, valuation=value, amount_fen=24 * MILLION // 10)

        assert verdict.answer is Answer.PASS
        assert verdict.found["lendable_fen"] == 24 * MILLION // 10
        assert verdict.found["ltv_bp"] == 2400

    def test_a_value_of_the_whole_carries_at_the_lowest_ratio(self) -> None:
        verdict = one(self.RAW, rights=self.MIXED, valuation=valuation(10 * MILLION))

        assert verdict.answer is Answer.FAIL
        assert verdict.found["lendable_fen"] == 15 * MILLION // 10
        assert verdict.smallest_change is not None
        assert verdict.smallest_change.amount_fen == 15 * MILLION // 10

    def test_the_product_says_which_value(self) -> None:
        value = valuation(whole=worth(8 * MILLION, 10 * MILLION, 12 * MILLION))

        low = one(EVERY_KIND[18], valuation=value)
        central = one({**EVERY_KIND[18], "value": "central"}, valuation=value)

        assert low.found["lendable_fen"] == 24 * MILLION // 10
        assert central.found["lendable_fen"] == 3 * MILLION

    def test_without_a_valuation_it_is_unknown_and_says_what_value_would_do(self) -> None:
        verdict = one(EVERY_KIND[18], valuation=None)

        assert (verdict.answer, verdict.changeable) == (Answer.UNKNOWN, True)
        assert verdict.smallest_change is not None
        assert verdict.smallest_change.action is ChangeAction.STATE_VALUATION
        assert verdict.smallest_change.value_fen == 10 * MILLION
        assert verdict.smallest_change.base_date_from == date(2025, 11, 24)

    @pytest.mark.parametrize(
        ("base_date", "answer"),
        [(date(2025, 11, 24), Answer.PASS), (date(2025, 11, 23), Answer.FAIL)],
    )
    def test_a_valuation_too_old_carries_nothing(self, base_date: date, answer: Answer) -> None:
        verdict = one(EVERY_KIND[18], valuation=valuation(base_date=base_date))

        assert verdict.answer is answer

    def test_a_kind_without_a_ratio_carries_nothing(self) -> None:
        verdict = one(EVERY_KIND[18], rights=(right("a", kind="design"),))

        assert verdict.answer is Answer.FAIL
        assert verdict.found["lendable_fen"] == 0
        assert verdict.smallest_change is not None
        assert verdict.smallest_change.action is ChangeAction.CHOOSE_OTHER_RIGHTS

    def test_the_loan_to_value_is_rounded_up(self) -> None:
        verdict = one(EVERY_KIND[18], valuation=valuation(3 * MILLION), amount_fen=MILLION)

        assert verdict.found["ltv_bp"] == 3334


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 3, 15), -3, date(2025, 12, 15)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
    ],
)
def test_months_are_added_by_the_calendar(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


def test_months_between_are_whole_ones() -> None:
    assert months_between(date(2026, 1, 15), date(2026, 3, 14)) == 1
    assert months_between(date(2026, 1, 15), date(2026, 3, 15)) == 2
    assert months_between(date(2026, 3, 15), date(2026, 3, 14)) == -1


@pytest.mark.parametrize(
    ("grade", "year", "answer", "unstated"),
    [
        ("AA", ON.year, Answer.PASS, ()),
        ("AA", ON.year - 1, Answer.PASS, ()),
        ("AA", ON.year - 2, Answer.FAIL, ()),
        ("B", None, Answer.FAIL, ()),
        (None, ON.year - 2, Answer.FAIL, ()),
        ("AA", None, Answer.UNKNOWN, ("credit_grade_year",)),
        (None, None, Answer.UNKNOWN, ("credit_grade", "credit_grade_year")),
    ],
)
def test_a_grade_is_as_old_as_its_year(
    grade: str | None, year: int | None, answer: Answer, unstated: tuple[str, ...]
) -> None:
    raw = {"kind": "credit_grade", "at_least": "BBB", "max_age_years": 1}

    verdict = one(raw, credit_grade=grade, credit_grade_year=year)

    assert (verdict.answer, verdict.changeable) == (answer, bool(unstated))
    assert verdict.found == {"credit_grade": grade, "credit_grade_year": year}
    change = verdict.smallest_change
    assert (() if change is None else change.facts) == unstated
