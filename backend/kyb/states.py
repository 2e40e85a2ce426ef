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


class ReturnReason(StrEnum):
    """Why a case goes back; the sentence beside it says what exactly."""

    LICENCE_UNREADABLE = "licence_unreadable"
    LICENCE_OUTDATED = "licence_outdated"
    NAME_DIFFERS = "name_differs"
    CODE_DIFFERS = "code_differs"
    ADDRESS_DIFFERS = "address_differs"
    ALREADY_ON_PLATFORM = "already_on_platform"
    OTHER = "other"


CASE = Lifecycle(
    "verification case",
    {
        (State.DRAFT, Action.SUBMIT): State.SUBMITTED,
        (State.RETURNED, Action.SUBMIT): State.SUBMITTED,
        (State.SUBMITTED, Action.APPROVE): State.APPROVED,
        (State.SUBMITTED, Action.RETURN): State.RETURNED,
    },
)
