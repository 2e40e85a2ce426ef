"""What can be done with money; other modules come in here."""

from backend.payments.service.charges import (
    Owed,
    cancel_charge,
    charge,
    charge_page,
    open_actions,
    owe,
    raise_charge,
)
from backend.payments.service.door import (
    Moved,
    confirm_refund,
    fail_refund,
    order_refund,
    receive,
)
from backend.payments.service.ledger import (
    Cause,
    Posted,
    account_page,
    close_month,
    mode,
    post,
    posting_page,
)

__all__ = [
    "Cause",
    "Moved",
    "Owed",
    "Posted",
    "account_page",
    "cancel_charge",
    "charge",
    "charge_page",
    "close_month",
    "confirm_refund",
    "fail_refund",
    "mode",
    "open_actions",
    "order_refund",
    "owe",
    "post",
    "posting_page",
    "raise_charge",
    "receive",
]
