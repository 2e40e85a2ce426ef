"""A bank's own shelf over HTTP."""

from typing import Any
from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.status_codes import HTTP_200_OK

from backend.kernel.auth import Actor
from backend.kernel.http import PROBLEMS
from backend.kernel.money import Fen
from backend.kernel.pages import limit_of
from backend.kernel.schemas import Page
from backend.lending.schemas.shelf import (
    LoanProductCapacityIn,
    LoanProductIn,
    LoanProductPublicationIn,
    LoanProductRecallIn,
    LoanProductSuspensionIn,
    NumberedIn,
    OwnProductOut,
    OwnVersionOut,
    ProductCapacityOut,
    ProductTermsIn,
    document_schema,
)
from backend.lending.service import shelf, simulations
from backend.lending.service.catalogue import open_capacity


class ShelfController(Controller):
    path = "/loan-products"
    tags = ("Lending",)

    @get("/own", responses=PROBLEMS)
    async def own(
        self,
        actor: NamedDependency[Actor],
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[OwnProductOut]:
        """Every product of the caller's bank by name: drafts, suspended and ended ones too."""
        found, following, total = await shelf.page(cursor=cursor, limit=limit_of(limit), by=actor)
        items = [OwnProductOut.of(each, by=actor) for each in found]
        return Page(items=items, next=following, total=total)

    @get("/own/{product_id:uuid}", responses=PROBLEMS)
    async def own_product(
        self, product_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> OwnProductOut:
        """One of the caller's bank's products, whatever its state."""
        return OwnProductOut.of(await shelf.one(product_id, by=actor), by=actor)

    @get("/schema", responses=PROBLEMS)
    async def schema(self, actor: NamedDependency[Actor]) -> dict[str, Any]:  # noqa: ARG002
        """JSON Schema of a product's document: what `POST /loan-products` takes."""
        return document_schema()

    @post("/", responses=PROBLEMS)
    async def create(
        self, data: JSONBody[LoanProductIn], actor: NamedDependency[Actor]
    ) -> OwnVersionOut:
        """A new product with its first draft, written here or imported (the maker)."""
        view = await shelf.create(data.name, data.terms.terms(), by=actor)
        return OwnVersionOut.of(view, by=actor)

    @get("/{product_id:uuid}/versions/{n:int}", responses=PROBLEMS)
    async def version(
        self, product_id: FromPath[UUID], n: FromPath[int], actor: NamedDependency[Actor]
    ) -> OwnVersionOut:
        """One version with its whole terms, in the shape of the document."""
        return OwnVersionOut.of(await shelf.version(product_id, n, by=actor), by=actor)

    @post("/{product_id:uuid}/drafts", responses=PROBLEMS)
    async def draft(
        self,
        product_id: FromPath[UUID],
        data: JSONBody[ProductTermsIn],
        actor: NamedDependency[Actor],
    ) -> OwnVersionOut:
        """Draft the next version, its terms stated whole (the maker)."""
        return OwnVersionOut.of(
            await shelf.draft(product_id, data.terms.terms(), by=actor), by=actor
        )

    @post("/{product_id:uuid}/simulation", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def simulate(
        self,
        product_id: FromPath[UUID],
        data: JSONBody[NumberedIn],
        actor: NamedDependency[Actor],
    ) -> OwnVersionOut:
        """Judge the published requests by a version: counts only, none under five."""
        return OwnVersionOut.of(await simulations.simulate(product_id, data.n, by=actor), by=actor)

    @post("/{product_id:uuid}/publication", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def publish(
        self,
        product_id: FromPath[UUID],
        data: JSONBody[LoanProductPublicationIn],
        actor: NamedDependency[Actor],
    ) -> OwnVersionOut:
        """Put a version in force, at once or later: by another than its maker, once simulated."""
        published = await shelf.publish(
            product_id, data.n, effective_on=data.effective_on, by=actor
        )
        return OwnVersionOut.of(published, by=actor)

    @post("/{product_id:uuid}/recall", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def recall(
        self,
        product_id: FromPath[UUID],
        data: JSONBody[LoanProductRecallIn],
        actor: NamedDependency[Actor],
    ) -> OwnVersionOut:
        """Call back, before its day, a version published for a later day (a checker)."""
        recalled = await shelf.recall(product_id, data.n, data.reason, by=actor)
        return OwnVersionOut.of(recalled, by=actor)

    @post("/{product_id:uuid}/suspension", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def suspend(
        self,
        product_id: FromPath[UUID],
        data: JSONBody[LoanProductSuspensionIn],
        actor: NamedDependency[Actor],
    ) -> OwnProductOut:
        """Offer the product to nobody from now on; applications under way go on."""
        return OwnProductOut.of(await shelf.suspend(product_id, data.reason, by=actor), by=actor)

    @post("/{product_id:uuid}/resumption", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def resume(
        self, product_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> OwnProductOut:
        """Offer it again; somebody else than who suspended it (a checker)."""
        return OwnProductOut.of(await shelf.resume(product_id, by=actor), by=actor)

    @get("/{product_id:uuid}/capacities", responses=PROBLEMS)
    async def capacities(
        self, product_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> list[ProductCapacityOut]:
        """What the product takes in each period, the newest sixty first."""
        return [ProductCapacityOut.of(each) for each in await shelf.periods(product_id, by=actor)]

    @post("/{product_id:uuid}/capacities", responses=PROBLEMS)
    async def add_capacity(
        self,
        product_id: FromPath[UUID],
        data: JSONBody[LoanProductCapacityIn],
        actor: NamedDependency[Actor],
    ) -> list[ProductCapacityOut]:
        """Open a capacity for a period (the checker)."""
        await open_capacity(
            product_id,
            from_on=data.from_on,
            to_on=data.to_on,
            capacity_fen=Fen(data.capacity_fen),
            cases=data.cases,
            by=actor,
        )
        return [ProductCapacityOut.of(each) for each in await shelf.periods(product_id, by=actor)]
