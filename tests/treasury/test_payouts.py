"""Payees are paid what is held for them, to the account that they registered, by two people."""

import asyncio
import csv
import io
from typing import Any
from uuid import uuid4

import asyncpg
import pytest

from backend.identity.tables import Organisation
from backend.kernel import db
from backend.kernel.auth import Actor
from backend.kernel.errors import DomainError
from backend.kernel.money import Fen
from backend.payments.states import Purpose
from backend.treasury import service
from backend.treasury.service import PayeeTerms, Payout
from tests import make as people
from tests.conftest import ClientFor
from tests.treasury import make
from tests.treasury.make import Move, as_csv, days, table
from tests.treasury.test_matching import RunJobs, owed, refusal, sum_of
from tests.treasury.test_orders import Bank, act

NUMBER = "31050161364000000555"


@pytest.fixture
async def desk(db: None) -> tuple[Actor, Actor]:
    return await make.desk()


@pytest.fixture
async def firm(db: None) -> Organisation:
    return await people.organisation("firm")


def account_of(who: Actor, **other: object) -> dict[str, Any]:
    return {
        "account_name": who.organisation_name,
        "account_number": NUMBER,
        "bank_name": "某银行张江支行",
        "password": people.PASSWORD,
    } | other


async def payee(as_: ClientFor, *, number: str = NUMBER) -> tuple[Organisation, Actor, Actor]:
    """An appraiser whose two admins have registered an account."""
    one = await people.organisation("appraiser")
    first, second = [await people.actor(one, "admin") for _ in range(2)]
    row = await as_(first).post("/payout-accounts", json=account_of(first, account_number=number))
    assert row.status_code == 201, row.text
    confirmed = await as_(second).post(
        f"/payout-accounts/{row.json()['id']}/confirmation", json={"password": people.PASSWORD}
    )
    assert confirmed.json()["state"] == "in_force", confirmed.text
    return one, first, second


async def pay(as_: ClientFor, by: Actor, *rows: tuple[object, int], **other: object) -> Any:
    body = {
        "payouts": [
            {"payee_id": str(one), "purpose": "appraisal_fee", "amount_fen": fen} | other
            for one, fen in rows
        ],
        "reason": "十一月评估费",
    }
    return (await as_(by).post("/payout-lists", json=body)).json()


async def orders(as_: ClientFor, by: Actor, listed: dict[str, Any]) -> list[dict[str, Any]]:
    answer = await as_(by).get("/payment-orders", params={"list_id": listed["id"]})
    return list(answer.json()["items"])


async def test_without_a_second_factor_a_second_person_confirms_the_account(
    db: None, as_: ClientFor
) -> None:
    one = await people.organisation("appraiser")
    first, second = [await people.actor(one, "admin") for _ in range(2)]
    client = as_(first)

    wrong = [
        account_of(first, account_name="另一家公司"),
        account_of(first, account_number="6225880137000001"),
        account_of(first, account_number="=1+1"),
        account_of(first, password="not it"),
    ]
    codes = [(await client.post("/payout-accounts", json=body)).json()["code"] for body in wrong]
    row = (await client.post("/payout-accounts", json=account_of(first))).json()
    again = await client.post("/payout-accounts", json=account_of(first))
    alone = await client.post(
        f"/payout-accounts/{row['id']}/confirmation", json={"password": people.PASSWORD}
    )
    done = await as_(second).post(
        f"/payout-accounts/{row['id']}/confirmation", json={"password": people.PASSWORD}
    )
    same = await client.post("/payout-accounts", json=account_of(first))

    assert codes == [
        "treasury.account_name_differs",
        "treasury.account_number_wrong",
        "invalid_request",
        "identity.password_wrong",
    ]
    assert (row["state"], row["allowed_actions"]) == ("proposed", ["refuse"])
    assert refusal(again) == (409, "treasury.change_open")
    assert refusal(alone) == (409, "treasury.same_person")
    assert (done.json()["state"], done.json()["decided_by_name"]) == ("in_force", second.name)
    assert refusal(same) == (409, "treasury.already_this_account")


async def test_with_a_second_factor_one_person_changes_it_and_the_code_is_asked(
    committed: str, as_: ClientFor
) -> None:
    one, first, _ = await payee(as_)
    client = as_(first)
    begun = await client.post("/account/second-factor", json={"password": people.PASSWORD})
    secret = begun.json()["secret"]
    await client.post("/account/second-factor/confirmation", json={"code": people.code_of(secret)})
    body = account_of(first, account_number=NUMBER[:-1] + "6")

    without = await client.post("/payout-accounts", json=body)
    changed = await client.post(
        "/payout-accounts", json=body | {"code": people.code_of(secret, later=1)}
    )
    listed = (await client.get("/payout-accounts")).json()["items"]

    assert refusal(without) == (403, "identity.code_needed")
    assert changed.json()["state"] == "in_force", changed.text
    assert [(row["version"], row["state"]) for row in listed] == [(2, "in_force"), (1, "replaced")]
    handler = await people.actor(one, "confirmer")
    assert refusal(await as_(handler).get("/payout-accounts")) == (403, "forbidden")


async def _refused(as_: ClientFor, by: Actor, one: Organisation, bare: Organisation) -> None:
    """A row that cannot be paid refuses the whole list."""
    no_account = await pay(as_, by, (one.id, 900), (bare.id, 900))
    too_much = await pay(as_, by, (one.id, 901))
    twice = await pay(as_, by, (one.id, 1), (one.id, 1))

    assert (no_account["code"], no_account["payee"]) == ("treasury.no_payout_account", bare.name)
    assert (too_much["code"], too_much["most_fen"]) == ("treasury.payee_holds_less", 900)
    assert (twice["code"], twice["row"]) == ("treasury.payee_named_twice", 2)
    assert (await pay(as_, by, (uuid4(), 1)))["code"] == "not_found"
    assert (await pay(as_, by, (one.id, 1), purpose="premium"))["code"] == "invalid_request"
    assert (await as_(by).get("/payout-lists")).json()["items"] == []


async def test_a_list_pays_what_is_held_for_each_and_the_next_statement_confirms_it(
    desk: tuple[Actor, Actor], firm: Organisation, as_: ClientFor, run_jobs: RunJobs
) -> None:
    admin, clerk = desk
    bank = Bank(await make.account(admin, book="client"), clerk, as_, run_jobs)
    one, *_ = await payee(as_)
    two, *_ = await payee(as_, number=NUMBER + "7")
    bare = await people.organisation("appraiser")
    for each in (one, two, bare):
        charge = await owed(firm, each.id, 900, by=clerk, purpose="appraisal_fee")
        await bank.tells(Move(900, days(5), name=firm.name, memo=str(charge["reference"])))

    held = (await as_(clerk).get("/payees")).json()["items"]
    await _refused(as_, clerk, one, bare)
    first = await pay(as_, clerk, (one.id, 800), (two.id, 900))
    second = await pay(as_, clerk, (one.id, 800))
    own = await as_(clerk).post(f"/payout-lists/{first['id']}/approval")
    done = await as_(admin).post(f"/payout-lists/{first['id']}/approval")
    over = await as_(admin).post(f"/payout-lists/{second['id']}/approval")
    again = await as_(admin).post(f"/payout-lists/{first['id']}/approval")

    assert {row["payee_id"]: (row["held_fen"], bool(row["account_number"])) for row in held} == {
        str(one.id): (900, True),
        str(two.id): (900, True),
        str(bare.id): (900, False),
    }
    assert refusal(own) == (409, "treasury.same_person")
    assert (done.json()["proposed"], done.json()["under_way"]) == (0, 2)
    assert (over.json()["code"], over.json()["most_fen"]) == ("treasury.payee_holds_less", 100)
    assert refusal(again) == (409, "treasury.list_decided")

    file = (await as_(clerk).post("/payment-files", json={"account_id": str(bank.account)})).json()
    written = await as_(clerk).get(f"/payment-files/{file['id']}/orders.csv")
    rows = list(csv.reader(io.StringIO(written.text.removeprefix("\ufeff"))))[1:]
    assert {(row[2], row[3], row[5]) for row in rows} == {
        (one.name, NUMBER, "8.00"),
        (two.name, NUMBER + "7", "9.00"),
    }
    await bank.tells(
        *[
            Move(-row["amount_fen"], days(1), name=row["to_name"], memo=row["number"])
            for row in await orders(as_, clerk, first)
        ]
    )
    ended = (await as_(clerk).get("/payout-lists")).json()["items"][-1]
    assert (ended["number"], ended["paid"]) == (first["number"], 2)
    assert await sum_of("appraisal_fee", "client") == -1000
    assert await sum_of("bank", "client") == bank.balance == 1000
    assert await sum_of("payouts", "client") == 0


_DECIDED = "decided_by = gen_random_uuid(), decided_by_name = 'x', decided_at = now()"
_ALONE = """INSERT INTO treasury_payee_account (id, organisation, version, state, account_name,
account_number, bank_name, proof, registered_by, registered_by_name, decided_by, decided_by_name,
decided_at) SELECT gen_random_uuid(), organisation, 9, 'in_force', account_name, account_number,
bank_name, 'password', registered_by, 'x', registered_by, 'x', now() FROM treasury_payee_account
WHERE version = 1"""
_WRONG = [
    "UPDATE treasury_payee_account SET account_number = '88888888'",
    "UPDATE treasury_payee_account SET state = 'in_force' WHERE state = 'replaced'",
    f"UPDATE treasury_order SET state = 'approved', {_DECIDED} WHERE state = 'proposed'",
    _ALONE,
    "DELETE FROM treasury_payout_list",
]


async def test_what_a_payee_replaces_is_paid_to_nobody(
    desk: tuple[Actor, Actor], firm: Organisation, as_: ClientFor, run_jobs: RunJobs
) -> None:
    admin, clerk = desk
    bank = Bank(await make.account(admin, book="client"), clerk, as_, run_jobs)
    one, first, second = await payee(as_)
    charge = await owed(firm, one.id, 900, by=clerk, purpose="appraisal_fee")
    await bank.tells(Move(900, days(5), name=firm.name, memo=str(charge["reference"])))
    early, late = [await pay(as_, clerk, (one.id, fen)) for fen in (400, 500)]
    await as_(admin).post(f"/payout-lists/{early['id']}/approval")
    anew = await as_(first).post(
        "/payout-accounts", json=account_of(first, account_number=NUMBER[::-1])
    )
    await as_(second).post(
        f"/payout-accounts/{anew.json()['id']}/confirmation", json={"password": people.PASSWORD}
    )

    approved = await as_(admin).post(f"/payout-lists/{late['id']}/approval")
    file = await as_(clerk).post("/payment-files", json={"account_id": str(bank.account)})
    (order,) = await orders(as_, clerk, early)
    failed = await act(as_, admin, order, "failure")

    assert refusal(approved) == (409, "treasury.payout_account_changed")
    assert refusal(file) == (409, "treasury.nothing_to_export")
    assert (order["account_replaced"], failed["state"]) == (True, "failed")
    assert await sum_of("appraisal_fee", "client") == -900
    for wrong in _WRONG:
        with pytest.raises(asyncpg.PostgresError):
            async with db.transaction():
                await db.execute(wrong)


async def test_two_who_decide_at_once_pay_once(committed: str) -> None:
    admin, clerk = await make.desk()
    firm, one = await people.organisation("firm"), await people.organisation("appraiser")
    mine = [await people.actor(one, "admin") for _ in range(3)]
    terms = PayeeTerms(
        account_name=one.name, account_number=NUMBER, bank_name="某银行", bank_code=None
    )
    registered = await asyncio.gather(
        *[
            service.register_payee_account(terms, password=people.PASSWORD, code=None, by=each)
            for each in mine
        ],
        return_exceptions=True,
    )
    (row,) = [each for each in registered if isinstance(each, dict)]
    await asyncio.gather(
        *[
            service.confirm_payee_account(row["id"], password=people.PASSWORD, code=None, by=each)
            for each in mine
        ],
        return_exceptions=True,
    )
    charge = await owed(firm, one.id, 100, by=clerk, purpose="appraisal_fee")
    account = await make.account(admin, book="client")
    told, _ = await service.import_statement(
        as_csv(table([Move(100, days(1), name=firm.name, memo=str(charge["reference"]))])),
        account_id=account,
        file_name="a",
        by=clerk,
    )
    await service.match_statement(told["id"])
    payout = Payout(payee_id=one.id, purpose=Purpose.APPRAISAL_FEE, amount=Fen(60))
    lists = [await service.propose_payouts([payout], reason="x", by=clerk) for _ in range(3)]

    ended = await asyncio.gather(
        *[service.approve_payouts(each["id"], by=admin) for each in (*lists, *lists)],
        return_exceptions=True,
    )

    assert sum(isinstance(each, dict) for each in ended) == 1
    assert all(isinstance(each, dict | DomainError) for each in ended)
    assert await sum_of("payouts", "client") == -60
    assert await sum_of("appraisal_fee", "client") == -40
