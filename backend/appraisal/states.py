"""The life of an ordered appraisal, and the closed lists that its papers use."""

from enum import StrEnum

from backend.kernel.lifecycle import Lifecycle


class State(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    DELIVERED = "delivered"
    RETURNED = "returned"
    CONFIRMED = "confirmed"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class Action(StrEnum):
    QUOTE = "quote"
    DECLINE = "decline"
    ACCEPT = "acceptance"
    REPORT = "report"
    SIGN = "signature"
    DELIVER = "delivery"
    RETURN = "return"
    CONFIRM = "confirmation"
    SHARE = "documents"
    WITHDRAW = "withdrawal"
    EXPIRE = "expiry"


class QuoteState(StrEnum):
    INVITED = "invited"
    QUOTED = "quoted"
    DECLINED = "declined"
    CHOSEN = "chosen"
    NOT_CHOSEN = "not_chosen"
    #: The request was withdrawn or expired before anybody was chosen.
    ENDED = "ended"


class ReportState(StrEnum):
    DRAFT = "draft"
    SIGNED = "signed"
    DELIVERED = "delivered"
    RETURNED = "returned"
    CONFIRMED = "confirmed"


class Purpose(StrEnum):
    """What an appraisal is for (评估目的)."""

    PLEDGE = "pledge"
    LICENCE = "licence"
    TRANSFER = "transfer"
    CONTRIBUTION = "contribution"
    REPORTING = "reporting"
    LITIGATION = "litigation"


class Approach(StrEnum):
    INCOME = "income"
    MARKET = "market"
    COST = "cost"


class Outcome(StrEnum):
    """What a rule makes of a failed check or of a conflict that is found."""

    REFUSE = "refuse"
    WARN = "warn"
    IGNORE = "ignore"


class Found(StrEnum):
    """What a check found; `unknown`: no source tells."""

    PASS = "pass"  # noqa: S105 - not a password
    FAIL = "fail"
    UNKNOWN = "unknown"


class Check(StrEnum):
    """The twelve checks on a report, in their order (valuation.md §9)."""

    BASE_DATE = "base_date"
    NUMBERS = "numbers"
    OWNER = "owner"
    FEES = "fees"
    LIFE = "life"
    DISCOUNT_RATE = "discount_rate"
    ARITHMETIC = "arithmetic"
    AGENCY = "agency"
    INPUTS = "inputs"
    PER_RIGHT = "per_right"
    SUM = "sum"
    CURRENCY = "currency"


class Rule(StrEnum):
    """A conflict that a lender has a rule about."""

    RELATED_PARTY = "related_party"
    PAID_AGAIN = "paid_again"
    ROTATION = "rotation"
    SMALL_DEAL = "small_deal"


class Occasion(StrEnum):
    QUOTE = "quote"
    USE = "use"


REQUEST: Lifecycle[State, Action] = Lifecycle(
    subject="valuation request",
    transitions={
        (State.OPEN, Action.QUOTE): State.OPEN,
        (State.OPEN, Action.DECLINE): State.OPEN,
        (State.OPEN, Action.ACCEPT): State.ACCEPTED,
        (State.OPEN, Action.SHARE): State.OPEN,
        (State.ACCEPTED, Action.SHARE): State.ACCEPTED,
        (State.RETURNED, Action.SHARE): State.RETURNED,
        (State.OPEN, Action.WITHDRAW): State.WITHDRAWN,
        (State.OPEN, Action.EXPIRE): State.EXPIRED,
        (State.ACCEPTED, Action.REPORT): State.ACCEPTED,
        (State.ACCEPTED, Action.SIGN): State.ACCEPTED,
        (State.ACCEPTED, Action.DELIVER): State.DELIVERED,
        (State.RETURNED, Action.REPORT): State.RETURNED,
        (State.RETURNED, Action.SIGN): State.RETURNED,
        (State.RETURNED, Action.DELIVER): State.DELIVERED,
        (State.DELIVERED, Action.RETURN): State.RETURNED,
        (State.DELIVERED, Action.CONFIRM): State.CONFIRMED,
    },
)

QUOTE: Lifecycle[QuoteState, Action] = Lifecycle(
    subject="quote",
    transitions={
        (QuoteState.INVITED, Action.QUOTE): QuoteState.QUOTED,
        (QuoteState.QUOTED, Action.QUOTE): QuoteState.QUOTED,
        (QuoteState.INVITED, Action.DECLINE): QuoteState.DECLINED,
        (QuoteState.QUOTED, Action.DECLINE): QuoteState.DECLINED,
        (QuoteState.QUOTED, Action.ACCEPT): QuoteState.CHOSEN,
    },
)

REPORT: Lifecycle[ReportState, Action] = Lifecycle(
    subject="report",
    transitions={
        (ReportState.DRAFT, Action.REPORT): ReportState.DRAFT,
        (ReportState.SIGNED, Action.REPORT): ReportState.DRAFT,
        (ReportState.DRAFT, Action.SIGN): ReportState.SIGNED,
        (ReportState.SIGNED, Action.DELIVER): ReportState.DELIVERED,
        (ReportState.DELIVERED, Action.RETURN): ReportState.RETURNED,
        (ReportState.DELIVERED, Action.CONFIRM): ReportState.CONFIRMED,
    },
)
