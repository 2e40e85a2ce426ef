"""Two who take a quote at the same moment: one policy; two payments: one issue."""

import asyncio
from uuid import UUID

import pytest

from backend.kernel import db
from backend.payments import service as payments
from backend.policies.service import binding, issuing
from tests.conftest import ClientFor
from tests.payments.make import moved
from tests.policies.conftest import deal_of


@pytest.mark.usefixtures("licensed")
async def test_a_quote_is_taken_once_and_its_policy_issued_once(
    committed: str, as_: ClientFor
) -> None:
    deal = await deal_of(as_)
    quote = deal.quotes[0]
    page = await deal.page(quote)

    answers = await asyncio.gather(
        *(
            deal.buyer.post(f"/quotes/{quote}/acceptance", json={"page_id": page["id"]})
            for _ in range(4)
        )
    )
    asked = await asyncio.gather(*(deal.buyer.post(f"/quotes/{quote}/binding") for _ in range(3)))
    charge = UUID(asked[0].json()["charge_id"])
    await payments.receive(moved(asked[0].json()["gross_fen"]), by=binding.CLERK, charge_id=charge)
    policy = UUID(asked[0].json()["id"])
    await asyncio.gather(*(issuing.premium_moved(charge) for _ in range(3)), binding.lapse(policy))

    assert sorted(each.status_code for each in answers) == [201, 409, 409, 409]
    assert {each.status_code for each in asked} == {200}
    assert {each.json()["charge_id"] for each in asked} == {str(charge)}
    row = await db.fetch_one(
        "SELECT (SELECT count(*) FROM policies_policy) AS policies, "
        "(SELECT count(*) FROM policies_version) AS versions, "
        "(SELECT state FROM policies_policy) AS state"
    )
    assert row == {"policies": 1, "versions": 1, "state": "issued"}
