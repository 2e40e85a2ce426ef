"""The fictional loan products of four fictional banks: these seven, and those of `shelves`.

Their terms differ as published terms of real products differ (lending.md §3: caps of 5 to 30
million yuan, one to three years, LPR plus a margin, ratios by kind), their names and numbers do
not belong to anybody.
"""

from datetime import date
from uuid import UUID

from backend.criteria.firm import BasicAccount, FirmAge, FirstTimeBorrower, TagsAnyOf
from backend.criteria.need import UseOfFunds
from backend.criteria.rights import MinRights, RemainingLife, RightKinds
from backend.demo import officers, shelves
from backend.demo.cast import Cast
from backend.demo.offering import PUDONG, SHANGHAI, SOUND, STRICT, WAN, Offer, terms
from backend.kernel.money import Fen
from backend.lending.cost import Fee, FeeBasis
from backend.lending.service import catalogue as lending

#: Capacity is a row per year, as long as the mandates run.
YEARS = (2026, 2027, 2028)

OFFERS = (
    Offer(
        key="pure",
        bank="bank",
        name="汀知贷（纯质押）",
        capacity_wan=20_000,
        cases=60,
        terms=terms(
            wan=(100, 3000),
            months=(6, 36),
            rate=("lpr_1y", 30, 80),
            ratios={"invention": 4000, "utility_model": 2000},
            criteria=(
                PUDONG,
                FirmAge(min_months=24),
                RightKinds(kinds=("invention", "utility_model")),
                MinRights(count=1, kinds=("invention",)),
                RemainingLife(
                    months_by_kind={"invention": 24, "utility_model": 24},
                    counted_from="loan_end",
                ),
                BasicAccount(),
                *SOUND,
            ),
            days=10,
            summary="以专利权质押为唯一担保，发明专利按评估低值的 40% 放款。",
            mandate="YS-TZ-2026-001",
            checklist=STRICT,
        ),
    ),
    Offer(
        key="mixed",
        bank="bank",
        name="汀科信用组合贷",
        capacity_wan=12_000,
        cases=80,
        terms=terms(
            wan=(50, 1000),
            months=(3, 12),
            rate=("lpr_1y", 50, 120),
            ratios={"invention": 6000, "utility_model": 3000, "design": 1500},
            criteria=(
                SHANGHAI,
                FirmAge(min_months=12),
                TagsAnyOf(tags=("hnte", "specialised_sme", "tech_sme")),
                *SOUND,
            ),
            days=5,
            fees=(Fee(code="guarantee", basis=FeeBasis.LOAN_YEARLY, rate_bp=50),),
            summary="专利权质押加信用，专精特新或高新技术企业适用。",
            mandate="YS-TZ-2026-002",
        ),
    ),
    Offer(
        key="research",
        bank="bank2",
        name="云岫研发贷",
        capacity_wan=15_000,
        cases=30,
        terms=terms(
            wan=(500, 5000),
            months=(12, 60),
            rate=("lpr_5y", 10, 60),
            ratios={"invention": 3500},
            criteria=(
                PUDONG,
                RightKinds(kinds=("invention",)),
                MinRights(count=3, kinds=("invention",)),
                RemainingLife(months_by_kind={"invention": 36}, counted_from="loan_end"),
                UseOfFunds(allowed=("research_and_development", "patent_industrialisation")),
                TagsAnyOf(tags=("hnte", "star_candidate")),
                *SOUND,
            ),
            days=15,
            fees=(Fee(code="valuation", basis=FeeBasis.FIXED_ONCE, amount_fen=2 * WAN),),
            summary="用于研发与专利产业化，最长五年，至少三件发明专利。",
            mandate="YS-YX-2026-007",
        ),
    ),
    Offer(
        key="first",
        bank="bank2",
        name="云岫首贷通",
        capacity_wan=6_000,
        cases=100,
        terms=terms(
            wan=(30, 300),
            months=(6, 12),
            rate=("lpr_1y", 60, 100),
            ratios={"invention": 5000, "utility_model": 4000, "design": 2000},
            criteria=(SHANGHAI, FirstTimeBorrower(), *SOUND),
            days=5,
            summary="首次贷款的科技企业，300 万元以内。",
            mandate="YS-YX-2026-008",
        ),
    ),
    Offer(
        key="fixed",
        bank="bank3",
        name="砚湖知识产权流动资金贷",
        capacity_wan=10_000,
        cases=40,
        terms=terms(
            wan=(200, 2000),
            months=(6, 24),
            rate=("fixed", 365, 420),
            ratios={"invention": 3000, "utility_model": 1500},
            criteria=(
                SHANGHAI,
                FirmAge(min_months=36),
                MinRights(count=2),
                RemainingLife(
                    months_by_kind={"invention": 60, "utility_model": 36}, counted_from="today"
                ),
                UseOfFunds(allowed=("working_capital", "research_and_development")),
                *SOUND,
            ),
            days=10,
            summary="固定利率，流动资金用途。",
            mandate="YS-YH-2026-011",
        ),
    ),
    Offer(
        key="talent",
        bank="bank3",
        name="砚湖人才信用贷",
        capacity_wan=5_000,
        cases=50,
        terms=terms(
            wan=(50, 500),
            months=(6, 12),
            rate=("lpr_1y", 20, 60),
            ratios=None,
            criteria=(PUDONG, TagsAnyOf(tags=("talent_led",)), *SOUND),
            days=7,
            summary="人才领衔企业的信用贷款，专利作为增信。",
            mandate="YS-YH-2026-012",
        ),
    ),
    Offer(
        key="insured",
        bank="bank3",
        name="砚湖知保贷",
        capacity_wan=4_000,
        cases=40,
        terms=terms(
            wan=(50, 500),
            months=(6, 12),
            rate=("lpr_1y", 30, 80),
            ratios={"invention": 5000, "utility_model": 2500},
            criteria=(SHANGHAI, FirmAge(min_months=12), *SOUND),
            days=7,
            summary="专利权质押加贷款保证保险，保单生效后放款。",
            mandate="YS-YH-2026-013",
            guarantee_required=True,
        ),
    ),
    *shelves.OFFERS,
)


async def publish(cast: Cast) -> dict[str, UUID]:
    """Every product drafted by its maker, published by the checker; by key. And who takes cases."""
    published = {}
    for offer in OFFERS:
        maker, checker = cast[f"{offer.bank}.maker"], cast[f"{offer.bank}.checker"]
        product_id = await lending.create_product(offer.name, by=maker)
        version_id = await lending.draft_version(product_id, offer.terms, by=maker)
        await lending.publish_version(version_id, by=checker)
        for year in YEARS:
            await lending.open_capacity(
                product_id,
                from_on=date(year, 1, 1),
                to_on=date(year, 12, 31),
                capacity_fen=Fen(offer.capacity_wan * WAN),
                cases=offer.cases,
                by=checker,
            )
        published[offer.key] = product_id
    await officers.group(cast)
    return published
