"""Where a paper stands, and what is said of a hash."""

from enum import StrEnum

from backend.kernel.lifecycle import Lifecycle
from contracts.catalogue import Paper

__all__ = ["PAPER", "Action", "Answer", "Decision", "Paper", "State", "Subject"]


class State(StrEnum):
    QUEUED = "queued"
    ISSUED = "issued"
    SIGNING = "signing"
    SIGNED = "signed"
    REFUSED = "refused"
    LAPSED = "lapsed"  # replaced by a later one, or its matter went on without it


class Action(StrEnum):
    ISSUE = "issue"
    SIGN = "sign"
    COMPLETE = "complete"  # the last one signs
    REFUSE = "refuse"
    LAPSE = "lapse"


PAPER: Lifecycle[State, Action] = Lifecycle(
    subject="paper",
    transitions={
        (State.QUEUED, Action.ISSUE): State.ISSUED,
        (State.ISSUED, Action.SIGN): State.SIGNING,
        (State.SIGNING, Action.SIGN): State.SIGNING,
        (State.ISSUED, Action.COMPLETE): State.SIGNED,
        (State.SIGNING, Action.COMPLETE): State.SIGNED,
        (State.ISSUED, Action.REFUSE): State.REFUSED,
        (State.SIGNING, Action.REFUSE): State.REFUSED,
        (State.QUEUED, Action.LAPSE): State.LAPSED,
        (State.ISSUED, Action.LAPSE): State.LAPSED,
        (State.SIGNING, Action.LAPSE): State.LAPSED,
    },
)


class Subject(StrEnum):
    """What a paper is about."""

    LOAN_APPLICATION = "loan_application"
    PLEDGE = "pledge"
    PAPER = "paper"
    POLICY = "policy"


class Decision(StrEnum):
    """What a signer answers."""

    SIGN = "sign"
    REFUSE = "refuse"


class Answer(StrEnum):
    """What a stranger is told of the hash of a file."""

    PAPER = "paper"
    DOCUMENT = "document"
    UNKNOWN = "unknown"
