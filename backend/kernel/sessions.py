"""The session cookie, CSRF tokens, and who is asking."""

import hashlib
import hmac
from collections.abc import Awaitable, Callable

from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie
from litestar.enums import ScopeType
from litestar.exceptions import NotAuthorizedException
from litestar.types import ASGIApp, HTTPScope, Receive, Scope, Send

from backend.kernel.auth import Actor, public
from backend.kernel.errors import Forbidden
from backend.kernel.settings import secret_key, settings

COOKIE = "zhirong_session"
CSRF_HEADER = "x-csrf-token"
#: Where one signs in, by password or passkey.
SIGN_INS = ("/session", "/session/passkey", "/session/passkey/options")
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

#: token, network address, request id → who is asking; None when the session is over.
ActorOf = Callable[[str, str, str], Awaitable[Actor | None]]
#: (method, path below the API), who is signed in → a refusal of what he may not change yet.
CheckOfWrite = Callable[[tuple[str, str], Actor], Awaitable[None]]
#: API key, (method, path below the API), network address, request id → the same.
ActorOfKey = Callable[[str, tuple[str, str], str, str], Awaitable[Actor | None]]
#: Where a program puts its key: no browser sends it by itself.
BEARER = "bearer "


class CsrfMissing(Forbidden):
    code = "csrf_missing"
    title = "The request lacks this session's X-CSRF-Token"


def csrf_token(session_token: str) -> str:
    return hmac.new(secret_key(), b"csrf:" + session_token.encode(), hashlib.sha256).hexdigest()


def session_cookie(token: str | None) -> Cookie:
    """The cookie that signs in, or the one that signs out."""
    return Cookie(
        key=COOKIE,
        value=token or "",
        max_age=0 if token is None else None,
        path="/",
        httponly=True,
        samesite="lax",
        secure=settings().tls,
    )


def session_token(connection: ASGIConnection) -> str | None:  # type: ignore[type-arg]
    return connection.cookies.get(COOKIE) or None


class SessionMiddleware:
    """Find out who is asking; refuse an unsafe request that does not prove its origin.

    A request with a key is the key's alone: a cookie beside it counts for nothing.
    """

    def __init__(
        self,
        app: ASGIApp,
        actor_of: ActorOf,
        actor_of_key: ActorOfKey,
        check_write: CheckOfWrite,
        root: str,
    ) -> None:
        self.app = app
        self.actor_of = actor_of
        self.actor_of_key = actor_of_key
        self.check_write = check_write
        self.root = root

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == ScopeType.HTTP:
            await self._identify(scope)
        await self.app(scope, receive, send)

    async def _identify(self, scope: HTTPScope) -> None:
        connection: ASGIConnection = ASGIConnection(scope)  # type: ignore[type-arg]
        address = connection.client.host if connection.client else ""
        request_id = str(scope.get("zhirong_request_id", ""))
        given = connection.headers.get("authorization", "")
        if given.lower().startswith(BEARER):
            scope["state"]["actor"] = await self._key(scope, given, address, request_id)
            return
        token = session_token(connection)
        actor = await self.actor_of(token, address, request_id) if token else None
        if scope["method"] not in SAFE_METHODS:
            _check_origin(connection)
            if actor is not None and not _is_sign_in(scope):
                _check_csrf(connection, token or "")
                await self.check_write(self._route(scope), actor)
        scope["state"]["actor"] = actor or public(address=address, request_id=request_id)

    async def _key(self, scope: HTTPScope, given: str, address: str, request_id: str) -> Actor:
        """The route is the one that Litestar found, whatever way the address was written."""
        key = given[len(BEARER) :].strip()
        actor = await self.actor_of_key(key, self._route(scope), address, request_id)
        if actor is None:
            raise NotAuthorizedException("Authorization holds no key of this platform.")
        return actor

    def _route(self, scope: HTTPScope) -> tuple[str, str]:
        return scope["method"], scope["path_template"].removeprefix(self.root)


def _is_sign_in(scope: HTTPScope) -> bool:
    """Signing in over an old session cannot know that session's token."""
    return scope["method"] == "POST" and scope["path"].rstrip("/").endswith(SIGN_INS)


def _check_csrf(connection: ASGIConnection, token: str) -> None:  # type: ignore[type-arg]
    given = connection.headers.get(CSRF_HEADER, "")
    if not hmac.compare_digest(given.encode(), csrf_token(token).encode()):
        raise CsrfMissing("Send the csrf_token of GET /session as X-CSRF-Token.")


def _check_origin(connection: ASGIConnection) -> None:  # type: ignore[type-arg]
    """A browser says where a form comes from; another site's, or a hidden one's, is refused."""
    origin = connection.headers.get("origin")
    if origin is None:
        return
    if origin.split("://", 1)[-1] != connection.headers.get("host", ""):
        raise CsrfMissing("The request comes from another site.", origin=origin)


async def current_actor(request: ASGIConnection) -> Actor:  # type: ignore[type-arg]
    """Dependency `actor`: who is signed in; 401 for nobody."""
    actor: Actor = request.scope["state"]["actor"]
    if actor.kind == "public":
        raise NotAuthorizedException("Sign in first.")
    return actor


async def current_visitor(request: ASGIConnection) -> Actor:  # type: ignore[type-arg]
    """Dependency `visitor`: who is asking, signed in or not."""
    visitor: Actor = request.scope["state"]["actor"]
    return visitor
