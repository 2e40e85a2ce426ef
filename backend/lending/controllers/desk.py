"""A bank's desk over HTTP: limits of checkers, groups of officers, substitution on leave."""

from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.status_codes import HTTP_200_OK

from backend.kernel.auth import Actor
from backend.kernel.http import PROBLEMS
from backend.kernel.money import Fen
from backend.kernel.pages import limit_of
from backend.kernel.proposals import ProposalAction
from backend.kernel.schemas import Page
from backend.lending.schemas.desk import (
    DeclinedIn,
    LimitIn,
    LimitOut,
    OfficerGroupIn,
    OfficerGroupOut,
    SubstitutionIn,
    SubstitutionOut,
)
from backend.lending.service import groups, limits, substituting


class DecisionLimitController(Controller):
    path = "/bank-desk/limits"
    tags = ("Bank desk",)

    @get("/", responses=PROBLEMS)
    async def decision_limits(
        self,
        actor: NamedDependency[Actor],
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[LimitOut]:
        """Up to which amount each checker grants, from when on; newest first."""
        rows, following, total = await limits.page(cursor=cursor, limit=limit_of(limit), by=actor)
        return Page(items=[LimitOut.of(row) for row in rows], next=following, total=total)

    @post("/", responses=PROBLEMS)
    async def propose_decision_limit(
        self, data: JSONBody[LimitIn], actor: NamedDependency[Actor]
    ) -> LimitOut:
        """Propose a checker's limit (the administrator, never his own)."""
        row = await limits.propose(
            data.member_id,
            Fen(data.upto_fen),
            from_on=data.from_on,
            reason=data.reason,
            by=actor,
        )
        return LimitOut.of(row)

    @post("/{limit_id:uuid}/acceptance", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def accept_decision_limit(
        self, limit_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> LimitOut:
        """Let it begin; another than who proposed it and than whose it is."""
        return LimitOut.of(await limits.decide(limit_id, ProposalAction.ACCEPT, by=actor))

    @post("/{limit_id:uuid}/decline", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def decline_decision_limit(
        self, limit_id: FromPath[UUID], data: JSONBody[DeclinedIn], actor: NamedDependency[Actor]
    ) -> LimitOut:
        row = await limits.decide(limit_id, ProposalAction.DECLINE, note=data.note, by=actor)
        return LimitOut.of(row)

    @post("/{limit_id:uuid}/withdrawal", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def withdraw_decision_limit(
        self, limit_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> LimitOut:
        """Take one's own proposal back."""
        return LimitOut.of(await limits.decide(limit_id, ProposalAction.WITHDRAW, by=actor))


class OfficerGroupController(Controller):
    path = "/bank-desk/groups"
    tags = ("Bank desk",)

    @get("/", responses=PROBLEMS)
    async def officer_groups(
        self,
        actor: NamedDependency[Actor],
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[OfficerGroupOut]:
        """The groups of the caller's bank with what they take; newest first."""
        rows, following, total = await groups.page(cursor=cursor, limit=limit_of(limit), by=actor)
        return Page(items=[OfficerGroupOut.of(row) for row in rows], next=following, total=total)

    @post("/", responses=PROBLEMS)
    async def make_officer_group(
        self, data: JSONBody[OfficerGroupIn], actor: NamedDependency[Actor]
    ) -> OfficerGroupOut:
        return OfficerGroupOut.of(await groups.make(data.terms(), by=actor))

    @post("/{group_id:uuid}/revision", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def revise_officer_group(
        self,
        group_id: FromPath[UUID],
        data: JSONBody[OfficerGroupIn],
        actor: NamedDependency[Actor],
    ) -> OfficerGroupOut:
        return OfficerGroupOut.of(await groups.revise(group_id, data.terms(), by=actor))

    @post("/{group_id:uuid}/dissolution", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def dissolve_officer_group(
        self, group_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> OfficerGroupOut:
        return OfficerGroupOut.of(await groups.dissolve(group_id, by=actor))


class SubstitutionController(Controller):
    path = "/bank-desk/substitutions"
    tags = ("Bank desk",)

    @get("/", responses=PROBLEMS)
    async def substitutions(
        self,
        actor: NamedDependency[Actor],
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[SubstitutionOut]:
        """Who stands in for whom in the caller's bank; the latest to begin first."""
        rows, following, total = await substituting.page(
            cursor=cursor, limit=limit_of(limit), by=actor
        )
        return Page(items=[SubstitutionOut.of(row) for row in rows], next=following, total=total)

    @post("/", responses=PROBLEMS)
    async def name_substitute(
        self, data: JSONBody[SubstitutionIn], actor: NamedDependency[Actor]
    ) -> SubstitutionOut:
        """Name who stands in for oneself; the administrator, for anybody."""
        row = await substituting.name(
            data.substitute_id,
            member_id=data.member_id,
            from_on=data.from_on,
            to_on=data.to_on,
            by=actor,
        )
        return SubstitutionOut.of(row)

    @post("/{substitution_id:uuid}/ending", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def end_substitution(
        self, substitution_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> SubstitutionOut:
        """At once: whoever was away is back."""
        return SubstitutionOut.of(await substituting.end(substitution_id, by=actor))
