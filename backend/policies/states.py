"""The states of a policy, by table (insurance.md §4.1), and the words of a comparison."""

from enum import StrEnum

from backend.kernel.lifecycle import Lifecycle


class State(StrEnum):
    """Of a policy; whether one that was issued is in force, its dates say."""

    ACCEPTED = "accepted"
    BIND_REQUESTED = "bind_requested"
    BOUND = "bound"
    ISSUED = "issued"
    LAPSED_UNPAID = "lapsed_unpaid"
    NOT_BOUND = "not_bound"


class Action(StrEnum):
    REQUEST_BINDING = "request_binding"
    BIND = "bind"
    GIVE_UP = "give_up"
    ISSUE = "issue"
    LAPSE = "lapse"


POLICY: Lifecycle[State, Action] = Lifecycle(
    "policy",
    {
        (State.ACCEPTED, Action.REQUEST_BINDING): State.BIND_REQUESTED,
        (State.BIND_REQUESTED, Action.BIND): State.BOUND,
        (State.ACCEPTED, Action.GIVE_UP): State.NOT_BOUND,
        (State.BIND_REQUESTED, Action.GIVE_UP): State.NOT_BOUND,
        (State.BOUND, Action.ISSUE): State.ISSUED,
        (State.BOUND, Action.LAPSE): State.LAPSED_UNPAID,
    },
)


class Standing(StrEnum):
    """What a quote's column in a comparison is; only an open one can be accepted."""

    OPEN = "open"
    ACCEPTED = "accepted"
    EXPIRED = "expired"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    PENDING = "pending"


class Told(StrEnum):
    """What a cell says: a value; that the term cannot apply (不适用); that nobody said (未提供)."""

    STATED = "stated"
    NOT_APPLICABLE = "not_applicable"
    NOT_PROVIDED = "not_provided"


class Group(StrEnum):
    """The blocks of a comparison, in their order."""

    PRICE = "price"
    LIMITS = "limits"
    CLAUSES = "clauses"
    EXCLUSIONS = "exclusions"
    PAPERS = "papers"


class LossEvent(StrEnum):
    """How a scenario's loss begins; a part answers to some of them by its trigger."""

    SUIT = "suit"
    LETTER = "letter"
    JUDGMENT = "judgment"
    DEFAULT = "default"


class Shortfall(StrEnum):
    """Why a scenario's loss is not paid, or not whole."""

    PART_NOT_COVERED = "part_not_covered"
    TERRITORY_NOT_COVERED = "territory_not_covered"
    TRIGGER_NOT_MET = "trigger_not_met"
    BELOW_DEDUCTIBLE = "below_deductible"
    LIMIT_REACHED = "limit_reached"


class Role(StrEnum):
    """Of an insurer in a policy; the lead issues the schedule."""

    LEAD = "lead"
    FOLLOWER = "follower"


class BrokerPageKind(StrEnum):
    """What a broker shows before it compares: its notice (客户告知书), the note of needs."""

    NOTICE = "notice"
    NEEDS = "needs"


class SalePageKind(StrEnum):
    """Everything that a client was shown in a sale and that is kept."""

    ANSWERS = "answers"
    NOTICE = "notice"
    NEEDS = "needs"
    COMPARISON = "comparison"
    EXCLUSIONS = "exclusions"


class Act(StrEnum):
    """A step of a sale, as it is replayed (可回溯)."""

    ANSWERED = "answered"
    DECLARED = "declared"
    SENT = "sent"
    ASKED = "asked"
    REPLIED = "replied"
    QUOTED = "quoted"
    INDICATED = "indicated"
    NOTICE_SHOWN = "notice_shown"
    NOTICE_CONFIRMED = "notice_confirmed"
    NEEDS_SHOWN = "needs_shown"
    NEEDS_CONFIRMED = "needs_confirmed"
    COMPARED = "compared"
    EXCLUSIONS_SHOWN = "exclusions_shown"
    EXCLUSION_TICKED = "exclusion_ticked"
    ACCEPTED = "accepted"
    BINDING_REQUESTED = "binding_requested"
    BOUND = "bound"
    ISSUED = "issued"
    ENDED = "ended"
