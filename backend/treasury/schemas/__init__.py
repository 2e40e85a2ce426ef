"""What the API takes and gives of money at the bank."""

from backend.treasury.schemas.orders import (
    OrderOut,
    PaymentFileIn,
    PaymentFileOut,
    PayoutIn,
    RefundIn,
)
from backend.treasury.schemas.statements import (
    BankAccountIn,
    BankAccountOut,
    InstructionOut,
    LineMatchIn,
    LineOut,
    ReconciliationOut,
    StatementOut,
)

__all__ = [
    "BankAccountIn",
    "BankAccountOut",
    "InstructionOut",
    "LineMatchIn",
    "LineOut",
    "OrderOut",
    "PaymentFileIn",
    "PaymentFileOut",
    "PayoutIn",
    "ReconciliationOut",
    "RefundIn",
    "StatementOut",
]
