"""In every state, whatever the table does not allow is refused and changes nothing."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from backend.identity.permissions import permissions_of
from backend.identity.states import OrganisationKind, Role
from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.kernel.db import fetch_value
from backend.lending import jobs
from backend.lending.service import offers, pledging, reviewing
from backend.lending.service.reading import ApplicationView
from backend.lending.states import APPLICATION, RESOURCE, Action, State
from backend.registry import service as registry
from tests import make
from tests.conftest import ClientFor
from tests.lending import scene
from tests.lending.test_visibility import BODIES

LOANS = "/loan-applications"


async def declined(at: scene.Scene) -> ApplicationView:
    return await offers.decline((await scene.offered(at)).row.id, by=at.signatory)


async def retracted(at: scene.Scene) -> ApplicationView:
    view = await scene.offered(at)
    await offers.retract(view.row.id, reason="…", by=at.bank.maker)
    return await offers.retract(view.row.id, reason="…", by=at.bank.checker)


async def expired(at: scene.Scene) -> ApplicationView:
    with clock.at(clock.now() - timedelta(days=40)):
        view = await scene.offered(at)
    await jobs.expire_offers()
    return view


async def withdrawn(at: scene.Scene) -> ApplicationView:
    return await offers.withdraw((await scene.submitted(at)).row.id, by=at.signatory)


async def committed_elsewhere(at: scene.Scene) -> ApplicationView:
    view = await scene.in_review(at)
    await scene.accepted(at, at.other)
    return view


async def closed(at: scene.Scene) -> ApplicationView:
    view = await scene.drawn(at)
    pledge = scene.pledge_of(view)
    await registry.revoke(pledge, reason="自始无效", by=at.bank.desk)
    await pledging.lose_pledge(pledge, application_id=view.row.id, cause="revoked")
    return view


MAKERS: dict[State, Callable[[scene.Scene], Awaitable[ApplicationView]]] = {
    State.DRAFT: scene.drafted,
    State.SUBMITTED: scene.submitted,
    State.IN_REVIEW: scene.in_review,
    State.WAITING: scene.waiting,
    State.OPINED: scene.opined,
    State.OFFERED: scene.offered,
    State.REFUSED: scene.refused,
    State.ACCEPTED: scene.accepted,
    State.DRAWABLE: scene.drawable,
    State.DRAWN: scene.drawn,
    State.CLOSED: closed,
    State.DECLINED: declined,
    State.RETRACTED: retracted,
    State.EXPIRED: expired,
    State.WITHDRAWN: withdrawn,
    State.COMMITTED_ELSEWHERE: committed_elsewhere,
}


async def everybody(at: scene.Scene) -> tuple[Actor, Actor]:
    """One person of each side who holds every role there."""
    roles = (Role.ADMIN, Role.MAKER, Role.CHECKER, Role.PLEDGE_DESK)
    bank = await make.actor(at.bank.organisation, *roles)
    firm = replace(
        at.signatory,
        roles=frozenset({Role.HANDLER, Role.SIGNATORY}),
        permissions=permissions_of(OrganisationKind.FIRM, [Role.HANDLER, Role.SIGNATORY]),
    )
    return firm, bank


@pytest.mark.parametrize("state", list(State))
async def test_what_the_table_does_not_allow_is_refused_and_changes_nothing(
    db: None, as_: ClientFor, state: State
) -> None:
    at = await scene.scene()
    view = await MAKERS[state](at)
    assert await scene.state_of(view, at=at) is state
    firm, bank = await everybody(at)
    open_ones = {RESOURCE[a] for a in APPLICATION.open_actions(state) if a in RESOURCE}
    events = await fetch_value("SELECT count(*) FROM kernel_event")
    of_the_firm = {
        RESOURCE[action]
        for action in (
            Action.SUBMIT,
            Action.ANSWER_DOCUMENTS,
            Action.ACCEPT,
            Action.DECLINE,
            Action.WITHDRAW,
            Action.COPY,
        )
    }

    answers: dict[str, Any] = {}
    for action in sorted(BODIES.keys() - open_ones):
        client = as_(firm if action in of_the_firm else bank)
        answers[action] = await client.post(f"{LOANS}/{view.row.id}/{action}", json=BODIES[action])

    refused = {action: answer.json()["code"] for action, answer in answers.items()}
    expected = dict.fromkeys(refused, "illegal_transition")
    if state is State.DRAWABLE:
        expected["withdrawal"] = "lending.pledge_registered"
    if state is State.DRAFT:  # the bank does not see it
        expected |= dict.fromkeys(refused.keys() - of_the_firm, "not_found")
    assert refused == expected
    assert await scene.state_of(view, at=at) is state
    assert await fetch_value("SELECT count(*) FROM kernel_event") == events


async def test_a_returned_draft_stays_as_the_bank_saw_it(db: None, as_: ClientFor) -> None:
    at = await scene.scene()
    view = await scene.submitted(at)
    await reviewing.return_to_firm(view.row.id, reason="缺报表", by=at.bank.maker)

    answer = await as_(at.bank.maker).get(f"{LOANS}/{view.row.id}")

    assert answer.status_code == 200
    assert answer.json()["state"] == "draft"
    assert answer.json()["allowed_actions"] == []
