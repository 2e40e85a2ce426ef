"""What the API takes and gives about ordered appraisals."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from backend.appraisal.service import (
    CheckView,
    FindingView,
    Offer,
    Ordered,
    Report,
    ReportView,
    RequestView,
)
from backend.appraisal.states import Action, Approach, Purpose, QuoteState, ReportState, State
from backend.kernel.auth import Actor
from backend.kernel.db import loads
from backend.kernel.money import Fen
from backend.kernel.schemas import Input, Output, WithCode

Note = Annotated[str, Field(max_length=1000)]


class RequestIn(Input):
    """`related_to`: those of the invited appraisers that the firm says are related to it."""

    right_ids: Annotated[list[UUID], Field(min_length=1, max_length=200)]
    appraiser_ids: Annotated[list[UUID], Field(min_length=1, max_length=10)]
    document_ids: Annotated[list[UUID], Field(max_length=50)] = Field(default_factory=list)
    purpose: Purpose = Purpose.PLEDGE
    base_date: date
    quotes_due_on: date
    note: Note = ""
    lender_id: UUID | None = None
    related_to: Annotated[list[UUID], Field(max_length=10)] = Field(default_factory=list)

    def asked(self) -> Ordered:
        return Ordered(
            right_ids=tuple(dict.fromkeys(self.right_ids)),
            appraiser_ids=tuple(dict.fromkeys(self.appraiser_ids)),
            document_ids=tuple(dict.fromkeys(self.document_ids)),
            purpose=self.purpose,
            base_date=self.base_date,
            quotes_due_on=self.quotes_due_on,
            note=self.note,
            lender_id=self.lender_id,
            related_to=tuple(dict.fromkeys(self.related_to)),
        )


class QuoteIn(Input):
    """`related`: whether the appraiser is a related party of the firm; said each time."""

    fee_fen: Annotated[int, Field(gt=0, le=10**12)]
    days: Annotated[int, Field(ge=1, le=365)]
    approaches: Annotated[list[Approach], Field(min_length=1, max_length=3)]
    valid_until: date
    related: bool
    note: Note = ""

    def offered(self) -> Offer:
        return Offer(
            fee=Fen(self.fee_fen),
            days=self.days,
            approaches=tuple(dict.fromkeys(self.approaches)),
            valid_until=self.valid_until,
            related=self.related,
            note=self.note,
        )


class SharedIn(Input):
    document_ids: Annotated[list[UUID], Field(min_length=1, max_length=50)]


class AppraisalReasonIn(Input):
    reason: Annotated[str, Field(min_length=1, max_length=1000)]


class QuoteSeenIn(Input):
    """The quote as it was read; another one by now is answered with the difference."""

    fee_fen: int
    days: int
    valid_until: date
    approaches: Annotated[list[str], Field(max_length=3)]
    related: bool


class AcceptanceIn(Input):
    """`seen`: what was on the screen, so that no newer fee is accepted unread."""

    quote_id: UUID
    seen: QuoteSeenIn | None = None


class ReportChecksIn(Input):
    report: Report


class ReportIn(Input):
    report: Report
    file_id: UUID | None = None


class ReportSignatureIn(WithCode):
    password: Annotated[str, Field(min_length=1, max_length=200)]


class EvidenceOut(Output, frozen=True):
    about: str
    stated: str | None
    found: str | None
    source: str | None


class CheckOut(Output, frozen=True):
    """One of the twelve. `outcome`: pass, warn or refuse, by the rules of whoever reads."""

    check: str
    found: str
    outcome: str
    evidence: list[EvidenceOut]

    @classmethod
    def of(cls, view: CheckView) -> "CheckOut":
        return cls(
            check=view.check,
            found=view.found,
            outcome=view.outcome,
            evidence=[EvidenceOut(**line) for line in view.evidence],
        )


class ChecksOut(Output, frozen=True):
    checks: list[CheckOut]


class ConflictOut(Output, frozen=True):
    rule: str
    outcome: str
    occasion: str
    facts: dict[str, Any]
    found_at: datetime

    @classmethod
    def of(cls, view: FindingView) -> "ConflictOut":
        return cls(
            rule=view.rule,
            outcome=view.outcome,
            occasion=view.occasion,
            facts=view.facts,
            found_at=view.found_at,
        )


class OrderedRightOut(Output, frozen=True):
    right_id: UUID
    label: str
    title: str
    kind: str
    application_no: str | None
    owners: list[str]
    legal_end: date | None


class AppraisalQuoteOut(Output, frozen=True):
    id: UUID
    appraiser_id: UUID
    appraiser_name: str
    state: QuoteState
    fee_fen: int | None
    days: int | None
    approaches: list[str]
    valid_until: date | None
    related: bool | None
    note: str
    quoted_by: str | None
    quoted_at: datetime | None
    conflicts: list[ConflictOut]

    @classmethod
    def of(
        cls, row: Mapping[str, Any], conflicts: Sequence[FindingView] = ()
    ) -> "AppraisalQuoteOut":
        return cls(
            id=row["id"],
            appraiser_id=row["appraiser"],
            appraiser_name=row["appraiser_name"],
            state=row["state"],
            fee_fen=row["fee_fen"],
            days=row["days"],
            approaches=list(row["approaches"] or []),
            valid_until=row["valid_until"],
            related=row["related"],
            note=row["note"],
            quoted_by=row["quoted_by_name"],
            quoted_at=row["quoted_at"],
            conflicts=[ConflictOut.of(each) for each in conflicts],
        )


class AppraisalReportOut(Output, frozen=True):
    """A version of the report; `content` is what was prepared, `checks` as at delivery."""

    version: int
    state: ReportState
    content: dict[str, Any]
    file_id: UUID | None
    file_name: str | None
    sha256: str | None
    prepared_by: str
    prepared_at: datetime | None
    own: bool
    signed_by: str | None
    delivered_at: datetime | None
    returned_at: datetime | None
    return_reason: str | None

    @classmethod
    def of(cls, row: Mapping[str, Any], *, reader: Actor) -> "AppraisalReportOut":
        return cls(
            version=row["version"],
            state=row["state"],
            content=loads(row["content"]),
            file_id=row["file"],
            file_name=row["file_name"],
            sha256=row["sha256"],
            prepared_by=row["prepared_by_name"],
            prepared_at=row["prepared_at"],
            own=row["prepared_by"] == reader.user_id,
            signed_by=row["signed_by_name"],
            delivered_at=row["delivered_at"],
            returned_at=row["returned_at"],
            return_reason=row["return_reason"],
        )


class ValuationRequestOut(Output, frozen=True):
    """`client_id` pays and takes the report: the firm, or the lender that asked for it."""

    id: UUID
    number: str
    state: State
    firm_id: UUID
    firm_name: str
    lender_name: str | None
    asked_by_lender: bool
    application_id: UUID | None
    client_id: UUID
    client_name: str
    purpose: Purpose
    base_date: date
    quotes_due_on: date
    note: str
    rights: list[OrderedRightOut]
    quotes: list[AppraisalQuoteOut]
    reports: list[AppraisalReportOut]
    charge_id: UUID | None
    due_on: date | None
    valuation_id: UUID | None
    valuation_number: str | None
    opened_at: datetime
    allowed_actions: list[Action]

    @classmethod
    def of(cls, view: RequestView, *, reader: Actor) -> "ValuationRequestOut":
        row = view.row
        mine = (row["firm"], row["asked_by"])
        #: Another appraiser's order is nobody's business.
        chosen = any(each["id"] == row["quote"] for each in view.quotes)
        return cls(
            id=row["id"],
            number=row["number"],
            state=row["state"],
            firm_id=row["firm"],
            firm_name=row["firm_name"],
            lender_name=row["lender_name"],
            asked_by_lender=row["application"] is not None,
            application_id=row["application"] if reader.organisation_id in mine else None,
            client_id=row["client"],
            client_name=row["client_name"],
            purpose=row["purpose"],
            base_date=row["base_date"],
            quotes_due_on=row["quotes_due_on"],
            note=row["note"],
            rights=[
                OrderedRightOut(
                    right_id=right.id,
                    label=right.label,
                    title=right.title,
                    kind=right.kind,
                    application_no=right.application_no or right.publication_no,
                    owners=list(right.patentees),
                    legal_end=right.expires_on,
                )
                for right in view.rights
            ],
            quotes=[
                AppraisalQuoteOut.of(each, view.conflicts.get(each["appraiser"], ()))
                for each in view.quotes
            ],
            reports=[AppraisalReportOut.of(each, reader=reader) for each in view.reports],
            charge_id=row["charge"] if chosen else None,
            due_on=row["due_on"] if chosen else None,
            valuation_id=row["valuation"] if chosen else None,
            valuation_number=row["valuation_number"] if chosen else None,
            opened_at=row["created_at"],
            allowed_actions=list(view.actions),
        )


class ValuationReportOut(Output, frozen=True):
    """A delivered report, its twelve checks, and what the reader's rules make of them."""

    number: str
    valuation_id: UUID
    report: AppraisalReportOut
    checks: list[CheckOut]
    conflicts: list[ConflictOut]
    rule_set_version: int

    @classmethod
    def of(cls, view: ReportView, *, reader: Actor) -> "ValuationReportOut":
        return cls(
            number=view.request["number"],
            valuation_id=view.request["valuation"],
            report=AppraisalReportOut.of(view.report, reader=reader),
            checks=[CheckOut.of(each) for each in view.checks],
            conflicts=[ConflictOut.of(each) for each in view.findings],
            rule_set_version=view.rule_set_version,
        )


def checks_out(views: Sequence[CheckView]) -> ChecksOut:
    return ChecksOut(checks=[CheckOut.of(each) for each in views])
