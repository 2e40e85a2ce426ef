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
from backend.targets.service.parts import (
    check_part_report,
    decide_parts,
    part_reports,
    parts_of,
    propose_parts,
    report_part,
    withdraw_part_report,
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
    "check_part_report",
    "check_stated",
    "check_steps",
    "decide_parts",
    "firm_of",
    "in_library",
    "library",
    "library_book",
    "library_news",
    "part_reports",
    "parts_of",
    "propose_parts",
    "record_steps",
    "report_part",
    "state",
    "statement_book",
    "statement_page",
    "tier_in_library",
    "tiers",
    "waiting_steps",
    "withdraw_part_report",
    "withdraw_stated",
    "withdraw_step",
]
