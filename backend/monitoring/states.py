"""Why a value is watched, and the life of an alert."""

from enum import StrEnum

from backend.kernel.lifecycle import Lifecycle


class Cause(StrEnum):
    INVALIDATION = "invalidation"
    ENDED = "ended"
    TRANSFER = "transfer"
    EXPIRY = "expiry"
    AGE = "age"


class State(StrEnum):
    """An open alert is a task: the value has to be looked at again."""

    OPEN = "open"
    SETTLED = "settled"


class Action(StrEnum):
    SETTLE = "settlement"


ALERT: Lifecycle[State, Action] = Lifecycle(
    subject="value alert", transitions={(State.OPEN, Action.SETTLE): State.SETTLED}
)
