"""The words of an account's postings as a spreadsheet reads them."""

from collections.abc import Mapping
from typing import Any

from backend.kernel.spreadsheet import yuan

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "zh-CN": (
        "发生日",
        "来由",
        "账单",
        "记入月份",
        "记账时间（北京时间）",
        "金额（元）",
        "交易编号",
    ),
    "en": (
        "Happened on",
        "Cause",
        "Bill",
        "Month",
        "Posted at (UTC+8)",
        "Amount (CNY)",
        "Transaction",
    ),
}
#: What the postings are of, in the order of the first sheet.
COVER: Mapping[str, tuple[str, ...]] = {
    "zh-CN": ("机构", "账册", "科目", "金额合计（元）"),
    "en": ("Organisation", "Book", "Account", "Amounts (CNY)"),
}
BOOKS: Mapping[str, Mapping[str, str]] = {
    "zh-CN": {
        "own": "平台自有",
        "client": "代管款",
        "memo": "备查（保险公司持有）",
    },
    "en": {
        "own": "The platform's own",
        "client": "Client money",
        "memo": "Mirror (held by insurers)",
    },
}
ACCOUNTS: Mapping[str, Mapping[str, str]] = {
    "zh-CN": {
        "bank": "银行存款",
        "gateway": "支付服务结余",
        "suspense": "待认领款项",
        "refunds": "应退款",
        "operating": "经营支出",
        "capital": "资本",
        "premium": "保险费",
        "endorsement": "批改保费",
        "platform_fee": "平台服务费",
        "appraisal_fee": "评估费",
        "licence_fee": "许可费",
        "gateway_fee": "支付服务费",
        "transit": "在途（支付服务到银行）",
        "disputed": "争议中款项",
        "payouts": "待付收款方",
        "between": "两册往来",
    },
    "en": {
        "bank": "At the bank",
        "gateway": "At the payment service",
        "suspense": "Suspense",
        "refunds": "Owed back",
        "operating": "Operating cost",
        "capital": "Capital",
        "premium": "Premium",
        "endorsement": "Endorsement premium",
        "platform_fee": "Platform fee",
        "appraisal_fee": "Appraisal fee",
        "licence_fee": "Licence fee",
        "gateway_fee": "Payment service's fees",
        "transit": "On the way to the bank",
        "disputed": "In dispute",
        "payouts": "Payouts under way",
        "between": "Between the books",
    },
}
CAUSES: Mapping[str, Mapping[str, str]] = {
    "zh-CN": {
        "received": "款项到账",
        "refund_ordered": "排定退款",
        "refund_confirmed": "退款付出",
        "refund_failed": "退款未成功",
        "matched": "认领款项",
        "gateway_fee": "支付服务费",
        "gateway_charge": "支付服务收费",
        "dispute_withdrawn": "争议扣回",
        "dispute_returned": "争议款返还",
        "payout": "支付服务转出",
        "payout_arrived": "支付服务转入银行",
        "bank_fee": "银行手续费",
        "returned": "退回来款",
        "paid_out": "付出",
        "paid_otherwise": "按实付金额付出",
        "borne": "平台承担银行费用",
        "passed_between": "两册之间划转",
        "handed_over": "付给收款方",
        "recognised": "与登记为同一笔",
        "payout_returned": "付款被退回",
        "refund_returned": "退款被退回",
    },
    "en": {
        "received": "Money arrived",
        "refund_ordered": "Refund ordered",
        "refund_confirmed": "Refund paid out",
        "refund_failed": "Refund failed",
        "matched": "Money placed",
        "gateway_fee": "Payment service's fee",
        "gateway_charge": "Charged by the payment service",
        "dispute_withdrawn": "Taken back in a dispute",
        "dispute_returned": "Returned after a dispute",
        "payout": "Paid out by the payment service",
        "payout_arrived": "Payout arrived at the bank",
        "bank_fee": "Bank fee",
        "returned": "Money sent back",
        "paid_out": "Paid out",
        "paid_otherwise": "Paid with another amount",
        "borne": "Fee of the bank borne",
        "passed_between": "Transfer between the books",
        "handed_over": "Paid to a payee",
        "recognised": "Same as reported",
        "payout_returned": "Payout sent back",
        "refund_returned": "Refund sent back",
    },
}


def posting_cells(row: Mapping[str, Any], language: str) -> tuple[object, ...]:
    return (
        row["occurred_on"],
        CAUSES[language].get(row["cause_kind"], row["cause_kind"]),
        row["reference"],
        f"{row['month']:%Y-%m}",
        row["created_at"],
        yuan(row["amount_fen"]),
        str(row["transaction_id"]),
    )


def account_name(account: Mapping[str, Any], language: str) -> str:
    return ACCOUNTS[language].get(account["purpose"], account["purpose"])
