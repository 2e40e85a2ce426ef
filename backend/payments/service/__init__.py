"""What can be done with money; other modules come in here."""

from backend.payments.service.ledger import (
    Cause,
    Posted,
    account_page,
    close_month,
    mode,
    post,
    posting_page,
)

__all__ = ["Cause", "Posted", "account_page", "close_month", "mode", "post", "posting_page"]
