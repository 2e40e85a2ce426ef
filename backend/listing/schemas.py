"""What the API takes and gives about financing requests."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from backend.kernel.auth import Actor, Permission
from backend.kernel.money import Fen
from backend.kernel.schemas import Input, Output
from backend.listing.service import AmountBand, Detail, FirmFacts, Stated, Teaser
from backend.listing.states import (
    REQUEST,
    Action,
    CreditGrade,
    FirmTag,
    Sector,
    State,
    TaxGrade,
    UseOfFunds,
)

Amount = Annotated[int, Field(gt=0, le=10**15)]
GradeYear = Annotated[int, Field(ge=2000, le=2200)]


class RequestedRightIn(Input):
    right_id: UUID
    used_since: date | None = None


class FirmFactsIn(Input):
    established_on: date
    headcount: Annotated[int, Field(ge=0, le=10_000_000)]
    revenue_fen: Annotated[int, Field(ge=0, le=10**16)]
    sector: Sector
    tags: tuple[FirmTag, ...] = ()
    first_time_borrower: bool
    has_basic_account: bool
    credit_report_consent: bool
    prior_revenue_fen: Annotated[int, Field(ge=0, le=10**16)] | None = None
    tax_grade: TaxGrade | None = None
    credit_grade: CreditGrade | None = None
    tax_grade_year: GradeYear | None = None
    tax_grade_document_id: UUID | None = None
    credit_grade_year: GradeYear | None = None
    credit_grade_document_id: UUID | None = None


class FinancingRequestIn(Input):
    rights: Annotated[list[RequestedRightIn], Field(min_length=1, max_length=200)]
    amount_fen: Amount
    term_months: Annotated[int, Field(ge=1, le=360)]
    use_of_funds: UseOfFunds
    use_note: Annotated[str, Field(max_length=500)] = ""
    facts: FirmFactsIn
    document_ids: Annotated[tuple[UUID, ...], Field(max_length=100)] = ()

    def stated(self) -> Stated:
        facts = self.facts
        return Stated(
            rights=tuple((right.right_id, right.used_since) for right in self.rights),
            amount_fen=Fen(self.amount_fen),
            term_months=self.term_months,
            use_of_funds=self.use_of_funds,
            use_note=self.use_note,
            facts=FirmFacts(
                established_on=facts.established_on,
                headcount=facts.headcount,
                revenue_fen=Fen(facts.revenue_fen),
                sector=facts.sector,
                tags=facts.tags,
                first_time_borrower=facts.first_time_borrower,
                has_basic_account=facts.has_basic_account,
                credit_report_consent=facts.credit_report_consent,
                prior_revenue_fen=(
                    None if facts.prior_revenue_fen is None else Fen(facts.prior_revenue_fen)
                ),
                tax_grade=facts.tax_grade,
                credit_grade=facts.credit_grade,
                tax_grade_year=facts.tax_grade_year,
                tax_grade_document_id=facts.tax_grade_document_id,
                credit_grade_year=facts.credit_grade_year,
                credit_grade_document_id=facts.credit_grade_document_id,
            ),
            document_ids=self.document_ids,
        )


class RequestedRightOut(Output, frozen=True):
    right_id: UUID
    label: str
    title: str
    kind: str
    ipc_main: str | None
    expires_on: date | None
    used_since: date | None


class FirmFactsOut(Output, frozen=True):
    established_on: date
    headcount: int
    revenue_fen: int
    sector: Sector
    tags: list[FirmTag]
    first_time_borrower: bool
    has_basic_account: bool
    credit_report_consent: bool
    prior_revenue_fen: int | None
    tax_grade: TaxGrade | None
    credit_grade: CreditGrade | None
    tax_grade_year: int | None
    tax_grade_document_id: UUID | None
    credit_grade_year: int | None
    credit_grade_document_id: UUID | None

    @classmethod
    def of(cls, facts: FirmFacts) -> "FirmFactsOut":
        return cls(
            established_on=facts.established_on,
            headcount=facts.headcount,
            revenue_fen=facts.revenue_fen,
            sector=facts.sector,
            tags=list(facts.tags),
            first_time_borrower=facts.first_time_borrower,
            has_basic_account=facts.has_basic_account,
            credit_report_consent=facts.credit_report_consent,
            prior_revenue_fen=facts.prior_revenue_fen,
            tax_grade=facts.tax_grade,
            credit_grade=facts.credit_grade,
            tax_grade_year=facts.tax_grade_year,
            tax_grade_document_id=facts.tax_grade_document_id,
            credit_grade_year=facts.credit_grade_year,
            credit_grade_document_id=facts.credit_grade_document_id,
        )


class OfferedDocumentOut(Output, frozen=True):
    id: UUID
    name: str
    kind: str


class FinancingRequestOut(Output, frozen=True):
    id: UUID
    number: str
    state: State
    revision: int
    rights: list[RequestedRightOut]
    amount_fen: int
    term_months: int
    use_of_funds: UseOfFunds
    use_note: str
    facts: FirmFactsOut
    documents: list[OfferedDocumentOut]
    drafted_at: datetime
    published_at: datetime | None
    withdrawn_at: datetime | None
    allowed_actions: list[Action]

    @classmethod
    def of(cls, detail: Detail, *, reader: Actor) -> "FinancingRequestOut":
        view = detail.request
        return cls(
            id=view.id,
            number=view.number,
            state=view.state,
            revision=view.revision,
            rights=[
                RequestedRightOut(
                    right_id=right_id,
                    label=right.label,
                    title=right.title,
                    kind=right.kind,
                    ipc_main=right.ipc_main,
                    expires_on=right.expires_on,
                    used_since=view.used_since.get(right_id),
                )
                for right_id, right in zip(view.right_ids, detail.rights, strict=True)
            ],
            amount_fen=view.amount_fen,
            term_months=view.term_months,
            use_of_funds=view.use_of_funds,
            use_note=view.use_note,
            facts=FirmFactsOut.of(view.facts),
            documents=[
                OfferedDocumentOut(id=file.id, name=file.name, kind=file.kind)
                for file in detail.documents
            ],
            drafted_at=view.drafted_at,
            published_at=view.published_at,
            withdrawn_at=view.withdrawn_at,
            allowed_actions=_allowed(view.state, reader=reader),
        )


def _allowed(state: State, *, reader: Actor) -> list[Action]:
    if not reader.may(Permission.PREPARE):
        return []
    return [
        action
        for action in REQUEST.open_actions(state)
        if reader.verified or action is not Action.PUBLISH
    ]


class TeaserOut(Output, frozen=True):
    """Never the firm's name nor a title: titles identify firms."""

    number: str
    published_on: date
    amount_band: AmountBand
    term_months: int
    sector: Sector
    division: str | None
    ipc_subclasses: list[str]
    rights_count: int

    @classmethod
    def of(cls, teaser: Teaser) -> "TeaserOut":
        return cls(
            number=teaser.number,
            published_on=teaser.published_on,
            amount_band=teaser.amount_band,
            term_months=teaser.term_months,
            sector=teaser.sector,
            division=teaser.division,
            ipc_subclasses=list(teaser.ipc_subclasses),
            rights_count=teaser.rights_count,
        )
