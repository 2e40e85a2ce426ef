"""What can be done with invoices; other modules come in here."""

from backend.invoicing.issuers import Numbered
from backend.invoicing.service.asking import ask, invoice, of_charge, refuse, withdraw
from backend.invoicing.service.issuing import (
    batch_file,
    batch_page,
    credit,
    follow_refund,
    issue,
    make_batch,
)
from backend.invoicing.service.listing import (
    INVOICE_LIST,
    InvoicesAsked,
    InvoiceSide,
    InvoiceView,
    Wanted,
    invoice_page,
    open_actions,
)
from backend.invoicing.service.rule_leaving import RULE_LIST
from backend.invoicing.service.titles import (
    RuleTerms,
    TitleTerms,
    publish_rule,
    rule_page,
    state_title,
    title,
)

__all__ = [
    "INVOICE_LIST",
    "RULE_LIST",
    "InvoiceSide",
    "InvoiceView",
    "InvoicesAsked",
    "Numbered",
    "RuleTerms",
    "TitleTerms",
    "Wanted",
    "ask",
    "batch_file",
    "batch_page",
    "credit",
    "follow_refund",
    "invoice",
    "invoice_page",
    "issue",
    "make_batch",
    "of_charge",
    "open_actions",
    "publish_rule",
    "refuse",
    "rule_page",
    "state_title",
    "title",
    "withdraw",
]
