"""A client that costs little: kept connections, prepared bytes, answers read by their length."""

import asyncio
import time
from dataclasses import dataclass

from backend.kernel.sessions import COOKIE


class Unexpected(RuntimeError):
    """The server did not answer 200."""


@dataclass(frozen=True, kw_only=True)
class Target:
    """One GET, the same every time."""

    port: int
    path: str
    token: str | None = None

    def packed(self) -> bytes:
        cookie = f"cookie: {COOKIE}={self.token}\r\n" if self.token else ""
        return f"GET {self.path} HTTP/1.1\r\nhost: 127.0.0.1:{self.port}\r\n{cookie}\r\n".encode()


@dataclass
class Connection:
    target: Target
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def ask(self) -> bytes:
        self.writer.write(self.target.packed())
        head = await self.reader.readuntil(b"\r\n\r\n")
        length = next(
            (
                int(line.partition(b":")[2])
                for line in head.lower().split(b"\r\n")
                if line.startswith(b"content-length:")
            ),
            0,
        )
        body = await self.reader.readexactly(length)
        if b" 200 " not in head[:16]:
            raise Unexpected(f"{self.target.path}: {head[:64]!r} {body[:400]!r}")
        return body

    async def close(self) -> None:
        self.writer.close()
        await self.writer.wait_closed()


async def connect(target: Target) -> Connection:
    return Connection(target, *await asyncio.open_connection("127.0.0.1", target.port))


async def once(target: Target) -> bytes:
    connection = await connect(target)
    try:
        return await connection.ask()
    finally:
        await connection.close()


async def throughput(target: Target, *, connections: int, seconds: float) -> float:
    """Answers per second over so many connections."""
    opened = [await connect(target) for _ in range(connections)]
    started = time.perf_counter()
    until = started + seconds

    async def loop(connection: Connection) -> int:
        answered = 0
        while time.perf_counter() < until:
            await connection.ask()
            answered += 1
        return answered

    try:
        answered = await asyncio.gather(*(loop(each) for each in opened))
        return sum(answered) / (time.perf_counter() - started)
    finally:
        await asyncio.gather(*(each.close() for each in opened))


async def latencies(target: Target, *, count: int) -> list[float]:
    """Seconds of each of so many requests, one after the other."""
    connection = await connect(target)
    samples = []
    try:
        for _ in range(count):
            started = time.perf_counter()
            await connection.ask()
            samples.append(time.perf_counter() - started)
    finally:
        await connection.close()
    return samples
