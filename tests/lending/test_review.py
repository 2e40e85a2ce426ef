"""Between intake and opinion: taking, asking, answering, checking, returning."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from backend.documents.states import Kind
from backend.kernel import clock
from backend.kernel.db import fetch
from backend.kernel.errors import Forbidden, InvalidField, NotFound
from backend.kernel.lifecycle import IllegalTransition
from backend.kernel.money import Fen
from backend.lending import jobs, rules
from backend.lending.service import deciding, reviewing
from backend.lending.states import ClockState, RefusalReason, State
from tests import make
from tests.conftest import ClientFor
from tests.lending import scene
from tests.lending.make_products import MILLION
from tests.lending.scene import AMOUNT
from tests.registry.make import scan
from tests.valuation import make as make_valuation

LOANS = "/loan-applications"


def day(number: int) -> datetime:
    """Noon in Shanghai of a day in November 2026; the 2nd, 9th, 16th are Mondays."""
    return datetime(2026, 11, number, 4, tzinfo=UTC)


async def clock_of(view: Any, *, at: scene.Scene) -> rules.Reading:
    reading = (await scene.seen(view, by=at.handler)).clock
    assert reading is not None
    return reading


# Taking and assigning --------------------------------------------------------------------------


async def test_whoever_takes_it_in_handles_it(db: None) -> None:
    at = await scene.scene()
    view = await scene.submitted(at)

    taken = await reviewing.take_in(view.row.id, by=at.bank.maker)

    assert taken.row.state is State.IN_REVIEW
    assert taken.row.assignee == at.bank.maker.user_id
    assert (await scene.seen(view, by=at.handler)).assignee_name == at.bank.maker.name


async def test_a_case_that_a_colleague_has_is_not_taken_from_him(db: None) -> None:
    at = await scene.scene()
    view = await scene.submitted(at)
    await reviewing.assign(view.row.id, member_id=None, release=False, by=at.bank.colleague)

    with pytest.raises(rules.AlreadyTaken):
        await reviewing.take_in(view.row.id, by=at.bank.maker)
    with pytest.raises(rules.AlreadyTaken):
        await reviewing.assign(view.row.id, member_id=None, release=False, by=at.bank.maker)


async def test_the_admin_gives_cases_to_makers_of_his_bank_only(db: None) -> None:
    at = await scene.scene()
    view = await scene.submitted(at)

    async def give(member: Any) -> Any:
        return await reviewing.assign(
            view.row.id, member_id=member.user_id, release=False, by=at.bank.admin
        )

    assert (await give(at.bank.maker)).row.assignee == at.bank.maker.user_id
    assert (await give(at.bank.colleague)).row.assignee == at.bank.colleague.user_id
    with pytest.raises(rules.AssigneeUnfit):
        await give(at.bank.desk)
    with pytest.raises(NotFound):
        await give(at.other.maker)
    released = await reviewing.assign(view.row.id, member_id=None, release=True, by=at.bank.admin)
    assert released.row.assignee is None


async def test_a_maker_gives_nothing_to_others(db: None) -> None:
    at = await scene.scene()
    view = await scene.submitted(at)

    with pytest.raises(Forbidden):
        await reviewing.assign(
            view.row.id, member_id=at.bank.colleague.user_id, release=False, by=at.bank.maker
        )


# The clock -------------------------------------------------------------------------------------


async def test_the_clock_stands_still_until_the_firm_answers(db: None) -> None:
    at = await scene.scene()
    with clock.at(day(2)):
        view = await scene.in_review(at)
    with clock.at(day(4)):
        asked = await scene.ask(at, view.row.id)
    with clock.at(day(9)):
        standing = await clock_of(view, at=at)
        answered = await reviewing.answer_documents(
            view.row.id,
            document_ids=[await scan(at.handler, Kind.ACCOUNTS)],
            note="见附件",
            valuation_id=None,
            by=at.handler,
        )

    assert asked.row.state is State.WAITING
    assert asked.open_request is not None
    assert asked.open_request["answer_by"] == day(11).date()
    assert standing.state is ClockState.STOPPED
    assert standing.working_days_used == 2
    assert standing.due_on is None
    assert answered.row.state is State.IN_REVIEW
    assert answered.open_request is None
    assert answered.clock is not None
    assert answered.clock.due_on == answered.row.due_on == day(12).date()
    assert [file.kind for file in answered.documents] == ["accounts"]


async def test_send_back_lets_the_clock_run_on(db: None) -> None:
    with clock.at(day(2)):
        at = await scene.scene()
        view = await scene.opined(at)
    with clock.at(day(4)):
        sent_back = await deciding.send_back(
            view.row.id, opinion_version=1, reason="请说明还款来源", by=at.bank.checker
        )

    assert sent_back.row.state is State.IN_REVIEW
    assert sent_back.clock is not None
    assert sent_back.clock.state is ClockState.RUNNING
    assert sent_back.clock.working_days_used == 2
    assert sent_back.row.due_on == day(9).date()


@pytest.mark.parametrize("decision", ["approve", "refuse"])
async def test_a_decision_ends_the_clock(db: None, decision: str) -> None:
    with clock.at(day(2)):
        at = await scene.scene()
        view = await scene.opined(at)
    with clock.at(day(4)):
        if decision == "approve":
            await deciding.approve(view.row.id, opinion_version=1, by=at.bank.checker)
        else:
            await deciding.refuse(
                view.row.id,
                opinion_version=1,
                reason_code=RefusalReason.WEAK_VALUE,
                sentence="估值偏低",
                by=at.bank.checker,
            )
    with clock.at(day(30)):
        reading = await clock_of(view, at=at)

    assert reading.state is ClockState.ENDED
    assert reading.working_days_used == 2
    assert not reading.overdue


async def test_a_return_ends_the_clock_and_a_new_submission_starts_another(db: None) -> None:
    at = await scene.scene()
    with clock.at(day(2)):
        view = await scene.submitted(at)
    with clock.at(day(5)):
        returned = await reviewing.return_to_firm(
            view.row.id, reason="缺少财务报表", by=at.bank.maker
        )
        ended = returned.clock
    with clock.at(day(9)):
        again = await scene.submit(at, view)

    assert returned.row.state is State.DRAFT
    assert returned.row.return_reason == "缺少财务报表"
    assert ended is not None
    assert ended.state is ClockState.ENDED
    assert again.row.return_reason is None
    assert again.clock is not None
    assert again.clock.working_days_used == 0
    assert again.row.due_on == day(16).date()


async def test_a_waiting_case_is_returned_only_when_the_firms_time_is_over(db: None) -> None:
    at = await scene.scene()
    with clock.at(day(2)):
        view = await scene.waiting(at)
    with clock.at(day(9)):
        early = await scene.seen(view, by=at.bank.maker)
        with pytest.raises(rules.AnswerTimeNotOver):
            await reviewing.return_to_firm(view.row.id, reason="逾期未补件", by=at.bank.maker)
    with clock.at(day(10)):
        late = await scene.seen(view, by=at.bank.maker)
        returned = await reviewing.return_to_firm(
            view.row.id, reason="逾期未补件", by=at.bank.maker
        )

    assert "return" not in early.allowed_actions
    assert "return" in late.allowed_actions
    assert returned.row.state is State.DRAFT
    assert returned.open_request is None


async def test_an_overdue_answer_is_told_once_and_nothing_else_happens(db: None) -> None:
    at = await scene.scene()
    with clock.at(day(2)):
        view = await scene.in_review(at)
    with clock.at(day(9)):
        await jobs.note_overdue()
    with clock.at(day(10)):
        await jobs.note_overdue()
        await jobs.note_overdue()
        after = await scene.seen(view, by=at.bank.maker)

    told = await fetch(
        "SELECT parties FROM kernel_event WHERE name = 'lending.application_overdue'"
    )
    assert len(told) == 1
    assert set(told[0]["parties"]) == {at.firm.id, at.bank.id}
    assert after.row.state is State.IN_REVIEW
    assert after.clock is not None
    assert after.clock.overdue


async def test_nobody_asks_for_an_answer_in_the_past(db: None) -> None:
    at = await scene.scene()
    view = await scene.in_review(at)

    with pytest.raises(InvalidField):
        await reviewing.request_documents(
            view.row.id,
            items=[(Kind.ACCOUNTS, "报表")],
            answer_by=clock.today() - timedelta(days=1),
            by=at.bank.maker,
        )


# Valuation and evidence ------------------------------------------------------------------------


async def test_the_firm_may_answer_with_a_valuation(db: None) -> None:
    at = await scene.scene(valued=False)
    view = await scene.in_review(at)
    with pytest.raises(rules.ValuationMissing):
        await scene.check_valuation(at, view.row.id)
    await scene.ask(at, view.row.id)
    stated = await make_valuation.valuation(at.right, by=at.handler)

    await reviewing.answer_documents(
        view.row.id, document_ids=[], note="", valuation_id=stated.id, by=at.handler
    )
    await scene.check_valuation(at, view.row.id)

    after = await scene.seen(view, by=at.bank.maker)
    assert after.row.valuation == stated.id
    assert after.row.snapshot["valuation"]["low_fen"] == 10 * MILLION
    assert after.valuation_checked


async def test_a_check_is_void_for_another_valuation(db: None) -> None:
    at = await scene.scene()
    view = await scene.in_review(at)
    await scene.check_valuation(at, view.row.id)
    await scene.ask(at, view.row.id)
    other = await make_valuation.valuation(at.right, by=at.handler, low_fen=20 * MILLION)

    after = await reviewing.answer_documents(
        view.row.id, document_ids=[], note="", valuation_id=other.id, by=at.handler
    )

    assert (await scene.seen(after, by=at.bank.maker)).valuation_checked is False


async def test_a_valuation_of_other_rights_serves_nothing(db: None) -> None:
    at = await scene.scene()
    view = await scene.waiting(at)
    second = await make_valuation.right(at.firm)
    whole = await make_valuation.valuation(at.right, second, by=at.handler)

    with pytest.raises(rules.ValuationNotUsable):
        await reviewing.answer_documents(
            view.row.id, document_ids=[], note="", valuation_id=whole.id, by=at.handler
        )


async def test_a_check_is_this_banks_own(db: None) -> None:
    at = await scene.scene()
    mine = await scene.in_review(at)
    theirs = await scene.in_review(at, at.other)

    await scene.check_valuation(at, mine.row.id)

    assert (await scene.seen(mine, by=at.bank.maker)).valuation_checked is True
    assert (await scene.seen(theirs, by=at.other.maker)).valuation_checked is False
    assert (await scene.seen(mine, by=at.handler)).valuation_checked is None


async def test_evidence_is_the_rights_and_its_scan_the_banks(db: None, as_: ClientFor) -> None:
    at = await scene.scene()
    view = await scene.in_review(at)
    document = await scan(at.bank.maker, Kind.REGISTER_EXTRACT)
    body = scene.extract_body(at.right, clock.today(), at.firm.name)

    answer = await as_(at.bank.maker).post(
        f"{LOANS}/{view.row.id}/evidence", json={**body, "document_id": str(document)}
    )

    assert answer.status_code == 200, answer.text
    dossier = (await as_(at.bank.maker).get(f"{LOANS}/{view.row.id}/dossier")).json()
    fact = dossier["rights"][0]["facts"][0]
    assert fact["kind"] == "register_extract"
    assert fact["document_id"] == str(document)
    grounds = {each["ground"]: each["answer"] for each in dossier["preflight"]}
    assert grounds[1] == "pass"
    assert (await as_(at.handler).get(f"/documents/{document}")).status_code == 200
    assert (await as_(at.other.maker).get(f"/documents/{document}")).status_code == 404


@pytest.mark.parametrize(
    ("kind", "payload", "wanted"),
    [
        ("register_extract", None, "register_extract"),
        ("fee_receipt", {"fee_year": 5, "paid_on": "2026-01-05"}, "fee_receipt"),
        ("coowner_consent", {"owner": "浙江大学"}, "consent"),
    ],
)
async def test_evidence_rests_on_a_paper_of_its_own_kind(
    db: None, as_: ClientFor, kind: str, payload: dict[str, Any] | None, wanted: str
) -> None:
    at = await scene.scene()
    view = await scene.in_review(at)
    path = f"{LOANS}/{view.row.id}/evidence"
    body = scene.extract_body(at.right, clock.today(), at.firm.name)
    if payload is not None:
        body |= {"kind": kind, "payload": payload}
    papers = [await scan(at.bank.maker, each) for each in (Kind.ACCOUNTS, Kind(wanted))]

    other, right = [
        await as_(at.bank.maker).post(path, json=body | {"document_id": str(each)})
        for each in papers
    ]

    assert other.status_code == 400
    assert other.json()["errors"][0]["key"] == "document_id"
    assert wanted in other.json()["errors"][0]["message"]
    assert right.status_code == 200, right.text


async def test_evidence_on_other_rights_is_refused(db: None, as_: ClientFor) -> None:
    at = await scene.scene()
    view = await scene.in_review(at)
    other = await make_valuation.right(at.firm)

    answer = await as_(at.bank.maker).post(
        f"{LOANS}/{view.row.id}/evidence",
        json=scene.extract_body(other, clock.today(), at.firm.name),
    )

    assert answer.status_code == 404


# Opinions --------------------------------------------------------------------------------------


async def test_an_opinion_above_what_the_rights_carry_is_refused(db: None) -> None:
    at = await scene.scene(ratio_bp_by_kind={"invention": 2000})
    view = await scene.in_review(at)

    with pytest.raises(rules.AmountAboveCeiling) as refusal:
        await reviewing.give_opinion(view.row.id, scene.grant(), by=at.bank.maker)

    assert refusal.value.facts == {"limit_fen": 2 * MILLION}
    assert await scene.state_of(view, at=at) is State.IN_REVIEW


async def test_an_opinion_above_the_request_is_refused(db: None) -> None:
    at = await scene.scene(ratio_bp_by_kind=None)
    view = await scene.in_review(at)

    with pytest.raises(rules.AmountAboveCeiling):
        await reviewing.give_opinion(
            view.row.id, scene.grant(amount_fen=Fen(AMOUNT + 1)), by=at.bank.maker
        )


async def test_an_incomplete_opinion_is_refused_with_what_is_missing(
    db: None, as_: ClientFor
) -> None:
    at = await scene.scene()
    view = await scene.in_review(at)

    answer = await as_(at.bank.maker).post(
        f"{LOANS}/{view.row.id}/opinion", json={"kind": "refusal"}
    )

    assert answer.status_code == 422
    assert answer.json()["code"] == "lending.opinion_incomplete"
    assert answer.json()["missing"] == ["reason_code", "sentence"]


async def test_an_open_request_has_to_be_answered_first(db: None) -> None:
    at = await scene.scene()
    view = await scene.waiting(at)

    with pytest.raises(IllegalTransition):
        await reviewing.give_opinion(view.row.id, scene.grant(), by=at.bank.maker)


async def test_the_checker_alone_makes_no_opinion(db: None) -> None:
    at = await scene.scene()
    view = await scene.in_review(at)

    with pytest.raises(Forbidden):
        await reviewing.give_opinion(view.row.id, scene.grant(), by=at.bank.checker)
    stranger = await make.actor(await make.organisation("bank"), "maker")
    with pytest.raises(NotFound):
        await reviewing.give_opinion(view.row.id, scene.grant(), by=stranger)
