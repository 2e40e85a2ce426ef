"""Files, and how much space each organisation may use."""

from piccolo.columns import (
    UUID,
    Array,
    BigInt,
    Boolean,
    Date,
    ForeignKey,
    Integer,
    OnDelete,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table

from backend.documents.states import Kind, Scan
from backend.identity.tables import Organisation
from backend.kernel.tables import Identified


class File(Identified, Table, tablename="documents_file"):
    """A file as deposited; its bytes are in the object store under `object_key`."""

    organisation = ForeignKey(
        Organisation, default=None, null=False, on_delete=OnDelete.restrict, help_text="The owner."
    )
    kind = Varchar(length=40, choices=Kind, default=None)
    name = Varchar(length=200, default=None, help_text="For people; never a path.")
    media_type = Varchar(length=100, default=None, help_text="By content.")
    size = BigInt(default=None)
    sha256 = Varchar(length=64, default=None)
    object_key = Varchar(length=200, default=None)
    scan = Varchar(length=12, choices=Scan, default=Scan.NOT_SCANNED)
    rule_version = Integer(default=None, help_text="Of the rule of its kind that it passed.")
    flags = Array(base_column=Varchar(length=12), default=list, help_text="See storage.inspection.")
    sealed = Boolean(default=True, help_text="False: stored as it came, before there were keys.")
    deposited_at = Timestamptz(default=None)
    deposited_by = UUID(default=None)
    withdrawn_at = Timestamptz(default=None, null=True)
    withdrawn_by = UUID(default=None, null=True)
    published_at = Timestamptz(
        default=None, null=True, help_text="Since when anybody may prove the hash to be genuine."
    )
    published_by = UUID(default=None, null=True)
    retained_until = Timestamptz(default=None, null=True, help_text="As evidence; null: not.")
    retention_locked = Boolean(
        default=None, null=True, help_text="Whether the store itself refuses to delete it."
    )
    checked_at = Timestamptz(default=None, null=True, help_text="Last read in full by the sweep.")


class Quota(Identified, Table, tablename="documents_quota"):
    """The space of one organisation, or of all (none named), from a day on."""

    organisation = ForeignKey(Organisation, default=None, null=True, on_delete=OnDelete.restrict)
    from_on = Date(default=None)
    limit_bytes = BigInt(default=None)
