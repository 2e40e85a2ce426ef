"""Lending over HTTP."""

from backend.lending.controllers.applications import ApplicationController
from backend.lending.controllers.products import LoanProductController, MatchesController
from backend.lending.controllers.review import ReviewController

__all__ = [
    "ApplicationController",
    "LoanProductController",
    "MatchesController",
    "ReviewController",
]
