"""What of a list stands in Chinese before whoever reads English."""

import re
from collections.abc import Mapping
from typing import Any

from backend.exports.lists import LISTS

#: Lists whose words have no English yet; each that gains them leaves.
NOT_YET = frozenset(
    {
        "inquiries",
        "licence_offers",
        "licences",
        "organisations",
    }
)
#: The headings and the names on the cover, in English, below which stands what people wrote: names,
#: reasons, sources. Below every other one an English reader finds no Chinese.
DATA: Mapping[str, frozenset[str]] = {
    "annual_fees": frozenset({"Firm"}),
    "audit_events": frozenset({"Person", "Organisation", "Facts", "Before", "After"}),
    "cultivation_library": frozenset({"Firm", "Name or code"}),
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
    "pledges": frozenset({"Pledgor", "Pledgee", "Organisation", "Search"}),
    "register": frozenset({"Pledgor", "Pledgee", "Organisation"}),
    "sheet_lines": frozenset({"Name or source", "First signature", "Second signature"}),
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
    "assets": frozenset({"title", "patentees", "co-owners", "firm", "search"}),
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
    "bordereau": frozenset({"Policyholder", "Product", "Bank", "Organisation"}),
    "broker_sales": frozenset({"Client", "Organisation"}),
    "charges": frozenset({"About", "Payer", "Payee", "Organisation", "Search"}),
    "high_value_patents": frozenset({"Title", "Firm", "Rule"}),
    "invoices": frozenset({"Buyer", "Seller", "Item", "Organisation", "Search"}),
    "loan_applications": frozenset(
        {"Firm", "Bank", "Product", "Handler", "Organisation", "Search", "Group"}
    ),
    "loan_book": frozenset({"Firm", "Product", "Organisation"}),
    "overseas_grants": frozenset({"Firm", "Rule"}),
    "policies": frozenset(
        {"Product", "Policyholder", "Lead insurer", "Bank", "Organisation", "Search"}
    ),
    "postings": frozenset({"Organisation"}),
    "proposals": frozenset(
        {"Last answered by", "Declared by", "Sent to", "Drafted by", "Organisation"}
    ),
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
    "valuation_requests": frozenset(
        {"Firm", "Orders and pays", "Bank", "Right appraised", "Appraiser", "Organisation"}
    ),
}

_CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")


def is_english(name: str, sheet: Mapping[str, Any]) -> None:
    """Of a list asked for in English: it is, or it is among those that are not yet."""
    headings, rows = [column["heading"] for column in sheet["columns"]], sheet["rows"]
    if LISTS[name].is_form:
        # The office that reads a form wrote its headings.
        headings, rows = [], []
    cover = [(each["name"], each["value"]) for each in sheet["cover"]]
    named = {sheet["title"], *headings, *dict(cover)}
    left = {each for each in named if _CHINESE.search(each)}
    assert bool(left) == (name in NOT_YET), (name, left)
    if name in NOT_YET:
        return
    cells = cover + [pair for row in rows for pair in zip(headings, row, strict=True)]
    amiss = {pair for pair in cells if pair[0] not in DATA[name] and _CHINESE.search(pair[1])}
    assert not amiss, (name, amiss)
