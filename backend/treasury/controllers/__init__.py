"""Money at the bank over HTTP."""

from backend.treasury.controllers.accounts import BankAccountController
from backend.treasury.controllers.instructions import InstructionController
from backend.treasury.controllers.lines import LineController
from backend.treasury.controllers.orders import (
    OrderController,
    PaymentFileController,
    PayoutController,
    RefundController,
)
from backend.treasury.controllers.reconciling import ReconciliationController
from backend.treasury.controllers.statements import StatementController

__all__ = [
    "BankAccountController",
    "InstructionController",
    "LineController",
    "OrderController",
    "PaymentFileController",
    "PayoutController",
    "ReconciliationController",
    "RefundController",
    "StatementController",
]
