"""What other modules may learn of loan applications.

`parties` decides who sees an event: what only the bank may know names only the bank.
"""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from backend.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class ApplicationEvent(Event):
    subject: ClassVar[str] = "loan_application"
    number: str


@dataclass(frozen=True, kw_only=True)
class ApplicationDrafted(ApplicationEvent):
    name: ClassVar[str] = "lending.application_drafted"
    copied_from: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class ApplicationSubmitted(ApplicationEvent):
    name: ClassVar[str] = "lending.application_submitted"
    firm: str
    amount_fen: int
    due_on: str


@dataclass(frozen=True, kw_only=True)
class ApplicationTakenIn(ApplicationEvent):
    name: ClassVar[str] = "lending.application_taken_in"
    bank: str


@dataclass(frozen=True, kw_only=True)
class ApplicationAssigned(ApplicationEvent):
    name: ClassVar[str] = "lending.application_assigned"
    assignee_id: UUID | None
    assignee: str | None


@dataclass(frozen=True, kw_only=True)
class ApplicationHandedOver(ApplicationEvent):
    """One of a person's cases, all of which changed hands together."""

    name: ClassVar[str] = "lending.application_handed_over"
    hand_over_id: UUID
    assignee_id: UUID
    assignee: str
    instead_of: str


@dataclass(frozen=True, kw_only=True)
class CasesHandedOver(Event):
    name: ClassVar[str] = "lending.cases_handed_over"
    subject: ClassVar[str] = "hand_over"
    cases: int
    receivers: tuple[str, ...] = ()
    reason: str
    undoes: UUID | None


@dataclass(frozen=True, kw_only=True)
class NoteWritten(ApplicationEvent):
    """That a note was written, never what it says."""

    name: ClassVar[str] = "lending.note_written"
    note_id: UUID
    corrects: UUID | None


@dataclass(frozen=True, kw_only=True)
class MessageWritten(ApplicationEvent):
    name: ClassVar[str] = "lending.message_written"
    n: int
    writer: str


@dataclass(frozen=True, kw_only=True)
class ApplicationOverdue(ApplicationEvent):
    """The bank's answer time is over; both sides are told once, nothing else happens."""

    name: ClassVar[str] = "lending.application_overdue"
    bank: str
    due_on: str


@dataclass(frozen=True, kw_only=True)
class ApplicationReturned(ApplicationEvent):
    name: ClassVar[str] = "lending.application_returned"
    bank: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class DocumentsRequested(ApplicationEvent):
    name: ClassVar[str] = "lending.documents_requested"
    bank: str
    items: tuple[str, ...]
    answer_by: str


@dataclass(frozen=True, kw_only=True)
class DocumentsAnswered(ApplicationEvent):
    name: ClassVar[str] = "lending.documents_answered"
    firm: str
    document_ids: tuple[UUID, ...]
    due_on: str


@dataclass(frozen=True, kw_only=True)
class ValuationChecked(ApplicationEvent):
    """Known to the bank only: no other bank sees or uses the check."""

    name: ClassVar[str] = "lending.valuation_checked"
    method: str


@dataclass(frozen=True, kw_only=True)
class ValuationOrdered(ApplicationEvent):
    """`payer`: the bank, or the firm, which then gives the order itself."""

    name: ClassVar[str] = "lending.valuation_ordered"
    bank: str
    request: str
    payer: str


@dataclass(frozen=True, kw_only=True)
class ValuationAdopted(ApplicationEvent):
    name: ClassVar[str] = "lending.valuation_adopted"
    bank: str
    valuation: str
    instead_of: str | None


@dataclass(frozen=True, kw_only=True)
class ValueStated(ApplicationEvent):
    """The bank's internal value; why it is so is known to the bank only."""

    name: ClassVar[str] = "lending.value_stated"
    valuation: str
    basis: str
    instead_of: str | None


@dataclass(frozen=True, kw_only=True)
class ValueProposed(ApplicationEvent):
    """A value to agree on, of the firm or of the bank, whose `proposer` it names."""

    name: ClassVar[str] = "lending.value_proposed"
    proposer: str


@dataclass(frozen=True, kw_only=True)
class ValueAgreed(ApplicationEvent):
    """Both sides agree: the case rests on the negotiated value."""

    name: ClassVar[str] = "lending.value_agreed"
    other: str
    valuation: str
    instead_of: str | None


@dataclass(frozen=True, kw_only=True)
class ValueRefused(ApplicationEvent):
    """By the side that was to agree."""

    name: ClassVar[str] = "lending.value_refused"
    other: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class ValueWithdrawn(ApplicationEvent):
    """By the side that proposed it."""

    name: ClassVar[str] = "lending.value_withdrawn"
    proposer: str


@dataclass(frozen=True, kw_only=True)
class EvidenceAdded(ApplicationEvent):
    name: ClassVar[str] = "lending.evidence_added"
    right_id: UUID
    kind: str
    fact_id: UUID


@dataclass(frozen=True, kw_only=True)
class DocumentSetAside(ApplicationEvent):
    """Nothing rests any more on a document that its issuer disowns."""

    name: ClassVar[str] = "lending.document_set_aside"
    bank: str
    document_id: UUID
    file_name: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class OpinionGiven(ApplicationEvent):
    """Known to the bank only."""

    name: ClassVar[str] = "lending.opinion_given"
    n: int
    kind: str


@dataclass(frozen=True, kw_only=True)
class OpinionSentBack(ApplicationEvent):
    """Known to the bank only."""

    name: ClassVar[str] = "lending.opinion_sent_back"
    n: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class ApplicationApproved(ApplicationEvent):
    name: ClassVar[str] = "lending.application_approved"
    bank: str
    amount_fen: int
    rate_bp: int
    valid_until: str


@dataclass(frozen=True, kw_only=True)
class ApplicationRefused(ApplicationEvent):
    name: ClassVar[str] = "lending.application_refused"
    bank: str
    reason_code: str
    sentence: str


@dataclass(frozen=True, kw_only=True)
class OfferAccepted(ApplicationEvent):
    name: ClassVar[str] = "lending.offer_accepted"
    firm: str
    amount_fen: int
    pledge_id: UUID


@dataclass(frozen=True, kw_only=True)
class OfferDeclined(ApplicationEvent):
    name: ClassVar[str] = "lending.offer_declined"
    firm: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class RetractionProposed(ApplicationEvent):
    """Known to the bank only, until a second person executes it."""

    name: ClassVar[str] = "lending.retraction_proposed"
    reason: str


@dataclass(frozen=True, kw_only=True)
class OfferRetracted(ApplicationEvent):
    name: ClassVar[str] = "lending.offer_retracted"
    bank: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class OfferExpired(ApplicationEvent):
    name: ClassVar[str] = "lending.offer_expired"
    valid_until: str


@dataclass(frozen=True, kw_only=True)
class DrawdownOpened(ApplicationEvent):
    name: ClassVar[str] = "lending.drawdown_opened"
    pledge_id: UUID


@dataclass(frozen=True, kw_only=True)
class PledgeFailed(ApplicationEvent):
    """The pledge came to nothing: the application is back in review, under a new clock."""

    name: ClassVar[str] = "lending.pledge_failed"
    pledge_id: UUID
    cause: str
    due_on: str


@dataclass(frozen=True, kw_only=True)
class ApplicationClosed(ApplicationEvent):
    name: ClassVar[str] = "lending.application_closed"
    pledge_id: UUID
    cause: str


@dataclass(frozen=True, kw_only=True)
class ApplicationCommittedElsewhere(ApplicationEvent):
    """Another application on a shared right was accepted; which one, nobody is told."""

    name: ClassVar[str] = "lending.application_committed_elsewhere"


@dataclass(frozen=True, kw_only=True)
class ApplicationWithdrawn(ApplicationEvent):
    name: ClassVar[str] = "lending.application_withdrawn"
    firm: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class LoanDrawn(ApplicationEvent):
    name: ClassVar[str] = "lending.loan_drawn"
    bank: str
    amount_fen: int
    drawn_on: str


@dataclass(frozen=True, kw_only=True)
class EvidencePackIssued(ApplicationEvent):
    """Known to the bank only."""

    name: ClassVar[str] = "lending.evidence_pack_issued"
    paper_id: UUID
    documents: int


@dataclass(frozen=True, kw_only=True)
class ConsentTextPublished(Event):
    name: ClassVar[str] = "lending.consent_text_published"
    subject: ClassVar[str] = "consent_text"
    version: str


@dataclass(frozen=True, kw_only=True)
class ProductEvent(Event):
    subject: ClassVar[str] = "loan_product"
    number: str


@dataclass(frozen=True, kw_only=True)
class ProductCreated(ProductEvent):
    name: ClassVar[str] = "lending.product_created"
    title: str


@dataclass(frozen=True, kw_only=True)
class ProductVersionDrafted(ProductEvent):
    name: ClassVar[str] = "lending.product_version_drafted"
    version_id: UUID
    n: int


@dataclass(frozen=True, kw_only=True)
class ProductVersionPublished(ProductEvent):
    name: ClassVar[str] = "lending.product_version_published"
    version_id: UUID
    n: int


@dataclass(frozen=True, kw_only=True)
class ProductVersionRecalled(ProductEvent):
    name: ClassVar[str] = "lending.product_version_recalled"
    version_id: UUID
    n: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class ProductVersionSimulated(ProductEvent):
    """Counts only; which requests they were of is in no record."""

    name: ClassVar[str] = "lending.product_version_simulated"
    version_id: UUID
    n: int


@dataclass(frozen=True, kw_only=True)
class ProductSuspended(ProductEvent):
    name: ClassVar[str] = "lending.product_suspended"
    reason: str


@dataclass(frozen=True, kw_only=True)
class ProductResumed(ProductEvent):
    name: ClassVar[str] = "lending.product_resumed"


@dataclass(frozen=True, kw_only=True)
class CapacityOpened(ProductEvent):
    name: ClassVar[str] = "lending.capacity_opened"
    capacity_id: UUID
