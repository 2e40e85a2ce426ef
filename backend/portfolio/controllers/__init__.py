"""The routes of the portfolio and of the reference patents."""

from backend.portfolio.controllers.assets import PortfolioController
from backend.portfolio.controllers.fees import FeeController
from backend.portfolio.controllers.imports import (
    PatentImportController,
    PortfolioImportController,
)
from backend.portfolio.controllers.patents import PatentController

__all__ = [
    "FeeController",
    "PatentController",
    "PatentImportController",
    "PortfolioController",
    "PortfolioImportController",
]
