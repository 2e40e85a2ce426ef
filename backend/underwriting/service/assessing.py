"""What an insurer's plan makes of a submission: its rules, the authority they ask for, a price."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from backend.insurance import rating
from backend.insurance.product import ProductTerms
from backend.insurance.rating import Rated
from backend.insurance.risk import GuaranteePart, LiabilityPart, Risk
from backend.insurance.service.plans import check_in_force, tariff_of
from backend.insurance.states import Handling, InsuranceLine, RuleOutcome, Screening
from backend.insurance.tariff import Tariff
from backend.insurance.underwriting import RuleHit
from backend.kernel.db import loads
from backend.kernel.errors import RuleBroken
from backend.underwriting.answers import Answers
from backend.underwriting.asked import risk_of
from backend.underwriting.queries import proposals, submissions
from backend.underwriting.queries import screenings as screening_queries
from backend.underwriting.service import screening
from backend.underwriting.states import Level
from backend.underwriting.terms import check_parts


@dataclass(frozen=True, kw_only=True)
class Assessed:
    """`refused`: why the plan or the product cannot take the risk as it was asked."""

    handling: Handling
    authority: Level
    hits: tuple[dict[str, Any], ...]
    refused: RuleBroken | None
    rated: Rated | None

    @property
    def knocked_out(self) -> list[str]:
        return [
            each["id"]
            for each in self.hits
            if each["outcome"] == RuleOutcome.KNOCK_OUT and not each["missing"]
        ]


@dataclass(frozen=True, kw_only=True)
class Case:
    """A submission with what an underwriter has before him; `asked` is of the answers alone."""

    row: Mapping[str, Any]
    answers: Answers
    asked: Risk
    known: Risk
    product: ProductTerms
    tariff: Tariff
    screening: Mapping[str, Any] | None


async def case_of(row: Mapping[str, Any]) -> Case:
    version = await proposals.version(row["proposal"], row["n"])
    if version is None:
        raise RuntimeError("A submission is of a version of the answers.")
    answers = Answers.model_validate(loads(version["answers"]))
    asked = risk_of(answers, InsuranceLine(row["line"]))
    screened = await screening_queries.newest(row["id"])
    carried = await _carried(firm_id=row["firm"], insurer_id=row["insurer"])
    declared = asked.declared.model_copy(
        update={
            "sanctions": screening.fact_of(screened),
            "group_aggregate_fen": carried + aggregate_of(asked),
        }
    )
    return Case(
        row=row,
        answers=answers,
        asked=asked,
        known=asked.model_copy(update={"declared": declared}),
        product=ProductTerms.model_validate(loads(row["product_terms"])),
        tariff=tariff_of({"document": row["plan_document"]}),
        screening=screened,
    )


async def _carried(*, firm_id: UUID, insurer_id: UUID) -> int:
    rows = await submissions.accepted_risks(firm_id=firm_id, insurer_id=insurer_id)
    return sum(aggregate_of(Risk.model_validate(loads(each["risk"]))) for each in rows)


def aggregate_of(risk: Risk) -> int:
    """What the policy pays at most: aggregates of its sections and parts, or the principal."""
    total = 0
    for part in risk.parts:
        if isinstance(part, GuaranteePart):
            total += part.principal_fen
        elif isinstance(part, LiabilityPart):
            total += sum(each.terms.limit_agg_fen for each in part.sections)
        else:
            total += part.terms.limit_agg_fen
    return total


def assess(case: Case) -> Assessed:
    """By the plan's own rules; what it cannot rate, or its product does not offer, is referred."""
    try:
        check_plan(case)
        check_parts(case.known.parts, case.asked.parts, case.product)
        rated = rating.rate(case.tariff, case.known)
    except RuleBroken as refused:
        hit: dict[str, Any] = {
            "id": refused.code,
            "outcome": str(RuleOutcome.REFER),
            "authority": None,
            "message": {"zh": refused.title, "en": str(refused)},
            "missing": [],
        }
        return Assessed(
            handling=Handling.INCOMPLETE,
            authority=Level.L1,
            hits=(hit,),
            refused=refused,
            rated=None,
        )
    return Assessed(
        handling=_handling(rated, case),
        authority=authority_of(rated.hits),
        hits=tuple(as_hit(each) for each in rated.hits),
        refused=None,
        rated=rated,
    )


def check_plan(case: Case) -> None:
    row = case.row
    check_in_force(
        {
            "code": row["plan_code"],
            "published_at": row["plan_published_at"],
            "valid_from": row["plan_valid_from"],
            "valid_to": row["plan_valid_to"],
        },
        case.asked.inception_on,
    )


def _handling(rated: Rated, case: Case) -> Handling:
    """A guarantee waits for the insurer's own grade, a possible hit for a person."""
    if rated.handling is not Handling.AUTOMATIC:
        return rated.handling
    if case.asked.line is InsuranceLine.LOAN_GUARANTEE:
        return Handling.REFERRED
    clear = case.known.declared.sanctions is Screening.CLEAR
    return Handling.AUTOMATIC if clear else Handling.INCOMPLETE


def authority_of(hits: Sequence[RuleHit]) -> Level:
    """The highest that a rule which holds asks for."""
    wanted = [
        Level(each.rule.authority)
        for each in hits
        if each.rule.outcome is RuleOutcome.REFER
        and not each.missing
        and each.rule.authority is not None
    ]
    return max(wanted, key=lambda level: level.rank, default=Level.L1)


def as_hit(hit: RuleHit) -> dict[str, Any]:
    return {
        "id": hit.rule.id,
        "outcome": str(hit.rule.outcome),
        "authority": None if hit.rule.authority is None else str(hit.rule.authority),
        "message": hit.rule.message.model_dump(),
        "missing": list(hit.missing),
    }
