"""Money that came in another currency: it goes back, or the bank converted it."""

import csv
import io
from collections.abc import Awaitable, Callable
from typing import Any

import asyncpg
import pytest

from backend.identity.tables import Organisation
from backend.kernel import db
from backend.kernel.auth import Actor
from backend.treasury import service
from backend.treasury.states import Currency
from tests import make as people
from tests.conftest import ClientFor
from tests.treasury import make
from tests.treasury.make import Move, as_csv, days, send, table
from tests.treasury.test_matching import lines, owed, sum_of
from tests.treasury.test_orders import Bank, act, propose
from tests.treasury.test_roads import say, settled, waiting

RunJobs = Callable[[], Awaitable[int]]
DOLLARS = "6222020001000000553"


@pytest.fixture
async def desk(db: None) -> tuple[Actor, Actor]:
    return await make.desk()


@pytest.fixture
async def firm(db: None) -> Organisation:
    return await people.organisation("firm")


@pytest.fixture
async def banks(desk: tuple[Actor, Actor], as_: ClientFor, run_jobs: RunJobs) -> tuple[Bank, Bank]:
    """In dollars and in yuan, of the platform's own."""
    admin, clerk = desk
    dollars = await make.account(admin, number=DOLLARS, currency=Currency.USD)
    return (
        Bank(dollars, clerk, as_, run_jobs),
        Bank(await make.account(admin), clerk, as_, run_jobs),
    )


async def sides(as_: ClientFor, by: Actor) -> dict[str, Any]:
    answer = (await as_(by).get("/reconciliation")).json()
    return {side["side"]: side for side in answer["sides"]} | {"waiting": answer["waiting"]}


async def test_dollars_wait_as_dollars_and_go_back_by_two_people(  # noqa: PLR0915 - one story
    desk: tuple[Actor, Actor],
    firm: Organisation,
    banks: tuple[Bank, Bank],
    as_: ClientFor,
) -> None:
    admin, clerk = desk
    dollars, _ = banks
    charge = await owed(firm, admin.organisation_id, 1000, by=clerk)
    by_reference = {"name": firm.name, "memo": str(charge["reference"])}
    await dollars.tells(Move(1000, days(5), **by_reference), Move(500, days(4), name="Acme Inc."))
    paid, other = await lines(as_, clerk)
    pays = await say(as_, clerk, paid, kind="charge", charge_id=str(charge["id"]))
    refund = await propose(as_, clerk, 1, charge=charge["id"], line=paid["id"])

    order = await propose(as_, clerk, 1000, line=paid["id"])
    own = await act(as_, clerk, order, "approval")
    await act(as_, admin, order, "approval")
    file = (
        await as_(clerk).post("/payment-files", json={"account_id": str(dollars.account)})
    ).json()
    written = (await as_(clerk).get(f"/payment-files/{file['id']}/orders.csv")).text
    before = await sides(as_, clerk)
    await dollars.tells(Move(-1000, days(1), name=firm.name, memo=order["number"]))

    assert (paid["currency"], paid["state"], paid["reason"]) == (
        *("USD", "suspense"),
        "foreign_currency",
    )
    assert (pays["code"], pays["currency"]) == ("treasury.line_is_foreign", "USD")
    assert (refund["code"], refund["most_fen"]) == ("treasury.above_what_came", 0)
    assert own["code"] == "treasury.same_person"
    head, row = csv.reader(io.StringIO(written.removeprefix("\ufeff")))
    assert (head[5], row[5:]) == ("金额", ["10.00", "USD", order["number"]])
    assert (file["currency"], file["orders"]) == ("USD", 1)
    ended = (await as_(clerk).get(f"/payment-orders/{order['id']}")).json()
    gone = (await as_(clerk).get(f"/bank-statement-lines/{paid['id']}")).json()
    assert (ended["state"], ended["currency"], gone["state"]) == ("paid", "USD", "settled")
    assert (await as_(clerk).get(f"/charges/{charge['id']}")).json()["state"] == "open"
    assert await db.fetch_value("SELECT count(*) FROM payments_transaction") == 0
    now = await sides(as_, clerk)
    for told, there in ((before, 1500), (now, 500)):
        side = told["bank_own:USD"]
        figures = (side["currency"], side["outside_fen"], side["ledger_fen"])
        assert figures == ("USD", there, there)
        assert side["unexplained_fen"] == told["bank_own"]["unexplained_fen"] == 0
        assert told["bank_own"]["outside_fen"] == 0
    stands = {(row["purpose"], row["currency"]): row["fen"] for row in before["waiting"]}
    assert stands == {("suspense", "USD"): 500, ("payouts", "USD"): 1000}
    assert other["left_fen"] == 500


async def test_what_the_bank_converted_pays_with_its_evidence(  # noqa: PLR0915 - one story
    desk: tuple[Actor, Actor],
    firm: Organisation,
    banks: tuple[Bank, Bank],
    as_: ClientFor,
) -> None:
    admin, clerk = desk
    dollars, yuan = banks
    charge = await owed(firm, admin.organisation_id, 7100, by=clerk)
    await dollars.tells(
        Move(1000, days(5), name=firm.name, memo="fee"),
        Move(700, days(5), name="Acme Inc."),
        Move(-1000, days(4), name="某银行", memo="结汇"),
        Move(-15, days(4), name="某银行", memo="汇入手续费"),
    )
    await yuan.tells(Move(7100, days(4), name="某银行", memo="结汇入账"))
    rows = await waiting(as_, clerk)
    usd = {row["amount_fen"]: row for row in rows if row["currency"] == "USD"}
    (came,) = [row for row in rows if row["currency"] == "CNY"]
    (sold,) = [row for row in rows if row["memo"].endswith("结汇")]
    (received,) = [row for row in rows if row["other_name"] == firm.name]
    body = {
        "kind": "converted",
        "counter_line_id": sold["id"],
        "yuan_line_id": came["id"],
        "yuan_fen": 7100,
        "evidence": "JH20261129-0071",
    }
    unproven = await say(as_, clerk, received, **body | {"evidence": None})
    blank = await say(as_, clerk, received, **body | {"evidence": " "})
    too_much = await say(as_, clerk, received, **body | {"yuan_fen": 7101})
    no_yuan = await say(as_, clerk, received, **body | {"yuan_line_id": sold["id"]})
    from_yuan = await say(as_, clerk, came, **body | {"yuan_line_id": came["id"]})
    across = await say(as_, clerk, came, kind="counter", counter_line_id=sold["id"])

    done = await settled(as_, clerk, admin, received, **body)
    twice = await say(as_, clerk, usd[700], **body | {"counter_line_id": usd[15]["id"]})
    fee = await say(as_, clerk, usd[15], kind="fee")
    told = (await as_(clerk).get(f"/bank-statement-lines/{came['id']}")).json()
    path = f"/bank-statement-lines/{usd[15]['id']}/match/confirmation"
    assert (await as_(admin).post(path)).json()["state"] == "settled"
    await settled(as_, clerk, admin, told, kind="charge", charge_id=str(charge["id"]))

    assert [each["code"] for each in (unproven, from_yuan)] == ["treasury.wrong_kind"] * 2
    assert blank["code"] == "invalid_request"
    assert [(each["code"], each["most_fen"]) for each in (too_much, no_yuan, twice)] == [
        ("treasury.conversion_does_not_fit", 7100),
        ("treasury.conversion_does_not_fit", 0),
        ("treasury.conversion_does_not_fit", 0),
    ]
    assert across["code"] == "treasury.lines_do_not_meet"
    assert "code" not in fee, fee
    assert (done["state"], done["left_fen"]) == ("settled", 0)
    assert (told["converted_fen"], told["converted_from"]) == (7100, firm.name)
    assert (await as_(clerk).get(f"/charges/{charge['id']}")).json()["state"] == "paid"
    found = await sides(as_, clerk)
    assert found["bank_own:USD"]["outside_fen"] == found["bank_own:USD"]["ledger_fen"] == 685
    assert {side["unexplained_fen"] for name, side in found.items() if name != "waiting"} == {0}
    assert await sum_of("bank") == yuan.balance == 7100


async def test_each_currency_has_its_account_and_its_statements(
    desk: tuple[Actor, Actor], as_: ClientFor, run_jobs: RunJobs
) -> None:
    admin, clerk = desk
    yuan = await make.account(admin, layout="one_column")
    same = await make.account(admin, layout="one_column", currency=Currency.USD)
    another = {
        "book": "own",
        "account_name": "x",
        "account_number": "6222020001000000660",
        "bank_name": "x",
        "layout_code": "one_column",
        "currency": "USD",
    }
    moves = [Move(100, days(3), name="Acme Inc.")]
    rows = table(moves, layout="one_column")
    in_dollars = [rows[0], [*rows[1][:5], "美元", *rows[1][6:]]]

    second = (await as_(admin).post("/bank-accounts", json=another)).json()
    refused = (await send(as_, clerk, yuan, as_csv(in_dollars))).json()
    wrong = (await send(as_, clerk, same, as_csv(rows))).json()
    taken = await send(as_, clerk, same, as_csv(in_dollars))

    assert second["code"] == "treasury.account_exists"
    assert (refused["code"], refused["row"], refused["currency"], refused["expected"]) == (
        *("treasury.other_currency", 2),
        *("USD", "CNY"),
    )
    assert (wrong["code"], wrong["expected"]) == ("treasury.other_currency", "USD")
    assert (taken.json()["currency"], taken.json()["new_lines"]) == ("USD", 1)
    before = await sides(as_, clerk)
    assert before["bank_own:USD"]["differences"][0]["cause"] == "line_not_placed"
    assert before["bank_own:USD"]["unexplained_fen"] == 0
    await run_jobs()
    assert (await sides(as_, clerk))["bank_own:USD"]["differences"] == []


ALONE = [
    (
        "treasury_match_is_in_one_currency",
        (
            "INSERT INTO treasury_match (id, line, kind, charge, amount_fen, note, proposed_by, "
            "proposed_by_name) SELECT gen_random_uuid(), $1, 'charge', c.id, 1, '', "
            "gen_random_uuid(), 'x' FROM payments_charge c"
        ),
    ),
    (
        "treasury_line_pays_a_charge_in_yuan",
        "UPDATE treasury_line SET charge = (SELECT id FROM payments_charge) WHERE id = $1",
    ),
    (
        "treasury_order_is_in_one_currency",
        (
            "INSERT INTO treasury_order (id, number, kind, state, book, line, currency, "
            "amount_fen, to_name, to_account, to_bank, reason, proposed_by, proposed_by_name) "
            "VALUES "
            "(gen_random_uuid(), 'x', 'return', 'proposed', 'own', $1, 'CNY', 1, 'x', 'x', 'x', "
            "'x', "
            "gen_random_uuid(), 'x')"
        ),
    ),
    (
        "treasury_line_is_in_its_accounts_currency",
        (
            "INSERT INTO treasury_line SELECT gen_random_uuid(), now(), account, statement, "
            "seq + 1, 9, booked_on, 1, balance_fen + 1, 'CNY', '', '', '', '', '', '[]', 'new' "
            "FROM treasury_line WHERE id = $1"
        ),
    ),
]


@pytest.mark.parametrize(("constraint", "sql"), ALONE)
async def test_the_database_keeps_currencies_apart_by_itself(
    desk: tuple[Actor, Actor], firm: Organisation, constraint: str, sql: str
) -> None:
    admin, clerk = desk
    account = await make.account(admin, number=DOLLARS, currency=Currency.USD)
    await owed(firm, admin.organisation_id, 10, by=clerk)
    row, _ = await service.import_statement(
        as_csv(table([Move(10, days(1))])), account_id=account, file_name="a", by=clerk
    )
    await service.match_statement(row["id"])
    line = await db.fetch_value("SELECT id FROM treasury_line")

    with pytest.raises(asyncpg.CheckViolationError) as refused:
        await db.execute(sql, line)

    assert refused.value.constraint_name == constraint
