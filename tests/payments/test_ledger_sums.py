"""When the database looks at the sums of the ledger: once per transaction, and never too early."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

import asyncpg
import pytest

from backend.kernel import clock
from backend.kernel.db import connection, execute, fetch_value, transaction
from backend.payments import queries
from backend.payments.states import Book, kind_of

SUMS = "payments_transaction_sums_to_zero"

AT_ONCE = "payments_transaction_is_written_at_once"
HEAD = """
INSERT INTO payments_transaction
  (id, occurred_on, cause_kind, cause_id, key, digest, mode, posted_by)
SELECT id, $2, 'raw', id, id::text, 'x', 'info_only', id FROM unnest($1::uuid[]) AS new (id)
"""
LINES = """
INSERT INTO payments_posting (id, transaction, account, amount_fen, currency)
SELECT gen_random_uuid(), told.head, told.account, told.fen, 'CNY'
FROM unnest({}::uuid[], {}::uuid[], {}::bigint[]) AS told (head, account, fen)
"""
#: The lines first, as it happens where nothing joins them; then as the service has it.
BOTH = f"WITH head AS ({HEAD} RETURNING id) {LINES.format('$3', '$4', '$5')}"
IN_ORDER = f"{BOTH} JOIN head ON head.id = told.head"
#: Amounts that go to the bank's account.
Amounts = Sequence[int]


@dataclass
class Raw:
    """Whoever writes to the ledger past the service: zero to one account, the rest to another."""

    own: asyncpg.Connection
    bank: UUID
    fee: UUID

    async def head(self) -> UUID:
        new = uuid4()
        await self.own.execute(HEAD, [new], clock.today())
        return new

    def lines(self, of: Sequence[tuple[UUID, Amounts]]) -> list[list[object]]:
        told = [
            (head, self.bank if fen > 0 else self.fee, fen) for head, each in of for fen in each
        ]
        return [[*column] for column in zip(*told, strict=True)]

    async def add(self, *of: tuple[UUID, Amounts]) -> None:
        """Lines of these transactions in one statement."""
        await self.own.execute(LINES.format("$1", "$2", "$3"), *self.lines(of))

    async def both(self, *each: Amounts) -> list[UUID]:
        """So many transactions with their lines in one statement, as the service does."""
        new = [uuid4() for _ in each]
        lines = self.lines(list(zip(new, each, strict=True)))
        await self.own.execute(IN_ORDER, new, clock.today(), *lines)
        return new

    async def look(self) -> None:
        """What was written so far is looked at now, what comes later at COMMIT again."""
        await self.own.execute("SET CONSTRAINTS ALL IMMEDIATE")
        await self.own.execute("SET CONSTRAINTS ALL DEFERRED")


async def raw(own: asyncpg.Connection) -> Raw:
    accounts = [
        await queries.account(Book.OWN, purpose, None, kind=kind_of(Book.OWN, purpose))
        for purpose in ("bank", "platform_fee")
    ]
    return Raw(own, *accounts)


async def one_statement(it: Raw) -> None:
    await it.both([100, -100])


async def one_statement_off(it: Raw) -> None:
    await it.both([100, -99])


async def many_with_one_off(it: Raw) -> None:
    await it.both([100, -100], [7, -7], [5, -4], [3, -3])


async def one_too_much_another_too_little(it: Raw) -> None:
    await it.both([100, -101], [100, -99])


async def off_in_an_earlier_statement(it: Raw) -> None:
    await it.both([100, -99])
    await it.both([100, -100])


async def lines_apart(it: Raw) -> None:
    head = await it.head()
    await it.add((head, [100]))
    await it.add((head, [-100]))


async def lines_apart_off(it: Raw) -> None:
    head = await it.head()
    await it.add((head, [100]))
    await it.add((head, [-99]))


async def made_whole_by_a_later_line(it: Raw) -> None:
    [head] = await it.both([100, -99])
    await it.add((head, [-1]))


async def put_off_by_a_later_line(it: Raw) -> None:
    [head] = await it.both([100, -100])
    await it.add((head, [1]))


async def put_off_after_the_look(it: Raw) -> None:
    [head] = await it.both([100, -100])
    await it.look()
    await it.add((head, [1]))


async def more_after_the_look(it: Raw) -> None:
    [head] = await it.both([100, -100])
    await it.look()
    await it.add((head, [1, -1]))


async def put_off_after_an_undone_look(it: Raw) -> None:
    [head] = await it.both([100, -100])
    undone = it.own.transaction()
    await undone.start()
    await it.look()
    await undone.rollback()
    await it.add((head, [1]))


async def the_line_that_put_it_off_is_undone(it: Raw) -> None:
    [head] = await it.both([100, -100])
    undone = it.own.transaction()
    await undone.start()
    await it.add((head, [1]))
    await undone.rollback()


async def put_off_beside_a_new_one(it: Raw) -> None:
    """One statement writes a transaction, and a line of another that was looked at."""
    [head] = await it.both([100, -100])
    await it.look()
    new = uuid4()
    lines = it.lines([(new, [5, -5]), (head, [1])])
    await it.own.execute(BOTH, [new], clock.today(), *lines)


async def no_line(it: Raw) -> None:
    await it.head()


async def one_line(it: Raw) -> None:
    await it.both([100])


async def looked_at_line_by_line(it: Raw) -> None:
    """Where nothing waits for COMMIT, a head without its lines is refused as it is written."""
    await it.own.execute("SET CONSTRAINTS ALL IMMEDIATE")
    await it.head()


async def looked_at_statement_by_statement(it: Raw) -> None:
    await it.own.execute("SET CONSTRAINTS ALL IMMEDIATE")
    [head] = await it.both([100, -100])
    await it.add((head, [5, -5]))


async def by_a_replica(it: Raw) -> None:
    await it.own.execute("SET LOCAL session_replication_role = 'replica'")
    await it.both([100, -99])


async def by_a_replica_later(it: Raw) -> None:
    await it.own.execute("SET LOCAL session_replication_role = 'replica'")
    [head] = await it.both([100, -100])
    await it.add((head, [1]))


async def by_copying(it: Raw) -> None:
    head = await it.head()
    await it.own.copy_records_to_table(
        "payments_posting",
        columns=["id", "transaction", "account", "amount_fen", "currency"],
        records=[(uuid4(), head, it.bank, 100, "CNY"), (uuid4(), head, it.fee, -99, "CNY")],
    )


async def by_update(it: Raw) -> None:
    await it.both([100, -100])
    await it.own.execute("UPDATE payments_posting SET amount_fen = 99 WHERE amount_fen = 100")


async def by_delete(it: Raw) -> None:
    await it.both([100, -100])
    await it.own.execute("DELETE FROM payments_posting WHERE amount_fen = 100")


async def by_delete_of_the_whole(it: Raw) -> None:
    await it.both([100, -100])
    await it.own.execute("DELETE FROM payments_transaction")


Write = Callable[[Raw], Awaitable[None]]


async def _refusal(write: Write) -> str | None:
    """What refuses it, looked at as at COMMIT."""
    try:
        async with transaction(), connection() as own:
            it = await raw(own)
            await write(it)
            await execute("SET CONSTRAINTS ALL IMMEDIATE")
    except asyncpg.IntegrityConstraintViolationError as error:
        return str(error.constraint_name)
    return None


@pytest.mark.parametrize(
    ("write", "postings"),
    [
        (one_statement, 2),
        (lines_apart, 2),
        (made_whole_by_a_later_line, 3),
        (more_after_the_look, 4),
        (the_line_that_put_it_off_is_undone, 2),
        (looked_at_statement_by_statement, 4),
    ],
)
async def test_what_sums_to_zero_stays(db: None, write: Write, postings: int) -> None:
    assert await _refusal(write) is None
    assert await fetch_value("SELECT count(*) FROM payments_posting") == postings


@pytest.mark.parametrize(
    "write",
    [
        one_statement_off,
        many_with_one_off,
        one_too_much_another_too_little,
        off_in_an_earlier_statement,
        lines_apart_off,
        put_off_by_a_later_line,
        put_off_after_the_look,
        put_off_after_an_undone_look,
        put_off_beside_a_new_one,
        no_line,
        one_line,
        looked_at_line_by_line,
        by_a_replica,
        by_a_replica_later,
        by_copying,
    ],
)
async def test_what_does_not_is_refused_whole(db: None, write: Write) -> None:
    assert await _refusal(write) == SUMS
    assert await fetch_value("SELECT count(*) FROM payments_transaction") == 0


@pytest.mark.parametrize(
    ("write", "table"),
    [(by_update, "posting"), (by_delete, "posting"), (by_delete_of_the_whole, "transaction")],
)
async def test_what_is_written_is_not_put_off_by_a_change(
    db: None, write: Write, table: str
) -> None:
    assert await _refusal(write) == f"payments_{table}_only_ever_grows"
    assert await fetch_value("SELECT count(*) FROM payments_transaction") == 0


async def test_each_transaction_is_looked_at_once(db: None) -> None:
    """Two postings or sixty, alone or with others in the same statement."""
    await execute("SET LOCAL track_functions = 'pl'")

    async def looks() -> int:
        return int(
            await fetch_value(
                "SELECT coalesce(pg_stat_get_xact_function_calls("
                "'payments_check_transaction'::regproc), 0)"
            )
        )

    before = await looks()
    async with transaction(), connection() as own:
        it = await raw(own)
        await it.both([100, -100])
        await it.both([*[1] * 30, *[-1] * 30], [5, -5], [7, -3, -4])
        await execute("SET CONSTRAINTS ALL IMMEDIATE")

    assert await looks() - before == 4


async def test_whoever_dies_in_the_middle_leaves_nothing(committed: str) -> None:
    """Several transactions in one, the last of them half written: the server is told to hang up."""
    own = await asyncpg.connect(committed)
    it = await raw(own)
    await own.execute("BEGIN")
    await it.both([100, -100], [5, -5])
    await it.add((await it.head(), [7]))
    pid = await own.fetchval("SELECT pg_backend_pid()")
    await execute("SELECT pg_terminate_backend($1, 10_000)", pid)

    with pytest.raises((asyncpg.PostgresError, asyncpg.InterfaceError, OSError)):
        await own.execute("COMMIT")

    assert await fetch_value("SELECT count(*) FROM payments_transaction") == 0
    assert await fetch_value("SELECT count(*) FROM payments_posting") == 0
    assert await fetch_value("SELECT coalesce(sum(abs(fen)), 0) FROM payments_balance") == 0
    await _commits_whole_or_not(committed)


async def _commits_whole_or_not(dsn: str) -> None:
    """At COMMIT itself, on a connection that went through all of it before."""
    own = await asyncpg.connect(dsn)
    try:
        it = await raw(own)
        await own.execute("BEGIN")
        await many_with_one_off(it)
        with pytest.raises(asyncpg.CheckViolationError) as refused:
            await own.execute("COMMIT")
        await own.execute("BEGIN")
        await it.both([100, -100], [5, -5])
        await own.execute("COMMIT")
        [posted] = await own.fetch("SELECT id FROM payments_transaction ORDER BY seq LIMIT 1")
        with pytest.raises(asyncpg.RestrictViolationError) as late:
            await it.add((posted["id"], [1, -1]))
    finally:
        await own.close()
    assert refused.value.constraint_name == SUMS
    assert late.value.constraint_name == AT_ONCE
    assert await fetch_value("SELECT count(*) FROM payments_transaction") == 2
