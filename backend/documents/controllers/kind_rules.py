"""What documents of each kind may be: for whoever deposits them, and for the operator."""

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import JSONBody
from litestar.status_codes import HTTP_201_CREATED

from backend.documents import service
from backend.documents.controllers.kinds import BY_HAND, kind_named
from backend.documents.schemas.kind_rules import (
    KindLimitsOut,
    KindRuleIn,
    KindRuleOut,
    KindRuleSetOut,
    KindRulesOut,
    KindsOut,
)
from backend.kernel.auth import Actor
from backend.kernel.http import PROBLEMS


class KindController(Controller):
    tags = ("Documents",)

    @get("/document-kinds", responses=PROBLEMS)
    async def kinds(self, actor: NamedDependency[Actor]) -> KindsOut:
        """The kinds that people deposit, and what a document of each may be now."""
        limits = await service.kind_limits(by=actor)
        return KindsOut(items=[KindLimitsOut.of(each) for each in limits if each.kind in BY_HAND])

    @get("/operator/kind-rules", responses=PROBLEMS)
    async def rules(self, actor: NamedDependency[Actor]) -> KindRulesOut:
        """Every version of every kind's rule: past, in force, still to come."""
        return KindRulesOut(
            items=[KindRuleOut.row(row) for row in await service.kind_rules(by=actor)]
        )

    @post("/operator/kind-rules", status_code=HTTP_201_CREATED, responses=PROBLEMS)
    async def put_in_force(
        self, data: JSONBody[KindRuleIn], actor: NamedDependency[Actor]
    ) -> KindRuleSetOut:
        """Put a new version in force; it takes the place of what was to begin later.

        Not of papers: they come from the platform alone.
        """
        kind_named(data.kind)
        version = await service.set_kind_rule(
            data.limits(), valid_on=data.valid_on, reason=data.reason, by=actor
        )
        return KindRuleSetOut(version=version)
