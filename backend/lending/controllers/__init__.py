"""Lending over HTTP."""

from backend.lending.controllers.products import LoanProductController, MatchesController

__all__ = ["LoanProductController", "MatchesController"]
