"""What can be done with money at the bank; other modules come in here."""

from backend.treasury.service.accounts import (
    Opened,
    account,
    account_page,
    close_account,
    open_account,
)
from backend.treasury.service.desk import (
    Proposed,
    Wanted,
    confirm_match,
    line,
    line_page,
    open_actions,
    propose_match,
    refuse_match,
)
from backend.treasury.service.instructions import instruction
from backend.treasury.service.matching import match_statement
from backend.treasury.service.reconciling import (
    Reconciliation,
    note_differences,
    reconciliation,
)
from backend.treasury.service.statements import (
    check_may_import,
    import_statement,
    statement,
    statement_page,
    whole,
)

__all__ = [
    "Opened",
    "Proposed",
    "Reconciliation",
    "Wanted",
    "account",
    "account_page",
    "check_may_import",
    "close_account",
    "confirm_match",
    "import_statement",
    "instruction",
    "line",
    "line_page",
    "match_statement",
    "note_differences",
    "open_account",
    "open_actions",
    "propose_match",
    "reconciliation",
    "refuse_match",
    "statement",
    "statement_page",
    "whole",
]
