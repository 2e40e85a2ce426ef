"""A body as it arrives: never more than may come, and never slower than patience lasts."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from litestar import Request
from litestar.datastructures import State
from litestar.exceptions import InternalServerException

from backend.kernel.errors import DomainError, InvalidField, UploadTooSlow

#: Seconds without a byte, and seconds for the whole of a body (64 MiB at 300 kbit/s).
STALLED = 60.0
LONGEST = 30 * 60.0


async def arriving(
    request: Request[Any, Any, State], *, limit: int, too_large: DomainError
) -> AsyncIterator[bytes]:
    """The pieces of the body; `too_large` as soon as more than `limit` bytes are announced or
    have come."""
    announced = request.content_length
    if announced is not None and announced > limit:
        raise too_large
    come, stream = 0, request.stream()
    loop = asyncio.get_running_loop()
    end = loop.time() + LONGEST
    while True:
        try:
            async with asyncio.timeout_at(min(end, loop.time() + STALLED)):
                piece = await anext(stream, None)
        except TimeoutError:
            raise UploadTooSlow("Send it again over a better connection.") from None
        except InternalServerException:  # what Litestar says of a sender who has gone
            raise InvalidField("body", "The connection was closed before all had come.") from None
        if piece is None:
            return
        come += len(piece)
        if come > limit:
            raise too_large
        yield piece
