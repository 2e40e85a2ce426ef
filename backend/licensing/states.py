"""The lives of a licence offer and of an inquiry, and their closed lists."""

from enum import StrEnum

from backend.kernel.lifecycle import Lifecycle


class State(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    #: The right was pledged, licensed to somebody, or its term is over.
    UNAVAILABLE = "unavailable"
    WITHDRAWN = "withdrawn"


class Action(StrEnum):
    REVISE = "revision"
    PUBLISH = "publication"
    WITHDRAW = "withdrawal"
    TAKE_OFF = "taking_off"


class Cause(StrEnum):
    """Why an offer is not available."""

    PLEDGED = "pledged"
    LICENSED = "licensed"
    EXPIRED = "expired"


class LicenceKind(StrEnum):
    """独占, 排他, 普通, 开放 (licensing.md §2)."""

    EXCLUSIVE = "exclusive"
    SOLE = "sole"
    PLAIN = "plain"
    OPEN = "open"


class PriceForm(StrEnum):
    FREE = "free"
    LUMP = "lump"
    RUNNING = "running"
    UPFRONT_RUNNING = "upfront_running"


class RateBase(StrEnum):
    """What a running royalty is a share of (Civil Code 846)."""

    PRICE = "price"
    OUTPUT = "output"
    PROFIT = "profit"
    SALES = "sales"


class InquiryState(StrEnum):
    OPEN = "open"
    AGREED = "agreed"
    NOT_AGREED = "not_agreed"


class InquiryAction(StrEnum):
    WRITE = "message"
    PROPOSE = "proposal"
    AGREE = "agreement"
    REFUSE = "refusal"


class Source(StrEnum):
    """What stands behind a listing of the market."""

    OFFER = "offer"
    FINANCING = "financing"


class MarketKind(StrEnum):
    """What a listing of the market is."""

    EXCLUSIVE = "exclusive"
    SOLE = "sole"
    PLAIN = "plain"
    OPEN = "open"
    FINANCING = "financing"


class Sort(StrEnum):
    NEWEST = "newest"
    CHEAPEST = "cheapest"


class Rule(StrEnum):
    """The marketplace's checklist (licensing.md §10)."""

    IN_FORCE = "LC-01"
    FEES = "LC-02"
    OWNER = "LC-03"
    CO_OWNERS = "LC-04"
    CONFLICT = "LC-05"
    PLEDGE = "LC-06"
    TERM = "LC-07"
    REPORT = "LC-08"
    EXPORT = "LC-09"
    APPROVAL = "LC-10"
    REWARD = "LC-11"
    RECORDAL = "LC-12"
    PROCEEDS = "LC-13"
    DISPUTES = "LC-14"
    TWIN = "LC-15"
    #: Implementing Rules 85.
    DECLARATION = "R-85"


OFFER: Lifecycle[State, Action] = Lifecycle(
    subject="licence offer",
    transitions={
        (State.DRAFT, Action.REVISE): State.DRAFT,
        # What is changed is off the market until it passes the rules again.
        (State.PUBLISHED, Action.REVISE): State.DRAFT,
        (State.UNAVAILABLE, Action.REVISE): State.DRAFT,
        (State.DRAFT, Action.PUBLISH): State.PUBLISHED,
        (State.UNAVAILABLE, Action.PUBLISH): State.PUBLISHED,
        (State.PUBLISHED, Action.TAKE_OFF): State.UNAVAILABLE,
        (State.DRAFT, Action.WITHDRAW): State.WITHDRAWN,
        (State.PUBLISHED, Action.WITHDRAW): State.WITHDRAWN,
        (State.UNAVAILABLE, Action.WITHDRAW): State.WITHDRAWN,
    },
)

INQUIRY: Lifecycle[InquiryState, InquiryAction] = Lifecycle(
    subject="inquiry",
    transitions={
        (InquiryState.OPEN, InquiryAction.WRITE): InquiryState.OPEN,
        (InquiryState.OPEN, InquiryAction.PROPOSE): InquiryState.OPEN,
        (InquiryState.OPEN, InquiryAction.AGREE): InquiryState.AGREED,
        (InquiryState.OPEN, InquiryAction.REFUSE): InquiryState.NOT_AGREED,
    },
)
