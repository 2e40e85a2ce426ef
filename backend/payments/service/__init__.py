"""What can be done with money; other modules come in here."""

from backend.payments.rules import check_open, check_takes, is_reference, open_amount
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
from backend.payments.service.checkout import (
    accepts_cards,
    checkout,
    close_page,
    decide_cards,
    methods_of,
)
from backend.payments.service.door import (
    Moved,
    confirm_refund,
    fail_refund,
    order_refund,
    receive,
)
from backend.payments.service.fees import FeeTerms, fee_amount, fee_page, publish_fee
from backend.payments.service.gateway_lines import fetch_lines, standing
from backend.payments.service.gateway_refunds import (
    refund_by_gateway,
    refundable_by_gateway,
    send_refund,
    sweep_refunds,
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
from backend.payments.service.suspense import allocate, held, pay_out, set_aside, spend, wait
from backend.payments.service.tasks import open_task, settle_task, task_page, tasks_of
from backend.payments.service.webhooks import act_upon, sweep, take_webhook

__all__ = [
    "Cause",
    "FeeTerms",
    "Moved",
    "Owed",
    "Posted",
    "Side",
    "View",
    "Wanted",
    "accepts_cards",
    "account_page",
    "act_upon",
    "all_charges",
    "allocate",
    "cancel_charge",
    "charge",
    "charge_history",
    "charge_page",
    "charge_totals",
    "check_open",
    "check_takes",
    "checkout",
    "close_month",
    "close_page",
    "confirm_refund",
    "decide_cards",
    "fail_refund",
    "fee_amount",
    "fee_page",
    "fetch_lines",
    "held",
    "is_reference",
    "methods_of",
    "mode",
    "open_actions",
    "open_amount",
    "open_task",
    "order_refund",
    "owe",
    "pay_out",
    "post",
    "posting_page",
    "publish_fee",
    "raise_charge",
    "receive",
    "refund_by_gateway",
    "refundable_by_gateway",
    "send_refund",
    "set_aside",
    "settle_task",
    "spend",
    "standing",
    "sweep",
    "sweep_refunds",
    "take_webhook",
    "task_page",
    "tasks_of",
    "wait",
]
