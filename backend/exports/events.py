"""What is on record of archives taken away."""

from dataclasses import dataclass
from typing import ClassVar

from backend.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class OrganisationExported(Event):
    """An archive was begun; which documents left in it, the read log says."""

    name: ClassVar[str] = "exports.organisation_exported"
    subject: ClassVar[str] = "organisation"
