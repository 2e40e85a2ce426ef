"""The broker's notice and the note of needs, and what insurers filed as commission."""

from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from litestar.status_codes import HTTP_200_OK

from backend.insurance.guard import APPLYING, FACTS, within_mode
from backend.insurance.mode import Mode, mode
from backend.kernel.auth import Actor
from backend.kernel.http import PROBLEMS
from backend.policies.schemas.broker import BrokerPageOut, BrokerPagesOut, CommissionOut
from backend.policies.schemas.given import BrokerPageIn, CommissionIn
from backend.policies.service import broker

PAGES = "/proposals/{proposal_id:uuid}/broker-pages"


class BrokerController(Controller):
    path = "/"
    tags = ("Insurance",)
    guards = (within_mode,)

    @get(PAGES, responses=PROBLEMS, opt=APPLYING)
    async def pages(
        self, proposal_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> BrokerPagesOut:
        """Which of the two the firm confirmed for this proposal, as it stands today."""
        found = await broker.pages(proposal_id, by=actor)
        return BrokerPagesOut.of(found, required=mode() is Mode.LICENSED_BROKER)

    @post(PAGES, responses=PROBLEMS, opt=APPLYING)
    async def show(
        self,
        proposal_id: FromPath[UUID],
        data: JSONBody[BrokerPageIn],
        actor: NamedDependency[Actor],
    ) -> BrokerPageOut:
        """Show one, kept in the words that are shown."""
        return BrokerPageOut.of(await broker.show(proposal_id, data.kind, data.said, by=actor))

    @post(
        f"{PAGES}/{{broker_page_id:uuid}}/confirmation",
        status_code=HTTP_200_OK,
        responses=PROBLEMS,
        opt=APPLYING,
    )
    async def confirm(
        self,
        proposal_id: FromPath[UUID],
        broker_page_id: FromPath[UUID],
        actor: NamedDependency[Actor],
    ) -> BrokerPageOut:
        """It was read, by who was shown it; again changes nothing."""
        return BrokerPageOut.of(await broker.confirm(proposal_id, broker_page_id, by=actor))

    @get("/insurance-commissions", responses=PROBLEMS, opt=FACTS)
    async def commissions(self, actor: NamedDependency[Actor]) -> list[CommissionOut]:
        """What the caller's insurer filed, the newest first; 200 at most."""
        return [CommissionOut.of(row) for row in await broker.commissions(by=actor)]

    @post("/insurance-commissions", responses=PROBLEMS, opt=FACTS)
    async def state(
        self, data: JSONBody[CommissionIn], actor: NamedDependency[Actor]
    ) -> list[CommissionOut]:
        """State what was filed for a line from a day on (whoever publishes tariffs)."""
        await broker.state_commission(
            data.line,
            rate_bp=data.rate_bp,
            filing_number=data.filing_number,
            from_on=data.from_on,
            by=actor,
        )
        return [CommissionOut.of(row) for row in await broker.commissions(by=actor)]
