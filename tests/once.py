"""What several workers of a run need is made by the first of them, and ends with the last."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import asyncpg

from tests.conftest import _cloning, _in_maintenance, _replace_database
from tests.journeys.server import Server

#: Jobs that could run now and have not ended.
WAITING = (
    "SELECT count(*) FROM pgqueuer WHERE status IN ('queued', 'picked') AND execute_after <= now()"
)


@asynccontextmanager
async def made_once(
    server_dsn: str, name: str, make: Callable[[str], Awaitable[None]], *, of: str = "template1"
) -> AsyncIterator[str]:
    """The database `name`, which others clone: `make` is given a clone of `of` and fills it.

    Locks live on the server as long as their holder: whoever dies halfway leaves none, and what he
    had begun is begun anew. Who makes or ends it holds one alone; all who use it share another.
    """
    mine = await asyncpg.connect(server_dsn)
    begun, making, using = f"{name}_begun", f"{name}:making", f"{name}:using"
    try:
        await mine.execute("SELECT pg_advisory_lock(hashtext($1))", making)
        if not await mine.fetchval("SELECT true FROM pg_database WHERE datname = $1", name):
            await mine.execute(f'DROP DATABASE IF EXISTS "{begun}" WITH (FORCE)')
            await mine.execute(_cloning(begun, of))
            await make(_replace_database(server_dsn, begun))
            await mine.execute(f'ALTER DATABASE "{begun}" RENAME TO "{name}"')
        await mine.execute("SELECT pg_advisory_lock_shared(hashtext($1))", using)
        await mine.execute("SELECT pg_advisory_unlock(hashtext($1))", making)
        yield name
        await mine.execute("SELECT pg_advisory_unlock_shared(hashtext($1))", using)
        await mine.execute("SELECT pg_advisory_lock(hashtext($1))", making)
        if await mine.fetchval("SELECT pg_try_advisory_lock(hashtext($1))", using):
            await mine.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    finally:
        await mine.close()


@dataclass(frozen=True)
class Demonstration:
    """A database with the demonstration, all its jobs done, and the HOME that belongs to it."""

    server_dsn: str
    database: str
    home: Path

    @asynccontextmanager
    async def copied(self, home: Path) -> AsyncIterator[Server]:
        """A server with a copy of both, not started yet; stopped at the end."""
        name = f"demonstration_{uuid4().hex[:12]}"
        shutil.copytree(self.home, home, dirs_exist_ok=True)
        await _in_maintenance(self.server_dsn, _cloning(name, self.database))
        server = Server(home=home, database_url=_replace_database(self.server_dsn, name))
        try:
            yield server
        finally:
            server.stop()
            await _in_maintenance(self.server_dsn, f'DROP DATABASE "{name}" WITH (FORCE)')


async def _settled(dsn: str) -> None:
    """Until the worker has nothing left to do."""
    watching = await asyncpg.connect(dsn)
    try:
        async with asyncio.timeout(600):
            while await watching.fetchval(WAITING):  # noqa: ASYNC110 - of another process
                await asyncio.sleep(0.5)
    finally:
        await watching.close()


@asynccontextmanager
async def tell_once(server_dsn: str, run: str, folder: Path) -> AsyncIterator[Demonstration]:
    """Told in this run by the first who asks, as `zhirong serve --demo` tells it."""
    home = folder / "demonstration"

    async def tell(dsn: str) -> None:
        shutil.rmtree(home, ignore_errors=True)
        server = Server(home=home, database_url=dsn)
        server.start()
        try:
            await _settled(dsn)
        finally:
            server.stop()
        server.log.rename(folder / "demonstration.log")

    async with made_once(server_dsn, f"demonstration_{run}", tell) as database:
        yield Demonstration(server_dsn, database, home)
