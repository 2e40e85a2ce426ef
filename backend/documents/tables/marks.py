"""What readers write beside a document; nobody but their own organisation sees it."""

from piccolo.columns import (
    UUID,
    BigInt,
    DoublePrecision,
    ForeignKey,
    Integer,
    OnDelete,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table

from backend.documents.states import CheckState
from backend.documents.tables.files import File
from backend.identity.tables import Organisation


class Note(Table, tablename="documents_note"):
    """A note on a page; its rectangle in fractions of the page, from the upper left corner."""

    id = UUID(primary_key=True)
    file = ForeignKey(File, default=None, null=False, on_delete=OnDelete.restrict)
    organisation = ForeignKey(
        Organisation, default=None, null=False, on_delete=OnDelete.restrict, help_text="Who reads."
    )
    page = Integer(default=None, help_text="From 1.")
    x = DoublePrecision(default=None, null=True)
    y = DoublePrecision(default=None, null=True)
    width = DoublePrecision(default=None, null=True)
    height = DoublePrecision(default=None, null=True)
    text = Varchar(length=1000, default=None)
    author = UUID(default=None)
    author_name = Varchar(length=120, default=None)
    written_at = Timestamptz(default=None)
    withdrawn_at = Timestamptz(default=None, null=True)
    withdrawn_by = UUID(default=None, null=True)


class Check(Table, tablename="documents_check"):
    """What a reader found of a document for one matter; the newest counts, all are kept."""

    id = UUID(primary_key=True)
    seq = BigInt(default=None, help_text="Order of writing; given by the database.")
    purpose = UUID(default=None, help_text="The matter that the document is read for.")
    file = ForeignKey(File, default=None, null=False, on_delete=OnDelete.restrict)
    organisation = ForeignKey(Organisation, default=None, null=False, on_delete=OnDelete.restrict)
    state = Varchar(length=20, choices=CheckState, default=None)
    reason = Varchar(length=500, default=None, help_text="'' where none is needed.")
    page = Integer(default=None, null=True, help_text="Where it is to be seen; from 1.")
    member = UUID(default=None)
    member_name = Varchar(length=120, default=None)
    checked_at = Timestamptz(default=None)
