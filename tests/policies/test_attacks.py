"""Who takes a quote twice, or pays by card for cover that has lapsed: one policy, and no more."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from backend.identity.tables import Organisation
from backend.kernel import clock, db
from backend.policies.service import binding
from tests import make as people
from tests.conftest import ClientFor
from tests.payments.conftest import Deliver, deliver, set_up, stripe, stripe_program
from tests.payments.stand_in import StandIn
from tests.payments.test_webhooks import RunJobs, held, paid_by_card, tasks
from tests.policies.conftest import Deal, deal_of

__all__ = ["deliver", "set_up", "stripe", "stripe_program"]


async def read(deal: Deal, who: httpx.AsyncClient, quote: UUID) -> dict[str, str]:
    """A page of one's own with every exclusion ticked, as it is sent for acceptance."""
    page: dict[str, Any] = (await who.post(f"/quotes/{quote}/pages", json={"option": 1})).json()
    for each in page["content"]["exclusions"]:
        path = f"/quotes/{quote}/pages/{page['id']}/ticks"
        answer = await who.post(path, json={"exclusion": each["key"]})
        assert answer.status_code == 200, answer.text
    return {"page_id": page["id"]}


@pytest.mark.usefixtures("licensed")
async def test_two_signatories_who_double_click_take_one_quote_and_bind_it_once(
    committed: str, as_: ClientFor
) -> None:
    deal = await deal_of(as_)
    await deal.told()
    quote, firm = deal.quotes[0], deal.firm.signatory.organisation_id
    own = await Organisation.objects().get(Organisation.id == firm)
    assert own is not None
    both = deal.buyer, as_(await people.actor(own, "signatory"))
    bodies = [await read(deal, who, quote) for who in both]
    keys = [{"Idempotency-Key": str(uuid4())} for _ in range(4)]

    async def twice(path: str, key: dict[str, str], who: int, **sent: Any) -> list[httpx.Response]:
        clicks = (both[who].post(f"/quotes/{quote}/{path}", headers=key, **sent) for _ in range(2))
        return list(await asyncio.gather(*clicks))

    taken = await asyncio.gather(
        *(twice("acceptance", keys[n], n, json=bodies[n]) for n in range(2))
    )
    bound = await asyncio.gather(*(twice("binding", keys[2 + n], n) for n in range(2)))

    won, lost = sorted(taken, key=lambda pair: min(each.status_code for each in pair))
    assert [each.status_code for each in won] == [201, 201]
    assert won[0].json() == won[1].json()
    assert {each.status_code for each in lost} == {409}
    answers = [each for pair in bound for each in pair]
    assert {each.status_code for each in answers} == {200}
    assert len({each.json()["charge_id"] for each in answers}) == 1
    counts = await db.fetch_one(
        "SELECT (SELECT count(*) FROM policies_policy) AS policies, "
        "(SELECT count(*) FROM payments_charge) AS charges"
    )
    assert counts == {"policies": 1, "charges": 1}


async def test_a_card_that_pays_after_the_lapse_issues_nothing_and_the_money_is_not_lost(
    db: None, as_: ClientFor, stripe: StandIn, deliver: Deliver, run_jobs: RunJobs
) -> None:
    deal = await deal_of(as_)
    operator = await people.actor(await people.organisation("operator"), "operator", "admin")
    taken = await as_(deal.desks[0].admin).post("/card-acceptance", json={"accepted": True})
    bound = await deal.bound(deal.quotes[0])
    told = await paid_by_card(bound["charge_id"], by=deal.firm.signatory, as_=as_, stripe=stripe)
    with clock.at(clock.now() + timedelta(days=60)):
        await binding.end_overdue()

    await deliver(told)
    await run_jobs()

    policy = (await deal.buyer.get(f"/policies/{bound['id']}")).json()
    assert taken.status_code == 200, taken.text
    assert (policy["state"], policy["issued_at"]) == ("lapsed_unpaid", None)
    assert await tasks(operator, as_) == [("charge_closed", bound["gross_fen"])]
    assert await held("suspense", "client") == -bound["gross_fen"]
