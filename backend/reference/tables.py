"""Versions of reference tables, and their proposals, as they are stored."""

from piccolo.columns import JSONB, UUID, Date, ForeignKey, Integer, OnDelete, Varchar
from piccolo.table import Table

from backend.kernel.tables import Identified, Proposed


class ReferenceProposal(Proposed, Table, tablename="reference_proposal"):
    """The next version of a table, as one person proposes it; `reason`: where it comes from."""

    kind = Varchar(length=40, default=None)


class ReferenceVersion(Identified, Table, tablename="reference_version"):
    """One version of a table; the database refuses any change."""

    kind = Varchar(length=40, default=None)
    version = Integer(default=None)
    valid_from = Date(default=None)
    author = UUID(default=None, null=True, help_text="Nobody of those that came with the product.")
    author_name = Varchar(length=120, default=None, null=True)
    reason = Varchar(length=1000, default=None, help_text="Where it comes from.")
    reason_en = Varchar(length=1000, default=None, null=True)
    rules = JSONB(default=None)
    proposal = ForeignKey(ReferenceProposal, default=None, null=True, on_delete=OnDelete.restrict)
