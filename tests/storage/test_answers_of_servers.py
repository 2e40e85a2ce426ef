"""Servers that deceive or are in trouble: what a store makes of their answers.

Stand-ins, since no real server at hand can be brought to answer so.
"""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from storage.errors import NoSpace, RetentionUnsupported, StorageError, StoreUnavailable
from storage.objects import Guard
from storage.s3_store import S3Store
from tests.storage.test_stores import a_file, a_key

VERSIONING = "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>"
NO_VERSIONS = "<ListVersionsResult><Name>any</Name></ListVersionsResult>"


class Forgetful(BaseHTTPRequestHandler):
    """Takes a retention without a word and deletes all the same, as Swift does."""

    kept: set[str]

    def answer(self, status: int, body: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/xml")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("ETag", '"0"')
        self.send_header("x-amz-version-id", "one")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body.encode())

    def do_GET(self) -> None:
        self.answer(200, VERSIONING if "versioning" in self.path else NO_VERSIONS)

    def do_HEAD(self) -> None:
        path = self.path.partition("?")[0]
        self.answer(200 if path.count("/") == 1 or path in self.kept else 404)

    def do_PUT(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.kept.add(self.path)
        self.answer(200)

    def do_DELETE(self) -> None:
        self.kept.discard(self.path.partition("?")[0])
        self.answer(204)

    def log_message(self, *_: object) -> None:
        """Keep the tests' output quiet."""


class Troubled(Forgetful):
    """Has the bucket, and answers whatever is sent with one status."""

    status: int
    body: str

    def do_PUT(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.answer(self.status, self.body)


class Website(Forgetful):
    """Whatever is asked, it has a page for it."""

    def do_GET(self) -> None:
        self.answer(200, "<html>Welcome<br></html>")


def serving(handler: type[Forgetful]) -> Iterator[S3Store]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        endpoint = f"127.0.0.1:{server.server_port}"
        yield S3Store(
            endpoint, access_key="anyone", secret_key="anything", bucket="any", secure=False
        )
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def forgetful() -> Iterator[S3Store]:
    yield from serving(type("Handler", (Forgetful,), {"kept": set()}))


@pytest.fixture
def website() -> Iterator[S3Store]:
    yield from serving(type("Handler", (Website,), {"kept": set()}))


@pytest.fixture
def troubled(request: pytest.FixtureRequest) -> Iterator[S3Store]:
    status, body = request.param
    yield from serving(
        type("Handler", (Troubled,), {"kept": set(), "status": status, "body": body})
    )


async def test_a_server_that_takes_a_lock_and_ignores_it_is_found_out(
    forgetful: S3Store, tmp_path: Path
) -> None:
    key = a_key()
    await forgetful.put(key, a_file(tmp_path, b"evidence"))

    powers = await forgetful.probe()

    assert (powers.object_lock, powers.guard) == (False, Guard.VERSIONS)
    assert powers.detail == "An object under COMPLIANCE retention could be deleted."
    with pytest.raises(RetentionUnsupported):
        await forgetful.retain(key, datetime.now(UTC) + timedelta(days=1))


async def test_what_is_no_s3_server_is_no_store(website: S3Store) -> None:
    with pytest.raises(StoreUnavailable):
        await website.probe()
    with pytest.raises(StoreUnavailable):
        await anext(website.list())


def said(code: str) -> str:
    return f"<Error><Code>{code}</Code><Message>so</Message></Error>"


@pytest.mark.parametrize(
    ("troubled", "expected"),
    [
        ((500, said("InternalError")), StoreUnavailable),
        ((503, said("SlowDown")), StoreUnavailable),
        ((503, ""), StoreUnavailable),
        ((502, "<html>a proxy's words</html>"), StoreUnavailable),
        ((507, said("XMinioStorageFull")), NoSpace),
        ((403, said("QuotaExceeded")), NoSpace),
    ],
    indirect=["troubled"],
)
async def test_trouble_is_told_apart(
    troubled: S3Store, tmp_path: Path, expected: type[StorageError]
) -> None:
    with pytest.raises(expected):
        await troubled.put(a_key(), a_file(tmp_path, b"content"))
