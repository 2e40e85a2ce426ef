"""How a bank's desk is set: limits of checkers, groups of officers, substitution on leave."""

from piccolo.columns import (
    UUID,
    Array,
    BigInt,
    Date,
    ForeignKey,
    OnDelete,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table

from backend.identity.tables import Organisation
from backend.kernel.proposals import ProposalState
from backend.kernel.tables import Identified


class DecisionLimit(Identified, Table, tablename="lending_decision_limit"):
    """Up to which amount a checker grants from a day on; in force once another accepted it."""

    bank = UUID(default=None, help_text="With `member`: a member of it.")
    member = UUID(default=None)
    upto_fen = BigInt(default=None)
    from_on = Date(default=None)
    reason = Varchar(length=500, default=None)
    proposed_by = UUID(default=None)
    proposed_by_name = Varchar(length=120, default=None)
    outcome = Varchar(length=10, choices=ProposalState, null=True, default=None)
    decided_by = UUID(null=True, default=None)
    decided_by_name = Varchar(length=120, null=True, default=None)
    decided_at = Timestamptz(null=True, default=None)
    note = Varchar(length=500, null=True, default=None)


class OfficerGroup(Identified, Table, tablename="lending_officer_group"):
    """Officers who take the cases of these products and places; none named means of every one."""

    bank = ForeignKey(Organisation, default=None, null=False, on_delete=OnDelete.restrict)
    name = Varchar(length=60, default=None)
    products = Array(base_column=UUID(), default=None)
    divisions = Array(base_column=Varchar(length=6), default=None)
    streets = Array(base_column=Varchar(length=60), default=None)
    members = Array(base_column=UUID(), default=None)
    changed_at = Timestamptz(default=None)
    changed_by = UUID(default=None)
    changed_by_name = Varchar(length=120, default=None)
    ended_at = Timestamptz(null=True, default=None)


class Substitution(Identified, Table, tablename="lending_substitution"):
    """Who stands in for an absent colleague between two days."""

    bank = UUID(default=None, help_text="With `member` and `substitute`: members of it.")
    member = UUID(default=None)
    substitute = UUID(default=None)
    from_on = Date(default=None)
    to_on = Date(default=None)
    named_by = UUID(default=None)
    named_by_name = Varchar(length=120, default=None)
    ended_at = Timestamptz(null=True, default=None)
    ended_by = UUID(null=True, default=None)
    ended_by_name = Varchar(length=120, null=True, default=None)
