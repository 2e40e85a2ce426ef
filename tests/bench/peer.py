"""The peer of `GET /portfolio/assets/{id}`: one bare Litestar route over asyncpg, same row."""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import asyncpg
import uvicorn
from litestar import Litestar, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from backend.portfolio.queries.rights import COLUMNS

_RIGHT = ", ".join(f"r.{name}" for name in COLUMNS)
STATEMENT = (
    f"SELECT a.id, a.right_id, a.declared, a.created_at AS added_at, {_RIGHT} "
    "FROM portfolio_asset a JOIN portfolio_right r ON r.id = a.right_id WHERE a.id = $1"
)


def app(dsn: str) -> Litestar:
    pools: list[asyncpg.Pool] = []

    @asynccontextmanager
    async def pool(_: Litestar) -> AsyncIterator[None]:
        pools.append(await asyncpg.create_pool(dsn, min_size=1, max_size=16))
        yield
        await pools.pop().close()

    @get("/assets/{asset_id:uuid}")
    async def asset(asset_id: FromPath[UUID]) -> dict[str, Any]:
        row = await pools[0].fetchrow(STATEMENT, asset_id)
        if row is None:
            raise NotFoundException
        return dict(row)

    @get("/ready")
    async def ready() -> str:
        return "yes"

    return Litestar(
        route_handlers=[asset, ready], lifespan=[pool], openapi_config=None, logging_config=None
    )


def main() -> None:
    dsn, port = sys.argv[1:]
    uvicorn.run(app(dsn), host="127.0.0.1", port=int(port), log_config=None, access_log=False)


if __name__ == "__main__":
    main()
