"""How a product comes to be: created, its terms drafted, published by a second person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import msgspec

from backend.criteria.vocabulary import unparse
from backend.kernel import clock
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import dumps, transaction
from backend.kernel.errors import Conflict, NotFound, RuleBroken
from backend.kernel.events import emit
from backend.kernel.money import Fen
from backend.kernel.sequences import next_number
from backend.lending.events import (
    CapacityOpened,
    ProductCreated,
    ProductVersionDrafted,
    ProductVersionPublished,
    ProductVersionRecalled,
)
from backend.lending.fit import Terms
from backend.lending.queries import products as queries
from backend.lending.tables.products import Capacity, Product, ProductVersion


@dataclass(frozen=True, kw_only=True)
class Recall:
    """That a version was called back before its day."""

    at: datetime
    by: str
    reason: str


class PublishedByItsMaker(Conflict):
    code = "lending.product_published_by_its_maker"
    title = "Another person has to publish the terms"


class AlreadyPublished(Conflict):
    code = "lending.product_version_published"
    title = "This version has been published and never changes"


class VersionOvertaken(Conflict):
    code = "lending.product_version_overtaken"
    title = "A later version is published already; draft the change anew"


class EffectiveDayUnfit(RuleBroken):
    code = "lending.effective_day_unfit"
    title = "A version takes effect from tomorrow at the earliest, and within its mandate"


class VersionNotComing(Conflict):
    code = "lending.product_version_not_coming"
    title = "Only a version published for a later day is called back, and before that day"


class CapacityOverlaps(Conflict):
    code = "lending.capacity_overlaps"
    title = "Another capacity of this product covers a part of the period"


class TermsNotOrdered(RuleBroken):
    code = "lending.terms_not_ordered"
    title = "A lower end of the terms is above its upper end"


async def create_product(name: str, *, by: Actor) -> UUID:
    """A product of the actor's bank, without terms yet."""
    by.require(Permission.WORK_APPLICATIONS)
    async with transaction():
        product = Product(
            id=uuid4(),
            created_at=clock.now(),
            number=await next_number("LP"),
            lender=by.organisation_id,
            name=name,
            created_by=by.user_id,
        )
        await queries.add_product(product)
        await emit(
            ProductCreated(
                subject_id=product.id,
                parties=(by.organisation_id,),
                number=product.number,
                title=name,
            ),
            by=by,
        )
    return product.id


async def draft_version(product_id: UUID, terms: Terms, *, by: Actor) -> UUID:
    """Write the next version of the terms down; it shows nowhere until it is published."""
    by.require(Permission.WORK_APPLICATIONS)
    check_terms(terms)
    async with transaction():
        product = await queries.lock_product(product_id, lender_id=by.organisation_id)
        if product is None:
            raise NotFound
        version = ProductVersion(
            id=uuid4(),
            created_at=clock.now(),
            product=product_id,
            n=await queries.next_n(product_id),
            maker=by.user_id,
            maker_name=by.name,
            **_columns(terms),
        )
        await queries.add_version(version)
        await emit(
            ProductVersionDrafted(
                subject_id=product_id,
                parties=(by.organisation_id,),
                number=product["number"],
                version_id=version.id,
                n=version.n,
            ),
            by=by,
            after=_columns(terms),
        )
    return version.id


async def publish_version(version_id: UUID, *, effective_on: date | None = None, by: Actor) -> None:
    """Put the terms in force, at once or from a day on; somebody else than who drafted them."""
    by.require(Permission.DECIDE_APPLICATIONS)
    async with transaction():
        version = await queries.version_to_publish(version_id, lender_id=by.organisation_id)
        if version is None:
            raise NotFound
        if version["published_at"] is not None:
            raise AlreadyPublished
        if version["maker"] == by.user_id:
            raise PublishedByItsMaker
        newest = await queries.newest_published_n(version["product"])
        if newest > version["n"]:
            raise VersionOvertaken(f"Version {newest} is published.", n=newest)
        _check_day(effective_on, mandate_to=version["mandate_to"])
        await queries.record_publication(
            version_id,
            at=clock.now(),
            approver=by.user_id,
            approver_name=by.name,
            effective_on=effective_on,
        )
        await emit(
            ProductVersionPublished(
                subject_id=version["product"],
                parties=(by.organisation_id,),
                number=version["number"],
                version_id=version_id,
                n=version["n"],
            ),
            by=by,
            after=None if effective_on is None else {"effective_on": effective_on},
        )


async def recall_version(version_id: UUID, reason: str, *, by: Actor) -> None:
    """Before its day: it stays on record and never holds; what holds until then goes on holding."""
    by.require(Permission.DECIDE_APPLICATIONS)
    async with transaction():
        version = await queries.version_to_publish(version_id, lender_id=by.organisation_id)
        if version is None:
            raise NotFound
        if not is_coming(version):
            raise VersionNotComing(n=version["n"])
        await queries.record_recall(
            version_id, at=clock.now(), by=by.user_id, by_name=by.name, reason=reason
        )
        await emit(
            ProductVersionRecalled(
                subject_id=version["product"],
                parties=(by.organisation_id,),
                number=version["number"],
                version_id=version_id,
                n=version["n"],
                reason=reason,
            ),
            by=by,
            before={"effective_on": version["effective_on"]},
        )


def recall_of(version: Mapping[str, Any]) -> Recall | None:
    at = version["recalled_at"]
    if at is None:
        return None
    return Recall(at=at, by=version["recalled_by_name"], reason=version["recall_reason"])


def is_coming(version: Mapping[str, Any]) -> bool:
    """Published for a day that is still to come, and not called back."""
    day = version["effective_on"]
    return day is not None and day > clock.today() and version["recalled_at"] is None


def _check_day(effective_on: date | None, *, mandate_to: date) -> None:
    """A day to come on which the lender's mandate still holds."""
    tomorrow = clock.today() + timedelta(days=1)
    if effective_on is not None and not tomorrow <= effective_on <= mandate_to:
        raise EffectiveDayUnfit(
            field="effective_on", from_on=tomorrow.isoformat(), to_on=mandate_to.isoformat()
        )


async def open_capacity(
    product_id: UUID, *, from_on: date, to_on: date, capacity_fen: Fen, cases: int, by: Actor
) -> UUID:
    """What the product takes in a period: so many yuan, so many cases."""
    by.require(Permission.DECIDE_APPLICATIONS)
    if from_on > to_on:
        raise TermsNotOrdered(field="to_on")
    async with transaction():
        product = await queries.lock_product(product_id, lender_id=by.organisation_id)
        if product is None:
            raise NotFound
        if await queries.overlapping(product_id, from_on=from_on, to_on=to_on):
            raise CapacityOverlaps
        capacity = Capacity(
            id=uuid4(),
            created_at=clock.now(),
            product=product_id,
            from_on=from_on,
            to_on=to_on,
            capacity_fen=capacity_fen,
            capacity_cases=cases,
            opened_by=by.user_id,
        )
        await queries.add_capacity(capacity)
        await emit(
            CapacityOpened(
                subject_id=product_id,
                parties=(by.organisation_id,),
                number=product["number"],
                capacity_id=capacity.id,
            ),
            by=by,
            after={
                "from_on": from_on,
                "to_on": to_on,
                "capacity_fen": capacity_fen,
                "cases": cases,
            },
        )
    return capacity.id


def check_terms(terms: Terms) -> None:
    """Refuse terms that nobody could meet."""
    ranges = {
        "amount": (terms.min_fen, terms.cap_fen),
        "term": (terms.min_months, terms.max_months),
        "rate": (terms.rate_from_bp, terms.rate_to_bp),
    }
    for name, (least, most) in ranges.items():
        if least > most:
            raise TermsNotOrdered(field=name)
    if terms.mandate.from_on > terms.mandate.to_on:
        raise TermsNotOrdered(field="mandate")
    terms.all_criteria()


def _columns(terms: Terms) -> dict[str, Any]:
    ratios = terms.ratio_bp_by_kind
    return {
        "min_fen": terms.min_fen,
        "cap_fen": terms.cap_fen,
        "min_months": terms.min_months,
        "max_months": terms.max_months,
        "rate_base": terms.rate_base,
        "rate_from_bp": terms.rate_from_bp,
        "rate_to_bp": terms.rate_to_bp,
        "fees": dumps(msgspec.to_builtins(terms.fees)),
        "subsidies": dumps(msgspec.to_builtins(terms.subsidies)),
        "decision_days": terms.decision_days,
        "repayment": terms.repayment,
        "criteria": dumps(unparse(terms.criteria)),
        "ratio_bp_by_kind": None if ratios is None else dumps(dict(ratios)),
        "haircuts": dumps(msgspec.to_builtins(terms.haircuts)),
        "value_choice": terms.value_choice,
        "max_valuation_age_months": terms.max_valuation_age_months,
        "checklist": dumps(msgspec.to_builtins(terms.checklist)),
        "guarantee_required": terms.guarantee_required,
        "summary": terms.summary,
        "mandate_number": terms.mandate.number,
        "mandate_from": terms.mandate.from_on,
        "mandate_to": terms.mandate.to_on,
        "mandate_text": terms.mandate.text,
        "as_of": terms.as_of,
        "source": terms.source,
    }
