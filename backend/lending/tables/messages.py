"""What a firm and its bank write to each other on an application."""

from piccolo.columns import UUID, Array, ForeignKey, Integer, OnDelete, Varchar
from piccolo.table import Table

from backend.identity.tables import Member, Organisation
from backend.kernel.tables import Identified
from backend.lending.tables.applications import Application


class Message(Identified, Table, tablename="lending_message"):
    """Read by both sides; never changed, never deleted."""

    application = ForeignKey(Application, default=None, null=False, on_delete=OnDelete.restrict)
    n = Integer(default=None, help_text="From 1, in the order of writing on the case.")
    organisation = ForeignKey(Organisation, default=None, null=False, on_delete=OnDelete.restrict)
    author = UUID(default=None)
    author_name = Varchar(length=120, default=None)
    text = Varchar(length=4000, default=None)
    document_ids = Array(base_column=UUID(), default=None, help_text="Granted to the other side.")


class MessageMark(Identified, Table, tablename="lending_message_mark"):
    """How far a member has read what was written on a case."""

    application = UUID(default=None)
    member = ForeignKey(Member, default=None, null=False, on_delete=OnDelete.restrict)
    read_n = Integer(default=None)
