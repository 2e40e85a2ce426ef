"""What the API takes and gives about a bank's own shelf: whole terms, as they are also exported."""

from datetime import date, datetime
from functools import cache
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from pydantic import Field, TypeAdapter, model_validator

from backend.criteria.vocabulary import AnyCriterion, parse, unparse
from backend.kernel import clock
from backend.kernel.auth import Actor, Permission
from backend.kernel.money import WHOLE, BasisPoints, Fen
from backend.kernel.schemas import Input, Output
from backend.lending.cost import Fee, FeeBasis, Subsidy
from backend.lending.fit import Mandate, Terms
from backend.lending.schemas.checklists import (
    HaircutsIn,
    ProductRecallOut,
    RequirementIn,
    RequirementOut,
)
from backend.lending.schemas.products import FeeOut, HaircutsOut, MandateOut, SubsidyOut
from backend.lending.schemas.simulating import ProductSimulationOut, SimulationRunOut, StoppedOut
from backend.lending.service.shelf import Own, OwnVersion, Period
from backend.lending.states import Repayment
from backend.portfolio.states import PatentKind

FORMAT = "zhirong.loan-product/1"
_MOST_FEN = 10**15
_MOST_BP = 5000

Amount = Annotated[int, Field(gt=0, le=_MOST_FEN)]
Months = Annotated[int, Field(ge=1, le=360)]
Spread = Annotated[int, Field(ge=-_MOST_BP, le=_MOST_BP)]
Share = Annotated[int, Field(ge=0, le=WHOLE)]
Ratio = Annotated[int, Field(ge=1, le=WHOLE)]
Code = Annotated[str, Field(pattern="^[a-z_]{2,40}$")]


class LoanFeeIn(Input):
    """On the loan: `rate_bp`. Fixed: `amount_fen`."""

    code: Code
    basis: FeeBasis
    rate_bp: Share | None = None
    amount_fen: Annotated[int, Field(ge=0, le=_MOST_FEN)] | None = None

    @model_validator(mode="after")
    def _one_of_two(self) -> "LoanFeeIn":
        of_loan = self.basis in {FeeBasis.LOAN_YEARLY, FeeBasis.LOAN_ONCE}
        if (self.rate_bp is not None, self.amount_fen is not None) != (of_loan, not of_loan):
            raise ValueError("A fee on the loan has a rate, a fixed fee an amount.")
        return self


class LoanSubsidyIn(Input):
    code: Code
    of_interest_bp: Share
    cap_rate_bp: Share | None = None
    cap_fen: Annotated[int, Field(ge=0, le=_MOST_FEN)] | None = None
    source: Annotated[str, Field(max_length=300)] = ""


class LoanMandateIn(Input):
    number: Annotated[str, Field(min_length=1, max_length=80)]
    from_on: date
    to_on: date
    text: Annotated[str, Field(min_length=1, max_length=2000)]


class LoanTermsIn(Input):
    """The terms of a version, whole. `criteria`: see `GET /loan-products/schema`.

    `rate_from_bp` and `rate_to_bp` are over the base; `fixed` has none.
    """

    min_fen: Amount
    cap_fen: Amount
    min_months: Months
    max_months: Months
    rate_base: Literal["lpr_1y", "lpr_5y", "fixed"]
    rate_from_bp: Spread
    rate_to_bp: Spread
    fees: list[LoanFeeIn] = Field(default_factory=list, max_length=20)
    subsidies: list[LoanSubsidyIn] = Field(default_factory=list, max_length=20)
    decision_days: Annotated[int, Field(ge=1, le=120)] = 10
    repayment: Repayment | None = None
    criteria: list[dict[str, Any]] = Field(default_factory=list, max_length=40)
    ratio_bp_by_kind: Annotated[dict[PatentKind, Ratio], Field(min_length=1)] | None = None
    haircuts: HaircutsIn = HaircutsIn()
    value_choice: Literal["low", "central"] = "low"
    max_valuation_age_months: Annotated[int, Field(ge=1, le=120)] | None = None
    checklist: list[RequirementIn] = Field(default_factory=list, max_length=40)
    guarantee_required: bool = False
    summary: Annotated[str, Field(max_length=1000)] = ""
    mandate: LoanMandateIn
    as_of: date | None = None
    source: Annotated[str, Field(max_length=300)] = ""

    def terms(self) -> Terms:
        ratios = self.ratio_bp_by_kind
        return Terms(
            min_fen=Fen(self.min_fen),
            cap_fen=Fen(self.cap_fen),
            min_months=self.min_months,
            max_months=self.max_months,
            rate_base=self.rate_base,
            rate_from_bp=BasisPoints(self.rate_from_bp),
            rate_to_bp=BasisPoints(self.rate_to_bp),
            fees=tuple(Fee(**each.model_dump()) for each in self.fees),
            subsidies=tuple(Subsidy(**each.model_dump()) for each in self.subsidies),
            decision_days=self.decision_days,
            repayment=self.repayment,
            criteria=parse(self.criteria),
            ratio_bp_by_kind=None if ratios is None else {str(k): bp for k, bp in ratios.items()},
            haircuts=self.haircuts.haircuts(),
            value_choice=self.value_choice,
            max_valuation_age_months=self.max_valuation_age_months,
            checklist=tuple(each.requirement() for each in self.checklist),
            guarantee_required=self.guarantee_required,
            summary=self.summary,
            mandate=Mandate(**self.mandate.model_dump()),
            as_of=self.as_of or clock.today(),
            source=self.source or self.mandate.number,
        )


class LoanProductIn(Input):
    """A new product with its first draft: also the document that is exported and imported."""

    format: Literal["zhirong.loan-product/1"] = "zhirong.loan-product/1"
    name: Annotated[str, Field(min_length=1, max_length=120)]
    terms: LoanTermsIn


class ProductTermsIn(Input):
    """The next version of a product, its terms stated whole."""

    terms: LoanTermsIn


class NumberedIn(Input):
    """Which version, by its number."""

    n: Annotated[int, Field(ge=1, le=32_000)]


class LoanProductPublicationIn(NumberedIn):
    """`effective_on`: a later day from which the version holds; left out, at once."""

    effective_on: date | None = None


class LoanProductRecallIn(NumberedIn):
    """Which version is called back before its day, and why."""

    reason: Annotated[str, Field(min_length=2, max_length=500)]


class LoanProductSuspensionIn(Input):
    reason: Annotated[str, Field(min_length=2, max_length=500)]


class LoanProductCapacityIn(Input):
    """So many yuan and cases in a period; periods of a product do not overlap."""

    from_on: date
    to_on: date
    capacity_fen: Amount
    cases: Annotated[int, Field(ge=1, le=1_000_000)]


class ProductTermsOut(Output, frozen=True):
    """As `LoanTermsIn` takes them."""

    min_fen: int
    cap_fen: int
    min_months: int
    max_months: int
    rate_base: str
    rate_from_bp: int
    rate_to_bp: int
    fees: list[FeeOut]
    subsidies: list[SubsidyOut]
    decision_days: int
    repayment: Repayment | None
    criteria: list[dict[str, Any]]
    ratio_bp_by_kind: dict[str, int] | None
    haircuts: HaircutsOut
    value_choice: str
    max_valuation_age_months: int | None
    checklist: list[RequirementOut]
    guarantee_required: bool
    summary: str
    mandate: MandateOut
    as_of: date
    source: str

    @classmethod
    def of(cls, terms: Terms) -> "ProductTermsOut":
        ratios = terms.ratio_bp_by_kind
        return cls(
            min_fen=terms.min_fen,
            cap_fen=terms.cap_fen,
            min_months=terms.min_months,
            max_months=terms.max_months,
            rate_base=terms.rate_base,
            rate_from_bp=terms.rate_from_bp,
            rate_to_bp=terms.rate_to_bp,
            fees=[FeeOut(**msgspec.to_builtins(fee)) for fee in terms.fees],
            subsidies=[SubsidyOut(**msgspec.to_builtins(each)) for each in terms.subsidies],
            decision_days=terms.decision_days,
            repayment=terms.repayment,
            criteria=unparse(terms.criteria),
            ratio_bp_by_kind=None if ratios is None else dict(ratios),
            haircuts=HaircutsOut(**msgspec.to_builtins(terms.haircuts)),
            value_choice=terms.value_choice,
            max_valuation_age_months=terms.max_valuation_age_months,
            checklist=[RequirementOut.of(each) for each in terms.checklist],
            guarantee_required=terms.guarantee_required,
            summary=terms.summary,
            mandate=MandateOut(
                number=terms.mandate.number,
                from_on=terms.mandate.from_on,
                to_on=terms.mandate.to_on,
                text=terms.mandate.text,
            ),
            as_of=terms.as_of,
            source=terms.source,
        )


class OwnVersionOut(Output, frozen=True):
    """A version of a bank's own product with its whole terms."""

    id: UUID
    product_id: UUID
    number: str
    name: str
    n: int
    terms: ProductTermsOut
    maker: str
    approver: str | None
    drafted_at: datetime
    published_at: datetime | None
    effective_on: date | None
    recall: ProductRecallOut | None
    overtaken: bool
    must_simulate: bool
    simulation: ProductSimulationOut | None
    simulation_run: SimulationRunOut | None
    allowed_actions: list[str]

    @classmethod
    def of(cls, view: OwnVersion, *, by: Actor) -> "OwnVersionOut":
        found = view.simulated
        is_open = view.published_at is None and not view.overtaken
        works = by.may(Permission.WORK_APPLICATIONS, Permission.DECIDE_APPLICATIONS)
        decides = by.may(Permission.DECIDE_APPLICATIONS) and by.user_id != view.maker
        runs = view.running is not None and view.running.state == "running"
        actions = ["simulation"] if works and not runs else []
        if is_open and decides and not view.must_simulate:
            actions.append("publication")
        if view.is_coming and by.may(Permission.DECIDE_APPLICATIONS):
            actions.append("recall")
        return cls(
            id=view.id,
            product_id=view.product_id,
            number=view.number,
            name=view.name,
            n=view.n,
            terms=ProductTermsOut.of(view.terms),
            maker=view.maker_name,
            approver=view.approver_name,
            drafted_at=view.drafted_at,
            published_at=view.published_at,
            effective_on=view.effective_on,
            recall=ProductRecallOut.of(view.recall),
            overtaken=view.overtaken,
            must_simulate=view.must_simulate,
            simulation=None
            if found is None
            else ProductSimulationOut(
                reckoned_on=found.reckoned_on,
                at=found.at,
                by=found.by,
                requests=found.counts.requests,
                fits=found.counts.fits,
                nearly=found.counts.nearly,
                does_not_fit=found.counts.does_not_fit,
                stopped_by=[
                    StoppedOut(criterion=name, count=count)
                    for name, count in found.counts.stopped_by.items()
                ],
            ),
            simulation_run=None if view.running is None else SimulationRunOut.of(view.running),
            allowed_actions=actions,
        )


class SuspensionOut(Output, frozen=True):
    at: datetime
    by: str
    reason: str


class OwnProductOut(Output, frozen=True):
    """A product as its bank sees it; `published_n` and `draft_n` are versions of it."""

    id: UUID
    number: str
    name: str
    published_n: int | None
    coming_n: int | None
    coming_on: date | None
    draft_n: int | None
    min_fen: int | None
    cap_fen: int | None
    mandate_from: date | None
    mandate_to: date | None
    capacity_fen: int | None
    used_fen: int | None
    capacity_to: date | None
    suspension: SuspensionOut | None
    allowed_actions: list[str]

    @classmethod
    def of(cls, view: Own, *, by: Actor) -> "OwnProductOut":
        works = by.may(Permission.WORK_APPLICATIONS)
        decides = by.may(Permission.DECIDE_APPLICATIONS)
        suspension = None
        actions = ["draft"] if works else []
        if view.suspended_at is None:
            actions += ["suspension"] if works or decides else []
        else:
            suspension = SuspensionOut(
                at=view.suspended_at,
                by=view.suspended_by_name or "",
                reason=view.suspension_reason or "",
            )
            actions += ["resumption"] if decides and by.user_id != view.suspended_by else []
        if decides:
            actions.append("capacity")
        return cls(
            id=view.id,
            number=view.number,
            name=view.name,
            published_n=view.published_n,
            coming_n=view.coming_n,
            coming_on=view.coming_on,
            draft_n=view.draft_n,
            min_fen=view.min_fen,
            cap_fen=view.cap_fen,
            mandate_from=view.mandate_from,
            mandate_to=view.mandate_to,
            capacity_fen=view.capacity_fen,
            used_fen=view.used_fen,
            capacity_to=view.capacity_to,
            suspension=suspension,
            allowed_actions=actions,
        )


class ProductCapacityOut(Output, frozen=True):
    id: UUID
    from_on: date
    to_on: date
    capacity_fen: int
    cases: int
    used_fen: int
    used_cases: int

    @classmethod
    def of(cls, view: Period) -> "ProductCapacityOut":
        return cls(
            id=view.id,
            from_on=view.from_on,
            to_on=view.to_on,
            capacity_fen=view.capacity_fen,
            cases=view.cases,
            used_fen=view.used_fen,
            used_cases=view.used_cases,
        )


@cache
def document_schema() -> dict[str, Any]:
    """JSON Schema of the document, the vocabulary of criteria in its place."""
    schema = TypeAdapter(LoanProductIn).json_schema()
    (out,), parts = msgspec.json.schema_components(
        [list[AnyCriterion]], ref_template="#/$defs/{name}"
    )
    schema["$defs"].update(parts)
    schema["$defs"]["LoanTermsIn"]["properties"]["criteria"] |= out
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
