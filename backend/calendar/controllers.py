"""The calendar over HTTP: how a year's days count, its versions, and what is proposed."""

from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.status_codes import HTTP_200_OK

from backend.calendar import service
from backend.calendar.schemas import (
    CalendarIn,
    CalendarProposalOut,
    CalendarReasonIn,
    CalendarVersionOut,
    CalendarYearOut,
)
from backend.kernel.auth import Actor
from backend.kernel.http import PROBLEMS
from backend.kernel.pages import limit_of
from backend.kernel.schemas import Page


class CalendarController(Controller):
    path = "/calendar"
    tags = ("Calendar",)

    @get("/", responses=PROBLEMS)
    async def calendar_year(
        self, actor: NamedDependency[Actor], year: FromQuery[int | None] = None
    ) -> CalendarYearOut:
        """The days of a year (this one) that count otherwise than the week says."""
        return CalendarYearOut.of(await service.year(year, by=actor))


class CalendarVersionController(Controller):
    path = "/calendar-versions"
    tags = ("Calendar",)

    @get("/", responses=PROBLEMS)
    async def calendar_versions(
        self,
        actor: NamedDependency[Actor],
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[CalendarVersionOut]:
        """The country's versions and the bank's own, newest first."""
        rows, following, total = await service.version_page(
            cursor=cursor, limit=limit_of(limit), by=actor
        )
        items = [CalendarVersionOut.of(row) for row in rows]
        return Page(items=items, next=following, total=total)


class CalendarProposalController(Controller):
    path = "/calendar-proposals"
    tags = ("Calendar",)

    @get("/", responses=PROBLEMS)
    async def calendar_proposals(
        self,
        actor: NamedDependency[Actor],
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[CalendarProposalOut]:
        """What was proposed in the reader's organisation, open and decided; newest first."""
        rows, following, total = await service.proposal_page(
            cursor=cursor, limit=limit_of(limit), by=actor
        )
        items = [CalendarProposalOut.of(row, reader=actor) for row in rows]
        return Page(items=items, next=following, total=total)

    @post("/", responses=PROBLEMS)
    async def propose_calendar(
        self, data: JSONBody[CalendarIn], actor: NamedDependency[Actor]
    ) -> CalendarProposalOut:
        """Propose a year's days; one proposal waits at a time."""
        row = await service.propose(
            data.arranged(), valid_from=data.valid_from, source=data.source, by=actor
        )
        return CalendarProposalOut.of(row, reader=actor)

    @post("/{calendar_proposal_id:uuid}/acceptance", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def accept_calendar_proposal(
        self, calendar_proposal_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> CalendarProposalOut:
        """Accept what another person proposed: the year's next version, from its day."""
        row = await service.accept_proposal(calendar_proposal_id, by=actor)
        return CalendarProposalOut.of(row, reader=actor)

    @post("/{calendar_proposal_id:uuid}/decline", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def decline_calendar_proposal(
        self,
        calendar_proposal_id: FromPath[UUID],
        data: JSONBody[CalendarReasonIn],
        actor: NamedDependency[Actor],
    ) -> CalendarProposalOut:
        """Decline what another person proposed, and say why."""
        row = await service.decline_proposal(calendar_proposal_id, reason=data.reason, by=actor)
        return CalendarProposalOut.of(row, reader=actor)

    @post("/{calendar_proposal_id:uuid}/withdrawal", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def withdraw_calendar_proposal(
        self, calendar_proposal_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> CalendarProposalOut:
        """Take back what one proposed oneself."""
        row = await service.withdraw_proposal(calendar_proposal_id, by=actor)
        return CalendarProposalOut.of(row, reader=actor)
