"""Work for later, enqueued inside the business transaction; retried, then a dead letter."""

import json
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import Any
from uuid import uuid4

from pgqueuer.adapters.drivers.asyncpg import AsyncpgDriver
from pgqueuer.adapters.persistence.queries import Queries

from backend.kernel.db import connection, dumps, execute
from backend.kernel.logs import logger

Handler = Callable[[dict[str, Any]], Awaitable[None]]

MAX_ATTEMPTS = 6
_log = logger("jobs")


async def enqueue(
    job: str, payload: Mapping[str, object], *, attempt: int = 1, delay: timedelta | None = None
) -> None:
    """Ask for `job` to be run at least once after the commit."""
    body = dumps({"payload": dict(payload), "attempt": attempt}).encode()
    async with connection() as current:
        await Queries(AsyncpgDriver(current)).enqueue(job, body, execute_after=delay)


async def run(job: str, handler: Handler, body: bytes | None) -> None:
    """Run one job; after a failure again, later each time; in the end keep it as a dead letter."""
    envelope = json.loads(body or b"{}")
    payload, attempt = envelope["payload"], int(envelope["attempt"])
    try:
        await handler(payload)
    except Exception as error:  # noqa: BLE001 - the outermost frame of a job: logged and kept
        _log.exception("job failed", job=job, attempt=attempt)
        if attempt < MAX_ATTEMPTS:
            delay = timedelta(seconds=2**attempt)
            await enqueue(job, payload, attempt=attempt + 1, delay=delay)
            return
        await execute(
            "INSERT INTO kernel_dead_letter (id, job, payload, attempts, error) "
            "VALUES ($1, $2, $3, $4, $5)",
            uuid4(),
            job,
            dumps(payload),
            attempt,
            repr(error),
        )
