"""A HOME and an embedded PostgreSQL of the measurements' own, with fsync as in earnest."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import asyncpg

from backend.demo import cast as casting
from backend.demo import patents, products
from backend.demo.cast import Cast
from backend.identity import service as identity
from backend.kernel import db, embedded, memory, migrating
from backend.kernel.auth import SYSTEM, Actor
from backend.portfolio import service as portfolio
from tests.journeys.server import PASSWORD, Server


def furnish(home: Path) -> None:
    """Make this process one of that HOME, whatever the machine's own settings are.

    Its memory is treated as the server and the worker treat theirs.
    """
    for name in [name for name in os.environ if name.startswith("ZHIRONG_")]:
        del os.environ[name]
    os.environ["ZHIRONG_HOME"] = str(home)
    memory.settle()


@dataclass
class Workshop:
    """Where everything but the starts is measured."""

    home: Path
    server: embedded.Server
    dsn: str
    cast: Cast = field(default_factory=Cast)

    def dsn_of(self, database: str) -> str:
        head, _, tail = self.dsn.partition("?")
        return f"{head.rsplit('/', 1)[0]}/{database}" + (f"?{tail}" if tail else "")

    async def in_maintenance(self, *statements: str) -> None:
        connection = await asyncpg.connect(self.dsn_of("postgres"))
        try:
            for statement in statements:
                await connection.execute(statement)
        finally:
            await connection.close()

    @asynccontextmanager
    async def clone(self, name: str, *, template: str) -> AsyncIterator[str]:
        """A database like `template`, connected for the block."""
        await self.in_maintenance(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        dsn = self.dsn_of(name)
        await db.connect(dsn)
        try:
            yield dsn
        finally:
            await db.disconnect()
            await self.in_maintenance(f'DROP DATABASE "{name}" WITH (FORCE)')

    async def person(self, account: str) -> tuple[str, Actor]:
        """A session's token and who is signed in with it."""
        return await identity.sign_in(email=f"{account}.zhirong.test", password=PASSWORD, by=SYSTEM)

    def serving(self) -> Server:
        """The whole application on the workshop's database, without the job worker."""
        return Server(home=self.home, database_url=self.dsn, demo=False, worker=False)


@asynccontextmanager
async def opened(home: Path) -> AsyncIterator[Workshop]:
    """The workshop with the demonstration's people, patents and products."""
    server, dsn = await embedded.ensure_database(home)
    workshop = Workshop(home=home, server=server, dsn=dsn)
    try:
        await db.connect(dsn)
        await migrating.migrate()
        if await db.fetch_value("SHOW fsync") != "on":
            raise RuntimeError("Figures without fsync mean nothing.")
        workshop.cast = await casting.enter(PASSWORD)
        await db.disconnect()
        # Before anything else is in it: what imports are measured in.
        await workshop.in_maintenance('CREATE DATABASE "blank" TEMPLATE "zhirong"')
        await db.connect(dsn)
        await bring_in(patents.gazette(), by=workshop.cast.operator)
        await products.publish(workshop.cast)
        await db.disconnect()
        yield workshop
    finally:
        server.stop()


async def bring_in(content: bytes, *, by: Actor) -> dict[str, Any]:
    """An import from the accepted upload to the end of the run."""

    async def chunks() -> AsyncIterator[bytes]:
        for at in range(0, len(content), 65_536):
            yield content[at : at + 65_536]

    queued = await portfolio.import_file(chunks(), file_name="gazette.csv", reference=True, by=by)
    await portfolio.run_import(queued["id"])
    return await portfolio.import_run(queued["id"], reference=True, by=by)
