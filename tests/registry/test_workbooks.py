"""The register and what waits for the district as workbooks."""

import json
from pathlib import Path

import pytest

from backend.kernel import clock, db
from backend.kernel.language import Language, speaking
from backend.registry import list_wording, service
from tests.conftest import ClientFor
from tests.registry import make as make_registry
from tests.workbooks import asked, sheets

pytestmark = pytest.mark.usefixtures("db")
HOSTILE = '=HYPERLINK("http://x")'


async def test_the_register_is_saved_as_far_as_its_reader_sees_it(as_: ClientFor) -> None:
    at, other = await make_registry.scene(), await make_registry.scene()
    rename = "UPDATE identity_organisation SET name = $2 WHERE id = $1"
    await db.execute(rename, at.bank.id, HOSTILE)
    kept = await make_registry.registered(at)
    await make_registry.registered(other)

    saved = await as_(at.officer).get("/register/export.xlsx", params={"pledgee": HOSTILE[:5]})
    own = await as_(other.checker).get("/register/export.xlsx")
    foreign = await as_(other.checker).get("/register/export.xlsx", params={"pledgee": HOSTILE})

    book = sheets(saved.content)
    of, (row,) = asked(book), book["质押登记簿"][1:]
    assert saved.headers["content-type"].startswith("application/vnd.openxmlformats")
    assert (of["质权人"], of["出质人"], of["行数"]) == (f"'{HOSTILE[:5]}", "", 1)
    assert of["合计（元）"] == row[8] == (kept.secured_fen or 0) / 100
    assert [row[0], row[2], row[3]] == [kept.registration_number, at.firm.name, f"'{HOSTILE}"]
    assert (row[5], row[7]) == ("已登记", "未核验")
    (row,) = sheets(own.content)["质押登记簿"][1:]
    assert row[3] == other.bank.name, "a bank saves its own alone"
    assert sheets(foreign.content)["质押登记簿"][1:] == []


async def test_what_waits_is_saved_by_stage_and_text(as_: ClientFor) -> None:
    at, other = await make_registry.scene(), await make_registry.scene()
    await db.execute("UPDATE identity_organisation SET name = '@乙' WHERE id = $1", at.bank.id)
    first, second = await make_registry.registered(at), await make_registry.registered(other)
    client = as_(at.officer)
    listed = (await client.get("/registrations/unverified")).json()["items"]
    path = "/registrations/unverified.xlsx"

    every = sheets((await client.get(path)).content)
    one = sheets((await client.get(path, params={"text": "@乙", "stage": "evidenced"})).content)
    none = sheets((await client.get(path, params={"stage": "mismatch"})).content)
    then = {"text": "@乙", "as_known_on": clock.today().isoformat()}
    known = sheets((await client.get(path, params=then)).content)
    asked_of = {"text": "@乙", "stage": "evidenced", "limit": "1"}
    page = (await client.get("/registrations/unverified", params=asked_of)).json()

    numbers = [first.registration_number, second.registration_number]
    assert {row[0] for row in every["待核验"][1:]} == set(numbers)
    assert [row[0] for row in every["待核验"][1:]] == [each["number"] for each in listed]
    assert (asked(one)["阶段"], asked(one)["登记号或当事人"]) == ("有凭证", "'@乙")
    assert [(row[0], row[5], row[8]) for row in one["待核验"][1:]] == [
        (numbers[0], "'@乙", "有凭证")
    ]
    assert none["待核验"][1:] == []
    assert ([each["number"] for each in page["items"]], page["total"]) == (numbers[:1], 1)
    assert known["待核验"][1:] == one["待核验"][1:]
    assert (await as_(at.checker).get(path)).status_code == 403


async def test_a_lower_amount_that_waits_is_not_called_a_rise(as_: ClientFor) -> None:
    at = await make_registry.scene()
    pledge = await make_registry.counted(at)
    lower = (pledge.secured_fen or 0) // 2
    await service.file_change(
        pledge.id,
        {"secured_fen": lower},
        changed_on=clock.today(),
        document_id=await make_registry.scan(at.desk),
        by=at.desk,
    )
    await service.decide_change(pledge.id, approved=True, by=at.desk)

    saved = await as_(at.officer).get("/registrations/unverified.xlsx")

    (row,) = sheets(saved.content)["待核验"][1:]
    assert (row[3], row[6]) == ("变更", lower / 100)


@pytest.mark.parametrize("read", list(Language))
def test_the_workbooks_call_states_as_the_pages_do(read: Language) -> None:
    texts = Path(__file__).parents[2] / f"frontend/src/locales/{read}.json"
    pages = json.loads(texts.read_text(encoding="utf-8"))["status"]["pledge"]

    with speaking(read):
        assert {str(state): name for state, name in list_wording.STATES.items()} == pages
