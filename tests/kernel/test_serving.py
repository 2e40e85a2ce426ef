"""The head of a request, as a real server reads it: too large, too slow, and as it should be."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

import pytest
import uvicorn

from backend.kernel import serving

KIB = 1024
START = b"GET / HTTP/1.1\r\nHost: x\r\n"


async def _answer(scope: Any, receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"here"})


@pytest.fixture
async def port() -> AsyncIterator[int]:
    """A server's; it listens on loopback only."""
    config = uvicorn.Config(
        _answer, port=0, http=serving.Protocol, lifespan="off", log_config=None, ws="none"
    )
    server = uvicorn.Server(config)
    task = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn has no event
        await asyncio.sleep(0.01)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    await task


async def _sent(port: int, *parts: bytes) -> bytes:
    """What the server answers until it closes the connection or has no more to say."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        for part in parts:
            writer.write(part)
            await writer.drain()
            await asyncio.sleep(0.002)
        async with asyncio.timeout(5):
            return await reader.read(200)
    except ConnectionError:
        return b"closed"
    finally:
        writer.close()


async def test_a_head_without_end_is_cut_off(port: int) -> None:
    taken = 0

    async def endless() -> bytes:
        nonlocal taken
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(START + b"X-Long: ")
        answer = asyncio.create_task(reader.read(200))
        while not answer.done() and taken < 4096:
            writer.write(b"a" * KIB)
            await writer.drain()
            taken += 1
            await asyncio.sleep(0.001)
        writer.close()
        return await answer

    try:
        answered = await endless()
    except ConnectionError:
        answered = b"HTTP/1.1 400"

    assert answered.startswith(b"HTTP/1.1 400")
    assert taken < 1024


async def test_many_large_headers_within_the_limit_are_read(port: int) -> None:
    head = START + b"".join(b"X-%d: %s\r\n" % (n, b"a" * KIB) for n in range(40)) + b"\r\n"

    answered = await _sent(port, *(head[at : at + 999] for at in range(0, len(head), 999)))

    assert answered.startswith(b"HTTP/1.1 200")


async def test_a_body_is_no_head(port: int) -> None:
    post = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 204800\r\n\r\n"

    answered = await _sent(port, post, *(b"a" * KIB for _ in range(200)))

    assert answered.startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize("parts", [(), (START,), (START + b"\r\n", START)])
async def test_a_head_that_does_not_come_is_given_up(
    port: int, monkeypatch: pytest.MonkeyPatch, parts: tuple[bytes, ...]
) -> None:
    """Nothing at all, half a head, and half a second one on the same connection."""
    monkeypatch.setattr(serving, "HEAD_SECONDS", 0.2)
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for part in parts:
        writer.write(part)
        await asyncio.sleep(0.05)

    async with asyncio.timeout(4):
        answered = await reader.read()
    writer.close()

    assert answered.count(b"HTTP/1.1 200") == max(0, len(parts) - 1)


async def test_the_rest_of_a_body_is_not_waited_for_after_its_answer(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer is sent at once; a byte comes now and then, for ever."""
    monkeypatch.setattr(serving, "HEAD_SECONDS", 0.3)
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 204800\r\n\r\n")
    assert (await reader.read(200)).startswith(b"HTTP/1.1 200")
    sent = 0

    with suppress(ConnectionError):
        while not reader.at_eof() and sent < 250:
            writer.write(b"a")
            await writer.drain()
            sent += 1
            await asyncio.sleep(0.02)
            with suppress(TimeoutError):
                async with asyncio.timeout(0.001):
                    await reader.read(1000)
    writer.close()

    assert sent < 100


class _Told:
    """A transport that keeps what it was handed, call by call."""

    def __init__(self) -> None:
        self.calls: list[bytes] = []
        self.closed = False

    def write(self, data: bytes) -> None:
        self.calls.append(data)

    def close(self) -> None:
        self.closed = True

    def is_closing(self) -> bool:
        return self.closed


async def test_what_is_written_in_one_go_leaves_in_one_piece() -> None:
    told = _Told()
    together = serving.Together(told, asyncio.get_running_loop())

    together.write(b"head ")
    together.write(b"body")
    assert told.calls == []
    await asyncio.sleep(0)
    together.write(b"more")
    await asyncio.sleep(0)

    assert told.calls == [b"head body", b"more"]


async def test_what_is_large_leaves_at_once_and_nothing_is_lost_at_the_end() -> None:
    told = _Told()
    together = serving.Together(told, asyncio.get_running_loop())
    large = b"x" * serving.MUCH

    together.write(b"head")
    together.write(large)
    assert told.calls == [b"head", large]
    together.write(b"last")
    together.close()
    await asyncio.sleep(0)

    assert told.calls == [b"head", large, b"last"]
    assert together.is_closing()
