"""Insurers' products: drafted by one, published by another person under their filing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from backend.insurance import product as terms_of
from backend.insurance import queries
from backend.insurance.events import (
    InsuranceHandOff,
    InsuranceProductDrafted,
    InsuranceProductPublished,
)
from backend.insurance.product import ProductTerms
from backend.insurance.rules import NoLink, PlanOfProduct, ProductNameTaken, VersionOvertaken
from backend.insurance.service import guarantees
from backend.insurance.service.filing import Filing, check_publication, settled
from backend.insurance.service.plans import filing_of, tariff_of
from backend.insurance.states import InsuranceLine
from backend.insurance.tables import InsuranceProduct, InsuranceProductVersion
from backend.kernel import clock, pages
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import dumps, loads, transaction
from backend.kernel.errors import NotFound
from backend.kernel.events import emit
from backend.kernel.sequences import next_number


@dataclass(frozen=True, kw_only=True)
class ProductView:
    """A version of a product with its insurer; `plan` is the code of what rates it."""

    id: UUID
    version_id: UUID
    n: int
    number: str
    name: str
    line: InsuranceLine
    insurer_id: UUID
    insurer_name: str
    terms: dict[str, Any]
    digest: str
    plan: str | None
    maker: UUID
    maker_name: str
    filing: Filing | None
    approver_name: str | None
    published_at: datetime | None


async def page(
    *,
    own: bool,
    insurer_id: UUID | None,
    line: InsuranceLine | None,
    cursor: str | None,
    limit: int,
    by: Actor,
) -> tuple[list[ProductView], str | None, int | str]:
    """What is on offer today, by name; `own`: all of the actor's insurer, drafts too."""
    if own:
        by.require(Permission.VIEW_INSURER)
        insurer_id = by.organisation_id
    after = None
    if cursor is not None:
        name, last = pages.decode_cursor(cursor, str, UUID)
        after = (name, last)
    rows, total = await queries.page_of_products(
        clock.today(),
        own=own,
        insurer_id=insurer_id,
        line=None if line is None else str(line),
        after=after,
        limit=limit,
    )
    cut, following = pages.cut(rows, limit, key=lambda row: (row["name"], row["product"]))
    return [_view(row) for row in cut], following, pages.total_of(total)


async def product(product_id: UUID, *, by: Actor) -> ProductView:
    """The version on offer today; for its own insurer the newest, drafts too."""
    row = None
    if by.may(Permission.VIEW_INSURER):
        row = await queries.newest_own(product_id, insurer_id=by.organisation_id, on=clock.today())
    if row is None:
        row = await queries.offered(product_id, on=clock.today())
    if row is None:
        raise NotFound
    return _view(row)


async def hand_off(product_id: UUID, *, by: Actor) -> str:
    """Where the insurer offers its product itself; the step is kept in the log."""
    by.require(Permission.VIEW_FIRM)
    async with transaction():
        row = await queries.offered(product_id, on=clock.today())
        if row is None:
            raise NotFound
        view = _view(row)
        url = view.terms.get("link")
        if url is None:
            raise NoLink(f"{view.insurer_name} has given none for {view.name}.")
        await emit(
            InsuranceHandOff(
                subject_id=product_id,
                parties=(by.organisation_id, view.insurer_id),
                number=view.number,
                title=view.name,
                version_id=view.version_id,
                n=view.n,
                digest=view.digest,
                url=url,
            ),
            by=by,
        )
    found: str = url
    return found


async def versions(
    product_id: UUID, *, by: Actor, cursor: str | None, limit: int
) -> tuple[list[ProductView], str | None, int | str]:
    """Every version of a product of the actor's insurer, the newest first."""
    by.require(Permission.VIEW_INSURER)
    before = None if cursor is None else pages.decode_cursor(cursor, int)[0]
    rows, total = await queries.page_of_versions(
        product_id, insurer_id=by.organisation_id, before=before, limit=limit
    )
    if not total:
        raise NotFound
    cut, following = pages.cut(rows, limit, key=lambda row: (row["n"],))
    return [_view(row) for row in cut], following, pages.total_of(total)


def validate(line: InsuranceLine, terms: ProductTerms, *, by: Actor) -> str:
    """The digest of terms that could be drafted; refused as their draft would be."""
    by.require(Permission.DRAFT_TARIFFS)
    terms_of.check(terms, line)
    return terms_of.digest(terms)


async def create(name: str, line: InsuranceLine, terms: ProductTerms, *, by: Actor) -> ProductView:
    """A product of the actor's insurer with the draft of its first version."""
    by.require(Permission.DRAFT_TARIFFS)
    terms_of.check(terms, line)
    async with transaction():
        await queries.lock_plans_of(by.organisation_id)
        if await queries.name_taken(name, insurer_id=by.organisation_id):
            raise ProductNameTaken(f"{name} is one of your products.", path="name")
        row = InsuranceProduct(
            id=uuid4(),
            created_at=clock.now(),
            number=await next_number("IP"),
            insurer=by.organisation_id,
            line=line,
            name=name,
            created_by=by.user_id,
        )
        await queries.add_product(row)
        return await _add_version(row.id, row.to_dict(), terms, n=1, by=by)


async def draft_version(product_id: UUID, terms: ProductTerms, *, by: Actor) -> ProductView:
    """Write the next version down; nothing changes before it is published."""
    by.require(Permission.DRAFT_TARIFFS)
    async with transaction():
        row = await queries.lock_product(product_id, insurer_id=by.organisation_id)
        if row is None:
            raise NotFound
        terms_of.check(terms, InsuranceLine(row["line"]))
        newest = (await queries.versions(product_id))[0]
        return await _add_version(product_id, row, terms, n=newest["n"] + 1, by=by)


async def _add_version(
    product_id: UUID, product: Mapping[str, Any], terms: ProductTerms, *, n: int, by: Actor
) -> ProductView:
    row = InsuranceProductVersion(
        id=uuid4(),
        created_at=clock.now(),
        product=product_id,
        n=n,
        terms=dumps(terms.model_dump(mode="json")),
        digest=terms_of.digest(terms),
        wording_version=terms.wording.version,
        wording_sha256=terms.wording.sha256,
        maker=by.user_id,
        maker_name=by.name,
    )
    await queries.add_version(row)
    await emit(
        InsuranceProductDrafted(
            subject_id=product_id,
            parties=(by.organisation_id,),
            number=product["number"],
            title=product["name"],
            version_id=row.id,
            n=n,
            digest=row.digest,
        ),
        by=by,
    )
    return await _version(row.id)


async def publish(
    product_id: UUID, n: int, filing: Filing, *, plan: str | None, by: Actor
) -> ProductView:
    """Offer a version as it was filed, rated by a published plan (by its code), or by none."""
    by.require(Permission.PUBLISH_TARIFFS)
    async with transaction():
        product = await queries.lock_product(product_id, insurer_id=by.organisation_id)
        if product is None:
            raise NotFound
        versions = {row["n"]: row for row in await queries.versions(product_id)}
        if n not in versions:
            raise NotFound
        row = versions[n]
        check_publication(row, filing, by=by)
        newest = max((m for m, each in versions.items() if each["published_at"]), default=0)
        if newest > n:
            raise VersionOvertaken(f"Version {newest} is published.", n=newest)
        await guarantees.check(product["line"], insurer_id=by.organisation_id, on=filing.valid_from)
        plan_id = None if plan is None else await _plan_for(plan, product["line"], by=by)
        await queries.record_version_publication(row["id"], plan_id, *settled(filing, by=by))
        await emit(
            InsuranceProductPublished(
                subject_id=product_id,
                parties=(by.organisation_id,),
                number=product["number"],
                title=product["name"],
                version_id=row["id"],
                n=n,
                digest=row["digest"],
                filing_number=filing.number,
                valid_from=filing.valid_from.isoformat(),
            ),
            by=by,
        )
        return await _version(row["id"])


async def _plan_for(code: str, line: str, *, by: Actor) -> UUID:
    row = await queries.published_plan(code, insurer_id=by.organisation_id)
    if row is None:
        raise PlanOfProduct(f"No plan {code} is published.", path="plan")
    lines = tariff_of(row).document.minima
    if lines and line not in lines:
        raise PlanOfProduct(f"{code} rates {', '.join(lines)}, not {line}.", path="plan")
    found: UUID = row["id"]
    return found


async def _version(version_id: UUID) -> ProductView:
    row = await queries.version(version_id)
    if row is None:
        raise NotFound
    return _view(row)


def _view(row: Mapping[str, Any]) -> ProductView:
    return ProductView(
        id=row["product"],
        version_id=row["id"],
        n=row["n"],
        number=row["number"],
        name=row["name"],
        line=InsuranceLine(row["line"]),
        insurer_id=row["insurer"],
        insurer_name=row["insurer_name"],
        terms=loads(row["terms"]),
        digest=row["digest"],
        plan=row["plan_code"],
        maker=row["maker"],
        maker_name=row["maker_name"],
        filing=filing_of(row),
        approver_name=row["approver_name"],
        published_at=row["published_at"],
    )
