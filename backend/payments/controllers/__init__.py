"""Money over HTTP."""

from backend.payments.controllers.fees import FeeController, FeeProposalController
from backend.payments.controllers.gateway import (
    CardAcceptanceController,
    PaymentTaskController,
    WaitingPaymentController,
    WebhookController,
)
from backend.payments.controllers.money import ChargeController, LedgerController

__all__ = [
    "CardAcceptanceController",
    "ChargeController",
    "FeeController",
    "FeeProposalController",
    "LedgerController",
    "PaymentTaskController",
    "WaitingPaymentController",
    "WebhookController",
]
