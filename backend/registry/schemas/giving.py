"""What the registry's API gives."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.kernel.schemas import Output
from backend.registry.schemas.checking import PreflightOut
from backend.registry.schemas.terms import TermsOut


class PartyOut(Output, frozen=True):
    """`id` is null for a party that the platform does not know."""

    id: UUID | None
    name: str
    code: str | None
    address: str | None


class PartiesOut(Output, frozen=True):
    pledgor: PartyOut
    pledgee: PartyOut
    co_pledgors: list[PartyOut]
    co_pledgees: list[PartyOut]


class RightOut(Output, frozen=True):
    id: UUID
    label: str
    title: str
    kind: str
    filing_on: date | None
    granted_on: date | None
    expires_on: date | None
    patentees: list[str]


class SignatureOut(Output, frozen=True):
    """`valid`: it stands under the present terms (or the present declaration)."""

    party: str
    purpose: str
    person_name: str
    organisation_name: str
    terms_version: int
    signed_at: datetime
    valid: bool


class PaperDocumentOut(Output, frozen=True):
    document_id: UUID | None
    name: str | None
    party: str | None
    signed_by: list[str]
    undertaking: bool


class PaperOut(Output, frozen=True):
    """D1 to D6: what is there and what is missing."""

    paper: str
    needed: bool
    missing: list[str]
    documents: list[PaperDocumentOut]


class FilingOut(Output, frozen=True):
    """`due_provisional`: the date rests on holidays that are not yet published."""

    channel: str
    filed_on: date
    due_on: date
    due_provisional: bool
    cure_by: date | None


class WarningOut(Output, frozen=True):
    """CNIPA's warning of ground 10 or 11, and what both parties declare upon it."""

    grounds: list[int]
    warned_on: date
    answer_by: date | None
    document_id: UUID | None
    declaration_hash: str


class RecordingOut(Output, frozen=True):
    version: int
    corrects: int | None
    cause: str
    effective_on: date
    secured_fen: int
    registration_number: str
    document_id: UUID | None
    document_name: str | None
    reason: str | None
    recorder_name: str
    recorder_is_district: bool
    recorded_at: datetime


class RegistrationOut(Output, frozen=True):
    """`recorded_by`: of the newest recording; `recordings`: the registration, its corrections and
    changes, oldest first."""

    number: str
    registered_on: date
    notice_document_id: UUID | None
    recorded_by: UUID
    recorded_by_name: str
    recorded_at: datetime
    version: int
    recordings: list[RecordingOut]
    warnings: list[str]


class VerificationOut(Output, frozen=True):
    """`reason`, `looked_in`: how and where the second person compared.

    `reason_code`: why what had counted was taken back.
    """

    checker: str
    version: int
    outcome: str
    reason: str | None
    reason_code: str | None
    reason_words: str | None
    looked_in: str | None
    looked_on: date | None
    verifier_name: str
    verified_at: datetime


class PendingOut(Output, frozen=True):
    """The change or cancellation that lies with CNIPA."""

    kind: str
    filed_on: date
    due_on: date
    late: bool
    details: dict[str, Any]


class StepOut(Output, frozen=True):
    """One step of the pledge's way: `done`, `now`, `ahead`, or `off` when it ended otherwise."""

    key: str
    state: str
    on: date | None


class HistoryOut(Output, frozen=True):
    name: str
    occurred_at: datetime
    actor_name: str
    organisation_name: str
    payload: dict[str, Any]


class PledgeOut(Output, frozen=True):
    """`revision`: what a decision names to be refused when the pledge changed since."""

    id: UUID
    revision: int
    number: str
    state: str
    made_elsewhere: bool
    application_id: UUID | None
    steps: list[StepOut]
    parties: PartiesOut
    rights: list[RightOut]
    terms: TermsOut
    terms_hash: str | None
    terms_version: int
    signatures: list[SignatureOut]
    papers: list[PaperOut]
    filing: FilingOut | None
    warning: WarningOut | None
    registration: RegistrationOut | None
    verification: VerificationOut | None
    count_verification: VerificationOut | None
    verifications: list[VerificationOut]
    bank_verified: bool
    counted: bool
    counted_fen: int
    pending: PendingOut | None
    ended: dict[str, Any] | None
    flags: list[str]
    history: list[HistoryOut]
    created_at: datetime
    allowed_actions: list[str]


class PledgeRowOut(Output, frozen=True):
    """A pledge in a list; `due_on` is CNIPA's last day, `answer_by` the parties'."""

    id: UUID
    number: str
    state: str
    made_elsewhere: bool
    application_id: UUID | None
    pledgor_name: str
    pledgee_name: str
    right_count: int
    claim_kind: str | None
    secured_fen: int | None
    channel: str | None
    filed_on: date | None
    due_on: date | None
    answer_by: date | None
    registration_number: str | None
    registered_on: date | None
    bank_verified: bool
    counted: bool
    flags: list[str]
    created_at: datetime
    allowed_actions: list[str]


class PledgePreflightOut(Output, frozen=True):
    """The preflight of a pledge, with the guards of signing beside it."""

    preflight: PreflightOut
    papers: list[PaperOut]
    missing_terms: list[str]
    may_sign: bool


class PublishedPatentOut(Output, frozen=True):
    label: str
    publication_no: str | None
    ipc_main: str | None
    granted_on: date | None


class PublishedOut(Output, frozen=True):
    """What CNIPA's register and gazette publish of a pledge: never the amount, never a natural
    person (its name is null)."""

    number: str
    state: str
    registered_on: date
    pledgors: list[str | None]
    pledgees: list[str | None]
    patents: list[PublishedPatentOut]
    changed_items: list[str]
    cancelled_on: date | None
    verified: bool


class RegisterRowOut(Output, frozen=True):
    """`secured_fen` is null for whoever may not see it."""

    pledge_id: UUID | None
    number: str
    state: str
    registered_on: date
    pledgors: list[str | None]
    pledgees: list[str | None]
    patents: list[str]
    secured_fen: int | None
    cancelled_on: date | None
    verified: bool


class RegisterOut(Output, frozen=True):
    """`live` answers an exact `patent=`: whether a live pledge of it exists."""

    items: list[RegisterRowOut]
    next: str | None
    total: int | str
    live: bool | None


class UnverifiedOut(Output, frozen=True):
    """A registration, or a change of one, that waits for the district's verifier."""

    pledge_id: UUID
    version: int
    cause: str
    number: str
    registered_on: date
    effective_on: date
    secured_fen: int
    pledgor_name: str
    pledgee_name: str
    made_elsewhere: bool
    evidenced: bool
    outcome: str | None
    recorded_at: datetime
    recorded_by_name: str
    age_working_days: int
    allowed_actions: list[str]


class CountEntryOut(Output, frozen=True):
    id: UUID
    plan_code: str
    registration_number: str
    pledge_id: UUID
    effective_on: date
    recorded_at: datetime
    amount_fen: int
    cause: str
    reason: str | None
    rule_version: int
    counted_by_name: str
    industry: str
    bank: str | None
    street: str | None
    pledgor_name: str


class DistrictRegistrationOut(Output, frozen=True):
    """One registration for the district, with its evidence; no dossier."""

    id: UUID
    revision: int
    number: str
    registration_number: str
    state: str
    made_elsewhere: bool
    parties: PartiesOut
    rights: list[RightOut]
    claim_kind: str | None
    secured_fen: int
    registered_on: date
    cancelled_on: date | None
    revoked_on: date | None
    warnings: list[str]
    recordings: list[RecordingOut]
    verifications: list[VerificationOut]
    entries: list[CountEntryOut]
    counted_fen: int
    allowed_actions: list[str]


class RegistrationRecordedOut(Output, frozen=True):
    id: UUID
    number: str
    registration_number: str
    state: str
    warnings: list[str]
