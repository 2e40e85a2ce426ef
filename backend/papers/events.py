"""What happens to papers and to the right to sign them."""

from dataclasses import dataclass
from typing import ClassVar

from backend.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class PaperEvent(Event):
    subject: ClassVar[str] = "paper"

    number: str
    paper: str


@dataclass(frozen=True, kw_only=True)
class PaperIssued(PaperEvent):
    name: ClassVar[str] = "papers.paper_issued"

    sha256: str


@dataclass(frozen=True, kw_only=True)
class SignatureAsked(PaperEvent):
    """It is this organisation's turn to sign."""

    name: ClassVar[str] = "papers.signature_asked"


@dataclass(frozen=True, kw_only=True)
class SignatureReminded(PaperEvent):
    name: ClassVar[str] = "papers.signature_reminded"

    asked_on: str


@dataclass(frozen=True, kw_only=True)
class PaperSigned(PaperEvent):
    """One organisation signed these bytes; complete when it was the last."""

    name: ClassVar[str] = "papers.paper_signed"

    organisation: str
    sha256: str
    complete: bool


@dataclass(frozen=True, kw_only=True)
class SignatureRefused(PaperEvent):
    name: ClassVar[str] = "papers.signature_refused"

    organisation: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class PaperLapsed(PaperEvent):
    """Nobody can sign it any more: a later one stands, or its matter went on without it."""

    name: ClassVar[str] = "papers.paper_lapsed"


@dataclass(frozen=True, kw_only=True)
class PaperUnfit(Event):
    """A paper could not be filled in with what is on record; the matter goes on without it.

    The subject is the matter.
    """

    name: ClassVar[str] = "papers.paper_unfit"
    subject: ClassVar[str] = "paper"

    paper: str
    field: str
    passes: str


@dataclass(frozen=True, kw_only=True)
class MandateGranted(Event):
    name: ClassVar[str] = "papers.mandate_granted"
    subject: ClassVar[str] = "mandate"

    member: str
    member_name: str
    papers: tuple[str, ...]
    up_to_fen: int
    from_on: str
    until: str


@dataclass(frozen=True, kw_only=True)
class MandateRevoked(Event):
    name: ClassVar[str] = "papers.mandate_revoked"
    subject: ClassVar[str] = "mandate"

    member: str
    member_name: str
