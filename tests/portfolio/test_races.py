"""What only shows between transactions: two imports at once, one number asked for twice."""

import asyncio
from uuid import UUID

from backend.kernel.auth import Actor
from backend.kernel.db import fetch_value, transaction
from backend.portfolio import service
from tests import make
from tests.portfolio.make import csv_of, figures, gazette_row, imported, right_of


def rows(count: int) -> list[dict[str, str]]:
    return [
        gazette_row(
            item=str(at),
            authorization_notice_id=f"CN2{at:08d}U",
            filing_id=make.application_number(at, kind=2, year=2018),
            filing_date="2018.12.16",
        )
        for at in range(1, count + 1)
    ]


async def operator() -> Actor:
    return await make.actor(await make.organisation("operator"), "operator", "admin")


async def test_two_imports_of_one_file_at_once_count_every_right_once(committed: str) -> None:
    by = await operator()
    handler = await make.actor(await make.organisation("firm"), "handler")
    content = csv_of(rows(3000))

    one, two, firm = await asyncio.gather(
        imported(content, by=by),
        imported(content, by=by),
        imported(content, by=handler, reference=False),
    )

    assert await fetch_value("SELECT count(*) FROM portfolio_right") == 3000
    assert figures(firm) == (3000, 0, 0, 0, 0)
    known = [sum(each) for each in zip(figures(one), figures(two), strict=True)]
    assert known[3:] == [0, 0]
    assert sum(known) == 6000
    assert known[0] + known[2] == 3000


async def test_a_number_asked_for_by_many_is_one_right(committed: str) -> None:
    actors = [await make.actor(await make.organisation("firm"), "handler") for _ in range(8)]

    found = await asyncio.gather(*(right_of("201811564288.X", by=each) for each in actors))

    assert len(set(found)) == 1
    assert await fetch_value("SELECT count(*) FROM portfolio_right") == 1


async def test_bundles_that_share_rights_are_locked_without_deadlock(committed: str) -> None:
    by = await operator()
    ids = [await right_of(make.application_number(at, kind=1, year=2018), by=by) for at in range(6)]

    async def hold(bundle: list[UUID]) -> None:
        async with transaction():
            await service.lock_rights(bundle)
            await asyncio.sleep(0.01)

    await asyncio.gather(*(hold(ids[at % 6 :] + ids[: at % 6]) for at in range(20)))


async def test_the_same_run_in_two_workers_is_done_once(committed: str) -> None:
    by = await operator()
    content = csv_of(rows(5000))

    async def once() -> object:
        yield content

    queued = await service.import_file(
        once(),  # type: ignore[arg-type]
        file_name="f.csv",
        reference=True,
        by=by,
    )
    await asyncio.gather(
        service.run_import(queued["id"]), service.run_import(queued["id"]), return_exceptions=True
    )
    await service.run_import(queued["id"])

    run = await service.import_run(queued["id"], reference=True, by=by)
    assert run["state"] == "done"
    assert figures(run) == (5000, 0, 0, 0, 0)
    assert await fetch_value("SELECT count(*) FROM portfolio_right") == 5000
