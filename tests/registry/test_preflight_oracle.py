"""Five thousand generated cases: our answers are the oracle's, ground by ground."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.portfolio.states import APART, LegalStatus, PatentKind, Source
from backend.registry import preflight
from backend.registry.facts import (
    Extract,
    GazetteNews,
    Receipt,
    RightFacts,
    Statement,
    TermsFacts,
)
from tests.registry import oracle

TODAY = date(2026, 3, 10)
CODES = ["CF01", "CX01", "AV01", "IW01", "IP01", "RR01", "PP01", "PD01", "PE01", "PM01", "PC01"]
CODES += ["TR01", "CP01", "EE01"]
NAMES = ["甲（上海）公司", "甲(上海)公司", "乙公司", "丙 公司"]

# Mostly near the border of fifteen working days, sometimes tomorrow, sometimes long ago.
days = st.one_of(st.integers(min_value=0, max_value=45), st.sampled_from([-1, 0, 1, 300, 800])).map(
    lambda back: TODAY - timedelta(days=back)
)
rarely = st.sampled_from([False, False, False, False, True])
statements = st.lists(st.builds(Statement, as_of=days, value=st.booleans()), max_size=2).map(tuple)

extracts = st.builds(
    Extract,
    as_of=days,
    owners=st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True).map(tuple),
    status=st.sampled_from([LegalStatus.IN_FORCE] * 6 + list(LegalStatus)),
    granted_on=st.sampled_from([date(2020, 5, 1), date(2020, 5, 1), None, TODAY]),
    fees_paid=st.sampled_from([True, True, True, False]),
    late_period=rarely,
    running_pledge=rarely,
    preserved=rarely,
    suspended=rarely,
    invalidation_pending=rarely,
)
gazette = st.lists(
    st.builds(
        GazetteNews,
        code=st.sampled_from(
            [
                "CF01",
                "CX01",
                "AV01",
                "IW01",
                "IP01",
                "RR01",
                "PP01",
                "PD01",
                "PE01",
                "PM01",
                "PC01",
                "TR01",
                "CP01",
                "EE01",
            ]
        ),
        on=days,
    ),
    max_size=3,
).map(tuple)
rights = st.builds(
    RightFacts,
    right_id=st.builds(uuid4),
    kind=st.sampled_from(sorted(set(PatentKind) - APART)),
    at_cnipa=st.sampled_from([True, True, True, False]),
    filing_on=st.sampled_from(
        [None, date(2016, 2, 29), date(2018, 3, 10), date(2018, 3, 11), date(2018, 3, 9)]
    ),
    granted_on=st.sampled_from([None, date(2020, 5, 1), TODAY, TODAY + timedelta(days=1)]),
    grant_source=st.sampled_from([None, *Source]),
    expires_on=st.sampled_from(
        [None, TODAY, TODAY - timedelta(days=1), date(2028, 5, 1), date(2036, 1, 1)]
    ),
    extracts=st.lists(extracts, max_size=3).map(tuple),
    receipts=st.lists(
        st.builds(Receipt, fee_year=st.integers(min_value=7, max_value=12), paid_on=days),
        max_size=2,
    ).map(tuple),
    gazette=gazette,
    twin=statements,
    consents=st.lists(st.sampled_from(NAMES), max_size=2).map(tuple),
    each_may_pledge=statements,
    invalidation=statements,
    unfit=statements,
    live_elsewhere=rarely,
)
contracts = st.builds(
    TermsFacts,
    pledgors=st.lists(st.sampled_from(NAMES), min_size=1, max_size=2, unique=True).map(tuple),
    performance_to=st.sampled_from([None, date(2028, 5, 1), date(2028, 5, 2), TODAY]),
    missing=st.sampled_from([None, (), (), ("M2",), ("M1", "M5")]),
)


generously = settings(
    max_examples=500,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def _as_the_oracle_says(bundle: list[RightFacts], terms: TermsFacts) -> None:
    ours = preflight.run(bundle, terms, today=TODAY)

    assert [a.answer for a in ours.answers] == oracle.answers(bundle, terms, TODAY)


@generously
@given(rights, contracts)
def test_every_answer_is_the_oracles(right: RightFacts, terms: TermsFacts) -> None:
    _as_the_oracle_says([right], terms)


@settings(generously, max_examples=50)
@given(st.lists(rights, min_size=2, max_size=3), contracts)
def test_the_gravest_answer_in_a_bundle_is_the_oracles(
    bundle: list[RightFacts], terms: TermsFacts
) -> None:
    _as_the_oracle_says(bundle, terms)


@pytest.mark.slow
@settings(generously, max_examples=5_000)
@given(st.lists(rights, min_size=1, max_size=3), contracts)
def test_five_thousand_answers_are_the_oracles(bundle: list[RightFacts], terms: TermsFacts) -> None:
    _as_the_oracle_says(bundle, terms)
