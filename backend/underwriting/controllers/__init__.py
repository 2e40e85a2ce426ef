"""Proposals, submissions and authorities over HTTP."""

from backend.underwriting.controllers.authorities import (
    DeskRuleController,
    SanctionsListController,
    UnderwritingAuthorityController,
)
from backend.underwriting.controllers.proposals import ProposalController
from backend.underwriting.controllers.submissions import SubmissionController

__all__ = [
    "DeskRuleController",
    "ProposalController",
    "SanctionsListController",
    "SubmissionController",
    "UnderwritingAuthorityController",
]
