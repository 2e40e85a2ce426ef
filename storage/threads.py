"""Work that blocks, done in threads: no call of ours holds up the event loop."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Callable, Iterator
from itertools import islice
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

BATCH = 1000


async def in_thread(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run it in a thread and wait for its end even when cancelled: no write goes on unseen."""
    running = asyncio.ensure_future(asyncio.to_thread(work, *args, **kwargs))
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        while not running.done():
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.wait([running])
        if not running.cancelled():
            running.exception()  # seen: the cancellation is what the caller hears of
        raise


async def in_batches(iterator: Iterator[T]) -> AsyncGenerator[T, None]:
    """What a blocking iterator gives, fetched a batch at a time."""
    while batch := await in_thread(list, islice(iterator, BATCH)):
        for each in batch:
            yield each
