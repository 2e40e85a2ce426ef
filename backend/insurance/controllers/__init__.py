"""Insurers' products and rating plans over HTTP."""

from backend.insurance.controllers.book import BookController
from backend.insurance.controllers.guarantees import GuaranteeEligibilityController
from backend.insurance.controllers.plans import RatingPlanController
from backend.insurance.controllers.products import (
    InsuranceModeController,
    InsuranceProductController,
)

__all__ = [
    "BookController",
    "GuaranteeEligibilityController",
    "InsuranceModeController",
    "InsuranceProductController",
    "RatingPlanController",
]
