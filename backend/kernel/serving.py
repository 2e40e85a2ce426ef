"""HTTP as the server reads and writes it.

The head of a request is small and comes soon, or is given up. So is what is left of a body after
the answer to it: nobody waits for it. Head and body of an answer leave together.
"""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

#: Bytes of a request's line and headers, and seconds for them (or the rest of a body) to come.
MAX_HEAD = 64 * 1024
HEAD_SECONDS = 30.0
#: Bytes that are worth a call of their own.
MUCH = 64 * 1024


class Together:
    """A transport that hands over what is written in one go as one piece: one call to the system,
    and one packet, for an answer and its head."""

    def __init__(self, transport: Any, loop: asyncio.AbstractEventLoop) -> None:
        self._transport = transport
        self._loop = loop
        self._held: list[bytes] = []
        self._bytes = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        if not self._held:
            self._loop.call_soon(self.flush)
        self._held.append(data)
        self._bytes += len(data)
        if self._bytes >= MUCH:
            self.flush()

    def flush(self) -> None:
        held, much = self._held, self._bytes >= MUCH
        self._held, self._bytes = [], 0
        # What is large is not copied once more.
        for piece in held if much else [b"".join(held)]:
            if piece:
                self._transport.write(piece)

    def close(self) -> None:
        self.flush()
        self._transport.close()


class Protocol(HttpToolsProtocol):
    """uvicorn's, which by itself would keep a head without end, and wait for ever for one."""

    _head = 0
    _reading_head = False
    _patience: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        together: Any = Together(transport, self.loop)
        self.transport = together
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self._head_is_there()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._reading_head:
            self._head += len(data)
            if self._head > MAX_HEAD:
                self.send_400_response("The head of the request is too large.")
                return
        super().data_received(data)

    def on_message_begin(self) -> None:
        self._reading_head, self._head = True, 0
        self._await_head()
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._head_is_there()
        super().on_headers_complete()

    def on_response_complete(self) -> None:
        body_is_here = not self.cycle.more_body
        super().on_response_complete()
        if not body_is_here:
            self._await_head()

    def _await_head(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
        self._patience = self.loop.call_later(HEAD_SECONDS, self.transport.close)

    def _head_is_there(self) -> None:
        self._reading_head = False
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None
