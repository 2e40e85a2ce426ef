"""Insurers' products and rating plans over HTTP."""

from backend.insurance.controllers.plans import RatingPlanController
from backend.insurance.controllers.products import InsuranceProductController

__all__ = ["InsuranceProductController", "RatingPlanController"]
