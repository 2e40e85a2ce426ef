"""kill -9 between the premium's arrival and the policy: it is issued afterwards, once."""

import asyncio
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from backend.kernel import db
from backend.payments import service as payments
from backend.policies.service import binding
from tests.conftest import ClientFor
from tests.journeys.server import Server
from tests.payments.make import moved
from tests.payments.test_power_cut import killed_before_commit, server, stripe, until
from tests.policies.conftest import deal_of

__all__ = ["server", "stripe"]

pytestmark = pytest.mark.slow
#: A job that died with its worker is taken up again after a while.
RESUMED_WITHIN = 180


@pytest.mark.usefixtures("licensed")
async def test_a_policy_whose_issue_was_cut_off_is_issued_once_when_the_worker_is_back(
    committed: str, as_: ClientFor, server: Server
) -> None:
    deal = await deal_of(as_)
    bound = await deal.bound(deal.quotes[0])
    charge = UUID(bound["charge_id"])

    async def step(holder: asyncpg.Connection) -> None:
        await holder.execute("LOCK TABLE policies_version IN SHARE MODE")
        await payments.receive(moved(bound["gross_fen"]), by=binding.CLERK, charge_id=charge)

    async def writing() -> bool:
        return bool(
            await db.fetch_value(
                "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' "
                "AND query LIKE 'INSERT INTO%policies_version%'"
            )
        )

    await killed_before_commit(server, committed, step, writing)
    cut = await db.fetch_one("SELECT state, issued_at FROM policies_policy")
    paid = await db.fetch_value("SELECT state FROM payments_charge WHERE id = $1", charge)
    server.start()
    await until(_sealed, within=RESUMED_WITHIN)

    assert (cut, paid) == ({"state": "bound", "issued_at": None}, "paid")
    policy: dict[str, Any] = (await deal.buyer.get(f"/policies/{bound['id']}")).json()
    assert (policy["state"], len(policy["versions"])) == ("issued", 1)
    await asyncio.sleep(1)
    assert await db.fetch_value("SELECT count(*) FROM papers_paper") == 1
    issued = "SELECT count(*) FROM kernel_event WHERE name = 'policies.issued'"
    assert await db.fetch_value(issued) == 1


async def _sealed() -> bool:
    return bool(await db.fetch_value("SELECT count(*) FROM papers_paper WHERE file IS NOT NULL"))
