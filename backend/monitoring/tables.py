"""Alerts and the rules that raise them, as they are stored."""

from piccolo.columns import (
    JSONB,
    UUID,
    BigInt,
    Date,
    ForeignKey,
    Integer,
    OnDelete,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table

from backend.identity.tables import Organisation
from backend.kernel.tables import Identified, Proposed
from backend.lending.tables.applications import Application
from backend.monitoring.states import Cause, State
from backend.portfolio.tables import Right
from backend.valuation.tables import Valuation


class RuleProposal(Proposed, Table, tablename="monitoring_rule_proposal"):
    """The next version of a lender's rules, as one person proposes it."""

    organisation = ForeignKey(Organisation, default=None, null=True, on_delete=OnDelete.restrict)


class WatchRules(Identified, Table, tablename="monitoring_watch_rules"):
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


class ValueAlert(Identified, Table, tablename="monitoring_value_alert"):
    """A value before and after what happened; only how it was settled is written later."""

    application = ForeignKey(Application, default=None, null=False, on_delete=OnDelete.restrict)
    lender = ForeignKey(Organisation, default=None, null=False, on_delete=OnDelete.restrict)
    firm = ForeignKey(Organisation, default=None, null=False, on_delete=OnDelete.restrict)
    cause = Varchar(length=20, choices=Cause, default=None)
    right_id = ForeignKey(Right, default=None, null=True, on_delete=OnDelete.restrict)
    since = Date(default=None)
    rules = ForeignKey(WatchRules, default=None, null=False, on_delete=OnDelete.restrict)
    cut_bp = Integer(default=None)
    valuation = ForeignKey(Valuation, default=None, null=False, on_delete=OnDelete.restrict)
    low_fen = BigInt(default=None)
    central_fen = BigInt(default=None)
    high_fen = BigInt(default=None)
    drawn_fen = BigInt(default=None)
    ltv_before_bp = Integer(null=True, default=None)
    ltv_after_bp = Integer(null=True, default=None, help_text="Null: nothing is left.")
    revaluation = ForeignKey(Valuation, default=None, null=True, on_delete=OnDelete.restrict)
    state = Varchar(length=10, choices=State, default=State.OPEN)
    note = Varchar(length=1000, null=True, default=None)
    settled_by = UUID(null=True, default=None)
    settled_by_name = Varchar(length=120, null=True, default=None)
    settled_at = Timestamptz(null=True, default=None)
