"""Money that goes out: never more than came, by two people, to where it came from, found again."""

import asyncio
import csv
import io
import random
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest

from backend.identity.tables import Organisation
from backend.kernel import db
from backend.kernel.auth import Actor
from backend.kernel.errors import DomainError
from backend.kernel.money import Fen
from backend.payments import service as payments
from backend.treasury import service
from backend.treasury.service import Refund
from tests import make as people
from tests.conftest import ClientFor
from tests.exports.file_names import names_of
from tests.treasury import make
from tests.treasury.make import Move, as_csv, days, send, table
from tests.treasury.test_matching import lines, owed, refusal, sum_of

RunJobs = Callable[[], Awaitable[int]]


@pytest.fixture
async def desk(db: None) -> tuple[Actor, Actor]:
    return await make.desk()


@pytest.fixture
async def firm(db: None) -> Organisation:
    return await people.organisation("firm")


class Bank:
    """An account, and the statements that it gives one after the other."""

    def __init__(self, account: UUID, by: Actor, as_: ClientFor, run_jobs: RunJobs) -> None:
        self.account, self.by, self.as_, self.run_jobs = account, by, as_, run_jobs
        self.balance, self.told = 0, 0

    async def tells(self, *moves: Move) -> None:
        """One more statement, taken in and placed."""
        content = as_csv(table(moves, opening=self.balance))
        answer = await send(self.as_, self.by, self.account, content)
        assert answer.status_code == 201, answer.json()
        self.balance += sum(move.amount for move in moves)
        await self.run_jobs()


async def act(as_: ClientFor, by: Actor, order: dict[str, Any], how: str) -> dict[str, Any]:
    answer = await as_(by).post(f"/payment-orders/{order['id']}/{how}")
    return dict(answer.json()) | {"status": answer.status_code}


async def propose(
    as_: ClientFor, by: Actor, amount: int, *, charge: object = None, line: object = None
) -> dict[str, Any]:
    body = {
        "charge_id": charge and str(charge),
        "line_id": line and str(line),
        "amount_fen": amount,
        "reason": "多付",
    }
    return dict((await as_(by).post("/refunds", json=body)).json())


async def test_a_refund_goes_back_to_its_account_and_the_next_statement_confirms_it(
    desk: tuple[Actor, Actor], firm: Organisation, as_: ClientFor, run_jobs: RunJobs
) -> None:
    admin, clerk = desk
    bank = Bank(await make.account(admin), clerk, as_, run_jobs)
    charge = await owed(firm, admin.organisation_id, 1000, by=clerk)
    await bank.tells(
        Move(1200, days(5), name=firm.name, memo=str(charge["reference"]), account="622588013700")
    )
    (line,) = await lines(as_, clerk)

    order = await propose(as_, clerk, 200, charge=charge["id"], line=line["id"])
    assert (order["state"], order["to_account"], order["allowed_actions"]) == (
        "proposed",
        "622588013700",
        ["refuse"],
    )
    assert (await payments.charge(charge["id"], by=clerk))["kept"] == 1200
    assert (await act(as_, clerk, order, "approval"))["code"] == "treasury.same_person"
    approved = await act(as_, admin, order, "approval")
    assert approved["state"] == "approved"
    assert (await payments.charge(charge["id"], by=clerk))["ordered"] == 200

    file = (await as_(clerk).post("/payment-files", json={"account_id": str(bank.account)})).json()
    path = f"/payment-files/{file['id']}/orders.csv"
    written = await as_(clerk).get(path)
    english = await as_(clerk).get(path, headers={"Accept-Language": "en"})
    for answer, word in ((written, "付款清单"), (english, "Payment file")):
        name = f"{word}-{file['id']}.csv"
        assert names_of(answer) == (f"payments-{file['id']}.csv", name)
    (_, row) = csv.reader(io.StringIO(written.text.removeprefix("\ufeff")))
    assert row == [
        *("1", make.NUMBER, firm.name, "622588013700", "某银行", "2.00", "CNY"),
        order["number"],
    ]
    again = await as_(clerk).post("/payment-files", json={"account_id": str(bank.account)})
    assert refusal(again) == (409, "treasury.nothing_to_export")

    await bank.tells(
        Move(-199, days(2), name=firm.name, memo=order["number"]),
        Move(-200, days(2), name=firm.name, memo=f"退款 {order['number']}"),
        Move(-200, days(1), name=firm.name, memo=order["number"]),
    )
    found = {each["row"]: each["state"] for each in await lines(as_, clerk, direction="out")}
    assert found == {2: "suspense", 3: "matched", 4: "suspense"}
    ended = (await as_(clerk).get(f"/payment-orders/{order['id']}")).json()
    assert ended["state"] == "paid"
    now = await payments.charge(charge["id"], by=clerk)
    assert (now["state"], now["kept"], now["ordered"]) == ("paid", 1000, 0)
    assert await sum_of("bank") == bank.balance


async def test_what_waits_goes_back_to_whom_it_came_from(  # noqa: PLR0915 - one story
    desk: tuple[Actor, Actor], firm: Organisation, as_: ClientFor, run_jobs: RunJobs
) -> None:
    admin, clerk = desk
    bank = Bank(await make.account(admin), clerk, as_, run_jobs)
    charge = await owed(firm, admin.organisation_id, 500, by=clerk)
    hidden = [Move(70, days(5), account=each) for each in ("", "6222****0017", "@SUM(1)")]
    await bank.tells(Move(500, days(5), name="张三"), *hidden)
    whole, *nameless = await lines(as_, clerk)

    too_much = await propose(as_, clerk, 501, line=whole["id"])
    assert (too_much["code"], too_much["most_fen"]) == ("treasury.above_what_came", 500)
    for each in nameless:
        unknown = await propose(as_, clerk, 70, line=each["id"])
        assert unknown["code"] == "treasury.account_unknown"
    order = await propose(as_, clerk, 500, line=whole["id"])
    second = await propose(as_, clerk, 1, line=whole["id"])
    assert second["code"] == "treasury.refund_proposed"
    assert (await act(as_, admin, order, "approval"))["state"] == "approved"
    third = await propose(as_, clerk, 1, line=whole["id"])
    assert third["code"] == "treasury.above_what_came"
    body = {"kind": "charge", "charge_id": str(charge["id"])}
    placed = await as_(clerk).post(f"/bank-statement-lines/{whole['id']}/match", json=body)
    assert refusal(placed) == (409, "treasury.line_does_not_wait")
    assert await sum_of("suspense") == -210

    failed = await act(as_, admin, order, "failure")
    assert failed["state"] == "failed"
    assert await sum_of("suspense") == -710
    anew = await propose(as_, admin, 500, line=whole["id"])
    await act(as_, clerk, anew, "approval")
    await as_(clerk).post("/payment-files", json={"account_id": str(bank.account)})
    await bank.tells(Move(-500, days(1), name="张三", memo=anew["number"]))
    (line, *_) = await lines(as_, clerk, direction="in")
    assert (line["state"], line["left_fen"]) == ("settled", 0)
    assert (await sum_of("suspense"), await sum_of("payouts")) == (-210, 0)
    assert await sum_of("bank") == bank.balance == 210


async def test_what_is_refused_never_moves_anything(
    desk: tuple[Actor, Actor], firm: Organisation, as_: ClientFor, run_jobs: RunJobs
) -> None:
    admin, clerk = desk
    bank = Bank(await make.account(admin), clerk, as_, run_jobs)
    charge = await owed(firm, admin.organisation_id, 500, by=clerk)
    other = await owed(firm, admin.organisation_id, 700, by=clerk)
    for each, amount in ((charge, 500), (other, 700)):
        await bank.tells(Move(amount, days(5), name=firm.name, memo=str(each["reference"])))
    (line,) = [each for each in await lines(as_, clerk) if each["charge_id"] == str(charge["id"])]
    before = await db.fetch_value("SELECT count(*) FROM payments_transaction")

    for amount, asked in (
        (501, {"charge": charge["id"], "line": line["id"]}),
        (1, {"charge": other["id"], "line": line["id"]}),
        (1, {"line": line["id"]}),
        (1, {"charge": charge["id"]}),
    ):
        assert (await propose(as_, clerk, amount, **asked))["code"] == "treasury.above_what_came"
    assert (await propose(as_, clerk, 1))["code"] == "treasury.refund_of_nothing"
    assert (await propose(as_, clerk, 0, line=line["id"]))["code"] == "invalid_request"
    assert (await propose(as_, clerk, 1, line=uuid4()))["code"] == "not_found"
    assert (await propose(as_, clerk, 1, charge=uuid4()))["code"] == "not_found"
    order = await propose(as_, clerk, 499, charge=charge["id"], line=line["id"])
    second = await propose(as_, admin, 2, charge=charge["id"], line=line["id"])
    assert (second["code"], second["most_fen"]) == ("treasury.refund_proposed", 1)
    assert (await act(as_, clerk, order, "refusal"))["state"] == "refused"
    assert (await act(as_, admin, order, "approval"))["code"] == "illegal_transition"
    stranger = await people.actor(firm, "admin")
    assert (await propose(as_, stranger, 1, charge=charge["id"]))["code"] == "forbidden"
    assert (await act(as_, stranger, order, "approval"))["status"] == 403
    assert (await as_(stranger).get("/payment-orders")).status_code == 403
    assert await db.fetch_value("SELECT count(*) FROM payments_transaction") == before


async def test_two_who_approve_at_once_never_send_back_more_than_came(committed: str) -> None:
    admin, clerk = await make.desk()
    account = await make.account(admin)
    firm = await people.organisation("firm")
    charge = await owed(firm, admin.organisation_id, 100, by=clerk)
    row, _ = await service.import_statement(
        as_csv(table([Move(100, days(1), name=firm.name, memo=str(charge["reference"]))])),
        account_id=account,
        file_name="a",
        by=clerk,
    )
    await service.match_statement(row["id"])
    line = (await db.fetch("SELECT id FROM treasury_line"))[0]["id"]
    refund = Refund(charge_id=charge["id"], line_id=line, amount=Fen(60), reason="x")

    proposed = await asyncio.gather(
        *[service.propose_refund(refund, by=clerk) for _ in range(4)], return_exceptions=True
    )
    (order,) = [each for each in proposed if isinstance(each, dict)]
    assert [each.code for each in proposed if isinstance(each, DomainError)] == [
        "treasury.refund_proposed"
    ] * 3
    ended = await asyncio.gather(
        *[service.approve_order(order["id"], by=admin) for _ in range(4)], return_exceptions=True
    )

    assert sum(isinstance(each, dict) for each in ended) == 1
    assert all(isinstance(each, dict | DomainError) for each in ended)
    now = await payments.charge(charge["id"], by=clerk)
    assert (now["kept"], now["ordered"]) == (40, 60)


async def test_any_order_of_refunds_equals_the_model(
    desk: tuple[Actor, Actor], firm: Organisation, as_: ClientFor, run_jobs: RunJobs
) -> None:
    rnd = random.Random(17)  # noqa: S311 - told again the same way
    admin, clerk = desk
    bank = Bank(await make.account(admin), clerk, as_, run_jobs)
    charge = await owed(firm, admin.organisation_id, 1000, by=clerk)
    await bank.tells(Move(1000, days(9), name=firm.name, memo=str(charge["reference"])))
    (line,) = await lines(as_, clerk)
    orders: list[dict[str, Any]] = []
    kept, ordered, back = 1000, 0, 0
    for _ in range(40):
        choice, amount = rnd.random(), rnd.randint(1, 400)
        if choice < 0.5:
            order = await propose(as_, clerk, amount, charge=charge["id"], line=line["id"])
            assert ("id" in order) == (amount <= kept), order
            if "id" in order:
                await act(as_, admin, order, "approval")
                orders.append(order)
                kept, ordered = kept - amount, ordered + amount
        elif orders and choice < 0.7:
            order = orders.pop(rnd.randrange(len(orders)))
            await act(as_, admin, order, "failure")
            kept, ordered = kept + order["amount_fen"], ordered - order["amount_fen"]
        elif orders:
            await as_(clerk).post("/payment-files", json={"account_id": str(bank.account)})
            order = orders.pop(rnd.randrange(len(orders)))
            await bank.tells(Move(-order["amount_fen"], days(3), memo=f"付{order['number']}"))
            ordered, back = ordered - order["amount_fen"], back + order["amount_fen"]
        now = await payments.charge(charge["id"], by=clerk)
        assert (now["kept"], now["ordered"]) == (kept, ordered)
        assert await sum_of("bank") == bank.balance == 1000 - back
    assert (back > 0, await sum_of("suspense")) == (True, 0)


_DECIDED = "decided_by_name = 'x', decided_at = now()"
_WRONG = [
    "UPDATE treasury_order SET to_account = '999'",
    "UPDATE treasury_order SET amount_fen = 1",
    f"UPDATE treasury_order SET state = 'approved', decided_by = proposed_by, {_DECIDED}",
    "UPDATE treasury_order SET state = 'paid'",
    f"UPDATE treasury_order SET state = 'exported', decided_by = gen_random_uuid(), {_DECIDED}",
    "DELETE FROM treasury_order",
    """INSERT INTO treasury_order SELECT (x).* FROM (SELECT jsonb_populate_record(o,
    jsonb_build_object('id', gen_random_uuid(), 'number', 'PO1', 'amount_fen', 501)) x
    FROM treasury_order o) y""",
]


async def test_the_database_keeps_orders_honest(
    desk: tuple[Actor, Actor], firm: Organisation, as_: ClientFor, run_jobs: RunJobs
) -> None:
    admin, clerk = desk
    bank = Bank(await make.account(admin), clerk, as_, run_jobs)
    await bank.tells(Move(500, days(5), name="张三"))
    (line,) = await lines(as_, clerk)
    await propose(as_, clerk, 500, line=line["id"])

    for wrong in _WRONG:
        with pytest.raises(asyncpg.PostgresError):
            async with db.transaction():
                await db.execute(wrong)


async def test_a_file_of_which_the_bank_pays_some_is_confirmed_order_by_order(
    desk: tuple[Actor, Actor], as_: ClientFor, run_jobs: RunJobs
) -> None:
    admin, clerk = desk
    bank = Bank(await make.account(admin), clerk, as_, run_jobs)
    await bank.tells(*[Move(100 + n, days(9), name=f"客户{n}") for n in range(4)])
    orders = []
    for line in await lines(as_, clerk):
        order = await propose(as_, clerk, line["amount_fen"], line=line["id"])
        orders.append(await act(as_, admin, order, "approval"))
    one, two, three, four = [each["number"] for each in orders]
    made = await as_(clerk).post("/payment-files", json={"account_id": str(bank.account)})

    async def stand() -> tuple[list[str], tuple[int, int, int], int]:
        found = (await as_(clerk).get("/payment-orders")).json()["items"]
        (file,) = (await as_(clerk).get("/payment-files")).json()["items"]
        states = {each["number"]: each["state"] for each in found}
        shown = [states[number] for number in (one, two, three, four)]
        return shown, (file["orders"], file["paid"], file["failed"]), await sum_of("payouts")

    # The third is named twice, the fourth with a wrong amount: neither is paid by that.
    await bank.tells(
        Move(-101, days(5), name="客户1", memo=two),
        Move(-103, days(5), name="客户3", memo=f"{three} {four}"),
        Move(-102, days(5), name="客户3", memo=four),
    )
    first = await stand()
    await bank.tells(Move(-100, days(4), name="客户0", memo=f"退款{one}"))
    failed = await act(as_, admin, orders[2], "failure")
    second = await stand()
    late = await act(as_, admin, orders[1], "failure")

    assert made.json()["orders"] == 4
    assert first == (["exported", "paid", "exported", "exported"], (4, 1, 0), -305)
    assert (failed["state"], late["status"]) == ("failed", 409)
    assert second == (["paid", "paid", "failed", "exported"], (4, 2, 1), -103)
    back = {row["other_name"]: row["state"] for row in await lines(as_, clerk, direction="in")}
    assert back == {
        "客户0": "settled",
        "客户1": "settled",
        "客户2": "suspense",
        "客户3": "suspense",
    }
    assert await sum_of("bank") == bank.balance
