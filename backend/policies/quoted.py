"""A quote's option read from its rows, as parts with clause, terms and exclusions."""

from collections.abc import Iterable, Mapping
from typing import Any

from backend.insurance.risk import GuaranteePart, LiabilityPart, RightsPart, Risk
from backend.insurance.risk import Terms as RiskTerms
from backend.kernel.db import loads
from backend.policies.comparison import Part
from backend.policies.losses import PartTerms, Terms

#: What a guarantee covers: interest too, as it is rated (EAD).
EXPOSED_BP = 10_200


def risk_of(row: Mapping[str, Any]) -> Risk:
    return Risk.model_validate_json(row["risk"])


def parts_of(row: Mapping[str, Any]) -> dict[str, Part]:
    """The parts of the option, each with its clause as quoted."""
    clauses = {each["code"]: each for each in loads(row["clauses"])}
    exclusions = loads(row["exclusions"])
    return {
        str(part.code): Part(
            terms=_terms(part, clauses.get(str(part.code), {})),
            clause=clauses.get(str(part.code), {}),
            exclusions=frozenset(exclusions.get(str(part.code), [])),
        )
        for part in risk_of(row).parts
    }


def _terms(
    part: LiabilityPart | RightsPart | GuaranteePart, clause: Mapping[str, Any]
) -> PartTerms:
    if isinstance(part, LiabilityPart):
        sections = tuple(_section(str(each.cost), each.terms) for each in part.sections)
        territories = tuple(part.territories)
    else:
        sections = (_only(part),)
        territories = tuple(clause.get("territory", ["CN"]))
    return PartTerms(
        code=str(part.code),
        territories=territories,
        sections=sections,
        trigger=clause.get("trigger"),
        defence_inside_limit=bool(clause.get("defence_inside_limit", False)),
    )


def _only(part: RightsPart | GuaranteePart) -> Terms:
    if isinstance(part, RightsPart):
        return _section(str(part.code), part.terms)
    most = part.principal_fen * EXPOSED_BP // 10_000
    return Terms(cost="GUA", limit_per_claim_fen=most, limit_agg_fen=most, share_ppm=part.share_ppm)


def _section(cost: str, terms: RiskTerms) -> Terms:
    return Terms(
        cost=cost,
        limit_per_claim_fen=terms.limit_per_claim_fen,
        limit_agg_fen=terms.limit_agg_fen,
        deductible_fen=terms.deductible_fen,
        coinsurance_bp=terms.coinsurance_bp,
        deductible_rule=str(terms.deductible_rule),
    )


def principal_of(rows: Iterable[Mapping[str, Any]]) -> int:
    """The largest loan that any of the quotes guarantees."""
    found = [
        part.principal_fen
        for row in rows
        for part in risk_of(row).parts
        if isinstance(part, GuaranteePart)
    ]
    return max(found, default=0)
