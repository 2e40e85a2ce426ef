"""What other modules may learn of ordered appraisals."""

from dataclasses import dataclass
from typing import ClassVar

from backend.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class _OfRequest(Event):
    subject: ClassVar[str] = "valuation_request"
    number: str


@dataclass(frozen=True, kw_only=True)
class RequestOpened(_OfRequest):
    name: ClassVar[str] = "appraisal.request_opened"
    firm: str
    quotes_due_on: str


@dataclass(frozen=True, kw_only=True)
class QuoteGiven(_OfRequest):
    name: ClassVar[str] = "appraisal.quote_given"
    appraiser: str
    fee_fen: int
    days: int


@dataclass(frozen=True, kw_only=True)
class QuoteDeclined(_OfRequest):
    name: ClassVar[str] = "appraisal.quote_declined"
    appraiser: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class QuoteAccepted(_OfRequest):
    name: ClassVar[str] = "appraisal.quote_accepted"
    firm: str
    fee_fen: int
    due_on: str


@dataclass(frozen=True, kw_only=True)
class QuoteNotChosen(_OfRequest):
    """Told to the others, who learn neither who was chosen nor for how much."""

    name: ClassVar[str] = "appraisal.quote_not_chosen"
    firm: str


@dataclass(frozen=True, kw_only=True)
class RequestEnded(_OfRequest):
    """Withdrawn or expired before anybody was chosen."""

    name: ClassVar[str] = "appraisal.request_ended"
    state: str


@dataclass(frozen=True, kw_only=True)
class ReportSaved(_OfRequest):
    name: ClassVar[str] = "appraisal.report_saved"
    version: int


@dataclass(frozen=True, kw_only=True)
class ReportSigned(_OfRequest):
    name: ClassVar[str] = "appraisal.report_signed"
    version: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class ReportRefused(_OfRequest):
    """Checks that the rules insist on have failed when it was to be delivered."""

    name: ClassVar[str] = "appraisal.report_refused"
    version: int
    checks: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ReportDelivered(_OfRequest):
    name: ClassVar[str] = "appraisal.report_delivered"
    appraiser: str
    version: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class ReportReturned(_OfRequest):
    name: ClassVar[str] = "appraisal.report_returned"
    firm: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class ReportConfirmed(_OfRequest):
    name: ClassVar[str] = "appraisal.report_confirmed"
    firm: str
    valuation: str


@dataclass(frozen=True, kw_only=True)
class RuleSetMade(Event):
    name: ClassVar[str] = "appraisal.rule_set_made"
    subject: ClassVar[str] = "appraisal_rules"
    version: int
    valid_from: str


@dataclass(frozen=True, kw_only=True)
class RulesProposed(Event):
    name: ClassVar[str] = "appraisal.rules_proposed"
    subject: ClassVar[str] = "appraisal_rules"
    valid_from: str


@dataclass(frozen=True, kw_only=True)
class RulesNotTaken(Event):
    """Declined by another, or taken back by whoever proposed them."""

    name: ClassVar[str] = "appraisal.rules_not_taken"
    subject: ClassVar[str] = "appraisal_rules"
    outcome: str
