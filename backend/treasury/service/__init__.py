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
    Refund,
    approve_order,
    fail_order,
    order,
    order_actions,
    order_page,
    propose_refund,
    refuse_order,
)
from backend.treasury.service.payees import (
    PayeeTerms,
    confirm_payee_account,
    payee_account,
    payee_account_actions,
    payee_account_page,
    refuse_payee_account,
    register_payee_account,
)
from backend.treasury.service.payouts import (
    Payout,
    approve_payouts,
    payee_page,
    payout_list,
    payout_list_actions,
    payout_list_page,
    propose_payouts,
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
    "PayeeTerms",
    "Payout",
    "Proposed",
    "Reconciliation",
    "Refund",
    "Wanted",
    "account",
    "account_page",
    "approve_order",
    "approve_payouts",
    "check_may_import",
    "close_account",
    "confirm_match",
    "confirm_payee_account",
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
    "payee_account",
    "payee_account_actions",
    "payee_account_page",
    "payee_page",
    "payment_file",
    "payment_file_page",
    "payout_list",
    "payout_list_actions",
    "payout_list_page",
    "propose_match",
    "propose_payouts",
    "propose_refund",
    "reconciliation",
    "refuse_match",
    "refuse_order",
    "refuse_payee_account",
    "register_payee_account",
    "statement",
    "statement_page",
    "whole",
]
