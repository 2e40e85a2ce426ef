"""The routes of the portfolio and of the reference patents."""

from backend.portfolio.controllers.assets import PortfolioController
from backend.portfolio.controllers.awards import AwardController
from backend.portfolio.controllers.coverage import CoverageController
from backend.portfolio.controllers.extracts import ExtractController
from backend.portfolio.controllers.fees import FeeController, FeeTaskController
from backend.portfolio.controllers.imports import (
    PatentImportController,
    PortfolioImportController,
)
from backend.portfolio.controllers.industries import IndustryController
from backend.portfolio.controllers.patents import PatentController

__all__ = [
    "AwardController",
    "CoverageController",
    "ExtractController",
    "FeeController",
    "FeeTaskController",
    "IndustryController",
    "PatentController",
    "PatentImportController",
    "PortfolioController",
    "PortfolioImportController",
]
