"""The proposal form (投保单与风险问询表) as a document: blocks of questions, each answered or open.

None is "not answered yet"; an empty list is the answer "there are none". Figures have wide shapes
here, so that what is out of range is refused with a code of its own.
"""

import hashlib
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from pydantic import Field, StrictBool

from backend.insurance.plan import Code
from backend.insurance.risk import Count, Figure, Part
from backend.insurance.states import InsuranceLine, IpoStage, RatedIndustry, RightProof
from backend.kernel.schemas import Input

Short = Annotated[str, Field(min_length=1, max_length=200)]
Long = Annotated[str, Field(min_length=1, max_length=2000)]
Names = Annotated[list[Short], Field(max_length=60)]
Day = Annotated[date, Field(ge=date(1985, 1, 1), le=date(2100, 1, 1))]
Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]


class OpinionAuthor(StrEnum):
    INDEPENDENT = "independent"
    INTERNAL = "internal"


class Parties(Input):
    """The policyholder, who stands behind it, and who else is to be insured."""

    name: Short | None = None
    uscc: Annotated[str, Field(pattern=r"^[0-9A-Z]{18}$")] | None = None
    address: Short | None = None
    industry: RatedIndustry | None = None
    owners: Names | None = None
    group: Names | None = None
    additional_insureds: Names | None = None
    contact: Short | None = None
    broker: Short | None = None
    good_standing: StrictBool | None = None
    credit_offence_2y: StrictBool | None = None
    policyholder_is_insured: StrictBool | None = None


class RightAnswer(Input):
    right_id: UUID | None = None
    number: Annotated[str, Field(min_length=1, max_length=40)]
    title: Annotated[str, Field(max_length=500)] = ""
    kind: Annotated[str, Field(max_length=20)] = ""
    owner: Annotated[str, Field(max_length=200)] = ""
    co_owners: Annotated[list[Short], Field(max_length=20, default_factory=list)]
    coowner_consent: StrictBool | None = None
    lapsed: StrictBool = False
    disputed: StrictBool = False
    filed_on: Day | None = None
    granted_on: Day | None = None
    expires_on: Day | None = None
    ipc: Annotated[str, Field(max_length=40)] = ""
    family_countries: Count = 1
    annuity_paid_to: Day | None = None
    pledge: Annotated[str, Field(max_length=60)] = ""
    licensed: StrictBool | None = None
    proof: RightProof = RightProof.NEUTRAL


class Rights(Input):
    schedule: Annotated[list[RightAnswer], Field(max_length=500)] | None = None


class ProductAnswer(Input):
    name: Short
    hs_code: Annotated[str, Field(pattern=r"^[0-9]{4,10}$")] | None = None
    field: Short | None = None
    launched_on: Day | None = None
    standard_essential: StrictBool
    patent_linkage: StrictBool = False
    indemnified_by: Short | None = None
    notes: Long | None = None


class Products(Input):
    products: Annotated[list[ProductAnswer], Field(max_length=100)] | None = None


class Revenue(Input):
    """A year's revenue of a product in a territory, in hundredths of the currency."""

    territory: Code
    product: Short
    revenue_fen: Figure
    forecast_fen: Figure | None = None
    currency: Currency = "CNY"


class OwnFamilies(Input):
    territory: Code
    families: Count


class Exposure(Input):
    revenues: Annotated[list[Revenue], Field(max_length=600)] | None = None
    own_families: Annotated[list[OwnFamilies], Field(max_length=60)] | None = None
    channel: Short | None = None
    employees: Count | None = None
    research_fen: Figure | None = None


class Opinion(Input):
    """A clearance opinion (自由实施意见); its file is privileged: see `file_id`."""

    territory: Code
    author: OpinionAuthor
    by: Short
    dated_on: Day
    conclusion: Literal["clear", "adverse"]
    products: Names | None = None
    file_id: UUID | None = None


class Clearance(Input):
    opinions: Annotated[list[Opinion], Field(max_length=60)] | None = None
    watch_service: StrictBool | None = None


class Suit(Input):
    territory: Code
    kind: Literal["suit", "section_337", "invalidity", "customs"] = "suit"
    brought_on: Day
    against_us: StrictBool = True
    closed: StrictBool
    opponent: Short
    matter: Long | None = None


class Letter(Input):
    territory: Code
    received_on: Day
    sender: Short
    matter: Long | None = None


class History(Input):
    suits: Annotated[list[Suit], Field(max_length=200)] | None = None
    letters: Annotated[list[Letter], Field(max_length=200)] | None = None
    refused_before: StrictBool | None = None
    past_insurance: Long | None = None


class Opponents(Input):
    direct_competitors: Count | None = None
    names: Names | None = None
    contact_with_npe: StrictBool | None = None


#: Of a firm that the cultivation library does not hold.
NO_TIER = "outside"


class Listing(Input):
    """`library_tier`, by the library's code, is the platform's own answer; none sent is kept."""

    library_tier: Annotated[str, Field(pattern=r"^[a-z0-9_]{1,20}$")] | None = None
    stage: IpoStage | None = None
    exchange: Short | None = None
    sponsor: Short | None = None
    planned_on: Day | None = None


class LossPayee(Input):
    name: Short
    organisation_id: UUID | None = None
    accepts_terms: StrictBool


class Loan(Input):
    """The pledge loan of a guarantee: the insured is the bank."""

    request_id: UUID | None = None
    application_id: UUID | None = None
    bank: Short | None = None
    bank_id: UUID | None = None
    principal_fen: Figure | None = None
    term_months: Annotated[int, Field(ge=1, le=120)] | None = None
    valued_on: Day | None = None


class PartScope(Input):
    """What a part of a composite is picked on; None is "every one that is declared"."""

    part: Code
    products: Names | None = None
    rights: Annotated[list[Short], Field(max_length=500)] | None = None


class Cover(Input):
    """What is wanted, from when to when; `expires_on` is the first day without cover."""

    inception_on: Day | None = None
    expires_on: Day | None = None
    parts: Annotated[list[Part], Field(max_length=12)] | None = None
    scope: Annotated[list[PartScope], Field(max_length=12)] | None = None
    retro_date: Day | None = None
    loss_payee: LossPayee | None = None
    loan: Loan | None = None


class Answers(Input):
    """One version of a proposal, whole; the line is the proposal's."""

    parties: Parties = Field(default_factory=Parties)
    rights: Rights = Field(default_factory=Rights)
    products: Products = Field(default_factory=Products)
    exposure: Exposure = Field(default_factory=Exposure)
    clearance: Clearance = Field(default_factory=Clearance)
    history: History = Field(default_factory=History)
    opponents: Opponents = Field(default_factory=Opponents)
    listing: Listing = Field(default_factory=Listing)
    cover: Cover = Field(default_factory=Cover)


_ALWAYS = (
    *("parties.name", "parties.uscc", "parties.industry", "parties.owners"),
    *("parties.good_standing", "parties.credit_offence_2y", "parties.policyholder_is_insured"),
    *("history.suits", "history.letters", "history.refused_before"),
    *("listing.stage", "cover.inception_on", "cover.expires_on", "cover.parts"),
)
_OF_PRODUCTS = (
    *("products.products", "exposure.revenues", "exposure.own_families"),
    *("clearance.opinions", "opponents.names"),
)
_OF_RIGHTS = ("rights.schedule", "opponents.direct_competitors")

#: What each line asks; the rest of the form is free to leave open.
ASKED: dict[InsuranceLine, tuple[str, ...]] = {
    InsuranceLine.STAR_COMPOSITE: (*_ALWAYS, *_OF_PRODUCTS, *_OF_RIGHTS),
    InsuranceLine.OVERSEAS_LIABILITY: (*_ALWAYS, *_OF_PRODUCTS),
    InsuranceLine.ENFORCEMENT: (*_ALWAYS, *_OF_RIGHTS),
    InsuranceLine.INFRINGEMENT_LOSS: (*_ALWAYS, *_OF_RIGHTS),
    InsuranceLine.LOAN_GUARANTEE: (*_ALWAYS, "rights.schedule", "cover.loan"),
}


def questions(answers: Answers) -> dict[str, object]:
    """Every question of the form, `block.field`, with its answer as JSON."""
    plain = answers.model_dump(mode="json")
    return {
        f"{block}.{name}": value
        for block, fields in plain.items()
        for name, value in fields.items()
    }


def missing(answers: Answers, line: InsuranceLine) -> list[str]:
    """What a line asks and the form leaves open, by place."""
    given = questions(answers)
    found = [name for name in ASKED[line] if given[name] is None]
    if answers.cover.parts == []:
        found.append("cover.parts")
    if line is InsuranceLine.LOAN_GUARANTEE and answers.cover.loan is not None:
        found += [
            f"cover.loan.{name}"
            for name in ("bank", "valued_on")
            if getattr(answers.cover.loan, name) is None
        ]
    for n, right in enumerate(answers.rights.schedule or []):
        found += [
            f"rights.schedule.{n}.{name}"
            for name in ("filed_on", "expires_on")
            if getattr(right, name) is None
        ]
        if right.co_owners and right.coowner_consent is None:
            found.append(f"rights.schedule.{n}.coowner_consent")
    return found


def digest(answers: Answers) -> str:
    """The same answers give the same digest; a question of a later form counts once answered."""
    plain = answers.model_dump(mode="json")
    if plain["listing"]["library_tier"] is None:
        del plain["listing"]["library_tier"]
    return hashlib.sha256(msgspec.json.encode(plain, order="sorted")).hexdigest()
