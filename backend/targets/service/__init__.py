"""The front of the targets: what may be stated, recorded, checked and asked."""

from backend.targets.service.exporting import library_book, statement_book
from backend.targets.service.library import (
    Firm,
    Library,
    StepIn,
    check_steps,
    firm_of,
    in_library,
    library,
    library_news,
    record_steps,
    tier_in_library,
    tiers,
    waiting_steps,
    withdraw_step,
)
from backend.targets.service.statements import (
    StatementIn,
    check_stated,
    state,
    statement_page,
    withdraw_stated,
)

__all__ = [
    "Firm",
    "Library",
    "StatementIn",
    "StepIn",
    "check_stated",
    "check_steps",
    "firm_of",
    "in_library",
    "library",
    "library_book",
    "library_news",
    "record_steps",
    "state",
    "statement_book",
    "statement_page",
    "tier_in_library",
    "tiers",
    "waiting_steps",
    "withdraw_stated",
    "withdraw_step",
]
