"""Every request has a number and a language, every answer headers that keep a browser safe."""

import re
import time
from secrets import token_hex

import msgspec
import structlog
from litestar.enums import ScopeType
from litestar.response.base import ASGIResponse
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send

from backend.kernel import language
from backend.kernel.logs import logger

#: No inline script anywhere; antd writes its styles at run time, hence style-src. A frame shows
#: only what the page itself has read: a PDF in the browser's own viewer.
CSP = (
    "default-src 'self'; script-src 'self'; worker-src 'self'; "
    "style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; object-src 'none'; "
    "frame-src blob:; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
_CSP = CSP.encode()
HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
)
_log = logger("http")
#: Reads that go well and fast are not logged: there are too many of them to be read.
READS = frozenset({"GET", "HEAD"})
FIRST_REFUSAL = 400
SLOW_MS = 250
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,40}")


class ContextMiddleware:
    """The outermost: request id, log context, security headers."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await self.app(scope, receive, send)
            return
        given = _header(scope, b"x-request-id")
        language.ask(_header(scope, b"accept-language"))
        request_id = given if _REQUEST_ID.fullmatch(given) else token_hex(16)
        scope["zhirong_request_id"] = request_id  # type: ignore[typeddict-unknown-key]
        structlog.contextvars.bind_contextvars(request_id=request_id)
        started, status = time.monotonic(), 0

        async def send_with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = _completed(message["headers"], request_id)
            await send(message)

        app = _refuse_address if _has_nul(scope) else self.app
        await app(scope, receive, send_with_headers)
        milliseconds = round((time.monotonic() - started) * 1000, 1)
        if scope["path"].startswith("/api/") and (
            scope["method"] not in READS or status >= FIRST_REFUSAL or milliseconds > SLOW_MS
        ):
            _log.info(
                "request",
                method=scope["method"],
                path=_loggable(scope["path"]),
                status=status,
                ms=milliseconds,
            )


def _header(scope: HTTPScope, name: bytes) -> str:
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == name), "")


def _has_nul(scope: HTTPScope) -> bool:
    """Whether path or query hold a NUL, which no text in the database can be compared with."""
    return "\x00" in scope["path"] or b"%00" in scope["query_string"]


async def _refuse_address(scope: Scope, receive: Receive, send: Send) -> None:
    detail = "An address cannot hold a NUL character."
    body = {
        "type": "urn:zhirong:problem:invalid_request",
        "title": "The request is malformed",
        "status": 400,
        "detail": detail,
        "instance": scope["path"],
        "code": "invalid_request",
        "request_id": scope["zhirong_request_id"],  # type: ignore[typeddict-item]
        "errors": [{"key": "address", "message": detail}],
    }
    answer = ASGIResponse(
        body=msgspec.json.encode(body), status_code=400, media_type="application/problem+json"
    )
    await answer(scope, receive, send)


def _loggable(path: str) -> str:
    """A path without the secret that a one-time link carries."""
    head, found, _ = path.partition("/links/")
    return f"{head}{found}…" if found else path


def _completed(headers: object, request_id: str) -> list[tuple[bytes, bytes]]:
    given: list[tuple[bytes, bytes]] = list(headers)  # type: ignore[call-overload]
    present = {name.lower() for name, _ in given}
    given += [pair for pair in HEADERS if pair[0] not in present]
    if b"content-security-policy" not in present:
        given.append((b"content-security-policy", _CSP))
    if b"cache-control" not in present:
        given.append((b"cache-control", b"no-store"))
    given.append((b"x-request-id", request_id.encode()))
    return given
