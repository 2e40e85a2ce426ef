"""Builders of loan products."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from typing import Any
from uuid import UUID

from backend.criteria.vocabulary import parse
from backend.documents.states import Kind
from backend.identity.tables import Organisation
from backend.kernel.auth import Actor
from backend.kernel.money import BasisPoints, Fen
from backend.lending.checklist import Requirement
from backend.lending.fit import Mandate, Terms
from backend.lending.service import products
from tests import make

MILLION = 1_000_000_00
_serial = count(1)


def terms(criteria: Sequence[dict[str, Any]] = (), **changes: Any) -> Terms:
    """Terms that `tests.listing.make.request` meets with a valuation of ten million."""
    base = Terms(
        min_fen=Fen(MILLION // 2),
        cap_fen=Fen(10 * MILLION),
        min_months=6,
        max_months=36,
        rate_base="lpr_1y",
        rate_from_bp=BasisPoints(45),
        rate_to_bp=BasisPoints(85),
        decision_days=5,
        criteria=parse(list(criteria)),
        ratio_bp_by_kind={"invention": 3000, "utility_model": 1500},
        max_valuation_age_months=12,
        checklist=(Requirement(kind=Kind.CERTIFICATE), Requirement(kind=Kind.ACCOUNTS)),
        summary="演示产品",
        mandate=Mandate(
            number="M-2026-1", from_on=date(2020, 1, 1), to_on=date(2030, 12, 31), text="…"
        ),
        as_of=date(2026, 11, 1),
        source="演示",
    )
    return replace(base, **changes)


@dataclass(frozen=True, kw_only=True)
class Bank:
    organisation: Organisation
    maker: Actor
    checker: Actor


async def bank() -> Bank:
    organisation = await make.organisation("bank")
    return Bank(
        organisation=organisation,
        maker=await make.actor(organisation, "maker"),
        checker=await make.actor(organisation, "checker"),
    )


async def product(
    lender: Bank,
    its_terms: Terms | None = None,
    *,
    name: str | None = None,
    capacity_fen: int | None = 100 * MILLION,
    cases: int = 20,
) -> UUID:
    """A published product, with capacity from 2020 to 2030 unless it has none; its id."""
    product_id = await products.create_product(name or f"知贷 {next(_serial):06d}", by=lender.maker)
    await publish(lender, product_id, its_terms or terms())
    if capacity_fen is not None:
        await products.open_capacity(
            product_id,
            from_on=date(2020, 1, 1),
            to_on=date(2030, 12, 31),
            capacity_fen=Fen(capacity_fen),
            cases=cases,
            by=lender.checker,
        )
    return product_id


async def publish(lender: Bank, product_id: UUID, its_terms: Terms) -> UUID:
    version_id = await products.draft_version(product_id, its_terms, by=lender.maker)
    await products.publish_version(version_id, by=lender.checker)
    return version_id
