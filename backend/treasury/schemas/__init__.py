"""What the API takes and gives of money at the bank."""

from backend.treasury.schemas.layouts import (
    LayoutIn,
    LayoutOut,
    LayoutProposalOut,
    SampleRowsOut,
    TriedOut,
)
from backend.treasury.schemas.orders import (
    OrderOut,
    PaymentFileIn,
    PaymentFileOut,
    RefundIn,
    ReturnedOrderOut,
)
from backend.treasury.schemas.payees import (
    PayeeOut,
    PayoutAccountConfirmationIn,
    PayoutAccountIn,
    PayoutAccountOut,
    PayoutListIn,
    PayoutListOut,
)
from backend.treasury.schemas.reconciling import ReconciliationOut
from backend.treasury.schemas.statements import (
    BankAccountIn,
    BankAccountOut,
    GatewayPayoutOut,
    InstructionOut,
    LineMatchIn,
    LineOut,
    StatementOut,
)

__all__ = [
    "BankAccountIn",
    "BankAccountOut",
    "GatewayPayoutOut",
    "InstructionOut",
    "LayoutIn",
    "LayoutOut",
    "LayoutProposalOut",
    "LineMatchIn",
    "LineOut",
    "OrderOut",
    "PayeeOut",
    "PaymentFileIn",
    "PaymentFileOut",
    "PayoutAccountConfirmationIn",
    "PayoutAccountIn",
    "PayoutAccountOut",
    "PayoutListIn",
    "PayoutListOut",
    "ReconciliationOut",
    "RefundIn",
    "ReturnedOrderOut",
    "SampleRowsOut",
    "StatementOut",
    "TriedOut",
]
