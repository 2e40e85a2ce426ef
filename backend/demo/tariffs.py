"""The insurers of the demonstration: their rating plans, products, and books of risks."""

import random
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from backend.demo import offers
from backend.demo.cast import Cast
from backend.demo.offers import YUAN, M, Offer
from backend.insurance.plan import PlanDocument
from backend.insurance.risk import Risk
from backend.insurance.service import book, guarantees, plans, products
from backend.insurance.service.filing import Filing
from backend.insurance.states import InsuranceLine, IpoStage, RatedIndustry
from backend.payments import service as payments
from backend.policies.service import broker

PLANS = Path(__file__).parent / "plans"
#: Not a number of the regulator's.
FILED = "DEMO-2026-{:03}"
RISKS = 80
#: Of the net premium; a figure of the demonstration.
COMMISSION_BP = 1500
YEAR = date(2026, 1, 1)


@dataclass(frozen=True, kw_only=True)
class Insurer:
    """`key` names its people in the cast; `filed` begins its filing numbers."""

    key: str
    plan: str
    filed: int
    offers: tuple[Offer, ...]
    guarantees: bool = False
    cards: bool = True


INSURERS = (
    Insurer(
        key="insurer",
        plan="DEMO-IPL-2026.1",
        filed=0,
        offers=(
            offers.overseas("知识产权海外侵权责任保险", limit=20 * M),
            offers.composite("科创板拟上市企业知识产权复合险", limit=20 * M),
            offers.enforcement("专利执行与损失保险", limit=3_600_000 * YUAN),
        ),
    ),
    Insurer(
        key="insurer2",
        plan="DEMO-TECH-2026.1",
        filed=100,
        offers=(
            offers.overseas(
                "科技企业海外知识产权责任保险",
                limit=20 * M,
                deductible=M // 10,
                territory=["US", "EU", "UK", "JP", "KR"],
            ),
            offers.composite("拟上市科技企业知识产权综合保险", limit=16 * M),
            offers.enforcement("专利维权费用保险", limit=2 * M),
            offers.loss("专利被侵权损失保险", limit=3 * M),
        ),
    ),
    Insurer(
        key="insurer3",
        plan="DEMO-PLEDGE-2026.1",
        filed=200,
        guarantees=True,
        cards=False,
        offers=(
            offers.overseas("海外知识产权纠纷保险", limit=10 * M, territory=["US", "EU", "JP"]),
            offers.composite("拟上市企业知识产权组合保险", limit=8 * M),
            offers.loss("知识产权被侵权损失保险", limit=2 * M),
            offers.guarantee("知识产权质押融资保证保险", limit=10 * M),
        ),
    ),
)


def plan_of(insurer: Insurer) -> PlanDocument:
    return PlanDocument.model_validate_json((PLANS / f"{insurer.plan}.json").read_bytes())


async def publish(cast: Cast) -> None:
    """Each plan and what it rates: drafted by the underwriter, published by the second person."""
    for insurer in INSURERS:
        await _publish(insurer, cast)


async def _publish(insurer: Insurer, cast: Cast) -> None:
    maker, checker = cast[f"{insurer.key}.underwriter"], cast[f"{insurer.key}.tariff_checker"]
    document = plan_of(insurer)
    plan = await plans.draft(document, by=maker)
    await plans.publish(plan.id, _filing(insurer.filed), by=checker)
    await payments.decide_cards(accepted=insurer.cards, by=maker)
    if insurer.guarantees:
        await guarantees.admit(
            maker.organisation_id,
            from_on=YEAR,
            to_on=None,
            ground="演示：偿付能力与风险系统符合要求",
            by=cast.operator,
        )
    for n, offer in enumerate(insurer.offers, start=1):
        product = await products.create(offer.name, offer.line, offer.terms(), by=maker)
        filing = _filing(insurer.filed + n)
        await products.publish(product.id, 1, filing, plan=document.plan, by=checker)
        await broker.state_commission(
            offer.line,
            rate_bp=COMMISSION_BP,
            filing_number=filing.number,
            from_on=YEAR,
            by=checker,
        )
    await book.keep(maker.organisation_id, risks(insurer, document))


def _filing(n: int) -> Filing:
    return Filing(number=FILED.format(n), filed_on=YEAR, valid_from=YEAR, valid_to=None)


def risks(insurer: Insurer, document: PlanDocument) -> list[tuple[str, Risk]]:
    """What it was asked for in the year before: fictional, and the same every time."""
    drawn = random.Random(insurer.key)  # noqa: S311 - a demonstration
    abroad = [code for code in document.territory if code != "CN"]
    found = []
    for n in range(RISKS):
        offer = drawn.choice(insurer.offers)
        plain = _risk(offer.line, drawn, abroad)
        found.append((f"{insurer.filed + 1:03}-2025-{n + 1:04}", Risk.model_validate(plain)))
    return found


def _risk(line: InsuranceLine, drawn: random.Random, abroad: list[str]) -> dict[str, Any]:
    month = drawn.randint(1, 12)
    limit = drawn.choice([1, 2, 3, 5, 8, 10]) * M
    codes = drawn.sample(abroad, k=drawn.randint(1, min(3, len(abroad))))
    plain: dict[str, Any] = {
        "line": line,
        "inception_on": date(2025, month, 1),
        "expires_on": date(2026, month, 1),
        "industry": drawn.choice(list(RatedIndustry)),
        "ipo_stage": drawn.choice(list(IpoStage)),
    }
    exposures: list[dict[str, Any]] = [
        {
            "territory": code,
            "revenue_fen": drawn.randint(5, 250) * M,
            "fto": drawn.choice(["independent", "internal", "none"]),
            "suits_5y": drawn.choice([0, 0, 0, 1]),
            "letters_3y": drawn.choice([0, 0, 1]),
            "own_families": drawn.randint(0, 60),
        }
        for code in codes
    ]
    rights: list[dict[str, Any]] = [
        {"count": drawn.randint(2, 40), "age_years": drawn.randint(1, 15), "family_countries": 1}
    ]
    defence = {
        "kind": "liability",
        "code": "OVS-DEF",
        "territories": codes,
        "sections": [_section("DEF", limit, M // 5)],
    }
    pool = [_pool("PUR", M, 3 * M), _pool("LOSS", M, 3 * M)]
    match line:
        case InsuranceLine.OVERSEAS_LIABILITY:
            sections = [_section("DEF", limit, M // 5), _section("DAM", limit, M // 2)]
            part = defence | {"code": "IPL", "sections": sections}
            return plain | {"exposures": exposures, "parts": [part]}
        case InsuranceLine.STAR_COMPOSITE:
            parts = [defence, _pool("PUR", M // 2, 3 * M), _pool("INV", M // 5, M)]
            return plain | {"exposures": exposures, "rights": rights, "parts": parts}
        case InsuranceLine.ENFORCEMENT:
            return plain | {"rights": rights, "parts": pool}
        case InsuranceLine.INFRINGEMENT_LOSS:
            return plain | {"rights": rights, "parts": pool[1:]}
        case InsuranceLine.LOAN_GUARANTEE:
            loan = {
                "kind": "guarantee",
                "principal_fen": drawn.randint(10, 80) * M // 10,
                "pd_grade": drawn.choice(["A", "A", "B", "B", "C"]),
                "share_ppm": 600_000,
            }
            return plain | {"parts": [loan]}


def _section(cost: str, limit: int, deductible: int) -> dict[str, Any]:
    return {"cost": cost, "terms": _terms(limit, limit, deductible, 2000)}


def _pool(code: str, limit: int, aggregate: int) -> dict[str, Any]:
    return {"kind": "rights", "code": code, "terms": _terms(limit, aggregate, 0, 1000)}


def _terms(limit: int, aggregate: int, deductible: int, kept_bp: int) -> dict[str, int]:
    return {
        "limit_per_claim_fen": limit,
        "limit_agg_fen": aggregate,
        "deductible_fen": deductible,
        "coinsurance_bp": kept_bp,
    }
