"""The ledger against a model, against many at once, and against whoever bypasses the service."""

import asyncio
import random
from collections import defaultdict
from datetime import date
from uuid import UUID, uuid4

import asyncpg
import pytest

from backend.kernel import clock
from backend.kernel.auth import SYSTEM, Actor
from backend.kernel.db import DB, connection, execute, fetch, fetch_value, transaction
from backend.kernel.money import Fen
from backend.payments import queries, rules, service
from backend.payments.rules import Line
from backend.payments.service import Cause
from backend.payments.states import Book, Mode, kind_of
from tests import make

OWN, CLIENT, MEMO = Book.OWN, Book.CLIENT, Book.MEMO
BOOKS = {
    OWN: ("bank", "gateway", "platform_fee", "operating", "refunds"),
    CLIENT: ("bank", "appraisal_fee", "suspense", "refunds"),
    MEMO: ("bank", "premium"),
}


def cause(key: str | None = None, *, on: date | None = None, kind: str = "test") -> Cause:
    return Cause(kind=kind, id=uuid4(), key=key or str(uuid4()), occurred_on=on or clock.today())


def two(amount: int, *, book: Book = OWN, to: str = "platform_fee") -> list[Line]:
    return [Line(book, "bank", None, Fen(amount)), Line(book, to, None, Fen(-amount))]


async def balances() -> dict[tuple[str, str, UUID | None], int]:
    rows = await fetch(
        "SELECT a.id, a.book, a.purpose, a.holder FROM payments_account a ORDER BY a.id"
    )
    return {
        (row["book"], row["purpose"], row["holder"]): await queries.balance(row["id"])
        for row in rows
    }


async def _off() -> list[dict[str, object]]:
    """Accounts whose kept balance is not the sum of their postings."""
    return await fetch(
        "SELECT a.id FROM payments_account a WHERE "
        "(SELECT coalesce(sum(fen), 0) FROM payments_balance WHERE account = a.id) <> "
        "(SELECT coalesce(sum(amount_fen), 0) FROM payments_posting WHERE account = a.id)"
    )


async def _history(steps: int, seed: int) -> None:
    """A random history: transactions, repeats, the same key with other content, refusals."""
    rnd = random.Random(seed)  # noqa: S311 - a history that can be told again
    holders = [None, *[(await make.organisation("appraiser")).id for _ in range(3)]]
    model: dict[tuple[str, str, UUID | None], int] = defaultdict(int)
    done: list[tuple[Cause, list[Line]]] = []
    for _ in range(steps):
        choice = rnd.random()
        if done and choice < 0.15:
            again = await service.post(*rnd.choice(done), by=SYSTEM)
            assert again.again
        elif done and choice < 0.2:
            known, lines = rnd.choice(done)
            with pytest.raises(rules.KeyReused):
                await service.post(known, [*lines, *two(1)], by=SYSTEM)
        elif choice < 0.25:
            with pytest.raises(rules.Unbalanced):
                await service.post(cause(), [*two(7), Line(OWN, "bank", None, Fen(1))], by=SYSTEM)
        else:
            lines = []
            for book in rnd.sample(list(BOOKS), rnd.randint(1, 2)):
                amounts = [rnd.randint(1, 10**9) for _ in range(rnd.randint(1, 3))]
                for amount in [*amounts, -sum(amounts)]:
                    lines.append(
                        Line(book, rnd.choice(BOOKS[book]), rnd.choice(holders), Fen(amount))
                    )
            why = cause()
            assert not (await service.post(why, lines, by=SYSTEM)).again
            done.append((why, lines))
            for line in lines:
                model[line.book, line.purpose, line.holder] += line.amount
    assert await balances() == model
    assert await _off() == []
    assert await fetch_value("SELECT count(*) FROM payments_transaction") == len(done)


async def test_a_random_history_equals_the_model(db: None) -> None:
    await _history(300, seed=4)


@pytest.mark.slow
async def test_a_long_random_history_equals_the_model(committed: str) -> None:
    await _history(10_000, seed=10_000)


async def test_a_hundred_at_once_into_one_account_lose_nothing(committed: str) -> None:
    causes = [cause() for _ in range(100)]

    found = await asyncio.gather(
        *[service.post(each, two(100 + n), by=SYSTEM) for n, each in enumerate(causes)],
        *[service.post(each, two(100 + n), by=SYSTEM) for n, each in enumerate(causes)],
    )

    assert sum(not each.again for each in found) == 100
    whole = sum(100 + n for n in range(100))
    assert await balances() == {("own", "bank", None): whole, ("own", "platform_fee", None): -whole}
    assert await _off() == []


async def test_nobody_waits_for_a_balance_that_another_holds(committed: str) -> None:
    """While one has posted and not committed, another posts to the same accounts and commits."""
    await service.post(cause(), two(1), by=SYSTEM)
    async with transaction():
        await service.post(cause(), two(10), by=SYSTEM)
        await asyncio.wait_for(asyncio.create_task(_apart(two(100))), timeout=60)

    assert (await balances())["own", "bank", None] == 111


async def _apart(lines: list[Line]) -> None:
    DB.current_transaction.set(None)
    await service.post(cause(), lines, by=SYSTEM)


# Whoever bypasses the service


async def _head(own: asyncpg.Connection, **given: object) -> UUID:
    values = {
        "id": uuid4(),
        "occurred_on": clock.today(),
        "cause_kind": "raw",
        "cause_id": uuid4(),
        "key": str(uuid4()),
        "digest": b"x",
        "mode": "info_only",
        "posted_by": uuid4(),
    } | given
    places = ", ".join(f"${n}" for n in range(1, len(values) + 1))
    await own.execute(
        f"INSERT INTO payments_transaction ({', '.join(values)}) VALUES ({places})",
        *values.values(),
    )
    return UUID(str(values["id"]))


async def _line(own: asyncpg.Connection, head: UUID, account: UUID, fen: int) -> None:
    await own.execute(
        "INSERT INTO payments_posting VALUES (gen_random_uuid(), DEFAULT, $1, $2, $3, 'CNY')",
        head,
        account,
        fen,
    )


async def _account(book: Book, purpose: str) -> UUID:
    return await queries.account(book, purpose, None, kind=kind_of(book, purpose))


@pytest.mark.parametrize(
    ("lines", "mode", "constraint"),
    [
        ([], "info_only", "payments_transaction_sums_to_zero"),
        ([(OWN, "bank", 1)], "info_only", "payments_transaction_sums_to_zero"),
        (
            [(OWN, "bank", 100), (OWN, "platform_fee", -99)],
            "info_only",
            "payments_transaction_sums_to_zero",
        ),
        # the platform's own expense, paid from client money: zero in all, not in every book
        (
            [(OWN, "operating", 100), (CLIENT, "bank", -100)],
            "licensed_broker",
            "payments_transaction_sums_to_zero",
        ),
        (
            [(CLIENT, "bank", 100), (CLIENT, "premium", -100)],
            "insurer_owned",
            "payments_only_a_broker_holds_premium",
        ),
        (
            [(CLIENT, "bank", 100), (CLIENT, "premium", -100)],
            "info_only",
            "payments_only_a_broker_holds_premium",
        ),
        ([(CLIENT, "bank", 100), (CLIENT, "premium", -100)], "licensed_broker", None),
        ([(MEMO, "bank", 100), (MEMO, "premium", -100)], "info_only", None),
        # what was taken in as a broker may be paid back under any mode
        ([(CLIENT, "premium", 100), (CLIENT, "refunds", -100)], "info_only", None),
    ],
)
async def test_the_database_itself_refuses(
    db: None, lines: list[tuple[Book, str, int]], mode: str, constraint: str | None
) -> None:
    """Asked at once here; at COMMIT the same triggers fire, which the next test sees."""
    accounts = [await _account(book, purpose) for book, purpose, _ in lines]
    refused = None
    try:
        async with transaction(), connection() as own:
            head = await _head(own, mode=mode)
            for account, (_, _, fen) in zip(accounts, lines, strict=True):
                await _line(own, head, account, fen)
            await execute("SET CONSTRAINTS ALL IMMEDIATE")
    except asyncpg.IntegrityConstraintViolationError as error:
        refused = error.constraint_name

    assert refused == constraint
    written = await fetch_value("SELECT count(*) FROM payments_posting")
    assert written == (0 if constraint else len(lines))


async def _add_to(posted: UUID, lines: list[tuple[UUID, int]]) -> None:
    async with transaction(), connection() as own:
        for account, fen in lines:
            await _line(own, posted, account, fen)


async def test_one_fen_off_fails_at_commit(committed: str) -> None:
    bank, fee = await _account(OWN, "bank"), await _account(OWN, "platform_fee")
    reached = []

    async def unbalanced() -> None:
        async with transaction(), connection() as own:
            head = await _head(own)
            await _line(own, head, bank, 100)
            await _line(own, head, fee, -99)
            reached.append("the end of the block")

    with pytest.raises(asyncpg.CheckViolationError) as refused:
        await unbalanced()

    assert reached
    assert refused.value.constraint_name == "payments_transaction_sums_to_zero"
    assert set((await balances()).values()) == {0}


async def test_what_is_written_is_not_added_to(committed: str) -> None:
    bank, fee = await _account(OWN, "bank"), await _account(OWN, "platform_fee")
    posted = await service.post(cause(), two(5), by=SYSTEM)

    with pytest.raises(asyncpg.RestrictViolationError) as refused:
        await _add_to(posted.id, [(bank, 1), (fee, -1)])

    assert refused.value.constraint_name == "payments_transaction_is_written_at_once"
    assert (await balances())["own", "bank", None] == 5


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE payments_posting SET amount_fen = amount_fen * 2",
        "DELETE FROM payments_posting",
        "TRUNCATE payments_posting CASCADE",
        "UPDATE payments_transaction SET occurred_on = occurred_on - 1",
        "DELETE FROM payments_transaction",
        "TRUNCATE payments_transaction CASCADE",
        "UPDATE payments_account SET kind = 'asset'",
        "DELETE FROM payments_account",
        "UPDATE payments_balance SET fen = 0",
        "DELETE FROM payments_balance",
        "TRUNCATE payments_balance",
        "INSERT INTO payments_balance SELECT id, account, 65, 1 FROM payments_balance",
        """INSERT INTO payments_account (id, book, purpose, kind, currency)
        VALUES (gen_random_uuid(), 'client', 'operating', 'expense', 'CNY')""",
        """INSERT INTO payments_account (id, book, purpose, kind, currency)
        VALUES (gen_random_uuid(), 'own', 'dollars', 'asset', 'USD')""",
    ],
)
async def test_the_ledger_only_ever_grows(db: None, statement: str) -> None:
    await service.post(cause(), two(5), by=SYSTEM)
    await execute("SET CONSTRAINTS ALL IMMEDIATE")

    with pytest.raises(asyncpg.IntegrityConstraintViolationError):
        await _run(statement)

    assert (await balances())["own", "bank", None] == 5


async def _run(statement: str, *, role: str = "origin") -> None:
    async with transaction():
        await execute(f"SET LOCAL session_replication_role = '{role}'")
        await execute(statement)


@pytest.mark.parametrize("table", ["transaction", "posting", "account"])
async def test_a_replica_may_not_change_it_either(db: None, table: str) -> None:
    await service.post(cause(), two(5), by=SYSTEM)

    with pytest.raises(asyncpg.RestrictViolationError):
        await _run(f"DELETE FROM payments_{table}", role="replica")


# Months


async def test_a_closed_month_takes_nothing_and_what_comes_late_keeps_its_date(db: None) -> None:
    operator = await make.actor(await make.organisation("operator"), "admin")
    this = clock.today().replace(day=1)
    late = date(this.year - 1, this.month, 1)
    last = (this - (date(2026, 1, 2) - date(2026, 1, 1))).replace(day=1)
    early = cause(on=late)
    await service.post(early, two(3), by=SYSTEM)

    await service.close_month(last, by=operator)
    after = cause(on=late)
    await service.post(after, two(4), by=SYSTEM)
    again = await service.post(early, two(3), by=SYSTEM)

    assert again.again
    rows = [await queries.by_key(each.key) for each in (early, after)]
    assert [(row and row["occurred_on"], row and row["month"]) for row in rows] == [
        (late, late),
        (late, this),
    ]
    with pytest.raises(rules.MonthClosed):
        await service.close_month(last, by=operator)
    with pytest.raises(rules.MonthOpen):
        await service.close_month(this, by=operator)


async def test_the_database_refuses_a_posting_into_a_closed_month(db: None) -> None:
    operator = await make.actor(await make.organisation("operator"), "admin")
    await service.close_month(date(2026, 1, 15), by=operator)

    with pytest.raises(asyncpg.RestrictViolationError) as refused:
        await _into(date(2026, 1, 1))

    assert refused.value.constraint_name == "payments_closed_month_takes_nothing"


async def _into(month: date) -> None:
    async with transaction(), connection() as own:
        await _head(own, occurred_on=month, month=month)


async def test_closing_waits_for_whoever_is_posting(committed: str) -> None:
    operator = await make.actor(await make.organisation("operator"), "admin")
    async with transaction():
        await service.post(cause(on=date(2026, 1, 3)), two(3), by=SYSTEM)
        closing = asyncio.create_task(_closing(operator))
        await asyncio.sleep(0.3)
        assert not closing.done()
    await asyncio.wait_for(closing, timeout=60)

    assert await queries.last_closed() == date(2026, 1, 1)


async def _closing(operator: Actor) -> None:
    DB.current_transaction.set(None)
    await service.close_month(date(2026, 1, 1), by=operator)


# What is refused before it reaches the database


@pytest.mark.parametrize("amount", [0, -1, 10**15 + 1])
def test_an_amount_is_above_zero_and_bounded(amount: int) -> None:
    with pytest.raises(rules.AmountNotPositive):
        rules.check_amount(amount)


def test_another_currency_is_refused() -> None:
    with pytest.raises(rules.UnknownCurrency):
        rules.check_amount(1, currency="USD")


def test_without_a_setting_the_platform_holds_no_premium() -> None:
    assert service.mode() is Mode.INFO_ONLY
