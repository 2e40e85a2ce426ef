"""Saved views: each person keeps his own, under his own names."""

from typing import Any

import httpx
import pytest

from tests import make
from tests.conftest import ClientFor

pytestmark = pytest.mark.usefixtures("db")

VIEWS = "/saved-views?list=loan_applications"


async def save(client: httpx.AsyncClient, name: str, query: str = "view=mine") -> httpx.Response:
    body = {"list": "loan_applications", "name": name, "query": query}
    return await client.post("/saved-views", json=body)


async def test_a_view_is_kept_replaced_and_forgotten(as_: ClientFor) -> None:
    client = as_(await make.actor(await make.organisation(kind="bank"), "maker"))
    gone = {"list": "loan_applications", "name": "我的超期"}

    first = await save(client, "我的超期", "view=mine&overdue=1")
    await save(client, "大额", "sort=amount")
    replaced = await save(client, " 我的超期 ", "view=all&overdue=1")
    removed = await client.post("/saved-views/removal", json=gone)
    again = await client.post("/saved-views/removal", json=gone)

    assert first.json() == [{"name": "我的超期", "query": "view=mine&overdue=1"}]
    assert {each["name"]: each["query"] for each in replaced.json()} == {
        "大额": "sort=amount",
        "我的超期": "view=all&overdue=1",
    }
    assert removed.json() == again.json() == [{"name": "大额", "query": "sort=amount"}]
    assert (await client.get(VIEWS)).json() == removed.json()


async def test_a_colleague_has_views_of_his_own(as_: ClientFor) -> None:
    bank = await make.organisation(kind="bank")
    mine, other = as_(await make.actor(bank, "maker")), as_(await make.actor(bank, "maker"))
    await save(mine, "大额", "sort=amount")

    seen = (await other.get(VIEWS)).json()
    await save(other, "大额", "sort=updated")
    await other.post("/saved-views/removal", json={"list": "loan_applications", "name": "大额"})

    assert seen == []
    assert (await mine.get(VIEWS)).json() == [{"name": "大额", "query": "sort=amount"}]


@pytest.mark.parametrize("name", ["assets", "registrations", "submissions"])
async def test_every_list_keeps_its_own_and_the_whole_of_it(as_: ClientFor, name: str) -> None:
    client = as_(await make.actor(await make.organisation(kind="bank"), "maker"))
    await save(client, "大额")

    kept = await client.post("/saved-views", json={"list": name, "name": "全部", "query": ""})

    assert kept.json() == [{"name": "全部", "query": ""}]
    assert (await client.get("/saved-views", params={"list": name})).json() == kept.json()


async def test_a_list_keeps_twenty_views(as_: ClientFor) -> None:
    client = as_(await make.actor(await make.organisation(kind="bank"), "maker"))
    for n in range(20):
        assert (await save(client, f"视图 {n:02}")).status_code == 200

    one_more = await save(client, "又一个")
    replaced = await save(client, "视图 07", "sort=amount")

    assert one_more.status_code == 422
    assert one_more.json()["code"] == "identity.too_many_views"
    assert (one_more.json()["field"], one_more.json()["limit"]) == ("name", 20)
    assert replaced.status_code == 200
    assert len(replaced.json()) == 20


@pytest.mark.parametrize(
    "change",
    [{"name": ""}, {"name": "x" * 41}, {"query": "q" * 1001}, {"list": "nothing"}],
)
async def test_what_is_no_view_is_malformed(as_: ClientFor, change: dict[str, Any]) -> None:
    client = as_(await make.actor(await make.organisation(kind="bank"), "maker"))
    body = {"list": "loan_applications", "name": "大额", "query": "sort=amount", **change}

    assert (await client.post("/saved-views", json=body)).status_code == 400
