"""Valuations over HTTP: a firm's own, and nobody else's."""

from typing import Annotated
from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from litestar.status_codes import HTTP_200_OK

from backend.kernel.auth import Actor, Permission
from backend.kernel.http import PROBLEMS
from backend.kernel.pages import limit_of
from backend.kernel.schemas import Page
from backend.valuation import service
from backend.valuation.schemas import ValuationIn, ValuationOut
from backend.valuation.states import State


async def _shown(view: service.ValuationView, *, reader: Actor) -> ValuationOut:
    return ValuationOut.of((await service.details([view]))[0], reader=reader)


class ValuationController(Controller):
    path = "/valuations"
    tags = ("Valuation",)

    @post("/", responses=PROBLEMS)
    async def state(
        self, data: JSONBody[ValuationIn], actor: NamedDependency[Actor]
    ) -> ValuationOut:
        """State what rights of the firm's portfolio are worth: a range, its method and date."""
        return await _shown(await service.state(data.statement(), by=actor), reader=actor)

    @get("/", responses=PROBLEMS)
    async def valuations(
        self,
        actor: NamedDependency[Actor],
        in_state: Annotated[State | None, QueryParameter(name="state")] = None,
        right_id: FromQuery[UUID | None] = None,
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[ValuationOut]:
        """The firm's own valuations, newest first."""
        found, following, total = await service.page(
            in_state=in_state, right_id=right_id, cursor=cursor, limit=limit_of(limit), by=actor
        )
        items = [ValuationOut.of(each, reader=actor) for each in found]
        return Page(items=items, next=following, total=total)

    @get("/{valuation_id:uuid}", responses=PROBLEMS)
    async def valuation(
        self, valuation_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> ValuationOut:
        """One of the firm's own valuations."""
        actor.require(Permission.VIEW_FIRM)
        view = await service.valuation(valuation_id, firm_id=actor.organisation_id)
        return await _shown(view, reader=actor)

    @post("/{valuation_id:uuid}/withdrawal", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def withdraw(
        self, valuation_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> ValuationOut:
        """Take a valuation back; applications keep what was frozen into them."""
        return await _shown(await service.withdraw(valuation_id, by=actor), reader=actor)
