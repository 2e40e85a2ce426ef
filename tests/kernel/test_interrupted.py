"""Two requests that wait for each other: the database ends one, which is told to ask again."""

import asyncio
from typing import Any

import httpx
from litestar import Litestar, get
from litestar.params import FromPath

from backend.kernel.db import execute, transaction
from backend.kernel.http import exception_handlers

BOTH_HOLD_ONE = asyncio.Barrier(2)


@get("/{first:int}/{second:int}")
async def locks(first: FromPath[int], second: FromPath[int]) -> str:
    async with transaction():
        await execute("SELECT pg_advisory_xact_lock($1)", first)
        await BOTH_HOLD_ONE.wait()
        await execute("SELECT pg_advisory_xact_lock($1)", second)
    return "done"


async def test_of_two_that_wait_for_each_other_one_is_done_and_one_asks_again(
    committed: str,
) -> None:
    app: Any = Litestar([locks], exception_handlers=exception_handlers())
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        found = await asyncio.gather(client.get("/1/2"), client.get("/2/1"))

    assert sorted(each.status_code for each in found) == [200, 409]
    [refused] = [each.json() for each in found if each.status_code == 409]
    assert refused["code"] == "interrupted"
