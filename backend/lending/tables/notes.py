"""What a bank writes on a case for itself."""

from piccolo.columns import UUID, ForeignKey, OnDelete, Varchar
from piccolo.table import Table

from backend.kernel.tables import Identified
from backend.lending.tables.applications import Application


class Note(Identified, Table, tablename="lending_note"):
    """Read by the bank alone; never changed: a correction is a note that replaces it."""

    application = ForeignKey(Application, default=None, null=False, on_delete=OnDelete.restrict)
    text = Varchar(length=4000, default=None)
    written_by = UUID(default=None)
    written_by_name = Varchar(length=120, default=None)
    replaces = UUID(null=True, default=None, help_text="An earlier one of the same person.")
