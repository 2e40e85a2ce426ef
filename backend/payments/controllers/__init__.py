"""Money over HTTP."""

from backend.payments.controllers.fees import FeeController
from backend.payments.controllers.gateway import (
    CardAcceptanceController,
    PaymentTaskController,
    WebhookController,
)
from backend.payments.controllers.money import ChargeController, LedgerController

__all__ = [
    "CardAcceptanceController",
    "ChargeController",
    "FeeController",
    "LedgerController",
    "PaymentTaskController",
    "WebhookController",
]
