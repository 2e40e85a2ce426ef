"""Signing in and out, the caller's password and his second factor."""

from typing import Any

import segno
from litestar import Controller, Request, Response, delete, get, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import JSONBody
from litestar.status_codes import HTTP_200_OK, HTTP_201_CREATED, HTTP_204_NO_CONTENT

from backend.identity import service
from backend.identity.schemas import (
    CodeIn,
    PasswordChangeIn,
    PasswordIn,
    RecoveryCodesOut,
    SecondFactorBegunOut,
    SecondFactorOut,
    SessionOut,
    SignInIn,
)
from backend.kernel.auth import Actor
from backend.kernel.http import PROBLEMS
from backend.kernel.sessions import csrf_token, session_cookie, session_token

AnyRequest = Request[Any, Any, State]

#: Marks an answer that shows a secret once: it is neither cached nor kept for repeats.
SECRET = {"Cache-Control": "no-store, secret"}


def device_of(request: AnyRequest) -> str:
    return request.headers.get("user-agent", "")


class SessionController(Controller):
    path = "/session"
    tags = ("Identity",)

    @post(status_code=HTTP_200_OK, responses=PROBLEMS, operation_id="signIn")
    async def sign_in(
        self, data: JSONBody[SignInIn], request: AnyRequest, visitor: NamedDependency[Actor]
    ) -> Response[SessionOut]:
        """Sign in; the answer sets the cookie and gives the CSRF token."""
        token, actor = await service.sign_in(
            email=data.email,
            password=data.password,
            code=data.code,
            device=device_of(request),
            by=visitor,
        )
        return await signed_in(token, actor)

    @get(responses=PROBLEMS, operation_id="getSession")
    async def read(self, request: AnyRequest, actor: NamedDependency[Actor]) -> SessionOut:
        """Who is signed in, with what permissions."""
        token = session_token(request) or ""
        return await _session(token, actor)

    @delete(status_code=HTTP_204_NO_CONTENT, responses=PROBLEMS, operation_id="signOut")
    async def sign_out(
        self, request: AnyRequest, visitor: NamedDependency[Actor]
    ) -> Response[None]:
        """Sign out; repeating it changes nothing."""
        token = session_token(request)
        if token is not None and visitor.kind != "public":
            await service.sign_out(token)
        return Response(None, status_code=HTTP_204_NO_CONTENT, cookies=[session_cookie(None)])

    @post(
        "/everywhere-sign-out",
        status_code=HTTP_204_NO_CONTENT,
        responses=PROBLEMS,
        operation_id="signOutEverywhere",
    )
    async def sign_out_everywhere(self, actor: NamedDependency[Actor]) -> Response[None]:
        """End every session of the caller, this one included."""
        await service.sign_out_everywhere(by=actor)
        return Response(None, status_code=HTTP_204_NO_CONTENT, cookies=[session_cookie(None)])


async def _session(token: str, actor: Actor) -> SessionOut:
    return SessionOut.of(
        actor,
        await service.organisation(actor.organisation_id),
        csrf_token=csrf_token(token),
        second_factor=await service.has_second_factor(actor.user_id),
        duty=await service.duty_of(actor.user_id),
    )


async def signed_in(token: str, actor: Actor) -> Response[SessionOut]:
    return Response(
        await _session(token, actor),
        cookies=[session_cookie(token)],
        status_code=HTTP_200_OK,
    )


class AccountController(Controller):
    path = "/account"
    tags = ("Identity",)

    @post(
        "/password",
        status_code=HTTP_204_NO_CONTENT,
        responses=PROBLEMS,
        operation_id="changePassword",
    )
    async def change_password(
        self,
        data: JSONBody[PasswordChangeIn],
        request: AnyRequest,
        actor: NamedDependency[Actor],
    ) -> None:
        """Change the caller's password; his other sessions end."""
        await service.change_password(
            current=data.current,
            code=data.code,
            new=data.new,
            keep_token=session_token(request),
            by=actor,
        )

    @get("/second-factor", responses=PROBLEMS, operation_id="getSecondFactor")
    async def second_factor(self, actor: NamedDependency[Actor]) -> SecondFactorOut:
        """Whether more than his password is asked of the caller."""
        return _factor(await service.second_factor(by=actor))

    @post("/second-factor", responses=PROBLEMS, operation_id="beginSecondFactor")
    async def begin(
        self, data: JSONBody[PasswordIn], actor: NamedDependency[Actor]
    ) -> Response[SecondFactorBegunOut]:
        """A secret for the caller's authenticator, shown once; in force when it is confirmed."""
        begun = await service.begin_second_factor(data.password, data.code, by=actor)
        code = segno.make(begun.address, error="m", micro=False)
        shown = SecondFactorBegunOut(
            secret=begun.secret,
            address=begun.address,
            qr_svg=code.svg_inline(border=4, scale=4, light="#fff"),
        )
        return Response(shown, headers=SECRET, status_code=HTTP_201_CREATED)

    @post(
        "/second-factor/confirmation",
        status_code=HTTP_200_OK,
        responses=PROBLEMS,
        operation_id="confirmSecondFactor",
    )
    async def confirm(
        self, data: JSONBody[CodeIn], actor: NamedDependency[Actor]
    ) -> Response[RecoveryCodesOut]:
        """Put the secret into force with a code; the answer shows the recovery codes once."""
        codes = await service.confirm_second_factor(data.code, by=actor)
        return Response(RecoveryCodesOut(recovery_codes=codes), headers=SECRET)

    @post(
        "/second-factor/recovery-codes",
        status_code=HTTP_200_OK,
        responses=PROBLEMS,
        operation_id="renewRecoveryCodes",
    )
    async def renew(
        self, data: JSONBody[PasswordIn], actor: NamedDependency[Actor]
    ) -> Response[RecoveryCodesOut]:
        """New recovery codes, shown once; every earlier one is void."""
        codes = await service.renew_recovery_codes(data.password, data.code, by=actor)
        return Response(RecoveryCodesOut(recovery_codes=codes), headers=SECRET)

    @post(
        "/second-factor/removal",
        status_code=HTTP_204_NO_CONTENT,
        responses=PROBLEMS,
        operation_id="removeSecondFactor",
    )
    async def remove(self, data: JSONBody[PasswordIn], actor: NamedDependency[Actor]) -> None:
        """Forget the authenticator; needs password and code."""
        await service.remove_second_factor(data.password, data.code, by=actor)


def _factor(view: service.FactorView) -> SecondFactorOut:
    return SecondFactorOut(
        on=view.on,
        confirmed_at=view.confirmed_at,
        ended_at=view.ended_at,
        recovery_codes_left=view.recovery_codes_left,
        passkey_origin=service.passkey_origin(),
    )
