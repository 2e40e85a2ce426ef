"""Verification cases as they are stored."""

from piccolo.columns import UUID, ForeignKey, OnDelete, Text, Timestamptz, Varchar
from piccolo.table import Table

from backend.documents.tables import File
from backend.identity.tables import Organisation
from backend.kernel.tables import Identified
from backend.kyb.states import State


class Case(Identified, Table, tablename="kyb_case"):
    """One per organisation; it goes back and forth until it is approved."""

    organisation = ForeignKey(Organisation, default=None, null=False, on_delete=OnDelete.restrict)
    state = Varchar(length=20, choices=State, default=None)
    opened_at = Timestamptz(default=None)
    licence = ForeignKey(File, default=None, null=True, on_delete=OnDelete.restrict)
    statement = Text(default=None, null=True, help_text="What the firm says with its papers.")
    submitted_at = Timestamptz(default=None, null=True)
    submitted_by = UUID(default=None, null=True)
    decided_at = Timestamptz(default=None, null=True)
    reviewer = UUID(default=None, null=True)
    reviewer_organisation = UUID(default=None, null=True)
    reason_code = Varchar(length=40, default=None, null=True)
    reason = Text(default=None, null=True)
