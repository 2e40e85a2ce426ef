"""A connection goes back to the pool at once, and never with something left on it."""

import asyncio

import asyncpg
import pytest

from backend.kernel.db import (
    DB,
    PlainPool,
    fetch_value,
    opened,
    outside_transaction,
    transaction,
)


def _pool() -> PlainPool:
    assert isinstance(DB.pool, PlainPool)
    return DB.pool


def _idle() -> int:
    return int(_pool().get_idle_size())


async def test_a_statement_makes_no_task(committed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []
    monkeypatch.setattr(asyncio, "shield", made.append)

    assert await fetch_value("SELECT 1") == 1
    async with transaction():
        assert await fetch_value("SELECT 2") == 2

    assert made == []
    assert _idle() == _pool().get_size()


async def test_more_statements_than_connections_are_all_answered(committed: str) -> None:
    few = await opened(committed, kept=0, size=2)
    try:
        found = await asyncio.gather(*(few.fetchval("SELECT $1::int", n) for n in range(20)))
    finally:
        await few.close()

    assert found == list(range(20))


async def _sleeping() -> int:
    """How many wait in the database for nothing."""
    async with outside_transaction() as other:
        return int(
            await other.fetchval(
                "SELECT count(*) FROM pg_stat_activity "
                "WHERE datname = current_database() AND wait_event = 'PgSleep'"
            )
        )


async def test_a_statement_given_up_leaves_its_connection_to_the_next(committed: str) -> None:
    for _ in range(3):
        asked = asyncio.create_task(fetch_value("SELECT pg_sleep(60)"))
        while not await _sleeping():  # noqa: ASYNC110 - only the database knows
            await asyncio.sleep(0.01)
        asked.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asked

        assert await _sleeping() == 0
        assert await fetch_value("SELECT 1") == 1

    assert _idle() == _pool().get_size() == 1


async def test_a_transaction_left_open_is_undone_before_the_next(committed: str) -> None:
    pool, loop = _pool(), asyncio.get_running_loop()
    loop.set_exception_handler(lambda *_: None)  # asyncpg tells it
    try:
        by_hand = await pool.acquire()
        await by_hand.execute("BEGIN")
        await by_hand.execute("CREATE TABLE left_open (n int)")
        await pool.release(by_hand)
        begun = await pool.acquire()
        await begun.transaction().start()
        await pool.release(begun)
    finally:
        loop.set_exception_handler(None)

    assert await fetch_value("SELECT to_regclass('left_open')") is None
    async with pool.acquire() as following:
        assert not following.is_in_transaction()
        async with following.transaction():
            assert following.is_in_transaction()
        assert not following.is_in_transaction()
    assert pool.get_size() == 1


async def test_nobody_listens_on_a_connection_that_was_given_back(committed: str) -> None:
    pool, heard = _pool(), []
    listening = await pool.acquire()
    await listening.add_listener("news", lambda *said: heard.append(said))
    with pytest.warns(asyncpg.InterfaceWarning):
        await pool.release(listening)

    await fetch_value("SELECT pg_notify('news', 'told')")
    await fetch_value("SELECT 1")

    assert heard == []
    with pytest.raises(asyncpg.InterfaceError):
        await listening.fetchval("SELECT 1")


async def test_a_connection_that_the_server_ended_is_replaced(committed: str) -> None:
    pool = _pool()
    ended = await pool.acquire()
    pid = await ended.fetchval("SELECT pg_backend_pid()")
    await fetch_value("SELECT pg_terminate_backend($1)", pid)
    while pool.get_size() > 1:  # noqa: ASYNC110 - asyncpg has no event
        await asyncio.sleep(0.01)
    await pool.release(ended)

    for _ in range(5):
        assert await fetch_value("SELECT pg_backend_pid()") != pid
    assert _idle() == pool.get_size()
