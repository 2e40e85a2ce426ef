"""The checker's decision: four eyes, the version he saw, reasons, the checked valuation."""

from datetime import timedelta
from typing import Any

import pytest
from asyncpg.exceptions import (
    CheckViolationError,
    ForeignKeyViolationError,
    IntegrityConstraintViolationError,
    UniqueViolationError,
)

from backend.kernel import clock
from backend.kernel.db import execute, fetch_one, fetch_value, transaction
from backend.kernel.errors import Forbidden, NotFound
from backend.kernel.lifecycle import IllegalTransition
from backend.kernel.money import BasisPoints, Fen
from backend.lending import rules
from backend.lending.service import deciding, reviewing
from backend.lending.states import RefusalReason, State
from tests.conftest import ClientFor
from tests.lending import scene
from tests.lending.make_products import MILLION
from tests.lending.scene import AMOUNT

LOANS = "/loan-applications"


async def approve(at: scene.Scene, view: Any, *, version: int = 1, by: Any = None) -> Any:
    return await deciding.approve(view.row.id, opinion_version=version, by=by or at.bank.checker)


async def test_the_checker_turns_an_opinion_into_an_offer(db: None) -> None:
    at = await scene.scene()

    view = await approve(at, await scene.opined(at))

    assert view.row.state is State.OFFERED
    assert view.offer["amount_fen"] == AMOUNT
    assert view.offer["valid_until"] == clock.today() + timedelta(days=30)
    assert view.offer["cost"]["total_fen"] == view.offer["yearly_cost_fen"]
    assert view.opinions[0]["checker"] == at.bank.checker.user_id


async def test_the_maker_cannot_approve_although_he_is_a_checker_too(
    db: None, as_: ClientFor
) -> None:
    at = await scene.scene()
    view = await scene.in_review(at)
    await scene.check_valuation(at, view.row.id)
    view = await reviewing.give_opinion(view.row.id, scene.grant(), by=at.bank.colleague)

    for action, body in (
        ("approval", {}),
        ("refusal", {"reason_code": "weak_value", "sentence": "…"}),
        ("send-back", {"reason": "…"}),
    ):
        answer = await as_(at.bank.colleague).post(
            f"{LOANS}/{view.row.id}/{action}", json={"opinion_version": 1, **body}
        )
        assert answer.status_code == 403
        assert answer.json()["code"] == "lending.maker_cannot_check"
        assert action not in view.allowed_actions
    assert "approval" in (await scene.seen(view, by=at.bank.checker)).allowed_actions


async def test_a_maker_alone_decides_nothing(db: None) -> None:
    at = await scene.scene()
    view = await scene.opined(at)

    with pytest.raises(Forbidden):
        await approve(at, view, by=at.bank.maker)


async def test_another_bank_does_not_see_the_application(db: None) -> None:
    at = await scene.scene()
    view = await scene.opined(at)

    with pytest.raises(NotFound):
        await approve(at, view, by=at.other.checker)


async def test_a_stale_opinion_is_refused_with_the_difference(db: None, as_: ClientFor) -> None:
    at = await scene.scene()
    view = await scene.opined(at)
    await deciding.send_back(view.row.id, opinion_version=1, reason="利率偏低", by=at.bank.checker)
    await reviewing.give_opinion(
        view.row.id,
        scene.grant(amount_fen=Fen(2 * MILLION), rate_bp=BasisPoints(400)),
        by=at.bank.maker,
    )

    answer = await as_(at.bank.checker).post(
        f"{LOANS}/{view.row.id}/approval", json={"opinion_version": 1}
    )

    assert answer.status_code == 409
    assert answer.json()["code"] == "lending.opinion_stale"
    assert answer.json()["opinion_version"] == 2
    assert answer.json()["differences"] == [
        {"field": "amount_fen", "before": AMOUNT, "after": 2 * MILLION},
        {"field": "rate_bp", "before": 365, "after": 400},
    ]
    offered = await approve(at, view, version=2)
    assert offered.offer["amount_fen"] == 2 * MILLION


async def test_an_opinion_to_refuse_is_not_approved(db: None) -> None:
    at = await scene.scene()
    view = await scene.opined(at, proposal=scene.refusal())

    with pytest.raises(rules.OpinionNotAGrant):
        await approve(at, view)

    assert "approval" not in (await scene.seen(view, by=at.bank.checker)).allowed_actions


async def test_a_refusal_says_why_to_the_firm(db: None, as_: ClientFor) -> None:
    at = await scene.scene()
    view = await scene.refused(at)

    seen = (await as_(at.handler).get(f"{LOANS}/{view.row.id}")).json()

    assert seen["state"] == "refused"
    assert seen["refusal"] == {
        "reason_code": "weak_cashflow",
        "words": None,
        "sentence": "现金流不足以覆盖还款。",
    }


async def test_an_opinion_to_grant_is_refused_only_with_reason_and_sentence(db: None) -> None:
    at = await scene.scene()
    view = await scene.opined(at)

    with pytest.raises(rules.ReasonMissing):
        await deciding.refuse(
            view.row.id,
            opinion_version=1,
            reason_code=RefusalReason.WEAK_VALUE,
            by=at.bank.checker,
        )
    refused = await deciding.refuse(
        view.row.id,
        opinion_version=1,
        reason_code=RefusalReason.WEAK_VALUE,
        sentence="估值依据不足。",
        by=at.bank.checker,
    )

    assert refused.row.refusal_code == "weak_value"


async def test_an_unknown_reason_is_malformed(db: None, as_: ClientFor) -> None:
    at = await scene.scene()
    view = await scene.opined(at)

    answer = await as_(at.bank.checker).post(
        f"{LOANS}/{view.row.id}/refusal",
        json={"opinion_version": 1, "reason_code": "bank_mood", "sentence": "…"},
    )

    assert answer.status_code == 400


async def test_no_approval_before_the_valuation_is_checked(db: None, as_: ClientFor) -> None:
    at = await scene.scene()
    view = await scene.opined(at, checked=False)

    answer = await as_(at.bank.checker).post(
        f"{LOANS}/{view.row.id}/approval", json={"opinion_version": 1}
    )
    assert answer.status_code == 409
    assert answer.json()["code"] == "lending.valuation_unchecked"

    await scene.check_valuation(at, view.row.id)
    assert (await approve(at, view)).row.state is State.OFFERED


async def test_without_a_valuation_only_a_credit_product_grants(db: None) -> None:
    pledged = await scene.scene(valued=False)
    on_credit = await scene.scene(valued=False, ratio_bp_by_kind=None)

    with pytest.raises(rules.ValuationMissing):
        await approve(pledged, await scene.opined(pledged, checked=False))
    view = await approve(on_credit, await scene.opined(on_credit, checked=False))

    assert view.row.state is State.OFFERED


async def test_a_value_that_fell_below_the_opinion_refuses_the_approval(db: None) -> None:
    at = await scene.scene()
    view = await scene.opined(at)
    await execute(
        "UPDATE lending_application SET snapshot = jsonb_set(snapshot, '{valuation,low_fen}', "
        "'100000000') WHERE id = $1",
        view.row.id,
    )

    with pytest.raises(rules.AmountAboveCeiling):
        await approve(at, view)

    assert await fetch_value("SELECT count(*) FROM lending_offer") == 0
    assert await scene.state_of(view, at=at) is State.OPINED


async def test_two_decisions_on_one_opinion_have_one_effect(db: None) -> None:
    at = await scene.scene()
    view = await scene.opined(at)
    await approve(at, view)

    with pytest.raises(IllegalTransition):
        await deciding.refuse(
            view.row.id,
            opinion_version=1,
            reason_code=RefusalReason.BAD_CREDIT,
            sentence="…",
            by=at.bank.colleague,
        )


# The database holds it, whatever the application does --------------------------------------------


async def broken(statement: str, *args: object, by: type[IntegrityConstraintViolationError]) -> str:
    with pytest.raises(by) as refusal:
        async with transaction():
            await execute(statement, *args)
    return str(refusal.value.constraint_name)


async def test_the_database_refuses_a_checker_who_is_the_maker(db: None) -> None:
    at = await scene.scene()
    view = await scene.opined(at)

    assert (
        await broken(
            "UPDATE lending_opinion SET checker = maker, checker_name = maker_name, "
            "decision = 'approved', decided_at = now() WHERE application = $1",
            view.row.id,
            by=CheckViolationError,
        )
        == "lending_opinion_checker_is_not_its_maker"
    )


async def test_the_database_refuses_an_offer_that_nobody_approved(db: None) -> None:
    at = await scene.scene()
    view = await scene.opined(at)
    opinion = await fetch_one("SELECT * FROM lending_opinion WHERE application = $1", view.row.id)
    check = await fetch_value("SELECT id FROM lending_valuation_check")
    capacity = await fetch_value("SELECT min(id::text) FROM lending_capacity")
    assert opinion is not None

    insert = (
        "INSERT INTO lending_offer (id, application, opinion, decision, on_credit, valuation_check,"
        " n, state, amount_fen, rate_bp, term_months, conditions, cost, yearly_cost_fen, "
        "valid_until, made_at, capacity, capacity_state) VALUES (gen_random_uuid(), $1, $2, "
        "'approved', false, $3, 1, 'open', 1, 1, 1, '{}', '{}', 1, now(), now(), $4::uuid, "
        "'reserved')"
    )
    args = (view.row.id, opinion["id"])

    assert (
        await broken(insert, *args, check, capacity, by=ForeignKeyViolationError)
        == "lending_offer_was_approved_by_a_checker"
    )
    assert (
        await broken(insert, *args, None, capacity, by=CheckViolationError)
        == "lending_offer_beyond_credit_rests_on_a_check"
    )


async def test_the_database_refuses_a_refusal_without_words(db: None) -> None:
    at = await scene.scene()
    view = await scene.opined(at)

    assert (
        await broken(
            "UPDATE lending_application SET state = 'refused' WHERE id = $1",
            view.row.id,
            by=CheckViolationError,
        )
        == "lending_application_refused_says_why"
    )


async def test_the_database_refuses_a_second_committed_application_on_a_right(db: None) -> None:
    at = await scene.scene()
    other = await scene.offered(at, at.other)
    first = await scene.accepted(at)
    assert first.row.state is State.ACCEPTED
    assert await scene.state_of(other, at=at) is State.COMMITTED_ELSEWHERE

    assert (
        await broken(
            "UPDATE lending_application SET state = 'accepted' WHERE id = $1",
            other.row.id,
            by=UniqueViolationError,
        )
        == "lending_application_right_is_committed_once"
    )


async def test_the_commitment_of_a_right_is_the_applications_not_the_writers(db: None) -> None:
    at = await scene.scene()
    view = await scene.accepted(at)

    assert (
        await broken(
            "UPDATE lending_application_right SET committed = false WHERE application = $1",
            view.row.id,
            by=ForeignKeyViolationError,
        )
        == "lending_application_right_follows_its_application"
    )
