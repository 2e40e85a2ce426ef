"""Seven fictional loan products of three fictional banks.

Their terms differ as published terms of real products differ (lending.md §3: caps of 5 to 30
million yuan, one to three years, LPR plus a margin, ratios by kind), their names and numbers do
not belong to anybody.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from backend.criteria.firm import BasicAccount, FirmAge, FirstTimeBorrower, Region, TagsAnyOf
from backend.criteria.need import UseOfFunds
from backend.criteria.papers import Consents, Documents
from backend.criteria.rights import (
    Granted,
    MinRights,
    NotPledged,
    Owned,
    RemainingLife,
    RightKinds,
)
from backend.criteria.vocabulary import AnyCriterion
from backend.demo import officers
from backend.demo.cast import Cast
from backend.documents.states import Kind
from backend.kernel.money import BasisPoints, Fen
from backend.lending.checklist import Per, Requirement
from backend.lending.cost import Fee, FeeBasis, Subsidy
from backend.lending.fit import Mandate, RateBase, Terms
from backend.lending.service import catalogue as lending

WAN = 10_000_00
#: The mandates run as long as the demonstration's plan; capacity is a row per year.
MANDATE = (date(2026, 1, 1), date(2028, 12, 31))
YEARS = (2026, 2027, 2028)

PUDONG = Region(divisions=("310115",))
SHANGHAI = Region(divisions=("31",))
SOUND = (Granted(), Owned(), NotPledged())
PAPERS = (
    Documents(kinds=("licence", "accounts")),
    Consents(consents=("credit_report",)),
)
#: What each bank would like to see in the firm's vault.
CHECKLIST = (
    Requirement(kind=Kind.LICENCE),
    Requirement(kind=Kind.ACCOUNTS, per=Per.YEAR, years=1),
    Requirement(kind=Kind.CERTIFICATE, per=Per.RIGHT),
    Requirement(kind=Kind.VALUATION_REPORT, max_age_days=365),
)
#: The one bank that takes no application without the licence.
STRICT = (Requirement(kind=Kind.LICENCE, required=True), *CHECKLIST[1:])


@dataclass(frozen=True, kw_only=True)
class Offer:
    key: str
    bank: str
    name: str
    capacity_wan: int
    cases: int
    terms: Terms


def _terms(  # noqa: PLR0913 - the terms of one product
    *,
    wan: tuple[int, int],
    months: tuple[int, int],
    rate: tuple[RateBase, int, int],
    ratios: Mapping[str, int] | None,
    criteria: tuple[AnyCriterion, ...],
    days: int,
    fees: tuple[Fee, ...] = (),
    summary: str = "",
    mandate: str = "",
    checklist: tuple[Requirement, ...] = CHECKLIST,
    guarantee_required: bool = False,
) -> Terms:
    base, low, high = rate
    return Terms(
        min_fen=Fen(wan[0] * WAN),
        cap_fen=Fen(wan[1] * WAN),
        min_months=months[0],
        max_months=months[1],
        rate_base=base,
        rate_from_bp=BasisPoints(low),
        rate_to_bp=BasisPoints(high),
        fees=fees,
        subsidies=(
            Subsidy(
                code="interest",
                of_interest_bp=5000,
                cap_fen=20 * WAN,
                source="演示口径：按已付利息的 50% 估算，以主管部门公布为准",
            ),
        ),
        decision_days=days,
        criteria=(*criteria, *PAPERS),
        ratio_bp_by_kind=ratios,
        value_choice="low",
        max_valuation_age_months=None if ratios is None else 12,
        checklist=checklist,
        guarantee_required=guarantee_required,
        summary=summary,
        mandate=Mandate(
            number=mandate,
            from_on=MANDATE[0],
            to_on=MANDATE[1],
            text="同意在知融平台展示本产品条款（演示）",
        ),
        as_of=MANDATE[0],
        source="演示数据",
    )


OFFERS = (
    Offer(
        key="pure",
        bank="bank",
        name="汀知贷（纯质押）",
        capacity_wan=20_000,
        cases=60,
        terms=_terms(
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
        terms=_terms(
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
        terms=_terms(
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
        terms=_terms(
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
        terms=_terms(
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
        terms=_terms(
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
        terms=_terms(
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
