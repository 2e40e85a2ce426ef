"""A second factor that is owed stands among one's own tasks until it is set up or owed no more."""

from datetime import datetime
from typing import Any

import pytest

from backend.identity import service as identity
from backend.identity.tables import Organisation
from backend.kernel import clock, events
from backend.kernel.auth import Actor
from backend.kernel.db import execute, fetch
from backend.notifications import service as notifications
from tests import make
from tests.conftest import ClientFor
from tests.identity.test_second_factor_duty import TERMS, noon, obliged, publish
from tests.reference.test_reference import later

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
async def bank(db: None) -> Organisation:
    return await make.organisation("bank")


async def waiting(as_: ClientFor, who: Actor) -> list[dict[str, Any]]:
    answer = await as_(who).get("/tasks?kind=second_factor")
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def test_it_waits_with_its_last_day_for_whoever_owes_it_until_he_has_one(
    as_: ClientFor, bank: Organisation
) -> None:
    checker, maker = await make.actor(bank, "checker"), await make.actor(bank, "maker")
    enrolled = await make.actor(bank, "checker")
    await make.second_factor(enrolled)
    assert await waiting(as_, checker) == []
    await publish(as_, obliged("checker", on=later(), grace=10))

    (task,) = await waiting(as_, checker)

    assert task["subject_id"] == str(checker.user_id)
    assert task["due_on"] == later(9).isoformat()
    assert clock.shanghai_date(datetime.fromisoformat(task["since"])) == clock.today()
    for other in (maker, enrolled):
        assert await waiting(as_, other) == []
    everything = (await as_(checker).get("/tasks")).json()
    assert (everything["total"], everything["items"]) == (1, [task])
    soon = await as_(checker).get(f"/tasks?due_by={later(8)}")
    assert soon.json()["total"] == 0
    with clock.at(noon(12)):
        assert [each["due_on"] for each in await waiting(as_, checker)] == [task["due_on"]]
        await make.second_factor(checker)
        assert await waiting(as_, checker) == []


async def test_it_ends_with_what_obliged_to_it(as_: ClientFor, bank: Organisation) -> None:
    admin, maker = await make.actor(bank, "admin"), await make.actor(bank, "maker")
    wanted = {"role": "maker", "obliged": True, "from_on": later(3).isoformat(), "grace_days": 0}
    await as_(admin).post(TERMS, json=wanted)
    assert [each["due_on"] for each in await waiting(as_, maker)] == [later(2).isoformat()]

    with clock.at(noon(3)):
        ended = await as_(admin).post(TERMS, json={**wanted, "obliged": False})

        assert ended.status_code == 201, ended.text
        assert await waiting(as_, maker) == []


async def told(as_: ClientFor, who: Actor) -> list[Any]:
    """What he was told of it, the newest first; as the worker tells it."""
    rows = await fetch(
        "SELECT seq FROM kernel_event WHERE name = 'identity.second_factor_due' ORDER BY seq"
    )
    for row in rows:
        event = await events.event(row["seq"])
        assert event is not None
        await notifications.tell(event)
    items = (await as_(who).get("/notifications")).json()["items"]
    return [each["facts"] for each in items if each["name"] == "identity.second_factor_due"]


async def test_he_alone_is_told_some_days_before_and_on_the_day_each_once(
    as_: ClientFor, bank: Organisation
) -> None:
    checker, colleague = await make.actor(bank, "checker"), await make.actor(bank, "maker")
    await publish(as_, obliged("checker", on=later(20), grace=0))
    message = {"needed_from": later(20).isoformat()}

    await identity.remind()
    assert await told(as_, checker) == []
    for day, messages in [(6, 1), (7, 1), (13, 2), (19, 3), (20, 4), (40, 4)]:
        with clock.at(noon(day)):
            await identity.remind()
            assert await told(as_, checker) == [message] * messages, day
            assert await told(as_, colleague) == []


async def test_whoever_has_one_or_is_inactive_is_told_nothing(
    as_: ClientFor, bank: Organisation
) -> None:
    enrolled, gone = await make.actor(bank, "checker"), await make.actor(bank, "checker")
    await make.second_factor(enrolled)
    await execute("UPDATE identity_member SET active = false WHERE id = $1", gone.user_id)
    await publish(as_, obliged("checker", on=later(), grace=0))

    with clock.at(noon(2)):
        await identity.remind()

    assert not await fetch("SELECT seq FROM kernel_event WHERE name = 'identity.second_factor_due'")
