"""The audit trail: everything for the operator, one's own people's deeds for an admin."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import httpx
import pytest

from backend.identity.states import Role
from backend.kernel import clock, listed
from backend.kernel.auth import SYSTEM, Actor
from backend.kernel.db import execute, transaction
from backend.kernel.events import Event, emit
from backend.kyb.events import CaseOpened, CaseReturned
from backend.oversight.wording import ROLE_NAMES
from backend.registry.events import PledgeDrafted
from tests import make
from tests.conftest import ClientFor
from tests.oversight.make import moment
from tests.workbooks import asked, sheets

pytestmark = pytest.mark.usefixtures("db")


async def opened(by: Actor, *, subject: UUID | None = None, party: UUID | None = None) -> None:
    await emit(
        CaseOpened(subject_id=subject or uuid4(), parties=(party,) if party else (), firm="某公司"),
        by=by,
        before={"state": None},
        after={"state": "draft"},
    )


async def events(client: httpx.AsyncClient, **query: object) -> list[dict[str, Any]]:
    response = await client.get("/audit-events", params={k: str(v) for k, v in query.items()})
    assert response.status_code == 200, response.text
    items: list[dict[str, Any]] = response.json()["items"]
    return items


async def auditor() -> Actor:
    return await make.actor(await make.organisation(kind="operator"), "operator")


async def test_the_operator_sees_who_did_what_from_where(as_: ClientFor) -> None:
    handler = await make.actor(await make.organisation(), "handler")
    subject = uuid4()
    await opened(handler, subject=subject)

    (event,) = await events(as_(await auditor()))

    assert event["name"] == "kyb.case_opened"
    assert event["subject_id"] == str(subject)
    assert event["actor_name"] == handler.name
    assert event["organisation_name"] == handler.organisation_name
    assert (event["address"], event["request_id"]) == ("127.0.0.1", "test")
    assert (event["before"], event["after"]) == ({"state": None}, {"state": "draft"})


async def test_an_admin_sees_what_his_own_people_did(as_: ClientFor) -> None:
    for kind in ("firm", "bank", "district"):
        mine, other = await make.organisation(kind=kind), await make.organisation(kind="bank")
        admin = await make.actor(mine, "admin")
        await opened(admin)
        await opened(await make.actor(other, "admin"), party=mine.id)
        client = as_(admin)

        seen = await events(client)
        asked_for_other = await events(client, organisation_id=other.id)

        assert {event["organisation_id"] for event in seen} == {str(mine.id)}
        assert asked_for_other == []


@pytest.mark.parametrize(
    ("kind", "role"),
    [("firm", "handler"), ("bank", "checker"), ("district", "verifier")],
)
async def test_others_see_nothing(as_: ClientFor, kind: str, role: str) -> None:
    actor = await make.actor(await make.organisation(kind=kind), role)

    response = await as_(actor).get("/audit-events")

    assert response.status_code == 403
    assert (await as_(None).get("/audit-events")).status_code == 401


async def test_what_no_person_did_the_system_did_in_the_readers_words(as_: ClientFor) -> None:
    firm = await make.organisation()
    await opened(replace(SYSTEM, organisation_id=firm.id, organisation_name=firm.name))
    await opened(await make.actor(await make.organisation(), "handler"))
    await opened(replace(await make.actor(firm, "handler"), name="System"))
    client = as_(await auditor())
    english = {"Accept-Language": "en"}

    for words in ("系统", "the SYSTEM"):
        (event,) = await events(client, actor_name=words)
        assert event["actor_name"] == "系统"
    (row,) = await exported(client, "?actor_name=系统")
    told = await client.get("/audit-events", params={"actor_name": "系统"}, headers=english)
    sheet = await client.get(
        "/audit-events/export.csv", params={"actor_name": "the system"}, headers=english
    )

    assert row["操作人"] == "系统"
    assert [each["actor_name"] for each in told.json()["items"]] == ["The system"]
    assert "The system" in sheet.text


async def test_each_filter_narrows(as_: ClientFor) -> None:
    first = await make.actor(await make.organisation(), "handler")
    second = await make.actor(await make.organisation(), "handler")
    subject = uuid4()
    with clock.at(moment(date(2025, 3, 1))):
        await opened(first, subject=subject)
    with clock.at(moment(date(2025, 3, 2))):
        await opened(second)
        await emit(
            CaseReturned(subject_id=subject, firm="某公司", reason_code="other", reason="其他"),
            by=second,
        )
    client = as_(await auditor())

    found = {
        "actor_name": len(await events(client, actor_name=first.name[1:].upper())),
        "nobody": len(await events(client, actor_name="%")),
        "actor": len(await events(client, actor_id=first.user_id)),
        "organisation": len(await events(client, organisation_id=second.organisation_id)),
        "name": len(await events(client, name="kyb.case_returned")),
        "subject": len(await events(client, subject="kyb_case", subject_id=subject)),
        "request": len(await events(client, request_id="another")),
        "from": len(await events(client, **{"from": "2025-03-02", "to": "2025-12-31"})),
        "to": len(await events(client, to="2025-03-01")),
        "none": len(await events(client, subject="pledge")),
    }

    assert found == {
        "actor_name": 1,
        "nobody": 0,
        "actor": 1,
        "organisation": 2,
        "name": 1,
        "subject": 2,
        "request": 0,
        "from": 2,
        "to": 1,
        "none": 0,
    }


async def test_a_day_is_shanghais(as_: ClientFor) -> None:
    handler = await make.actor(await make.organisation(), "handler")
    with clock.at(clock.end_of_day(date(2025, 3, 1))):
        await opened(handler)
    client = as_(await auditor())

    assert await events(client, to="2025-03-01") == []
    assert len(await events(client, **{"from": "2025-03-02", "to": "2025-03-02"})) == 1


async def test_events_come_in_pages_newest_first(as_: ClientFor) -> None:
    handler = await make.actor(await make.organisation(), "handler")
    for _ in range(5):
        await opened(handler)
    client, seen, cursor = as_(await auditor()), [], ""

    while True:
        query = "/audit-events?limit=2" + (f"&cursor={cursor}" if cursor else "")
        page = (await client.get(query)).json()
        assert page["total"] == 5
        seen += [item["seq"] for item in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break

    assert seen == sorted(seen, reverse=True)
    assert len(set(seen)) == 5
    assert (await client.get("/audit-events?actor_id=nobody")).status_code == 400


async def test_the_operator_sees_that_a_pledge_moved_but_no_amount_of_it(as_: ClientFor) -> None:
    bank = await make.organisation(kind="bank")
    desk, admin = await make.actor(bank, "pledge_desk"), await make.actor(bank, "admin")
    await emit(
        PledgeDrafted(subject_id=uuid4(), number="PL-2026-000001", secured_fen=500_000_00),
        by=desk,
        after={"state": "draft", "secured_fen": 500_000_00},
    )

    (for_operator,) = await events(as_(await auditor()), subject="pledge")
    (for_bank,) = await events(as_(admin), subject="pledge")

    assert for_operator["payload"] == {"number": "PL-2026-000001"}
    assert for_operator["after"] == {"state": "draft"}
    assert for_bank["payload"]["secured_fen"] == 500_000_00


async def test_the_first_and_the_last_day_of_the_calendar_bound_nothing(as_: ClientFor) -> None:
    client = as_(await auditor())

    everything = (await client.get("/audit-events")).json()["total"]
    between = await client.get("/audit-events?from=0001-01-01&to=9999-12-31")

    assert between.status_code == 200
    assert between.json()["total"] == everything


async def exported(client: httpx.AsyncClient, query: str = "") -> list[dict[str, str]]:
    response = await client.get(f"/audit-events/export.csv{query}")
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert response.headers["content-disposition"].startswith("attachment")
    assert response.content.startswith("\ufeff".encode())
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))


async def test_the_trail_is_saved_as_a_workbook_with_what_was_asked(as_: ClientFor) -> None:
    handler = await make.actor(await make.organisation(), "handler")
    await opened(handler)
    await opened(await make.actor(await make.organisation(), "handler"))
    client = as_(await auditor())
    asked_for = {"actor_id": str(handler.user_id)}
    (event,) = (await client.get("/audit-events", params=asked_for)).json()["items"]

    saved = await client.get("/audit-events/export.xlsx", params=asked_for)
    foreign = await as_(handler).get("/audit-events/export.xlsx")

    book = sheets(saved.content)
    (line,) = book["审计记录"][1:]
    assert (asked(book)["人员编号"], asked(book)["行数"]) == (str(handler.user_id), 1)
    assert (line[2], line[5], line[12]) == (handler.name, event["name"], event["request_id"] or "")
    assert foreign.status_code == 403


async def test_an_event_names_the_roles_held_at_that_moment(as_: ClientFor) -> None:
    firm = await make.organisation()
    both = await make.actor(firm, "signatory", "handler")
    await opened(both)
    await execute("UPDATE identity_member SET roles = '{admin}' WHERE id = $1", both.user_id)

    (event,) = await events(as_(await auditor()))
    (row,) = await exported(as_(await auditor()))

    assert event["actor_roles"] == ["handler", "signatory"]
    assert row["角色"] == "经办、签署人"


async def test_no_event_is_logged_without_the_roles_of_its_actor() -> None:
    await opened(await make.actor(await make.organisation(), "handler"))
    others = (
        "name, subject, subject_id, occurred_at, actor_id, actor_name, organisation_id, "
        "organisation_name, address, request_id, payload, parties"
    )

    with pytest.raises(asyncpg.CheckViolationError, match="kernel_event_names_the_roles"):
        async with transaction():
            await execute(
                f"INSERT INTO kernel_event (id, {others}) "
                f"SELECT gen_random_uuid(), {others} FROM kernel_event"
            )


async def test_the_export_is_the_filtered_list(
    as_: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listed, "BATCH", 2)
    handler = await make.actor(await make.organisation(name="=甲公司"), "handler")
    for _ in range(5):
        await opened(handler)
    await opened(await make.actor(await make.organisation(), "handler"))
    client = as_(await auditor())

    rows = await exported(client, f"?organisation_id={handler.organisation_id}")

    shown = await events(client, organisation_id=handler.organisation_id)
    assert [int(row["序号"]) for row in rows] == [event["seq"] for event in shown]
    assert len(rows) == 5
    assert {row["机构"] for row in rows} == {"'=甲公司"}
    assert {row["变更后"] for row in rows} == {'{"state": "draft"}'}


async def test_the_export_shows_no_more_than_the_list(as_: ClientFor) -> None:
    bank = await make.organisation(kind="bank")
    desk, admin = await make.actor(bank, "pledge_desk"), await make.actor(bank, "admin")
    await emit(
        PledgeDrafted(subject_id=uuid4(), number="PL-2026-000001", secured_fen=500_000_00),
        by=desk,
    )
    await opened(await make.actor(await make.organisation(), "handler"))

    for_operator = await exported(as_(await auditor()), "?subject=pledge")
    for_bank = await exported(as_(admin))

    assert [row["内容"] for row in for_operator] == ['{"number": "PL-2026-000001"}']
    assert [row["对象"] for row in for_bank] == ["pledge"]
    assert "50000000" in for_bank[0]["内容"]


async def test_an_export_of_too_many_rows_is_refused(
    as_: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listed, "AT_ONCE", 2)
    handler = await make.actor(await make.organisation(), "handler")
    for _ in range(3):
        await opened(handler)

    response = await as_(await auditor()).get("/audit-events/export.csv")

    assert response.status_code == 422
    assert response.json()["code"] == "export_too_large"
    assert response.json()["limit"] == 2


def _events(kind: type[Event]) -> Iterator[type[Event]]:
    for each in kind.__subclasses__():
        yield each
        yield from _events(each)


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_every_fact_of_an_event_has_a_name(language: str) -> None:
    locales = Path(__file__).parents[2] / "frontend" / "src"
    own = json.loads((locales / f"features/operator/locales/{language}.json").read_text())
    common = json.loads((locales / f"locales/{language}.json").read_text())

    told = {
        field.name
        for kind in _events(Event)
        if kind.__module__.startswith("backend.")
        for field in fields(kind)
    } - {"subject_id", "parties"}

    assert len(told) > 80
    assert sorted(told - set(own["operator"]["fact"]) - set(common["field"])) == []


def test_every_role_has_a_name_in_the_workbook() -> None:
    assert set(ROLE_NAMES) == set(Role)
