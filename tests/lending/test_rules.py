"""What a firm may ask and a bank may decide: the checks, without a database."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from backend.kernel.errors import DomainError
from backend.kernel.money import BasisPoints, Fen
from backend.lending import rules
from backend.lending.rules import Proposal
from backend.lending.states import OpinionKind, RefusalReason

MAKER, CHECKER = uuid4(), uuid4()
TODAY = date(2026, 11, 24)


def test_the_maker_cannot_check_himself() -> None:
    with pytest.raises(rules.MakerCannotCheck):
        rules.check_checker(maker=MAKER, checker=MAKER)

    rules.check_checker(maker=MAKER, checker=CHECKER)


@pytest.mark.parametrize(
    ("granted", "requested", "ceiling", "limit"),
    [
        (101, 100, None, 100),
        (101, 100, 200, 100),
        (61, 100, 60, 60),
        (1, 100, 0, 0),
    ],
)
def test_more_than_asked_or_carried_is_refused(
    granted: int, requested: int, ceiling: int | None, limit: int
) -> None:
    with pytest.raises(rules.AmountAboveCeiling) as refusal:
        rules.check_grant(
            granted=Fen(granted),
            requested=Fen(requested),
            ceiling=None if ceiling is None else Fen(ceiling),
        )

    assert refusal.value.facts == {"limit_fen": limit}


def test_the_whole_request_may_be_granted() -> None:
    rules.check_grant(granted=Fen(100), requested=Fen(100), ceiling=Fen(100))


@pytest.mark.parametrize(
    ("proposal", "missing"),
    [
        (Proposal(kind=OpinionKind.GRANT), ["amount_fen", "rate_bp", "term_months"]),
        (
            Proposal(kind=OpinionKind.GRANT, amount_fen=Fen(1), rate_bp=BasisPoints(0)),
            ["term_months"],
        ),
        (Proposal(kind=OpinionKind.REFUSAL), ["reason_code", "sentence"]),
        (
            Proposal(kind=OpinionKind.REFUSAL, reason_code=RefusalReason.WEAK_VALUE, sentence=""),
            ["sentence"],
        ),
    ],
)
def test_an_opinion_names_what_its_kind_needs(proposal: Proposal, missing: list[str]) -> None:
    with pytest.raises(rules.OpinionIncomplete) as refusal:
        rules.check_opinion(proposal)

    assert refusal.value.facts == {"missing": missing}


def test_a_stale_opinion_is_answered_with_the_difference() -> None:
    with pytest.raises(rules.OpinionStale) as refusal:
        rules.check_opinion_current(
            named=1,
            newest=2,
            seen={"amount_fen": 100, "rate_bp": 400},
            current={"amount_fen": 90, "rate_bp": 400},
        )

    assert refusal.value.facts == {
        "opinion_version": 2,
        "differences": [{"field": "amount_fen", "before": 100, "after": 90}],
    }


@pytest.mark.parametrize(
    ("valuation", "checked", "confirmed", "expected"),
    [
        (None, True, True, rules.ValuationMissing),
        (uuid4(), False, False, rules.ValuationUnchecked),
        (uuid4(), True, False, None),
        (uuid4(), False, True, None),
    ],
)
def test_no_approval_rests_on_a_declared_value(
    valuation: Any, checked: Any, confirmed: Any, expected: type[DomainError] | None
) -> None:
    support: Any = {"valuation": valuation, "checked": checked, "confirmed": confirmed}
    if expected is None:
        rules.check_valuation_supported(**support)
        return
    with pytest.raises(expected):
        rules.check_valuation_supported(**support)


def test_a_consent_is_explicit_and_to_the_present_text() -> None:
    with pytest.raises(rules.ConsentMissing):
        rules.check_consent(given=False, version="2", current="2")
    with pytest.raises(rules.ConsentOutdated) as refusal:
        rules.check_consent(given=True, version="1", current="2")

    assert refusal.value.facts == {"consent_version": "2"}


@pytest.mark.parametrize(
    ("seen", "drafted", "current", "refused"),
    [(None, 1, 1, False), (None, 1, 2, True), (2, 1, 2, False), (1, 1, 2, True), (2, 1, 3, True)],
)
def test_what_is_submitted_is_what_was_seen(
    seen: int | None,
    drafted: int,
    current: int,
    refused: bool,  # noqa: FBT001
) -> None:
    def check() -> None:
        rules.check_request_current(
            seen=seen, drafted=drafted, current=current, changed={"amount_fen": 5}
        )

    if not refused:
        check()
        return
    with pytest.raises(rules.RequestChanged) as refusal:
        check()
    assert refusal.value.facts == {"request_revision": current, "changed": {"amount_fen": 5}}


def test_the_firm_has_its_day_whole() -> None:
    rules.check_answer_time(answer_by=date(2026, 11, 23), today=TODAY)

    with pytest.raises(rules.AnswerTimeNotOver):
        rules.check_answer_time(answer_by=TODAY, today=TODAY)


def test_an_offer_stands_through_its_last_day() -> None:
    rules.check_offer_stands(valid_until=TODAY, today=TODAY)

    with pytest.raises(rules.OfferExpired):
        rules.check_offer_stands(valid_until=date(2026, 11, 23), today=TODAY)


def test_a_retraction_takes_two() -> None:
    with pytest.raises(rules.RetractionTakesTwo):
        rules.check_retraction(proposer=MAKER, executor=MAKER)

    rules.check_retraction(proposer=MAKER, executor=CHECKER)


@pytest.mark.parametrize(("amount", "granted", "secured"), [(11, 10, None), (9, 10, 8)])
def test_no_more_is_drawn_than_granted_and_secured(
    amount: int, granted: int, secured: int | None
) -> None:
    with pytest.raises(rules.DrawdownAboveOffer):
        rules.check_drawdown(
            amount=Fen(amount),
            granted=Fen(granted),
            secured=None if secured is None else Fen(secured),
        )


def test_a_case_is_taken_from_nobody() -> None:
    rules.check_taking(assignee=None, taker=MAKER)
    rules.check_taking(assignee=MAKER, taker=MAKER)

    with pytest.raises(rules.AlreadyTaken):
        rules.check_taking(assignee=CHECKER, taker=MAKER)


@pytest.mark.parametrize(
    ("secured", "value", "expected"), [(50, 100, 5000), (1, 3, 3334), (1, None, None), (1, 0, None)]
)
def test_loan_to_value_is_rounded_to_the_cautious_side(
    secured: int, value: int | None, expected: int | None
) -> None:
    ltv = rules.ltv_bp(secured=Fen(secured), value=None if value is None else Fen(value))

    assert ltv == expected
