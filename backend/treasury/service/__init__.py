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
from backend.treasury.service.files import FileRows, make_file, payment_file, payment_file_page
from backend.treasury.service.instructions import instruction
from backend.treasury.service.matching import match_statement
from backend.treasury.service.orders import (
    Payout,
    Refund,
    approve_order,
    fail_order,
    order,
    order_actions,
    order_page,
    propose_payout,
    propose_refund,
    refuse_order,
)
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
    "FileRows",
    "Opened",
    "Payout",
    "Proposed",
    "Reconciliation",
    "Refund",
    "Wanted",
    "account",
    "account_page",
    "approve_order",
    "check_may_import",
    "close_account",
    "confirm_match",
    "fail_order",
    "import_statement",
    "instruction",
    "line",
    "line_page",
    "make_file",
    "match_statement",
    "note_differences",
    "open_account",
    "open_actions",
    "order",
    "order_actions",
    "order_page",
    "payment_file",
    "payment_file_page",
    "propose_match",
    "propose_payout",
    "propose_refund",
    "reconciliation",
    "refuse_match",
    "refuse_order",
    "statement",
    "statement_page",
    "whole",
]
