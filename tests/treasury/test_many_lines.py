"""Many at once is as one after the other, through the ledger's door and over a statement."""

import random
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any
from uuid import uuid4

import pytest

from backend.identity.tables import Organisation
from backend.kernel import clock, db
from backend.kernel.auth import Actor
from backend.kernel.money import Fen
from backend.payments import rules
from backend.payments import service as payments
from backend.payments.service import Arrived, Moved, Owed
from backend.payments.states import Purpose, Source
from backend.treasury import service
from backend.treasury.service import matching
from tests import make as people
from tests.treasury import make
from tests.treasury.make import Move, as_csv, days, table

_LEDGER = """
SELECT t.key, t.cause_kind, t.occurred_on, t.subject, t.digest, t.month,
  array_agg(concat_ws('/', a.book, a.purpose, a.holder, p.amount_fen) ORDER BY p.seq) AS postings
FROM payments_transaction t JOIN payments_posting p ON p.transaction = t.id
JOIN payments_account a ON a.id = p.account GROUP BY t.id ORDER BY
"""
_WHAT = (
    "SELECT id, state FROM payments_charge ORDER BY id",
    "SELECT seq, state, reason, charge FROM treasury_line ORDER BY seq",
    (
        "SELECT a.book, a.purpose, a.holder, sum(b.fen) AS fen FROM payments_balance b "
        "JOIN payments_account a ON a.id = b.account GROUP BY a.id ORDER BY 1, 2, 3"
    ),
    (
        "SELECT subject_id, payload, before, after, parties FROM kernel_event "
        "WHERE name = 'payments.charge_moved' ORDER BY seq"
    ),
)

Way = Callable[[], Awaitable[object]]


class _UndoneError(Exception):
    pass


async def _seen(way: Way, *, order: str) -> list[list[dict[str, Any]]]:
    """What the database holds after this way, which is undone."""
    seen: list[list[dict[str, Any]]] = []
    with suppress(_UndoneError):
        async with db.transaction():
            await way()
            await db.execute("SET CONSTRAINTS ALL IMMEDIATE")
            seen = [await db.fetch(sql) for sql in (_LEDGER + order, *_WHAT)]
            raise _UndoneError
    return seen


async def _charges(
    firms: list[Organisation], by: Actor, amounts: list[int]
) -> list[tuple[Organisation, dict[str, Any]]]:
    found = []
    for n, amount in enumerate(amounts):
        firm = firms[n % len(firms)]
        owed = Owed(
            payer_id=firm.id,
            payee_id=by.organisation_id,
            purpose=Purpose.PLATFORM_FEE,
            amount=Fen(amount),
            due_on=clock.today(),
            about="fee",
        )
        found.append((firm, await payments.owe(owed, by=by)))
    await payments.cancel_charge(found[0][1]["id"], reason="x", by=by)
    return found


def _arrival(rnd: random.Random, firms: list[Organisation], charges: list[Any], n: int) -> Arrived:
    firm, charge = rnd.choice(charges)
    wrong = rules.reference_of(f"CH-2031-{n:06d}")
    reference = rnd.choice((charge["reference"], charge["reference"], wrong, "ZR26000001", None))
    return Arrived(
        moved=Moved(
            source=rnd.choice(list(Source)),
            external_id=f"line {n}",
            amount=Fen(rnd.choice((charge["amount_fen"], rnd.randint(1, 60)))),
            occurred_on=days(rnd.randint(0, 40)),
        ),
        charge_id=rnd.choice((None, None, charge["id"], uuid4())),
        reference=reference,
        payer_id=rnd.choice((None, firm.id, rnd.choice(firms).id)),
    )


@pytest.mark.parametrize("seed", [1, 2])
async def test_many_that_arrive_at_once_are_as_one_after_the_other(db: None, seed: int) -> None:
    rnd = random.Random(seed)  # noqa: S311 - told again the same way
    __, clerk = await make.desk()
    firms = [await people.organisation("firm") for _ in range(3)]
    charges = await _charges(firms, clerk, [rnd.randint(1, 50) for _ in range(20)])
    arrivals = [_arrival(rnd, firms, charges, n) for n in range(60)]
    told = [*arrivals, *rnd.sample(arrivals, 10)]  # some are told twice
    await payments.receive_all(arrivals[:5], by=clerk)  # some stood before

    async def one_by_one() -> None:
        for each in told:
            await payments.receive(
                each.moved,
                charge_id=each.charge_id,
                reference=each.reference,
                payer_id=each.payer_id,
                by=clerk,
            )

    async def at_once() -> None:
        done = await payments.receive_all(told, by=clerk)
        assert [each.again for each in done] == [True] * 5 + [False] * 55 + [True] * 10

    async def in_pieces() -> None:
        for at in range(0, len(told), 7):
            await payments.receive_all(told[at : at + 7], by=clerk)

    seen = [await _seen(way, order="t.seq") for way in (one_by_one, at_once, in_pieces)]

    assert len(seen[0][0]) == 60
    assert {row["state"] for row in seen[0][1]} > {"cancelled", "overpaid"}
    assert seen[0] == seen[1] == seen[2]


async def test_one_that_was_told_otherwise_stops_all_of_them(db: None) -> None:
    __, clerk = await make.desk()
    ((_, _), (_, charge)) = await _charges([await people.organisation("firm")], clerk, [5, 5])

    def arrived(name: str, amount: int) -> Arrived:
        moved = Moved(source=Source.BANK, external_id=name, amount=Fen(amount), occurred_on=days(1))
        return Arrived(moved=moved, charge_id=charge["id"])

    await payments.receive_all([arrived("a", 1)], by=clerk)
    for wrong in ([arrived("b", 2), arrived("a", 3)], [arrived("b", 2), arrived("b", 3)]):
        with pytest.raises(rules.KeyReused):
            await payments.receive_all(wrong, by=clerk)

    assert (await payments.charge(charge["id"], by=clerk))["kept"] == 1


def _move(rnd: random.Random, charges: list[Any], n: int) -> Move:
    firm, charge = rnd.choice(charges)
    name = rnd.choice((firm.name, firm.name, "李四"))
    memo = rnd.choice((charge["reference"], charge["reference"], "ZR26000001", "货款", "货款"))
    amount = rnd.choice((charge["amount_fen"], charge["amount_fen"], rnd.randint(1, 9)))
    if rnd.random() < 0.1:
        amount, memo = -1, "手续费"
    return Move(amount, days(1), name=name, memo=memo, serial=str(n))


async def test_a_statement_in_batches_is_as_line_by_line(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    rnd = random.Random(8)  # noqa: S311 - told again the same way
    admin, clerk = await make.desk()
    account = await make.account(admin, opening=1000)
    firms = [await people.organisation("firm") for _ in range(3)]
    charges = await _charges(firms, clerk, [rnd.randint(1, 9) for _ in range(40)])
    moves = [_move(rnd, charges, n) for n in range(150)]
    row, _ = await service.import_statement(
        as_csv(table(moves, opening=1000)), account_id=account, file_name="a", by=clerk
    )

    async def placed() -> None:
        await service.match_statement(row["id"])

    seen = []
    for batch in (1, 7, 500):
        monkeypatch.setattr(matching, "BATCH", batch)
        ledger, *others, events = await _seen(placed, order="t.key")
        events.sort(key=lambda each: (str(each["subject_id"]), each["before"], each["payload"]))
        seen.append([ledger, *others, events])

    assert len(seen[0][0]) == 150
    assert {each["reason"] for each in seen[0][2]} >= {None, "no_reference", "ambiguous"}
    assert seen[0] == seen[1] == seen[2]
