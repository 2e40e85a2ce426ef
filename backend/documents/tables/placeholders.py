"""Named places of a vault ("accounts of 2025") and the versions of what stands in them."""

from piccolo.columns import (
    UUID,
    Date,
    ForeignKey,
    Integer,
    OnDelete,
    SmallInt,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table

from backend.documents.states import Kind
from backend.documents.tables.files import File
from backend.identity.tables import Organisation
from backend.kernel.tables import Identified


class Placeholder(Identified, Table, tablename="documents_placeholder"):
    """A named place in an organisation's vault; empty until a first version is placed."""

    organisation = ForeignKey(Organisation, default=None, null=False, on_delete=OnDelete.restrict)
    kind = Varchar(length=40, choices=Kind, default=None)
    year = SmallInt(default=None, null=True, help_text="The year that the paper is about.")
    subject = Varchar(length=80, default=None, help_text="What it is about; '': the firm itself.")
    opened_by = UUID(default=None)


class Version(Table, tablename="documents_version"):
    """A file that was placed; the highest `n` is the one in force, none is ever changed."""

    id = UUID(primary_key=True)
    placeholder = ForeignKey(Placeholder, default=None, null=False, on_delete=OnDelete.restrict)
    n = Integer(default=None, help_text="From 1, without a gap.")
    file = ForeignKey(File, default=None, null=False, on_delete=OnDelete.restrict)
    dated_on = Date(default=None, help_text="The paper's own date.")
    note = Varchar(length=500, default=None)
    placed_at = Timestamptz(default=None)
    placed_by = UUID(default=None)
    placed_by_name = Varchar(length=120, default=None)
