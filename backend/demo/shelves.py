"""Seventeen more products, so that each bank has a shelf: what real lenders publish, renamed.

Each follows one row of lending.md §3 in who may have it, on which rights, for how long and how
much; where a row does not say, a figure of the same order stands. Names and numbers are invented.
"""

from typing import Any

from backend.criteria.firm import (
    BasicAccount,
    FirmAge,
    FirstTimeBorrower,
    Headcount,
    Revenue,
    Sectors,
    TagsAnyOf,
)
from backend.criteria.need import UseOfFunds
from backend.criteria.rights import (
    FeesCurrent,
    Ipc,
    MinRights,
    NotDisputed,
    RemainingLife,
    RightKinds,
    UsedFor,
)
from backend.demo.offering import PUDONG, SHANGHAI, SOUND, STRICT, WAN, Offer, terms
from backend.lending.cost import Fee, FeeBasis
from backend.lending.states import Repayment

_YUAN = 100
_GUARANTEED = (Fee(code="guarantee", basis=FeeBasis.LOAN_YEARLY, rate_bp=100),)
_APPRAISED = (Fee(code="valuation", basis=FeeBasis.FIXED_ONCE, amount_fen=2 * WAN),)


def _offer(
    named: tuple[str, str, str, str], yearly: tuple[int, int], summary: str, **said: Any
) -> Offer:
    """Named by bank, key, name and mandate; so much a year in ten thousand yuan and in cases."""
    bank, key, name, mandate = named
    return Offer(
        key=key,
        bank=bank,
        name=name,
        capacity_wan=yearly[0],
        cases=yearly[1],
        terms=terms(summary=summary, mandate=mandate, repayment=Repayment.INTEREST_MONTHLY, **said),
    )


_FIRST_BANK = (
    _offer(
        ("bank", "high_tech", "汀洲高企信用贷", "YS-TZ-2026-003"),
        (30_000, 120),
        "高新技术企业信用贷款，成立满两年，线上受理，不要求质押。",
        wan=(100, 1000),
        months=(6, 12),
        rate=("lpr_1y", 10, 50),
        ratios=None,
        criteria=(SHANGHAI, FirmAge(min_months=24), TagsAnyOf(tags=("hnte",))),
        days=3,
    ),
    _offer(
        ("bank", "inclusive", "汀惠知识产权贷", "YS-TZ-2026-004"),
        (40_000, 150),
        "普惠小微企业，专利与注册商标可一并质押。",
        wan=(50, 3000),
        months=(6, 24),
        rate=("lpr_1y", 20, 70),
        ratios={"invention": 4500, "utility_model": 2500, "trademark": 3000},
        criteria=(
            SHANGHAI,
            RightKinds(kinds=("invention", "utility_model", "trademark")),
            Revenue(max_fen=400_000_000 * _YUAN),
            *SOUND,
            FeesCurrent(),
        ),
        days=7,
    ),
    _offer(
        ("bank", "chains", "汀洲先导产业贷", "YS-TZ-2026-005"),
        (25_000, 60),
        "面向集成电路、生物医药、人工智能企业，各类知识产权均可质押。",
        wan=(200, 2000),
        months=(6, 36),
        rate=("lpr_1y", 20, 60),
        ratios={
            "invention": 4000,
            "utility_model": 2000,
            "trademark": 2500,
            "software": 2000,
            "layout": 2500,
        },
        criteria=(
            PUDONG,
            Sectors(sectors=("integrated_circuits", "biomedicine", "artificial_intelligence")),
            *SOUND,
        ),
        days=10,
    ),
)

_SECOND_BANK = (
    _offer(
        ("bank2", "long_used", "云岫权融贷", "YS-YX-2026-009"),
        (8_000, 40),
        "已实施两年以上的专利；发明剩余八年、实用新型剩余四年以上。",
        wan=(100, 1500),
        months=(6, 36),
        rate=("lpr_1y", 50, 110),
        ratios={"invention": 3500, "utility_model": 2000, "trademark": 3000, "software": 2000},
        criteria=(
            SHANGHAI,
            FirmAge(min_months=12),
            BasicAccount(),
            RemainingLife(
                months_by_kind={"invention": 96, "utility_model": 48}, counted_from="today"
            ),
            UsedFor(min_months=24),
            *SOUND,
        ),
        days=10,
        fees=_APPRAISED,
    ),
    _offer(
        ("bank2", "marks", "云岫标权合押贷", "YS-YX-2026-010"),
        (10_000, 50),
        "发明按 25%、实用新型按 15%、注册商标按 50% 放款。",
        wan=(100, 2000),
        months=(6, 36),
        rate=("lpr_1y", 40, 90),
        ratios={"invention": 2500, "utility_model": 1500, "trademark": 5000},
        criteria=(
            SHANGHAI,
            RightKinds(kinds=("invention", "utility_model", "trademark")),
            *SOUND,
        ),
        days=10,
    ),
    _offer(
        ("bank2", "start_up", "云岫启程担保贷", "YS-YX-2026-011"),
        (12_000, 120),
        "初创工业企业，政策性担保增信，担保费不超过 1%，五个工作日预审。",
        wan=(30, 1000),
        months=(3, 12),
        rate=("lpr_1y", 80, 150),
        ratios={"invention": 6000, "utility_model": 4000, "trademark": 3000},
        criteria=(
            SHANGHAI,
            Headcount(max_people=300),
            UseOfFunds(allowed=("working_capital", "patent_industrialisation")),
            *SOUND,
        ),
        days=5,
        fees=_GUARANTEED,
    ),
)

_THIRD_BANK = (
    _offer(
        ("bank3", "rising", "砚湖兴企快贷", "YS-YH-2026-014"),
        (20_000, 160),
        "高新技术与专精特新企业，线上信用贷款。",
        wan=(30, 1000),
        months=(3, 12),
        rate=("fixed", 345, 390),
        ratios=None,
        criteria=(SHANGHAI, TagsAnyOf(tags=("hnte", "specialised_sme"))),
        days=2,
    ),
    _offer(
        ("bank3", "core", "砚湖核心专利流贷", "YS-YH-2026-015"),
        (9_000, 20),
        "专精特新医疗企业的核心发明专利，质押率可至 92.5%。",
        wan=(500, 2300),
        months=(6, 12),
        rate=("lpr_1y", 30, 70),
        ratios={"invention": 9250},
        criteria=(
            SHANGHAI,
            TagsAnyOf(tags=("specialised_sme",)),
            Sectors(sectors=("biomedicine",)),
            RightKinds(kinds=("invention",)),
            Ipc(included=("A61", "C12", "G01N")),
            *SOUND,
            NotDisputed(),
        ),
        days=12,
        fees=_APPRAISED,
    ),
    _offer(
        ("bank3", "equipment", "砚湖设备更新贷", "YS-YH-2026-016"),
        (30_000, 30),
        "设备购置与更新，最长十年，按月付息。",
        wan=(500, 3000),
        months=(12, 120),
        rate=("fixed", 300, 500),
        ratios={"invention": 4000, "utility_model": 2000},
        criteria=(
            SHANGHAI,
            UseOfFunds(allowed=("equipment", "patent_industrialisation")),
            TagsAnyOf(tags=("hnte", "specialised_sme", "tech_sme")),
            *SOUND,
        ),
        days=15,
    ),
)

_FOURTH_BANK = (
    _offer(
        ("bank4", "listed", "栎知贷", "YS-LC-2026-001"),
        (50_000, 150),
        "名单内科技企业，风险补偿资金分担，专利、商标、著作权均可质押。",
        wan=(100, 3000),
        months=(6, 36),
        rate=("lpr_1y", 20, 80),
        ratios={
            "invention": 10_000,
            "utility_model": 6000,
            "trademark": 6000,
            "software": 4000,
            "work": 3000,
        },
        criteria=(SHANGHAI, TagsAnyOf(tags=("hnte", "specialised_sme", "tech_sme")), *SOUND),
        days=7,
    ),
    _offer(
        ("bank4", "many", "栎川百件贷", "YS-LC-2026-002"),
        (6_000, 24),
        "专利组合质押，二十件起。",
        wan=(100, 500),
        months=(6, 12),
        rate=("lpr_1y", 40, 90),
        ratios={"invention": 4000, "utility_model": 3000, "design": 1500},
        criteria=(
            SHANGHAI,
            TagsAnyOf(tags=("tech_sme", "hnte")),
            MinRights(count=20, kinds=("invention", "utility_model", "design")),
            *SOUND,
        ),
        days=7,
    ),
    _offer(
        ("bank4", "layouts", "栎芯布图贷", "YS-LC-2026-003"),
        (2_000, 20),
        "集成电路设计企业，以布图设计专有权质押。",
        wan=(30, 300),
        months=(6, 12),
        rate=("lpr_1y", 30, 80),
        ratios={"layout": 4000, "invention": 4000},
        criteria=(
            PUDONG,
            Sectors(sectors=("integrated_circuits",)),
            MinRights(count=1, kinds=("layout",)),
            RightKinds(kinds=("layout", "invention")),
            *SOUND,
        ),
        days=10,
    ),
    _offer(
        ("bank4", "every_kind", "栎川知产乘数贷", "YS-LC-2026-004"),
        (15_000, 80),
        "专利、商标、著作权、布图设计组合质押。",
        wan=(50, 1500),
        months=(6, 24),
        rate=("lpr_1y", 30, 100),
        ratios={
            "invention": 4000,
            "utility_model": 2500,
            "design": 1500,
            "trademark": 3000,
            "software": 2500,
            "work": 2000,
            "layout": 3000,
        },
        criteria=(SHANGHAI, FirmAge(min_months=12), *SOUND),
        days=8,
    ),
    _offer(
        ("bank4", "before_listing", "栎川登科贷", "YS-LC-2026-005"),
        (80_000, 12),
        "上市辅导期企业，单户最高两亿元。",
        wan=(2000, 20_000),
        months=(6, 12),
        rate=("lpr_1y", 0, 40),
        ratios={"invention": 5000},
        criteria=(
            SHANGHAI,
            TagsAnyOf(tags=("star_candidate",)),
            MinRights(count=3, kinds=("invention",)),
            *SOUND,
            NotDisputed(),
        ),
        days=15,
        fees=_APPRAISED,
        checklist=STRICT,
    ),
    _offer(
        ("bank4", "clinical", "栎川研途贷", "YS-LC-2026-006"),
        (18_000, 30),
        "研发期生物医药企业，额度随临床阶段提高，人才信用为主。",
        wan=(100, 3000),
        months=(12, 36),
        rate=("lpr_1y", 30, 80),
        ratios=None,
        criteria=(
            PUDONG,
            TagsAnyOf(tags=("talent_led",)),
            Sectors(sectors=("biomedicine",)),
            UseOfFunds(allowed=("research_and_development",)),
            MinRights(count=1, kinds=("invention",)),
        ),
        days=10,
    ),
    _offer(
        ("bank4", "exchange", "栎川技知贷", "YS-LC-2026-007"),
        (8_000, 60),
        "科技型中小企业首次贷款，凭技术交易机构价值报告。",
        wan=(50, 800),
        months=(6, 12),
        rate=("lpr_1y", 40, 90),
        ratios={"invention": 5000, "utility_model": 2500, "software": 2500},
        criteria=(SHANGHAI, FirstTimeBorrower(), TagsAnyOf(tags=("tech_sme",)), *SOUND),
        days=5,
        fees=_APPRAISED,
    ),
    _offer(
        ("bank4", "long_research", "栎川长研贷", "YS-LC-2026-008"),
        (40_000, 20),
        "研发项目贷款，最长十五年。",
        wan=(1000, 10_000),
        months=(36, 180),
        rate=("lpr_5y", 0, 50),
        ratios={"invention": 3500},
        criteria=(
            SHANGHAI,
            UseOfFunds(allowed=("research_and_development", "patent_industrialisation")),
            TagsAnyOf(tags=("hnte",)),
            RemainingLife(months_by_kind={"invention": 24}, counted_from="loan_end"),
            *SOUND,
        ),
        days=20,
    ),
)

OFFERS = (*_FIRST_BANK, *_SECOND_BANK, *_THIRD_BANK, *_FOURTH_BANK)
