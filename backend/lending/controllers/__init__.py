"""Lending over HTTP."""

from backend.lending.controllers.applications import ApplicationController
from backend.lending.controllers.book import LoanBookController
from backend.lending.controllers.consent_texts import ConsentTextController
from backend.lending.controllers.desk import (
    DecisionLimitController,
    OfficerGroupController,
    SubstitutionController,
)
from backend.lending.controllers.handing_over import HandOverController
from backend.lending.controllers.messaging import CaseMessageController
from backend.lending.controllers.negotiating import NegotiationController, ValueProposalController
from backend.lending.controllers.noting import CaseNoteController
from backend.lending.controllers.phrases import PhraseController, PhraseProposalController
from backend.lending.controllers.products import LoanProductController, MatchesController
from backend.lending.controllers.review import ReviewController
from backend.lending.controllers.shelf import ShelfController
from backend.lending.controllers.valuing import CaseValuationController

__all__ = [
    "ApplicationController",
    "CaseMessageController",
    "CaseNoteController",
    "CaseValuationController",
    "ConsentTextController",
    "DecisionLimitController",
    "HandOverController",
    "LoanBookController",
    "LoanProductController",
    "MatchesController",
    "NegotiationController",
    "OfficerGroupController",
    "PhraseController",
    "PhraseProposalController",
    "ReviewController",
    "ShelfController",
    "SubstitutionController",
    "ValueProposalController",
]
