"""What is on record of archives taken away."""

from dataclasses import dataclass
from typing import ClassVar

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
