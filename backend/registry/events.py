"""What other modules may learn of a pledge."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from backend.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class PledgeEvent(Event):
    """Every event of a pledge names the loan application that it secures, if any."""

    subject: ClassVar[str] = "pledge"
    number: str
    application_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class PledgeDrafted(PledgeEvent):
    name: ClassVar[str] = "registry.pledge_drafted"
    secured_fen: int


@dataclass(frozen=True, kw_only=True)
class PledgeTermsSet(PledgeEvent):
    name: ClassVar[str] = "registry.pledge_terms_set"
    terms_version: int


@dataclass(frozen=True, kw_only=True)
class PledgeEvidenceAdded(PledgeEvent):
    name: ClassVar[str] = "registry.pledge_evidence_added"
    kind: str
    right_id: UUID | None = None
    document_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class PledgeSigned(PledgeEvent):
    """One party signed the terms; complete when it was the second."""

    name: ClassVar[str] = "registry.pledge_signed"
    party: str
    complete: bool


@dataclass(frozen=True, kw_only=True)
class PledgeReopened(PledgeEvent):
    name: ClassVar[str] = "registry.pledge_reopened"
    reason: str


@dataclass(frozen=True, kw_only=True)
class PledgeFiled(PledgeEvent):
    name: ClassVar[str] = "registry.pledge_filed"
    channel: str
    filed_on: str
    due_on: str


@dataclass(frozen=True, kw_only=True)
class PledgeDefectNoted(PledgeEvent):
    """CNIPA's notice of a defect: what is to be cured, by when, and its scan."""

    name: ClassVar[str] = "registry.pledge_defect_noted"
    text: str
    cure_by: str
    document_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class PledgeCured(PledgeEvent):
    name: ClassVar[str] = "registry.pledge_cured"
    due_on: str


@dataclass(frozen=True, kw_only=True)
class PledgeWarned(PledgeEvent):
    name: ClassVar[str] = "registry.pledge_warned"
    grounds: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class PledgeDeclared(PledgeEvent):
    """One party declared to go on; complete when it was the second."""

    name: ClassVar[str] = "registry.pledge_declared"
    party: str
    complete: bool


@dataclass(frozen=True, kw_only=True)
class PledgeRefused(PledgeEvent):
    name: ClassVar[str] = "registry.pledge_refused"
    reason: str
    grounds: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PledgeWithdrawn(PledgeEvent):
    name: ClassVar[str] = "registry.pledge_withdrawn"
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class PledgeRegistered(PledgeEvent):
    name: ClassVar[str] = "registry.pledge_registered"
    registration_number: str
    registered_on: str
    secured_fen: int


@dataclass(frozen=True, kw_only=True)
class PledgeRegistrationCorrected(PledgeEvent):
    name: ClassVar[str] = "registry.pledge_registration_corrected"
    registration_number: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class PledgeVerified(PledgeEvent):
    """The bank's second person found the registration as recorded: drawdown may open."""

    name: ClassVar[str] = "registry.pledge_verified"
    registration_number: str


@dataclass(frozen=True, kw_only=True)
class PledgeMismatchFound(PledgeEvent):
    name: ClassVar[str] = "registry.pledge_mismatch_found"
    checker: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class PledgeCounted(PledgeEvent):
    """The district's verifier confirmed a registration or a change; what that added."""

    name: ClassVar[str] = "registry.pledge_counted"
    registration_number: str
    added_fen: int


@dataclass(frozen=True, kw_only=True)
class PledgeCountCorrected(PledgeEvent):
    name: ClassVar[str] = "registry.pledge_count_corrected"
    taken_fen: int
    reason_code: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class PledgeChangeFiled(PledgeEvent):
    name: ClassVar[str] = "registry.pledge_change_filed"
    late: bool


@dataclass(frozen=True, kw_only=True)
class PledgeChangeDecided(PledgeEvent):
    name: ClassVar[str] = "registry.pledge_change_decided"
    approved: bool


@dataclass(frozen=True, kw_only=True)
class PledgeCancellationFiled(PledgeEvent):
    name: ClassVar[str] = "registry.pledge_cancellation_filed"
    ground: str


@dataclass(frozen=True, kw_only=True)
class PledgeCancellationRejected(PledgeEvent):
    name: ClassVar[str] = "registry.pledge_cancellation_rejected"


@dataclass(frozen=True, kw_only=True)
class PledgeCancelled(PledgeEvent):
    name: ClassVar[str] = "registry.pledge_cancelled"
    cancelled_on: str


@dataclass(frozen=True, kw_only=True)
class PledgeRevoked(PledgeEvent):
    name: ClassVar[str] = "registry.pledge_revoked"
    revoked_on: str
    taken_fen: int


@dataclass(frozen=True, kw_only=True)
class PledgeFlagged(PledgeEvent):
    name: ClassVar[str] = "registry.pledge_flagged"
    flags: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class RegistrationRecorded(PledgeEvent):
    """A registration made outside the platform was recorded by the district."""

    name: ClassVar[str] = "registry.registration_recorded"
    registration_number: str


@dataclass(frozen=True, kw_only=True)
class PlanCreated(Event):
    name: ClassVar[str] = "registry.plan_created"
    subject: ClassVar[str] = "plan"
    code: str


@dataclass(frozen=True, kw_only=True)
class ImportRead(Event):
    """A workbook of registrations made elsewhere was read; nothing of it is recorded yet."""

    name: ClassVar[str] = "registry.import_read"
    subject: ClassVar[str] = "registration_import"
    file_name: str
    rows: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class ImportRecordingAsked(Event):
    """Somebody has looked at the rows and has those recorded that may be."""

    name: ClassVar[str] = "registry.import_recording_asked"
    subject: ClassVar[str] = "registration_import"
    rows: int


@dataclass(frozen=True, kw_only=True)
class ImportRecorded(Event):
    name: ClassVar[str] = "registry.import_recorded"
    subject: ClassVar[str] = "registration_import"
    recorded: int
    known: int
    refused: int
