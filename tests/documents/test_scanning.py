"""The port of the virus scanner, against a server that speaks its protocol."""

import socketserver
import struct
import threading
from collections.abc import Iterator

import pytest

from backend.documents import gateway
from backend.kernel import db
from backend.kernel.settings import settings
from tests import make
from tests.conftest import ClientFor
from tests.documents import samples

pytestmark = pytest.mark.usefixtures("db")
MARK = b"X5O!P%@AP[4"


class Scanner(socketserver.StreamRequestHandler):
    """Reads a stream as clamd does, and finds the one virus that it knows."""

    def handle(self) -> None:
        assert self.rfile.read(10) == b"zINSTREAM\0"
        content = b""
        while length := struct.unpack(">I", self.rfile.read(4))[0]:
            content += self.rfile.read(length)
            if len(content) > 1_000_000:
                self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                return
        found = b"Eicar-Signature FOUND" if MARK in content else b"OK"
        self.wfile.write(b"stream: " + found + b"\0")


@pytest.fixture
def scanner(monkeypatch: pytest.MonkeyPatch) -> Iterator[socketserver.TCPServer]:
    with socketserver.TCPServer(("127.0.0.1", 0), Scanner) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        use(monkeypatch, f"127.0.0.1:{server.server_address[1]}")
        yield server
        server.shutdown()


def use(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    chosen = settings().model_copy(update={"clamd": address})
    monkeypatch.setattr(gateway, "settings", lambda: chosen)


async def send(as_: ClientFor, content: bytes) -> tuple[int, dict[str, object]]:
    client = as_(await make.actor(await make.organisation(), "handler"))
    answer = await client.post(
        "/documents", data={"kind": "other"}, files={"file": ("a.pdf", content)}
    )
    return answer.status_code, answer.json()


async def test_without_a_scanner_a_file_says_that_nobody_looked(as_: ClientFor) -> None:
    status, file = await send(as_, samples.PDF)
    assert (status, file["scan"], file["flags"]) == (201, "not_scanned", [])


async def test_a_file_in_which_nothing_was_found_is_clean(
    as_: ClientFor, scanner: socketserver.TCPServer
) -> None:
    _, file = await send(as_, samples.pdf("clean <</S/JavaScript>>"))
    assert (file["scan"], file["flags"]) == ("clean", ["active"])


async def test_an_infected_file_is_not_kept(
    as_: ClientFor, scanner: socketserver.TCPServer
) -> None:
    status, refusal = await send(as_, samples.pdf(MARK.decode()))
    assert (status, refusal["code"]) == (422, "documents.infected")
    assert refusal["virus"] == "Eicar-Signature"
    assert await db.fetch_value("SELECT count(*) FROM documents_file") == 0


async def test_what_the_scanner_is_too_small_for_is_not_called_clean(
    as_: ClientFor, scanner: socketserver.TCPServer
) -> None:
    long = samples.PDF.replace(b"1.4\n", b"1.4\n%" + b"x" * 1_500_000 + b"\n")
    _, file = await send(as_, long)
    assert file["scan"] == "not_scanned"


async def test_a_scanner_that_is_not_there_lets_nothing_pass(
    as_: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, "127.0.0.1:9")
    status, refusal = await send(as_, samples.PDF)
    assert (status, refusal["code"]) == (503, "documents.scanner_unavailable")
    assert await db.fetch_value("SELECT count(*) FROM documents_file") == 0


async def test_whoever_uploads_is_told_whether_there_is_a_scanner(
    as_: ClientFor, request: pytest.FixtureRequest
) -> None:
    firm = await make.actor(await make.organisation(), "handler")
    without = (await as_(firm).get("/uploads")).json()

    request.getfixturevalue("scanner")

    assert (without["scanner"], (await as_(firm).get("/uploads")).json()["scanner"]) == (
        False,
        True,
    )
