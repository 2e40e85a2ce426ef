"""The lives of a submission and of a quote, and the words of the underwriter's desk."""

from enum import StrEnum

from backend.kernel.lifecycle import Lifecycle


class State(StrEnum):
    """Of a submission: a proposal as it lies with one insurer."""

    IN_UNDERWRITING = "in_underwriting"
    INFO_REQUESTED = "info_requested"
    INDICATED = "indicated"
    REFERRED = "referred"
    QUOTED = "quoted"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class Action(StrEnum):
    """What can happen to a submission; the comments name who makes it happen."""

    ASK = "question"  # insurer: the clock stops
    ANSWER = "answer"  # firm
    INDICATE = "indication"  # insurer: a premium that does not bind
    QUOTE = "quote"  # insurer, or the plan by itself
    REVISE = "revision"  # insurer: another quote in place of the one that stands
    REFER = "referral"  # insurer, to a higher authority
    APPROVE = "referral-approval"  # the higher authority, as referred
    AMEND = "referral-amendment"  # the higher authority, on other terms
    REFUSE = "referral-refusal"  # the higher authority
    DECLINE = "decline"  # insurer, or a knock-out of its plan
    RESUBMIT = "resubmission"  # firm: with later answers
    SCREEN = "screening-decision"  # insurer: a person decides on a possible hit
    WITHDRAW = "withdrawal"  # firm
    WITHDRAW_QUOTE = "quote-withdrawal"  # insurer
    ACCEPT = "acceptance"  # firm
    REOPEN = "reopening"  # platform: what was accepted did not come to be a policy
    EXPIRE = "expiry"  # platform
    ASSIGN = "assignment"  # insurer: whose work it is


#: It lies with the insurer, whose clock runs.
AT_DESK = (State.IN_UNDERWRITING, State.INDICATED, State.REFERRED)
#: Neither side is done with it.
OPEN = frozenset({*AT_DESK, State.INFO_REQUESTED, State.QUOTED})

SUBMISSION: Lifecycle[State, Action] = Lifecycle(
    "submission",
    {
        **{
            (state, action): after
            for state in (State.IN_UNDERWRITING, State.INDICATED)
            for action, after in (
                (Action.ASK, State.INFO_REQUESTED),
                (Action.INDICATE, State.INDICATED),
                (Action.QUOTE, State.QUOTED),
                (Action.REFER, State.REFERRED),
            )
        },
        (State.INFO_REQUESTED, Action.ANSWER): State.IN_UNDERWRITING,
        (State.REFERRED, Action.APPROVE): State.IN_UNDERWRITING,
        (State.REFERRED, Action.AMEND): State.IN_UNDERWRITING,
        (State.REFERRED, Action.REFUSE): State.DECLINED,
        (State.QUOTED, Action.REVISE): State.QUOTED,
        (State.QUOTED, Action.REFER): State.REFERRED,
        (State.QUOTED, Action.WITHDRAW_QUOTE): State.IN_UNDERWRITING,
        (State.QUOTED, Action.ACCEPT): State.ACCEPTED,
        (State.QUOTED, Action.EXPIRE): State.EXPIRED,
        (State.ACCEPTED, Action.REOPEN): State.EXPIRED,
        **{
            (state, Action.RESUBMIT): State.IN_UNDERWRITING
            for state in (*AT_DESK, State.INFO_REQUESTED, State.QUOTED, State.EXPIRED)
        },
        **{
            (state, Action.DECLINE): State.DECLINED
            for state in (State.IN_UNDERWRITING, State.INDICATED, State.INFO_REQUESTED)
        },
        **{(state, Action.ASSIGN): state for state in sorted(OPEN)},
        **{(state, Action.SCREEN): state for state in (*sorted(OPEN), State.ACCEPTED)},
        **{(state, Action.WITHDRAW): State.WITHDRAWN for state in (*sorted(OPEN), State.EXPIRED)},
    },
)


class Whose(StrEnum):
    """Of a queue: what the reader has taken, or what nobody has."""

    MINE = "mine"
    NOBODY = "nobody"


class QuoteKind(StrEnum):
    INDICATION = "indication"
    QUOTE = "quote"


class QuoteState(StrEnum):
    OPEN = "open"
    SUPERSEDED = "superseded"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    ACCEPTED = "accepted"


class QuoteAction(StrEnum):
    SUPERSEDE = "supersede"
    EXPIRE = "expire"
    WITHDRAW = "withdraw"
    ACCEPT = "accept"


QUOTE: Lifecycle[QuoteState, QuoteAction] = Lifecycle(
    "quote",
    {
        (QuoteState.OPEN, QuoteAction.SUPERSEDE): QuoteState.SUPERSEDED,
        (QuoteState.OPEN, QuoteAction.EXPIRE): QuoteState.EXPIRED,
        (QuoteState.OPEN, QuoteAction.WITHDRAW): QuoteState.WITHDRAWN,
        (QuoteState.OPEN, QuoteAction.ACCEPT): QuoteState.ACCEPTED,
        (QuoteState.ACCEPTED, QuoteAction.WITHDRAW): QuoteState.WITHDRAWN,
    },
)


class Level(StrEnum):
    """Whose signature a quote needs, and what a person may sign alone; in rising order."""

    L1 = "L1"
    L2 = "L2"
    L3 = "L3"
    HEAD_OFFICE = "head_office"

    @property
    def rank(self) -> int:
        return list(Level).index(self)


class Decision(StrEnum):
    """Of a higher authority on a referral."""

    APPROVED = "approved"
    AMENDED = "amended"
    DECLINED = "declined"


class DeclineCode(StrEnum):
    """Why an insurer does not quote."""

    KNOCK_OUT = "knock_out"
    OUTSIDE_APPETITE = "outside_appetite"
    CLAIMS_HISTORY = "claims_history"
    CLEARANCE_WEAK = "clearance_weak"
    TERRITORY = "territory"
    CAPACITY = "capacity"
    SANCTIONS = "sanctions"
    INFORMATION_MISSING = "information_missing"


class Moment(StrEnum):
    """When names are screened against the sanctions lists."""

    SUBMISSION = "submission"
    QUOTE = "quote"
    BINDING = "binding"


class ScreeningResult(StrEnum):
    """What the lists say; without lists nothing was screened, which is not clear."""

    CLEAR = "clear"
    POSSIBLE = "possible"
    NOT_SCREENED = "not_screened"


class ScreeningDecision(StrEnum):
    CLEAR = "clear"
    TRUE = "true"


class ListCode(StrEnum):
    UN = "UN"
    CN = "CN"
    OFAC = "OFAC"
    BIS = "BIS"
    EU = "EU"
    UK = "UK"


class AnswerSource(StrEnum):
    """Where the answer to a question comes from."""

    ENTERED = "entered"
    FIRM = "firm"
    PORTFOLIO = "portfolio"
    LOAN = "loan"
    LIBRARY = "library"
    EARLIER = "earlier"
