"""Month sheets as they are stored: prepared by one, signed by another, never changed after."""

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

from backend.kernel.tables import Identified
from backend.oversight.states import Outcome
from backend.registry.tables import Target


class MonthSheet(Identified, Table, tablename="oversight_month_sheet"):
    """What a target's month said at a moment, and who stands for it."""

    target = ForeignKey(Target, default=None, null=False, on_delete=OnDelete.restrict)
    month = Varchar(length=7, default=None)
    ends_before = Date(default=None, help_text="The first day after the month.")
    value = BigInt(default=None)
    reached = BigInt(default=None)
    lines = Integer(default=None)
    figures = JSONB(default=None)
    digest = Varchar(length=64, default=None)
    prepared_by = UUID(default=None)
    prepared_by_name = Varchar(length=120, default=None)
    prepared_at = Timestamptz(default=None)
    outcome = Varchar(length=12, choices=Outcome, default=None, null=True)
    decided_by = UUID(default=None, null=True)
    decided_by_name = Varchar(length=120, default=None, null=True)
    decided_at = Timestamptz(default=None, null=True)
    reason = Varchar(length=1000, default=None, null=True)


class SheetLine(Identified, Table, tablename="oversight_sheet_line"):
    """One line of a sheet; its sum is the month's value."""

    sheet = ForeignKey(MonthSheet, default=None, null=False, on_delete=OnDelete.restrict)
    position = Integer(default=None)
    source = UUID(default=None)
    label = Varchar(length=60, default=None)
    effective_on = Date(default=None)
    cause = Varchar(length=20, default=None)
    name = Varchar(length=300, default=None)
    amount = BigInt(default=None)
