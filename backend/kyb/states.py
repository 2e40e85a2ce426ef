"""The states of a case and what leads from one to the next."""

from enum import StrEnum

from backend.kernel.lifecycle import Lifecycle


class State(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    RETURNED = "returned"


class Action(StrEnum):
    SUBMIT = "submit"
    APPROVE = "approve"
    RETURN = "return"


CASE = Lifecycle(
    "verification case",
    {
        (State.DRAFT, Action.SUBMIT): State.SUBMITTED,
        (State.RETURNED, Action.SUBMIT): State.SUBMITTED,
        (State.SUBMITTED, Action.APPROVE): State.APPROVED,
        (State.SUBMITTED, Action.RETURN): State.RETURNED,
    },
)
