"""The register and what waits to be verified, as known on a day: nothing that came later."""

from datetime import date, datetime
from typing import Any

import pytest

from backend.kernel import clock
from backend.registry import service
from backend.registry.projection import PledgeRecord
from backend.registry.states import Outcome
from tests import make as base
from tests.conftest import ClientFor
from tests.registry import make
from tests.workbooks import asked, sheets

pytestmark = pytest.mark.usefixtures("db")


def on(month: int, day: int) -> Any:
    return clock.at(datetime(2024, month, day, 12, tzinfo=clock.SHANGHAI))


def patent_of(pledge: PledgeRecord) -> str:
    return str(pledge.terms["listed"][0]["number"])


async def test_a_registration_stands_as_it_was_known_then(as_: ClientFor) -> None:
    at = await make.scene()
    with on(3, 4):
        filed = await make.filed(at, secured_fen=100)
    with on(3, 5):
        pledge = await service.register(
            filed.id, number=make.number(), registered_on=date(2024, 3, 4), by=at.desk
        )
    with on(3, 8):
        await make.confirm(at, pledge)
    with on(4, 1):
        await service.file_change(
            pledge.id,
            {"secured_fen": 300},
            changed_on=clock.today(),
            document_id=await make.scan(at.desk),
            by=at.desk,
        )
        await service.decide_change(pledge.id, approved=True, by=at.desk)
    client, patent = as_(at.officer), patent_of(pledge)

    async def known(day: str, **more: str) -> dict[str, Any]:
        answer = await client.get("/register", params={"as_known_on": day, **more})
        assert answer.status_code == 200, answer.text
        body: dict[str, Any] = answer.json()
        return body

    def told(body: dict[str, Any]) -> list[tuple[Any, ...]]:
        return [(row["state"], row["secured_fen"], row["verified"]) for row in body["items"]]

    before = await known("2024-03-04", patent=patent)
    assert (before["items"], before["total"], before["live"]) == ([], 0, True), "filed, not there"
    assert (await known("2024-03-03", patent=patent))["live"] is False
    assert told(await known("2024-03-05")) == [("registered", 100, False)]
    assert told(await known("2024-03-08", pledgor=str(at.firm.uscc))) == [("registered", 100, True)]
    assert told(await known("2024-04-01", pledgee=at.bank.name)) == [("registered", 300, True)]
    assert told(await known(clock.today().isoformat())) == told(
        (await client.get("/register")).json()
    )
    number = str(pledge.registration_number).lower()
    assert told(await known("2024-03-05", number=f" {number} ")) == [("registered", 100, False)]
    assert (await known("2024-03-05", number="2024000000000"))["total"] == 0
    assert (await known("2024-03-05", pledgor="无此企业"))["items"] == []


async def test_what_was_recorded_wrongly_is_found_as_it_was_recorded(as_: ClientFor) -> None:
    at = await make.scene()
    wrong, right = base.application_number(810_001), base.application_number(810_002)
    with on(3, 5):
        made = await service.record_made_elsewhere(
            make.elsewhere(
                patents=[wrong],
                pledgors=[service.OutsideParty(name="误录企业", division="310115")],
            ),
            by=at.officer,
        )
    with on(3, 7):
        await service.verify_count(
            made.id, outcome=Outcome.MISMATCH, reason="another firm", by=at.verifier
        )
    with on(3, 9):
        await as_(at.officer).post(
            f"/pledges/{made.id}/registration",
            json={
                "number": made.registration_number,
                "registered_on": "2024-03-05",
                "reason": "another firm",
                "patents": [right],
                "pledgors": [{"name": "更正企业", "division": "310115"}],
            },
        )
    client = as_(at.officer)

    async def found(day: str, **more: str) -> tuple[list[Any], object]:
        answer = (await client.get("/register", params={"as_known_on": day, **more})).json()
        return [row["pledgors"] for row in answer["items"]], answer["live"]

    async def waited(day: str) -> list[tuple[Any, ...]]:
        answer = await client.get("/registrations/unverified", params={"as_known_on": day})
        return [
            (row["version"], row["pledgor_name"], row["outcome"], row["age_working_days"])
            for row in answer.json()["items"]
        ]

    assert await found("2024-03-08", pledgor="误录") == ([["误录企业"]], None)
    assert await found("2024-03-08", patent=wrong) == ([["误录企业"]], True)
    assert await found("2024-03-08", patent=right) == ([], False)
    assert await found("2024-03-09", patent=wrong) == ([], False)
    assert await found("2024-03-09", pledgor="更正") == ([["更正企业"]], None)
    assert await found("2024-03-09", pledgor="误录") == ([], None)
    assert await waited("2024-03-04") == []
    assert await waited("2024-03-06") == [(1, "误录企业", None, 1)]
    assert await waited("2024-03-07") == [(1, "误录企业", "mismatch", 2)]
    assert await waited("2024-03-11") == [(2, "更正企业", None, 1)]


async def test_what_waited_then_is_not_acted_on_and_leaves_when_checked_or_revoked(
    as_: ClientFor,
) -> None:
    at, other = await make.scene(), await make.scene()
    with on(3, 5):
        checked = await make.registered(at)
        revoked = await make.registered(other)
    with on(3, 6):
        await make.confirm(at, checked)
    with on(3, 7):
        await service.revoke(
            revoked.id, ground=2, revoked_on=clock.today(), reason="void", by=other.desk
        )
    client = as_(at.verifier)

    async def waited(day: str, **more: str) -> dict[str, Any]:
        params = {"as_known_on": day, **more}
        answer = await client.get("/registrations/unverified", params=params)
        body: dict[str, Any] = answer.json()
        return body

    then = await waited("2024-03-05")
    assert {row["pledge_id"] for row in then["items"]} == {str(checked.id), str(revoked.id)}
    assert [row["allowed_actions"] for row in then["items"]] == [[], []]
    first = await waited("2024-03-05", limit="1")
    second = await waited("2024-03-05", limit="1", cursor=first["next"])
    assert first["items"] + second["items"] == then["items"]
    assert (first["total"], second["next"]) == (2, None)
    assert [r["pledge_id"] for r in (await waited("2024-03-06"))["items"]] == [str(revoked.id)]
    assert (await waited("2024-03-07"))["items"] == []


async def test_the_register_of_a_day_is_read_page_by_page(as_: ClientFor) -> None:
    at = await make.scene()
    days = [date(2024, 3, 4), date(2024, 3, 1), date(2024, 3, 4)]
    with on(3, 5):
        for day in days:
            await service.record_made_elsewhere(make.elsewhere(registered_on=day), by=at.officer)
    with on(3, 6):
        await service.record_made_elsewhere(make.elsewhere(), by=at.officer)
    path, params = "/register", {"as_known_on": "2024-03-05", "limit": "2"}

    first = (await as_(at.officer).get(path, params=params)).json()
    last = (await as_(at.officer).get(path, params={**params, "cursor": first["next"]})).json()

    assert (first["total"], last["total"], last["next"]) == (3, 3, None)
    shown = [row["registered_on"] for row in first["items"] + last["items"]]
    assert shown == ["2024-03-04", "2024-03-04", "2024-03-01"]
    assert len({row["number"] for row in first["items"] + last["items"]}) == 3


async def test_the_workbooks_say_of_which_day_they_are(as_: ClientFor) -> None:
    at = await make.scene()
    with on(3, 5):
        pledge = await make.registered(at)
    with on(3, 6):
        await make.confirm(at, pledge)
    client, day = as_(at.officer), {"as_known_on": "2024-03-05"}

    register = sheets((await client.get("/register/export.xlsx", params=day)).content)
    waiting = sheets((await client.get("/registrations/unverified.xlsx", params=day)).content)
    now = sheets((await client.get("/registrations/unverified.xlsx")).content)
    one = {"number": str(pledge.registration_number)}
    looked_up = sheets((await client.get("/register/export.xlsx", params=one)).content)

    assert [row[0] for row in register["质押登记簿"][1:]] == [pledge.registration_number]
    assert register["质押登记簿"][1][7] == "未核验"
    assert str(asked(register)["知悉日"]) == str(asked(waiting)["知悉日"]) == "2024-03-05"
    assert [row[0] for row in waiting["待核验"][1:]] == [pledge.registration_number]
    assert now["待核验"][1:] == []
    assert asked(looked_up)["登记号"] == pledge.registration_number
    assert looked_up["质押登记簿"][1][7] == "已核验"


async def test_a_day_to_come_is_refused_and_the_district_alone_looks_back(as_: ClientFor) -> None:
    at = await make.scene()
    operator = await base.actor(await base.organisation("operator"), "operator")

    for path in (
        "/register",
        "/register/export.xlsx",
        "/registrations/unverified",
        "/registrations/unverified.xlsx",
    ):
        refused = await as_(at.officer).get(path, params={"as_known_on": "2999-01-01"})
        assert (refused.status_code, refused.json()["code"]) == (400, "invalid_request"), path
        assert refused.json()["errors"][0]["key"] == "as_known_on"
        for who in (at.desk, at.signatory, operator):
            barred = await as_(who).get(path, params={"as_known_on": "2024-03-05"})
            assert barred.status_code == 403, path
    assert (await as_(at.desk).get("/register", params={"as_known_on": "x"})).status_code == 400
