"""The closed list of facts that a plan's rules may ask for, and what a risk answers to them."""

from collections.abc import Iterable, Mapping

from backend.criteria.comparisons import FactType, FactValue
from backend.insurance.risk import GuaranteePart, LiabilityPart, Risk
from backend.insurance.states import IpoStage, PdGrade, RatedIndustry, RightsPeril, Screening

_FLAG, _NUMBER = FactType("flag"), FactType("number")

#: Declared with the risk, or known from a screening; see `Declared`.
DECLARED: Mapping[str, FactType] = {
    "good_standing": _FLAG,
    "credit_offence_2y": _FLAG,
    "right_lapsed": _FLAG,
    "right_in_dispute": _FLAG,
    "policyholder_is_insured": _FLAG,
    "adverse_fto": _FLAG,
    "suit_served": _FLAG,
    "loss_payee_refuses": _FLAG,
    "us_337": _FLAG,
    "sep_products": _FLAG,
    "patent_linkage": _FLAG,
    "coowner_consent_missing": _FLAG,
    "wording_changed": _FLAG,
    "facultative_needed": _FLAG,
    "in_library": _FLAG,
    "right_years_left": _NUMBER,
    "valuation_age_months": _NUMBER,
    "group_aggregate_fen": _NUMBER,
    "sanctions": FactType("choice", tuple(Screening)),
}

#: Taken from what is rated.
RATED: Mapping[str, FactType] = {
    "industry": FactType("choice", tuple(RatedIndustry)),
    "ipo_stage": FactType("choice", tuple(IpoStage)),
    "pd_grade": FactType("choice", tuple(PdGrade)),
    "suits_5y": _NUMBER,
    "letters_3y": _NUMBER,
    "rights_count": _NUMBER,
    "limit_per_claim_fen": _NUMBER,
    "limit_agg_fen": _NUMBER,
    "principal_fen": _NUMBER,
    "schedule_abs_bp": _NUMBER,
    "covers_liability": _FLAG,
    "covers_guarantee": _FLAG,
    **{f"covers_{peril.lower()}": _FLAG for peril in RightsPeril},
}


def catalogue(territories: Iterable[str]) -> dict[str, FactType]:
    """Every fact of a plan: those of its territories are revenues, `revenue_fen.US`."""
    return {**DECLARED, **RATED, **{f"revenue_fen.{code}": _NUMBER for code in territories}}


def facts_of(risk: Risk, revenue_fen: Mapping[str, int]) -> dict[str, FactValue | None]:
    """What this risk answers; None is "not known".

    Revenues come converted, for every territory of the plan: where none is stated there is none.
    """
    liability = [part for part in risk.parts if isinstance(part, LiabilityPart)]
    guarantee = [part for part in risk.parts if isinstance(part, GuaranteePart)]
    rights = [part for part in risk.parts if not isinstance(part, LiabilityPart | GuaranteePart)]
    terms = [section.terms for part in liability for section in part.sections]
    terms += [part.terms for part in rights]
    codes = {part.code for part in rights}
    return {
        **risk.declared.model_dump(mode="json"),
        "industry": risk.industry,
        "ipo_stage": risk.ipo_stage,
        "pd_grade": guarantee[0].pd_grade if guarantee else None,
        "suits_5y": sum(each.suits_5y for each in risk.exposures),
        "letters_3y": sum(each.letters_3y for each in risk.exposures),
        "rights_count": sum(each.count for each in risk.rights),
        "limit_per_claim_fen": max((each.limit_per_claim_fen for each in terms), default=0),
        "limit_agg_fen": max((each.limit_agg_fen for each in terms), default=0),
        "principal_fen": sum(each.principal_fen for each in guarantee),
        "schedule_abs_bp": abs(risk.schedule_bp),
        "covers_liability": bool(liability),
        "covers_guarantee": bool(guarantee),
        **{f"covers_{peril.lower()}": peril in codes for peril in RightsPeril},
        **{f"revenue_fen.{code}": fen for code, fen in revenue_fen.items()},
    }
