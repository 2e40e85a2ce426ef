"""What of a list stands in Chinese before whoever reads English."""

import re
from collections.abc import Mapping
from typing import Any

from backend.exports.lists import LISTS

#: The headings and the names on the cover, in English, below which stands what people wrote: names,
#: reasons, sources. Below every other one an English reader finds no Chinese.
DATA: Mapping[str, frozenset[str]] = {
    "annual_fees": frozenset({"Firm"}),
    "assets": frozenset({"Title", "Patentees", "Co-owners", "Firm", "Search"}),
    "audit_events": frozenset({"Person", "Organisation", "Facts", "Before", "After"}),
    "awards": frozenset(
        {
            "Title of the patent",
            "Firm",
            "Award",
            "Certificate",
            "Stated by",
            "Checked by",
            "For",
            "Note",
        }
    ),
    "bank_accounts": frozenset({"Account name", "Bank", "Holder", "Organisation"}),
    "bank_statement_lines": frozenset(
        {
            "Other side",
            "Its bank",
            "Remark",
            "Proposed by",
            "Organisation",
            "Bank statement",
            "Search",
        }
    ),
    "bank_statements": frozenset({"Account name", "Bank", "File", "Imported by", "Organisation"}),
    "bordereau": frozenset({"Policyholder", "Product", "Bank", "Organisation"}),
    "broker_sales": frozenset({"Client", "Organisation"}),
    "charges": frozenset({"About", "Payer", "Payee", "Organisation", "Search"}),
    "cultivation_library": frozenset({"Firm", "Name or code"}),
    "fee_schedules": frozenset({"Organisation"}),
    "high_value_patents": frozenset({"Title", "Firm", "Rule"}),
    "inquiries": frozenset({"Other side", "Title", "Terms proposed by", "Note", "Organisation"}),
    "invoices": frozenset({"Buyer", "Seller", "Item", "Organisation", "Search"}),
    "licence_offers": frozenset({"Title", "Note", "Organisation"}),
    "licences": frozenset({"Licensor", "Licensee", "Title", "Organisation"}),
    "loan_applications": frozenset(
        {"Firm", "Bank", "Product", "Handler", "Organisation", "Search", "Group"}
    ),
    "loan_book": frozenset({"Firm", "Product", "Organisation"}),
    "organisations": frozenset({"Name", "Street or town", "Name or code"}),
    "loan_products": frozenset({"Product", "Suspended by", "Why suspended", "Organisation"}),
    "overseas_grants": frozenset({"Firm", "Rule"}),
    "part_reports": frozenset(
        {
            "Department",
            "Source",
            "Recorded by",
            "Checked by",
            "Looked in",
            "Explanation",
            "Withdrawn by",
            "Reason for withdrawing",
        }
    ),
    "payment_orders": frozenset(
        {
            "Payee",
            "Paid to",
            "Its bank",
            "Why sent back",
            "Reason",
            "Proposed by",
            "Decided by",
            "Organisation",
        }
    ),
    "pledges": frozenset({"Pledgor", "Pledgee", "Organisation", "Search"}),
    "policies": frozenset(
        {"Product", "Policyholder", "Lead insurer", "Bank", "Organisation", "Search"}
    ),
    "postings": frozenset({"Organisation"}),
    "proposals": frozenset(
        {"Last answered by", "Declared by", "Sent to", "Drafted by", "Organisation"}
    ),
    "register": frozenset({"Pledgor", "Pledgee", "Organisation"}),
    "sheet_lines": frozenset({"Name or source", "First signature", "Second signature"}),
    "submissions": frozenset(
        {
            "Firm",
            "Insurer",
            "Product",
            "Underwriter",
            "Note of decline",
            "Firm or number",
            "Organisation",
        }
    ),
    "target_entries": frozenset({"Explanation", "Pledgor", "Bank", "Street", "Verified by"}),
    "target_months": frozenset({"First signature", "Second signature"}),
    "target_statements": frozenset(
        {
            "Source",
            "Recorded by",
            "Checked by",
            "Looked in",
            "Explanation",
            "Withdrawn by",
            "Reason for withdrawing",
        }
    ),
    "tier_versions": frozenset({"Basis", "Proposed by", "Decided by", "Reason for returning"}),
    "unverified": frozenset({"Pledgor", "Pledgee", "Recorded by", "Number or party"}),
    "consent_receipts": frozenset({"Owner", "Reader", "Note", "Names", "Organisation"}),
    "documents": frozenset({"Name", "Issuer", "May be read by", "Organisation", "Search"}),
    "kyb_cases": frozenset(
        {"Firm", "District", "Street", "What is wrong", "Organisation", "Name or code"}
    ),
    "papers": frozenset({"Issuer", "Signers", "Organisation"}),
    "patent_imports": frozenset({"File", "By", "Organisation"}),
    "portfolio_imports": frozenset({"File", "By", "Organisation"}),
    "read_log": frozenset({"Document", "Who", "Organisation"}),
    "value_alerts": frozenset(
        {"Firm", "Right", "Valuer", "What was done", "Settled by", "Organisation"}
    ),
    "invoice_rules": frozenset({"Item", "Basis", "Organisation"}),
    "payees": frozenset({"Payee", "Its bank", "Organisation"}),
    "payout_lists": frozenset({"Reason", "Proposed by", "Organisation"}),
    "product_capacities": frozenset({"Product", "Organisation"}),
    "sign_ins": frozenset({"Member", "Device", "Organisation"}),
    "statement_layouts": frozenset(
        {
            "Bank",
            "Column headings",
            "How days are written",
            "Marks of money in",
            "Marks of money out",
            "How currencies are written",
            "Organisation",
        }
    ),
    "valuation_requests": frozenset(
        {"Firm", "Orders and pays", "Bank", "Right appraised", "Appraiser", "Organisation"}
    ),
}

_CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")


def is_english(name: str, sheet: Mapping[str, Any]) -> None:
    """What was asked for in English has no Chinese but where people wrote it."""
    headings, rows = [column["heading"] for column in sheet["columns"]], sheet["rows"]
    if LISTS[name].is_form:
        # The office that reads a form wrote its headings.
        headings, rows = [], []
    cover = [(each["name"], each["value"]) for each in sheet["cover"]]
    named = {sheet["title"], *headings, *dict(cover)}
    left = {each for each in named if _CHINESE.search(each)}
    assert not left, (name, left)
    small = {each for each in named if each[:1].islower()}
    assert not small, (name, small)
    cells = cover + [pair for row in rows for pair in zip(headings, row, strict=True)]
    amiss = {pair for pair in cells if pair[0] not in DATA[name] and _CHINESE.search(pair[1])}
    assert not amiss, (name, amiss)
