"""Telling people: each party's people once, the actor never, and everybody his own."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from backend.identity.tables import Member, Organisation
from backend.kernel import clock, db, events
from backend.kernel.auth import SYSTEM, Actor
from backend.kernel.events import EventRow, emit
from backend.kyb.events import CaseOpened, CaseReturned
from backend.notifications import service, wording
from backend.portfolio.events import ImportEnded
from tests import make
from tests.conftest import ClientFor

pytestmark = pytest.mark.usefixtures("db")


async def returned(*parties: Organisation, by: Actor = SYSTEM, reason: str = "看不清") -> EventRow:
    seq = await emit(
        CaseReturned(
            subject_id=uuid4(),
            parties=tuple(each.id for each in parties),
            firm="某公司",
            reason_code="licence_unreadable",
            reason=reason,
        ),
        by=by,
    )
    row = await events.event(seq)
    assert row is not None
    return row


async def inbox(client: Any, query: str = "") -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = (await client.get(f"/notifications{query}")).json()["items"]
    return items


async def test_every_active_member_of_the_parties_is_told_but_the_actor(as_: ClientFor) -> None:
    firm, operator, stranger = [
        await make.organisation(kind=kind) for kind in ("firm", "operator", "firm")
    ]
    admin, handler = await make.actor(firm, "admin"), await make.actor(firm, "handler")
    gone = await make.actor(firm, "handler")
    await Member.update({Member.active: False}).where(Member.id == gone.user_id)
    reviewer, colleague = [await make.actor(operator, "operator") for _ in range(2)]
    other = await make.actor(stranger, "admin")

    told = await service.tell(await returned(firm, operator, by=reviewer))

    assert told == 3
    counts = [
        (await as_(each).get("/notifications/count")).json()["unread"]
        for each in (admin, handler, colleague, reviewer, other)
    ]
    assert counts == [1, 1, 1, 0, 0]
    (message,) = await inbox(as_(admin))
    assert message["name"] == "kyb.case_returned"
    assert message["sender"] == operator.name
    assert message["facts"] == {
        "firm": "某公司",
        "reason_code": "licence_unreadable",
        "reason": "看不清",
    }
    assert message["read_at"] is None


async def test_whoever_began_long_work_is_told_of_its_end(as_: ClientFor) -> None:
    firm = await make.organisation()
    handler = await make.actor(firm, "handler")
    figures = dict.fromkeys(
        ("rows_total", "rows_accepted", "rows_duplicate", "rows_updated", "rows_refused"), 7
    )
    seq = await emit(
        ImportEnded(
            subject_id=uuid4(),
            parties=(firm.id,),
            state="done",
            reference=False,
            failure_code=None,
            rows_warned=0,
            **figures,
        ),
        by=handler,
    )
    row = await events.event(seq)
    assert row is not None

    await service.tell(row)

    (message,) = await inbox(as_(handler))
    assert message["facts"]["rows_accepted"] == 7


async def test_an_event_heard_twice_is_told_once(as_: ClientFor) -> None:
    firm = await make.organisation()
    admin = await make.actor(firm, "admin")
    event = await returned(firm)

    told = [await service.tell(event) for _ in range(3)]

    assert told == [1, 0, 0]
    assert len(await inbox(as_(admin))) == 1


async def test_an_event_without_words_is_told_nobody() -> None:
    firm = await make.organisation()
    await make.actor(firm, "admin")
    seq = await emit(CaseOpened(subject_id=uuid4(), parties=(firm.id,), firm=firm.name), by=SYSTEM)
    row = await events.event(seq)
    assert row is not None

    assert await service.tell(row) == 0


async def test_messages_are_read_one_by_one_and_all_at_once(as_: ClientFor) -> None:
    firm = await make.organisation()
    admin = await make.actor(firm, "admin")
    for number in range(4):
        await service.tell(await returned(firm, reason=f"第{number}次"))
    client = as_(admin)
    newest = (await inbox(client))[0]

    read = await client.post(f"/notifications/{newest['id']}/read")
    again = await client.post(f"/notifications/{newest['id']}/read")
    unread = await inbox(client, "?unread=true")
    rest = await client.post("/notifications/read-all")

    assert read.status_code == 200
    assert read.json()["read_at"] == again.json()["read_at"] is not None
    assert newest["id"] not in {message["id"] for message in unread}
    assert rest.json() == {"read": 3}
    assert (await client.get("/notifications/count")).json() == {"unread": 0}
    assert len(await inbox(client)) == 4


async def test_nobody_reads_anothers_messages(as_: ClientFor) -> None:
    firm = await make.organisation()
    admin, handler = await make.actor(firm, "admin"), await make.actor(firm, "handler")
    await service.tell(await returned(firm))
    (message,) = await inbox(as_(admin))

    response = await as_(handler).post(f"/notifications/{message['id']}/read")
    everything = await as_(handler).post("/notifications/read-all")

    assert response.status_code == 404
    assert everything.json() == {"read": 1}
    assert (await inbox(as_(admin)))[0]["read_at"] is None
    assert (await as_(None).get("/notifications")).status_code == 401


async def test_messages_come_in_pages_newest_first(as_: ClientFor) -> None:
    firm = await make.organisation()
    admin = await make.actor(firm, "admin")
    for number in range(5):
        await service.tell(await returned(firm, reason=str(number)))
    client, reasons, cursor = as_(admin), [], ""

    while True:
        query = "?limit=2" + (f"&cursor={cursor}" if cursor else "")
        page = (await client.get(f"/notifications{query}")).json()
        assert page["total"] == 5
        reasons += [item["facts"]["reason"] for item in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break

    assert reasons == ["4", "3", "2", "1", "0"]


async def test_the_same_moment_does_not_lose_a_message_between_pages(as_: ClientFor) -> None:
    firm = await make.organisation()
    admin = await make.actor(firm, "admin")
    with clock.at(clock.now()):
        for _ in range(3):
            await service.tell(await returned(firm))
    client = as_(admin)

    first = (await client.get("/notifications?limit=2")).json()
    rest = (await client.get(f"/notifications?limit=2&cursor={first['next']}")).json()

    seen: set[UUID] = {UUID(item["id"]) for item in first["items"] + rest["items"]}
    assert len(seen) == 3


@pytest.mark.parametrize("name", sorted(wording.TOLD))
def test_the_words_ask_only_for_facts_that_the_event_has(name: str) -> None:
    """Every told event exists, and carries what its words need."""
    known = {event.name: event for event in _all_events() if hasattr(event, "name")}

    assert name in known
    assert set(wording.TOLD[name]) <= set(known[name].__dataclass_fields__)


def _all_events(base: Any = events.Event) -> list[Any]:
    return [base, *(each for child in base.__subclasses__() for each in _all_events(child))]


async def test_dispatch_tells_the_inbox(
    as_: ClientFor, run_jobs: Callable[[], Awaitable[int]]
) -> None:
    firm = await make.organisation()
    admin = await make.actor(firm, "admin")
    await returned(firm)

    await run_jobs()

    assert len(await inbox(as_(admin))) == 1
    assert await db.fetch_value("SELECT count(*) FROM notifications_notification") == 1


async def test_what_is_told_weeks_later_stands_there_as_read(as_: ClientFor) -> None:
    firm = await make.organisation()
    member = await make.actor(firm, "admin")
    with clock.at(clock.now() - timedelta(days=15)):
        event = await returned(firm)

    await service.tell(event)

    listed = await as_(member).get("/notifications")
    unread = await as_(member).get("/notifications/count")
    assert [item["name"] for item in listed.json()["items"]] == ["kyb.case_returned"]
    assert unread.json()["unread"] == 0
