"""What a plan refuses to rate, and a split: a code each, the place, and what would pass."""

from typing import Any

import pytest

from backend.insurance import rules
from backend.insurance.rating import rate
from backend.insurance.sharing import split
from backend.insurance.tariff import tariff
from backend.kernel.errors import RuleBroken
from backend.kernel.money import Fen
from tests.insurance import cases
from tests.insurance.cases import DEMO, E1, E2, E4, M, exposure, liability, risk, terms


def with_terms(**changes: object) -> dict[str, Any]:
    of = terms(5 * M, 5 * M, 200_000, 2000) | changes
    return {"parts": [liability("DEF", ["US"], DEF=of)]}


REFUSED: list[tuple[dict[str, Any], dict[str, Any], type[RuleBroken], str]] = [
    (E1, {"exposures": [exposure("US", -1)]}, rules.RevenueOutOfRange, "exposures.0.revenue_fen"),
    (
        *(E1, {"exposures": [exposure("US", 10**15)]}),
        *(rules.RevenueOutOfRange, "exposures.0.revenue_fen"),
    ),
    (
        *(E1, {"exposures": [{"territory": "US", "revenue_fen": 10**15}]}),
        *(rules.RevenueOutOfRange, "exposures.0.revenue_fen"),
    ),
    (
        *(E1, {"exposures": [exposure("US", 2 * 10**12, currency="GBP"), *E1["exposures"][1:]]}),
        *(rules.RevenueOutOfRange, "exposures.0.revenue_fen"),
    ),
    (E1, {"exposures": [exposure("MARS", 1)]}, rules.TerritoryUnknown, "exposures.0.territory"),
    (
        *(E1, {"exposures": [exposure("US", 1), exposure("US", 2)]}),
        *(rules.TerritoryTwice, "exposures.1.territory"),
    ),
    (E1, {"exposures": [exposure("US", 1)]}, rules.RevenueMissing, "parts.0.territories.1"),
    (
        *(E1, {"exposures": [exposure("US", 1, currency="XAU")]}),
        *(rules.CurrencyUnknown, "exposures.0.currency"),
    ),
    (
        *(E1, {"parts": [liability("DEF", ["MARS"], DEF=terms(1, 1))]}),
        *(rules.TerritoryUnknown, "parts.0.territories.0"),
    ),
    (
        *(E1, {"parts": [liability("DEF", ["US", "US"], DEF=terms(1, 1))]}),
        *(rules.TerritoryTwice, "parts.0.territories.1"),
    ),
    (
        *(E1, with_terms(limit_per_claim_fen=20_000_000)),
        *(rules.LimitNotAboveDeductible, "parts.0.sections.0.terms.limit_per_claim_fen"),
    ),
    (
        *(E1, with_terms(limit_agg_fen=499_999_999)),
        *(rules.AggregateBelowLimit, "parts.0.sections.0.terms.limit_agg_fen"),
    ),
    (
        *(E1, with_terms(coinsurance_bp=10_000)),
        *(rules.CoinsuranceOutOfRange, "parts.0.sections.0.terms.coinsurance_bp"),
    ),
    (
        *(E1, with_terms(coinsurance_bp=-1)),
        *(rules.CoinsuranceOutOfRange, "parts.0.sections.0.terms.coinsurance_bp"),
    ),
    (
        *(E1, with_terms(deductible_fen=-1)),
        *(rules.AmountOutOfRange, "parts.0.sections.0.terms.deductible_fen"),
    ),
    (
        *(E1, with_terms(limit_agg_fen=10**15)),
        *(rules.AmountOutOfRange, "parts.0.sections.0.terms.limit_agg_fen"),
    ),
    (
        *(E1, {"parts": [liability("LIAB", ["US"], DEF=terms(2, 2), DAM=terms(3, 3))]}),
        *(rules.SectionsDiffer, "parts.0.sections.1.terms"),
    ),
    (
        *(E1, {"parts": [E1["parts"][0], E1["parts"][0]]}),
        *(rules.PartTwice, "parts.1.code"),
    ),
    (
        E1,
        {
            "parts": [
                {
                    **liability("LIAB", ["US"], DEF=terms(2, 2)),
                    "sections": [{"cost": "DEF", "terms": terms(2, 2)}] * 2,
                }
            ]
        },
        rules.PartTwice,
        "parts.0.sections.1.cost",
    ),
    (E1, {"parts": [*E1["parts"], *E4["parts"]]}, rules.GuaranteeStandsAlone, "parts"),
    (E1, {"parts": E4["parts"]}, rules.GuaranteeStandsAlone, "parts"),
    (E1, {"line": "loan_guarantee"}, rules.GuaranteeStandsAlone, "parts"),
    (E2, {"rights": []}, rules.RightsMissing, "rights"),
    (
        *(E4, {"parts": [{**E4["parts"][0], "principal_fen": 0}]}),
        *(rules.AmountOutOfRange, "parts.0.principal_fen"),
    ),
    (E1, {"expires_on": "2027-01-01"}, rules.TermInvalid, "expires_on"),
    (E1, {"expires_on": "2037-01-02"}, rules.TermInvalid, "expires_on"),
    (
        *(E1, {"schedule_bp": 2501, "schedule_reason": "loss_history"}),
        *(rules.ScheduleOutOfBounds, "schedule_bp"),
    ),
    (E1, {"schedule_bp": -1}, rules.ScheduleNeedsReason, "schedule_reason"),
]


@pytest.mark.parametrize(("of", "changes", "refusal", "path"), REFUSED)
def test_a_risk_that_cannot_be_rated_is_refused_with_its_place(
    of: dict[str, Any], changes: dict[str, Any], refusal: type[RuleBroken], path: str
) -> None:
    with pytest.raises(refusal) as told:
        rate(DEMO, risk(of, **changes))

    assert told.value.facts["path"] == path
    assert told.value.detail


@pytest.mark.parametrize(
    ("shares", "total"),
    [
        ([500_000, 499_999], 999_999),
        ([500_000, 500_001], 1_000_001),
        ([1_000_001, -1], 1_000_000),
        ([1_000_000, 0], 1_000_000),
        ([], 0),
    ],
)
def test_shares_that_do_not_sum_are_refused(shares: list[int], total: int) -> None:
    with pytest.raises(rules.SharesDoNotSum) as told:
        split(Fen(100), shares)

    assert told.value.facts["sum_ppm"] == total


def test_a_part_and_a_line_that_the_plan_does_not_have_are_refused() -> None:

    document = cases.document()
    smaller = tariff(
        cases.plan(
            right={"PUR": document["right"]["PUR"]},
            minima={"enforcement": {}, "loan_guarantee": {}},
            guarantee=document["guarantee"] | {"pd": {"A": "0.01"}},
        )
    )

    with pytest.raises(rules.LineNotInPlan):
        rate(smaller, risk(E1))
    with pytest.raises(rules.PartNotInPlan, match="LOSS"):
        rate(smaller, risk(cases.E3))
    with pytest.raises(rules.PartNotInPlan, match="Grade B"):
        rate(smaller, risk(E4))
