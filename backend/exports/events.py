"""What is on record of archives taken away."""

from dataclasses import dataclass
from typing import Any, ClassVar

from backend.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class OrganisationExported(Event):
    """An archive was begun; which documents left in it, the read log says."""

    name: ClassVar[str] = "exports.organisation_exported"
    subject: ClassVar[str] = "organisation"


@dataclass(frozen=True, kw_only=True)
class ArchiveImported(Event):
    """An organisation came with its archive from another installation."""

    name: ClassVar[str] = "exports.archive_imported"
    subject: ClassVar[str] = "organisation"

    organisation_label: str
    documents: int
    records: int
    exported_at: str


@dataclass(frozen=True, kw_only=True)
class ListAsked(Event):
    name: ClassVar[str] = "exports.list_asked"
    subject: ClassVar[str] = "export"

    list: str
    format: str
    filters: dict[str, Any]
    rows: int


@dataclass(frozen=True, kw_only=True)
class ListEnded(Event):
    """The file can be taken, or there is none and why."""

    name: ClassVar[str] = "exports.list_ended"
    subject: ClassVar[str] = "export"

    list: str
    rows: int
    state: str
    failure: str | None


@dataclass(frozen=True, kw_only=True)
class ListTaken(Event):
    """The rows left the platform."""

    name: ClassVar[str] = "exports.list_taken"
    subject: ClassVar[str] = "export"

    list: str
    rows: int
