"""Members, links and organisations over HTTP."""

from importlib.metadata import version
from typing import Annotated, Any
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from litestar.response import Stream
from litestar.status_codes import HTTP_200_OK, HTTP_201_CREATED, HTTP_204_NO_CONTENT

from backend.identity import divisions, service
from backend.identity.controllers.keys import ApiKeyController, SignInController
from backend.identity.controllers.passkeys import PasskeyController, PasskeySignInController
from backend.identity.controllers.second_factor_terms import SecondFactorTermController
from backend.identity.controllers.sessions import (
    SECRET,
    AccountController,
    AnyRequest,
    SessionController,
    device_of,
    signed_in,
)
from backend.identity.permissions import ROLES
from backend.identity.schemas import (
    InvitationIn,
    LinkIssuedOut,
    LinkOut,
    MemberOut,
    MetaOut,
    OrganisationCreatedOut,
    OrganisationIn,
    OrganisationOut,
    OrganisationRowOut,
    PasswordIn,
    RolesIn,
    SessionOut,
    StreetsOut,
    ViewedList,
    ViewIn,
    ViewNameIn,
    ViewOut,
)
from backend.identity.states import OrganisationKind
from backend.kernel import clock, listed, workbook
from backend.kernel.auth import Actor, Permission
from backend.kernel.http import PROBLEMS
from backend.kernel.pages import cut, decode_cursor, limit_of, total_of
from backend.kernel.schemas import Page
from backend.kernel.settings import settings


def link_path(token: str) -> str:
    return f"/link/{token}"


class LinkController(Controller):
    path = "/links"
    tags = ("Identity",)

    @get("/{token:str}", responses=PROBLEMS, operation_id="getLink")
    async def read(self, token: FromPath[str]) -> LinkOut:
        """Whom a one-time link belongs to."""
        row = await service.link(token)
        return LinkOut(
            email=row["email"],
            name=row["name"],
            organisation_name=row["organisation_name"],
            purpose=row["purpose"],
            expires_at=row["expires_at"],
            second_factor=await service.has_second_factor(row["member_id"]),
            passkeys=await service.has_passkey(row["member_id"]),
        )

    @post("/{token:str}", status_code=HTTP_200_OK, responses=PROBLEMS, operation_id="takeLink")
    async def take(
        self,
        token: FromPath[str],
        data: JSONBody[PasswordIn],
        request: AnyRequest,
        visitor: NamedDependency[Actor],
    ) -> Response[SessionOut]:
        """Set the password and sign in; the link is spent."""
        session, actor = await service.take_link(
            token, password=data.password, code=data.code, device=device_of(request), by=visitor
        )
        return await signed_in(session, actor)


class MemberController(Controller):
    path = "/members"
    tags = ("Identity",)

    @get(responses=PROBLEMS, operation_id="listMembers")
    async def index(self, actor: NamedDependency[Actor]) -> Page[MemberOut]:
        """The people of the caller's organisation."""
        rows = await service.members(by=actor)
        items = [MemberOut.of(row, allowed_actions=_actions(row, actor)) for row in rows]
        return Page(items=items, next=None, total=len(items))

    @post("/{member_id:uuid}/roles", status_code=HTTP_204_NO_CONTENT, responses=PROBLEMS)
    async def change_roles(
        self, member_id: FromPath[UUID], data: JSONBody[RolesIn], actor: NamedDependency[Actor]
    ) -> None:
        """Give the member these roles instead of his present ones."""
        await service.change_roles(member_id, roles=data.roles, by=actor)

    @post("/{member_id:uuid}/deactivation", status_code=HTTP_204_NO_CONTENT, responses=PROBLEMS)
    async def deactivate(self, member_id: FromPath[UUID], actor: NamedDependency[Actor]) -> None:
        """Deactivate the member; his sessions end at once."""
        await service.deactivate(member_id, by=actor)

    @post("/{member_id:uuid}/reactivation", status_code=HTTP_204_NO_CONTENT, responses=PROBLEMS)
    async def reactivate(self, member_id: FromPath[UUID], actor: NamedDependency[Actor]) -> None:
        """Undo a deactivation."""
        await service.reactivate(member_id, by=actor)

    @post("/{member_id:uuid}/reset", status_code=HTTP_201_CREATED, responses=PROBLEMS)
    async def reset(
        self, member_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> Response[LinkIssuedOut]:
        """A one-time link with which the member sets a new password."""
        row, token, expires_at = await service.offer_reset(member_id, by=actor)
        issued = LinkIssuedOut(
            member_id=row.id, email=row.email, path=link_path(token), expires_at=expires_at
        )
        return Response(issued, headers=SECRET, status_code=HTTP_201_CREATED)


def _actions(row: dict[str, Any], actor: Actor) -> list[str]:
    if not actor.may(Permission.MANAGE_MEMBERS):
        return []
    return ["roles", "reset", "deactivation"] if row["active"] else ["reactivation"]


class InvitationController(Controller):
    path = "/invitations"
    tags = ("Identity",)

    @post(status_code=HTTP_201_CREATED, responses=PROBLEMS, operation_id="inviteMember")
    async def invite(
        self, data: JSONBody[InvitationIn], actor: NamedDependency[Actor]
    ) -> Response[LinkIssuedOut]:
        """Invite a colleague; the link is shown once, to the inviter."""
        row, token, expires_at = await service.invite(
            email=data.email, name=data.name, roles=data.roles, by=actor
        )
        issued = LinkIssuedOut(
            member_id=row.id, email=row.email, path=link_path(token), expires_at=expires_at
        )
        return Response(issued, headers=SECRET, status_code=HTTP_201_CREATED)


class OperatorOrganisationController(Controller):
    path = "/operator/organisations"
    tags = ("Identity",)

    @get(responses=PROBLEMS, operation_id="listOrganisations")
    async def index(
        self,
        actor: NamedDependency[Actor],
        kind: FromQuery[str | None] = None,
        q: FromQuery[str | None] = None,
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[OrganisationRowOut]:
        """Every organisation, by name."""
        size = limit_of(limit)
        after = decode_cursor(cursor, str, UUID) if cursor else None
        rows, total = await service.page_of_organisations(
            kind=kind, q=q, after=(after[0], after[1]) if after else None, limit=size, by=actor
        )
        page, following = cut(rows, size, key=lambda row: (row["name"], row["id"]))
        return Page(
            items=[OrganisationRowOut(**row) for row in page],
            next=following,
            total=total_of(total),
        )

    @get(
        "/export.xlsx",
        responses=PROBLEMS,
        media_type=workbook.MEDIA_TYPE,
        operation_id="exportOrganisations",
    )
    async def export(
        self,
        actor: NamedDependency[Actor],
        kind: FromQuery[str | None] = None,
        q: FromQuery[str | None] = None,
    ) -> Stream:
        """The same organisations as a workbook: up to 10,000 at once, more by `POST /exports`."""
        asked = service.OrganisationsAsked(kind=kind, q=q)
        return Stream(
            workbook.chunks(await listed.at_once(service.ORGANISATION_LIST, asked, by=actor)),
            media_type=workbook.MEDIA_TYPE,
            headers=service.ORGANISATION_LIST.attachment(),
        )

    @post(status_code=HTTP_201_CREATED, responses=PROBLEMS, operation_id="createOrganisation")
    async def create(
        self, data: JSONBody[OrganisationIn], actor: NamedDependency[Actor]
    ) -> Response[OrganisationCreatedOut]:
        """Create a bank, a district or an issuer and invite its first admin."""
        row, token, expires_at = await service.create_organisation(
            kind=OrganisationKind(data.kind),
            name=data.name,
            uscc=data.uscc,
            division=data.division,
            admin_name=data.admin_name,
            admin_email=data.admin_email,
            by=actor,
        )
        link = LinkIssuedOut(
            member_id=row.id,
            email=data.admin_email.strip().lower(),
            path=link_path(token),
            expires_at=expires_at,
        )
        created = OrganisationCreatedOut(organisation=OrganisationOut.of(row), link=link)
        return Response(created, headers=SECRET, status_code=HTTP_201_CREATED)


class SavedViewController(Controller):
    """The caller's own views of lists; every answer gives all of that list's."""

    path = "/saved-views"
    tags = ("Identity",)

    @get(responses=PROBLEMS, operation_id="listSavedViews")
    async def index(
        self,
        actor: NamedDependency[Actor],
        list_name: Annotated[ViewedList, QueryParameter(name="list")] = "loan_applications",
    ) -> list[ViewOut]:
        """By name."""
        return _views(await service.saved_views(list_name, by=actor))

    @post(status_code=HTTP_200_OK, responses=PROBLEMS, operation_id="saveView")
    async def save(self, data: JSONBody[ViewIn], actor: NamedDependency[Actor]) -> list[ViewOut]:
        """Keep a view under its name, in place of an earlier one of that name."""
        return _views(
            await service.save_view(data.list, name=data.name, query=data.query, by=actor)
        )

    @post("/removal", status_code=HTTP_200_OK, responses=PROBLEMS, operation_id="removeView")
    async def remove(
        self, data: JSONBody[ViewNameIn], actor: NamedDependency[Actor]
    ) -> list[ViewOut]:
        """Forget a view; again changes nothing."""
        return _views(await service.remove_view(data.list, name=data.name, by=actor))


def _views(rows: list[dict[str, Any]]) -> list[ViewOut]:
    return [ViewOut(**row) for row in rows]


class FactsController(Controller):
    path = ""
    tags = ("Identity",)

    @get("/meta", operation_id="getMeta")
    async def meta(self) -> MetaOut:
        """What this installation is; `demo` says that it shows demonstration data."""
        return MetaOut(
            name="知融",
            version=version("zhirong"),
            demo=settings().demo,
            passkey_origin=service.passkey_origin(),
        )

    @get("/divisions", operation_id="listDivisions")
    async def list_divisions(self) -> list[StreetsOut]:
        """Shanghai's districts with today's streets; null where they are asked for as text."""
        streets = await divisions.offered(clock.today())
        return [
            StreetsOut(
                code=code,
                name=name,
                streets=streets.get(code),
            )
            for code, name in divisions.DIVISIONS.items()
        ]

    @get("/roles", responses=PROBLEMS, operation_id="listRoles")
    async def list_roles(self, actor: NamedDependency[Actor]) -> list[str]:
        """The roles that a member of the caller's organisation can hold."""
        return [str(role) for role in ROLES[OrganisationKind(actor.kind)]]


__all__ = [
    "AccountController",
    "ApiKeyController",
    "PasskeyController",
    "PasskeySignInController",
    "SecondFactorTermController",
    "SessionController",
    "SignInController",
]
