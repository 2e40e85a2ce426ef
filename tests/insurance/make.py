"""Insurers with people of both roles, products, and published plans."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from backend.insurance.plan import PlanDocument
from backend.insurance.product import FIXED_OF_LIABILITY, ProductTerms
from backend.insurance.service import plans, products
from backend.insurance.service.filing import Filing
from backend.insurance.states import InsuranceLine
from backend.kernel import clock
from backend.kernel.auth import Actor
from tests import make
from tests.insurance import cases

HEADINGS = (
    *("kind", "insured", "not_insured", "restrictions", "where_covered"),
    *("duties", "payment", "start_and_end", "cancellation"),
)
FILING = {
    "filing_number": "C00001432512021082703122",
    "filed_on": "2026-01-01",
    "valid_from": "2026-01-01",
    "valid_to": None,
}


@dataclass(frozen=True)
class Insurer:
    maker: Actor
    checker: Actor


async def insurer() -> Insurer:
    organisation = await make.organisation("insurer")
    return Insurer(
        maker=await make.actor(organisation, "underwriter"),
        checker=await make.actor(organisation, "tariff_checker"),
    )


def part(code: str = "DEF", **changes: object) -> dict[str, Any]:
    return {
        "code": code,
        "peril_code": "overseas_defence_cost",
        "insured_role": "seller",
        "object_schedule": ["products"],
        "trigger": "suit_brought",
        "reported_in_period": True,
        "territory": ["US", "EU", "JP"],
        "excl_codes": [*sorted(FIXED_OF_LIABILITY), "punitive_damages"],
        "limit_per_claim_fen": 5_000_000_00,
        "limit_agg_fen": 5_000_000_00,
        "defence_inside_limit": True,
        "prior_consent": True,
        "loss_payee": ["insured", "claimant"],
    } | changes


def terms(**changes: object) -> dict[str, Any]:
    return {
        "parts": [part()],
        "wording": {"title": "海外侵权责任保险条款", "version": "2026.1", "sha256": "0" * 64},
        "fact_sheet": {each: {"zh": "如条款所载", "en": "As the clauses say"} for each in HEADINGS},
    } | changes


def product(name: object = "海外侵权保险", **changes: object) -> dict[str, Any]:
    return {"name": name, "line": "overseas_liability", "terms": terms()} | changes


def filed() -> Filing:
    """In force since the beginning of 2026."""
    day = clock.today().replace(year=2026, month=1, day=1)
    return Filing(number=FILING["filing_number"] or "", filed_on=day, valid_from=day, valid_to=None)


async def published_plan(of: Insurer, document: PlanDocument | None = None) -> UUID:
    drafted = await plans.draft(document or cases.plan(), by=of.maker)
    return (await plans.publish(drafted.id, filed(), by=of.checker)).id


async def published_product(of: Insurer) -> UUID:
    drafted = await products.create(
        "海外侵权保险",
        InsuranceLine.OVERSEAS_LIABILITY,
        ProductTerms.model_validate(terms()),
        by=of.maker,
    )
    return (await products.publish(drafted.id, 1, filed(), plan=None, by=of.checker)).id
