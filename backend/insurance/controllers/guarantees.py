"""Who may offer loan guarantees, over HTTP."""

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromQuery, JSONBody

from backend.insurance.guard import FACTS, within_mode
from backend.insurance.schemas import GuaranteeEligibilityIn, GuaranteeEligibilityOut
from backend.insurance.service import guarantees
from backend.kernel.auth import Actor
from backend.kernel.http import PROBLEMS
from backend.kernel.pages import limit_of
from backend.kernel.schemas import Page


class GuaranteeEligibilityController(Controller):
    path = "/guarantee-eligibility"
    tags = ("Insurance",)
    guards = (within_mode,)

    @get("/", responses=PROBLEMS, opt=FACTS)
    async def findings(
        self,
        actor: NamedDependency[Actor],
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[GuaranteeEligibilityOut]:
        """Which insurers may offer guarantees: all for the operator, its own for an insurer."""
        rows, following, total = await guarantees.page(
            cursor=cursor, limit=limit_of(limit), by=actor
        )
        items = [GuaranteeEligibilityOut.of(row) for row in rows]
        return Page(items=items, next=following, total=total)

    @post("/", responses=PROBLEMS, opt=FACTS)
    async def admit(
        self, data: JSONBody[GuaranteeEligibilityIn], actor: NamedDependency[Actor]
    ) -> GuaranteeEligibilityOut:
        """Find an insurer eligible for loan guarantees (the operator)."""
        row = await guarantees.admit(
            data.insurer_id, from_on=data.from_on, to_on=data.to_on, ground=data.ground, by=actor
        )
        return GuaranteeEligibilityOut.of(row)
