"""Money at the bank over HTTP."""

from backend.treasury.controllers.accounts import BankAccountController
from backend.treasury.controllers.instructions import InstructionController
from backend.treasury.controllers.layouts import (
    LayoutController,
    LayoutProposalController,
)
from backend.treasury.controllers.lines import GatewayPayoutController, LineController
from backend.treasury.controllers.orders import (
    OrderController,
    PaymentFileController,
    RefundController,
)
from backend.treasury.controllers.payees import (
    PayeeController,
    PayoutAccountController,
    PayoutListController,
)
from backend.treasury.controllers.reconciling import ReconciliationController
from backend.treasury.controllers.statements import StatementController

__all__ = [
    "BankAccountController",
    "GatewayPayoutController",
    "InstructionController",
    "LayoutController",
    "LayoutProposalController",
    "LineController",
    "OrderController",
    "PayeeController",
    "PaymentFileController",
    "PayoutAccountController",
    "PayoutListController",
    "ReconciliationController",
    "RefundController",
    "StatementController",
]
