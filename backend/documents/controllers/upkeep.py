"""The operator's routes: how the vault is, what is wrong with it, what is held."""

from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.status_codes import HTTP_201_CREATED, HTTP_204_NO_CONTENT

from backend.documents import service
from backend.documents.schemas.upkeep import (
    HoldCreatedOut,
    HoldIn,
    HoldOut,
    IncidentOut,
    LiftIn,
    ResolutionIn,
    VaultHealthOut,
)
from backend.kernel.auth import Actor
from backend.kernel.http import PROBLEMS
from backend.kernel.pages import limit_of
from backend.kernel.schemas import Page


class UpkeepController(Controller):
    path = "/operator"
    tags = ("Documents",)

    @get("/vault-health", responses=PROBLEMS)
    async def health(self, actor: NamedDependency[Actor]) -> VaultHealthOut:
        """What the store can do, what it holds, and what the last sweep found."""
        return VaultHealthOut.of(await service.vault_health(by=actor))

    @get("/incidents", responses=PROBLEMS)
    async def incidents(
        self,
        actor: NamedDependency[Actor],
        resolved: FromQuery[bool] = False,  # noqa: FBT002 - a query parameter
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[IncidentOut]:
        """The open incidents, newest first; with `resolved` also those that were settled."""
        rows, following, total = await service.incidents(
            resolved=resolved, cursor=cursor, limit=limit_of(limit), by=actor
        )
        return Page(
            items=[IncidentOut.of(row, by=actor) for row in rows], next=following, total=total
        )

    @post(
        "/incidents/{incident_id:uuid}/resolution",
        status_code=HTTP_204_NO_CONTENT,
        responses=PROBLEMS,
    )
    async def resolve(
        self,
        incident_id: FromPath[UUID],
        data: JSONBody[ResolutionIn],
        actor: NamedDependency[Actor],
    ) -> None:
        """Say how an incident was settled; found again by a sweep, it is a new one."""
        await service.resolve(incident_id, resolution=data.resolution, by=actor)

    @get("/holds", responses=PROBLEMS)
    async def holds(
        self,
        actor: NamedDependency[Actor],
        lifted: FromQuery[bool] = False,  # noqa: FBT002 - a query parameter
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[HoldOut]:
        """The legal holds proposed or in force, newest first; with `lifted` also those ended."""
        rows, following, total = await service.holds(
            lifted=lifted, cursor=cursor, limit=limit_of(limit), by=actor
        )
        return Page(items=[HoldOut.of(row, by=actor) for row in rows], next=following, total=total)

    @post("/holds", status_code=HTTP_201_CREATED, responses=PROBLEMS)
    async def propose(
        self, data: JSONBody[HoldIn], actor: NamedDependency[Actor]
    ) -> HoldCreatedOut:
        """Propose to hold a document or an organisation's documents."""
        hold_id = await service.propose_hold(
            data.organisation_id, file_id=data.document_id, reason=data.reason, by=actor
        )
        return HoldCreatedOut(id=hold_id)

    @post("/holds/{hold_id:uuid}/confirmation", status_code=HTTP_204_NO_CONTENT, responses=PROBLEMS)
    async def confirm(self, hold_id: FromPath[UUID], actor: NamedDependency[Actor]) -> None:
        """Put a hold in force that somebody else proposed."""
        await service.confirm_hold(hold_id, by=actor)

    @post(
        "/holds/{hold_id:uuid}/lift-proposal", status_code=HTTP_204_NO_CONTENT, responses=PROBLEMS
    )
    async def propose_lift(
        self, hold_id: FromPath[UUID], data: JSONBody[LiftIn], actor: NamedDependency[Actor]
    ) -> None:
        """Propose to end a hold."""
        await service.propose_lift(hold_id, reason=data.reason, by=actor)

    @post("/holds/{hold_id:uuid}/lift", status_code=HTTP_204_NO_CONTENT, responses=PROBLEMS)
    async def lift(self, hold_id: FromPath[UUID], actor: NamedDependency[Actor]) -> None:
        """End a hold as somebody else proposed."""
        await service.lift_hold(hold_id, by=actor)
