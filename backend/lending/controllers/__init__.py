"""Lending over HTTP."""

from backend.lending.controllers.applications import ApplicationController
from backend.lending.controllers.consent_texts import ConsentTextController
from backend.lending.controllers.products import LoanProductController, MatchesController
from backend.lending.controllers.review import ReviewController

__all__ = [
    "ApplicationController",
    "ConsentTextController",
    "LoanProductController",
    "MatchesController",
    "ReviewController",
]
