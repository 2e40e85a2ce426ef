"""Files that the platform made for one person, for a while."""

from piccolo.columns import BigInt, ForeignKey, OnDelete, Timestamptz, Varchar
from piccolo.table import Table

from backend.identity.tables import Organisation
from backend.kernel.tables import Identified


class TemporaryFile(Identified, Table, tablename="documents_temporary_file"):
    """A sealed object that is forgotten at its hour, with its bytes."""

    organisation = ForeignKey(
        Organisation, default=None, null=False, on_delete=OnDelete.restrict, help_text="Whose key."
    )
    size = BigInt(default=None)
    sha256 = Varchar(length=64, default=None)
    object_key = Varchar(length=200, default=None)
    forget_at = Timestamptz(default=None)
