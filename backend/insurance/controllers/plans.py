"""Rating plans over HTTP."""

from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.status_codes import HTTP_200_OK

from backend.insurance.guard import FACTS, RATING, within_mode
from backend.insurance.schemas import (
    InsuranceFilingIn,
    RateIn,
    RatingOut,
    RatingPlanIn,
    RatingPlanOut,
    SimulationIn,
    SimulationOut,
    ValidityOut,
    VocabularyOut,
)
from backend.insurance.service import plans, simulation
from backend.kernel import spreadsheet
from backend.kernel.auth import Actor, Permission
from backend.kernel.http import PROBLEMS
from backend.kernel.pages import limit_of
from backend.kernel.schemas import Page


class RatingPlanController(Controller):
    path = "/rating-plans"
    tags = ("Insurance",)
    guards = (within_mode,)

    @get("/", responses=PROBLEMS, opt=FACTS)
    async def plans(
        self,
        actor: NamedDependency[Actor],
        code: FromQuery[str | None] = None,
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[RatingPlanOut]:
        """The plans of the caller's insurer, drafts too, newest first; `code`: its revisions."""
        found, following, total = await plans.page(
            code=code, cursor=cursor, limit=limit_of(limit), by=actor
        )
        items = [RatingPlanOut.of(view, by=actor) for view in found]
        return Page(items=items, next=following, total=total)

    @post("/", responses=PROBLEMS, opt=FACTS)
    async def draft(
        self, data: JSONBody[RatingPlanIn], actor: NamedDependency[Actor]
    ) -> RatingPlanOut:
        """Draft or import a plan: the next revision of its code, checked for holes (the maker)."""
        return RatingPlanOut.of(await plans.draft(data.document, by=actor), by=actor)

    @get("/vocabulary", responses=PROBLEMS, opt=FACTS)
    async def vocabulary(self, actor: NamedDependency[Actor]) -> VocabularyOut:
        """The closed lists that a plan is written in: facts of its rules, factors of its rates."""
        actor.require(Permission.VIEW_INSURER)
        return VocabularyOut.told()

    @post("/validation", status_code=HTTP_200_OK, responses=PROBLEMS, opt=FACTS)
    async def validate(
        self, data: JSONBody[RatingPlanIn], actor: NamedDependency[Actor]
    ) -> ValidityOut:
        """Whether a plan could be drafted: refused as its draft would be; nothing is stored."""
        return ValidityOut(digest=plans.validate(data.document, by=actor))

    @get("/{rating_plan_id:uuid}", responses=PROBLEMS, opt=FACTS)
    async def plan(
        self, rating_plan_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> RatingPlanOut:
        """A plan of the caller's insurer with its document."""
        return RatingPlanOut.of(await plans.plan(rating_plan_id, by=actor), by=actor)

    @get("/{rating_plan_id:uuid}/document", responses=PROBLEMS, opt=FACTS)
    async def document(
        self, rating_plan_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> Response[dict[str, object]]:
        """The plan's document alone, as a file that can be imported again."""
        view = await plans.plan(rating_plan_id, by=actor)
        name = f"{view.code}-{view.revision}.json"
        return Response(
            dict(view.document or {}),
            headers=spreadsheet.attachment(name, plain=name),
        )

    @post(
        "/{rating_plan_id:uuid}/publication",
        status_code=HTTP_200_OK,
        responses=PROBLEMS,
        opt=FACTS,
    )
    async def publish(
        self,
        rating_plan_id: FromPath[UUID],
        data: JSONBody[InsuranceFilingIn],
        actor: NamedDependency[Actor],
    ) -> RatingPlanOut:
        """Put a plan in force as it was filed; somebody else than its maker (the checker)."""
        view = await plans.publish(rating_plan_id, data.filing(), by=actor)
        return RatingPlanOut.of(view, by=actor)

    @post("/{rating_plan_id:uuid}/simulation", responses=PROBLEMS, opt=RATING)
    async def simulate(
        self,
        rating_plan_id: FromPath[UUID],
        data: JSONBody[SimulationIn],
        actor: NamedDependency[Actor],
    ) -> SimulationOut:
        """Try a plan out on every stored risk of its insurer, beside another; as a job."""
        run = await simulation.start(rating_plan_id, against=data.against, by=actor)
        return SimulationOut.of(run)

    @get("/{rating_plan_id:uuid}/simulations", responses=PROBLEMS, opt=RATING)
    async def simulations(
        self,
        rating_plan_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[SimulationOut]:
        """The simulations of a plan, newest first, with how far they are."""
        found, following, total = await simulation.page(
            rating_plan_id, cursor=cursor, limit=limit_of(limit), by=actor
        )
        return Page(items=[SimulationOut.of(run) for run in found], next=following, total=total)

    @get("/{rating_plan_id:uuid}/simulations/{simulation_id:uuid}", responses=PROBLEMS, opt=RATING)
    async def simulation(
        self,
        rating_plan_id: FromPath[UUID],
        simulation_id: FromPath[UUID],
        actor: NamedDependency[Actor],
    ) -> SimulationOut:
        """One simulation, with its result once it is done."""
        run = await simulation.simulation(rating_plan_id, simulation_id, by=actor)
        return SimulationOut.of(run)

    @post("/{rating_plan_id:uuid}/rate", status_code=HTTP_200_OK, responses=PROBLEMS, opt=RATING)
    async def rate(
        self,
        rating_plan_id: FromPath[UUID],
        data: JSONBody[RateIn],
        actor: NamedDependency[Actor],
    ) -> RatingOut:
        """The premium of a risk with its worksheet; nothing is stored."""
        rated = await plans.rate(rating_plan_id, data.risk, subsidy=data.subsidy, by=actor)
        return RatingOut.of(rated)
