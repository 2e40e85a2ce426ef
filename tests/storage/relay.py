"""A wire to a server that can be cut: after so many bytes, or altogether."""

import asyncio
from contextlib import suppress
from typing import Self

PIECE = 64 * 1024


class Relay:
    """Listens on a port of its own and passes every byte on, both ways, until it is cut."""

    def __init__(self, endpoint: str) -> None:
        host, _, port = endpoint.rpartition(":")
        self._target = host, int(port)
        self._port = 0
        self._server: asyncio.Server | None = None
        self._wires: set[asyncio.StreamWriter] = set()
        #: How many more bytes pass to the server (`sent`) and from it (`answered`).
        self.sent: int | None = None
        self.answered: int | None = None

    @property
    def endpoint(self) -> str:
        return f"127.0.0.1:{self._port}"

    async def __aenter__(self) -> Self:
        await self.join()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.cut()

    async def join(self) -> None:
        """Listen (again, on the same port)."""
        self.sent = self.answered = None
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self._port)
        self._port = self._server.sockets[0].getsockname()[1]

    async def cut(self) -> None:
        """Refuse connections and break those there are."""
        if self._server is not None:
            self._server.close()
            self._break()
            await self._server.wait_closed()
            self._server = None

    def _break(self) -> None:
        for wire in self._wires:
            wire.transport.abort()

    async def _serve(self, near: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        far, forth = await asyncio.open_connection(*self._target)
        self._wires |= {back, forth}
        with suppress(ConnectionError):
            await asyncio.gather(self._pass(near, forth, "sent"), self._pass(far, back, "answered"))
        self._wires -= {back, forth}
        back.close()
        forth.close()

    async def _pass(self, source: asyncio.StreamReader, to: asyncio.StreamWriter, way: str) -> None:
        while piece := await source.read(PIECE):
            left = getattr(self, way)
            if left is not None:
                piece = piece[:left]
                setattr(self, way, left - len(piece))
            to.write(piece)
            await to.drain()
            if getattr(self, way) == 0:
                self._break()
                return
        to.close()
