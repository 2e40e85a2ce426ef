"""Authorities of underwriters, and the sanctions lists, over HTTP."""

from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.status_codes import HTTP_200_OK

from backend.insurance.guard import FACTS, within_mode
from backend.kernel.auth import Actor
from backend.kernel.http import PROBLEMS
from backend.kernel.pages import limit_of
from backend.kernel.schemas import Page
from backend.underwriting.schemas.given import (
    AuthorityEndIn,
    DeskRuleIn,
    SanctionsListIn,
    UnderwritingAuthorityIn,
)
from backend.underwriting.schemas.of_desk import (
    DeskRuleOut,
    SanctionsListOut,
    UnderwritingAuthorityOut,
)
from backend.underwriting.service import authorities, lists
from backend.underwriting.service import desk_rules as days


class UnderwritingAuthorityController(Controller):
    path = "/underwriting-authorities"
    tags = ("Underwriting",)
    guards = (within_mode,)
    opt = FACTS

    @get("/", responses=PROBLEMS)
    async def authorities(
        self,
        actor: NamedDependency[Actor],
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[UnderwritingAuthorityOut]:
        """Who may quote up to which level, from when to when; newest first."""
        found, following, total = await authorities.page(
            cursor=cursor, limit=limit_of(limit), by=actor
        )
        items = [UnderwritingAuthorityOut.of(row, by=actor) for row in found]
        return Page(items=items, next=following, total=total)

    @post("/", responses=PROBLEMS)
    async def draft(
        self, data: JSONBody[UnderwritingAuthorityIn], actor: NamedDependency[Actor]
    ) -> UnderwritingAuthorityOut:
        """Propose a person's authority (never one's own)."""
        row = await authorities.draft(
            data.member_id, data.level, from_on=data.from_on, to_on=data.to_on, by=actor
        )
        return UnderwritingAuthorityOut.of(row, by=actor)

    @post("/{authority_id:uuid}/confirmation", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def confirm(
        self, authority_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> UnderwritingAuthorityOut:
        """Put it in force; another than who drafted it and than who gets it."""
        return UnderwritingAuthorityOut.of(
            await authorities.confirm(authority_id, by=actor), by=actor
        )

    @post("/{authority_id:uuid}/ending", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def end(
        self,
        authority_id: FromPath[UUID],
        data: JSONBody[AuthorityEndIn],
        actor: NamedDependency[Actor],
    ) -> UnderwritingAuthorityOut:
        """Say its last day, from today on."""
        row = await authorities.end(authority_id, on=data.to_on, by=actor)
        return UnderwritingAuthorityOut.of(row, by=actor)


class DeskRuleController(Controller):
    path = "/desk-rules"
    tags = ("Underwriting",)
    guards = (within_mode,)
    opt = FACTS

    @get("/", responses=PROBLEMS)
    async def desk_rules(
        self,
        actor: NamedDependency[Actor],
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[DeskRuleOut]:
        """How long the insurer answers and its quotes hold, from when on; the latest first."""
        found, following, total = await days.page(cursor=cursor, limit=limit_of(limit), by=actor)
        return Page(items=[DeskRuleOut.of(row) for row in found], next=following, total=total)

    @post("/", responses=PROBLEMS)
    async def set_desk_rule(
        self, data: JSONBody[DeskRuleIn], actor: NamedDependency[Actor]
    ) -> DeskRuleOut:
        """Say both from a day on that is not over (the insurer's administrator)."""
        row = await days.set_rule(
            from_on=data.from_on,
            answer_days=data.answer_days,
            valid_days=data.valid_days,
            by=actor,
        )
        return DeskRuleOut.of(row)


class SanctionsListController(Controller):
    path = "/sanctions-lists"
    tags = ("Underwriting",)
    guards = (within_mode,)
    opt = FACTS

    @get("/", responses=PROBLEMS)
    async def lists(
        self,
        actor: NamedDependency[Actor],
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[SanctionsListOut]:
        """Every list that was loaded, the newest first."""
        found, following, total = await lists.page(cursor=cursor, limit=limit_of(limit), by=actor)
        return Page(items=[SanctionsListOut.of(row) for row in found], next=following, total=total)

    @post("/", responses=PROBLEMS)
    async def load(
        self, data: JSONBody[SanctionsListIn], actor: NamedDependency[Actor]
    ) -> SanctionsListOut:
        """Load a version of a list, whole (the operator)."""
        row = await lists.load(data.code, data.version, data.names, as_of=data.as_of, by=actor)
        return SanctionsListOut.of(row)
