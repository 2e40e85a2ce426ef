"""Which roles of the caller's organisation need a second factor, over HTTP."""

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import JSONBody
from litestar.status_codes import HTTP_201_CREATED

from backend.identity import service
from backend.identity.duty_schemas import RoleTermsOut, SecondFactorTermIn
from backend.kernel.auth import Actor, Permission
from backend.kernel.http import PROBLEMS
from backend.kernel.schemas import Page


class SecondFactorTermController(Controller):
    path = "/second-factor-terms"
    tags = ("Identity",)

    @get(responses=PROBLEMS, operation_id="listSecondFactorTerms")
    async def index(self, actor: NamedDependency[Actor]) -> Page[RoleTermsOut]:
        """Each role of the caller's organisation, and who obliges it."""
        items = [_told(each, actor) for each in await service.role_terms(by=actor)]
        return Page(items=items, next=None, total=len(items))

    @post(status_code=HTTP_201_CREATED, responses=PROBLEMS, operation_id="setSecondFactorTerm")
    async def set_term(
        self, data: JSONBody[SecondFactorTermIn], actor: NamedDependency[Actor]
    ) -> RoleTermsOut:
        """Oblige a role of the caller's organisation beyond the platform's rule, or no more."""
        wanted = service.WantedTerm(
            role=data.role,
            obliged=data.obliged,
            from_on=data.from_on,
            grace_days=data.grace_days,
        )
        return _told(await service.set_term(wanted, by=actor), actor)


def _told(found: service.RoleTerms, actor: Actor) -> RoleTermsOut:
    return RoleTermsOut.of(found, may_set=actor.may(Permission.MANAGE_MEMBERS))
