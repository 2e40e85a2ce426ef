"""API keys of the caller's organisation; the caller's own sign-ins and sessions."""

from datetime import datetime
from typing import Any
from uuid import UUID

from litestar import Controller, Request, Response, get, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.status_codes import HTTP_200_OK, HTTP_201_CREATED, HTTP_204_NO_CONTENT

from backend.identity import service
from backend.identity.controllers.sessions import SECRET
from backend.identity.schemas import ApiKeyIn, ApiKeyMadeOut, ApiKeyOut, ScopeOut, SignInOut
from backend.identity.scopes import SCOPES, scopes_of
from backend.identity.states import OrganisationKind
from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.kernel.http import PROBLEMS
from backend.kernel.pages import cut, decode_cursor, limit_of, total_of
from backend.kernel.schemas import Page
from backend.kernel.sessions import session_token

AnyRequest = Request[Any, Any, State]


def _after(cursor: str | None) -> tuple[datetime, UUID] | None:
    if not cursor:
        return None
    at, row_id = decode_cursor(cursor, datetime, UUID)
    return at, row_id


def _place(row: dict[str, Any]) -> tuple[object, object]:
    return row["created_at"], row["id"]


class ApiKeyController(Controller):
    path = "/api-keys"
    tags = ("Identity",)

    @get(responses=PROBLEMS, operation_id="listApiKeys")
    async def index(
        self,
        actor: NamedDependency[Actor],
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[ApiKeyOut]:
        """Every key of the caller's organisation, newest first; never a token."""
        size = limit_of(limit)
        rows, total = await service.api_keys(after=_after(cursor), limit=size, by=actor)
        page, following = cut(rows, size, key=_place)
        at = clock.now()
        return Page(
            items=[ApiKeyOut.of(row, at=at) for row in page], next=following, total=total_of(total)
        )

    @get("/scopes", responses=PROBLEMS, operation_id="listApiKeyScopes")
    async def scopes(self, actor: NamedDependency[Actor]) -> list[ScopeOut]:
        """What a key of the caller's organisation can be let do."""
        return [
            ScopeOut(scope=str(scope), routes=list(SCOPES[scope][1]))
            for scope in scopes_of(OrganisationKind(actor.kind))
        ]

    @post(responses=PROBLEMS, operation_id="makeApiKey")
    async def make(
        self, data: JSONBody[ApiKeyIn], actor: NamedDependency[Actor]
    ) -> Response[ApiKeyMadeOut]:
        """A new key; its token is shown in this answer and never again."""
        row, token = await service.make_key(
            service.KeyTerms(name=data.name, scopes=data.scopes, days=data.days),
            password=data.password,
            code=data.code,
            by=actor,
        )
        made = ApiKeyMadeOut(token=token, key=ApiKeyOut.of(row, at=clock.now()))
        return Response(made, headers=SECRET, status_code=HTTP_201_CREATED)

    @post(
        "/{api_key_id:uuid}/revocation",
        status_code=HTTP_200_OK,
        responses=PROBLEMS,
        operation_id="revokeApiKey",
    )
    async def revoke(self, api_key_id: FromPath[UUID], actor: NamedDependency[Actor]) -> ApiKeyOut:
        """End the key at once; again changes nothing."""
        row = await service.revoke_key(api_key_id, by=actor)
        return ApiKeyOut.of(row, at=clock.now())


class SignInController(Controller):
    path = "/account/sign-ins"
    tags = ("Identity",)

    @get(responses=PROBLEMS, operation_id="listSignIns")
    async def index(
        self,
        request: AnyRequest,
        actor: NamedDependency[Actor],
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[SignInOut]:
        """Every attempt to sign in as the caller, newest first."""
        size = limit_of(limit)
        rows, total = await service.sign_ins(
            token=session_token(request) or "", after=_after(cursor), limit=size, by=actor
        )
        page, following = cut(rows, size, key=_place)
        return Page(items=[_sign_in(row) for row in page], next=following, total=total_of(total))

    @post("/{sign_in_id:uuid}/end", status_code=HTTP_204_NO_CONTENT, responses=PROBLEMS)
    async def end(self, sign_in_id: FromPath[UUID], actor: NamedDependency[Actor]) -> None:
        """End the session that this sign-in opened."""
        await service.end_session(sign_in_id, by=actor)

    @post(
        "/others/end",
        status_code=HTTP_204_NO_CONTENT,
        responses=PROBLEMS,
        operation_id="endOtherSessions",
    )
    async def end_others(self, request: AnyRequest, actor: NamedDependency[Actor]) -> None:
        """End every session of the caller but this one."""
        await service.end_other_sessions(token=session_token(request) or "", by=actor)


def _sign_in(row: dict[str, Any]) -> SignInOut:
    live, current = bool(row["live"]), row["current"]
    return SignInOut(
        id=row["id"],
        created_at=row["created_at"],
        outcome=row["outcome"],
        proof=row["proof"],
        address=row["address"],
        device=row["device"],
        seen_at=row["seen_at"],
        live=live,
        current=current,
        allowed_actions=["end"] if live and not current else [],
    )
