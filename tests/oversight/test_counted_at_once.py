"""Two registrations of one firm that are counted at the same time."""

import asyncio
from datetime import date
from uuid import UUID

from backend.kernel import clock, db
from backend.oversight.queries.figures import figures
from tests.oversight import make

BEGINS = date(2022, 3, 1)


async def test_a_firm_that_two_count_at_once_is_one(committed: str) -> None:
    plan = UUID(
        str(await db.fetch_value("SELECT id FROM registry_plan WHERE code = $1", make.PLAN))
    )
    registrations = [await make.registration(5_000_00, on=BEGINS) for _ in range(4)]

    async def count(registration: make.Registration) -> None:
        async with db.transaction():
            await make.entry(registration, 5_000_00, firm="一家企业")
            await asyncio.sleep(0.05)  # the others have begun meanwhile

    await asyncio.gather(*(count(each) for each in registrations))

    found = await figures(plan, known_on=clock.today())
    assert (found.deals, found.firms) == (4, 1)
    assert [(cell.deals, cell.firms) for cell in found.by_bank] == [(4, 1)]
