"""The broker's desk over HTTP."""

from typing import Annotated
from uuid import UUID

from litestar import Controller, get
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, QueryParameter

from backend.insurance.guard import COMPARING, within_mode
from backend.kernel.auth import Actor
from backend.kernel.http import PROBLEMS
from backend.kernel.pages import limit_of
from backend.kernel.schemas import Page
from backend.policies.schemas.sales import SaleDetailOut, SaleOut, SalePageOut, SaleStepOut
from backend.policies.service import sales


class BrokerSaleController(Controller):
    path = "/broker-sales"
    tags = ("Insurance",)
    guards = (within_mode,)

    @get("/", responses=PROBLEMS, opt=COMPARING)
    async def sales(
        self,
        actor: NamedDependency[Actor],
        q: Annotated[str | None, QueryParameter(max_length=100)] = None,
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[SaleOut]:
        """Every proposal that insurers have, the newest first (the broker)."""
        found, following, total = await sales.page(
            q or None, cursor=cursor, limit=limit_of(limit), by=actor
        )
        return Page(items=[SaleOut.of(row) for row in found], next=following, total=total)

    @get("/{proposal_id:uuid}", responses=PROBLEMS, opt=COMPARING)
    async def sale(
        self, proposal_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> SaleDetailOut:
        """To whom one went, what was offered, and each commission as shown and as filed."""
        return SaleDetailOut.told(await sales.sale(proposal_id, by=actor))

    @get("/{proposal_id:uuid}/steps", responses=PROBLEMS, opt=COMPARING)
    async def steps(
        self,
        proposal_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[SaleStepOut]:
        """How it was sold, step by step, each page and each click with its moment (可回溯)."""
        found, following, total = await sales.steps(
            proposal_id, cursor=cursor, limit=limit_of(limit), by=actor
        )
        return Page(items=[SaleStepOut.of(row) for row in found], next=following, total=total)

    @get("/{proposal_id:uuid}/pages/{sale_page_id:uuid}", responses=PROBLEMS, opt=COMPARING)
    async def page(
        self,
        proposal_id: FromPath[UUID],
        sale_page_id: FromPath[UUID],
        actor: NamedDependency[Actor],
    ) -> SalePageOut:
        """One page in the words that were shown, with the clicks on it."""
        return SalePageOut.of(await sales.shown(proposal_id, sale_page_id, by=actor))
