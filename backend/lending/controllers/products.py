"""Products over HTTP, and how a financing request stands to them."""

from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody

from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.kernel.http import PROBLEMS
from backend.kernel.pages import limit_of
from backend.kernel.schemas import Page
from backend.lending.schemas.checklists import ProductChecklistIn, ProductVersionOut
from backend.lending.schemas.products import LoanProductOut, MatchesOut
from backend.lending.service import product_versions, products


class LoanProductController(Controller):
    path = "/loan-products"
    tags = ("Lending",)

    @get("/", responses=PROBLEMS)
    async def products(
        self,
        actor: NamedDependency[Actor],  # noqa: ARG002 - whoever is signed in may read
        lender_id: FromQuery[UUID | None] = None,
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[LoanProductOut]:
        """Products on offer today: terms, rates of the day, whether there is capacity."""
        found, following, total = await products.page(
            lender_id=lender_id, cursor=cursor, limit=limit_of(limit)
        )
        rates = await products.reference_rates(clock.today())
        items = [LoanProductOut.of(view, base_rates=rates) for view in found]
        return Page(items=items, next=following, total=total)

    @get("/{product_id:uuid}", responses=PROBLEMS)
    async def product(
        self,
        product_id: FromPath[UUID],
        actor: NamedDependency[Actor],  # noqa: ARG002 - whoever is signed in may read
    ) -> LoanProductOut:
        """One product on offer today."""
        view = await products.product(product_id)
        rates = await products.reference_rates(clock.today())
        return LoanProductOut.of(view, base_rates=rates)

    @get("/{product_id:uuid}/versions", responses=PROBLEMS)
    async def versions(
        self, product_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> list[ProductVersionOut]:
        """The versions of a product of the caller's bank, drafts too, newest first."""
        views = await product_versions.versions(product_id, by=actor)
        return [ProductVersionOut.of(view, by=actor) for view in views]

    @post("/{product_id:uuid}/versions", responses=PROBLEMS)
    async def draft_version(
        self,
        product_id: FromPath[UUID],
        data: JSONBody[ProductChecklistIn],
        actor: NamedDependency[Actor],
    ) -> ProductVersionOut:
        """Draft the next version: the terms in force, other papers, haircuts or guarantee."""
        view = await product_versions.draft_checklist(
            product_id,
            [each.requirement() for each in data.checklist],
            haircuts=None if data.haircuts is None else data.haircuts.haircuts(),
            guarantee_required=data.guarantee_required,
            by=actor,
        )
        return ProductVersionOut.of(view, by=actor)


class MatchesController(Controller):
    path = "/financing-requests"
    tags = ("Lending",)

    @get("/{request_id:uuid}/matches", responses=PROBLEMS)
    async def matches(
        self, request_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> MatchesOut:
        """Every product on offer: whether the request fits, why not, what it would cost."""
        return MatchesOut.of(await products.matches(request_id, by=actor))
