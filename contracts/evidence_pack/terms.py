"""The blanks of an evidence pack (尽职免责证据包): what a lender saw, decided and kept."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from contracts.blanks import Blanks, Party


@dataclass(frozen=True, kw_only=True)
class Evidence(Blanks):
    """One document with its digest; `confirmed_by`: the issuer, or how it was checked."""

    section: str
    name: str
    kind: str = ""
    version: int = 1
    size: str = ""
    filed_at: datetime
    filed_by: str
    confirmed_by: str = ""
    file_sha256: str


@dataclass(frozen=True, kw_only=True)
class Step(Blanks):
    """One thing done by a person, in the order of the event log."""

    at: datetime
    person: str
    organisation: str
    action: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class EvidencePack(Blanks):
    """The index of the file of one application with every hash, and the trail of decisions."""

    application_number: str
    lender: Party
    borrower: Party
    product: str
    amount_fen: int
    outcome: Literal["granted", "refused", "open"]
    basis: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...]
    steps: tuple[Step, ...]
    taken_at: datetime
    taken_by: str
