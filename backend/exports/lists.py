"""The lists that can leave as files of any length."""

from collections.abc import Mapping
from typing import Any

from backend.appraisal import service as appraisal
from backend.documents import service as documents
from backend.identity import service as identity
from backend.invoicing import service as invoicing
from backend.kernel.errors import InvalidField
from backend.kernel.listed import Listed
from backend.kyb import service as kyb
from backend.lending.service import book as lending_book
from backend.lending.service import exporting as lending
from backend.lending.service import shelf_leaving as shelf
from backend.licensing import service as licensing
from backend.monitoring import service as monitoring
from backend.oversight import service as oversight
from backend.papers import service as papers
from backend.payments import service as payments
from backend.policies.service import exporting as policies
from backend.policies.service import leaving as sales
from backend.portfolio import service as portfolio
from backend.registry import service as registry
from backend.targets import service as targets
from backend.treasury import service as treasury
from backend.underwriting.service import leaving as underwriting

LISTS: Mapping[str, Listed[Any]] = {
    each.name: each
    for each in (
        appraisal.REQUEST_LIST,
        documents.DOCUMENT_LIST,
        documents.READ_LIST,
        documents.RECEIPT_LIST,
        identity.ORGANISATION_LIST,
        identity.SIGN_IN_LIST,
        invoicing.INVOICE_LIST,
        invoicing.RULE_LIST,
        kyb.CASE_LIST,
        lending.QUEUE_LIST,
        lending_book.BOOK_LIST,
        shelf.CAPACITY_LIST,
        shelf.SHELF_LIST,
        licensing.INQUIRY_LIST,
        licensing.LICENCE_LIST,
        licensing.OFFER_LIST,
        monitoring.ALERT_LIST,
        oversight.AUDIT_LIST,
        oversight.ENTRY_LIST,
        oversight.LINE_LIST,
        oversight.MONTH_LIST,
        papers.PAPER_LIST,
        payments.CHARGE_LIST,
        payments.FEE_LIST,
        payments.POSTING_LIST,
        policies.BORDEREAU,
        policies.POLICY_LIST,
        sales.SALE_LIST,
        portfolio.ASSET_LIST,
        portfolio.AWARD_LIST,
        portfolio.FEE_LIST,
        portfolio.GRANT_LIST,
        portfolio.IMPORT_LIST,
        portfolio.INVENTION_LIST,
        portfolio.PATENT_IMPORT_LIST,
        registry.PLEDGE_LIST,
        registry.REGISTER_LIST,
        registry.WAITING_LIST,
        targets.LIBRARY_LIST,
        targets.PART_REPORT_LIST,
        targets.STATEMENT_LIST,
        targets.TIER_VERSION_LIST,
        treasury.ACCOUNT_LIST,
        treasury.LAYOUT_LIST,
        treasury.LINE_LIST,
        treasury.ORDER_LIST,
        treasury.PAYEE_LIST,
        treasury.PAYOUT_LIST,
        treasury.STATEMENT_LIST,
        underwriting.PROPOSAL_LIST,
        underwriting.SUBMISSION_LIST,
    )
}


def listed_as(name: str) -> Listed[Any]:
    """The list of this name."""
    if (found := LISTS.get(name)) is None:
        raise InvalidField("list", "There is no such list to export.")
    return found
