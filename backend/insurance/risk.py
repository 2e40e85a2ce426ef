"""The answers that are rated: what is to be insured, where, on which terms.

Shapes are checked here; what a plan cannot rate is refused with a code by `checks` and `rating`.
"""

import hashlib
from datetime import date
from typing import Annotated, Literal

import msgspec
from pydantic import BaseModel, ConfigDict, Field, StrictBool

from backend.insurance.plan import Code
from backend.insurance.states import (
    Cost,
    DeductibleRule,
    Fto,
    InsuranceLine,
    IpoStage,
    PdGrade,
    RatedIndustry,
    RightProof,
    RightsPeril,
    Screening,
)
from backend.kernel.schemas import Input

#: Any figure that PostgreSQL and JSON readers hold exactly enough; ranges have codes of their own.
Figure = Annotated[int, Field(ge=-(10**18), le=10**18)]
Count = Annotated[int, Field(ge=0, le=100_000)]


class Terms(Input):
    """`coinsurance_bp`: the share of each claim that the insured keeps."""

    limit_per_claim_fen: Figure
    limit_agg_fen: Figure
    deductible_fen: Figure = 0
    coinsurance_bp: Figure = 0
    deductible_rule: DeductibleRule = DeductibleRule.THEN


class Exposure(Input):
    """Revenue of a year in a territory, in hundredths of its currency, and the risk there."""

    territory: Code
    revenue_fen: Figure
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] = "CNY"
    fto: Fto = Fto.NONE
    suits_5y: Count = 0
    letters_3y: Count = 0
    own_families: Count = 0


class RightsGroup(Input):
    """Rights that are alike in what is rated."""

    count: Annotated[int, Field(ge=1, le=100_000)]
    proof: RightProof = RightProof.NEUTRAL
    age_years: Annotated[int, Field(ge=0, le=30)]
    direct_competitors: Count = 0
    family_countries: Count = 1


class Section(Input):
    cost: Cost
    terms: Terms


class _Part(BaseModel):
    """Told apart by `kind`, which `Input` cannot be; every text in it matches a pattern."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class LiabilityPart(_Part):
    """Liability in these territories: defence, damages, or both."""

    kind: Literal["liability"] = "liability"
    code: Code
    territories: Annotated[list[Code], Field(min_length=1, max_length=60)]
    sections: Annotated[list[Section], Field(min_length=1, max_length=2)]


class RightsPart(_Part):
    """Of every right of the risk."""

    kind: Literal["rights"] = "rights"
    code: RightsPeril
    terms: Terms


class GuaranteePart(_Part):
    """A pledge loan: its principal, the borrower's grade, the insurer's share of the loss."""

    kind: Literal["guarantee"] = "guarantee"
    code: Literal["GUA"] = "GUA"
    principal_fen: Figure
    pd_grade: PdGrade
    share_ppm: Annotated[int, Field(ge=1, le=1_000_000)]


Part = Annotated[LiabilityPart | RightsPart | GuaranteePart, Field(discriminator="kind")]


class Declared(Input):
    """What the proposal and the screening answered; what is left out is not known."""

    good_standing: StrictBool | None = None
    credit_offence_2y: StrictBool | None = None
    right_lapsed: StrictBool | None = None
    right_in_dispute: StrictBool | None = None
    policyholder_is_insured: StrictBool | None = None
    adverse_fto: StrictBool | None = None
    suit_served: StrictBool | None = None
    loss_payee_refuses: StrictBool | None = None
    us_337: StrictBool | None = None
    sep_products: StrictBool | None = None
    patent_linkage: StrictBool | None = None
    coowner_consent_missing: StrictBool | None = None
    wording_changed: StrictBool | None = None
    facultative_needed: StrictBool | None = None
    in_library: StrictBool | None = None
    right_years_left: Count | None = None
    valuation_age_months: Count | None = None
    group_aggregate_fen: Figure | None = None
    sanctions: Screening | None = None


class Risk(Input):
    """`expires_on` is the first day without cover: a year's policy ends on the same date."""

    line: InsuranceLine
    inception_on: date
    expires_on: date
    industry: RatedIndustry
    ipo_stage: IpoStage = IpoStage.NONE
    exposures: Annotated[list[Exposure], Field(max_length=60, default_factory=list)]
    rights: Annotated[list[RightsGroup], Field(max_length=200, default_factory=list)]
    parts: Annotated[list[Part], Field(min_length=1, max_length=12)]
    schedule_bp: Annotated[int, Field(ge=-10_000, le=10_000)] = 0
    schedule_reason: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,39}$")] | None = None
    declared: Annotated[Declared, Field(default_factory=Declared)]


def risk_hash(risk: Risk) -> str:
    """The same answers give the same hash; a quote holds only while it stays the same.

    A fact that was asked for later counts once it is known.
    """
    plain = risk.model_dump(mode="json")
    if plain["declared"]["in_library"] is None:
        del plain["declared"]["in_library"]
    return hashlib.sha256(msgspec.json.encode(plain, order="sorted")).hexdigest()
