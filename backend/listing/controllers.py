"""Financing requests over HTTP: the firm's own in full, everybody else's as teasers."""

from typing import Annotated
from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from litestar.status_codes import HTTP_200_OK

from backend.kernel.auth import Actor, Permission
from backend.kernel.http import PROBLEMS
from backend.kernel.pages import limit_of
from backend.kernel.schemas import Page
from backend.listing import service
from backend.listing.schemas import FinancingRequestIn, FinancingRequestOut, TeaserOut
from backend.listing.states import Sector, State

Subclass = Annotated[
    str | None, QueryParameter(name="ipc", pattern=r"^[A-H][0-9]{2}[A-Z]?$", required=False)
]


async def _shown(view: service.RequestView, *, reader: Actor) -> FinancingRequestOut:
    return FinancingRequestOut.of((await service.details([view]))[0], reader=reader)


class FinancingRequestController(Controller):
    path = "/financing-requests"
    tags = ("Listing",)

    @post("/", responses=PROBLEMS)
    async def draft(
        self, data: JSONBody[FinancingRequestIn], actor: NamedDependency[Actor]
    ) -> FinancingRequestOut:
        """Write a financing request down."""
        return await _shown(await service.draft(data.stated(), by=actor), reader=actor)

    @get("/", responses=PROBLEMS)
    async def requests(
        self,
        actor: NamedDependency[Actor],
        in_state: Annotated[State | None, QueryParameter(name="state")] = None,
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[FinancingRequestOut]:
        """The firm's own requests, newest first."""
        found, following, total = await service.page(
            in_state=in_state, cursor=cursor, limit=limit_of(limit), by=actor
        )
        items = [FinancingRequestOut.of(each, reader=actor) for each in found]
        return Page(items=items, next=following, total=total)

    @get("/teasers", responses=PROBLEMS)
    async def teasers(
        self,
        visitor: NamedDependency[Actor],  # noqa: ARG002 - open to everybody, signed in or not
        sector: FromQuery[Sector | None] = None,
        ipc: Subclass = None,
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[TeaserOut]:
        """Published requests without what names the firm."""
        found, following, total = await service.teasers(
            sector=sector, ipc=ipc, cursor=cursor, limit=limit_of(limit)
        )
        return Page(items=[TeaserOut.of(each) for each in found], next=following, total=total)

    @get("/{request_id:uuid}", responses=PROBLEMS)
    async def request(
        self, request_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> FinancingRequestOut:
        """One of the firm's own requests."""
        actor.require(Permission.VIEW_FIRM)
        return await _shown(await service.request(request_id, actor.organisation_id), reader=actor)

    @post("/{request_id:uuid}/revision", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def revise(
        self,
        request_id: FromPath[UUID],
        data: JSONBody[FinancingRequestIn],
        actor: NamedDependency[Actor],
    ) -> FinancingRequestOut:
        """Change a draft or a published request; applications made from it stay as they are."""
        view = await service.revise(request_id, data.stated(), by=actor)
        return await _shown(view, reader=actor)

    @post("/{request_id:uuid}/publication", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def publish(
        self, request_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> FinancingRequestOut:
        """Show the request to banks as a teaser (verified firms)."""
        return await _shown(await service.publish(request_id, by=actor), reader=actor)

    @post("/{request_id:uuid}/withdrawal", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def withdraw(
        self, request_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> FinancingRequestOut:
        """Take the request back."""
        return await _shown(await service.withdraw(request_id, by=actor), reader=actor)
