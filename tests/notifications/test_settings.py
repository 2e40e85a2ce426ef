"""How a person is told: quiet hours, the daily digest, and what can be neither."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

import asyncpg
import pytest

from backend.kernel import clock, db, events
from backend.kernel.auth import SYSTEM, Actor
from backend.kernel.clock import SHANGHAI
from backend.kernel.events import Event, EventRow, emit
from backend.kyb.events import CaseReturned
from backend.lending.events import OfferExpired
from backend.notifications import rules, service, wording
from backend.notifications.states import DeliveryMode, MessageKind
from backend.portfolio.events import FeesFallDue
from tests import make
from tests.conftest import ClientFor

pytestmark = pytest.mark.usefixtures("db")

NIGHT = {"quiet_from": "22:00", "quiet_until": "08:00", "digest_at": "09:00"}


def at(hour: int, minute: int = 0, *, day: int = 10) -> datetime:
    return datetime(2027, 3, day, hour, minute, tzinfo=SHANGHAI)


def body(**given: Any) -> dict[str, Any]:
    return {**NIGHT, "daily": [], "off": [], **given}


async def happen(event: Event) -> EventRow:
    row = await events.event(await emit(event, by=SYSTEM))
    assert row is not None
    return row


async def tell(*organisations: Any, what: type[Event] = CaseReturned, **facts: Any) -> None:
    given: Mapping[type[Event], dict[str, Any]] = {
        CaseReturned: {"firm": "某公司", "reason_code": "licence_unreadable", "reason": "看不清"},
        FeesFallDue: {"fees": 3, "late": 0, "first_due_on": "2027-03-12"},
        OfferExpired: {"number": "LN-2027-000001", "valid_until": "2027-03-09"},
    }
    parties = tuple(each.id for each in organisations)
    await service.tell(
        await happen(what(subject_id=uuid4(), parties=parties, **{**given[what], **facts}))
    )


async def names(client: Any) -> list[str]:
    return [each["name"] for each in (await client.get("/notifications")).json()["items"]]


async def test_until_one_chooses_everything_is_told_at_once(as_: ClientFor) -> None:
    firm = await make.organisation()
    client = as_(await make.actor(firm, "admin"))

    with clock.at(at(3)):
        await tell(firm)
        seen = await names(client)
        settings = (await client.get("/notifications/settings")).json()

    assert seen == ["kyb.case_returned"]
    assert (settings["quiet_from"], settings["quiet_until"], settings["held"]) == (None, None, 0)
    assert {each["mode"] for each in settings["kinds"]} == {"at_once"}
    assert {each["kind"] for each in settings["kinds"] if each["fixed"]} == {"deadline", "security"}


async def test_what_happens_in_quiet_hours_waits_for_their_end_and_is_not_lost(
    as_: ClientFor,
) -> None:
    firm = await make.organisation()
    mine, other = as_(await make.actor(firm, "admin")), as_(await make.actor(firm, "handler"))
    with clock.at(at(12)):
        assert (await mine.post("/notifications/settings", json=body())).status_code == 200

    with clock.at(at(23, 30)):
        await tell(firm)
        at_night = [await names(mine), await names(other)]
        unread = (await mine.get("/notifications/count")).json()["unread"]
        settings = (await mine.get("/notifications/settings")).json()
        assert (await mine.post("/notifications/read-all")).json() == {"read": 0}
    with clock.at(at(7, 59, day=11)):
        before = await names(mine)
    with clock.at(at(8, day=11)):
        (message,) = (await mine.get("/notifications")).json()["items"]
        morning = (await mine.get("/notifications/count")).json()["unread"]

    assert at_night == [[], ["kyb.case_returned"]]
    assert (unread, morning, before) == (0, 1, [])
    assert settings["held"] == 1
    assert datetime.fromisoformat(settings["next_at"]) == at(8, day=11)
    assert datetime.fromisoformat(message["arrives_at"]) == at(8, day=11)
    assert datetime.fromisoformat(message["occurred_at"]) == at(23, 30)
    assert (message["in_digest"], message["read_at"]) == (False, None)


async def test_a_deadline_passes_through_quiet_hours(as_: ClientFor) -> None:
    firm = await make.organisation()
    client = as_(await make.actor(firm, "admin"))

    with clock.at(at(23)):
        await client.post("/notifications/settings", json=body(daily=["loans", "rights"]))
        await tell(firm, what=FeesFallDue)
        await tell(firm, what=OfferExpired)
        seen = await names(client)

    assert seen == ["portfolio.fees_fall_due"]


async def test_a_digest_comes_once_a_day_and_a_later_one_the_next_day(as_: ClientFor) -> None:
    firm = await make.organisation()
    client = as_(await make.actor(firm, "admin"))
    with clock.at(at(8)):
        await client.post("/notifications/settings", json=body(daily=["verification"]))
        await tell(firm)
    with clock.at(at(8, 30)):
        await tell(firm)
        await tell(firm, what=OfferExpired)
        early = await names(client)

    with clock.at(at(9)):
        digest = (await client.get("/notifications")).json()["items"]
        first = (await client.get("/notifications", params={"limit": 1})).json()
        cursor = {"limit": 1, "cursor": first["next"]}
        second = (await client.get("/notifications", params=cursor)).json()
        await tell(firm)
        same_day = len(await names(client))
    with clock.at(at(9, day=11)):
        next_day = len(await names(client))

    assert early == ["lending.offer_expired"]
    assert [each["in_digest"] for each in digest] == [True, True, False]
    assert {datetime.fromisoformat(each["arrives_at"]) for each in digest[:2]} == {at(9)}
    occurred = [datetime.fromisoformat(each["occurred_at"]) for each in digest[:2]]
    assert occurred == [at(8, 30), at(8)]
    assert [first["items"], second["items"]] == [digest[:1], digest[1:2]]
    assert (same_day, next_day) == (3, 4)


async def test_what_is_off_stands_in_the_inbox_as_read(as_: ClientFor) -> None:
    firm = await make.organisation()
    client = as_(await make.actor(firm, "admin"))

    with clock.at(at(12)):
        await client.post("/notifications/settings", json=body(off=["verification"]))
        await tell(firm)
        (message,) = (await client.get("/notifications")).json()["items"]
        unread = (await client.get("/notifications/count")).json()["unread"]

    assert message["read_at"] is not None
    assert unread == 0


async def test_what_waits_comes_earlier_with_new_settings_never_later(as_: ClientFor) -> None:
    firm = await make.organisation()
    client = as_(await make.actor(firm, "admin"))
    with clock.at(at(23)):
        await client.post("/notifications/settings", json=body(daily=["verification"]))
        await tell(firm)
        later = await client.post(
            "/notifications/settings", json=body(daily=["verification"], digest_at="11:00")
        )
        sooner = await client.post("/notifications/settings", json=body())
        none = await client.post(
            "/notifications/settings", json=body(quiet_from=None, quiet_until=None)
        )
        seen = await names(client)

    moments = [datetime.fromisoformat(each.json()["next_at"]) for each in (later, sooner)]
    assert moments == [at(9, day=11), at(8, day=11)]
    assert (none.json()["held"], none.json()["next_at"]) == (0, None)
    assert seen == ["kyb.case_returned"]


async def test_a_change_is_in_the_log_once(as_: ClientFor) -> None:
    firm = await make.organisation()
    admin = await make.actor(firm, "admin")

    for _ in range(2):
        await as_(admin).post("/notifications/settings", json=body(off=["loans"]))

    rows = await db.fetch(
        "SELECT subject_id, payload ->> 'quiet_from' AS quiet_from FROM kernel_event "
        "WHERE name = 'notifications.settings_changed'"
    )
    assert rows == [{"subject_id": admin.user_id, "quiet_from": "22:00"}]


@pytest.mark.parametrize("kind", sorted(rules.ALWAYS_AT_ONCE))
@pytest.mark.parametrize("choice", ["daily", "off"])
async def test_deadlines_and_security_cannot_wait(
    as_: ClientFor, kind: MessageKind, choice: str
) -> None:
    client = as_(await make.actor(await make.organisation(), "admin"))

    refused = await client.post("/notifications/settings", json=body(**{choice: [kind]}))

    assert refused.status_code == 422
    assert (refused.json()["code"], refused.json()["kind"]) == (
        "notifications.always_at_once",
        kind,
    )
    assert (await client.get("/notifications/settings")).json()["quiet_from"] is None


@pytest.mark.parametrize(
    ("given", "key"),
    [
        ({"quiet_until": None}, "quiet_until"),
        ({"quiet_from": None}, "quiet_from"),
        ({"quiet_until": "22:00"}, "quiet_until"),
        ({"digest_at": "24:00"}, "digest_at"),
        ({"daily": ["weather"]}, "daily"),
        ({"daily": ["loans"], "off": ["loans"]}, ""),
    ],
)
async def test_settings_that_make_no_sense_are_refused_with_the_field(
    as_: ClientFor, given: dict[str, Any], key: str
) -> None:
    client = as_(await make.actor(await make.organisation(), "admin"))

    refused = await client.post("/notifications/settings", json=body(**given))

    assert refused.status_code == 400
    assert refused.json()["errors"][0]["key"].startswith(key)


async def test_the_database_keeps_deadlines_at_once() -> None:
    admin: Actor = await make.actor(await make.organisation(), "admin")

    with pytest.raises(asyncpg.CheckViolationError, match="deadlines_and_security"):
        await db.execute(
            'INSERT INTO notifications_setting (id, member, digest_at, daily, "off") '
            "VALUES (gen_random_uuid(), $1, '09:00', '{}', '{deadline}')",
            admin.user_id,
        )


@pytest.mark.parametrize(
    ("quiet", "hour", "expected"),
    [
        (("22:00", "08:00"), at(21, 59), at(21, 59)),
        (("22:00", "08:00"), at(22), at(8, day=11)),
        (("22:00", "08:00"), at(0), at(8)),
        (("22:00", "08:00"), at(8), at(8)),
        (("12:00", "14:00"), at(13), at(14)),
        (("12:00", "14:00"), at(14), at(14)),
    ],
)
def test_quiet_hours_may_go_past_midnight(
    quiet: tuple[str, str], hour: datetime, expected: datetime
) -> None:
    settings = rules.Settings(
        quiet_from=datetime.strptime(quiet[0], "%H:%M").time(),  # noqa: DTZ007
        quiet_until=datetime.strptime(quiet[1], "%H:%M").time(),  # noqa: DTZ007
    )

    assert rules.arrival(MessageKind.LOANS, settings, now=hour) == expected


def test_a_digest_within_quiet_hours_waits_for_their_end() -> None:
    night = datetime(2027, 1, 1, 22, tzinfo=SHANGHAI).time()
    morning = datetime(2027, 1, 1, 10, tzinfo=SHANGHAI).time()
    settings = rules.Settings(
        quiet_from=night, quiet_until=morning, modes={MessageKind.LOANS: DeliveryMode.DAILY}
    )

    assert rules.arrival(MessageKind.LOANS, settings, now=at(12)) == at(10, day=11)


@pytest.mark.parametrize("name", sorted(wording.TOLD))
def test_every_message_has_a_kind(name: str) -> None:
    assert wording.kind_of(name) in MessageKind
