"""The words of the list of charges as a spreadsheet reads them."""

from collections.abc import Mapping
from typing import Any

from backend.kernel.language import current
from backend.kernel.spreadsheet import yuan
from backend.payments.states import Purpose, State

HEADINGS = {
    "zh-CN": (
        "付款参考号",
        "用途",
        "事由",
        "付款方",
        "收款方",
        "金额（元）",
        "到期日",
        "状态",
        "已收（元）",
        "已退（元）",
        "退款中（元）",
        "开出时间（北京时间）",
    ),
    "en": (
        "Reference",
        "Purpose",
        "About",
        "Payer",
        "Payee",
        "Amount (CNY)",
        "Due on",
        "State",
        "Held (CNY)",
        "Refunded (CNY)",
        "Refund under way (CNY)",
        "Raised at (UTC+8)",
    ),
}

#: What a list was narrowed to, in the order of its cover.
FILTERS: Mapping[str, tuple[str, ...]] = {
    "zh-CN": ("机构", "视图", "状态", "用途", "收付", "搜索", "金额合计（元）"),
    "en": ("Organisation", "View", "State", "Purpose", "Side", "Search", "Amounts (CNY)"),
}
VIEWS: Mapping[str, Mapping[str, str]] = {
    "zh-CN": {
        "due": "待付",
        "overdue": "逾期",
        "paid": "已付",
        "refunds": "退款",
        "cancelled": "已取消",
        "payer": "我方应付",
        "payee": "我方应收",
    },
    "en": {
        "due": "To be paid",
        "overdue": "Overdue",
        "paid": "Paid",
        "refunds": "Refunds",
        "cancelled": "Cancelled",
        "payer": "We pay",
        "payee": "We are paid",
    },
}

PURPOSES: Mapping[str, Mapping[Purpose, str]] = {
    "zh-CN": {
        Purpose.PREMIUM: "保险费",
        Purpose.ENDORSEMENT: "批改保费",
        Purpose.PLATFORM_FEE: "平台服务费",
        Purpose.APPRAISAL_FEE: "评估费",
        Purpose.LICENCE_FEE: "许可费",
    },
    "en": {
        Purpose.PREMIUM: "Premium",
        Purpose.ENDORSEMENT: "Endorsement premium",
        Purpose.PLATFORM_FEE: "Platform fee",
        Purpose.APPRAISAL_FEE: "Appraisal fee",
        Purpose.LICENCE_FEE: "Licence fee",
    },
}

STATES: Mapping[str, Mapping[State, str]] = {
    "zh-CN": {
        State.OPEN: "待付款",
        State.PART_PAID: "部分付款",
        State.PAID: "已付清",
        State.OVERPAID: "多付",
        State.PART_REFUNDED: "部分退款",
        State.REFUNDED: "已退款",
        State.CANCELLED: "已取消",
    },
    "en": {
        State.OPEN: "Open",
        State.PART_PAID: "Part paid",
        State.PAID: "Paid",
        State.OVERPAID: "Overpaid",
        State.PART_REFUNDED: "Part refunded",
        State.REFUNDED: "Refunded",
        State.CANCELLED: "Cancelled",
    },
}


def purpose_name(purpose: str) -> str:
    return PURPOSES[current()][Purpose(purpose)]


def charge_cells(row: Mapping[str, Any], language: str) -> tuple[object, ...]:
    """The charge below its headings, amounts in yuan."""
    return (
        row["reference"],
        PURPOSES[language][Purpose(row["purpose"])],
        row["about"],
        row["payer_name"],
        row["payee_name"],
        yuan(row["amount_fen"]),
        row["due_on"],
        STATES[language][State(row["state"])],
        yuan(row["kept"]),
        yuan(row["refunded"]),
        yuan(row["ordered"]),
        row["created_at"],
    )
