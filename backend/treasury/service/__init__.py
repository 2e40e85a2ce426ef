"""What can be done with money at the bank; other modules come in here."""

from backend.treasury.service.accounts import (
    Opened,
    account,
    account_page,
    close_account,
    open_account,
)
from backend.treasury.service.statements import (
    check_may_import,
    import_statement,
    line_page,
    statement,
    statement_page,
    whole,
)

__all__ = [
    "Opened",
    "account",
    "account_page",
    "check_may_import",
    "close_account",
    "import_statement",
    "line_page",
    "open_account",
    "statement",
    "statement_page",
    "whole",
]
