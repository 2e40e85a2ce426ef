"""Two people at one pledge at once: one wins, the other is told why, and the count is right."""

import asyncio
from collections.abc import Awaitable, Iterator
from datetime import datetime
from typing import Any

import pytest

from backend.kernel import clock, db
from backend.kernel.errors import DomainError
from backend.registry import service
from backend.registry.states import Channel, Outcome, State
from tests import make as base
from tests.registry import make


async def at_once(*attempts: Awaitable[Any]) -> tuple[list[Any], list[str]]:
    """What came of it, and the codes of the refusals; anything else is raised."""
    found = await asyncio.gather(*attempts, return_exceptions=True)
    codes = []
    for each in found:
        if isinstance(each, DomainError):
            codes.append(each.code)
        elif isinstance(each, BaseException):
            raise each
    return [each for each in found if not isinstance(each, BaseException)], codes


@pytest.fixture(autouse=True)
def _in_the_plan() -> Iterator[None]:
    """A day on which what is verified counts."""
    with clock.at(datetime(2024, 3, 5, 12, tzinfo=clock.SHANGHAI)):
        yield


async def entries(pledge_id: object) -> list[int]:
    rows = await db.fetch(
        "SELECT amount_fen FROM registry_count_entry WHERE pledge = $1 ORDER BY seq", pledge_id
    )
    return [row["amount_fen"] for row in rows]


async def test_two_verifiers_at_once_count_a_registration_once(committed: str) -> None:
    at = await make.scene()
    pledge = await make.registered(at)
    colleague = await base.actor(await base.organisation("district"), "verifier")

    won, lost = await at_once(
        *(
            service.verify_count(
                pledge.id, outcome=Outcome.CONFIRMED, looked_in="gazette", by=verifier
            )
            for verifier in (at.verifier, colleague, at.verifier)
        )
    )

    assert len(won) == 1
    assert lost == ["registry.already_verified"] * 2
    assert await entries(pledge.id) == [pledge.secured_fen]


async def test_a_confirmation_and_a_mismatch_at_once_are_one_word(committed: str) -> None:
    at = await make.scene()
    pledge = await make.registered(at)
    colleague = await base.actor(await base.organisation("district"), "verifier")

    won, lost = await at_once(
        service.verify_count(
            pledge.id, outcome=Outcome.CONFIRMED, looked_in="gazette", by=at.verifier
        ),
        service.verify_count(pledge.id, outcome=Outcome.MISMATCH, reason="differs", by=colleague),
    )

    assert (len(won), lost) == (1, ["registry.already_verified"])
    confirmed = won[0].count_outcome == Outcome.CONFIRMED
    assert await entries(pledge.id) == ([pledge.secured_fen] if confirmed else [])


async def test_two_corrections_at_once_take_it_back_once(committed: str) -> None:
    at = await make.scene()
    pledge = await make.counted(at)
    colleague = await base.actor(await base.organisation("district"), "verifier")

    won, lost = await at_once(
        service.correct_count(pledge.id, reason_code="other", reason="wrong", by=at.verifier),
        service.correct_count(pledge.id, reason_code="other", reason="wrong", by=colleague),
    )

    assert len(won) == 1
    assert lost == ["registry.not_counted"]
    assert sum(await entries(pledge.id)) == 0
    assert len(await entries(pledge.id)) == 2


async def test_two_checkers_at_once_verify_for_the_bank_once(committed: str) -> None:
    at = await make.scene()
    pledge = await make.registered(at)

    won, lost = await at_once(
        *(service.verify(pledge.id, outcome=Outcome.CONFIRMED, by=at.checker) for _ in range(3))
    )

    assert len(won) == 1
    assert lost == ["registry.already_verified"] * 2


async def test_a_registration_recorded_by_two_at_once_stands_once(committed: str) -> None:
    at = await make.scene()
    pledge = await make.filed(at)
    notices = [await make.scan(at.desk) for _ in range(2)]
    day = pledge.filed_on
    assert day is not None

    won, lost = await at_once(
        *(
            service.register(
                pledge.id, number=make.number(), registered_on=day, document_id=notice, by=at.desk
            )
            for notice in notices
        )
    )

    assert len(won) == len(lost) == 1
    recorded = "SELECT count(*) FROM registry_recording WHERE pledge = $1"
    assert await db.fetch_value(recorded, pledge.id) == 1


async def test_terms_changed_while_somebody_signs_are_never_signed_unread(committed: str) -> None:
    at = await make.scene()
    pledge = await make.evidenced(at)
    await make.sign(at, pledge, at.signatory)

    await at_once(
        make.sign(at, pledge, at.checker),
        service.set_terms(pledge.id, {"scope": "本金"}, by=at.desk),
    )

    now = await service.stored(pledge.id)
    if now.state is State.READY:
        assert now.terms_hash == pledge.terms_hash
    else:
        _, lost = await at_once(service.file(pledge.id, channel=Channel.ONLINE, by=at.desk))
        assert len(lost) == 1


async def test_a_filing_and_a_withdrawal_at_once_leave_no_right_bound_for_nothing(
    committed: str,
) -> None:
    at = await make.scene()
    pledge = await make.signed(at)

    won, _ = await at_once(
        service.file(pledge.id, channel=Channel.ONLINE, by=at.desk),
        service.withdraw(pledge.id, by=at.signatory),
    )

    now = await service.stored(pledge.id)
    assert won
    assert now.state is State.WITHDRAWN
    live = "SELECT count(*) FROM registry_pledged_right WHERE pledge = $1 AND live"
    assert await db.fetch_value(live, pledge.id) == 0
