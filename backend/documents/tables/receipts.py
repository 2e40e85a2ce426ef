"""Who lets whom read which files, for what and until when; and every read that was served."""

from piccolo.columns import UUID, BigInt, Boolean, Date, ForeignKey, OnDelete, Timestamptz, Varchar
from piccolo.table import Table

from backend.documents.states import Purpose, Use
from backend.documents.tables.files import File
from backend.identity.tables import Organisation
from backend.kernel.tables import Identified


class Receipt(Identified, Table, tablename="documents_receipt"):
    """A consent receipt: named files, to one organisation, for one purpose; never changed."""

    number = Varchar(length=20, default=None)
    owner = ForeignKey(Organisation, default=None, null=False, on_delete=OnDelete.restrict)
    reader = ForeignKey(Organisation, default=None, null=False, on_delete=OnDelete.restrict)
    purpose_kind = Varchar(length=30, choices=Purpose, default=None)
    purpose = UUID(default=None, help_text="The matter; the receipt itself where there is none.")
    note = Varchar(length=300, default=None, help_text="What for, in the giver's words; may be ''.")
    until = Date(
        default=None, null=True, help_text="The last day of reading that was consented to."
    )
    download = Boolean(default=None, help_text="Whether copies may be taken, not only looked at.")
    granted_at = Timestamptz(default=None)
    granted_by = UUID(default=None)


class Grant(Identified, Table, tablename="documents_grant"):
    """One file of a receipt: its reader may read it until the end, if there is one."""

    receipt = ForeignKey(Receipt, default=None, null=False, on_delete=OnDelete.restrict)
    file = ForeignKey(File, default=None, null=False, on_delete=OnDelete.restrict)
    organisation = ForeignKey(
        Organisation, default=None, null=False, on_delete=OnDelete.restrict, help_text="The reader."
    )
    purpose = UUID(default=None, help_text="The matter, as in the receipt.")
    granted_at = Timestamptz(default=None)
    granted_by = UUID(default=None)
    ends_at = Timestamptz(default=None, null=True, help_text="From then on nothing can be read.")
    revoked_by = UUID(default=None, null=True, help_text="Who of the owner ended it by hand.")


class Read(Table, tablename="documents_read"):
    """Bytes of a file that were served; written before the first of them leaves."""

    id = UUID(primary_key=True)
    seq = BigInt(default=None, help_text="Order of writing; given by the database.")
    file = ForeignKey(File, default=None, null=False, on_delete=OnDelete.restrict)
    owner = ForeignKey(Organisation, default=None, null=False, on_delete=OnDelete.restrict)
    reader = ForeignKey(Organisation, default=None, null=False, on_delete=OnDelete.restrict)
    member = UUID(default=None)
    member_name = Varchar(length=120, default=None)
    grant_id = UUID(default=None, null=True, help_text="None: the owner himself read.")
    use = Varchar(length=20, choices=Use, default=None)
    first_byte = BigInt(default=None)
    last_byte = BigInt(default=None, help_text="Included.")
    read_at = Timestamptz(default=None)
    address = Varchar(length=45, default=None)
    request_id = Varchar(length=40, default=None)
