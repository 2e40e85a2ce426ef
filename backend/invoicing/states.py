"""Kinds and states of invoices."""

from enum import StrEnum

from backend.kernel.lifecycle import Lifecycle


class InvoiceKind(StrEnum):
    """A credit note (红字) takes back what an invoice stated."""

    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"


class InvoiceForm(StrEnum):
    """Of the fully digital invoice (数电票): with the special one the buyer deducts the tax."""

    ORDINARY = "ordinary"
    SPECIAL = "special"


class Taxpayer(StrEnum):
    """How the seller pays value-added tax; the rate follows from it."""

    GENERAL = "general"
    SMALL_SCALE = "small_scale"


class InvoiceState(StrEnum):
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


INVOICE: Lifecycle[InvoiceState, Action] = Lifecycle(
    "invoice",
    {
        (InvoiceState.REQUESTED, Action.WITHDRAW): InvoiceState.WITHDRAWN,
        (InvoiceState.REQUESTED, Action.REFUSE): InvoiceState.REFUSED,
        (InvoiceState.REQUESTED, Action.EXPORT): InvoiceState.EXPORTED,
        (InvoiceState.REQUESTED, Action.ISSUE): InvoiceState.ISSUED,
        (InvoiceState.EXPORTED, Action.REFUSE): InvoiceState.REFUSED,
        (InvoiceState.EXPORTED, Action.ISSUE): InvoiceState.ISSUED,
        (InvoiceState.ISSUED, Action.CREDIT_PART): InvoiceState.PART_CREDITED,
        (InvoiceState.ISSUED, Action.CREDIT_REST): InvoiceState.CREDITED,
        (InvoiceState.PART_CREDITED, Action.CREDIT_PART): InvoiceState.PART_CREDITED,
        (InvoiceState.PART_CREDITED, Action.CREDIT_REST): InvoiceState.CREDITED,
    },
)

#: A credit note is owed once it is raised: nobody takes it back or refuses it.
CREDIT_NOTE: Lifecycle[InvoiceState, Action] = Lifecycle(
    "credit note",
    {
        (InvoiceState.REQUESTED, Action.EXPORT): InvoiceState.EXPORTED,
        (InvoiceState.REQUESTED, Action.ISSUE): InvoiceState.ISSUED,
        (InvoiceState.EXPORTED, Action.ISSUE): InvoiceState.ISSUED,
    },
)

LIFECYCLES = {InvoiceKind.INVOICE: INVOICE, InvoiceKind.CREDIT_NOTE: CREDIT_NOTE}
#: While one of these stands, its charge has no other invoice.
STANDING = frozenset(
    {InvoiceState.REQUESTED, InvoiceState.EXPORTED, InvoiceState.ISSUED, InvoiceState.PART_CREDITED}
)
#: What was stated to the tax platform and can be taken back by a credit note only.
CREDITABLE = frozenset({InvoiceState.ISSUED, InvoiceState.PART_CREDITED})
