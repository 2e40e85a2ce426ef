"""Financing requests as they are stored."""

from piccolo.columns import (
    UUID,
    Array,
    BigInt,
    Boolean,
    Date,
    ForeignKey,
    Integer,
    OnDelete,
    SmallInt,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table

from backend.identity.tables import Organisation
from backend.kernel.tables import Identified
from backend.listing.states import CreditGrade, Sector, State, TaxGrade, UseOfFunds
from backend.portfolio.tables import Right


class FinancingRequest(Identified, Table, tablename="listing_financing_request"):
    number = Varchar(length=20, default=None)
    firm = ForeignKey(Organisation, default=None, null=False, on_delete=OnDelete.restrict)
    state = Varchar(length=20, choices=State, default=State.DRAFT)
    revision = Integer(default=1, help_text="Counts up with every edit.")

    amount_fen = BigInt(default=None)
    term_months = Integer(default=None)
    use_of_funds = Varchar(length=40, choices=UseOfFunds, default=None)
    use_note = Text(default="")

    established_on = Date(default=None)
    headcount = Integer(default=None)
    revenue_fen = BigInt(default=None, help_text="Last full year.")
    prior_revenue_fen = BigInt(
        null=True, default=None, help_text="The year before. What is null was not stated."
    )
    tax_grade = Varchar(length=1, choices=TaxGrade, null=True, default=None)
    credit_grade = Varchar(length=3, choices=CreditGrade, null=True, default=None)
    tax_grade_year = SmallInt(null=True, default=None, help_text="Null: not stated.")
    tax_grade_document_id = UUID(null=True, default=None, help_text="One of the documents.")
    credit_grade_year = SmallInt(null=True, default=None)
    credit_grade_document_id = UUID(null=True, default=None)
    sector = Varchar(length=40, choices=Sector, default=None)
    tags = Array(base_column=Varchar(length=40), default=None)
    first_time_borrower = Boolean(default=None)
    has_basic_account = Boolean(default=None)
    credit_report_consent = Boolean(
        default=None, help_text="Willing to sign the bank's own credit-report authorisation."
    )
    document_ids = Array(base_column=UUID(), default=None)

    drafted_by = UUID(default=None)
    published_at = Timestamptz(null=True, default=None)
    withdrawn_at = Timestamptz(null=True, default=None)


class RequestedRight(Identified, Table, tablename="listing_requested_right"):
    request = ForeignKey(FinancingRequest, default=None, null=False, on_delete=OnDelete.restrict)
    right_id = ForeignKey(Right, default=None, null=False, on_delete=OnDelete.restrict)
    position = SmallInt(default=None, help_text="In the order the firm names them.")
    used_since = Date(null=True, default=None, help_text="In use in the firm's products since.")
