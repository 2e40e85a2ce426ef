"""The demonstration is told on any day: what its cases are decided on is new enough."""

from datetime import date, timedelta

from backend.criteria.facts import add_months
from backend.demo.products import OFFERS
from backend.demo.story import BEFORE_CASES, SPRING, renewed_on
from backend.lending.checklist import ACCOUNTS_DUE

DAYS = [SPRING.date() + timedelta(days=each) for each in range(280, 1050)]


def test_the_first_year_knows_one_valuation() -> None:
    assert renewed_on(date(2026, 12, 1)) is None
    assert renewed_on(date(2027, 1, 22)) is None
    assert renewed_on(date(2027, 1, 23)) == date(2026, 11, 24)
    assert renewed_on(date(2028, 2, 29)) == date(2027, 11, 24)


def test_no_case_under_way_rests_on_a_value_or_on_accounts_that_are_too_old() -> None:
    oldest = min(
        offer.terms.max_valuation_age_months
        for offer in OFFERS
        if offer.terms.max_valuation_age_months is not None
    )
    for today in DAYS:
        stated = renewed_on(today) or SPRING.date()
        assert stated <= today - BEFORE_CASES
        assert today <= add_months(stated, oldest)
        if (today.month, today.day) >= ACCOUNTS_DUE and today.year > SPRING.year:
            assert stated.year == today.year
