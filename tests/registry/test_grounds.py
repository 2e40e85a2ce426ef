"""The twelve grounds, one fixture for each and for each exception, and the notes beside them."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from backend.kernel import clock
from backend.portfolio.states import LegalStatus, PatentKind, Source
from backend.registry import preflight
from backend.registry.facts import (
    Extract,
    GazetteNews,
    Receipt,
    RightFacts,
    Statement,
    TermsFacts,
)
from backend.registry.states import Answer

TODAY = date(2026, 3, 10)
YESTERDAY = TODAY - timedelta(days=1)
LONG_AGO = date(2025, 6, 2)
A, B, C = "甲（上海）科技有限公司", "乙有限公司", "丙有限公司"
EXTRACT = Extract(
    as_of=YESTERDAY,
    owners=(A,),
    status=LegalStatus.IN_FORCE,
    granted_on=date(2020, 5, 1),
    fees_paid=True,
    late_period=False,
    running_pledge=False,
    preserved=False,
    suspended=False,
    invalidation_pending=False,
)
RIGHT = RightFacts(
    right_id=UUID(int=1),
    kind=PatentKind.INVENTION,
    filing_on=date(2018, 5, 2),
    granted_on=date(2020, 5, 1),
    grant_source=Source.GAZETTE,
    expires_on=date(2027, 5, 1),
    extracts=(EXTRACT,),
    unfit=(Statement(as_of=YESTERDAY, value=False),),
)
TERMS = TermsFacts(pledgors=(A,), performance_to=date(2027, 5, 1), missing=())
UTILITY = replace(RIGHT, kind=PatentKind.UTILITY_MODEL)


def answers(right: RightFacts = RIGHT, terms: TermsFacts = TERMS) -> list[Answer]:
    return [a.answer for a in preflight.run([right], terms, today=TODAY).answers]


def only(ground: int, answer: Answer, *, others: tuple[int, ...] = ()) -> list[Answer]:
    """Everything passes but this ground (and the others named)."""
    return [answer if g == ground or g in others else Answer.PASS for g in range(1, 13)]


def extract(**changes: Any) -> RightFacts:
    return replace(RIGHT, extracts=(replace(EXTRACT, **changes),))


def gazette(*news: tuple[str, date], right: RightFacts = RIGHT) -> RightFacts:
    return replace(right, gazette=tuple(GazetteNews(code=code, on=on) for code, on in news))


def yes(*, on: date = YESTERDAY) -> tuple[Statement, ...]:
    return (Statement(as_of=on, value=True),)


def no(*, on: date = YESTERDAY) -> tuple[Statement, ...]:
    return (Statement(as_of=on, value=False),)


def test_a_sound_pledge_passes_all_twelve() -> None:
    assert answers() == [Answer.PASS] * 12


FAILS: list[tuple[int, RightFacts, TermsFacts]] = [
    (1, extract(owners=(B,)), TERMS),
    (2, extract(status=LegalStatus.ABANDONED), TERMS),
    (2, extract(status=LegalStatus.EXPIRED), TERMS),
    (2, extract(status=LegalStatus.INVALID), TERMS),
    (2, gazette(("AV01", TODAY)), TERMS),
    (2, gazette(("IW01", TODAY)), TERMS),
    (2, gazette(("CX01", TODAY)), TERMS),
    (3, extract(granted_on=None), TERMS),
    (4, extract(fees_paid=False), TERMS),
    (4, extract(late_period=True), TERMS),
    (5, extract(preserved=True), TERMS),
    (5, extract(suspended=True), TERMS),
    (5, gazette(("PP01", TODAY)), TERMS),
    (6, RIGHT, replace(TERMS, performance_to=date(2027, 5, 2))),
    (7, RIGHT, replace(TERMS, missing=("M2",))),
    (8, extract(owners=(A, B)), TERMS),
    (9, extract(running_pledge=True), TERMS),
    (9, replace(RIGHT, live_elsewhere=True), TERMS),
    (9, gazette(("PE01", TODAY)), TERMS),
    (10, replace(UTILITY, twin=yes()), TERMS),
    (11, extract(invalidation_pending=True), TERMS),
    (11, replace(RIGHT, invalidation=yes(on=TODAY)), TERMS),
    (12, replace(RIGHT, unfit=yes()), TERMS),
    (12, replace(RIGHT, at_cnipa=False), TERMS),
]


@pytest.mark.parametrize(("ground", "right", "terms"), FAILS)
def test_each_ground_fails_alone(ground: int, right: RightFacts, terms: TermsFacts) -> None:
    if (ground, right) == (3, extract(granted_on=None)):
        right = replace(right, granted_on=None, grant_source=None)

    assert answers(right, terms) == only(ground, Answer.FAIL)


@pytest.mark.parametrize(("today", "answer"), [(5, Answer.PASS), (6, Answer.FAIL)])
def test_the_day_before_the_anniversary_is_the_last_in_force(today: int, answer: Answer) -> None:
    filed_in_2006 = replace(RIGHT, expires_on=date(2026, 9, 6))
    extract_of_then = replace(EXTRACT, as_of=date(2026, 9, 1))
    right = replace(filed_in_2006, extracts=(extract_of_then,))

    run = preflight.run([right], TERMS, today=date(2026, 9, today))

    assert {each.ground: each.answer for each in run.answers}[2] is answer


def test_a_lapse_for_fees_fails_force_and_fees() -> None:
    lapsed = only(2, Answer.FAIL, others=(4,))

    assert answers(extract(status=LegalStatus.LAPSED_FEE)) == lapsed
    assert answers(gazette(("CF01", TODAY))) == lapsed


PASSES: list[tuple[RightFacts, TermsFacts]] = [
    # 1: width and brackets of a name do not matter
    (extract(owners=("甲(上海)科技有限公司",)), TERMS),
    # 2, 4: bad news older than the extract is overtaken by it
    (gazette(("CF01", LONG_AGO), ("RR01", LONG_AGO + timedelta(days=30))), TERMS),
    # 3: a later grant than an old extract's silence
    (
        replace(
            RIGHT,
            granted_on=date(2026, 3, 3),
            extracts=(EXTRACT, replace(EXTRACT, as_of=date(2026, 2, 2), granted_on=None)),
        ),
        TERMS,
    ),
    # 4: paid after the extract showed the late period
    (
        replace(extract(late_period=True), receipts=(Receipt(fee_year=8, paid_on=TODAY),)),
        TERMS,
    ),
    # 5: a preservation that was lifted before the extract
    (gazette(("PP01", LONG_AGO), ("PD01", LONG_AGO + timedelta(days=9))), TERMS),
    # 6: the last day is allowed
    (RIGHT, replace(TERMS, performance_to=date(2027, 5, 1))),
    # 8: consent, agreement, all owners pledging
    (replace(extract(owners=(A, B)), consents=(B,)), TERMS),
    (replace(extract(owners=(A, B)), each_may_pledge=yes()), TERMS),
    (extract(owners=(A, B)), replace(TERMS, pledgors=(A, B))),
    # 9: the old pledge was cancelled before the extract
    (gazette(("PE01", LONG_AGO), ("PC01", LONG_AGO + timedelta(days=9))), TERMS),
    # 10: by kind, or by declaration
    (replace(RIGHT, kind=PatentKind.DESIGN, twin=yes()), TERMS),
    (replace(UTILITY, twin=no()), TERMS),
    # 10: a declaration does not age
    (replace(UTILITY, twin=no(on=LONG_AGO)), TERMS),
]


@pytest.mark.parametrize(("right", "terms"), PASSES)
def test_each_exception_passes(right: RightFacts, terms: TermsFacts) -> None:
    assert answers(right, terms) == [Answer.PASS] * 12


def test_owners_a_and_b_with_pledgor_c_is_ground_1() -> None:
    found = answers(extract(owners=(A, B)), replace(TERMS, pledgors=(C,)))

    assert found[0] is Answer.FAIL


def test_owners_a_and_b_with_pledgor_a_alone_is_ground_8_only() -> None:
    run = preflight.run([extract(owners=(A, B))], TERMS, today=TODAY)

    assert [a.ground for a in run.answers if a.answer is Answer.FAIL] == [8]
    assert run.answers[7].reasons[0].facts["owners"] == [B]


def test_a_gazette_alone_leaves_1_2_4_5_9_and_11_unknown() -> None:
    alone = replace(gazette(("PD01", TODAY), ("PC01", TODAY), ("RR01", TODAY)), extracts=())

    unknown = [n for n, a in enumerate(answers(alone), 1) if a is Answer.UNKNOWN]

    assert unknown == [1, 2, 4, 5, 8, 9, 11]


@pytest.mark.parametrize("code", ["CF01", "PP01", "PE01", "IW01"])
def test_known_bad_news_fails_without_any_extract(code: str) -> None:
    found = answers(gazette((code, LONG_AGO), right=replace(RIGHT, extracts=())))

    assert Answer.FAIL in found


def test_an_extract_is_good_for_fifteen_working_days_and_no_longer() -> None:
    fifteen = next(
        day
        for day in (TODAY - timedelta(days=n) for n in range(60))
        if clock.working_days_between(day, TODAY) == 15
    )
    sixteen = next(
        day
        for day in (TODAY - timedelta(days=n) for n in range(60))
        if clock.working_days_between(day, TODAY) == 16
    )

    assert answers(extract(as_of=fifteen)) == [Answer.PASS] * 12
    stale = answers(extract(as_of=sixteen))
    assert [n for n, a in enumerate(stale, 1) if a is Answer.UNKNOWN] == [1, 2, 4, 5, 8, 9, 11]


def test_stale_bad_news_still_fails() -> None:
    assert answers(extract(as_of=LONG_AGO, preserved=True))[4] is Answer.FAIL


def test_the_receipt_of_the_current_year_settles_the_fee_without_an_extract() -> None:
    bare = replace(RIGHT, extracts=())

    current = replace(bare, receipts=(Receipt(fee_year=8, paid_on=LONG_AGO),))
    last_year = replace(bare, receipts=(Receipt(fee_year=7, paid_on=LONG_AGO),))

    assert (answers(current)[3], answers(last_year)[3]) == (Answer.PASS, Answer.UNKNOWN)


@pytest.mark.parametrize(
    ("source", "answer"),
    [
        (Source.DECLARED, Answer.UNKNOWN),
        (Source.VENDOR_EXPORT, Answer.PASS),
        (Source.GAZETTE, Answer.PASS),
        (Source.REGISTER_EXTRACT, Answer.PASS),
    ],
)
def test_a_declared_grant_date_settles_nothing(source: Source, answer: Answer) -> None:
    assert answers(replace(RIGHT, extracts=(), grant_source=source))[2] is answer


def test_our_own_register_never_makes_ground_9_pass() -> None:
    assert answers(replace(RIGHT, extracts=(), live_elsewhere=False))[8] is Answer.UNKNOWN


def test_a_transfer_since_the_extract_leaves_the_owner_unknown() -> None:
    run = preflight.run([gazette(("TR01", TODAY))], TERMS, today=TODAY)

    assert run.answers[0].answer is Answer.UNKNOWN
    assert run.answers[0].reasons[0].code == "transferred_since"


def test_both_parties_statement_settles_invalidation_but_not_against_the_register() -> None:
    stated = replace(RIGHT, extracts=(), invalidation=no())
    against = replace(extract(invalidation_pending=True), invalidation=no(on=TODAY))

    assert answers(stated)[10] is Answer.PASS
    assert answers(against)[10] is Answer.FAIL


def test_a_utility_model_without_a_declaration_is_unknown() -> None:
    assert answers(UTILITY)[9] is Answer.UNKNOWN


def test_without_terms_the_contract_and_the_term_are_unknown() -> None:
    found = answers(terms=replace(TERMS, missing=None, performance_to=None))

    assert (found[5], found[6]) == (Answer.UNKNOWN, Answer.UNKNOWN)


def test_what_blocks_and_what_is_declared() -> None:
    run = preflight.run(
        [replace(UTILITY, twin=yes(), invalidation=yes(on=TODAY), unfit=())], TERMS, today=TODAY
    )

    assert run.blocking == (12,)
    assert run.to_declare == (10, 11)


def test_unknowns_name_what_settles_them_and_passes_their_source() -> None:
    run = preflight.run([replace(RIGHT, extracts=())], TERMS, today=TODAY)
    sound = preflight.run([RIGHT], TERMS, today=TODAY)

    assert run.answers[3].settled_by == ("register_extract", "fee_receipt")
    assert run.answers[3].right_ids == (RIGHT.right_id,)
    assert sound.answers[0].source == {"source": "register_extract", "as_of": YESTERDAY}
    assert sound.stale_after is not None
    assert clock.working_days_between(YESTERDAY, sound.stale_after) == 15


def test_one_bad_right_fails_the_bundle_and_is_named() -> None:
    bad = replace(extract(preserved=True), right_id=uuid4())

    run = preflight.run([RIGHT, bad, RIGHT], TERMS, today=TODAY)

    assert run.answers[4].answer is Answer.FAIL
    assert run.answers[4].right_ids == (bad.right_id,)


@pytest.mark.parametrize(
    ("wording", "warns"),
    [
        ("债务人到期不履行债务的，质押专利归质权人所有。", True),
        ("本合同不得约定流质条款", True),
        ("逾期未清偿的，专利权转移给银行。", True),
        ("债务人不履行到期债务的，质权人有权就拍卖所得优先受偿。", False),
    ],
)
def test_title_on_default_is_noted_and_blocks_nothing(
    wording: str,
    warns: bool,  # noqa: FBT001
) -> None:
    run = preflight.run([RIGHT], replace(TERMS, contract_text=wording), today=TODAY)

    assert ("PR-24" in {note.rule for note in run.notes}) is warns
    assert run.blocking == ()


def test_twins_state_owners_and_foreign_parties_are_noted_and_block_nothing() -> None:
    run = preflight.run(
        [replace(UTILITY, twin=yes())],
        replace(TERMS, state_owned=True, foreign_party=True),
        today=TODAY,
    )

    assert [note.rule for note in run.notes] == ["PR-26", "PR-30", "PR-30"]
    assert run.blocking == ()


def test_an_empty_bundle_is_our_mistake() -> None:
    with pytest.raises(ValueError, match="at least one right"):
        preflight.run([], TERMS, today=TODAY)
