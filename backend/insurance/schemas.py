"""What the API takes and gives of insurers' products and rating plans."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Annotated, Any, Literal, get_args
from uuid import UUID

from pydantic import Field

from backend.insurance.facts import catalogue
from backend.insurance.mode import Mode
from backend.insurance.plan import FactorName, PlanDocument
from backend.insurance.plan_checks import CHOICES, MAY_RATE
from backend.insurance.product import ProductTerms
from backend.insurance.rating import Rated
from backend.insurance.risk import Risk
from backend.insurance.service.filing import Filing
from backend.insurance.service.plans import PlanView
from backend.insurance.service.products import ProductView
from backend.insurance.service.simulation import Run
from backend.insurance.simulating import SimulationResult
from backend.insurance.states import (
    Authority,
    Handling,
    InsuranceLine,
    RuleOutcome,
    SimulationState,
)
from backend.insurance.worksheet import Worksheet, worksheet_hash
from backend.kernel.auth import Actor, Permission
from backend.kernel.schemas import Input, Output

MOST_RISKS = 1000
PlanCode = Annotated[str, Field(pattern=r"^[A-Z0-9][A-Z0-9.-]{2,39}$")]
Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2100, 1, 1))]


class InsuranceFilingIn(Input):
    """The regulator's filing number, and from when to when what was filed is in force."""

    filing_number: Annotated[str, Field(min_length=4, max_length=80)]
    filed_on: Day
    valid_from: Day
    valid_to: Day | None = None

    def filing(self) -> Filing:
        return Filing(
            number=self.filing_number,
            filed_on=self.filed_on,
            valid_from=self.valid_from,
            valid_to=self.valid_to,
        )


class RatingPlanIn(Input):
    """A plan whole, as it is exported: the next revision of its code."""

    document: PlanDocument


class ProductValidationIn(Input):
    line: InsuranceLine
    terms: ProductTerms


class RateIn(Input):
    """`subsidy`: what is estimated beside the premium, by its code."""

    risk: Risk
    subsidy: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,39}$")] | None = None


class SimulationIn(Input):
    """`against`: a published plan, else that which came into force last."""

    against: PlanCode | None = None


class BookRiskIn(Input):
    """`reference`: under which the insurer finds it again; what stands already stays."""

    reference: Annotated[str, Field(min_length=1, max_length=60)]
    risk: Risk


class BookRisksIn(Input):
    risks: Annotated[list[BookRiskIn], Field(min_length=1, max_length=MOST_RISKS)]


class InsuranceProductIn(Input):
    name: Annotated[str, Field(min_length=2, max_length=120)]
    line: InsuranceLine
    terms: ProductTerms


class InsuranceProductVersionIn(Input):
    terms: ProductTerms


class ProductPublicationIn(InsuranceFilingIn):
    """Version `n`, rated by this published plan; without one its facts are shown only."""

    n: Annotated[int, Field(ge=1, le=10_000)]
    plan: PlanCode | None = None


class ValidityOut(Output, frozen=True):
    """Nothing contradicts itself; `digest` is what it would be stored under."""

    digest: str


class RuleFactOut(Output, frozen=True):
    """A fact that rules may ask for; `values` of a choice."""

    fact: str
    kind: Literal["flag", "number", "choice"]
    values: list[str]


class RatingFactorOut(Output, frozen=True):
    """A factor: of which parts, and by which answers; without `values` it is rated in bands."""

    factor: str
    of: list[str]
    values: list[str]


class VocabularyOut(Output, frozen=True):
    """`facts` come with one more of each territory: the revenue there, `revenue_fen.US`."""

    facts: list[RuleFactOut]
    factors: list[RatingFactorOut]

    @classmethod
    def told(cls) -> "VocabularyOut":
        return cls(
            facts=[
                RuleFactOut(fact=name, kind=each.kind, values=list(each.values))
                for name, each in catalogue(()).items()
            ],
            factors=[
                RatingFactorOut(
                    factor=name,
                    of=[part for part, may in MAY_RATE.items() if name in may],
                    values=list(CHOICES.get(name, ())),
                )
                for name in get_args(FactorName)
            ],
        )


class InsuranceModeOut(Output, frozen=True):
    """Under whose licence insurance is shown here; `rates`: whether premiums may be reckoned."""

    mode: Mode
    rates: bool
    holder: str | None
    licence_number: str | None


class HandOffOut(Output, frozen=True):
    """Where the insurer itself offers the product."""

    url: str


class GuaranteeEligibilityIn(Input):
    insurer_id: UUID
    from_on: Day
    to_on: Day | None = None
    ground: Annotated[str, Field(min_length=2, max_length=300)]


class GuaranteeEligibilityOut(Output, frozen=True):
    """From when to when an insurer may offer loan guarantees."""

    id: UUID
    insurer_id: UUID
    insurer_name: str
    from_on: date
    to_on: date | None
    ground: str
    found_by: str
    created_at: datetime

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "GuaranteeEligibilityOut":
        return cls(
            id=row["id"],
            insurer_id=row["insurer"],
            insurer_name=row["insurer_name"],
            from_on=row["from_on"],
            to_on=row["to_on"],
            ground=row["ground"],
            found_by=row["found_by_name"],
            created_at=row["created_at"],
        )


class InsuranceFilingOut(Output, frozen=True):
    number: str
    filed_on: date
    valid_from: date
    valid_to: date | None

    @classmethod
    def of(cls, filing: Filing | None) -> "InsuranceFilingOut | None":
        return None if filing is None else cls(**asdict(filing))


class RatingPlanOut(Output, frozen=True):
    """`document` is null in lists; `digest` is the SHA-256 of its canonical JSON."""

    id: UUID
    code: str
    revision: int
    digest: str
    document: dict[str, Any] | None
    maker: str
    created_at: datetime
    filing: InsuranceFilingOut | None
    approver: str | None
    published_at: datetime | None
    allowed_actions: list[str]

    @classmethod
    def of(cls, view: PlanView, *, by: Actor) -> "RatingPlanOut":
        actions = _publication(view, by=by)
        return cls(
            id=view.id,
            code=view.code,
            revision=view.revision,
            digest=view.digest,
            document=view.document,
            maker=view.maker_name,
            created_at=view.created_at,
            filing=InsuranceFilingOut.of(view.filing),
            approver=view.approver_name,
            published_at=view.published_at,
            allowed_actions=actions + (["rate"] if by.may(Permission.RATE_RISKS) else []),
        )


def _publication(view: PlanView | ProductView, *, by: Actor) -> list[str]:
    may = by.may(Permission.PUBLISH_TARIFFS) and by.user_id != view.maker
    return ["publish"] if may and view.published_at is None else []


class InsurerOut(Output, frozen=True):
    id: UUID
    name: str


class InsuranceProductOut(Output, frozen=True):
    """`mode`: how this platform works; only where it has a licence does it rate."""

    id: UUID
    version_id: UUID
    version: int
    number: str
    name: str
    line: InsuranceLine
    insurer: InsurerOut
    terms: dict[str, Any]
    digest: str
    plan: str | None
    maker: str | None
    filing: InsuranceFilingOut | None
    published_at: datetime | None
    mode: Mode
    allowed_actions: list[str]

    @classmethod
    def of(cls, view: ProductView, *, mode: Mode, by: Actor) -> "InsuranceProductOut":
        own = view.insurer_id == by.organisation_id
        return cls(
            id=view.id,
            version_id=view.version_id,
            version=view.n,
            number=view.number,
            name=view.name,
            line=view.line,
            insurer=InsurerOut(id=view.insurer_id, name=view.insurer_name),
            terms=view.terms,
            digest=view.digest,
            plan=view.plan,
            maker=view.maker_name if own else None,
            filing=InsuranceFilingOut.of(view.filing),
            published_at=view.published_at,
            mode=mode,
            allowed_actions=_publication(view, by=by) if own else [],
        )


class RuleHitOut(Output, frozen=True):
    """`missing`: the facts that the rule waits for; empty when it holds."""

    id: str
    outcome: RuleOutcome
    authority: Authority | None
    message: dict[str, str]
    missing: list[str]


class RatingOut(Output, frozen=True):
    """The premium with its worksheet, and what the plan's rules say of the risk."""

    worksheet: Worksheet
    worksheet_hash: str
    handling: Handling
    hits: list[RuleHitOut]

    @classmethod
    def of(cls, rated: Rated) -> "RatingOut":
        return cls(
            worksheet=rated.worksheet,
            worksheet_hash=worksheet_hash(rated.worksheet),
            handling=rated.handling,
            hits=[
                RuleHitOut(
                    id=hit.rule.id,
                    outcome=hit.rule.outcome,
                    authority=hit.rule.authority,
                    message=hit.rule.message.model_dump(),
                    missing=list(hit.missing),
                )
                for hit in rated.hits
            ],
        )


class BookKeptOut(Output, frozen=True):
    """`kept` are new; `known` stood under their references already."""

    kept: int
    known: int


class BookRiskOut(Output, frozen=True):
    id: UUID
    reference: str
    line: InsuranceLine
    risk_hash: str
    created_at: datetime

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "BookRiskOut":
        return cls(
            id=row["id"],
            reference=row["reference"],
            line=InsuranceLine(row["line"]),
            risk_hash=row["risk_hash"],
            created_at=row["created_at"],
        )


class SimulationOut(Output, frozen=True):
    """`done` of `total` risks; `result` once the state is done, and never in lists."""

    id: UUID
    plan: str
    revision: int
    against: str | None
    maker: str
    state: SimulationState
    total: int
    done: int
    created_at: datetime
    ended_at: datetime | None
    result: SimulationResult | None

    @classmethod
    def of(cls, run: Run) -> "SimulationOut":
        return cls(
            id=run.id,
            plan=run.plan,
            revision=run.revision,
            against=run.against,
            maker=run.maker_name,
            state=run.state,
            total=run.total,
            done=run.done,
            created_at=run.created_at,
            ended_at=run.ended_at,
            result=run.result,
        )
