"""Versions of a year's days, and their proposals, as they are stored."""

from piccolo.columns import JSONB, UUID, Date, ForeignKey, Integer, OnDelete, SmallInt, Varchar
from piccolo.table import Table

from backend.identity.tables import Organisation
from backend.kernel.tables import Identified, Proposed


class CalendarProposal(Proposed, Table, tablename="calendar_proposal"):
    """The next version of a year, as one person proposes it; `reason`: where it comes from."""

    organisation = ForeignKey(Organisation, default=None, null=True, on_delete=OnDelete.restrict)


class CalendarVersion(Identified, Table, tablename="calendar_version"):
    """One version of a year; the database refuses any change."""

    organisation = ForeignKey(
        Organisation,
        default=None,
        null=True,
        on_delete=OnDelete.restrict,
        help_text="Null: the country's.",
    )
    year = SmallInt(default=None)
    version = Integer(default=None)
    valid_from = Date(default=None)
    author = UUID(default=None)
    author_name = Varchar(length=120, default=None)
    reason = Varchar(length=1000, default=None, help_text="Where it comes from.")
    rules = JSONB(default=None)
    proposal = ForeignKey(CalendarProposal, default=None, null=False, on_delete=OnDelete.restrict)
