"""What other modules may learn of policies."""

from dataclasses import dataclass
from typing import ClassVar

from backend.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class PolicyEvent(Event):
    subject: ClassVar[str] = "policy"
    number: str


@dataclass(frozen=True, kw_only=True)
class QuoteTaken(PolicyEvent):
    """Accepted on a kept page: `page_sha256` is of its words."""

    name: ClassVar[str] = "policies.accepted"
    page_sha256: str
    gross_fen: int


@dataclass(frozen=True, kw_only=True)
class BindingRequested(PolicyEvent):
    name: ClassVar[str] = "policies.binding_requested"


@dataclass(frozen=True, kw_only=True)
class SubjectivityAnswered(PolicyEvent):
    """The firm shows something for point `n`."""

    name: ClassVar[str] = "policies.subjectivity_answered"
    n: int
    files: int


@dataclass(frozen=True, kw_only=True)
class SubjectivityReturned(PolicyEvent):
    name: ClassVar[str] = "policies.subjectivity_returned"
    n: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class SubjectivityMet(PolicyEvent):
    name: ClassVar[str] = "policies.subjectivity_met"
    n: int


@dataclass(frozen=True, kw_only=True)
class PremiumReported(PolicyEvent):
    """The insurer says that premium came into its own account; the ledger mirrors it."""

    name: ClassVar[str] = "policies.premium_reported"
    amount_fen: int
    received_on: str


@dataclass(frozen=True, kw_only=True)
class PolicyBound(PolicyEvent):
    name: ClassVar[str] = "policies.bound"
    reference: str
    gross_fen: int
    pay_by: str


@dataclass(frozen=True, kw_only=True)
class PolicyIssued(PolicyEvent):
    name: ClassVar[str] = "policies.issued"
    inception_on: str
    expires_on: str


@dataclass(frozen=True, kw_only=True)
class PolicyLapsed(PolicyEvent):
    """Not paid by its date."""

    name: ClassVar[str] = "policies.lapsed_unpaid"
    pay_by: str


@dataclass(frozen=True, kw_only=True)
class PolicyNotBound(PolicyEvent):
    """Its first day came before it was bound."""

    name: ClassVar[str] = "policies.not_bound"


@dataclass(frozen=True, kw_only=True)
class BrokerPageConfirmed(Event):
    """The broker's notice or the note of needs of a proposal; `sha256` is of its words."""

    subject: ClassVar[str] = "proposal"
    name: ClassVar[str] = "policies.broker_page_confirmed"
    number: str
    kind: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class CommissionStated(Event):
    """What an insurer pays its broker of a line's premium, as filed."""

    subject: ClassVar[str] = "organisation"
    name: ClassVar[str] = "policies.commission_stated"
    line: str
    rate_bp: int
    filing_number: str
    from_on: str


@dataclass(frozen=True, kw_only=True)
class NoticeEvent(Event):
    """Of the words of the broker's notice."""

    subject: ClassVar[str] = "broker_notice"


@dataclass(frozen=True, kw_only=True)
class NoticeProposed(NoticeEvent):
    name: ClassVar[str] = "policies.notice_proposed"
    from_on: str


@dataclass(frozen=True, kw_only=True)
class NoticeNotTaken(NoticeEvent):
    """Declined by another, or taken back by whoever proposed it."""

    name: ClassVar[str] = "policies.notice_not_taken"
    outcome: str


@dataclass(frozen=True, kw_only=True)
class NoticeWorded(NoticeEvent):
    """A version of the words was accepted, and is said from a day on."""

    name: ClassVar[str] = "policies.notice_worded"
    version: str
    from_on: str
