"""What happens to files and to the right to read them."""

from dataclasses import dataclass
from typing import ClassVar

from backend.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class FileDeposited(Event):
    name: ClassVar[str] = "documents.file_deposited"
    subject: ClassVar[str] = "file"

    kind: str
    file_name: str
    size: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class FileWithdrawn(Event):
    name: ClassVar[str] = "documents.file_withdrawn"
    subject: ClassVar[str] = "file"

    kind: str
    file_name: str


@dataclass(frozen=True, kw_only=True)
class FilePublished(Event):
    """From now on anybody who holds the bytes may prove that they are this owner's document."""

    name: ClassVar[str] = "documents.file_published"
    subject: ClassVar[str] = "file"

    kind: str
    file_name: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class FileUnpublished(Event):
    name: ClassVar[str] = "documents.file_unpublished"
    subject: ClassVar[str] = "file"

    kind: str
    file_name: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class PlaceholderOpened(Event):
    """Told to the owner alone, as is every version."""

    name: ClassVar[str] = "documents.placeholder_opened"
    subject: ClassVar[str] = "placeholder"

    kind: str
    year: int | None
    about: str


@dataclass(frozen=True, kw_only=True)
class VersionPlaced(PlaceholderOpened):
    """From now on version `n` is the one in force; the earlier ones stay."""

    name: ClassVar[str] = "documents.version_placed"

    n: int
    file_id: str
    file_name: str
    note: str


@dataclass(frozen=True, kw_only=True)
class ConfirmationRequested(Event):
    name: ClassVar[str] = "documents.confirmation_requested"
    subject: ClassVar[str] = "confirmation"

    file_id: str
    file_name: str
    owner_name: str
    issuer_name: str


@dataclass(frozen=True, kw_only=True)
class ConfirmationAnswered(Event):
    """`trust`: what the document is from now on: confirmed, altered or denied."""

    name: ClassVar[str] = "documents.confirmation_answered"
    subject: ClassVar[str] = "confirmation"

    file_id: str
    file_name: str
    issuer_name: str
    trust: str


@dataclass(frozen=True, kw_only=True)
class DocumentDisproved(Event):
    """Told to whoever may read a document against which its issuer has spoken."""

    name: ClassVar[str] = "documents.document_disproved"
    subject: ClassVar[str] = "file"

    file_name: str
    owner_name: str
    issuer_name: str
    trust: str


@dataclass(frozen=True, kw_only=True)
class AccessGranted(Event):
    """The subject is the purpose: the application, the case, the pledge."""

    name: ClassVar[str] = "documents.access_granted"
    subject: ClassVar[str] = "grant"

    receipt: str
    file_ids: tuple[str, ...]
    to: str


@dataclass(frozen=True, kw_only=True)
class AccessRevoked(Event):
    """The owner took his consent back; the subject is the purpose."""

    name: ClassVar[str] = "documents.access_revoked"
    subject: ClassVar[str] = "grant"

    receipt: str
    owner_name: str
    file_ids: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class AccessEnded(Event):
    """The subject is the purpose; `ends_at` may lie ahead."""

    name: ClassVar[str] = "documents.access_ended"
    subject: ClassVar[str] = "grant"

    file_ids: tuple[str, ...]
    ends_at: str


@dataclass(frozen=True, kw_only=True)
class NoteWritten(Event):
    """Told to nobody but the writer's organisation; the words stay in the note."""

    name: ClassVar[str] = "documents.note_written"
    subject: ClassVar[str] = "file"

    note_id: str
    page: int


@dataclass(frozen=True, kw_only=True)
class NoteWithdrawn(Event):
    name: ClassVar[str] = "documents.note_withdrawn"
    subject: ClassVar[str] = "file"

    note_id: str
    page: int


@dataclass(frozen=True, kw_only=True)
class FileChecked(Event):
    """A reader stated what he found of the document; told to his organisation alone."""

    name: ClassVar[str] = "documents.file_checked"
    subject: ClassVar[str] = "file"

    purpose: str
    state: str
    reason: str
    page: int | None


@dataclass(frozen=True, kw_only=True)
class KindRuleSet(Event):
    """The operator put in force what documents of a kind may be, from a moment on."""

    name: ClassVar[str] = "documents.kind_rule_set"
    subject: ClassVar[str] = "kind_rule"

    kind: str
    version: int
    valid_from: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class IncidentFound(Event):
    """Told to the operator: a record without its object, the reverse, or a changed object."""

    name: ClassVar[str] = "documents.incident_found"
    subject: ClassVar[str] = "incident"

    kind: str
    object_key: str
    file_name: str | None


@dataclass(frozen=True, kw_only=True)
class IncidentResolved(Event):
    name: ClassVar[str] = "documents.incident_resolved"
    subject: ClassVar[str] = "incident"

    kind: str
    resolution: str


@dataclass(frozen=True, kw_only=True)
class HoldEvent(Event):
    """A step of a legal hold; the owner is told once it is in force and once it is over."""

    subject: ClassVar[str] = "hold"

    reason: str


@dataclass(frozen=True, kw_only=True)
class HoldProposed(HoldEvent):
    name: ClassVar[str] = "documents.hold_proposed"


@dataclass(frozen=True, kw_only=True)
class HoldConfirmed(HoldEvent):
    name: ClassVar[str] = "documents.hold_confirmed"


@dataclass(frozen=True, kw_only=True)
class HoldLiftProposed(HoldEvent):
    name: ClassVar[str] = "documents.hold_lift_proposed"


@dataclass(frozen=True, kw_only=True)
class HoldLifted(HoldEvent):
    name: ClassVar[str] = "documents.hold_lifted"
