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
from backend.valuation.schemas import (
    EstimateIn,
    EstimateOut,
    ValuationIn,
    ValuationOut,
    WeightSetIn,
    WeightSetOut,
    WorkedOut,
)
from backend.valuation.scoring.trees import Scene
from backend.valuation.states import State


async def _shown(
    view: service.ValuationView, *, reader: Actor, run_again: bool = False
) -> ValuationOut:
    worked = None
    if view.worked is not None:
        reproduced = await service.reproduces(view.worked) if run_again else None
        worked = WorkedOut.of(view.worked, reproduced=reproduced)
    return ValuationOut.of((await service.details([view]))[0], reader=reader, worked=worked)


class ValuationController(Controller):
    path = "/valuations"
    tags = ("Valuation",)

    @post("/", responses=PROBLEMS)
    async def state(
        self, data: JSONBody[ValuationIn], actor: NamedDependency[Actor]
    ) -> ValuationOut:
        """State what rights of the firm's portfolio are worth, or work it out of inputs."""
        actor.require(Permission.PREPARE)
        asked = data.asked()
        if isinstance(asked, service.Statement):
            return await _shown(await service.state(asked, by=actor), reader=actor)
        return await _shown(await service.work_out(asked, by=actor), reader=actor)

    @post("/estimate", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def estimate(
        self, data: JSONBody[EstimateIn], actor: NamedDependency[Actor]
    ) -> EstimateOut:
        """Work out a range by each method, what moves it most, and scores; nothing is kept."""
        return EstimateOut.of(await service.estimate(data.asked(), by=actor))

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
        """One of the firm's own valuations; what was worked out here is run again."""
        actor.require(Permission.VIEW_FIRM)
        view = await service.own(valuation_id, firm_id=actor.organisation_id)
        return await _shown(view, reader=actor, run_again=True)

    @post("/{valuation_id:uuid}/withdrawal", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def withdraw(
        self, valuation_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> ValuationOut:
        """Take a valuation back; applications keep what was frozen into them."""
        return await _shown(await service.withdraw(valuation_id, by=actor), reader=actor)


class WeightSetController(Controller):
    path = "/weight-sets"
    tags = ("Valuation",)

    @get("/", responses=PROBLEMS)
    async def weight_sets(
        self,
        actor: NamedDependency[Actor],
        scheme: FromQuery[str | None] = None,
        scene: FromQuery[Scene | None] = None,
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[WeightSetOut]:
        """The platform's weight sets and the organisation's own, newest first."""
        found, following, total = await service.weight_sets(
            scheme=scheme, scene=scene, cursor=cursor, limit=limit_of(limit), by=actor
        )
        items = [WeightSetOut.of(each) for each in found]
        return Page(items=items, next=following, total=total)

    @post("/", responses=PROBLEMS)
    async def make(
        self, data: JSONBody[WeightSetIn], actor: NamedDependency[Actor]
    ) -> WeightSetOut:
        """The next version of a scene's weights; earlier ones stay as they are."""
        made = await service.make_weight_set(
            scheme=data.scheme,
            scene=data.scene,
            weights=data.given(),
            reason=data.reason,
            by=actor,
        )
        return WeightSetOut.of(made)
