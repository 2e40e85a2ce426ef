"""A scan of 1 GiB sent and fetched over HTTP as the web app does, and the server's memory."""

import asyncio
import base64
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import httpx

from tests.bench.figures import Figure
from tests.bench.workshop import Workshop
from tests.journeys.scans import scanned
from tests.journeys.server import PASSWORD, ROOT, Server, free_port

MIB = 1024 * 1024
#: Of 5.3 MiB each: 1 GiB and a little more.
PAGES = 194
#: What the web app sends in one request (frontend/src/api/resumable.ts).
PIECE = 8 * MIB
AIM_MEMORY_MIB = 100
REST_SECONDS = 3
TUS = {"Tus-Resumable": "1.0.0"}

Client = httpx.Client


async def measure(workshop: Workshop, folder: Path) -> list[Figure]:
    """One upload and one download by a firm; the same bytes to and from a bare server."""
    server = workshop.serving()
    await asyncio.to_thread(server.start)
    try:
        return await asyncio.to_thread(_measured, server, folder)
    finally:
        await asyncio.to_thread(server.stop)


def _measured(server: Server, folder: Path) -> list[Figure]:
    scan = scanned(folder, "scan.pdf", PAGES)
    with _plain(folder / "plain") as bare:
        send_there = _took(lambda: _sent_plainly(bare, scan.path))
        with _firm(server) as firm:
            before = _resident(server, reset=True)
            document = ""

            def send() -> None:
                nonlocal document
                document = _sent(firm, scan.path)

            send_here = _took(send)
            sending = _resident(server) - before
            before = _resident(server, reset=True)
            address = f"/documents/{document}/content"
            fetch_here = _took(partial(_fetched, firm, address, scan.size))
            fetching = _resident(server) - before
        fetch_there = _took(partial(_fetched, bare, "/", scan.size))
    size = scan.size / MIB
    said = f"{size:,.0f} MiB over HTTP"
    return [
        Figure(
            what=f"{said}, sent in pieces of 8 MiB, sealed, kept, a document",
            value=size / send_here,
            unit="MiB/s",
            peer="bare Litestar, plain file, fsync",
            peer_value=size / send_there,
        ),
        Figure(
            what="the server's memory meanwhile, above rest",
            value=sending,
            unit="MiB",
            aim=AIM_MEMORY_MIB,
            better="less",
        ),
        Figure(
            what=f"{said}, fetched, opened",
            value=size / fetch_here,
            unit="MiB/s",
            peer="bare Litestar, plain file",
            peer_value=size / fetch_there,
        ),
        Figure(
            what="the server's memory while it is fetched, above rest",
            value=fetching,
            unit="MiB",
            aim=AIM_MEMORY_MIB,
            better="less",
        ),
    ]


def _took(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _resident(server: Server, *, reset: bool = False) -> float:
    """The most the server had resident since the last reset, in MiB; at a reset, what it has."""
    if server.process is None:
        raise RuntimeError("The server does not run.")
    place = Path(f"/proc/{server.process.pid}")
    if reset:
        time.sleep(REST_SECONDS)
        (place / "clear_refs").write_text("5")
    return int((place / "status").read_text().split("VmHWM:")[1].split()[0]) / 1024


@contextmanager
def _firm(server: Server) -> Iterator[Client]:
    with httpx.Client(base_url=server.api, timeout=300) as client:
        who = {"email": "sme@demo.zhirong.test", "password": PASSWORD}
        answer = client.post("/session", json=who)
        answer.raise_for_status()
        client.headers["X-CSRF-Token"] = answer.json()["csrf_token"]
        yield client


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def _sent(client: Client, path: Path) -> str:
    told = {"filename": path.name, "kind": "accounts"}
    metadata = ",".join(f"{k} {base64.b64encode(v.encode()).decode()}" for k, v in told.items())
    size = str(path.stat().st_size)
    made = client.post(
        "/uploads", headers=TUS | {"Upload-Length": size, "Upload-Metadata": metadata}
    )
    made.raise_for_status()
    address, offset = made.headers["location"].removeprefix("/api/v1"), 0
    for piece in _pieces(path):
        headers = TUS | {
            "Content-Type": "application/offset+octet-stream",
            "Upload-Offset": str(offset),
        }
        client.patch(address, content=piece, headers=headers).raise_for_status()
        offset += len(piece)
    return str(client.get(address).raise_for_status().json()["document_id"])


def _sent_plainly(client: Client, path: Path) -> None:
    for piece in _pieces(path):
        client.post("/", content=piece).raise_for_status()


def _fetched(client: Client, address: str, size: int) -> None:
    with client.stream("GET", address) as answer:
        answer.raise_for_status()
        came = sum(len(part) for part in answer.iter_raw())
    if came != size:
        raise RuntimeError(f"{came} bytes came of {size}.")


@contextmanager
def _plain(kept: Path) -> Iterator[Client]:
    port = free_port()
    command = [sys.executable, "-m", "tests.bench.plain_files", str(kept), str(port)]
    process = subprocess.Popen(command, cwd=ROOT)  # noqa: S603 - our own program
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=300) as client:
            for _ in range(100):
                try:
                    client.get("/ready")
                    break
                except httpx.TransportError:
                    time.sleep(0.1)
            yield client
    finally:
        process.terminate()
        process.wait(timeout=20)
