"""How the demonstration writes a loan product down: its terms, and what most of them share."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from backend.criteria.firm import Region
from backend.criteria.papers import Consents, Documents
from backend.criteria.rights import Granted, NotPledged, Owned
from backend.criteria.vocabulary import AnyCriterion
from backend.documents.states import Kind
from backend.kernel.money import BasisPoints, Fen
from backend.lending.checklist import Per, Requirement
from backend.lending.cost import Fee, Subsidy
from backend.lending.fit import Mandate, RateBase, Terms
from backend.lending.states import Repayment

WAN = 10_000_00
#: The mandates run as long as the demonstration's plan.
MANDATE = (date(2026, 1, 1), date(2028, 12, 31))

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


def terms(  # noqa: PLR0913 - the terms of one product
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
    repayment: Repayment | None = None,
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
        repayment=repayment,
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
