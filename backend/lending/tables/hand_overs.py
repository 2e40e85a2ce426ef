"""Cases that changed hands together."""

from piccolo.columns import UUID, ForeignKey, OnDelete, SmallInt, Varchar
from piccolo.table import Table

from backend.identity.tables import Member, Organisation
from backend.kernel.tables import Identified
from backend.lending.tables.applications import Application


class HandOver(Identified, Table, tablename="lending_hand_over"):
    """Never changed; what undoes it is another one."""

    lender = ForeignKey(Organisation, default=None, null=False, on_delete=OnDelete.restrict)
    reason = Varchar(length=500, default=None)
    undoes = UUID(null=True, default=None)
    done_by = ForeignKey(Member, default=None, null=False, on_delete=OnDelete.restrict)
    done_by_name = Varchar(length=120, default=None)


class HandedCase(Identified, Table, tablename="lending_handed_case"):
    hand_over = ForeignKey(HandOver, default=None, null=False, on_delete=OnDelete.restrict)
    lender = ForeignKey(Organisation, default=None, null=False, on_delete=OnDelete.restrict)
    application = ForeignKey(Application, default=None, null=False, on_delete=OnDelete.restrict)
    position = SmallInt(default=None)
    giver = ForeignKey(Member, default=None, null=False, on_delete=OnDelete.restrict)
    receiver = ForeignKey(Member, default=None, null=False, on_delete=OnDelete.restrict)
