"""A transaction is undone as a whole, nested ones apart, and nothing leaks when COMMIT fails."""

import contextlib

import asyncpg
import pytest

from backend.kernel import clock
from backend.kernel.db import (
    DB,
    execute,
    fetch_value,
    outside_transaction,
    run_script,
    snapshot,
    transaction,
)


async def test_a_nested_transaction_undoes_only_itself(db: None) -> None:
    await run_script("CREATE TEMP TABLE note (text text)")

    async with transaction():
        await execute("INSERT INTO note VALUES ('kept')")
        with contextlib.suppress(RuntimeError):
            async with transaction():
                await execute("INSERT INTO note VALUES ('undone')")
                raise RuntimeError

    assert await fetch_value("SELECT string_agg(text, ',') FROM note") == "kept"


async def test_a_commit_that_fails_releases_connection_and_variable(committed: str) -> None:
    await run_script(
        "CREATE TABLE parent (id int PRIMARY KEY); CREATE TABLE child (parent int "
        "REFERENCES parent DEFERRABLE INITIALLY DEFERRED)"
    )
    assert DB.pool is not None

    for _ in range(40):  # more often than the pool has connections
        with pytest.raises(asyncpg.ForeignKeyViolationError):
            async with transaction():
                await execute("INSERT INTO child VALUES (1)")
        assert DB.current_transaction.get() is None

    assert await fetch_value("SELECT count(*) FROM child") == 0
    async with transaction():
        await execute("INSERT INTO parent VALUES (1)")
    assert await fetch_value("SELECT count(*) FROM parent") == 1


async def test_a_snapshot_stands_still_and_writes_nothing_though_the_clock_was_set(
    committed: str,
) -> None:
    await run_script("CREATE TABLE note (n int)")
    with clock.at(clock.now()):
        async with transaction():
            await execute("INSERT INTO note VALUES (1)")

    async with snapshot():
        before = await fetch_value("SELECT count(*) FROM note")
        async with outside_transaction() as other:
            await other.execute("INSERT INTO note VALUES (2)")
        after = await fetch_value("SELECT count(*) FROM note")
        with pytest.raises(asyncpg.ReadOnlySQLTransactionError):
            async with transaction():
                await execute("INSERT INTO note VALUES (3)")

    assert (before, after) == (1, 1)
    assert await fetch_value("SELECT count(*) FROM note") == 2
