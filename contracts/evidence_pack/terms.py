"""The blanks of an evidence pack (尽职免责证据包): what a lender saw, decided and kept."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from contracts.blanks import Blanks, Party, Unfit


@dataclass(frozen=True, kw_only=True)
class Evidence(Blanks):
    """One document with its digest; `confirmed_by`: the issuer, and how the lender checked it."""

    section: str
    name: str
    kind: str = ""
    version: int = 1
    size: str = ""
    filed_at: datetime
    filed_by: str
    confirmed_by: tuple[str, ...] = ()
    file_sha256: str


@dataclass(frozen=True, kw_only=True)
class Opinion(Blanks):
    """What the maker proposed, and what another person made of it."""

    kind: Literal["grant", "refusal"]
    proposal: tuple[str, ...]
    maker: str
    made_at: datetime
    decision: Literal["approved", "refused", "sent_back", "open"]
    note: str = ""
    checker: str = ""
    decided_at: datetime | None = None

    def check(self) -> None:
        if (self.decision == "open") != (self.decided_at is None):
            raise Unfit("decided_at", "a moment, unless the opinion is open", got=self.decided_at)


@dataclass(frozen=True, kw_only=True)
class Ground(Blanks):
    """One of the twelve grounds on which a registration is refused, as known on the day."""

    name: str
    answer: Literal["pass", "fail", "unknown"]
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class OwnPaper(Blanks):
    """A paper of the platform about the same matter; without a digest while it is being made."""

    number: str
    title: str
    standing: str
    paper_sha256: str = ""


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
    """The file of one application after its decision: every document, check, opinion and step."""

    application_number: str
    lender: Party
    borrower: Party
    product: str
    amount_fen: int
    term_months: int
    outcome: Literal["granted", "refused"]
    consent: tuple[str, ...] = ()
    valuation: tuple[str, ...]
    opinions: tuple[Opinion, ...]
    grounds_on: date
    grounds: tuple[Ground, ...]
    grounds_note: tuple[str, ...] = ()
    registration: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    papers: tuple[OwnPaper, ...] = ()
    steps: tuple[Step, ...]
    taken_at: datetime
    taken_by: str
