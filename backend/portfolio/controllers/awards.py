"""Awards of patents over HTTP."""

from typing import Annotated
from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from litestar.response import Stream
from litestar.status_codes import HTTP_200_OK, HTTP_201_CREATED

from backend.kernel import listed, workbook
from backend.kernel.auth import Actor, Permission
from backend.kernel.http import PROBLEMS
from backend.kernel.pages import limit_of
from backend.kernel.schemas import Page
from backend.portfolio import service
from backend.portfolio.schemas import AwardDecisionIn, AwardIn, AwardOut
from backend.portfolio.states import AwardState


class AwardController(Controller):
    path = "/"
    tags = ("Portfolio",)

    @get("/patent-awards", responses=PROBLEMS)
    async def awards(  # a filter and a page
        self,
        actor: NamedDependency[Actor],
        in_state: Annotated[AwardState | None, QueryParameter(name="state")] = None,
        asset_id: FromQuery[UUID | None] = None,
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[AwardOut]:
        """Awards that the firm stated, or that the firms of the district did; newest first."""
        found, following, total = await service.awards(
            state=in_state, asset_id=asset_id, cursor=cursor, limit=limit_of(limit), by=actor
        )
        return Page(items=[_out(each, actor) for each in found], next=following, total=total)

    @get("/patent-awards/export.xlsx", responses=PROBLEMS, media_type=workbook.MEDIA_TYPE)
    async def award_book(
        self,
        actor: NamedDependency[Actor],
        in_state: Annotated[AwardState | None, QueryParameter(name="state")] = None,
        asset_id: FromQuery[UUID | None] = None,
    ) -> Stream:
        """The same awards as a workbook: up to 10,000 at once, more by `POST /exports`."""
        asked = service.AwardsAsked(state=in_state, asset_id=asset_id)
        return Stream(
            workbook.chunks(await listed.at_once(service.AWARD_LIST, asked, by=actor)),
            media_type=workbook.MEDIA_TYPE,
            headers=service.AWARD_LIST.attachment(),
        )

    @post(
        "/portfolio/assets/{asset_id:uuid}/awards",
        status_code=HTTP_201_CREATED,
        responses=PROBLEMS,
    )
    async def state(
        self, asset_id: FromPath[UUID], data: JSONBody[AwardIn], actor: NamedDependency[Actor]
    ) -> AwardOut:
        """State an award of a granted invention; the districts may read its paper."""
        found = await service.state_award(
            asset_id,
            kind=data.kind,
            title=data.title,
            awarded_on=data.awarded_on,
            document_id=data.document_id,
            by=actor,
        )
        return _out(found, actor)

    @post("/patent-awards/{award_id:uuid}/withdrawal", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def withdraw(self, award_id: FromPath[UUID], actor: NamedDependency[Actor]) -> AwardOut:
        """Take back an award that nobody has decided yet."""
        return _out(await service.withdraw_award(award_id, by=actor), actor)

    @post("/patent-awards/{award_id:uuid}/decision", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def decide(
        self,
        award_id: FromPath[UUID],
        data: JSONBody[AwardDecisionIn],
        actor: NamedDependency[Actor],
    ) -> AwardOut:
        """Confirm or reject an award against its paper (an officer of the district)."""
        found = await service.decide_award(
            award_id, confirmed=data.confirmed, reason=data.reason, by=actor
        )
        return _out(found, actor)


def _out(each: service.AwardView, actor: Actor) -> AwardOut:
    actions = []
    if each.state is AwardState.STATED:
        if actor.may(Permission.PREPARE):
            actions.append("withdrawal")
        if actor.may(Permission.RECORD_REGISTRATIONS):
            actions.append("decision")
    return AwardOut(
        id=each.id,
        asset_id=each.held.holding.asset_id,
        label=each.held.right.label,
        right_title=each.held.right.title,
        ownership=each.held.holding.ownership,
        firm_name=each.firm_name,
        kind=each.kind,
        title=each.title,
        awarded_on=each.awarded_on,
        document_id=each.document_id,
        document_name=each.document_name,
        stated_by=each.stated_by,
        stated_at=each.stated_at,
        state=each.state,
        reason=each.reason,
        ended_by_name=each.ended_by,
        ended_for=each.ended_for,
        ended_at=each.ended_at,
        allowed_actions=actions,
    )
