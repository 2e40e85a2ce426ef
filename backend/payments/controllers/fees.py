"""Fees over HTTP."""

from typing import Annotated
from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from backend.kernel.auth import Actor
from backend.kernel.http import PROBLEMS
from backend.kernel.money import Fen
from backend.kernel.pages import limit_of
from backend.kernel.schemas import Page
from backend.payments import service
from backend.payments.rules import MOST
from backend.payments.schemas.fees import FeeAmountOut, FeeVersionIn, FeeVersionOut


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

    @post("/", responses=PROBLEMS)
    async def publish(
        self, data: JSONBody[FeeVersionIn], actor: NamedDependency[Actor]
    ) -> FeeVersionOut:
        """Publish the next version of a fee, from today or later."""
        return FeeVersionOut.of(await service.publish_fee(data.terms(), by=actor))

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
