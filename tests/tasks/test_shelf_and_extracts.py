"""A product's version waits for a second person, an extract about to lapse for who renews it."""

from datetime import timedelta
from typing import Any

import pytest

from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.portfolio import service as portfolio
from backend.portfolio.validity import lapses_on
from tests import make
from tests.conftest import ClientFor
from tests.lending import scene
from tests.lending.make_products import bank
from tests.lending.test_extracts import on, read
from tests.lending.test_shelf import TERMS, body

pytestmark = pytest.mark.usefixtures("db")


async def waiting(as_: ClientFor, who: Actor, kind: str) -> list[dict[str, Any]]:
    answer = await as_(who).get(f"/tasks?kind={kind}")
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def test_an_extract_about_to_lapse_waits_from_its_notice_until_it_is_renewed(
    as_: ClientFor,
) -> None:
    at = await scene.scene()
    view = await scene.in_review(at)
    await read(as_, view, at)
    await portfolio.raise_extract_tasks()
    assert await waiting(as_, at.handler, "extract_near") == [], "weeks are left"
    last = lapses_on(clock.today(), 15) - timedelta(days=1)
    lapsed, near = last + timedelta(days=1), "extract_near"

    with on(last):
        await portfolio.raise_extract_tasks()
        (task,) = await waiting(as_, at.handler, near)
        signatory = await waiting(as_, at.signatory, near)
        elsewhere = await make.actor(await make.organisation(), "handler")
        foreign = await waiting(as_, elsewhere, near)

    assert (task["subject_id"], task["due_on"]) == (str(at.right), last.isoformat())
    assert (signatory, foreign) == ([], [])
    with on(lapsed):
        await portfolio.raise_extract_tasks()
        assert await waiting(as_, at.handler, near) == []
        assert [each["due_on"] for each in await waiting(as_, at.handler, "extract")] == [
            lapsed.isoformat()
        ]
        await read(as_, view, at)
        assert await waiting(as_, at.handler, "extract") == []


async def test_an_announced_extract_that_is_read_anew_waits_no_more(as_: ClientFor) -> None:
    at = await scene.scene()
    view = await scene.in_review(at)
    await read(as_, view, at)
    with on(lapses_on(clock.today(), 15) - timedelta(days=1)):
        await portfolio.raise_extract_tasks()
        assert len(await waiting(as_, at.handler, "extract_near")) == 1
        await read(as_, view, at)
        assert await waiting(as_, at.handler, "extract_near") == []


async def test_a_simulated_version_waits_for_a_second_person_of_the_bank(as_: ClientFor) -> None:
    lender, other = await bank(), await bank()
    second = await make.actor(lender.organisation, "maker", "checker")
    maker, checker = as_(lender.maker), lender.checker
    drafted = (await maker.post("/loan-products", json=body())).json()
    path = f"/loan-products/{drafted['product_id']}"
    assert await waiting(as_, checker, "product") == [], "it has to be simulated first"
    await maker.post(f"{path}/simulation", json={"n": 1})

    (task,) = await waiting(as_, checker, "product")

    assert (task["id"], task["subject_id"]) == (drafted["id"], drafted["product_id"])
    assert (task["title"], task["number"]) == (lender.maker.name, drafted["number"])
    assert len(await waiting(as_, second, "product")) == 1
    assert await waiting(as_, lender.maker, "product") == []
    assert await waiting(as_, other.checker, "product") == []
    done = await as_(checker).post(f"{path}/publication", json={"n": 1})
    assert done.status_code == 200, done.text
    assert await waiting(as_, second, "product") == []


async def test_of_a_product_in_force_a_version_waits_as_far_as_it_can_be_published(
    as_: ClientFor,
) -> None:
    lender = await bank()
    second = await make.actor(lender.organisation, "maker", "checker")
    maker = as_(lender.maker)
    drafted = (await maker.post("/loan-products", json=body())).json()
    path = f"/loan-products/{drafted['product_id']}"
    await maker.post(f"{path}/simulation", json={"n": 1})
    await as_(lender.checker).post(f"{path}/publication", json={"n": 1})

    worded = await as_(second).post(
        f"{path}/drafts", json={"terms": TERMS | {"summary": "面向张江企业"}}
    )
    (task,) = await waiting(as_, lender.checker, "product")
    own = await waiting(as_, second, "product")
    dearer = await as_(second).post(f"{path}/drafts", json={"terms": TERMS | {"fees": []}})

    assert (worded.status_code, dearer.status_code) == (201, 201)
    assert worded.json()["must_simulate"] is False
    assert (task["id"], own) == (worded.json()["id"], []), "it judges as what is in force"
    assert await waiting(as_, lender.checker, "product") == [], "the newer one is to be simulated"
    await as_(second).post(f"{path}/simulation", json={"n": 3})
    assert [each["id"] for each in await waiting(as_, lender.checker, "product")] == [
        dearer.json()["id"]
    ]
