"""The life of a loan application, as the table of the lending rules, by data."""

from enum import StrEnum

from backend.kernel.lifecycle import Lifecycle


class State(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    IN_REVIEW = "in_review"
    WAITING = "waiting"
    OPINED = "opined"
    OFFERED = "offered"
    REFUSED = "refused"
    ACCEPTED = "accepted"
    DRAWABLE = "drawable"
    DRAWN = "drawn"
    CLOSED = "closed"
    DECLINED = "declined"
    RETRACTED = "retracted"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    COMMITTED_ELSEWHERE = "committed_elsewhere"


class Action(StrEnum):
    """What can happen to an application; the comments name who makes it happen."""

    SUBMIT = "submission"  # firm
    TAKE_IN = "intake"  # bank
    ASSIGN = "assignment"  # bank
    RETURN = "return"  # bank
    REQUEST_DOCUMENTS = "document-request"  # bank
    ANSWER_DOCUMENTS = "document-answer"  # firm
    CHECK_VALUATION = "valuation-check"  # bank
    ORDER_VALUATION = "valuation-order"  # bank: asks appraisers for a report of its own
    STATE_VALUE = "internal-valuation"  # bank: its own value of a small deal (内评)
    PROPOSE_VALUE = "value-proposal"  # firm or bank: a value of a small deal to agree on (协商估值)
    AGREE_VALUE = "value-agreement"  # the other side, at the proposal's own address
    ADOPT_VALUATION = "valuation-adoption"  # bank: rests the case on what came of it
    ADD_EVIDENCE = "evidence"  # bank
    SET_ASIDE = "set-aside"  # bank: a document that its issuer disowns; once decided, its checker
    OPINE = "opinion"  # bank's maker
    APPROVE = "approval"  # bank's checker
    REFUSE = "refusal"  # bank's checker
    SEND_BACK = "send-back"  # bank's checker
    ACCEPT = "offer-acceptance"  # firm
    DECLINE = "offer-decline"  # firm
    PROPOSE_RETRACTION = "retraction-proposal"  # bank, the first call
    RETRACT = "offer-retraction"  # bank, the second person
    EXPIRE = "offer-expiry"  # platform
    OPEN_DRAWDOWN = "pledge-verified"  # platform
    LOSE_PLEDGE = "pledge-failed"  # platform: refused, withdrawn, cancelled or revoked
    COMMIT_ELSEWHERE = "committed-elsewhere"  # platform
    DRAW = "drawdown"  # bank's pledge desk
    WITHDRAW = "withdrawal"  # firm
    COPY = "copy"  # firm: "apply again"
    ISSUE_PACK = "evidence-pack"  # bank's checker or pledge desk, once decided


#: At most one application per right may be in one of these.
COMMITTED = frozenset({State.ACCEPTED, State.DRAWABLE, State.DRAWN})
#: Closed by the acceptance of another application on a shared right.
OPEN = frozenset({State.SUBMITTED, State.IN_REVIEW, State.WAITING, State.OPINED, State.OFFERED})
#: Nothing leads out of these.
FINAL = frozenset(
    {
        State.REFUSED,
        State.CLOSED,
        State.DECLINED,
        State.RETRACTED,
        State.EXPIRED,
        State.WITHDRAWN,
        State.COMMITTED_ELSEWHERE,
    }
)
#: The bank has not decided yet.
UNDECIDED = frozenset({State.SUBMITTED, State.IN_REVIEW, State.WAITING, State.OPINED})

#: What a person of the bank may have in hand: it is assigned without moving.
AT_THE_BANK = OPEN | {State.ACCEPTED, State.DRAWABLE}
_IN_THE_FILE = (State.IN_REVIEW, State.WAITING, State.OPINED)

APPLICATION: Lifecycle[State, Action] = Lifecycle(
    "loan application",
    {
        (State.DRAFT, Action.SUBMIT): State.SUBMITTED,
        (State.SUBMITTED, Action.TAKE_IN): State.IN_REVIEW,
        (State.SUBMITTED, Action.RETURN): State.DRAFT,
        (State.IN_REVIEW, Action.REQUEST_DOCUMENTS): State.WAITING,
        (State.WAITING, Action.ANSWER_DOCUMENTS): State.IN_REVIEW,
        (State.WAITING, Action.RETURN): State.DRAFT,
        (State.IN_REVIEW, Action.STATE_VALUE): State.IN_REVIEW,
        (State.IN_REVIEW, Action.PROPOSE_VALUE): State.IN_REVIEW,
        (State.IN_REVIEW, Action.AGREE_VALUE): State.IN_REVIEW,
        (State.IN_REVIEW, Action.ADOPT_VALUATION): State.IN_REVIEW,
        (State.IN_REVIEW, Action.OPINE): State.OPINED,
        (State.OPINED, Action.APPROVE): State.OFFERED,
        (State.OPINED, Action.REFUSE): State.REFUSED,
        (State.OPINED, Action.SEND_BACK): State.IN_REVIEW,
        (State.OFFERED, Action.ACCEPT): State.ACCEPTED,
        (State.OFFERED, Action.DECLINE): State.DECLINED,
        (State.OFFERED, Action.PROPOSE_RETRACTION): State.OFFERED,
        (State.OFFERED, Action.RETRACT): State.RETRACTED,
        (State.OFFERED, Action.EXPIRE): State.EXPIRED,
        (State.ACCEPTED, Action.OPEN_DRAWDOWN): State.DRAWABLE,
        (State.ACCEPTED, Action.LOSE_PLEDGE): State.IN_REVIEW,
        (State.DRAWABLE, Action.LOSE_PLEDGE): State.IN_REVIEW,
        (State.DRAWN, Action.LOSE_PLEDGE): State.CLOSED,
        (State.DRAWABLE, Action.DRAW): State.DRAWN,
        **{(state, Action.COMMIT_ELSEWHERE): State.COMMITTED_ELSEWHERE for state in OPEN},
        **{
            (state, Action.WITHDRAW): State.WITHDRAWN
            for state in (State.DRAFT, *sorted(OPEN), State.ACCEPTED)
        },
        **{(state, Action.ASSIGN): state for state in AT_THE_BANK},
        **{
            (state, action): state
            for state in _IN_THE_FILE
            for action in (Action.CHECK_VALUATION, Action.ORDER_VALUATION, Action.ADD_EVIDENCE)
        },
        **{
            (state, Action.SET_ASIDE): state
            for state in (*_IN_THE_FILE, State.OFFERED, State.ACCEPTED, State.DRAWABLE)
        },
        **{(state, Action.COPY): state for state in FINAL},
        **{
            (state, Action.ISSUE_PACK): state
            for state in State
            if state not in {State.DRAFT, State.SUBMITTED}
        },
    },
)

#: The sub-resource of the API by which each action is asked for; the platform's have none, and
#: what answers a proposal is asked of the proposal.
RESOURCE: dict[Action, str] = {
    action: "offer-retraction" if action is Action.PROPOSE_RETRACTION else action.value
    for action in Action
    if action
    not in {
        Action.EXPIRE,
        Action.OPEN_DRAWDOWN,
        Action.LOSE_PLEDGE,
        Action.COMMIT_ELSEWHERE,
        Action.AGREE_VALUE,
    }
}


class Side(StrEnum):
    """The two that agree on a value."""

    FIRM = "firm"
    BANK = "bank"


class ProposedValueState(StrEnum):
    OPEN = "open"
    AGREED = "agreed"
    REFUSED = "refused"
    COUNTERED = "countered"  # the other side proposed another one
    WITHDRAWN = "withdrawn"


class ProposedValueAction(StrEnum):
    AGREE = "agreement"
    REFUSE = "refusal"
    COUNTER = "counter"
    WITHDRAW = "withdrawal"


PROPOSED_VALUE: Lifecycle[ProposedValueState, ProposedValueAction] = Lifecycle(
    "proposed value",
    {
        (ProposedValueState.OPEN, ProposedValueAction.AGREE): ProposedValueState.AGREED,
        (ProposedValueState.OPEN, ProposedValueAction.REFUSE): ProposedValueState.REFUSED,
        (ProposedValueState.OPEN, ProposedValueAction.COUNTER): ProposedValueState.COUNTERED,
        (ProposedValueState.OPEN, ProposedValueAction.WITHDRAW): ProposedValueState.WITHDRAWN,
    },
)


class OpinionKind(StrEnum):
    GRANT = "grant"
    REFUSAL = "refusal"


class Decision(StrEnum):
    """What the checker made of an opinion."""

    APPROVED = "approved"
    REFUSED = "refused"
    SENT_BACK = "sent_back"


class OfferState(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    RETRACTED = "retracted"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    COMMITTED_ELSEWHERE = "committed_elsewhere"
    PLEDGE_FAILED = "pledge_failed"


class CapacityState(StrEnum):
    """What an offer does to its product's capacity."""

    RESERVED = "reserved"
    CONSUMED = "consumed"
    FREED = "freed"


class RefusalReason(StrEnum):
    """The closed list of reasons that a bank may refuse for."""

    OWNER_MISMATCH = "owner_mismatch"
    NOT_IN_FORCE = "not_in_force"
    LATE_FEE = "late_fee"
    RUNNING_PLEDGE = "running_pledge"
    SHORT_LIFE = "short_life"
    INVALIDATION = "invalidation"
    PRESERVED = "preserved"
    COOWNER_CONSENT = "coowner_consent"
    WEAK_VALUE = "weak_value"
    WEAK_CASHFLOW = "weak_cashflow"
    BAD_CREDIT = "bad_credit"
    NEGATIVE_LIST = "negative_list"
    USE_OF_FUNDS = "use_of_funds"
    COVER_FULL = "cover_full"
    NOT_ELIGIBLE_REGION = "not_eligible_region"


class CheckMethod(StrEnum):
    """How the bank's maker checked that a valuation is what it claims to be."""

    ISSUER_ASKED = "issuer_asked"
    REPORT_VERIFIED = "report_verified"
    REGISTER_LOOKED_UP = "register_looked_up"
    OWN_MODEL = "own_model"
    SECOND_OPINION = "second_opinion"


class ClockState(StrEnum):
    RUNNING = "running"
    STOPPED = "stopped"
    ENDED = "ended"


class Stop(StrEnum):
    """Why a stretch of the decision clock came to its end."""

    WAITING = "waiting"  # goes on with the firm's answer
    APPROVED = "approved"
    REFUSED = "refused"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    COMMITTED_ELSEWHERE = "committed_elsewhere"


class Repayment(StrEnum):
    """How a loan of a product is paid back."""

    INTEREST_MONTHLY = "interest_monthly_principal_at_end"
    EQUAL_INSTALMENTS = "equal_instalments"
    EQUAL_PRINCIPAL = "equal_principal"
    AT_END = "at_end"
    BY_AGREEMENT = "by_agreement"
