"""HTTP as the server reads it: the head of a request is small and comes soon, or is given up.

So is what is left of a body after the answer to it: nobody waits for it.
"""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

#: Bytes of a request's line and headers, and seconds for them (or the rest of a body) to come.
MAX_HEAD = 64 * 1024
HEAD_SECONDS = 30.0


class Protocol(HttpToolsProtocol):
    """uvicorn's, which by itself would keep a head without end, and wait for ever for one."""

    _head = 0
    _reading_head = False
    _patience: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
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
