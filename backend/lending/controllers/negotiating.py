"""A value that firm and bank agree on, over HTTP."""

from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.status_codes import HTTP_200_OK

from backend.kernel.auth import Actor
from backend.kernel.http import PROBLEMS
from backend.kernel.pages import limit_of
from backend.lending.schemas.negotiating import (
    NegotiationOut,
    ValueProposalIn,
    ValueProposalOut,
    ValueRefusalIn,
)
from backend.lending.service import negotiating


class NegotiationController(Controller):
    path = "/loan-applications"
    tags = ("Loan applications: both sides",)

    @get("/{application_id:uuid}/value-proposals", responses=PROBLEMS)
    async def list_value_proposals(
        self,
        application_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> NegotiationOut:
        """The values that either side proposed for this small deal, newest first."""
        found = await negotiating.negotiation_of(
            application_id, cursor=cursor, limit=limit_of(limit), by=actor
        )
        return NegotiationOut.of(found)

    @post("/{application_id:uuid}/value-proposal", responses=PROBLEMS)
    async def propose_value(
        self,
        application_id: FromPath[UUID],
        data: JSONBody[ValueProposalIn],
        actor: NamedDependency[Actor],
    ) -> ValueProposalOut:
        """Put a value to the other side (the firm's signatory or the bank's maker)."""
        view = await negotiating.propose(application_id, data.proposed(), by=actor)
        return ValueProposalOut.of(view)


class ValueProposalController(Controller):
    path = "/value-proposals"
    tags = ("Loan applications: both sides",)

    @post("/{value_proposal_id:uuid}/agreement", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def agree_value(
        self, value_proposal_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> ValueProposalOut:
        """Agree for the other side: the case rests on it, and it never changes."""
        return ValueProposalOut.of(await negotiating.agree(value_proposal_id, by=actor))

    @post("/{value_proposal_id:uuid}/refusal", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def refuse_value(
        self,
        value_proposal_id: FromPath[UUID],
        data: JSONBody[ValueRefusalIn],
        actor: NamedDependency[Actor],
    ) -> ValueProposalOut:
        """Refuse for the other side, with why."""
        view = await negotiating.refuse(value_proposal_id, reason=data.reason, by=actor)
        return ValueProposalOut.of(view)

    @post("/{value_proposal_id:uuid}/withdrawal", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def withdraw_value(
        self, value_proposal_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> ValueProposalOut:
        """Take it back, for the side that proposed it."""
        return ValueProposalOut.of(await negotiating.withdraw(value_proposal_id, by=actor))
