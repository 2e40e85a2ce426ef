"""Proposals, submissions and authorities over HTTP."""

from backend.underwriting.controllers.authorities import (
    SanctionsListController,
    UnderwritingAuthorityController,
)
from backend.underwriting.controllers.proposals import ProposalController
from backend.underwriting.controllers.submissions import SubmissionController

__all__ = [
    "ProposalController",
    "SanctionsListController",
    "SubmissionController",
    "UnderwritingAuthorityController",
]
