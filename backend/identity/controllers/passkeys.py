"""The caller's passkeys, and signing in with one."""

from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from litestar.status_codes import HTTP_200_OK, HTTP_201_CREATED, HTTP_204_NO_CONTENT

from backend.identity import service
from backend.identity.controllers.sessions import SECRET, AnyRequest, device_of, signed_in
from backend.identity.schemas import (
    PasskeyAnswerIn,
    PasskeyIn,
    PasskeyMadeOut,
    PasskeyNameIn,
    PasskeyOptionsOut,
    PasskeyOut,
    PasswordIn,
    SessionOut,
)
from backend.kernel.auth import Actor
from backend.kernel.http import PROBLEMS
from backend.kernel.schemas import Page
from backend.kernel.sessions import session_token


def _origin(request: AnyRequest) -> str | None:
    """Where the browser says that it is."""
    return request.headers.get("origin")


class PasskeySignInController(Controller):
    path = "/session/passkey"
    tags = ("Identity",)

    @post(
        "/options", status_code=HTTP_200_OK, responses=PROBLEMS, operation_id="askForPasskeySignIn"
    )
    async def ask(
        self, request: AnyRequest, visitor: NamedDependency[Actor]
    ) -> Response[PasskeyOptionsOut]:
        """What any passkey may answer within five minutes, once; the same for every visitor."""
        options = await service.ask_at_sign_in(origin=_origin(request), by=visitor)
        return Response(PasskeyOptionsOut(options=options), headers=SECRET)

    @post(status_code=HTTP_200_OK, responses=PROBLEMS, operation_id="signInByPasskey")
    async def sign_in(
        self, data: JSONBody[PasskeyAnswerIn], request: AnyRequest, visitor: NamedDependency[Actor]
    ) -> Response[SessionOut]:
        """Sign in with a passkey alone; the answer sets the cookie and gives the CSRF token."""
        token, actor = await service.sign_in_by_passkey(
            data.answer, device=device_of(request), by=visitor
        )
        return await signed_in(token, actor)


class PasskeyController(Controller):
    path = "/account/passkeys"
    tags = ("Identity",)

    @get(responses=PROBLEMS, operation_id="listPasskeys")
    async def index(self, actor: NamedDependency[Actor]) -> Page[PasskeyOut]:
        """The caller's passkeys, in order of arrival."""
        items = [PasskeyOut.of(row) for row in await service.passkeys_of(by=actor)]
        return Page(items=items, next=None, total=len(items))

    @post("/options", status_code=HTTP_200_OK, responses=PROBLEMS, operation_id="askForPasskey")
    async def ask(
        self, data: JSONBody[PasswordIn], request: AnyRequest, actor: NamedDependency[Actor]
    ) -> Response[PasskeyOptionsOut]:
        """What a new passkey is made from, in this session within five minutes."""
        options = await service.ask_for_passkey(
            data.password,
            data.code,
            token=session_token(request) or "",
            origin=_origin(request),
            by=actor,
        )
        return Response(PasskeyOptionsOut(options=options), headers=SECRET)

    @post(status_code=HTTP_201_CREATED, responses=PROBLEMS, operation_id="registerPasskey")
    async def register(
        self, data: JSONBody[PasskeyIn], request: AnyRequest, actor: NamedDependency[Actor]
    ) -> Response[PasskeyMadeOut]:
        """Register what the browser made; the first second factor brings recovery codes."""
        row, codes = await service.register_passkey(
            data.name, data.answer, token=session_token(request) or "", by=actor
        )
        made = PasskeyMadeOut(passkey=PasskeyOut.of(row), recovery_codes=codes)
        return Response(made, headers=SECRET if codes else {}, status_code=HTTP_201_CREATED)

    @post("/{passkey_id:uuid}/name", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def rename(
        self,
        passkey_id: FromPath[UUID],
        data: JSONBody[PasskeyNameIn],
        actor: NamedDependency[Actor],
    ) -> PasskeyOut:
        """Call it otherwise."""
        return PasskeyOut.of(await service.rename_passkey(passkey_id, data.name, by=actor))

    @post("/{passkey_id:uuid}/removal", status_code=HTTP_204_NO_CONTENT, responses=PROBLEMS)
    async def remove(
        self,
        passkey_id: FromPath[UUID],
        data: JSONBody[PasswordIn],
        actor: NamedDependency[Actor],
    ) -> None:
        """Accept it no more; needs password and second factor."""
        await service.remove_passkey(passkey_id, password=data.password, code=data.code, by=actor)
