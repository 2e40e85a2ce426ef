"""The inbox as it is stored."""

from piccolo.columns import JSONB, UUID, ForeignKey, OnDelete, Timestamptz, Varchar
from piccolo.table import Table

from backend.identity.tables import Member
from backend.kernel.tables import EventLog, Identified


class Notification(Identified, Table, tablename="notifications_notification"):
    """One event told to one person; the words are the reader's, made from name and facts."""

    member = ForeignKey(Member, default=None, null=False, on_delete=OnDelete.restrict)
    event = ForeignKey(EventLog, default=None, null=False, on_delete=OnDelete.restrict)
    name = Varchar(length=80, default=None)
    subject = Varchar(length=40, default=None)
    subject_id = UUID(default=None)
    sender = Varchar(length=200, default=None, help_text="The organisation that acted.")
    facts = JSONB(default=None)
    occurred_at = Timestamptz(default=None)
    read_at = Timestamptz(default=None, null=True)
