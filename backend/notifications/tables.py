"""The inbox, and how each person wants to be told, as they are stored."""

from piccolo.columns import (
    JSONB,
    UUID,
    Array,
    Boolean,
    ForeignKey,
    OnDelete,
    Time,
    Timestamptz,
    Varchar,
)
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
    arrives_at = Timestamptz(default=None, help_text="Before that the person does not see it.")
    in_digest = Boolean(default=False)
    read_at = Timestamptz(default=None, null=True)


class Setting(Identified, Table, tablename="notifications_setting"):
    """What one person chose; whoever has no row is told everything at once."""

    member = ForeignKey(Member, default=None, null=False, on_delete=OnDelete.restrict)
    quiet_from = Time(default=None, null=True, help_text="In Shanghai.")
    quiet_until = Time(default=None, null=True)
    digest_at = Time(default=None)
    daily = Array(base_column=Varchar(length=20), default=None)
    off = Array(base_column=Varchar(length=20), default=None)
