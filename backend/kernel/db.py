"""The database: one engine, real transactions, raw statements on the current connection."""

import json
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from typing import Any

import asyncpg
from asyncpg import Connection, Pool, Record
from piccolo.engine.postgres import PostgresEngine, PostgresTransaction, Savepoint

from backend.kernel import clock


class PlainConnection(Connection):  # type: ignore[misc] # asyncpg ships no types for it
    """A connection that is given back without a reset: one round trip less for every statement.

    Nothing here sets session state: locks and settings end with their transaction, LISTEN is the
    worker's own connection.
    """

    def get_reset_query(self) -> str:
        return ""


class Engine(PostgresEngine):
    """Piccolo's engine without its question at import, when no server runs yet."""

    async def check_version(self) -> None:
        """The version is checked when we connect."""


DB = Engine(config={"dsn": "postgresql:///zhirong"})

#: 15 is the oldest that knows everything that the migrations use.
OLDEST_VERSION = 150_000

#: For what is written beside a transaction: a pool of its own, since a request that holds a
#: connection and waits for a second one of the same pool could wait for ever.
_beside: list[Pool] = []
BESIDE_SIZE = 4

#: The moment that the clock was first set to in this process: from then on the database is told.
_set_to: list[datetime] = []

#: Rows that a streamed statement holds at once.
STREAMED = 500
#: For how long a snapshot may stand with nobody reading on.
SNAPSHOT_IDLE = "60s"

#: Enough for the requests that two cores can serve, few enough for any PostgreSQL's default.
POOL_SIZE = 16


async def connect(dsn: str, *, size: int = POOL_SIZE) -> None:
    """Open the pool on `dsn`; every later statement goes there."""
    DB.config = {"dsn": dsn}
    await DB.start_connection_pool(min_size=1, max_size=size, connection_class=PlainConnection)
    _beside.append(
        await asyncpg.create_pool(
            dsn, min_size=0, max_size=BESIDE_SIZE, connection_class=PlainConnection
        )
    )
    version = int(await fetch_value("SELECT current_setting('server_version_num')::int"))
    if version < OLDEST_VERSION:
        raise RuntimeError(f"PostgreSQL 15 or newer is needed; this one is {version}.")


async def disconnect() -> None:
    if DB.pool is not None:
        await DB.close_connection_pool()
        await _beside.pop().close()


@asynccontextmanager
async def transaction() -> AsyncIterator[None]:
    """Run the block atomically; inside another transaction, as a savepoint.

    Piccolo's own nested block is a no-op, so a failure caught further out would keep half
    of the inner work. Its outer block leaks the connection and its variable when COMMIT
    itself fails (a deferred constraint); this one releases both, whatever happens.
    """
    outer = DB.current_transaction.get()
    if outer is not None:
        savepoint = await _savepoint(outer)
        try:
            yield
        except BaseException:
            await savepoint.rollback_to()
            raise
        await savepoint.release()
        return
    async with _begun():
        yield


@asynccontextmanager
async def _begun(**how: Any) -> AsyncIterator[None]:
    handle = DB.transaction()
    handle.connection = await handle.get_connection()
    try:
        handle.transaction = handle.connection.transaction(**how)
        await handle.begin()
        DB.current_transaction.set(handle)
        try:
            await _tell_the_time()
            yield
        except BaseException:
            if not handle._rolled_back:  # noqa: SLF001 - Piccolo has no public question for it
                with suppress(asyncpg.InterfaceError):  # a server that hung up has undone it
                    await handle.rollback()
            raise
        if not handle._rolled_back:  # noqa: SLF001
            await handle.commit()
    finally:
        DB.current_transaction.set(None)
        await _release(handle.connection)


async def _savepoint(outer: PostgresTransaction) -> Savepoint:
    savepoint = await outer.savepoint()
    await _tell_the_time()
    return savepoint


async def _tell_the_time() -> None:
    """Where the clock is set (the demonstration, tests), `kernel_now()` follows it."""
    moment = clock.set_to()
    if moment is not None and not _set_to:
        _set_to.append(moment)
    if _set_to:
        told = "" if moment is None else moment.isoformat()
        await execute("SELECT set_config('zhirong.now', $1, true)", told)


async def _release(connection: Connection) -> None:
    if DB.pool is not None:
        await DB.pool.release(connection)
    else:
        await connection.close()


@asynccontextmanager
async def snapshot() -> AsyncIterator[None]:
    """One state of the database for all that the block reads; inside a transaction, that one's.

    Whoever stops in the middle (a client that takes nothing more) is cut off by the server.
    """
    if in_transaction():
        yield
        return
    # Begun so: it could not be said later, once the time was told.
    async with _begun(isolation="repeatable_read", readonly=True):
        await execute(f"SET LOCAL idle_in_transaction_session_timeout = '{SNAPSHOT_IDLE}'")
        yield


async def look_up() -> None:
    """For the rest of the transaction, rows are found by indexes.

    Its constraints look for one row at a time, many times over, by plans that are made once: on
    tables that are still small those would read the whole table for each. Nor is it worth a second
    process to look for a few hundred rows.
    """
    await execute("SET LOCAL enable_seqscan = off")
    await execute("SET LOCAL max_parallel_workers_per_gather = 0")


def in_transaction() -> bool:
    return DB.current_transaction.get() is not None


@asynccontextmanager
async def connection() -> AsyncIterator[Connection]:
    """The current transaction's connection, or one of the pool for the block."""
    current = _current()
    if isinstance(current, Pool):
        async with current.acquire() as pooled:
            yield pooled
    else:
        yield current


@asynccontextmanager
async def outside_transaction() -> AsyncIterator[Connection]:
    """A connection of its own: what is written here outlives a refusal of the request."""
    if not _beside:
        raise RuntimeError("The database is not connected.")
    async with _beside[-1].acquire() as own:
        yield own


@asynccontextmanager
async def apart() -> AsyncIterator[None]:
    """A transaction on a connection of its own: all that the block writes outlives a refusal."""
    async with outside_transaction() as own:
        handle = DB.transaction()
        handle.connection, handle.transaction = own, own.transaction()
        before = DB.current_transaction.set(handle)
        try:
            async with handle.transaction:
                yield
        finally:
            DB.current_transaction.reset(before)


def _current() -> Connection | Pool:
    """The current transaction's connection, or the pool, which lends one for each statement."""
    current = DB.current_transaction.get()
    if current is not None:
        return current.connection
    if DB.pool is None:
        raise RuntimeError("The database is not connected.")
    return DB.pool


async def fetch(sql: str, *args: object) -> list[dict[str, Any]]:
    """The rows of a parametrised statement; JSONB comes as text (see `loads`)."""
    rows: list[Record] = await _current().fetch(sql, *args)
    return [dict(row) for row in rows]


async def stream(sql: str, *args: object) -> AsyncGenerator[dict[str, Any], None]:
    """The rows of a statement one after the other, inside a transaction; few are held at once."""
    async for row in _current().cursor(sql, *args, prefetch=STREAMED):
        yield dict(row)


async def columns(sql: str) -> tuple[str, ...]:
    """What a statement gives, by name and in order, inside a transaction."""
    prepared = await _current().prepare(sql)
    return tuple(each.name for each in prepared.get_attributes())


async def fetch_one(sql: str, *args: object) -> dict[str, Any] | None:
    row: Record | None = await _current().fetchrow(sql, *args)
    return None if row is None else dict(row)


async def fetch_value(sql: str, *args: object) -> Any:
    return await _current().fetchval(sql, *args)


async def execute(sql: str, *args: object) -> None:
    await _current().execute(sql, *args)


async def run_script(sql: str) -> None:
    """Several statements without arguments (migrations)."""
    await execute(sql)


def loads(value: Any) -> Any:
    """A JSONB value as Python sees it, whichever way it was read."""
    return json.loads(value) if isinstance(value, str | bytes) else value


#: Made once: many events are written in a row.
_ENCODER = json.JSONEncoder(ensure_ascii=False, default=str, separators=(",", ":"))


def dumps(value: Any) -> str:
    return _ENCODER.encode(value)
