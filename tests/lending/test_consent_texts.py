"""The platform's own consent text: its next version has a day, and what was agreed to stays."""

from datetime import timedelta
from typing import Any

import httpx
import pytest
from asyncpg import CheckViolationError, RestrictViolationError

from backend.kernel import clock
from backend.kernel.db import execute, transaction
from backend.lending import rules
from backend.lending.service import consents
from tests import make
from tests.conftest import ClientFor
from tests.lending import scene

TEXT = "本企业同意：为审查本次贷款申请，向{lender}提供本申请冻结的资料。第二稿。"
TRANSLATION = "The enterprise agrees that {lender} is given what was frozen. Second draft."
PATH = "/operator/consent-texts"


def on(days: int) -> str:
    return (clock.today() + timedelta(days=days)).isoformat()


async def operator(as_: ClientFor) -> httpx.AsyncClient:
    return as_(await make.actor(await make.organisation("operator"), "operator"))


def body(days: int, **changes: Any) -> dict[str, Any]:
    return {"text": TEXT, "translation": TRANSLATION, "from_on": on(days)} | changes


async def standings(client: httpx.AsyncClient) -> list[tuple[str, str, int]]:
    items = (await client.get(PATH)).json()["items"]
    return [(each["version"], each["standing"], each["consents"]) for each in items]


async def test_the_next_version_is_agreed_to_from_its_day_on(db: None, as_: ClientFor) -> None:
    desk = await operator(as_)
    at = await scene.scene()
    before = await scene.submitted(at)
    view = await scene.drafted(at, at.other)

    assert (await desk.post(PATH, json=body(3))).json() == {"version": "P2"}

    assert await standings(desk) == [("P2", "later", 0), ("P1", "now", 1)]
    assert (await consents.texts([at.other.id]))[at.other.id].version == "P1"
    with clock.at(clock.now() + timedelta(days=3)):
        text = (await consents.texts([at.other.id]))[at.other.id]
        with pytest.raises(rules.ConsentOutdated):
            await scene.submit(at, view)
        sent = await scene.submit(at, view, consent_version="P2")
        assert await standings(desk) == [("P2", "now", 1), ("P1", "past", 1)]
    assert text.text == TEXT.replace("{lender}", at.other.organisation.name)
    assert text.translation == TRANSLATION.replace("{lender}", at.other.organisation.name)
    assert sent.consent_given is not None
    assert sent.consent_given["text_sha256"] == text.sha256
    after = await scene.seen(before, by=at.handler)
    assert after.consent_given == before.consent_given
    newest = (await desk.get(PATH, params={"limit": 1})).json()
    assert (newest["total"], newest["items"][0]["version"]) == (2, "P2")
    older = (await desk.get(PATH, params={"limit": 1, "cursor": newest["next"]})).json()
    assert [each["version"] for each in older["items"]] == ["P1"]


async def test_a_later_one_takes_the_place_of_what_was_to_begin(db: None, as_: ClientFor) -> None:
    desk = await operator(as_)
    bank = await scene.bank()
    await desk.post(PATH, json=body(10))

    await desk.post(PATH, json=body(5, text=TEXT + "第三稿。"))

    assert await standings(desk) == [("P3", "later", 0), ("P2", "never", 0), ("P1", "now", 0)]
    with clock.at(clock.now() + timedelta(days=20)):
        assert (await consents.texts([bank.id]))[bank.id].version == "P3"


async def test_a_banks_own_text_stays_its_own(db: None, as_: ClientFor) -> None:
    desk = await operator(as_)
    bank = await scene.bank()
    await consents.publish_consent_text(
        version="2026-2", text="本企业同意……", from_on=clock.today(), by=bank.checker
    )

    await desk.post(PATH, json=body(1))

    with clock.at(clock.now() + timedelta(days=2)):
        assert (await consents.texts([bank.id]))[bank.id].version == "2026-2"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"from_on": on(0)}, "from_on"),
        ({"from_on": on(-1)}, "from_on"),
        ({"text": TEXT.replace("{lender}", "某银行")}, "text"),
        ({"text": TEXT + "{firm}"}, "text"),
        ({"text": TEXT + "{"}, "text"),
        ({"translation": TRANSLATION.replace("{lender}", "the bank")}, "translation"),
        ({"translation": ""}, "translation"),
    ],
)
async def test_what_would_not_do_is_refused_by_its_field(
    db: None, as_: ClientFor, changes: dict[str, Any], field: str
) -> None:
    desk = await operator(as_)

    answer = await desk.post(PATH, json=body(3, **changes))

    assert answer.status_code == 400
    assert [each["key"] for each in answer.json()["errors"]] == [field]
    assert await standings(desk) == [("P1", "now", 0)]


async def test_what_came_with_the_platform_is_nobodys_and_the_next_is_somebodys(
    db: None, as_: ClientFor
) -> None:
    staff = await make.actor(await make.organisation("operator"), "operator")
    desk = as_(staff)
    await desk.post(PATH, json=body(3))

    items = (await desk.get(PATH)).json()["items"]

    assert [each["published_by_name"] for each in items] == [staff.name, None]


async def test_the_database_refuses_to_change_or_to_halve_one(db: None, as_: ClientFor) -> None:
    desk = await operator(as_)
    await desk.post(PATH, json=body(3))

    for statement in (
        "UPDATE lending_consent_text SET from_on = from_on + 1 WHERE version = 'P2'",
        "DELETE FROM lending_consent_text WHERE version = 'P2'",
    ):
        with pytest.raises(RestrictViolationError):
            async with transaction():
                await execute(statement)
    for words in ("没有银行", "{lender}"):
        with pytest.raises(CheckViolationError):
            async with transaction():
                await execute(
                    "INSERT INTO lending_consent_text (id, version, from_on, text, published_by) "
                    "VALUES (gen_random_uuid(), 'P9', '2030-01-01', $1, gen_random_uuid())",
                    words,
                )
