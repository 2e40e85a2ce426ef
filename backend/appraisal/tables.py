"""Ordered appraisals as they are stored."""

from piccolo.columns import (
    JSONB,
    UUID,
    Array,
    BigInt,
    Boolean,
    Date,
    ForeignKey,
    Integer,
    OnDelete,
    SmallInt,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table

from backend.appraisal.states import Occasion, Purpose, QuoteState, ReportState, Rule, State
from backend.documents.tables import File
from backend.identity.tables import Organisation
from backend.kernel.tables import Identified, Proposed
from backend.payments.tables import Charge
from backend.portfolio.tables import Right
from backend.valuation.tables import Valuation


class Request(Identified, Table, tablename="appraisal_request"):
    number = Varchar(length=20, default=None)
    firm = ForeignKey(Organisation, default=None, null=False, on_delete=OnDelete.restrict)
    asked_by = ForeignKey(Organisation, default=None, null=False, on_delete=OnDelete.restrict)
    client = ForeignKey(
        Organisation,
        default=None,
        null=False,
        on_delete=OnDelete.restrict,
        help_text="Who gives the order, pays and takes the report.",
    )
    application = UUID(null=True, default=None, help_text="The case that a lender asks for.")
    state = Varchar(length=12, choices=State, default=None)
    purpose = Varchar(length=20, choices=Purpose, default=None)
    base_date = Date(default=None)
    quotes_due_on = Date(default=None)
    note = Varchar(length=1000, default=None)
    lender = ForeignKey(Organisation, default=None, null=True, on_delete=OnDelete.restrict)
    related_to = Array(base_column=UUID(), default=None, help_text="As the firm declares.")
    opened_by = UUID(default=None)
    quote = UUID(null=True, default=None, help_text="The one that was accepted.")
    charge = ForeignKey(Charge, default=None, null=True, on_delete=OnDelete.restrict)
    accepted_at = Timestamptz(null=True, default=None)
    due_on = Date(null=True, default=None)
    valuation = ForeignKey(Valuation, default=None, null=True, on_delete=OnDelete.restrict)
    ended_at = Timestamptz(null=True, default=None)


class RequestedRight(Identified, Table, tablename="appraisal_requested_right"):
    request = ForeignKey(Request, default=None, null=False, on_delete=OnDelete.restrict)
    right_id = ForeignKey(Right, default=None, null=False, on_delete=OnDelete.restrict)
    position = SmallInt(default=None)


class Quote(Identified, Table, tablename="appraisal_quote"):
    """An appraiser invited, and what he offers."""

    request = ForeignKey(Request, default=None, null=False, on_delete=OnDelete.restrict)
    appraiser = ForeignKey(Organisation, default=None, null=False, on_delete=OnDelete.restrict)
    state = Varchar(length=12, choices=QuoteState, default=None)
    fee_fen = BigInt(null=True, default=None)
    days = SmallInt(null=True, default=None)
    approaches = Array(base_column=Varchar(length=10), null=True, default=None)
    valid_until = Date(null=True, default=None)
    related = Boolean(null=True, default=None, help_text="As the appraiser declares.")
    note = Varchar(length=1000, default="")
    quoted_by = UUID(null=True, default=None)
    quoted_by_name = Varchar(length=120, null=True, default=None)
    quoted_at = Timestamptz(null=True, default=None)


class RuleProposal(Proposed, Table, tablename="appraisal_rule_proposal"):
    """The next version of a lender's rules, as one person proposes it."""

    organisation = ForeignKey(Organisation, default=None, null=True, on_delete=OnDelete.restrict)


class RuleSet(Identified, Table, tablename="appraisal_rule_set"):
    """One version of a lender's rules; the database refuses any change."""

    organisation = ForeignKey(
        Organisation,
        default=None,
        null=True,
        on_delete=OnDelete.restrict,
        help_text="Null: the platform's, where a lender has none.",
    )
    version = Integer(default=None)
    valid_from = Date(default=None)
    author = UUID(null=True, default=None)
    author_name = Varchar(length=120, default=None)
    reason = Varchar(length=1000, default=None)
    rules = JSONB(default=None)
    proposal = ForeignKey(RuleProposal, default=None, null=True, on_delete=OnDelete.restrict)


class Report(Identified, Table, tablename="appraisal_report"):
    request = ForeignKey(Request, default=None, null=False, on_delete=OnDelete.restrict)
    version = SmallInt(default=None)
    state = Varchar(length=12, choices=ReportState, default=None)
    content = JSONB(default=None)
    file = ForeignKey(File, default=None, null=True, on_delete=OnDelete.restrict)
    sha256 = Varchar(length=64, null=True, default=None)
    checks = JSONB(null=True, default=None)
    rule_set = ForeignKey(RuleSet, default=None, null=True, on_delete=OnDelete.restrict)
    prepared_by = UUID(default=None)
    prepared_by_name = Varchar(length=120, default=None)
    prepared_at = Timestamptz(null=True, default=None, help_text="The first signature.")
    signed_by = UUID(null=True, default=None)
    signed_by_name = Varchar(length=120, null=True, default=None)
    delivered_at = Timestamptz(null=True, default=None, help_text="The second signature.")
    returned_at = Timestamptz(null=True, default=None)
    return_reason = Varchar(length=1000, null=True, default=None)


class FindingRow(Identified, Table, tablename="appraisal_finding"):
    """What a lender's rule found on a day; never changed."""

    request = ForeignKey(Request, default=None, null=True, on_delete=OnDelete.restrict)
    valuation = ForeignKey(Valuation, default=None, null=True, on_delete=OnDelete.restrict)
    appraiser = ForeignKey(Organisation, default=None, null=True, on_delete=OnDelete.restrict)
    lender = ForeignKey(Organisation, default=None, null=True, on_delete=OnDelete.restrict)
    rule_set = ForeignKey(RuleSet, default=None, null=False, on_delete=OnDelete.restrict)
    occasion = Varchar(length=10, choices=Occasion, default=None)
    rule = Varchar(length=20, choices=Rule, default=None)
    outcome = Varchar(length=10, default=None)
    facts = JSONB(default=None)
    found_at = Timestamptz(default=None)
