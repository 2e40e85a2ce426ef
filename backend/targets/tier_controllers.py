"""The tiers of the cultivation library over HTTP: in dated versions, by two persons."""

from datetime import date
from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.response import Stream
from litestar.status_codes import HTTP_200_OK

from backend.kernel import listed, workbook
from backend.kernel.auth import Actor
from backend.kernel.http import PROBLEMS
from backend.kernel.pages import limit_of
from backend.kernel.schemas import Page
from backend.targets import service, tier_schemas


class LibraryTierController(Controller):
    path = "/cultivation-library/tiers"
    tags = ("Oversight",)

    @get("/", responses=PROBLEMS)
    async def list_library_tiers(
        self, actor: NamedDependency[Actor], as_known_on: FromQuery[date | None] = None
    ) -> list[tier_schemas.LibraryTierOut]:
        """The tiers in force, first to last, then earlier ones; as known on a day."""
        rows = await service.tiers(as_known_on=as_known_on, by=actor)
        return [tier_schemas.LibraryTierOut.of(row) for row in rows]

    @post("/", responses=PROBLEMS)
    async def propose_library_tiers(
        self, data: JSONBody[tier_schemas.LibraryTiersIn], actor: NamedDependency[Actor]
    ) -> tier_schemas.LibraryTiersOut:
        """Name the tiers anew from a day on; they hold when another person has confirmed them."""
        found = await service.propose_tiers(
            [each.given() for each in data.tiers],
            from_on=data.from_on,
            source=data.source,
            by=actor,
        )
        return tier_schemas.LibraryTiersOut.of(found, reader=actor)

    @get("/versions", responses=PROBLEMS)
    async def list_library_tier_versions(
        self,
        actor: NamedDependency[Actor],
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[tier_schemas.LibraryTiersOut]:
        """Every version that was ever proposed, newest first."""
        found, following, total = await service.tier_versions(
            cursor=cursor, limit=limit_of(limit), by=actor
        )
        items = [tier_schemas.LibraryTiersOut.of(each, reader=actor) for each in found]
        return Page(items=items, next=following, total=total)

    @get("/versions.xlsx", responses=PROBLEMS, media_type=workbook.MEDIA_TYPE)
    async def export_library_tier_versions(self, actor: NamedDependency[Actor]) -> Stream:
        """The same versions as a workbook: up to 10,000 at once, more by `POST /exports`."""
        asked = service.TierVersionsAsked()
        return Stream(
            workbook.chunks(await listed.at_once(service.TIER_VERSION_LIST, asked, by=actor)),
            media_type=workbook.MEDIA_TYPE,
            headers=service.TIER_VERSION_LIST.attachment(),
        )

    @post("/versions/{tier_version_id:uuid}/decision", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def decide_library_tiers(
        self,
        tier_version_id: FromPath[UUID],
        data: JSONBody[tier_schemas.LibraryTiersDecisionIn],
        actor: NamedDependency[Actor],
    ) -> tier_schemas.LibraryTiersOut:
        """Confirm a version, or give it back: another person than who proposed it."""
        found = await service.decide_tiers(
            tier_version_id, data.outcome, reason=data.reason, by=actor
        )
        return tier_schemas.LibraryTiersOut.of(found, reader=actor)
