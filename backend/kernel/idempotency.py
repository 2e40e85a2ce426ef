"""The same request twice has one effect: answer and effect are committed together under a key."""

import gzip
import hashlib
import hmac
from dataclasses import dataclass
from uuid import uuid4

from litestar.connection import ASGIConnection
from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPReceiveMessage, HTTPScope, Message, Receive, Scope, Send
from litestar.types.asgi_types import (
    HTTPDisconnectEvent,
    HTTPRequestEvent,
    HTTPResponseBodyEvent,
    HTTPResponseStartEvent,
)

from backend.kernel.auth import Actor
from backend.kernel.db import execute, fetch_one, transaction
from backend.kernel.errors import Conflict, InvalidField
from backend.kernel.settings import secret_key

HEADER = "idempotency-key"
KEY_LENGTH = range(8, 121)
#: JSON bodies are small; files come as multipart, which carries no key.
MAX_BODY = 2 * 1024 * 1024
FIRST_REFUSAL = 400
#: An archive is sent while it is written: it is not kept to be sent again. A checkout commits a
#: key of its own before it asks Stripe, and gives the same page whoever asks again. What only
#: reckons or reads has no effect, and holds no transaction open while it does.
UNKEPT = (
    *("/session", "/session/passkey", "/export", "/checkout", "/rate", "/validation"),
    *("/sheet", "/workbook"),
)


class KeyReused(Conflict):
    code = "idempotency.key_reused"
    title = "This Idempotency-Key belongs to another request"


class AnswerNotKept(Conflict):
    code = "idempotency.answer_not_kept"
    title = "This was done already; its answer showed a secret once and was not kept"


class _Refused(Exception):
    """Undoes the transaction of a request that was refused; its answer is sent all the same."""


@dataclass
class _Answer:
    """What the application sends, held back until it is committed."""

    messages: list[Message]

    async def take(self, message: Message) -> None:
        self.messages.append(message)

    @property
    def status(self) -> int:
        return next(int(m["status"]) for m in self.messages if m["type"] == "http.response.start")

    @property
    def body(self) -> bytes:
        """As it was before it was compressed for whoever asked first."""
        sent = b"".join(m["body"] for m in self.messages if m["type"] == "http.response.body")
        return gzip.decompress(sent) if self.header(b"content-encoding") == "gzip" else sent

    def header(self, name: bytes) -> str:
        start = next(m for m in self.messages if m["type"] == "http.response.start")
        return next((v.decode() for k, v in start["headers"] if k.lower() == name), "")


class IdempotencyMiddleware:
    """Opens the transaction of a keyed request, claims the key, stores the answer, commits."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP or (key := _key(scope)) is None:
            await self.app(scope, receive, send)
            return
        body = await _read(receive)
        answer = _Answer([])
        try:
            async with transaction():
                if await self._is_first(scope, key, body):
                    await self.app(scope, _replay(body), answer.take)
                    await _finish(scope, key, answer)
                else:
                    await _stored(scope, key, body, answer)
        except _Refused:
            pass
        for message in answer.messages:
            await send(message)

    async def _is_first(self, scope: HTTPScope, key: str, body: bytes) -> bool:
        """Claim the key; waits for a twin that is under way."""
        actor: Actor = scope["state"]["actor"]
        claimed = await fetch_one(
            "INSERT INTO kernel_idempotency (id, organisation_id, member_id, route, key, "
            "body_digest) VALUES ($1, $2, $3, $4, $5, $6) "
            "ON CONFLICT (organisation_id, member_id, route, key) DO NOTHING RETURNING id",
            uuid4(),
            actor.organisation_id,
            actor.user_id,
            scope["path"][:200],
            key,
            _digest(body),
        )
        return claimed is not None


def _key(scope: HTTPScope) -> str | None:
    """The key of a signed-in JSON POST; others run unprotected."""
    if scope["method"] != "POST":
        return None
    connection: ASGIConnection = ASGIConnection(scope)  # type: ignore[type-arg]
    key = connection.headers.get(HEADER)
    actor: Actor = scope["state"]["actor"]
    is_upload = connection.headers.get("content-type", "").startswith("multipart/")
    if key is None or is_upload or actor.kind == "public":
        return None
    if len(key) not in KEY_LENGTH or not key.isascii() or not key.isprintable():
        raise InvalidField(HEADER, "8 to 120 printable ASCII characters.")
    return None if scope["path"].rstrip("/").endswith(UNKEPT) else key


async def _read(receive: Receive) -> bytes:
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] != "http.request":
            raise InvalidField("body", "The connection was closed before the body had come.")
        body += message["body"]
        if len(body) > MAX_BODY:
            raise InvalidField("body", f"A JSON body has at most {MAX_BODY} bytes.")
        if not message["more_body"]:
            return bytes(body)


def _replay(body: bytes) -> Receive:
    sent = False

    async def receive() -> HTTPReceiveMessage:
        nonlocal sent
        if sent:
            return HTTPDisconnectEvent(type="http.disconnect")
        sent = True
        return HTTPRequestEvent(type="http.request", body=body, more_body=False)

    return receive


def _digest(body: bytes) -> bytes:
    return hmac.new(secret_key(), body, hashlib.sha256).digest()


_WHERE = "organisation_id = $1 AND member_id = $2 AND route = $3 AND key = $4"


def _scope_of_key(scope: HTTPScope, key: str) -> tuple[object, ...]:
    actor: Actor = scope["state"]["actor"]
    return actor.organisation_id, actor.user_id, scope["path"][:200], key


async def _finish(scope: HTTPScope, key: str, answer: _Answer) -> None:
    """Keep the answer with its effect; undo both when the request was refused."""
    if answer.status >= FIRST_REFUSAL:
        raise _Refused
    shows_secret = answer.header(b"cache-control") == "no-store, secret"
    await execute(
        "UPDATE kernel_idempotency SET status = $5, answer = $6, media_type = $7, "  # noqa: S608 - constants
        "secret = $8 "
        f"WHERE {_WHERE}",
        *_scope_of_key(scope, key),
        answer.status,
        None if shows_secret else answer.body,
        answer.header(b"content-type"),
        int(shows_secret),
    )


async def _stored(scope: HTTPScope, key: str, body: bytes, answer: _Answer) -> None:
    row = await fetch_one(
        "SELECT body_digest, status, answer, media_type, secret FROM kernel_idempotency "  # noqa: S608
        f"WHERE {_WHERE}",
        *_scope_of_key(scope, key),
    )
    if row is None:
        raise RuntimeError("A claimed key is gone.")
    if not hmac.compare_digest(row["body_digest"], _digest(body)):
        raise KeyReused("The same key came with another body; use a new key per intent.")
    if row["secret"]:
        raise AnswerNotKept("Ask for a new link if the first was lost.")
    headers = [
        (b"content-type", row["media_type"].encode()),
        (b"content-length", str(len(row["answer"])).encode()),
        (b"idempotency-replayed", b"true"),
    ]
    await answer.take(
        HTTPResponseStartEvent(type="http.response.start", status=row["status"], headers=headers)
    )
    await answer.take(
        HTTPResponseBodyEvent(type="http.response.body", body=row["answer"], more_body=False)
    )


async def forget_old() -> None:
    """Keys are kept for 24 hours (a nightly job)."""
    await execute("DELETE FROM kernel_idempotency WHERE created_at < now() - interval '24 hours'")
