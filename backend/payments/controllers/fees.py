"""Fees over HTTP."""

from typing import Annotated
from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from litestar.status_codes import HTTP_200_OK

from backend.kernel.auth import Actor
from backend.kernel.http import PROBLEMS
from backend.kernel.money import Fen
from backend.kernel.pages import limit_of
from backend.kernel.schemas import Page
from backend.payments import service
from backend.payments.rules import MOST
from backend.payments.schemas.fees import (
    FeeAmountOut,
    FeeProposalOut,
    FeeVersionIn,
    FeeVersionOut,
)


class FeeController(Controller):
    path = "/fee-schedules"
    tags = ("Payments",)

    @get("/", responses=PROBLEMS)
    async def fees(
        self,
        actor: NamedDependency[Actor],
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[FeeVersionOut]:
        """Every version of every fee; `in_force` marks what is charged today."""
        rows, following, total = await service.fee_page(
            cursor=cursor, limit=limit_of(limit), by=actor
        )
        return Page(items=[FeeVersionOut.of(row) for row in rows], next=following, total=total)

    @get("/{fee_id:uuid}/amount", responses=PROBLEMS)
    async def amount(
        self,
        fee_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        base_fen: Annotated[int | None, QueryParameter(gt=0, le=MOST)] = None,
    ) -> FeeAmountOut:
        """What a fee comes to for a base."""
        base = None if base_fen is None else Fen(base_fen)
        due = await service.fee_amount(fee_id, base=base, by=actor)
        return FeeAmountOut(fee_id=fee_id, base_fen=base_fen, amount_fen=due)


class FeeProposalController(Controller):
    path = "/fee-proposals"
    tags = ("Payments",)

    @get("/", responses=PROBLEMS)
    async def proposals(
        self,
        actor: NamedDependency[Actor],
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[FeeProposalOut]:
        """The versions that wait for another person to publish them, by code."""
        rows, following, total = await service.proposal_page(
            cursor=cursor, limit=limit_of(limit), by=actor
        )
        items = [FeeProposalOut.of(row, reader=actor) for row in rows]
        return Page(items=items, next=following, total=total)

    @post("/", responses=PROBLEMS)
    async def propose(
        self, data: JSONBody[FeeVersionIn], actor: NamedDependency[Actor]
    ) -> FeeProposalOut:
        """Propose the next version of a fee, from today or later."""
        return FeeProposalOut.of(await service.propose_fee(data.terms(), by=actor), reader=actor)

    @post("/{fee_proposal_id:uuid}/publication", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def publish(
        self, fee_proposal_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> FeeVersionOut:
        """Publish what another person proposed."""
        return FeeVersionOut.of(await service.publish_fee(fee_proposal_id, by=actor))

    @post("/{fee_proposal_id:uuid}/refusal", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def refuse(
        self, fee_proposal_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> FeeProposalOut:
        """Refuse a proposal, or take one's own back."""
        return FeeProposalOut.of(await service.refuse_fee(fee_proposal_id, by=actor), reader=actor)
