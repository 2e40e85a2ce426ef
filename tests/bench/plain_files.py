"""The peer of sending and fetching a document: bare Litestar, a plain file with an fsync."""

import os
import sys
from pathlib import Path
from typing import Any

import uvicorn
from litestar import Litestar, Request, get, post
from litestar.datastructures import State
from litestar.response import File


def app(kept: Path) -> Litestar:
    @post("/", request_max_body_size=None)
    async def send(request: Request[Any, Any, State]) -> int:
        with kept.open("ab") as out:
            async for chunk in request.stream():
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
            return out.tell()

    @get("/")
    async def fetch() -> File:
        return File(kept)

    @get("/ready")
    async def ready() -> str:
        return "yes"

    return Litestar(route_handlers=[send, fetch, ready], openapi_config=None, logging_config=None)


def main() -> None:
    kept, port = sys.argv[1:]
    uvicorn.run(app(Path(kept)), host="127.0.0.1", port=int(port), log_config=None)


if __name__ == "__main__":
    main()
