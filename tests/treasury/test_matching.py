"""From a statement into the ledger: by rule, by two people, or into suspense; nothing is lost."""

import asyncio
import random
from collections import defaultdict
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import httpx
import pytest

from backend.identity.tables import Organisation
from backend.kernel import clock, db
from backend.kernel.auth import Actor
from backend.kernel.errors import DomainError
from backend.kernel.money import Fen
from backend.payments import service as payments
from backend.payments.rules import reference_of
from backend.payments.service import Owed
from backend.payments.states import Purpose
from backend.treasury import matching, service
from backend.treasury.service import Proposed
from backend.treasury.states import MatchKind
from tests import make as people
from tests.conftest import ClientFor
from tests.treasury import make
from tests.treasury.make import Move, as_csv, days, send, table

RunJobs = Callable[[], Awaitable[int]]


@pytest.fixture
async def desk(db: None) -> tuple[Actor, Actor]:
    return await make.desk()


@pytest.fixture
async def firm(db: None) -> Organisation:
    return await people.organisation("firm", name="上海芯屿微电子（集团）有限公司")


async def owed(
    payer: Organisation, payee: UUID, amount: int, *, by: Actor, purpose: str = "platform_fee"
) -> dict[str, Any]:
    return await payments.owe(
        Owed(
            payer_id=payer.id,
            payee_id=payee,
            purpose=Purpose(purpose),
            amount=Fen(amount),
            due_on=clock.today(),
            about="fee",
        ),
        by=by,
    )


async def sum_of(purpose: str, book: str = "own") -> int:
    return int(
        await db.fetch_value(
            "SELECT coalesce(sum(p.amount_fen), 0) FROM payments_posting p "
            "JOIN payments_account a ON a.id = p.account WHERE a.purpose = $1 AND a.book = $2",
            purpose,
            book,
        )
    )


async def lines(as_: ClientFor, by: Actor, **query: Any) -> list[dict[str, Any]]:
    answer = (await as_(by).get("/bank-statement-lines", params={"limit": 100, **query})).json()
    return sorted(answer["items"], key=lambda each: int(each["row"]))


async def test_every_road_of_money_that_comes_in(
    desk: tuple[Actor, Actor], firm: Organisation, as_: ClientFor, run_jobs: RunJobs
) -> None:
    admin, clerk = desk
    account = await make.account(admin)
    fees = [await owed(firm, admin.organisation_id, 1000, by=clerk) for _ in range(6)]
    exact, short, over, double, cancelled, amount_only = fees
    await owed(firm, admin.organisation_id, 300, by=clerk)
    await owed(firm, admin.organisation_id, 300, by=clerk)
    appraiser = await people.organisation("appraiser")
    foreign = await owed(firm, appraiser.id, 1000, by=clerk, purpose="appraisal_fee")
    await payments.cancel_charge(cancelled["id"], reason="x", by=clerk)
    ref = [str(each["reference"]) for each in fees]
    wrong = ref[0][:-1] + str((int(ref[0][-1]) + 1) % 10)
    mine = "上海芯屿微电子(集团) 有限公司"
    told = [
        (1000, mine, f"服务费{ref[0]}，请查收", "matched", None, exact),
        (999, mine, f"{ref[1][:4]} {ref[1][4:8]}-{ref[1][8:]} 2026年", "matched", None, short),
        (1200, mine, ref[2].lower(), "matched", None, over),
        (1000, mine, ref[3], "matched", None, double),
        (1000, mine, f"{ref[3]} {ref[3]}", "matched", None, double),
        (1000, mine, ref[4], "suspense", "charge_cancelled", None),
        (1000, "张三", ref[0], "suspense", "payer_differs", None),
        (1000, mine, wrong, "suspense", "wrong_check_digit", None),
        (1000, mine, reference_of("CH-2026-999999"), "suspense", "unknown_reference", None),
        (1000, mine, f"{ref[0]}/{ref[1]}", "suspense", "several_references", None),
        (1000, mine, str(foreign["reference"]), "suspense", "other_book", None),
        (1000, mine, "服务费", "matched", None, amount_only),
        (300, mine, "服务费", "suspense", "ambiguous", None),
        (77, mine, "服务费", "suspense", "no_reference", None),
        (-500, "某银行", "手续费", "suspense", "paid_out", None),
    ]
    moves = [Move(fen, days(2), name=name, memo=memo) for fen, name, memo, *_ in told]

    answer = (await send(as_, clerk, account, as_csv(table(moves)))).json()
    await run_jobs()

    found = await lines(as_, clerk)
    assert [(x["state"], x["reason"]) for x in found] == [each[3:5] for each in told]
    assert [x["charge_id"] for x in found] == [
        None if each[5] is None else str(each[5]["id"]) for each in told
    ]
    states = [(await payments.charge(each["id"], by=clerk))["state"] for each in fees]
    assert states == ["paid", "part_paid", "overpaid", "overpaid", "cancelled", "paid"]
    assert await sum_of("bank") == answer["closing_fen"] == sum(each[0] for each in told)
    waiting = sum(each[0] for each in told if each[3] == "suspense")
    assert -await sum_of("suspense") == waiting
    assert await sum_of("bank", "client") == 0
    now = (await as_(clerk).get(f"/bank-statements/{answer['id']}")).json()
    assert (now["new_lines"], now["matched_lines"], now["suspense_lines"]) == (0, 6, 9)


async def test_random_statements_equal_the_model(
    desk: tuple[Actor, Actor], as_: ClientFor, run_jobs: RunJobs
) -> None:
    """What is kept of each charge, and what waits, is what was paid in with its reference."""
    rnd = random.Random(5)  # noqa: S311 - told again the same way
    admin, clerk = desk
    account = await make.account(admin)
    firms = [await people.organisation("firm") for _ in range(4)]
    charges = [
        (payer, await owed(payer, admin.organisation_id, rnd.randint(1, 50), by=clerk))
        for payer in firms
        for _ in range(5)
    ]
    kept: dict[UUID, int] = defaultdict(int)
    waits, opening = 0, 0
    for day in range(20, 12, -1):
        moves = []
        for n in range(rnd.randint(1, 30)):
            payer, charge = rnd.choice(charges)
            amount = rnd.randint(51, 99)  # no charge is for so much: never by amount alone
            right = rnd.random() < 0.6
            memo = f"付 {charge['reference']} 款" if right else rnd.choice(("款", "ZR26123456"))
            moves.append(Move(amount, days(day), name=payer.name, memo=memo, serial=f"{day}-{n}"))
            if right:
                kept[charge["id"]] += amount
            else:
                waits += amount
        await send(as_, clerk, account, as_csv(table(moves, opening=opening)))
        opening += sum(move.amount for move in moves)
        if rnd.random() < 0.5:
            await run_jobs()
    await run_jobs()

    for _, charge in charges:
        assert (await payments.charge(charge["id"], by=clerk))["kept"] == kept[charge["id"]]
    assert -await sum_of("suspense") == waits
    assert await sum_of("bank") == opening


async def test_a_matching_that_is_cut_off_again_and_again_doubles_and_loses_nothing(
    committed: str,
) -> None:
    rnd = random.Random(3)  # noqa: S311 - told again the same way
    admin, clerk = await make.desk()
    account = await make.account(admin)
    firm = await people.organisation("firm")
    charge = await owed(firm, admin.organisation_id, 10**6, by=clerk)
    moves = [
        Move(n, days(1), name=firm.name, memo=str(charge["reference"]) if n % 3 else "")
        for n in range(1, 601)
    ]
    row, _ = await service.import_statement(
        as_csv(table(moves)), account_id=account, file_name="a", by=clerk
    )

    cut = 0
    for _ in range(6):
        task = asyncio.create_task(service.match_statement(row["id"]))
        await asyncio.sleep(rnd.random() * 0.4)
        cut += task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    await asyncio.gather(*[service.match_statement(row["id"]) for _ in range(3)])

    assert cut
    whole = sum(range(1, 601))
    mine = sum(n for n in range(1, 601) if n % 3)
    assert (await payments.charge(charge["id"], by=clerk))["kept"] == mine
    assert await sum_of("bank") == whole
    assert -await sum_of("suspense") == whole - mine
    assert await db.fetch_value("SELECT count(*) FROM payments_transaction") == 600


async def _waiting(
    as_: ClientFor, clerk: Actor, run_jobs: RunJobs, *moves: Move, account: UUID
) -> list[dict[str, Any]]:
    await send(as_, clerk, account, as_csv(table(moves)))
    await run_jobs()
    return await lines(as_, clerk, state="suspense")


def refusal(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


async def test_one_proposes_and_another_confirms(
    desk: tuple[Actor, Actor], firm: Organisation, as_: ClientFor, run_jobs: RunJobs
) -> None:
    admin, clerk = desk
    account = await make.account(admin)
    charge = await owed(firm, admin.organisation_id, 700, by=clerk)
    (line,) = await _waiting(as_, clerk, run_jobs, Move(1000, days(1), "李四"), account=account)
    path = f"/bank-statement-lines/{line['id']}/match"
    body = {"kind": "charge", "charge_id": str(charge["id"]), "amount_fen": 700, "note": "代付"}

    assert refusal(await as_(admin).post(f"{path}/confirmation")) == (
        409,
        "treasury.nothing_proposed",
    )
    proposed = (await as_(clerk).post(path, json=body)).json()
    assert (proposed["proposal"]["charge_reference"], proposed["allowed_actions"]) == (
        charge["reference"],
        ["refuse"],
    )
    assert (await payments.charge(charge["id"], by=clerk))["kept"] == 0
    assert refusal(await as_(admin).post(path, json=body)) == (409, "treasury.already_proposed")
    assert refusal(await as_(clerk).post(f"{path}/confirmation")) == (409, "treasury.same_person")
    confirmed = (await as_(admin).post(f"{path}/confirmation")).json()
    assert (confirmed["state"], confirmed["left_fen"]) == ("suspense", 300)
    assert (await payments.charge(charge["id"], by=clerk))["state"] == "paid"
    assert -await sum_of("suspense") == 300


async def test_what_is_refused_or_taken_back_waits_on(
    desk: tuple[Actor, Actor], firm: Organisation, as_: ClientFor, run_jobs: RunJobs
) -> None:
    admin, clerk = desk
    account = await make.account(admin)
    charge = await owed(firm, admin.organisation_id, 200, by=clerk)
    (line,) = await _waiting(as_, clerk, run_jobs, Move(300, days(1), "李四"), account=account)
    path = f"/bank-statement-lines/{line['id']}/match"
    more = {"kind": "charge", "charge_id": str(charge["id"]), "amount_fen": 301}
    too_much = await as_(admin).post(path, json=more)
    assert refusal(too_much) == (409, "treasury.line_does_not_wait")
    assert too_much.json()["most_fen"] == 300
    await as_(admin).post(path, json=more | {"amount_fen": None})
    refused = (await as_(clerk).post(f"{path}/refusal")).json()
    assert (refused["proposal"], refused["left_fen"]) == (None, 300)
    await as_(clerk).post(path, json=more | {"amount_fen": None})
    own = (await as_(clerk).post(f"{path}/refusal")).json()
    assert own["proposal"] is None
    await as_(clerk).post(path, json=more | {"amount_fen": None})
    ended = (await as_(admin).post(f"{path}/confirmation")).json()
    assert (ended["state"], ended["left_fen"], ended["allowed_actions"]) == ("settled", 0, [])
    assert await sum_of("suspense") == 0
    assert (await payments.charge(charge["id"], by=clerk))["state"] == "overpaid"
    assert refusal(await as_(admin).post(path, json=more)) == (409, "treasury.line_does_not_wait")


async def test_a_fee_of_the_bank_is_the_platforms_own_cost(
    desk: tuple[Actor, Actor], firm: Organisation, as_: ClientFor, run_jobs: RunJobs
) -> None:
    admin, clerk = desk
    account = await make.account(admin, opening=10_000)
    charge = await owed(firm, admin.organisation_id, 700, by=clerk)
    rows = table([Move(-2550, days(1), "某银行", "手续费"), Move(5, days(1))], opening=10_000)
    await send(as_, clerk, account, as_csv(rows))
    await run_jobs()
    out, came = await lines(as_, clerk)
    path = f"/bank-statement-lines/{out['id']}/match"

    wrong = {"kind": "charge", "charge_id": str(charge["id"])}
    assert refusal(await as_(clerk).post(path, json=wrong)) == (422, "treasury.wrong_kind")
    other = f"/bank-statement-lines/{came['id']}/match"
    assert refusal(await as_(clerk).post(other, json={"kind": "fee"}))[1] == "treasury.wrong_kind"
    await as_(clerk).post(path, json={"kind": "fee"})
    assert (await as_(admin).post(f"{path}/confirmation")).json()["state"] == "settled"
    assert await sum_of("operating") == 2550
    assert await sum_of("suspense") == -5


async def test_what_cannot_take_the_money_is_refused(
    desk: tuple[Actor, Actor], firm: Organisation, as_: ClientFor, run_jobs: RunJobs
) -> None:
    admin, clerk = desk
    account = await make.account(admin)
    appraiser = await people.organisation("appraiser")
    foreign = await owed(firm, appraiser.id, 10, by=clerk, purpose="appraisal_fee")
    cancelled = await owed(firm, admin.organisation_id, 10, by=clerk)
    await payments.cancel_charge(cancelled["id"], reason="x", by=clerk)
    (line,) = await _waiting(as_, clerk, run_jobs, Move(10, days(1), "李四"), account=account)

    async def ask(charge: object, **other: Any) -> tuple[int, str]:
        body = {"kind": "charge", "charge_id": str(charge), **other}
        return refusal(
            await as_(clerk).post(f"/bank-statement-lines/{line['id']}/match", json=body)
        )

    assert await ask(foreign["id"]) == (422, "treasury.other_book")
    assert await ask(cancelled["id"]) == (409, "payments.charge_cancelled")
    assert await ask(uuid4()) == (404, "not_found")
    assert await ask(foreign["id"], kind="fee") == (422, "treasury.wrong_kind")
    assert await ask(foreign["id"], amount_fen=0) == (400, "invalid_request")
    assert await ask(foreign["id"], amount_fen=-1) == (400, "invalid_request")
    stranger = await people.actor(firm, "admin")
    mine = await as_(stranger).post(
        f"/bank-statement-lines/{line['id']}/match", json={"kind": "fee"}
    )
    assert mine.status_code == 403
    nameless = await as_(clerk).post(
        f"/bank-statement-lines/{line['id']}/match", json={"kind": "charge"}
    )
    assert refusal(nameless) == (422, "treasury.wrong_kind")
    nowhere = await as_(clerk).post(f"/bank-statement-lines/{uuid4()}/match", json={"kind": "fee"})
    assert nowhere.status_code == 404


async def test_a_charge_that_is_cancelled_between_proposal_and_confirmation_gets_nothing(
    desk: tuple[Actor, Actor], firm: Organisation, as_: ClientFor, run_jobs: RunJobs
) -> None:
    admin, clerk = desk
    account = await make.account(admin)
    charge = await owed(firm, admin.organisation_id, 10, by=clerk)
    (line,) = await _waiting(as_, clerk, run_jobs, Move(10, days(1), "李四"), account=account)
    path = f"/bank-statement-lines/{line['id']}/match"
    await as_(clerk).post(path, json={"kind": "charge", "charge_id": str(charge["id"])})
    await payments.cancel_charge(charge["id"], reason="x", by=clerk)

    answer = await as_(admin).post(f"{path}/confirmation")

    assert refusal(answer) == (409, "payments.charge_cancelled")
    assert await sum_of("suspense") == -10


async def test_two_who_confirm_at_once_move_the_money_once(committed: str) -> None:
    admin, clerk = await make.desk()
    operator = await Organisation.objects().get(Organisation.id == admin.organisation_id)
    assert operator is not None
    third = await people.actor(operator, "admin")
    account = await make.account(admin)
    firm = await people.organisation("firm")
    charge = await owed(firm, admin.organisation_id, 10, by=clerk)
    row, _ = await service.import_statement(
        as_csv(table([Move(10, days(1))])), account_id=account, file_name="a", by=clerk
    )
    await service.match_statement(row["id"])
    line = (await db.fetch("SELECT id FROM treasury_line"))[0]["id"]
    proposed = Proposed(kind=MatchKind.CHARGE, charge_id=charge["id"], amount=None, note="")

    first = await asyncio.gather(
        *[service.propose_match(line, proposed, by=by) for by in (clerk, clerk, clerk)],
        return_exceptions=True,
    )
    second = await asyncio.gather(
        *[service.confirm_match(line, by=by) for by in (admin, third, clerk)],
        return_exceptions=True,
    )

    for found in (first, second):
        assert sum(isinstance(each, dict) for each in found) == 1
        assert all(isinstance(each, dict | DomainError) for each in found)
    assert (await payments.charge(charge["id"], by=clerk))["kept"] == 10
    assert await sum_of("suspense") == 0


_SELF_CONFIRMED = (
    "UPDATE treasury_match SET confirmed = true, decided_by = proposed_by, "
    "decided_by_name = 'x', decided_at = now()"
)
_TOO_MUCH = (
    "INSERT INTO treasury_match SELECT gen_random_uuid(), now(), line, kind, charge, 11, note, "
    "proposed_by, proposed_by_name, gen_random_uuid(), 'x', now(), true FROM treasury_match"
)


async def test_the_database_wants_another_to_confirm(
    desk: tuple[Actor, Actor], firm: Organisation, as_: ClientFor, run_jobs: RunJobs
) -> None:
    admin, clerk = desk
    account = await make.account(admin)
    charge = await owed(firm, admin.organisation_id, 10, by=clerk)
    (line,) = await _waiting(as_, clerk, run_jobs, Move(10, days(1), "李四"), account=account)
    path = f"/bank-statement-lines/{line['id']}/match"
    await as_(clerk).post(path, json={"kind": "charge", "charge_id": str(charge["id"])})

    for wrong in (
        _SELF_CONFIRMED,
        "UPDATE treasury_match SET amount_fen = 1",
        "UPDATE treasury_match SET confirmed = true",
        "DELETE FROM treasury_match",
        _TOO_MUCH,
        "UPDATE treasury_line SET state = 'new'",
        "UPDATE treasury_line SET state = 'suspense', reason = NULL",
    ):
        with pytest.raises(asyncpg.PostgresError):
            async with db.transaction():
                await db.execute(wrong)


GOOD = "ZR2600012376"


@pytest.mark.parametrize(
    ("text", "found", "wrong"),
    [
        (GOOD, [GOOD], False),
        (f"转账{GOOD}谢谢", [GOOD], False),
        ("ｚｒ２６０００１２３７６", [GOOD], False),
        ("ZR 2600 0123-76", [GOOD], False),
        (f"{GOOD} 20261129", [GOOD], False),
        (f"{GOOD},{GOOD}", [GOOD], False),
        ("ZR2600012367", [], True),
        ("XZR2600012376", [], False),
        ("ZR26", [], False),
        ("", [], False),
        ("ZR" * 400, [], False),
        ("ZR" + "1 " * 2000, [], True),
    ],
)
def test_references_are_found_as_people_and_banks_write_them(
    text: str,
    found: list[str],
    wrong: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    said = matching.references(text, is_valid=lambda each: each == GOOD)

    assert said == (found, wrong)
