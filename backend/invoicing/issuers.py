"""The port to the tax authority's platform: what it is handed, what it gives back.

The file is the one that exists: a person uploads it in the seller's account at the platform, which
numbers and dates each invoice; both are then told here. A direct connection (乐企) is another class
with these two calls, named by `ZHIRONG_INVOICE_ISSUER`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from backend.invoicing import rules
from backend.invoicing.states import InvoiceForm, InvoiceKind
from backend.kernel import spreadsheet
from backend.kernel.settings import settings

#: In the order of the platform's form for many invoices at once.
HEADINGS = (
    "流水号",
    "发票类型",
    "红蓝标志",
    "原蓝字发票号码",
    "购买方名称",
    "购买方纳税人识别号",
    "购买方地址",
    "购买方电话",
    "购买方开户银行",
    "购买方银行账号",
    "销售方名称",
    "销售方纳税人识别号",
    "项目名称",
    "税收分类编码",
    "金额（不含税，元）",
    "税率",
    "税额（元）",
    "价税合计（元）",
    "备注",
)
FORMS: Mapping[InvoiceForm, str] = {
    InvoiceForm.ORDINARY: "普通发票",
    InvoiceForm.SPECIAL: "增值税专用发票",
}


@dataclass(frozen=True, kw_only=True)
class Numbered:
    """What the platform gave an invoice."""

    number: str
    issued_on: date


class InvoiceIssuer(Protocol):
    """Whoever takes invoices to the tax platform, and brings back what it gave."""

    name: str

    def hand_over(self, invoices: Sequence[Mapping[str, Any]]) -> bytes:
        """State these invoices; the same ones give the same file however often."""

    def take_back(self, invoice: Mapping[str, Any], given: Numbered, *, today: date) -> Numbered:
        """The number and day of an invoice as they are kept, or a DomainError."""


class FileIssuer:
    """A file that a person uploads: one line for each invoice, amounts of a credit below zero.

    What the platform answers is believed as far as it can be checked here.
    """

    name = "file"

    def hand_over(self, invoices: Sequence[Mapping[str, Any]]) -> bytes:
        lines = [spreadsheet.line(HEADINGS), *(spreadsheet.line(_cells(row)) for row in invoices)]
        return (spreadsheet.BOM + "".join(lines)).encode()

    def take_back(self, invoice: Mapping[str, Any], given: Numbered, *, today: date) -> Numbered:
        rules.check_date(given.issued_on, paid_on=invoice["paid_on"], today=today)
        number = rules.number_of(given.number, issued_on=given.issued_on)
        return Numbered(number=number, issued_on=given.issued_on)


def _cells(row: Mapping[str, Any]) -> tuple[object, ...]:
    credit = row["kind"] == InvoiceKind.CREDIT_NOTE
    sign = -1 if credit else 1
    return (
        str(row["id"]),
        FORMS[InvoiceForm(row["form"])],
        "红字" if credit else "蓝字",
        row["corrects_number"] if credit else "",
        row["buyer_name"],
        row["buyer_tax_number"],
        row["buyer_address"],
        row["buyer_phone"],
        row["buyer_bank_name"],
        row["buyer_bank_account"],
        row["seller_name"],
        row["seller_tax_number"],
        row["item"],
        row["tax_class_code"],
        spreadsheet.yuan(sign * row["amount_fen"]),
        f"{Decimal(row['rate_bp']).scaleb(-2).normalize():f}%",
        spreadsheet.yuan(sign * row["tax_fen"]),
        spreadsheet.yuan(sign * row["total_fen"]),
        row["remark"],
    )


ISSUERS: Mapping[str, InvoiceIssuer] = {"file": FileIssuer()}


def issuer() -> InvoiceIssuer:
    """The one that the settings name."""
    return ISSUERS[settings().invoice_issuer]
