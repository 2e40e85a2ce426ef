"""The view from above over HTTP."""

from backend.oversight.controllers.reading import (
    AuditController,
    PlanController,
    PublicTotalsController,
    TargetController,
)
from backend.oversight.controllers.sheets import MonthSheetController

__all__ = [
    "AuditController",
    "MonthSheetController",
    "PlanController",
    "PublicTotalsController",
    "TargetController",
]
