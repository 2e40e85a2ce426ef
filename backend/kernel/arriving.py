"""A body as it arrives: never more than may come, and never slower than patience lasts."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from litestar import Request
from litestar.datastructures import State
from litestar.enums import ScopeType
from litestar.exceptions import InternalServerException
from litestar.handlers import HTTPRouteHandler
from litestar.types import ASGIApp, Receive, Scope, Send
from litestar.types.asgi_types import ReceiveMessage

from backend.kernel.errors import BodyTooSlow, DomainError, InvalidField, UploadTooSlow

#: Seconds without a byte, and seconds for the whole of a body (64 MiB at 300 kbit/s).
STALLED = 60.0
LONGEST = 30 * 60.0
#: Seconds for the whole of any other body (2 MiB of JSON at 300 kbit/s).
BODY_SECONDS = 60.0


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


class BodyMiddleware:
    """Gives up a body that has not come in time; routes that stream it see to that themselves."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP or _streams(scope):
            await self.app(scope, receive, send)
            return
        loop = asyncio.get_running_loop()
        end, complete = loop.time() + BODY_SECONDS, False

        async def in_time() -> ReceiveMessage:
            nonlocal complete
            if complete:  # what follows a body is the end of the connection, whenever it comes
                return await receive()
            try:
                async with asyncio.timeout_at(end):
                    message = await receive()
            except TimeoutError:
                raise BodyTooSlow(seconds=int(BODY_SECONDS)) from None
            complete = not message.get("more_body")
            return message

        await self.app(scope, in_time, send)


def _streams(scope: Scope) -> bool:
    """Whether the route reads its body with `arriving`: it has no limit of its own."""
    handler = scope["route_handler"]
    return isinstance(handler, HTTPRouteHandler) and handler.resolve_request_max_body_size() is None
