"""What the fate of the pledge does to the application, and the drawdown."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import pytest

from backend.kernel import clock, events
from backend.kernel.db import fetch, fetch_one, fetch_value
from backend.kernel.errors import Forbidden, InvalidField
from backend.kernel.events import EventRow
from backend.kernel.lifecycle import IllegalTransition
from backend.kernel.money import Fen
from backend.lending import rules, subscribers
from backend.lending.service import deciding, offers, pledging, reviewing
from backend.lending.states import State
from backend.registry import events as heard
from backend.registry import service as registry
from backend.registry.states import Outcome
from tests.conftest import ClientFor
from tests.lending import scene
from tests.lending.scene import AMOUNT
from tests.lending.test_offers import used
from tests.registry import make as make_registry

LOANS = "/loan-applications"

Subscriber = Callable[[EventRow], Awaitable[None]]


async def event(name: str) -> EventRow:
    """The newest event of this name, as the worker reads it."""
    found = await events.event(
        await fetch_value("SELECT max(seq) FROM kernel_event WHERE name = $1", name)
    )
    assert found is not None
    return found


async def hear(name: str, subscriber: Subscriber, *, times: int = 1) -> None:
    for _ in range(times):
        await subscriber(await event(name))


async def count(name: str) -> int:
    return int(await fetch_value("SELECT count(*) FROM kernel_event WHERE name = $1", name))


async def test_a_verified_registration_opens_the_drawdown_once(db: None) -> None:
    at = await scene.scene()
    view = await scene.accepted(at)
    await scene.register_pledge(at, scene.pledge_of(view))

    await hear(heard.PledgeVerified.name, subscribers.open_drawdown, times=2)

    after = await scene.seen(view, by=at.bank.desk)
    assert after.row.state is State.DRAWABLE
    assert "drawdown" in after.allowed_actions
    assert await count("lending.drawdown_opened") == 1


async def test_a_refused_pledge_brings_it_back_into_review_under_a_new_clock(db: None) -> None:
    at = await scene.scene()
    with clock.at(datetime(2026, 11, 2, 4, tzinfo=UTC)):
        view = await scene.accepted(at)
        pledge = scene.pledge_of(view)
        await scene.file_pledge(at, pledge)
        assert await used(at.bank) == (AMOUNT, 1)
        await registry.refuse(pledge, reason="年费未缴", grounds=[4], by=at.bank.desk)
    with clock.at(datetime(2026, 11, 9, 4, tzinfo=UTC)):
        await hear(heard.PledgeRefused.name, subscribers.lose_pledge, times=2)
        after = await scene.seen(view, by=at.bank.maker)

    assert after.row.state is State.IN_REVIEW
    assert after.row.pledge is None
    assert after.offer is not None
    assert (after.offer["state"], after.offer["capacity_state"]) == ("pledge_failed", "freed")
    assert await used(at.bank) == (0, 0)
    assert after.clock is not None
    assert after.clock.working_days_used == 0
    assert after.clock.working_days_total == 5
    assert after.row.due_on == datetime(2026, 11, 16, tzinfo=UTC).date()
    assert await count("lending.pledge_failed") == 1


async def test_after_a_failed_pledge_another_offer_can_be_made_and_pledged(db: None) -> None:
    at = await scene.scene()
    view = await scene.accepted(at)
    first = scene.pledge_of(view)
    await registry.withdraw(first, by=at.bank.desk, reason="条款有误")
    await hear(heard.PledgeWithdrawn.name, subscribers.lose_pledge)

    await reviewing.give_opinion(view.row.id, scene.grant(), by=at.bank.maker)
    await deciding.approve(view.row.id, opinion_version=2, by=at.bank.checker)
    again = await offers.accept(view.row.id, by=at.signatory)

    assert again.row.state is State.ACCEPTED
    assert again.row.pledge not in {None, first}
    # The old pledge's news, heard late, are not the new one's.
    await hear(heard.PledgeWithdrawn.name, subscribers.lose_pledge)
    assert await scene.state_of(view, at=at) is State.ACCEPTED


async def test_the_answer_to_an_offer_that_was_replaced_is_refused_with_the_difference(
    db: None, as_: ClientFor
) -> None:
    at = await scene.scene()
    view = await scene.accepted(at)
    pledge = scene.pledge_of(view)
    await scene.file_pledge(at, pledge)
    await registry.refuse(pledge, reason="年费未缴", grounds=[4], by=at.bank.desk)
    await hear(heard.PledgeRefused.name, subscribers.lose_pledge)
    less = scene.grant(amount_fen=Fen(AMOUNT // 2), conditions=("追加保证",))
    await reviewing.give_opinion(view.row.id, less, by=at.bank.maker)
    await deciding.approve(view.row.id, opinion_version=2, by=at.bank.checker)

    for act in ("offer-acceptance", "offer-decline"):
        answer = await as_(at.signatory).post(
            f"{LOANS}/{view.row.id}/{act}", json={"offer_version": 1}
        )
        assert (answer.status_code, answer.json()["code"]) == (409, "lending.offer_gone")
        assert answer.json()["offer_version"] == 2
        changed = {each["field"]: each for each in answer.json()["differences"]}
        assert changed.keys() == {"amount_fen", "conditions", "yearly_cost_fen"}
        assert (changed["amount_fen"]["before"], changed["amount_fen"]["after"]) == (
            AMOUNT,
            AMOUNT // 2,
        )
        assert changed["conditions"]["after"] == ["追加保证"]
    taken = await as_(at.signatory).post(
        f"{LOANS}/{view.row.id}/offer-acceptance", json={"offer_version": 2}
    )
    assert taken.status_code == 200, taken.text


async def test_the_firms_own_withdrawal_is_not_taken_for_a_failed_pledge(db: None) -> None:
    at = await scene.scene()
    view = await scene.accepted(at)
    await offers.withdraw(view.row.id, by=at.signatory)

    await hear(heard.PledgeWithdrawn.name, subscribers.lose_pledge)

    assert await scene.state_of(view, at=at) is State.WITHDRAWN


async def revoke(at: scene.Scene, pledge: object) -> None:
    await registry.revoke(
        pledge,  # type: ignore[arg-type]
        reason="自始无效",
        revoked_on=clock.today(),
        document_id=await make_registry.scan(at.bank.desk),
        by=at.bank.desk,
    )


async def test_a_revoked_pledge_before_the_drawdown_brings_it_back(db: None) -> None:
    at = await scene.scene()
    view = await scene.drawable(at)
    await revoke(at, view.row.pledge)

    await hear(heard.PledgeRevoked.name, subscribers.lose_pledge)

    assert await scene.state_of(view, at=at) is State.IN_REVIEW
    assert await used(at.bank) == (0, 0)


async def test_a_revoked_pledge_after_the_drawdown_closes_it_and_frees_the_right(
    db: None,
) -> None:
    at = await scene.scene()
    view = await scene.drawn(at)
    await revoke(at, view.row.pledge)

    await hear(heard.PledgeRevoked.name, subscribers.lose_pledge, times=2)

    assert await scene.state_of(view, at=at) is State.CLOSED
    assert await used(at.bank) == (AMOUNT, 1)
    assert await count("lending.application_closed") == 1
    rows = await fetch("SELECT committed FROM lending_application_right")
    assert [row["committed"] for row in rows] == [False]
    assert (await scene.submitted(at, at.other)).row.state is State.SUBMITTED


async def test_pledges_without_an_application_concern_nobody_here(db: None) -> None:
    at = await scene.scene()
    view = await scene.accepted(at)
    await registry.withdraw(scene.pledge_of(view), by=at.bank.desk)
    found = await event(heard.PledgeWithdrawn.name)

    stray = EventRow(**{**vars(found), "payload": {**found.payload, "application_id": None}})
    await subscribers.lose_pledge(stray)
    await subscribers.open_drawdown(stray)

    assert await scene.state_of(view, at=at) is State.ACCEPTED


# Drawdown --------------------------------------------------------------------------------------


async def test_the_pledge_desk_draws_and_nobody_else(db: None) -> None:
    at = await scene.scene()
    view = await scene.drawable(at)

    for other in (at.bank.maker, at.bank.checker, at.signatory):
        with pytest.raises(Forbidden):
            await scene.draw(at, view.row.id, by=other)
    drawn = await scene.draw(at, view.row.id)

    assert drawn.row.state is State.DRAWN
    assert drawn.row.loan_contract == "HT-2026-1"


async def test_no_drawdown_before_the_registration_is_verified(db: None) -> None:
    at = await scene.scene()
    view = await scene.accepted(at)
    await scene.register_pledge(at, scene.pledge_of(view), verified=False)

    with pytest.raises(IllegalTransition):
        await scene.draw(at, view.row.id)


async def test_the_drawdown_asks_the_registry_and_trusts_no_event(db: None, as_: ClientFor) -> None:
    at = await scene.scene()
    view = await scene.accepted(at)
    pledge = scene.pledge_of(view)
    await scene.register_pledge(at, pledge, verified=False)
    await pledging.open_drawdown(pledge, application_id=view.row.id)

    answer = await as_(at.bank.desk).post(
        f"{LOANS}/{view.row.id}/drawdown",
        json={
            "amount_fen": AMOUNT,
            "drawn_on": clock.today().isoformat(),
            "loan_contract": "HT-1",
        },
    )

    assert answer.status_code == 409
    assert answer.json()["code"] == "lending.pledge_not_verified"
    assert answer.json()["bank_verified"] is False
    await registry.verify(pledge, outcome=Outcome.CONFIRMED, by=at.bank.checker)
    assert (await scene.draw(at, view.row.id)).row.state is State.DRAWN


async def test_a_pledge_under_cancellation_opens_no_drawdown(db: None) -> None:
    at = await scene.scene()
    view = await scene.drawable(at)
    await revoke(at, view.row.pledge)  # lending has not heard of it yet

    with pytest.raises(rules.PledgeNotVerified):
        await scene.draw(at, view.row.id)


async def test_no_more_is_drawn_than_was_granted(db: None) -> None:
    at = await scene.scene()
    view = await scene.drawable(at)

    with pytest.raises(rules.DrawdownAboveOffer):
        await scene.draw(at, view.row.id, amount_fen=AMOUNT + 1)
    with pytest.raises(InvalidField):
        await scene.draw(at, view.row.id, drawn_on=clock.today() + timedelta(days=1))


async def test_what_was_drawn_is_on_record(db: None) -> None:
    at = await scene.scene()

    await scene.drawn(at)

    logged = await fetch_one("SELECT * FROM kernel_event WHERE name = 'lending.loan_drawn'")
    assert logged is not None
    assert set(logged["parties"]) == {at.firm.id, at.bank.id}
    assert (logged["actor_id"], logged["organisation_id"]) == (at.bank.desk.user_id, at.bank.id)
