"""Insurers' products over HTTP."""

from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.status_codes import HTTP_200_OK

from backend.insurance.guard import FACTS, within_mode
from backend.insurance.mode import ALLOWED, Activity, mode
from backend.insurance.schemas import (
    HandOffOut,
    InsuranceModeOut,
    InsuranceProductIn,
    InsuranceProductOut,
    InsuranceProductVersionIn,
    ProductPublicationIn,
    ProductValidationIn,
    ValidityOut,
)
from backend.insurance.service import products
from backend.insurance.states import InsuranceLine
from backend.kernel.auth import Actor
from backend.kernel.http import PROBLEMS
from backend.kernel.pages import limit_of
from backend.kernel.schemas import Page
from backend.kernel.settings import settings


class InsuranceModeController(Controller):
    path = "/insurance-mode"
    tags = ("Insurance",)
    guards = (within_mode,)

    @get("/", responses=PROBLEMS, opt=FACTS)
    async def mode_of_insurance(self, actor: NamedDependency[Actor]) -> InsuranceModeOut:  # noqa: ARG002
        """Under whose licence this platform shows insurance: for the banner of every page."""
        held = settings()
        return InsuranceModeOut(
            mode=mode(),
            rates=Activity.RATING in ALLOWED[mode()],
            holder=held.licence_holder,
            licence_number=held.licence_number,
        )


class InsuranceProductController(Controller):
    path = "/insurance-products"
    tags = ("Insurance",)
    guards = (within_mode,)

    @get("/", responses=PROBLEMS, opt=FACTS)
    async def products(
        self,
        actor: NamedDependency[Actor],
        own: FromQuery[bool] = False,  # noqa: FBT002 - a query parameter
        insurer_id: FromQuery[UUID | None] = None,
        line: FromQuery[InsuranceLine | None] = None,
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[InsuranceProductOut]:
        """Products on offer today; `own`: those of the caller's insurer, drafts too."""
        found, following, total = await products.page(
            own=own,
            insurer_id=insurer_id,
            line=line,
            cursor=cursor,
            limit=limit_of(limit),
            by=actor,
        )
        items = [InsuranceProductOut.of(view, mode=mode(), by=actor) for view in found]
        return Page(items=items, next=following, total=total)

    @post("/", responses=PROBLEMS, opt=FACTS)
    async def create(
        self, data: JSONBody[InsuranceProductIn], actor: NamedDependency[Actor]
    ) -> InsuranceProductOut:
        """A product with the draft of its first version (the maker)."""
        view = await products.create(data.name, data.line, data.terms, by=actor)
        return InsuranceProductOut.of(view, mode=mode(), by=actor)

    @post("/validation", status_code=HTTP_200_OK, responses=PROBLEMS, opt=FACTS)
    async def validate(
        self, data: JSONBody[ProductValidationIn], actor: NamedDependency[Actor]
    ) -> ValidityOut:
        """Whether terms could be drafted: refused as their draft would be; nothing is stored."""
        return ValidityOut(digest=products.validate(data.line, data.terms, by=actor))

    @get("/{insurance_product_id:uuid}", responses=PROBLEMS, opt=FACTS)
    async def product(
        self, insurance_product_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> InsuranceProductOut:
        """A product on offer today; for its own insurer the newest version, drafts too."""
        view = await products.product(insurance_product_id, by=actor)
        return InsuranceProductOut.of(view, mode=mode(), by=actor)

    @post(
        "/{insurance_product_id:uuid}/hand-off",
        status_code=HTTP_200_OK,
        responses=PROBLEMS,
        opt=FACTS,
    )
    async def hand_off(
        self, insurance_product_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> HandOffOut:
        """The address at the insurer of a product on offer; that it was asked for is logged."""
        return HandOffOut(url=await products.hand_off(insurance_product_id, by=actor))

    @get("/{insurance_product_id:uuid}/versions", responses=PROBLEMS, opt=FACTS)
    async def versions(
        self,
        insurance_product_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[InsuranceProductOut]:
        """Every version of a product of the caller's insurer, the newest first."""
        found, following, total = await products.versions(
            insurance_product_id, cursor=cursor, limit=limit_of(limit), by=actor
        )
        items = [InsuranceProductOut.of(view, mode=mode(), by=actor) for view in found]
        return Page(items=items, next=following, total=total)

    @post("/{insurance_product_id:uuid}/versions", responses=PROBLEMS, opt=FACTS)
    async def draft_version(
        self,
        insurance_product_id: FromPath[UUID],
        data: JSONBody[InsuranceProductVersionIn],
        actor: NamedDependency[Actor],
    ) -> InsuranceProductOut:
        """Draft the next version (the maker)."""
        view = await products.draft_version(insurance_product_id, data.terms, by=actor)
        return InsuranceProductOut.of(view, mode=mode(), by=actor)

    @post(
        "/{insurance_product_id:uuid}/publication",
        status_code=HTTP_200_OK,
        responses=PROBLEMS,
        opt=FACTS,
    )
    async def publish(
        self,
        insurance_product_id: FromPath[UUID],
        data: JSONBody[ProductPublicationIn],
        actor: NamedDependency[Actor],
    ) -> InsuranceProductOut:
        """Offer a version as it was filed; somebody else than its maker (the checker)."""
        view = await products.publish(
            insurance_product_id, data.n, data.filing(), plan=data.plan, by=actor
        )
        return InsuranceProductOut.of(view, mode=mode(), by=actor)
