"""The life of a pledge of patents, as the table of the registration rules, by data."""

from enum import StrEnum

from backend.kernel.lifecycle import Lifecycle


class State(StrEnum):
    DRAFT = "draft"
    READY = "ready"
    FILED = "filed"
    DEFECT = "defect"
    WARNED = "warned"
    REGISTERED = "registered"
    CHANGE_FILED = "change_filed"
    CANCEL_FILED = "cancel_filed"
    CANCELLED = "cancelled"
    REFUSED = "refused"
    REVOKED = "revoked"
    WITHDRAWN = "withdrawn"


class Action(StrEnum):
    """What can happen to a pledge; the comments name who makes it happen."""

    SET_TERMS = "set_terms"  # bank
    ADD_EVIDENCE = "add_evidence"  # parties
    CONFIRM = "confirm"  # the first of the two signatures
    SIGN = "sign"  # the second
    REOPEN = "reopen"  # bank
    FILE = "file"  # both, or their agent
    NOTE_DEFECT = "note_defect"  # CNIPA
    CURE = "cure"  # parties
    TIME_OVER = "time_over"  # CNIPA
    WARN = "warn"  # CNIPA: ground 10 or 11
    DECLARE_FIRST = "declare_first"  # the first of the two declarations
    DECLARE = "declare"  # the second
    NO_DECLARATION = "no_declaration"  # CNIPA
    REFUSE = "refuse"  # CNIPA
    WITHDRAW = "withdraw"  # parties
    REGISTER = "register"  # CNIPA
    CORRECT = "correct"  # the recorder, after a mismatch
    VERIFY = "verify"  # the bank's second person
    COUNT_VERIFY = "count_verify"  # the district's verifier
    COUNT_CORRECT = "count_correct"  # the district's verifier
    FILE_CHANGE = "file_change"  # parties
    APPROVE_CHANGE = "approve_change"  # CNIPA
    REJECT_CHANGE = "reject_change"  # CNIPA
    FILE_CANCELLATION = "file_cancellation"  # parties
    APPROVE_CANCELLATION = "approve_cancellation"  # CNIPA
    REJECT_CANCELLATION = "reject_cancellation"  # CNIPA
    REVOKE = "revoke"  # CNIPA
    FLAG = "flag"  # the platform


class Creation(StrEnum):
    """How a pledge enters the register."""

    CREATE = "create"  # an offer was accepted
    RECORD_ELSEWHERE = "record_elsewhere"  # registered outside the platform
    RECORD_ELSEWHERE_CANCELLED = "record_elsewhere_cancelled"


#: The state in which a pledge enters the register.
STARTS: dict[Creation, State] = {
    Creation.CREATE: State.DRAFT,
    Creation.RECORD_ELSEWHERE: State.REGISTERED,
    Creation.RECORD_ELSEWHERE_CANCELLED: State.CANCELLED,
}

#: A second pledge of any of its rights is impossible.
LIVE = frozenset(
    {
        State.FILED,
        State.DEFECT,
        State.WARNED,
        State.REGISTERED,
        State.CHANGE_FILED,
        State.CANCEL_FILED,
    }
)
#: CNIPA has registered it and it has not ended.
IN_FORCE = frozenset({State.REGISTERED, State.CHANGE_FILED, State.CANCEL_FILED})
#: It was registered once, and was not void from the start.
EVER_REGISTERED = IN_FORCE | {State.CANCELLED}

PLEDGE: Lifecycle[State, Action] = Lifecycle(
    "pledge",
    {
        (State.DRAFT, Action.SET_TERMS): State.DRAFT,
        (State.DRAFT, Action.ADD_EVIDENCE): State.DRAFT,
        (State.DRAFT, Action.CONFIRM): State.DRAFT,
        (State.DRAFT, Action.SIGN): State.READY,
        (State.DRAFT, Action.WITHDRAW): State.WITHDRAWN,
        (State.READY, Action.FILE): State.FILED,
        (State.READY, Action.REOPEN): State.DRAFT,
        (State.READY, Action.WITHDRAW): State.WITHDRAWN,
        (State.FILED, Action.ADD_EVIDENCE): State.FILED,
        (State.FILED, Action.NOTE_DEFECT): State.DEFECT,
        (State.FILED, Action.WARN): State.WARNED,
        (State.FILED, Action.REFUSE): State.REFUSED,
        (State.FILED, Action.REGISTER): State.REGISTERED,
        (State.FILED, Action.WITHDRAW): State.WITHDRAWN,
        (State.DEFECT, Action.ADD_EVIDENCE): State.DEFECT,
        (State.DEFECT, Action.CURE): State.FILED,
        (State.DEFECT, Action.TIME_OVER): State.REFUSED,
        (State.DEFECT, Action.WITHDRAW): State.WITHDRAWN,
        (State.WARNED, Action.ADD_EVIDENCE): State.WARNED,
        (State.WARNED, Action.DECLARE_FIRST): State.WARNED,
        (State.WARNED, Action.DECLARE): State.FILED,
        (State.WARNED, Action.NO_DECLARATION): State.REFUSED,
        (State.WARNED, Action.WITHDRAW): State.WITHDRAWN,
        (State.REGISTERED, Action.FILE_CHANGE): State.CHANGE_FILED,
        (State.REGISTERED, Action.FILE_CANCELLATION): State.CANCEL_FILED,
        (State.REGISTERED, Action.REVOKE): State.REVOKED,
        (State.CHANGE_FILED, Action.APPROVE_CHANGE): State.REGISTERED,
        (State.CHANGE_FILED, Action.REJECT_CHANGE): State.REGISTERED,
        (State.CHANGE_FILED, Action.REVOKE): State.REVOKED,
        (State.CANCEL_FILED, Action.APPROVE_CANCELLATION): State.CANCELLED,
        (State.CANCEL_FILED, Action.REJECT_CANCELLATION): State.REGISTERED,
        (State.CANCEL_FILED, Action.REVOKE): State.REVOKED,
        (State.CANCELLED, Action.REVOKE): State.REVOKED,
        **{
            (state, action): state
            for state in sorted(EVER_REGISTERED)
            for action in (
                Action.VERIFY,
                Action.COUNT_VERIFY,
                Action.COUNT_CORRECT,
                Action.CORRECT,
            )
        },
        **{
            (state, action): state
            for state in sorted(IN_FORCE)
            for action in (Action.ADD_EVIDENCE, Action.FLAG)
        },
    },
)

#: The sub-resource of the API by which each action is asked for.
RESOURCE: dict[Action, str] = {
    Action.SET_TERMS: "terms",
    Action.ADD_EVIDENCE: "evidence",
    Action.CONFIRM: "signature",
    Action.SIGN: "signature",
    Action.REOPEN: "reopening",
    Action.FILE: "filing",
    Action.NOTE_DEFECT: "defect",
    Action.CURE: "cure",
    Action.TIME_OVER: "refusal",
    Action.WARN: "warning",
    Action.DECLARE_FIRST: "declaration",
    Action.DECLARE: "declaration",
    Action.NO_DECLARATION: "refusal",
    Action.REFUSE: "refusal",
    Action.WITHDRAW: "withdrawal",
    Action.REGISTER: "registration",
    Action.CORRECT: "registration",
    Action.VERIFY: "verification",
    Action.COUNT_VERIFY: "count-verification",
    Action.COUNT_CORRECT: "count-correction",
    Action.FILE_CHANGE: "change",
    Action.APPROVE_CHANGE: "change-result",
    Action.REJECT_CHANGE: "change-result",
    Action.FILE_CANCELLATION: "cancellation",
    Action.APPROVE_CANCELLATION: "cancellation-result",
    Action.REJECT_CANCELLATION: "cancellation-result",
    Action.REVOKE: "revocation",
}


class Party(StrEnum):
    FIRM = "firm"
    BANK = "bank"


class Purpose(StrEnum):
    """What a signature stands under."""

    TERMS = "terms"
    DECLARATION = "declaration"


class ClaimKind(StrEnum):
    SINGLE = "single"
    MAX_AMOUNT = "max_amount"


class Channel(StrEnum):
    ONLINE = "online"
    POST = "post"
    COUNTER = "counter"


class Outcome(StrEnum):
    CONFIRMED = "confirmed"
    MISMATCH = "mismatch"


class Compared(StrEnum):
    """What a second person compares with the source: every field that was filed."""

    PLEDGOR = "pledgor"
    PLEDGEE = "pledgee"
    REGISTRATION_NUMBER = "registration_number"
    REGISTERED_ON = "registered_on"
    PATENTS = "patents"
    GRANTED_ON = "granted_on"
    CLAIM_KIND = "claim_kind"
    SECURED_FEN = "secured_fen"
    PERFORMANCE_FROM = "performance_from"
    PERFORMANCE_TO = "performance_to"
    SCOPE = "scope"


class Stage(StrEnum):
    """How far a recording is that waits for the district's verifier."""

    CLAIMED = "claimed"
    EVIDENCED = "evidenced"
    MISMATCH = "mismatch"


class Checker(StrEnum):
    """Whose verification it is: the bank's opens the drawdown, the district's counts."""

    BANK = "bank"
    DISTRICT = "district"


class Paper(StrEnum):
    """The papers of a filing, D1 to D6."""

    APPLICATION_FORM = "D1"
    PLEDGE_CONTRACT = "D2"
    IDENTITY = "D3"
    POWER_OF_ATTORNEY = "D4"
    OTHER = "D5"
    APPRAISAL_REPORT = "D6"


class CancellationGround(StrEnum):
    """The closed list of five."""

    PAID = "paid"
    ENFORCED = "enforced"
    WAIVED = "waived"
    CONTRACT_VOID = "contract_void"
    OTHER_LAW = "other_law"


class Flag(StrEnum):
    """What troubles a registered pledge without ending it."""

    FEE_LATE = "fee_late"
    INVALIDATION_PENDING = "invalidation_pending"
    PRESERVED = "preserved"
    SUSPENDED = "suspended"
    PATENT_ENDED = "patent_ended"
    OWNER_CHANGED = "owner_changed"
    ENFORCEMENT = "enforcement"


class Register(StrEnum):
    """One gapless sequence of events per kind of register; patents come first."""

    PATENT = "patent"
    TRADEMARK = "trademark"
    COPYRIGHT = "copyright"
    LAYOUT = "layout"


class Cause(StrEnum):
    """Why a yuan was added to a target or taken away."""

    REGISTRATION = "registration"
    CHANGE = "change"
    CORRECTION = "correction"
    REVOCATION = "revocation"


class Answer(StrEnum):
    PASS = "pass"  # noqa: S105 - an answer, not a password
    FAIL = "fail"
    UNKNOWN = "unknown"


class ImportState(StrEnum):
    """A workbook of registrations: read and to be looked at, being recorded, done."""

    READ = "read"
    RECORDING = "recording"
    RECORDED = "recorded"


class ImportAction(StrEnum):
    RECORD = "record"
    END = "end"


IMPORT: Lifecycle[ImportState, ImportAction] = Lifecycle(
    "import",
    {
        (ImportState.READ, ImportAction.RECORD): ImportState.RECORDING,
        (ImportState.RECORDING, ImportAction.END): ImportState.RECORDED,
    },
)


class Verdict(StrEnum):
    """What becomes, or became, of a row."""

    READY = "ready"
    KNOWN = "known"
    REFUSED = "refused"
    RECORDED = "recorded"
