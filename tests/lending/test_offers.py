"""An offer's life and what it does to the product's capacity."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from backend.documents.states import Kind
from backend.kernel import clock
from backend.kernel.auth import NotVerified
from backend.kernel.db import execute, fetch, fetch_one, fetch_value
from backend.kernel.errors import Forbidden
from backend.kernel.lifecycle import IllegalTransition
from backend.kernel.money import Fen
from backend.lending import jobs, rules
from backend.lending.service import deciding, drafting, offers
from backend.lending.states import State
from backend.registry.rules import RightNotPledgeable
from tests.conftest import ClientFor
from tests.lending import scene
from tests.lending.scene import AMOUNT
from tests.listing import make as make_listing
from tests.registry import make as make_registry
from tests.valuation import make as make_valuation

LOANS = "/loan-applications"


async def used(bank: scene.Bank) -> tuple[int, int]:
    row = await fetch_one("SELECT * FROM lending_capacity WHERE product = $1", bank.product)
    assert row is not None
    return row["used_fen"], row["used_cases"]


# Capacity --------------------------------------------------------------------------------------


async def test_an_offer_reserves_the_amount_and_one_case(db: None) -> None:
    at = await scene.scene()

    await scene.offered(at)

    assert await used(at.bank) == (AMOUNT, 1)
    assert await used(at.other) == (0, 0)


@pytest.mark.parametrize("short", [{"capacity_fen": AMOUNT - 1}, {"cases": 0}])
async def test_beyond_the_capacity_nothing_is_approved(db: None, short: dict[str, Any]) -> None:
    at = await scene.scene(**short)
    view = await scene.opined(at)

    with pytest.raises(rules.CapacityUsedUp):
        await deciding.approve(view.row.id, opinion_version=1, by=at.bank.checker)

    assert await scene.state_of(view, at=at) is State.OPINED
    assert await used(at.bank) == (0, 0)
    assert await fetch_value("SELECT count(*) FROM lending_offer") == 0


async def test_a_product_without_capacity_for_the_day_approves_nothing(db: None) -> None:
    at = await scene.scene(capacity_fen=None)
    view = await scene.opined(at)

    with pytest.raises(rules.CapacityUsedUp):
        await deciding.approve(view.row.id, opinion_version=1, by=at.bank.checker)


async def test_declined_retracted_expired_and_withdrawn_offers_free_it(db: None) -> None:
    async def fresh() -> tuple[scene.Scene, UUID]:
        at = await scene.scene()
        return at, (await scene.offered(at)).row.id

    one, declined = await fresh()
    await offers.decline(declined, by=one.signatory)
    two, retracted = await fresh()
    await offers.retract(retracted, reason="…", by=two.bank.maker)
    await offers.retract(retracted, reason="…", by=two.bank.checker)
    three, withdrawn = await fresh()
    await offers.withdraw(withdrawn, by=three.signatory)
    four, _ = await fresh()
    with clock.at(clock.now() + timedelta(days=31)):
        await jobs.expire_offers()

    for at in (one, two, three, four):
        assert await used(at.bank) == (0, 0)
    states = await fetch("SELECT state, capacity_state FROM lending_offer ORDER BY state")
    assert [(row["state"], row["capacity_state"]) for row in states] == [
        ("declined", "freed"),
        ("expired", "freed"),
        ("retracted", "freed"),
        ("withdrawn", "freed"),
    ]


async def test_a_drawn_loan_consumes_it_for_good(db: None) -> None:
    at = await scene.scene()

    await scene.drawn(at)

    assert await used(at.bank) == (AMOUNT, 1)
    assert await fetch_value("SELECT capacity_state FROM lending_offer") == "consumed"


# Answers of the firm -----------------------------------------------------------------------------


async def test_the_signatory_answers_and_the_handler_does_not(db: None) -> None:
    at = await scene.scene()
    view = await scene.offered(at)

    for answer in (offers.accept, offers.decline, offers.withdraw):
        with pytest.raises(Forbidden):
            await answer(view.row.id, by=at.handler)


async def test_an_acceptance_drafts_the_pledge(db: None) -> None:
    at = await scene.scene()

    view = await scene.accepted(at)

    pledge = await fetch_one("SELECT * FROM registry_pledge WHERE id = $1", view.row.pledge)
    assert pledge is not None
    assert pledge["application_id"] == view.row.id
    assert (pledge["pledgor"], pledge["pledgee"]) == (at.firm.id, at.bank.id)
    assert pledge["right_ids"] == [at.right]
    assert pledge["secured_fen"] == AMOUNT
    assert pledge["loan_reference"] == view.row.number


async def test_an_offer_is_accepted_through_its_last_day(db: None) -> None:
    at = await scene.scene()
    view = await scene.offered(at)

    with (
        clock.at(clock.now() + timedelta(days=31)),
        pytest.raises(rules.OfferExpired),
    ):
        await offers.accept(view.row.id, by=at.signatory)
    with clock.at(clock.now() + timedelta(days=30)):
        accepted = await offers.accept(view.row.id, by=at.signatory)

    assert accepted.row.state is State.ACCEPTED


async def test_another_offer_than_the_one_that_was_read_is_not_accepted(
    db: None, as_: ClientFor
) -> None:
    at = await scene.scene()
    view = await scene.offered(at)

    answer = await as_(at.signatory).post(
        f"{LOANS}/{view.row.id}/offer-acceptance", json={"offer_version": 2}
    )

    assert answer.status_code == 409
    assert answer.json()["code"] == "lending.offer_gone"
    assert answer.json()["offer_version"] == 1


async def test_a_failed_pledge_draft_leaves_the_offer_as_it_was(db: None) -> None:
    at = await scene.scene()
    view = await scene.offered(at)
    await execute("UPDATE portfolio_right SET kind = 'foreign' WHERE id = $1", at.right)

    with pytest.raises(RightNotPledgeable):
        await offers.accept(view.row.id, by=at.signatory)

    assert await scene.state_of(view, at=at) is State.OFFERED
    assert await fetch_value("SELECT state FROM lending_offer") == "open"


# Retraction ------------------------------------------------------------------------------------


async def test_a_retraction_takes_two_people(db: None, as_: ClientFor) -> None:
    at = await scene.scene()
    view = await scene.offered(at)
    path = f"{LOANS}/{view.row.id}/offer-retraction"

    proposed = await as_(at.bank.colleague).post(path, json={"reason": "企业出现重大诉讼"})
    again = await as_(at.bank.colleague).post(path, json={"reason": "企业出现重大诉讼"})
    maker = await as_(at.bank.maker).post(path, json={"reason": "同意"})
    firm = (await as_(at.handler).get(f"{LOANS}/{view.row.id}")).json()
    executed = await as_(at.bank.checker).post(path, json={"reason": "同意"})

    assert proposed.json()["state"] == "offered"
    assert proposed.json()["offer"]["retraction_proposed"] is True
    assert again.status_code == 403
    assert again.json()["code"] == "lending.retraction_takes_two"
    assert maker.status_code == 403
    assert firm["offer"]["retraction_proposed"] is None
    assert executed.json()["state"] == "retracted"
    row = await fetch_one("SELECT * FROM lending_offer_retraction")
    assert row is not None
    assert row["executed_by"] == at.bank.checker.user_id


async def test_an_acceptance_in_between_wins(db: None) -> None:
    at = await scene.scene()
    view = await scene.offered(at)
    await offers.retract(view.row.id, reason="…", by=at.bank.maker)

    await offers.accept(view.row.id, by=at.signatory)

    with pytest.raises(IllegalTransition):
        await offers.retract(view.row.id, reason="…", by=at.bank.checker)
    assert await scene.state_of(view, at=at) is State.ACCEPTED


# Withdrawal ------------------------------------------------------------------------------------


async def test_from_accepted_the_pledge_is_withdrawn_with_it(db: None) -> None:
    at = await scene.scene()
    view = await scene.accepted(at)

    withdrawn = await offers.withdraw(view.row.id, reason="另有安排", by=at.signatory)

    assert withdrawn.row.state is State.WITHDRAWN
    assert await fetch_value("SELECT state FROM registry_pledge") == "withdrawn"
    assert await used(at.bank) == (0, 0)


async def test_a_filed_pledge_can_still_be_withdrawn(db: None) -> None:
    at = await scene.scene()
    view = await scene.accepted(at)
    await scene.file_pledge(at, scene.pledge_of(view))

    await offers.withdraw(view.row.id, by=at.signatory)

    assert await fetch_value("SELECT state FROM registry_pledge") == "withdrawn"


@pytest.mark.parametrize("heard", [False, True])
async def test_a_registered_pledge_is_cancelled_first(
    db: None,
    as_: ClientFor,
    heard: bool,  # noqa: FBT001 - whether lending has heard of the verification yet
) -> None:
    at = await scene.scene()
    if heard:
        view = await scene.drawable(at)
    else:
        view = await scene.accepted(at)
        await scene.register_pledge(at, scene.pledge_of(view))
    state = await scene.state_of(view, at=at)

    answer = await as_(at.signatory).post(f"{LOANS}/{view.row.id}/withdrawal", json={})

    assert answer.status_code == 409
    assert answer.json()["code"] == "lending.pledge_registered"
    assert await scene.state_of(view, at=at) is state


async def test_a_handler_drops_a_draft_that_no_bank_has_seen(db: None, as_: ClientFor) -> None:
    at = await scene.scene()
    view = await scene.drafted(at)

    await offers.withdraw(view.row.id, by=at.handler)

    answer = await as_(at.bank.maker).get(f"{LOANS}/{view.row.id}")
    assert answer.status_code == 404
    event = await fetch_one(
        "SELECT * FROM kernel_event WHERE name = 'lending.application_withdrawn'"
    )
    assert event is not None
    assert event["parties"] == [at.firm.id]


# Several applications on one right -------------------------------------------------------------


async def test_an_acceptance_closes_whatever_else_is_open_on_the_right(db: None) -> None:
    at = await scene.scene()
    third, fourth, fifth = await scene.bank(), await scene.bank(), await scene.bank()
    other = await scene.offered(at, at.other)
    waiting = await scene.waiting(at, third)
    submitted = await scene.submitted(at, fourth)
    draft = await scene.drafted(at, fifth)

    await scene.accepted(at)

    for view in (other, waiting, submitted):
        after = await scene.seen(view, by=at.handler)
        assert after.row.state is State.COMMITTED_ELSEWHERE
        assert after.clock is not None
        assert after.clock.state == "ended"
        assert after.row.due_on is None
    assert await scene.state_of(draft, at=at) is State.DRAFT
    assert await used(at.other) == (0, 0)
    assert await used(at.bank) == (AMOUNT, 1)
    events = await fetch(
        "SELECT parties, organisation_id, payload FROM kernel_event "
        "WHERE name = 'lending.application_committed_elsewhere'"
    )
    assert len(events) == 3
    for event in events:
        assert at.firm.id in event["parties"]
        assert len(event["parties"]) == 2
        assert at.bank.id not in event["parties"]
        assert event["organisation_id"] not in {at.bank.id, at.firm.id}


async def test_applications_on_other_rights_go_on(db: None) -> None:
    at = await scene.scene()
    stranger = await scene.scene()
    elsewhere = await scene.offered(stranger)

    await scene.accepted(at)

    assert await scene.state_of(elsewhere, at=stranger) is State.OFFERED


async def test_what_was_closed_is_applied_for_again_when_the_right_is_free(db: None) -> None:
    at = await scene.scene()
    other = await scene.submitted(at, at.other)
    accepted = await scene.accepted(at)
    again = await drafting.copy(other.row.id, by=at.handler)
    with pytest.raises(rules.RightCommitted):
        await scene.submit(at, again)

    await offers.withdraw(accepted.row.id, by=at.signatory)

    assert (await scene.submit(at, again)).row.state is State.SUBMITTED


async def test_an_offer_of_less_than_was_asked_secures_that_much(db: None) -> None:
    at = await scene.scene()
    view = await scene.offered(at, amount_fen=Fen(AMOUNT // 2))

    accepted = await offers.accept(view.row.id, by=at.signatory)

    assert await used(at.bank) == (AMOUNT // 2, 1)
    assert accepted.row.amount_fen == AMOUNT
    assert await fetch_value("SELECT secured_fen FROM registry_pledge") == AMOUNT // 2


async def test_the_documents_of_a_closed_application_are_readable_for_ninety_days(
    db: None,
) -> None:
    at = await scene.scene()
    view = await scene.drafted(at, at.other)
    document = await make_registry.scan(at.handler, Kind.ACCOUNTS)
    await scene.submit(at, view, document_ids=[document])

    await scene.accepted(at)

    ends = await fetch_value("SELECT ends_at FROM documents_grant WHERE purpose = $1", view.row.id)
    assert (clock.shanghai_date(ends) - clock.today()).days == 91


async def test_an_unverified_firm_accepts_nothing(db: None) -> None:
    at = await scene.scene()
    view = await scene.offered(at)
    unverified = replace(at.signatory, verified=False)

    with pytest.raises(NotVerified):
        await offers.accept(view.row.id, by=unverified)


async def test_two_rights_that_turned_out_to_be_one_are_committed_once(db: None) -> None:
    at = await scene.scene()
    twin = await make_valuation.right(at.firm)
    await make_valuation.valuation(twin, by=at.handler)
    first, at.request = at.request, (await make_listing.request(twin, by=at.handler)).id
    other = await scene.offered(at, at.other)
    at.request = first
    await execute("UPDATE portfolio_right SET merged_into = $1 WHERE id = $2", at.right, twin)

    await scene.accepted(at)

    assert await scene.state_of(other, at=at) is State.COMMITTED_ELSEWHERE
