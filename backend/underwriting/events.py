"""What other modules may learn of proposals, submissions, quotes and authorities.

`parties` decides who sees an event: what an insurer keeps to itself names only the insurer.
"""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from backend.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class ProposalEvent(Event):
    subject: ClassVar[str] = "proposal"
    number: str
    n: int
    digest: str


@dataclass(frozen=True, kw_only=True)
class ProposalDrafted(ProposalEvent):
    name: ClassVar[str] = "underwriting.proposal_drafted"
    line: str


@dataclass(frozen=True, kw_only=True)
class ProposalAnswered(ProposalEvent):
    name: ClassVar[str] = "underwriting.proposal_answered"
    changed: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ProposalDeclared(ProposalEvent):
    name: ClassVar[str] = "underwriting.proposal_declared"


@dataclass(frozen=True, kw_only=True)
class SubmissionEvent(Event):
    subject: ClassVar[str] = "submission"
    number: str
    proposal_id: UUID


@dataclass(frozen=True, kw_only=True)
class SubmissionSent(SubmissionEvent):
    name: ClassVar[str] = "underwriting.submission_sent"
    firm: str
    insurer: str
    line: str
    n: int


@dataclass(frozen=True, kw_only=True)
class SubmissionResent(SubmissionEvent):
    name: ClassVar[str] = "underwriting.submission_resent"
    n: int


@dataclass(frozen=True, kw_only=True)
class SubmissionAsked(SubmissionEvent):
    name: ClassVar[str] = "underwriting.submission_asked"
    insurer: str
    due_on: str


@dataclass(frozen=True, kw_only=True)
class SubmissionAnswered(SubmissionEvent):
    name: ClassVar[str] = "underwriting.submission_answered"
    n: int


@dataclass(frozen=True, kw_only=True)
class SubmissionAssigned(SubmissionEvent):
    name: ClassVar[str] = "underwriting.submission_assigned"
    assignee_id: UUID | None
    assignee: str | None


@dataclass(frozen=True, kw_only=True)
class SubmissionReferred(SubmissionEvent):
    name: ClassVar[str] = "underwriting.submission_referred"
    authority: str


@dataclass(frozen=True, kw_only=True)
class ReferralDecided(SubmissionEvent):
    name: ClassVar[str] = "underwriting.referral_decided"
    decision: str


@dataclass(frozen=True, kw_only=True)
class ScreeningDecided(SubmissionEvent):
    name: ClassVar[str] = "underwriting.screening_decided"
    decision: str


@dataclass(frozen=True, kw_only=True)
class SubmissionDeclined(SubmissionEvent):
    name: ClassVar[str] = "underwriting.submission_declined"
    insurer: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class SubmissionWithdrawn(SubmissionEvent):
    name: ClassVar[str] = "underwriting.submission_withdrawn"
    firm: str


@dataclass(frozen=True, kw_only=True)
class QuoteEvent(SubmissionEvent):
    quote_id: UUID
    quote: str


@dataclass(frozen=True, kw_only=True)
class QuoteGiven(QuoteEvent):
    """`kind` quote or indication; `automatic`: by the plan, nobody at the desk."""

    name: ClassVar[str] = "underwriting.quote_given"
    insurer: str
    kind: str
    automatic: bool
    revision: int
    net_fen: int


@dataclass(frozen=True, kw_only=True)
class QuoteWithdrawn(QuoteEvent):
    name: ClassVar[str] = "underwriting.quote_withdrawn"
    insurer: str


@dataclass(frozen=True, kw_only=True)
class QuoteExpired(QuoteEvent):
    name: ClassVar[str] = "underwriting.quote_expired"


@dataclass(frozen=True, kw_only=True)
class QuoteAccepted(QuoteEvent):
    name: ClassVar[str] = "underwriting.quote_accepted"
    option: int
    gross_fen: int


@dataclass(frozen=True, kw_only=True)
class AuthorityEvent(Event):
    subject: ClassVar[str] = "underwriting_authority"
    member_id: UUID
    member: str
    level: str


@dataclass(frozen=True, kw_only=True)
class AuthorityDrafted(AuthorityEvent):
    name: ClassVar[str] = "underwriting.authority_drafted"
    from_on: str


@dataclass(frozen=True, kw_only=True)
class AuthorityConfirmed(AuthorityEvent):
    name: ClassVar[str] = "underwriting.authority_confirmed"


@dataclass(frozen=True, kw_only=True)
class AuthorityEnded(AuthorityEvent):
    name: ClassVar[str] = "underwriting.authority_ended"
    to_on: str


@dataclass(frozen=True, kw_only=True)
class DeskRuleSet(Event):
    """From a day on an insurer answers in so many days, and its quotes hold so many."""

    subject: ClassVar[str] = "desk_rule"
    name: ClassVar[str] = "underwriting.desk_rule_set"
    from_on: str
    answer_days: int
    valid_days: int


@dataclass(frozen=True, kw_only=True)
class SanctionsListLoaded(Event):
    subject: ClassVar[str] = "sanctions_list"
    name: ClassVar[str] = "underwriting.sanctions_list_loaded"
    code: str
    version: str
    names: int
