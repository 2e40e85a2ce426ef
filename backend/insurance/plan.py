"""A rating plan as a document: what an insurer files, publishes and never changes after.

Amounts are yuan and rates decimals, as the plan is filed; see insurance.md §3.3. The first
sections are the tariff; currency, relativities, minima, guarantee and rules may follow.
"""

import hashlib
from decimal import Decimal
from typing import Annotated, Literal

import msgspec
from pydantic import Field

from backend.criteria.comparisons import Comparison
from backend.insurance.states import (
    Authority,
    InsuranceLine,
    PdGrade,
    PremiumBasis,
    RightsPeril,
    RuleOutcome,
)
from backend.kernel.schemas import Input

Plain = Annotated[Decimal, Field(allow_inf_nan=False, max_digits=24, decimal_places=8)]
Positive = Annotated[Plain, Field(gt=0)]
NotNegative = Annotated[Plain, Field(ge=0)]
Weight = Annotated[Plain, Field(gt=0, le=1)]
Fraction = Annotated[Plain, Field(ge=0, lt=1)]
Sigma = Annotated[Plain, Field(gt=0, le=6)]
Shape = Annotated[Plain, Field(gt=0, le=100)]
Yuan = Annotated[Plain, Field(gt=0, le=Decimal(10) ** 12)]
Code = Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9-]{1,15}$")]
Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]

#: [weight, law, …]: lognormal by median and σ; Lomax by α and θ; Pareto I by threshold and α.
Lognormal = tuple[Weight, Literal["LN"], Yuan, Sigma]
Lomax = tuple[Weight, Literal["LOMAX"], Shape, Yuan]
Pareto = tuple[Weight, Literal["PARETO1"], Yuan, Shape]
Mix = Annotated[list[Lognormal | Lomax | Pareto], Field(min_length=1, max_length=6)]

FactorName = Literal[
    "industry",
    "ipo_stage",
    "fto",
    "suits_5y",
    "letters_3y",
    "own_families",
    "right_proof",
    "right_age_years",
    "direct_competitors",
    "family_countries",
]
Multiplied = Literal["IPL", "GUA"]
#: [from, to, relativity], both ends included; the last one is open: `to` is null.
Band = tuple[
    Annotated[int, Field(ge=0, le=10**6)], Annotated[int, Field(ge=0, le=10**6)] | None, Positive
]
RelativityOf = Literal["LIABILITY", "PUR", "INV", "LOSS"]


class TerritoryRates(Input):
    """Claims a year at the reference exposure, the exposure curve, and what a claim costs."""

    l0: Positive
    Eref: Yuan
    b: Annotated[Plain, Field(gt=0, le=1)]
    DEF: Mix
    DAM: Mix


class RightRates(Input):
    """Claims a year and right, and what a claim costs."""

    l0: Positive
    sev: Mix


class Factor(Input):
    """Relativities of one answer: by its value, or in bands of its figure."""

    factor: FactorName
    values: dict[str, Positive] | None = None
    bands: Annotated[list[Band], Field(min_length=1, max_length=30)] | None = None


class PartMinimum(Input):
    """The least premium a year for a part, or for each right that it covers."""

    yuan: NotNegative
    per: Literal["part", "right"] = "part"


class LineMinima(Input):
    """A line that the plan rates: the least premium a year of its policies and parts."""

    policy: Annotated[NotNegative, Field(default_factory=Decimal)]
    parts: dict[str, PartMinimum] = Field(default_factory=dict)


class GuaranteeRates(Input):
    """Defaults by grade, loss given default, interest on the exposure, the least rate."""

    pd: dict[PdGrade, Annotated[Plain, Field(gt=0, lt=1)]]
    lgd: Annotated[Plain, Field(gt=0, le=1)]
    ead_factor: Annotated[Plain, Field(ge=1, le=2)]
    min_of_principal: Fraction


class Wording(Input):
    zh: Annotated[str, Field(min_length=1, max_length=300)]
    en: Annotated[str, Field(min_length=1, max_length=300)]


class PlanRule(Input):
    """When every comparison holds: knock out, or refer to an authority."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,39}$")]
    when: Annotated[list[Comparison], Field(min_length=1, max_length=8)]
    outcome: RuleOutcome
    message: Wording
    authority: Authority | None = None


class PlanDocument(Input):
    """One version of a rating plan, whole."""

    plan: Annotated[str, Field(pattern=r"^[A-Z0-9][A-Z0-9.-]{2,39}$")]
    filing_no: Annotated[str, Field(min_length=1, max_length=80)]
    vat_pct: Fraction
    premium_basis: PremiumBasis
    territory: dict[Code, TerritoryRates]
    right: dict[RightsPeril, RightRates]
    agg_factor: Annotated[list[tuple[Positive, Positive]], Field(min_length=1, max_length=20)]
    lcm: dict[Multiplied, tuple[Positive, Annotated[Plain, Field(gt=0, le=1)]]]
    composite: dict[str, Fraction]
    schedule_bound: Fraction
    expo_clip: tuple[Positive, Positive]
    rel_clip: tuple[Positive, Positive]

    currency: dict[Currency, Positive] = Field(default_factory=dict)
    relativity: dict[RelativityOf, Annotated[list[Factor], Field(max_length=10)]] = Field(
        default_factory=dict
    )
    minima: dict[InsuranceLine, LineMinima] = Field(default_factory=dict)
    guarantee: GuaranteeRates | None = None
    rules: Annotated[list[PlanRule], Field(max_length=100, default_factory=list)]


def canonical(document: PlanDocument) -> bytes:
    """The document as JSON in one form only: keys sorted, decimals as they were written."""
    return msgspec.json.encode(document.model_dump(mode="json"), order="sorted")


def digest(document: PlanDocument) -> str:
    return hashlib.sha256(canonical(document)).hexdigest()
