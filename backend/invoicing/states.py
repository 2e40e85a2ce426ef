"""Kinds and states of invoices."""

from enum import StrEnum

from backend.kernel.lifecycle import Lifecycle


class Kind(StrEnum):
    """A credit note (红字) takes back what an invoice stated."""

    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"


class Form(StrEnum):
    """Of the fully digital invoice (数电票): with the special one the buyer deducts the tax."""

    ORDINARY = "ordinary"
    SPECIAL = "special"


class Taxpayer(StrEnum):
    """How the seller pays value-added tax; the rate follows from it."""

    GENERAL = "general"
    SMALL_SCALE = "small_scale"


class State(StrEnum):
    """`exported`: the data were given to the seller's account at the tax platform."""

    REQUESTED = "requested"
    EXPORTED = "exported"
    ISSUED = "issued"
    PART_CREDITED = "part_credited"
    CREDITED = "credited"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"


class Action(StrEnum):
    WITHDRAW = "withdraw"
    REFUSE = "refuse"
    EXPORT = "export"
    ISSUE = "issue"
    CREDIT_PART = "credit_part"
    CREDIT_REST = "credit_rest"


INVOICE: Lifecycle[State, Action] = Lifecycle(
    "invoice",
    {
        (State.REQUESTED, Action.WITHDRAW): State.WITHDRAWN,
        (State.REQUESTED, Action.REFUSE): State.REFUSED,
        (State.REQUESTED, Action.EXPORT): State.EXPORTED,
        (State.REQUESTED, Action.ISSUE): State.ISSUED,
        (State.EXPORTED, Action.REFUSE): State.REFUSED,
        (State.EXPORTED, Action.ISSUE): State.ISSUED,
        (State.ISSUED, Action.CREDIT_PART): State.PART_CREDITED,
        (State.ISSUED, Action.CREDIT_REST): State.CREDITED,
        (State.PART_CREDITED, Action.CREDIT_PART): State.PART_CREDITED,
        (State.PART_CREDITED, Action.CREDIT_REST): State.CREDITED,
    },
)

#: A credit note is owed once it is raised: nobody takes it back or refuses it.
CREDIT_NOTE: Lifecycle[State, Action] = Lifecycle(
    "credit note",
    {
        (State.REQUESTED, Action.EXPORT): State.EXPORTED,
        (State.REQUESTED, Action.ISSUE): State.ISSUED,
        (State.EXPORTED, Action.ISSUE): State.ISSUED,
    },
)

LIFECYCLES = {Kind.INVOICE: INVOICE, Kind.CREDIT_NOTE: CREDIT_NOTE}
#: While one of these stands, its charge has no other invoice.
STANDING = frozenset({State.REQUESTED, State.EXPORTED, State.ISSUED, State.PART_CREDITED})
#: What was stated to the tax platform and can be taken back by a credit note only.
CREDITABLE = frozenset({State.ISSUED, State.PART_CREDITED})
