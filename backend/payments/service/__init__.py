"""What can be done with money; other modules come in here."""

from backend.payments.service.billing import (
    Side,
    View,
    Wanted,
    all_charges,
    charge_history,
    charge_page,
    charge_totals,
)
from backend.payments.service.charges import (
    Owed,
    cancel_charge,
    charge,
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
    "Side",
    "View",
    "Wanted",
    "account_page",
    "all_charges",
    "cancel_charge",
    "charge",
    "charge_history",
    "charge_page",
    "charge_totals",
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
