"""A table that nobody knows: its columns are named by a person, once per organisation."""

from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest

from backend.kernel.auth import Actor
from backend.portfolio.service.importing import spool
from tests import make
from tests.conftest import ClientFor
from tests.portfolio.make import problem

HEADER = "编码,说明,何时,谁的,备注"
LINES = [
    "CN209099453U,一种水槽,2019-07-12,浙江帅丰电器有限公司,x",
    "CN209099454U,一种灶台,2019-07-12,浙江帅丰电器有限公司,y",
    "内部-12,尚未申请,,浙江帅丰电器有限公司,z",
]


def file_of(lines: list[str], header: str = HEADER) -> dict[str, tuple[str, bytes, str]]:
    return {"file": ("own.csv", "\n".join([header, *lines]).encode(), "text/csv")}


ANSWER = {"publication_no": 0, "title": 1, "announcement_date": 2, "patentee": 3}
Run = Callable[[], Awaitable[int]]


@pytest.fixture
async def handler(db: None) -> Actor:
    firm = await make.organisation("firm", name="浙江帅丰电器有限公司")
    return await make.actor(firm, "handler")


async def sent(client: httpx.AsyncClient, lines: list[str], run_jobs: Run) -> tuple[str, Any]:
    queued = (await client.post("/portfolio/imports", files=file_of(lines))).json()
    path = f"/portfolio/imports/{queued['id']}"
    await run_jobs()
    return path, (await client.get(path)).json()


async def test_columns_are_suggested_by_header_and_content(
    handler: Actor, as_: ClientFor, run_jobs: Run
) -> None:
    client = as_(handler)

    path, waiting = await sent(client, LINES, run_jobs)

    assert (waiting["state"], waiting["allowed_actions"]) == ("mapping_needed", ["map"])
    asked = waiting["asked"]
    assert asked["header"] == HEADER.split(",")
    assert asked["sample"][0][0] == "CN209099453U"
    suggested = {each["field"]: (each["column"], each["by"]) for each in asked["suggested"]}
    assert suggested["publication_no"] == (0, "content")
    assert suggested["patentee"] == (3, "content")
    assert 2 in {column for column, _ in suggested.values()}
    for columns, field in (
        ({}, "columns"),
        ({"title": 1}, "columns"),
        ({"publication_no": 5}, "columns.publication_no"),
        ({"publication_no": 0, "title": 0}, "columns.title"),
        ({"publication_no": 0, "colour": 1}, "columns.colour"),
    ):
        refused = await client.post(f"{path}/mapping", json={"columns": columns})
        assert problem(refused) == (400, "invalid_request")
        assert refused.json()["errors"][0]["key"] == field


async def test_columns_are_named_once_per_organisation(
    handler: Actor, as_: ClientFor, run_jobs: Run
) -> None:
    client = as_(handler)
    path, _ = await sent(client, LINES, run_jobs)

    first = await client.post(f"{path}/mapping", json={"columns": ANSWER})
    again = await client.post(f"{path}/mapping", json={"columns": ANSWER})
    assert (first.status_code, again.status_code) == (202, 202)
    await run_jobs()
    done = (await client.get(path)).json()
    assert (done["state"], done["format"], done["asked"]) == ("done", "table", None)
    assert (done["rows_accepted"], done["rows_refused"]) == (2, 1)
    late = await client.post(f"{path}/mapping", json={"columns": {"publication_no": 0}})
    assert problem(late) == (409, "portfolio.mapping_not_asked")
    assert not spool(done["id"]).exists()

    _, known = await sent(client, LINES[:2], run_jobs)
    assert (known["state"], known["rows_duplicate"]) == ("done", 2)
    assert [note["code"] for note in known["notes"]] == ["mapping_remembered"]

    stranger = as_(await make.actor(await make.organisation("firm"), "handler"))
    theirs, asked = await sent(stranger, LINES, run_jobs)
    assert asked["state"] == "mapping_needed"
    foreign = await client.post(f"{theirs}/mapping", json={"columns": ANSWER})
    assert problem(foreign) == (404, "not_found")
