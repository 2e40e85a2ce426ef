"""Comparisons, acceptances and policies over HTTP."""

from backend.policies.controllers.broker import BrokerController
from backend.policies.controllers.notices import BrokerNoticeController
from backend.policies.controllers.policies import PolicyController
from backend.policies.controllers.portfolio import PortfolioController
from backend.policies.controllers.quotes import ComparisonController, QuoteController
from backend.policies.controllers.sales import BrokerSaleController

__all__ = [
    "BrokerController",
    "BrokerNoticeController",
    "BrokerSaleController",
    "ComparisonController",
    "PolicyController",
    "PortfolioController",
    "QuoteController",
]
