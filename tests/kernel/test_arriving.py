"""Bodies that come slowly, without end, or not to their end."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from backend.identity import service as identity
from backend.kernel import arriving, db
from backend.kernel.settings import settings
from backend.portfolio.service import importing
from tests import make
from tests.conftest import ClientFor
from tests.documents import samples, vault

MIB = 1024 * 1024
UPLOADS = ("/documents", "/portfolio/imports")
HEAD = b'--edge\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'
FORM = {"Content-Type": "multipart/form-data; boundary=edge"}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where uploads arrive, for this test alone."""
    own = settings().model_copy(update={"home": tmp_path})
    monkeypatch.setattr(importing, "settings", lambda: own)
    return vault.use(tmp_path, monkeypatch)


def left(home: Path) -> list[Path]:
    return [path for path in home.rglob("*") if path.is_file()]


async def kept() -> int:
    return int(
        await db.fetch_value(
            "SELECT (SELECT count(*) FROM documents_file)"
            " + (SELECT count(*) FROM portfolio_import_run)"
        )
    )


async def upload(client: httpx.AsyncClient, route: str, body: AsyncIterator[bytes]) -> str:
    answer = await client.post(route, content=body, headers=FORM)
    return str(answer.json()["code"])


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize("route", UPLOADS)
@pytest.mark.parametrize("patience", ["STALLED", "LONGEST"])
async def test_an_upload_that_trickles_is_given_up(
    as_: ClientFor, monkeypatch: pytest.MonkeyPatch, home: Path, route: str, patience: str
) -> None:
    """`STALLED`: nothing comes any more. `LONGEST`: a byte comes now and then, for ever."""
    monkeypatch.setattr(arriving, patience, 0.2)
    client = as_(await make.actor(await make.organisation(), "handler"))

    async def trickle() -> AsyncIterator[bytes]:
        yield HEAD
        for _ in range(100):
            await asyncio.sleep(0.02 if patience == "LONGEST" else 5)
            yield b"x"

    answer = await client.post(route, content=trickle(), headers=FORM)

    assert (answer.status_code, answer.json()["code"]) == (408, "upload_too_slow")
    assert left(home) == []
    assert await kept() == 0


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize(
    ("route", "code", "most"),
    [
        ("/documents", "documents.too_large", 51 * MIB),
        ("/portfolio/imports", "portfolio.upload_too_large", 301 * MIB),
    ],
)
async def test_what_comes_before_the_form_is_measured_too(
    as_: ClientFor, route: str, code: str, most: int
) -> None:
    client, sent = as_(await make.actor(await make.organisation(), "handler")), 0

    async def preamble() -> AsyncIterator[bytes]:
        nonlocal sent
        while sent < 2 * most:
            sent += MIB
            yield b"y" * MIB

    assert await upload(client, route, preamble()) == code
    assert sent <= most + MIB


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize(
    ("route", "code", "who"),
    [
        ("/portfolio/imports", "portfolio.too_many_numbers", "handler"),
        ("/valuations", "too_large", "handler"),
        ("/session", "too_large", None),
        ("/organisations", "too_large", None),
    ],
)
async def test_json_without_end_is_not_held(
    as_: ClientFor, route: str, code: str, who: str | None
) -> None:
    """Its length is not announced: it is read until it is too much, and no further."""
    client = as_(await make.actor(await make.organisation(), who) if who else None)
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while sent < 100 * MIB:
            sent += MIB // 4
            yield b" " * (MIB // 4)

    answer = await client.post(
        route, content=endless(), headers={"Content-Type": "application/json"}
    )

    assert answer.json()["code"] == code
    assert sent <= 3 * MIB


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize(
    ("route", "who", "key"),
    [
        ("/session", None, {}),
        ("/organisations", None, {}),
        ("/valuations", "handler", {}),
        ("/valuations", "handler", {"Idempotency-Key": "a drip-fed one"}),
    ],
)
async def test_json_that_trickles_is_given_up(
    as_: ClientFor,
    monkeypatch: pytest.MonkeyPatch,
    route: str,
    who: str | None,
    key: dict[str, str],
) -> None:
    monkeypatch.setattr(arriving, "BODY_SECONDS", 0.2)
    client, sent = as_(await make.actor(await make.organisation(), who) if who else None), 0

    async def trickle() -> AsyncIterator[bytes]:
        nonlocal sent
        yield b"{"
        while sent < 250:
            sent += 1
            await asyncio.sleep(0.02)
            yield b" "

    answer = await client.post(
        route, content=trickle(), headers={"Content-Type": "application/json", **key}
    )

    assert (answer.status_code, answer.json()["code"]) == (408, "body_too_slow")
    assert sent < 100
    assert await db.fetch_value("SELECT count(*) FROM kernel_idempotency") == 0


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize("route", UPLOADS)
async def test_a_sender_who_goes_leaves_nothing(
    app: Any, as_: ClientFor, home: Path, route: str
) -> None:
    client = as_(await make.actor(await make.organisation(), "handler"))
    request = client.build_request("POST", route, headers=FORM, content=b"")
    answers: list[dict[str, Any]] = []
    parts = iter([HEAD, samples.PDF])

    async def receive() -> dict[str, Any]:
        part = next(parts, None)
        if part is None:
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": part, "more_body": True}

    async def send(message: dict[str, Any]) -> None:
        answers.append(message)

    await app[0](_scope(request), receive, send)

    assert answers[0]["status"] == 400
    assert left(home) == []
    assert await kept() == 0


def _scope(request: httpx.Request) -> dict[str, Any]:
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": request.method,
        "scheme": "http",
        "path": request.url.path,
        "raw_path": request.url.raw_path,
        "query_string": b"",
        "root_path": "",
        "headers": [
            (name.lower(), value)
            for name, value in request.headers.raw
            if name.lower() != b"content-length"
        ],
        "client": ("127.0.0.1", 1),
        "server": ("test", 80),
        "state": {},
    }


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize("route", UPLOADS)
async def test_who_is_deactivated_while_he_uploads_has_uploaded_nothing(
    as_: ClientFor, home: Path, route: str
) -> None:
    firm = await make.organisation()
    boss, by = await make.actor(firm, "admin"), await make.actor(firm, "handler")

    async def slowly() -> AsyncIterator[bytes]:
        if route == "/documents":
            yield b'--edge\r\nContent-Disposition: form-data; name="kind"\r\n\r\nlicence\r\n'
        yield HEAD + samples.PDF
        await identity.deactivate(by.user_id, by=boss)
        yield b"\r\n--edge--\r\n"

    assert await upload(as_(by), route, slowly()) == "identity.member_inactive"
    assert left(home) == []
    assert await kept() == 0
