"""All cases of a person to colleagues, over HTTP."""

from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody

from backend.kernel.auth import Actor
from backend.kernel.http import PROBLEMS
from backend.kernel.pages import limit_of
from backend.kernel.schemas import Page
from backend.lending.schemas.handing_over import HandBackIn, HandOverIn, HandOverOut
from backend.lending.service import handing_over


class HandOverController(Controller):
    path = "/hand-overs"
    tags = ("Loan applications: bank",)

    @get("/", responses=PROBLEMS)
    async def list_hand_overs(
        self,
        actor: NamedDependency[Actor],
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[HandOverOut]:
        """The bank's hand-overs, newest first (its members)."""
        views, following, total = await handing_over.page(
            cursor=cursor, limit=limit_of(limit), by=actor
        )
        return Page(items=[HandOverOut.of(each) for each in views], next=following, total=total)

    @post("/", responses=PROBLEMS)
    async def hand_cases_over(
        self, data: JSONBody[HandOverIn], actor: NamedDependency[Actor]
    ) -> HandOverOut:
        """Give all that a person has in hand to colleagues who are makers (the admin).

        The cases are `GET /loan-applications?assignee_id=…&at_bank=true`; refused if others came
        or some left meanwhile.
        """
        view = await handing_over.hand_over(
            data.from_member_id,
            [(each.application_id, each.member_id) for each in data.cases],
            reason=data.reason,
            by=actor,
        )
        return HandOverOut.of(view)

    @post("/{hand_over_id:uuid}/return", responses=PROBLEMS)
    async def hand_cases_back(
        self,
        hand_over_id: FromPath[UUID],
        data: JSONBody[HandBackIn],
        actor: NamedDependency[Actor],
    ) -> HandOverOut:
        """Give back what is still with whom it was handed to: a new hand-over (the admin)."""
        return HandOverOut.of(await handing_over.undo(hand_over_id, reason=data.reason, by=actor))
