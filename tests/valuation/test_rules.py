"""What a valuation must be, and which one serves a bundle."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from backend.kernel.errors import RuleBroken
from backend.kernel.money import Fen
from backend.valuation import rules
from backend.valuation.rules import Candidate, Range, Statement, check_statement, ranked, serves
from backend.valuation.states import Method

TODAY = date(2026, 11, 24)
A, B, C = UUID(int=1), UUID(int=2), UUID(int=3)


def span(low: int, central: int, high: int) -> Range:
    return Range(low=Fen(low), central=Fen(central), high=Fen(high))


GOOD = Statement(
    right_ids=(A, B),
    whole=span(100, 120, 150),
    per_right={A: span(60, 70, 80), B: span(40, 50, 70)},
    method=Method.INCOME,
    appraised=True,
    base_date=TODAY,
    valuer="某评估机构",
    report_file_id=UUID(int=9),
)


def test_a_good_statement_passes() -> None:
    check_statement(GOOD, today=TODAY)
    check_statement(replace(GOOD, per_right=None), today=TODAY)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"right_ids": (A, A)}, rules.RightsNamedTwice),
        ({"whole": span(120, 100, 150)}, rules.RangeNotOrdered),
        ({"whole": span(0, 100, 150)}, rules.RangeNotOrdered),
        ({"base_date": TODAY + timedelta(days=1)}, rules.BaseDateInFuture),
        ({"report_file_id": None}, rules.ReportMissing),
        ({"method": Method.NEGOTIATED}, rules.MethodNotAppraisal),
        ({"per_right": {A: span(100, 120, 150)}}, rules.ValuesPerRightIncomplete),
        (
            {"per_right": {A: span(80, 70, 80), B: span(20, 50, 70)}},
            rules.RangeNotOrdered,
        ),
        (
            {"per_right": {A: span(60, 70, 80), B: span(40, 50, 71)}},
            rules.ValuesDoNotAddUp,
        ),
    ],
)
def test_what_nobody_could_rely_on_is_refused(
    changes: dict[str, Any], refusal: type[RuleBroken]
) -> None:
    with pytest.raises(refusal):
        check_statement(replace(GOOD, **changes), today=TODAY)


def candidate(*right_ids: UUID, **changes: Any) -> Candidate:
    base = Candidate(
        id=UUID(int=50),
        right_ids=frozenset(right_ids),
        has_values_per_right=False,
        appraised=False,
        base_date=TODAY,
        number="VA-2026-000001",
    )
    return replace(base, **changes)


@pytest.mark.parametrize(
    ("valued", "per_right", "asked", "expected"),
    [
        ((A, B), False, (B, A), True),
        ((A, B), False, (A,), False),
        ((A, B), True, (A,), True),
        ((A,), True, (A, B), False),
        ((A,), False, (), False),
    ],
)
def test_it_serves_equal_sets_or_by_values_per_right(
    *, valued: tuple[UUID, ...], per_right: bool, asked: tuple[UUID, ...], expected: bool
) -> None:
    it = candidate(*valued, has_values_per_right=per_right)

    assert serves(it, asked, on=TODAY) is expected


def test_a_valuation_does_not_serve_before_its_base_date() -> None:
    assert not serves(candidate(A), [A], on=TODAY - timedelta(days=1))


def test_the_newest_that_serves_is_the_best_and_of_one_day_the_appraised() -> None:
    old = candidate(A, base_date=TODAY - timedelta(days=90), appraised=True)
    plain = candidate(A, number="VA-2026-000003")
    appraised = candidate(A, appraised=True)
    of_others = candidate(C, appraised=True)

    assert ranked([old, plain], [A], on=TODAY) == [plain, old]
    assert ranked([old, plain, appraised, of_others], [A], on=TODAY) == [appraised, plain, old]
    assert ranked([of_others], [A], on=TODAY) == []
