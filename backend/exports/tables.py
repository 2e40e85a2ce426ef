"""What came with an archive from another installation."""

from piccolo.columns import JSON, BigInt, ForeignKey, OnDelete, Varchar
from piccolo.table import Table

from backend.identity.tables import Organisation
from backend.kernel.tables import Identified


class KeptRecord(Identified, Table, tablename="exports_kept_record"):
    """A record as it was written there; nothing here acts on it, the next export gives it again."""

    organisation = ForeignKey(Organisation, default=None, null=False, on_delete=OnDelete.restrict)
    name = Varchar(length=40, default=None, help_text="Which of `queries.RECORDS`.")
    n = BigInt(default=None, help_text="Its place in the archive, from 1.")
    record = JSON(default=None)
