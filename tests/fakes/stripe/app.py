"""The stand-in as an ASGI application."""

import asyncio
import hashlib
import json
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from tests.fakes.stripe import cards, checkout, control, forms, intents, lists, pages, refunds
from tests.fakes.stripe.books import API_VERSION, Books, Obj
from tests.fakes.stripe.deliveries import Deliveries
from tests.fakes.stripe.forms import Form
from tests.fakes.stripe.refusals import Declined, Refused, no_such

Send = Callable[[dict[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[dict[str, Any]]]

MAX_BODY = 1 << 20
MAX_KEY = 255
JSON, HTML = "application/json", "text/html; charset=utf-8"


class Cut(Exception):
    """The connection is closed without an answer."""


@dataclass
class Answer:
    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)
    media: str = JSON


@dataclass
class Stripe:
    """One account with its key, its endpoint for webhooks and its troubles."""

    key: str
    deliveries: Deliveries
    books: Books = field(default_factory=Books)
    troubles: list[control.Trouble] = field(default_factory=list)
    kept: dict[str, tuple[str, Answer]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.books.listener = self.deliveries.take

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        headers = {name.decode().lower(): value.decode() for name, value in scope["headers"]}
        body = b""
        while True:
            message = await receive()
            body += message.get("body", b"")
            if not message.get("more_body") or len(body) > MAX_BODY:
                break
        base = f"http://{headers.get('host', '127.0.0.1')}"
        request = Request(
            scope["method"], scope["path"], scope["query_string"], headers, body, base
        )
        cut = 0
        try:
            answer = await self._answer(request)
        except Cut:
            # A body that is shorter than was said: the server closes the connection.
            answer, cut = Answer(200, b""), 1
        await send(
            {
                "type": "http.response.start",
                "status": answer.status,
                "headers": [
                    (b"content-type", answer.media.encode()),
                    (b"content-length", str(len(answer.body) + cut).encode()),
                    *((name.encode(), value.encode()) for name, value in answer.headers.items()),
                ],
            }
        )
        await send({"type": "http.response.body", "body": answer.body})

    async def _answer(self, request: "Request") -> Answer:
        try:
            if request.path.startswith("/_control/"):
                return _json(await control.handle(self, request.method, request.path, request.body))
            if request.path.startswith("/v1/"):
                return await self._api(request)
            return self._page(request)
        except Refused as refused:
            return _json(refused.body, status=refused.status)

    async def _api(self, request: "Request") -> Answer:
        if request.headers.get("authorization") != f"Bearer {self.key}":
            raise Refused("Invalid API Key provided.", status=401)
        trouble = control.trouble_for(self.troubles, request.method, request.path)
        if trouble is not None and trouble.delay:
            await asyncio.sleep(trouble.delay)
        if trouble is not None and trouble.status:
            raise Refused(
                "Too many requests." if trouble.status == 429 else "An unknown error occurred.",
                status=trouble.status,
                kind="rate_limit_error" if trouble.status == 429 else "api_error",
                code="rate_limit" if trouble.status == 429 else None,
            )
        request_id = f"req_{secrets.token_hex(7)}"
        answer = self._once(request, request_id)
        answer.headers |= {"Request-Id": request_id, "Stripe-Version": API_VERSION}
        if trouble is not None and trouble.cut:
            raise Cut
        return answer

    def _once(self, request: "Request", request_id: str) -> Answer:
        """The effect happens once per idempotency key; its answer is kept, refusals too."""
        key = request.headers.get("idempotency-key") if request.method == "POST" else None
        if key is None:
            return self._do(request, request_id, None)
        if not 0 < len(key) <= MAX_KEY:
            raise Refused("Idempotency keys have 1 to 255 characters.", kind="idempotency_error")
        asked = hashlib.sha256(
            f"{request.method} {request.path}\n".encode() + request.body
        ).hexdigest()
        if key in self.kept:
            before, answer = self.kept[key]
            if before != asked:
                raise Refused(
                    "Keys for idempotent requests can only be used with the same parameters they "
                    "were first used with.",
                    kind="idempotency_error",
                )
            return Answer(
                answer.status,
                answer.body,
                {"Idempotent-Replayed": "true", "Original-Request": request_id},
            )
        answer = self._do(request, request_id, key)
        self.kept[key] = (asked, answer)
        return answer

    def _do(self, request: "Request", request_id: str, key: str | None) -> Answer:
        self.books.request_id, self.books.request_key = request_id, key
        try:
            form = forms.parsed(request.body if request.method == "POST" else request.query)
            made = self._route(request, form)
            return _json(lists.expanded(self.books, made, form))
        except Refused as refused:
            return _json(refused.body, status=refused.status)
        finally:
            self.books.request_id = self.books.request_key = None

    def _route(self, request: "Request", form: Form) -> Obj:
        path, books = request.path.removeprefix("/v1/"), self.books
        if request.method == "POST":
            return self._write(path.split("/"), form, request.base)
        if request.method != "GET":
            raise _unrecognised(request)
        if path == "balance":
            return books.balance()
        if path in lists.LISTS:
            return lists.page(books, path, form)
        collection, _, given = path.rpartition("/")
        if collection not in lists.LISTS:
            raise _unrecognised(request)
        forms.check_known(form, ())
        if collection == "checkout/sessions":
            return checkout.look(books, given)
        return books.get(lists.LISTS[collection][0], given)

    def _write(self, parts: list[str], form: Form, base: str) -> Obj:
        books = self.books
        match parts:
            case ["payment_intents"]:
                return intents.create(books, form, base=base)
            case ["payment_intents", given, "confirm"]:
                return intents.confirm(books, given, form, base=base)
            case ["payment_intents", given, "cancel"]:
                return intents.cancel(books, given, form)
            case ["checkout", "sessions"]:
                return checkout.create(books, form, base=base)
            case ["checkout", "sessions", given, "expire"]:
                forms.check_known(form, ())
                return checkout.expire(books, given)
            case ["refunds"]:
                return refunds.create(books, form)
        raise no_such("route", "/".join(parts))

    def _page(self, request: "Request") -> Answer:
        """What a payer sees in his browser."""
        form = forms.parsed(request.body) if request.method == "POST" else {}
        match request.path.strip("/").split("/"):
            case ["c", "pay", given]:
                return self._checkout(given, form, request)
            case ["authentication", given]:
                intent = self.books.get("payment_intent", given)
                if request.method == "GET":
                    return _html(pages.authentication(intent))
                return self._authenticated(intent, passed=form.get("answer") == "complete")
        return _html(pages.frame("Not found", ""), status=404)

    def _checkout(self, given: str, form: Form, request: "Request") -> Answer:
        session = checkout.look(self.books, given)
        if session["status"] != "open":
            return _html(pages.frame(f"This session is {session['status']}", ""), status=410)
        if request.method == "GET":
            return _html(pages.checkout(session))
        wallet = form.get("wallet")
        card = (
            cards.METHODS.get(f"pm_{wallet}") if wallet else cards.of_number(form.get("number", ""))
        )
        if card is None or card.kind not in session["payment_method_types"]:
            return _html(pages.checkout(session, said="Your card number is invalid."), status=402)
        intent = self.books.objects[session["payment_intent"]]
        try:
            intents.pay(self.books, intent, card, base=request.base)
        except Declined:
            return _html(pages.checkout(session, said="Your card was declined."), status=402)
        if intent["status"] == "requires_action":
            return _to(f"{request.base}/authentication/{intent['id']}")
        return self._paid(intent)

    def _authenticated(self, intent: Obj, *, passed: bool) -> Answer:
        try:
            intents.authenticated(self.books, intent, passed=passed)
        except Declined:
            passed = False
        if passed:
            return self._paid(intent)
        session = self._session_of(intent)
        if session is None or not session["url"]:
            return _html(pages.frame("The payment failed", ""), status=402)
        return _to(session["url"])

    def _paid(self, intent: Obj) -> Answer:
        session = self._session_of(intent)
        checkout.settle(self.books, intent)
        if session is None:
            return _html(pages.frame("Paid", ""))
        return _to(session["success_url"].replace("{CHECKOUT_SESSION_ID}", quote(session["id"])))

    def _session_of(self, intent: Obj) -> Obj | None:
        found = (
            each
            for each in self.books.of_kind("checkout.session")
            if each["payment_intent"] == intent["id"]
        )
        return next(found, None)


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    query: bytes
    headers: dict[str, str]
    body: bytes
    base: str


def _unrecognised(request: Request) -> Refused:
    return Refused(f"Unrecognized request URL ({request.method}: {request.path}).", status=404)


def _json(body: Any, *, status: int = 200) -> Answer:
    return Answer(status, json.dumps(body).encode())


def _html(text: str, *, status: int = 200) -> Answer:
    return Answer(status, text.encode(), media=HTML)


def _to(address: str) -> Answer:
    return Answer(303, b"", {"Location": address}, media=HTML)
