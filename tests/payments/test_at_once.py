"""Two at the same moment, on connections of their own, are as one."""

import asyncio

from backend.kernel import db
from backend.kernel.auth import Actor
from backend.kernel.errors import DomainError
from backend.payments import service
from backend.payments.rules import RefundAbovePayment
from tests import make
from tests.conftest import ClientFor
from tests.payments.conftest import Deliver
from tests.payments.stand_in import StandIn
from tests.payments.test_checkout import owed
from tests.payments.test_webhooks import newest, paid_by_card

CLICKS = 6


async def _people() -> tuple[Actor, Actor]:
    operator = await make.actor(await make.organisation("operator"), "operator", "admin")
    return operator, await make.actor(await make.organisation("firm"), "handler")


async def test_a_double_click_opens_one_page(
    committed: str, as_: ClientFor, stripe: StandIn
) -> None:
    operator, firm = await _people()
    charge = await owed(firm, operator)
    before = len((await stripe.state())["payment_intent"])

    answers = await asyncio.gather(
        *(as_(firm).post(f"/charges/{charge}/checkout") for _ in range(CLICKS))
    )

    assert {each.status_code for each in answers} == {200}
    assert len({each.json()["url"] for each in answers}) == 1
    assert len((await stripe.state())["payment_intent"]) == before + 1


async def test_one_message_that_is_worked_on_by_many_counts_once(
    committed: str, as_: ClientFor, stripe: StandIn, deliver: Deliver
) -> None:
    operator, firm = await _people()
    charge = await owed(firm, operator)
    event = await paid_by_card(charge, by=firm, as_=as_, stripe=stripe)

    same = [deliver(event) for _ in range(CLICKS)]
    others = [deliver(event | {"id": f"evt_{charge}_{n}"}) for n in range(CLICKS)]
    answers = await asyncio.gather(*same, *others)
    receipts = await db.fetch(
        "SELECT id FROM payments_webhook_receipt WHERE kind = 'payment_intent.succeeded'"
    )
    await asyncio.gather(*(service.act_upon(row["id"]) for row in receipts))

    assert {each.status_code for each in answers} == {204}
    assert len(receipts) == CLICKS + 1
    assert (await as_(firm).get(f"/charges/{charge}")).json()["kept_fen"] == 88_000
    assert await db.fetch_value("SELECT count(*) FROM payments_transaction") == 1


async def test_refunds_at_once_never_exceed_what_came(
    committed: str, as_: ClientFor, stripe: StandIn, deliver: Deliver
) -> None:
    operator, firm = await _people()
    charge = await owed(firm, operator)
    await paid_by_card(charge, by=firm, as_=as_, stripe=stripe)
    await deliver(await newest(stripe, "payment_intent.succeeded"))
    receipt = await db.fetch_one(
        "SELECT id FROM payments_webhook_receipt WHERE kind = 'payment_intent.succeeded'"
    )
    row = await db.fetch_one("SELECT id FROM payments_charge")
    assert receipt is not None
    assert row is not None
    await service.act_upon(receipt["id"])

    done = await asyncio.gather(
        *(service.refund_by_gateway(row["id"], 30_000, by=operator) for _ in range(CLICKS)),
        return_exceptions=True,
    )
    sent = [refund for each in done if isinstance(each, list) for refund in each]
    await asyncio.gather(*(service.send_refund(refund) for refund in sent for _ in range(2)))

    refused = [each for each in done if isinstance(each, DomainError)]
    assert len(sent) == 2
    assert all(isinstance(each, RefundAbovePayment) for each in refused)
    after = (await as_(firm).get(f"/charges/{charge}")).json()
    assert (after["kept_fen"], after["refunded_fen"]) == (28_000, 60_000)
    assert after["refund_ordered_fen"] == 0
