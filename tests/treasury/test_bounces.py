"""The bank sends back what it had paid: the order is returned once, and can be paid anew."""

import asyncio
from typing import Any

import asyncpg
import pytest

from backend.identity.tables import Organisation
from backend.kernel import db
from backend.kernel.auth import Actor
from backend.payments import service as payments
from backend.treasury import matching
from backend.treasury.matching import Paid
from tests import make as people
from tests.conftest import ClientFor
from tests.treasury import make
from tests.treasury.make import Move, days
from tests.treasury.test_matching import RunJobs, lines, owed, refusal, sum_of
from tests.treasury.test_orders import Bank, act, propose
from tests.treasury.test_payouts import NUMBER, account_of, orders, pay, payee


@pytest.fixture
async def desk(db: None) -> tuple[Actor, Actor]:
    return await make.desk()


@pytest.fixture
async def firm(db: None) -> Organisation:
    return await people.organisation("firm")


async def bring(as_: ClientFor, by: Actor, line: dict[str, Any], order: str, **more: Any) -> Any:
    body = {"kind": "bounced", "order_id": order, "note": "对方账户已销户"} | more
    return await as_(by).post(f"/bank-statement-lines/{line['id']}/match", json=body)


async def confirm(as_: ClientFor, by: Actor, line: dict[str, Any]) -> Any:
    return await as_(by).post(f"/bank-statement-lines/{line['id']}/match/confirmation")


async def paid_out(
    as_: ClientFor, desk: tuple[Actor, Actor], bank: Bank, one: Organisation, amount: int, ago: int
) -> dict[str, Any]:
    """A payout that the bank has paid, so many days ago."""
    admin, clerk = desk
    listed = await pay(as_, clerk, (one.id, amount))
    await as_(admin).post(f"/payout-lists/{listed['id']}/approval")
    await as_(clerk).post("/payment-files", json={"account_id": str(bank.account)})
    (order,) = await orders(as_, clerk, listed)
    await bank.tells(Move(-amount, days(ago), name=one.name, memo=order["number"], account=NUMBER))
    (order,) = await orders(as_, clerk, listed)
    assert order["state"] == "paid"
    return order


async def told(name: str) -> list[dict[str, Any]]:
    return [
        db.loads(row["payload"]) | {"parties": row["parties"]}
        for row in await db.fetch(
            "SELECT payload, parties FROM kernel_event WHERE name = $1 ORDER BY seq", name
        )
    ]


async def test_a_payout_that_comes_back_is_held_again_and_paid_anew(
    desk: tuple[Actor, Actor], firm: Organisation, as_: ClientFor, run_jobs: RunJobs
) -> None:
    admin, clerk = desk
    bank = Bank(await make.account(admin, book="client"), clerk, as_, run_jobs)
    one, first, second = await payee(as_)
    charge = await owed(firm, one.id, 900, by=clerk, purpose="appraisal_fee")
    await bank.tells(Move(900, days(5), name=firm.name, memo=str(charge["reference"])))
    order = await paid_out(as_, desk, bank, one, 700, 3)
    # The payee owes just as much: without the road of returns it would pay that.
    someone = await people.organisation("appraiser")
    await owed(one, someone.id, 700, by=clerk, purpose="appraisal_fee")

    await bank.tells(
        Move(700, days(2), name="银行清算", memo=f"退汇 {order['number']}", account=""),
        Move(700, days(1), name=one.name, memo="往来", account=NUMBER),
    )
    line, second_line = sorted(
        await lines(as_, clerk, reason="bounced"), key=lambda row: str(row["booked_on"])
    )
    found = await as_(clerk).get(f"/bank-statement-lines/{line['id']}/returned-orders")
    (likely,) = found.json()["items"]
    above = await bring(as_, clerk, line, order["id"], amount_fen=701)
    proposed = await bring(as_, clerk, line, order["id"])
    again = await bring(as_, clerk, line, order["id"])
    other = await bring(as_, clerk, second_line, order["id"])
    alone = await confirm(as_, clerk, line)
    done = await confirm(as_, admin, line)

    assert (likely["id"], likely["by_number"], likely["by_amount"]) == (order["id"], True, True)
    assert proposed.json()["proposal"]["order_number"] == order["number"], proposed.text
    assert [refusal(each) for each in (above, again, other, alone)] == [
        (409, "treasury.line_does_not_wait"),
        (409, "treasury.already_proposed"),
        (409, "treasury.return_proposed"),
        (409, "treasury.same_person"),
    ]
    assert (done.json()["state"], done.json()["left_fen"]) == ("settled", 0), done.text
    back = (await as_(clerk).get(f"/payment-orders/{order['id']}")).json()
    assert (back["state"], back["returned_fen"], back["returned_because"], back["file_id"]) == (
        *("returned", 700, "对方账户已销户"),
        order["file_id"],
    )
    assert await sum_of("appraisal_fee", "client") == -900
    assert (await sum_of("suspense", "client"), await sum_of("payouts", "client")) == (-700, 0)
    (heard,) = await told("treasury.payment_returned")
    assert (heard["amount_fen"], heard["parties"]) == (700, [one.id])
    # The other line of the same amount is not the return of anything that is still out.
    assert refusal(await bring(as_, clerk, second_line, order["id"])) == (
        409,
        "treasury.return_does_not_fit",
    )
    await _paid_anew(as_, desk, bank, one, first, second)


async def _paid_anew(
    as_: ClientFor,
    desk: tuple[Actor, Actor],
    bank: Bank,
    one: Organisation,
    first: Actor,
    second: Actor,
) -> None:
    """Not to the account that sent it back, until the payee has registered one anew."""
    _, clerk = desk
    assert (await pay(as_, clerk, (one.id, 700)))["code"] == "treasury.account_sent_back"
    (held,) = (await as_(clerk).get("/payees")).json()["items"]
    assert (held["held_fen"], held["sent_back"]) == (900, True)
    (mine,) = (await as_(first).get("/payout-accounts")).json()["items"]
    assert mine["sent_back"]
    # Its bank takes money again: the very same account, by two people as ever.
    anew = await as_(first).post("/payout-accounts", json=account_of(first))
    assert anew.status_code == 201, anew.text
    await as_(second).post(
        f"/payout-accounts/{anew.json()['id']}/confirmation", json={"password": people.PASSWORD}
    )
    order = await paid_out(as_, desk, bank, one, 700, 0)
    assert (order["state"], order["amount_fen"]) == ("paid", 700)
    assert await sum_of("appraisal_fee", "client") == -200


async def test_a_refund_and_a_return_that_come_back_stand_as_before_they_went(
    desk: tuple[Actor, Actor], firm: Organisation, as_: ClientFor, run_jobs: RunJobs
) -> None:
    admin, clerk = desk
    bank = Bank(await make.account(admin), clerk, as_, run_jobs)
    charge = await owed(firm, admin.organisation_id, 1000, by=clerk)
    whence = "622588013700"
    await bank.tells(
        Move(1200, days(6), name=firm.name, memo=str(charge["reference"]), account=whence),
        Move(300, days(6), name="某公司", memo="货款", account="6225880138"),
    )
    matched, waiting = sorted(await lines(as_, clerk), key=lambda row: -row["amount_fen"])
    refund = await propose(as_, clerk, 200, charge=charge["id"], line=matched["id"])
    sent = await propose(as_, clerk, 300, line=waiting["id"])
    for each in (refund, sent):
        assert (await act(as_, admin, each, "approval"))["state"] == "approved"
    early = await bring(as_, clerk, waiting, refund["id"])
    await as_(clerk).post("/payment-files", json={"account_id": str(bank.account)})
    await bank.tells(
        Move(-200, days(4), name=firm.name, memo=refund["number"]),
        Move(-300, days(4), name="某公司", memo=sent["number"]),
    )
    assert (await payments.charge(charge["id"], by=clerk))["state"] == "paid"
    # The bank keeps ten of the first; the second names nothing but comes from that account.
    await bank.tells(
        Move(190, days(2), name="待处理", memo=f"退汇{refund['number']}", account=""),
        Move(300, days(2), name="某公司", memo="退回", account="6225 8801 38"),
    )
    part, whole = sorted(await lines(as_, clerk, reason="bounced"), key=lambda r: r["amount_fen"])
    for line, order in ((part, refund), (whole, sent)):
        assert (await bring(as_, clerk, line, order["id"])).status_code == 200
        assert (await confirm(as_, admin, line)).json()["state"] == "settled"

    assert refusal(early) == (409, "treasury.line_does_not_wait")
    now = await payments.charge(charge["id"], by=clerk)
    assert (now["state"], now["kept"], now["refunded"]) == ("overpaid", 1190, 10)
    reopened = (await as_(clerk).get(f"/bank-statement-lines/{waiting['id']}")).json()
    assert (reopened["state"], reopened["left_fen"]) == ("suspense", 300)
    assert await sum_of("suspense") == -300
    assert await sum_of("bank") == 1490
    # Both can go again, and no more than that.
    above = await propose(as_, clerk, 1191, charge=charge["id"], line=matched["id"])
    assert (above["code"], above["most_fen"]) == ("treasury.above_what_came", 1190)
    again = await propose(as_, clerk, 190, charge=charge["id"], line=matched["id"])
    assert (await act(as_, admin, again, "approval"))["state"] == "approved"
    assert (await propose(as_, clerk, 300, line=waiting["id"]))["state"] == "proposed"


_PROPOSE = """INSERT INTO treasury_match (id, line, kind, pay_order, amount_fen, note, proposed_by,
proposed_by_name) SELECT gen_random_uuid(), l.id, 'bounced', o.id, {fen}, '', gen_random_uuid(), 'x'
FROM treasury_line l, treasury_order o WHERE l.state = 'suspense' AND o.state = '{state}' LIMIT 1"""
_AGAIN = """UPDATE treasury_order SET state = 'paid', returned_line = NULL, returned_fen = NULL,
returned_because = NULL WHERE state = 'returned'"""
_ALONE = """UPDATE treasury_order SET state = 'returned', returned_line = paid_line,
returned_fen = 1, returned_because = 'x' WHERE state = 'paid'"""
_WRONG = [
    _AGAIN,
    _ALONE,
    "UPDATE treasury_order SET returned_fen = returned_fen + 1 WHERE state = 'returned'",
    _PROPOSE.format(fen=100, state="returned"),
    _PROPOSE.format(fen=101, state="paid"),
]


async def test_two_lines_and_two_people_at_once_return_an_order_once(
    committed: str, as_: ClientFor, run_jobs: RunJobs
) -> None:
    admin, clerk = await make.desk()
    firm = await people.organisation("firm")
    bank = Bank(await make.account(admin, book="client"), clerk, as_, run_jobs)
    one, _, _ = await payee(as_)
    charge = await owed(firm, one.id, 900, by=clerk, purpose="appraisal_fee")
    await bank.tells(Move(900, days(5), name=firm.name, memo=str(charge["reference"])))
    order = await paid_out(as_, (admin, clerk), bank, one, 500, 3)
    still = await paid_out(as_, (admin, clerk), bank, one, 100, 2)
    await bank.tells(
        *[Move(501, days(1), name="清算", memo=f"退票{order['number']}", account="")] * 2
    )
    back = await lines(as_, clerk, reason="bounced")

    asked = await asyncio.gather(
        *[bring(as_, by, line, order["id"]) for line in back for by in (clerk, admin)]
    )
    (mine,) = [each.json() for each in asked if each.status_code == 200]
    proposer = clerk if mine["proposal"]["proposed_by_name"] == clerk.name else admin
    other = admin if proposer is clerk else clerk
    ended = await asyncio.gather(*[confirm(as_, other, mine) for _ in range(4)])

    assert sorted(each.status_code for each in asked) == [200, 409, 409, 409]
    assert [each.status_code for each in ended].count(200) == 1, [e.text for e in ended]
    assert await sum_of("appraisal_fee", "client") == -800
    assert await sum_of("suspense", "client") == -502
    assert still["state"] == "paid"
    for wrong in _WRONG:
        with pytest.raises(asyncpg.PostgresError):
            async with db.transaction():
                await db.execute(wrong)


@pytest.mark.parametrize(
    ("memo", "name", "account", "amount", "named", "back"),
    [
        ("退汇", "清算", "", 1, False, True),
        ("货款", "退 汇", "", 1, False, False),
        ("Returned remittance", "Bank", "", 1, False, True),
        ("退款", "某公司", "622", 1, False, False),
        ("退款", "某公司", "622 588-1", 500, False, True),
        ("货款", "某公司", "6225881", 501, False, False),
        # It names a charge: what it says beside that is the payer's business.
        ("退汇", "某公司", "6225881", 500, True, False),
    ],
)
def test_what_came_back_is_told_by_number_account_and_words(
    memo: str,
    name: str,
    account: str,
    amount: int,
    named: bool,  # noqa: FBT001
    back: bool,  # noqa: FBT001
) -> None:
    number = matching.order_number("PO-2026-000123")
    paid = [Paid(number=number, account="6225881", amount=500)]
    line = {"memo": memo, "other_name": name, "other_account": account, "amount_fen": amount}

    assert matching.came_back(line, paid, named=named) is back
    assert matching.came_back(line | {"memo": f"{memo} {number}"}, paid, named=named)
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    assert matching.came_back(line | {"memo": f"{memo} {wrong}"}, paid, named=named) is back
