"""A bank reads a register extract: what it confirms, what differs for the firm, when it lapses."""

from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Any

import pytest
from asyncpg import RestrictViolationError

from backend.kernel import clock
from backend.kernel.db import execute, fetch_value, transaction
from backend.portfolio import service as portfolio
from backend.portfolio.validity import lapses_on
from tests import make
from tests.conftest import ClientFor
from tests.lending import scene
from tests.registry.make import extract

pytestmark = pytest.mark.usefixtures("db")


def on(day: date) -> AbstractContextManager[None]:
    """Within the day, from its first moment."""
    return clock.at(clock.end_of_day(day - timedelta(days=1)))


async def read(as_: ClientFor, view: Any, at: scene.Scene, **said: Any) -> Any:
    """The maker reads an extract of today in the firm's application."""
    paper = {
        key: value for key, value in extract(at.firm.name, **said).items() if value is not None
    }
    return await as_(at.bank.maker).post(
        f"/loan-applications/{view.row.id}/evidence",
        json={
            "right_id": str(at.right),
            "kind": "register_extract",
            "as_of": clock.today().isoformat(),
            "payload": paper,
            "document_id": None,
        },
    )


async def listed(as_: ClientFor, at: scene.Scene, **query: Any) -> list[dict[str, Any]]:
    found = await as_(at.handler).get("/portfolio/extracts", params=query)
    assert found.status_code == 200, found.text
    items: list[dict[str, Any]] = found.json()["items"]
    return items


def verdicts(reading: dict[str, Any]) -> dict[str, str]:
    return {each["field"]: each["verdict"] for each in reading["fields"]}


async def test_each_field_is_confirmed_or_differs_and_the_firm_is_told(as_: ClientFor) -> None:
    at = await scene.scene()
    view = await scene.in_review(at)
    held = (await portfolio.views([at.right]))[at.right]
    assert held.granted_on is not None
    granted = held.granted_on.isoformat()

    first = await read(as_, view, at, granted_on=granted, licensed=False)
    assert first.status_code == 200, first.text
    (reading,) = await listed(as_, at)
    told = verdicts(reading)
    assert (told["owners"], told["granted_on"], told["status"]) == (
        "confirmed", "confirmed", "first",
    )  # fmt: skip
    assert told["licensed"] == "first"
    assert (reading["differing"], reading["names_holder"], reading["state"]) == (0, True, "valid")
    assert reading["proves_until"] == (lapses_on(clock.today(), 15) - timedelta(days=1)).isoformat()

    await read(
        as_, view, at, owners=["别人有限公司"], granted_on=granted, fees_paid=False, licensed=False
    )
    newest, older = await listed(as_, at)
    differing = {each["field"]: each for each in newest["fields"] if each["verdict"] == "differs"}
    assert set(differing) == {"owners", "fees_paid"}
    assert differing["owners"]["held"] == [at.firm.name]
    assert differing["owners"]["read"] == ["别人有限公司"]
    assert (newest["names_holder"], newest["differing"]) == (False, 2)
    assert (older["state"], older["because"]) == ("over", "renewed")
    assert [each["id"] for each in await listed(as_, at, differing=True)] == [newest["id"]]
    assert (
        await fetch_value(
            "SELECT count(*) FROM kernel_event WHERE name = 'portfolio.extract_differs' "
            "AND $1 = ANY(parties)",
            at.firm.id,
        )
        == 1
    )


async def test_a_lapsed_extract_is_a_task_that_a_newer_one_or_the_firms_word_ends(
    as_: ClientFor,
) -> None:
    at = await scene.scene()
    view = await scene.in_review(at)
    await read(as_, view, at)
    (reading,) = await listed(as_, at)
    path = f"/portfolio/extracts/{reading['id']}/completion"
    note = {"note": "贷款已结清"}
    early = await as_(at.handler).post(path, json=note)
    assert (early.status_code, early.json()["code"]) == (409, "portfolio.extract_not_lapsed")

    last = lapses_on(clock.today(), 15) - timedelta(days=1)
    with on(last):
        await portfolio.raise_extract_tasks()
        assert await listed(as_, at, state="lapsed") == []
    with on(last + timedelta(days=1)):
        await portfolio.raise_extract_tasks()
        await portfolio.raise_extract_tasks()
        (task,) = await listed(as_, at, state="lapsed")
        assert task["allowed_actions"] == ["completion"]
        foreign = await as_(at.other.maker).post(path, json=note)
        empty = await as_(at.handler).post(path, json={"note": ""})
        done = await as_(at.handler).post(path, json=note)
        again = await as_(at.handler).post(path, json=note)
        other = await as_(at.handler).post(path, json={"note": "另一理由"})
    assert (foreign.status_code, empty.status_code) == (403, 400)
    assert (done.status_code, done.json()["state"], done.json()["note"]) == (
        200, "done", "贷款已结清",
    )  # fmt: skip
    assert again.json() == done.json()
    assert other.json()["code"] == "portfolio.extract_not_lapsed"
    assert (
        await fetch_value(
            "SELECT count(*) FROM kernel_event WHERE name = 'portfolio.extracts_lapsed'"
        )
        == 1
    )
    for statement in (
        "UPDATE portfolio_extract_reading SET differing = 0, note = 'x'",
        "DELETE FROM portfolio_extract_reading",
    ):
        with pytest.raises(RestrictViolationError):
            async with transaction():
                await execute(statement)


async def test_an_extract_read_anew_ends_the_task(as_: ClientFor) -> None:
    at = await scene.scene()
    view = await scene.in_review(at)
    await read(as_, view, at)
    with on(lapses_on(clock.today(), 15)):
        await portfolio.raise_extract_tasks()
        assert len(await listed(as_, at, state="lapsed")) == 1
        await read(as_, view, at)
        assert await listed(as_, at, state="lapsed") == []
        assert [each["state"] for each in await listed(as_, at)] == ["valid", "over"]


async def test_a_firm_that_the_extract_does_not_concern_learns_nothing(as_: ClientFor) -> None:
    at = await scene.scene()
    view = await scene.in_review(at)
    stranger = await make.actor(await make.organisation("firm"), "handler")
    number = (await portfolio.views([at.right]))[at.right].application_no
    assert number is not None
    await as_(stranger).post("/portfolio/assets", json={"numbers": [number]})

    await read(as_, view, at)

    found = await as_(stranger).get("/portfolio/extracts")
    assert found.json()["items"] == []
    assert len(await listed(as_, at)) == 1
