"""Words that invoices keep, and those of the list as a spreadsheet reads them."""

from collections.abc import Mapping
from typing import Any

from backend.invoicing.states import InvoiceForm, InvoiceKind, InvoiceState, Taxpayer
from backend.kernel.language import Pair, Words
from backend.kernel.spreadsheet import yuan

REFUNDED = "退款后金额已变，请重新申请"
CREDITED = "退款"

HEADINGS = {
    "zh-CN": (
        "付款参考号",
        "类别",
        "票种",
        "状态",
        "发票号码",
        "开票日期",
        "购买方",
        "购买方税号",
        "销售方",
        "项目",
        "税率（%）",
        "金额（元）",
        "税额（元）",
        "价税合计（元）",
        "申请时间（北京时间）",
    ),
    "en": (
        "Reference",
        "Kind",
        "Form",
        "State",
        "Number",
        "Date",
        "Buyer",
        "Buyer's number",
        "Seller",
        "Item",
        "Rate (%)",
        "Without tax (CNY)",
        "Tax (CNY)",
        "Total (CNY)",
        "Asked at (UTC+8)",
    ),
}
#: What a list was narrowed to, in the order of its cover.
FILTERS: Mapping[str, tuple[str, ...]] = {
    "zh-CN": ("机构", "视图", "类别", "开具方或受票方", "搜索"),
    "en": ("Organisation", "View", "Kind", "Side", "Search"),
}
VIEWS: Mapping[str, Mapping[str, str]] = {
    "zh-CN": {
        "waiting": "待开具",
        "issued": "已开具",
        "ended": "已终止",
        "buyer": "我方为受票方",
        "seller": "我方为开具方",
    },
    "en": {
        "waiting": "Waiting",
        "issued": "Issued",
        "ended": "Ended",
        "buyer": "We buy",
        "seller": "We sell",
    },
}
WORDS: Mapping[str, Mapping[str, str]] = {
    "zh-CN": {
        InvoiceKind.INVOICE: "蓝字发票",
        InvoiceKind.CREDIT_NOTE: "红字发票",
        InvoiceForm.ORDINARY: "普通发票",
        InvoiceForm.SPECIAL: "增值税专用发票",
        InvoiceState.REQUESTED: "待开具",
        InvoiceState.EXPORTED: "已送税务平台",
        InvoiceState.ISSUED: "已开具",
        InvoiceState.PART_CREDITED: "部分红冲",
        InvoiceState.CREDITED: "已红冲",
        InvoiceState.WITHDRAWN: "已撤回",
        InvoiceState.REFUSED: "未开具",
    },
    "en": {
        InvoiceKind.INVOICE: "Invoice",
        InvoiceKind.CREDIT_NOTE: "Credit note",
        InvoiceForm.ORDINARY: "Ordinary",
        InvoiceForm.SPECIAL: "Special VAT",
        InvoiceState.REQUESTED: "Waiting",
        InvoiceState.EXPORTED: "At the tax platform",
        InvoiceState.ISSUED: "Issued",
        InvoiceState.PART_CREDITED: "Credited in part",
        InvoiceState.CREDITED: "Credited",
        InvoiceState.WITHDRAWN: "Withdrawn",
        InvoiceState.REFUSED: "Not issued",
    },
}


def invoice_cells(row: Mapping[str, Any], language: str) -> tuple[object, ...]:
    """An invoice in this language; a credit note's amounts are below zero."""
    words = WORDS[language]
    sign = -1 if row["kind"] == InvoiceKind.CREDIT_NOTE else 1
    return (
        row["reference"],
        words[row["kind"]],
        words[row["form"]],
        words[row["state"]],
        row["number"] or "",
        row["issued_on"],
        row["buyer_name"],
        row["buyer_tax_number"],
        row["seller_name"],
        row["item"],
        yuan(row["rate_bp"]),
        yuan(sign * row["amount_fen"]),
        yuan(sign * row["tax_fen"]),
        yuan(sign * row["total_fen"]),
        row["created_at"],
    )


#: The list of invoice rules.
TAXPAYERS: Mapping[str, str] = Words(
    {
        str(Taxpayer.GENERAL): ("一般纳税人", "General taxpayer"),
        str(Taxpayer.SMALL_SCALE): ("小规模纳税人", "Small-scale taxpayer"),
    }
)
HERE: Pair = ("在本平台登记申请，由收款方开具", "Gathered here for the tax platform")
MIRRORED: Pair = (
    "收款方在自己的系统开具，此处只登记号码",
    "In the payee's own system; its number is told here",
)
AS_OF: Pair = ("截至", "As of")
RULE_HEADINGS: tuple[Pair, ...] = (
    ("用途", "Purpose"),
    ("收款方纳税身份", "The payee is"),
    ("项目", "Item"),
    ("税收分类编码", "Tax class code"),
    ("税率（%）", "Rate (%)"),
    ("谁开票", "Who issues"),
    ("依据", "Basis"),
    ("生效日", "Valid from"),
    ("状态", "State"),
)
