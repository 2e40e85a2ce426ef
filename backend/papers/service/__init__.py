"""The front of the papers: order them, sign them, read them, prove them."""

from backend.papers.service.issuing import Order, issue, lapse, unless_unfit
from backend.papers.service.leaving import PAPER_LIST
from backend.papers.service.mandates import grant_mandate, mandates, revoke_mandate
from backend.papers.service.parties import parties
from backend.papers.service.proving import Proof, paper_numbered, what_is
from backend.papers.service.reading import PaperView, paper, papers
from backend.papers.service.rendering import render
from backend.papers.service.sheets import instruction_sheet
from backend.papers.service.signing import refuse, remind, sign

__all__ = [
    "PAPER_LIST",
    "Order",
    "PaperView",
    "Proof",
    "grant_mandate",
    "instruction_sheet",
    "issue",
    "lapse",
    "mandates",
    "paper",
    "paper_numbered",
    "papers",
    "parties",
    "refuse",
    "remind",
    "render",
    "revoke_mandate",
    "sign",
    "unless_unfit",
    "what_is",
]
