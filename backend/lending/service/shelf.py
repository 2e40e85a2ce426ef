"""A bank's own shelf: every product and version of it, drafted whole, simulated, suspended."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec
from asyncpg import UniqueViolationError

from backend.kernel import clock, pages
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import loads, transaction
from backend.kernel.errors import NotFound
from backend.kernel.events import emit
from backend.kernel.money import Fen
from backend.lending.events import ProductResumed, ProductSuspended
from backend.lending.fit import Terms
from backend.lending.queries import products as product_queries
from backend.lending.queries import shelf as queries
from backend.lending.rules.shelf import (
    NotSimulated,
    NotSuspended,
    ProductNameTaken,
    ResumedByWhoSuspended,
    check_criteria,
)
from backend.lending.rules.shelf import (
    ProductSuspended as AlreadySuspended,
)
from backend.lending.service.catalogue import (
    Recall,
    create_product,
    draft_version,
    is_coming,
    publish_version,
    recall_of,
    recall_version,
)
from backend.lending.service.stored_terms import terms_of
from backend.lending.simulating import Counts, judged_differently

_MOST_PERIODS = 60
#: What the column of numbers holds.
MOST_VERSIONS = 32_000


@dataclass(frozen=True, kw_only=True)
class Own:
    """A product as its bank sees it; `draft_n` is a draft that may still be published.

    `coming_n` is published too, and takes effect on `coming_on`.
    """

    id: UUID
    number: str
    name: str
    published_n: int | None
    coming_n: int | None
    coming_on: date | None
    draft_n: int | None
    min_fen: Fen | None
    cap_fen: Fen | None
    mandate_from: date | None
    mandate_to: date | None
    capacity_fen: Fen | None
    used_fen: Fen | None
    capacity_to: date | None
    suspended_at: datetime | None
    suspended_by: UUID | None
    suspended_by_name: str | None
    suspension_reason: str | None


@dataclass(frozen=True, kw_only=True)
class Simulated:
    reckoned_on: date
    at: datetime
    by: str
    counts: Counts


@dataclass(frozen=True, kw_only=True)
class Running:
    """A simulation on many requests, as long as it has no result."""

    state: str
    done: int
    total: int
    at: datetime
    by: str


@dataclass(frozen=True, kw_only=True)
class OwnVersion:
    """One version with its terms; `must_simulate`: before it may be published.

    `is_coming`: published for a day to come; until then it may be called back.
    """

    id: UUID
    product_id: UUID
    number: str
    name: str
    n: int
    terms: Terms
    maker: UUID
    maker_name: str
    approver_name: str | None
    drafted_at: datetime
    published_at: datetime | None
    effective_on: date | None
    is_coming: bool
    recall: Recall | None
    overtaken: bool
    must_simulate: bool
    simulated: Simulated | None
    running: Running | None


@dataclass(frozen=True, kw_only=True)
class Period:
    """What a product takes in a period, and what of it is used."""

    id: UUID
    from_on: date
    to_on: date
    capacity_fen: Fen
    cases: int
    used_fen: Fen
    used_cases: int


async def page(
    *, cursor: str | None, limit: int, counted: int = pages.COUNTED, by: Actor
) -> tuple[list[Own], str | None, int | str]:
    """The bank's products by name, drafts and suspended ones too."""
    by.require(Permission.VIEW_BANK)
    after = None
    if cursor is not None:
        name, last = pages.decode_cursor(cursor, str, UUID)
        after = (name, last)
    rows, total = await queries.own(
        by.organisation_id, on=clock.today(), after=after, limit=limit, counted=counted
    )
    cut, following = pages.cut(rows, limit, key=lambda row: (row["name"], row["id"]))
    return [_own(row) for row in cut], following, pages.total_of(total, up_to=counted)


async def one(product_id: UUID, *, by: Actor) -> Own:
    """One of the bank's products; 404 for another's."""
    by.require(Permission.VIEW_BANK)
    rows, _ = await queries.own(
        by.organisation_id, on=clock.today(), after=None, limit=1, product_id=product_id
    )
    if not rows:
        raise NotFound
    return _own(rows[0])


async def version(product_id: UUID, n: int, *, by: Actor) -> OwnVersion:
    """One version with its whole terms, as its bank sees it."""
    by.require(Permission.VIEW_BANK)
    if not 0 < n <= MOST_VERSIONS:
        raise NotFound
    row = await queries.numbered(product_id, n, lender_id=by.organisation_id)
    if row is None:
        raise NotFound
    terms = terms_of(row)
    published = await queries.published(product_id)
    newest = None if published is None else terms_of(published)
    found = await queries.newest_simulation(row["id"])
    is_open = row["published_at"] is None and (published is None or published["n"] < n)
    return OwnVersion(
        id=row["id"],
        product_id=product_id,
        number=row["number"],
        name=row["name"],
        n=n,
        terms=terms,
        maker=row["maker"],
        maker_name=row["maker_name"],
        approver_name=row["approver_name"],
        drafted_at=row["created_at"],
        published_at=row["published_at"],
        effective_on=row["effective_on"],
        is_coming=is_coming(row),
        recall=recall_of(row),
        overtaken=row["published_at"] is None and not is_open,
        must_simulate=is_open and found is None and judged_differently(terms, newest),
        simulated=None if found is None else _simulated(found),
        running=_running(await queries.newest_run(row["id"])),
    )


def _running(row: dict[str, Any] | None) -> Running | None:
    if row is None or row["state"] == "done":
        return None
    return Running(
        state=row["state"],
        done=row["done"],
        total=row["total"],
        at=row["created_at"],
        by=row["maker_name"],
    )


async def create(name: str, terms: Terms, *, by: Actor) -> OwnVersion:
    """A new product with its first draft."""
    by.require(Permission.WORK_APPLICATIONS)
    check_criteria(terms.criteria)
    try:
        async with transaction():
            product_id = await create_product(name, by=by)
            await draft_version(product_id, terms, by=by)
    except UniqueViolationError as error:
        if error.constraint_name != "product_name_is_unique_at_its_lender":
            raise
        raise ProductNameTaken(field="name", name=name) from None
    return await version(product_id, 1, by=by)


async def draft(product_id: UUID, terms: Terms, *, by: Actor) -> OwnVersion:
    """The next version of a product, its terms stated whole."""
    by.require(Permission.WORK_APPLICATIONS)
    check_criteria(terms.criteria)
    async with transaction():
        await draft_version(product_id, terms, by=by)
        n = await product_queries.next_n(product_id) - 1
        return await version(product_id, n, by=by)


async def publish(
    product_id: UUID, n: int, *, effective_on: date | None = None, by: Actor
) -> OwnVersion:
    """Put a version in force, at once or later: by another than its maker, after a simulation."""
    by.require(Permission.DECIDE_APPLICATIONS)
    async with transaction():
        await product_queries.lock_product(product_id, lender_id=by.organisation_id)
        found = await version(product_id, n, by=by)
        if found.must_simulate and found.maker != by.user_id:
            raise NotSimulated(n=n)
        await publish_version(found.id, effective_on=effective_on, by=by)
        return await version(product_id, n, by=by)


async def recall(product_id: UUID, n: int, reason: str, *, by: Actor) -> OwnVersion:
    """Call a published version back before its day; the one before it goes on holding."""
    by.require(Permission.DECIDE_APPLICATIONS)
    async with transaction():
        await product_queries.lock_product(product_id, lender_id=by.organisation_id)
        found = await version(product_id, n, by=by)
        await recall_version(found.id, reason, by=by)
        return await version(product_id, n, by=by)


async def suspend(product_id: UUID, reason: str, *, by: Actor) -> Own:
    """Offer the product to nobody from now on; applications under way stay what they are."""
    by.require(Permission.WORK_APPLICATIONS, Permission.DECIDE_APPLICATIONS)
    async with transaction():
        row = await _locked(product_id, by=by)
        if row["suspended_at"] is not None:
            raise AlreadySuspended
        await queries.suspend(
            product_id, at=clock.now(), by=by.user_id, name=by.name, reason=reason
        )
        await emit(
            ProductSuspended(
                subject_id=product_id,
                parties=(by.organisation_id,),
                number=row["number"],
                reason=reason,
            ),
            by=by,
        )
    return await one(product_id, by=by)


async def resume(product_id: UUID, *, by: Actor) -> Own:
    """Offer it again; somebody else than who suspended it."""
    by.require(Permission.DECIDE_APPLICATIONS)
    async with transaction():
        row = await _locked(product_id, by=by)
        if row["suspended_at"] is None:
            raise NotSuspended
        if row["suspended_by"] == by.user_id:
            raise ResumedByWhoSuspended
        await queries.suspend(product_id, at=None, by=None, name=None, reason=None)
        await emit(
            ProductResumed(
                subject_id=product_id, parties=(by.organisation_id,), number=row["number"]
            ),
            by=by,
        )
    return await one(product_id, by=by)


async def periods(product_id: UUID, *, most: int = _MOST_PERIODS, by: Actor) -> list[Period]:
    """The product's capacities, the newest period first."""
    await one(product_id, by=by)
    rows = await queries.capacities(product_id, lender_id=by.organisation_id, limit=most)
    return [
        Period(
            id=row["id"],
            from_on=row["from_on"],
            to_on=row["to_on"],
            capacity_fen=Fen(row["capacity_fen"]),
            cases=row["capacity_cases"],
            used_fen=Fen(row["used_fen"]),
            used_cases=row["used_cases"],
        )
        for row in rows
    ]


async def _locked(product_id: UUID, *, by: Actor) -> Mapping[str, Any]:
    row = await product_queries.lock_product(product_id, lender_id=by.organisation_id)
    if row is None:
        raise NotFound
    return row


def _simulated(row: Mapping[str, Any]) -> Simulated:
    return Simulated(
        reckoned_on=row["reckoned_on"],
        at=row["created_at"],
        by=row["maker_name"],
        counts=msgspec.convert(loads(row["counts"]), Counts),
    )


def _own(row: Mapping[str, Any]) -> Own:
    def money(key: str) -> Fen | None:
        return None if row[key] is None else Fen(row[key])

    return Own(
        **{
            key: row[key]
            for key in (
                "id",
                "number",
                "name",
                "published_n",
                "coming_n",
                "coming_on",
                "draft_n",
                "mandate_from",
                "mandate_to",
                "capacity_to",
                "suspended_at",
                "suspended_by",
                "suspended_by_name",
                "suspension_reason",
            )
        },
        min_fen=money("min_fen"),
        cap_fen=money("cap_fen"),
        capacity_fen=money("capacity_fen"),
        used_fen=money("used_fen"),
    )
