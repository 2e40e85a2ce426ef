"""Roads for what is unexplained: each by two people, none for more than waits, nothing lost."""

import asyncio
from typing import Any
from uuid import uuid4

import asyncpg
import pytest

from backend.identity.tables import Organisation
from backend.kernel import db
from backend.kernel.auth import Actor
from backend.kernel.errors import DomainError
from backend.treasury import service
from backend.treasury.service import Proposed
from backend.treasury.states import MatchKind
from tests import make as people
from tests.conftest import ClientFor
from tests.treasury import make
from tests.treasury.make import Move, as_csv, days, table
from tests.treasury.test_matching import RunJobs, lines, owed, sum_of
from tests.treasury.test_orders import Bank, act, propose
from tests.treasury.test_payouts import pay, payee


@pytest.fixture
async def desk(db: None) -> tuple[Actor, Actor]:
    return await make.desk()


@pytest.fixture
async def firm(db: None) -> Organisation:
    return await people.organisation("firm")


async def say(as_: ClientFor, by: Actor, line: dict[str, Any], **body: object) -> dict[str, Any]:
    answer = await as_(by).post(f"/bank-statement-lines/{line['id']}/match", json=body)
    return dict(answer.json())


async def settled(
    as_: ClientFor, one: Actor, other: Actor, line: dict[str, Any], **body: object
) -> dict[str, Any]:
    """Proposed by one, confirmed by the other."""
    proposed = await say(as_, one, line, **body)
    assert "code" not in proposed, proposed
    path = f"/bank-statement-lines/{line['id']}/match/confirmation"
    assert (await as_(one).post(path)).json()["code"] == "treasury.same_person"
    return dict((await as_(other).post(path)).json())


async def waiting(as_: ClientFor, by: Actor, **query: object) -> list[dict[str, Any]]:
    return [row for row in await lines(as_, by, **query) if row["state"] == "suspense"]


@pytest.mark.parametrize(("paid", "left", "held"), [(799, 0, -101), (815, 15, -100)])
async def test_an_order_paid_with_another_amount_is_paid_with_it_and_the_rest_goes_back(
    desk: tuple[Actor, Actor],
    firm: Organisation,
    as_: ClientFor,
    run_jobs: RunJobs,
    paid: int,
    left: int,
    held: int,
) -> None:
    admin, clerk = desk
    bank = Bank(await make.account(admin, book="client"), clerk, as_, run_jobs)
    one, *_ = await payee(as_)
    charge = await owed(firm, one.id, 900, by=clerk, purpose="appraisal_fee")
    await bank.tells(Move(900, days(5), name=firm.name, memo=str(charge["reference"])))
    listed = await pay(as_, clerk, (one.id, 800))
    (order,) = (await as_(clerk).get("/payment-orders")).json()["items"]
    await as_(admin).post(f"/payout-lists/{listed['id']}/approval")
    early = {"kind": "order", "order_id": order["id"]}
    await bank.tells(Move(-5, days(4), name="谁"))
    (other,) = await waiting(as_, clerk)
    not_yet = await say(as_, clerk, other, **early)
    await as_(clerk).post("/payment-files", json={"account_id": str(bank.account)})
    await bank.tells(Move(-paid, days(1), name=one.name, memo=order["number"]))
    (line,) = [row for row in await waiting(as_, clerk) if row["amount_fen"] == paid]
    part = await say(as_, clerk, line, amount_fen=1, **early)

    done = await settled(as_, clerk, admin, line, **early)

    assert not_yet["code"] == part["code"] == "treasury.order_does_not_fit"
    assert (done["left_fen"], done["state"]) == (left, "suspense" if left else "settled")
    ended = (await as_(clerk).get(f"/payment-orders/{order['id']}")).json()
    assert (ended["state"], ended["paid_fen"]) == ("paid", 799 if paid == 799 else None)
    assert await sum_of("appraisal_fee", "client") == held
    assert await sum_of("payouts", "client") == 0
    assert await sum_of("suspense", "client") == 5 + left
    assert await sum_of("bank", "client") == bank.balance


async def test_a_refund_paid_short_can_be_sent_again_for_what_is_missing(
    desk: tuple[Actor, Actor], firm: Organisation, as_: ClientFor, run_jobs: RunJobs
) -> None:
    admin, clerk = desk
    bank = Bank(await make.account(admin), clerk, as_, run_jobs)
    charge = await owed(firm, admin.organisation_id, 1000, by=clerk)
    await bank.tells(Move(1000, days(5), name=firm.name, memo=str(charge["reference"])))
    (came,) = await lines(as_, clerk)
    order = await propose(as_, clerk, 1000, charge=charge["id"], line=came["id"])
    await act(as_, admin, order, "approval")
    await as_(clerk).post("/payment-files", json={"account_id": str(bank.account)})
    await bank.tells(Move(-940, days(1), name=firm.name, memo=order["number"]))
    (line,) = await waiting(as_, clerk)

    await settled(as_, clerk, admin, line, kind="order", order_id=order["id"])
    above = await propose(as_, clerk, 61, charge=charge["id"], line=came["id"])
    again = await propose(as_, clerk, 60, charge=charge["id"], line=came["id"])

    assert above["most_fen"] == 60
    assert (await act(as_, admin, again, "approval"))["state"] == "approved"
    shown = (await as_(clerk).get(f"/charges/{charge['id']}")).json()
    assert (shown["kept_fen"], shown["refund_ordered_fen"]) == (0, 60)
    assert await sum_of("suspense") == 0


async def test_what_the_bank_took_from_client_money_is_the_platforms_to_make_good(
    desk: tuple[Actor, Actor], firm: Organisation, as_: ClientFor, run_jobs: RunJobs
) -> None:
    admin, clerk = desk
    client = Bank(await make.account(admin, book="client"), clerk, as_, run_jobs)
    own = Bank(await make.account(admin, number="6222020001000000099"), clerk, as_, run_jobs)
    await own.tells(Move(500, days(5), name="谁"))
    await client.tells(Move(300, days(5), name="谁"), Move(-12, days(4), name="某银行"))
    (fee,) = await waiting(as_, clerk, direction="out")
    early = await say(as_, clerk, fee, kind="between")

    await settled(as_, clerk, admin, fee, kind="fee")
    owed_to_clients = await sum_of("between", "client"), await sum_of("between", "own")
    await own.tells(Move(-13, days(3), name="知融平台"))
    (out,) = await waiting(as_, clerk, direction="out")
    too_much = await say(as_, clerk, out, kind="between")
    await settled(as_, clerk, admin, out, kind="between", amount_fen=12)
    await client.tells(Move(12, days(2), name="知融平台"))
    (back,) = [row for row in await waiting(as_, clerk) if row["amount_fen"] == 12]
    await settled(as_, admin, clerk, back, kind="between")

    assert (early["code"], early["most_fen"]) == ("treasury.nothing_between", 0)
    assert owed_to_clients == (12, -12)
    assert (too_much["code"], too_much["most_fen"]) == ("treasury.nothing_between", 12)
    assert (await sum_of("between", "client"), await sum_of("between", "own")) == (0, 0)
    assert await sum_of("suspense", "client") == -300
    assert await sum_of("operating") == 12


async def test_money_that_came_back_meets_the_line_by_which_it_left(
    desk: tuple[Actor, Actor], firm: Organisation, as_: ClientFor, run_jobs: RunJobs
) -> None:
    admin, clerk = desk
    bank = Bank(await make.account(admin, book="client"), clerk, as_, run_jobs)
    await bank.tells(
        Move(900, days(5), name="甲"),
        Move(-50, days(4), name="乙"),
        Move(40, days(3), name="乙"),
    )
    rest, out, back = await waiting(as_, clerk)
    same_way = await say(as_, clerk, back, kind="counter", counter_line_id=rest["id"])
    nameless = await say(as_, clerk, out, kind="counter")
    unknown = await say(as_, clerk, out, kind="counter", counter_line_id=str(uuid4()))
    before = await db.fetch_value("SELECT count(*) FROM payments_transaction")

    done = await settled(as_, clerk, admin, out, kind="counter", counter_line_id=back["id"])

    assert same_way["code"] == unknown["code"] == "treasury.lines_do_not_meet"
    assert nameless["code"] == "treasury.wrong_kind"
    assert (done["state"], done["left_fen"]) == ("suspense", 10)
    met = (await as_(clerk).get(f"/bank-statement-lines/{back['id']}")).json()
    assert (met["state"], met["left_fen"]) == ("settled", 0)
    assert await db.fetch_value("SELECT count(*) FROM payments_transaction") == before


async def test_what_left_client_money_without_an_order_was_for_a_payee_that_holds_it(
    desk: tuple[Actor, Actor], firm: Organisation, as_: ClientFor, run_jobs: RunJobs
) -> None:
    admin, clerk = desk
    bank = Bank(await make.account(admin, book="client"), clerk, as_, run_jobs)
    one = await people.organisation("appraiser")
    charge = await owed(firm, one.id, 900, by=clerk, purpose="appraisal_fee")
    await bank.tells(
        Move(900, days(5), name=firm.name, memo=str(charge["reference"])),
        Move(10, days(4), name="谁"),
        Move(-901, days(4), name=one.name),
    )
    (line,) = await waiting(as_, clerk, direction="out")
    body = {"kind": "payee", "payee_id": str(one.id), "purpose": "appraisal_fee"}

    above = await say(as_, clerk, line, **body)
    no_purpose = await say(as_, clerk, line, kind="payee", payee_id=str(one.id))
    done = await settled(as_, clerk, admin, line, amount_fen=900, **body)

    assert (above["code"], above["most_fen"]) == ("treasury.payee_holds_less", 900)
    assert no_purpose["code"] == "invalid_request"
    assert (done["left_fen"], done["state"]) == (1, "suspense")
    assert await sum_of("appraisal_fee", "client") == 0
    assert await sum_of("suspense", "client") == 1 - 10


async def test_two_lines_that_meet_from_both_ends_at_once_meet_once(committed: str) -> None:
    admin, clerk = await make.desk()
    account = await make.account(admin)
    told, _ = await service.import_statement(
        as_csv(table([Move(50, days(3), name="乙"), Move(-50, days(2), name="乙")])),
        account_id=account,
        file_name="a",
        by=clerk,
    )
    await service.match_statement(told["id"])
    one, two = [row["id"] for row in await db.fetch("SELECT id FROM treasury_line ORDER BY seq")]
    ends = [(one, two), (two, one)]

    proposed = await asyncio.gather(
        *[
            service.propose_match(
                a,
                Proposed(kind=MatchKind.COUNTER, amount=None, note="", counter_line_id=b),
                by=clerk,
            )
            for a, b in ends
        ],
        return_exceptions=True,
    )
    confirmed = await asyncio.gather(
        *[service.confirm_match(a, by=admin) for a, _ in (*ends, *ends)], return_exceptions=True
    )

    assert sum(isinstance(each, dict) for each in proposed) == 1
    assert sum(isinstance(each, dict) for each in confirmed) == 1
    assert all(isinstance(each, dict | DomainError) for each in (*proposed, *confirmed))
    states = {row["state"] for row in await db.fetch("SELECT state FROM treasury_line")}
    assert states == {"settled"}


async def test_a_return_and_a_match_never_name_the_same_money(
    desk: tuple[Actor, Actor], firm: Organisation, as_: ClientFor, run_jobs: RunJobs
) -> None:
    """By refusal, and by the database alone."""
    admin, clerk = desk
    bank = Bank(await make.account(admin), clerk, as_, run_jobs)
    charge = await owed(firm, admin.organisation_id, 100, by=clerk)
    await bank.tells(Move(100, days(5), name="甲"), Move(-40, days(4), name="乙"))
    came, out = await waiting(as_, clerk)
    pays = {"kind": "charge", "charge_id": str(charge["id"])}
    back = await propose(as_, clerk, 30, line=came["id"])

    over = await say(as_, clerk, came, amount_fen=71, **pays)
    met = await say(as_, clerk, out, kind="counter", counter_line_id=came["id"])
    again = await propose(as_, clerk, 31, line=came["id"])
    rest = await propose(as_, clerk, 30, line=came["id"])
    shown = (await as_(clerk).get(f"/bank-statement-lines/{came['id']}")).json()
    with pytest.raises(asyncpg.CheckViolationError) as alone:
        async with db.transaction():
            await db.execute(
                "INSERT INTO treasury_match (id, line, kind, charge, amount_fen, note, "
                "proposed_by, proposed_by_name) "
                "VALUES (gen_random_uuid(), $1, 'charge', $2, 1, '', $3, 'x')",
                came["id"],
                charge["id"],
                clerk.user_id,
            )
    await act(as_, clerk, back, "refusal")
    placed = await settled(as_, clerk, admin, came, **pays | {"amount_fen": 20})

    assert (over["code"], over["most_fen"], over["proposed_fen"]) == (
        *("treasury.refund_proposed", 70),
        30,
    )
    assert "code" not in met, met
    assert (again["code"], again["most_fen"]) == ("treasury.refund_proposed", 30)
    assert "code" not in rest, rest
    assert (shown["returning_fen"], shown["allowed_actions"]) == (60, [])
    assert alone.value.constraint_name == "treasury_line_is_proposed_once"
    assert placed["left_fen"] == 80
    await act(as_, admin, rest, "refusal")
    late = await propose(as_, clerk, 41, line=came["id"])
    assert (late["code"], late["most_fen"]) == ("treasury.already_proposed", 40)
