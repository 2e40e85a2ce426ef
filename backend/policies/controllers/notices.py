"""The words of the broker's notice over HTTP."""

from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.status_codes import HTTP_200_OK

from backend.insurance.guard import COMPARING, within_mode
from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.kernel.http import PROBLEMS
from backend.kernel.pages import limit_of
from backend.kernel.schemas import Page
from backend.policies.schemas.notices import (
    BrokerNoticeOut,
    NoticeDeclineIn,
    NoticeIn,
    NoticeProposalOut,
)
from backend.policies.service import notices

PROPOSALS = "/broker-notice-proposals"
ONE = f"{PROPOSALS}/{{notice_proposal_id:uuid}}"


class BrokerNoticeController(Controller):
    path = "/"
    tags = ("Insurance",)
    guards = (within_mode,)

    @get("/broker-notices", responses=PROBLEMS, opt=COMPARING)
    async def broker_notices(
        self,
        actor: NamedDependency[Actor],
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[BrokerNoticeOut]:
        """Every version of the words, the one written last first (the broker)."""
        rows, following, total = await notices.versions(
            cursor=cursor, limit=limit_of(limit), by=actor
        )
        today = clock.today()
        items = [BrokerNoticeOut.of(row, today=today) for row in rows]
        return Page(items=items, next=following, total=total)

    @get(PROPOSALS, responses=PROBLEMS, opt=COMPARING)
    async def notice_proposals(
        self,
        actor: NamedDependency[Actor],
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[NoticeProposalOut]:
        """What was proposed, open and decided; newest first."""
        rows, following, total = await notices.proposal_page(
            cursor=cursor, limit=limit_of(limit), by=actor
        )
        items = [NoticeProposalOut.of(row, reader=actor) for row in rows]
        return Page(items=items, next=following, total=total)

    @post(PROPOSALS, responses=PROBLEMS, opt=COMPARING)
    async def propose_notice(
        self, data: JSONBody[NoticeIn], actor: NamedDependency[Actor]
    ) -> NoticeProposalOut:
        """Propose the next words, whole; one proposal waits at a time."""
        row = await notices.propose(
            [each.model_dump() for each in data.paragraphs],
            from_on=data.from_on,
            reason=data.reason,
            by=actor,
        )
        return NoticeProposalOut.of(row, reader=actor)

    @post(f"{ONE}/acceptance", status_code=HTTP_200_OK, responses=PROBLEMS, opt=COMPARING)
    async def accept_notice(
        self, notice_proposal_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> NoticeProposalOut:
        """Accept what another person proposed: the next version, from its day."""
        row = await notices.accept(notice_proposal_id, by=actor)
        return NoticeProposalOut.of(row, reader=actor)

    @post(f"{ONE}/decline", status_code=HTTP_200_OK, responses=PROBLEMS, opt=COMPARING)
    async def decline_notice(
        self,
        notice_proposal_id: FromPath[UUID],
        data: JSONBody[NoticeDeclineIn],
        actor: NamedDependency[Actor],
    ) -> NoticeProposalOut:
        """Decline what another person proposed, and say why."""
        row = await notices.decline(notice_proposal_id, reason=data.reason, by=actor)
        return NoticeProposalOut.of(row, reader=actor)

    @post(f"{ONE}/withdrawal", status_code=HTTP_200_OK, responses=PROBLEMS, opt=COMPARING)
    async def withdraw_notice(
        self, notice_proposal_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> NoticeProposalOut:
        """Take back what one proposed oneself."""
        row = await notices.withdraw(notice_proposal_id, by=actor)
        return NoticeProposalOut.of(row, reader=actor)
