"""What issuers say of documents that name them."""

from piccolo.columns import UUID, ForeignKey, OnDelete, Timestamptz, Varchar
from piccolo.table import Table

from backend.documents.states import Answer
from backend.documents.tables.files import File
from backend.identity.tables import Organisation
from backend.kernel.tables import Identified


class Confirmation(Identified, Table, tablename="documents_confirmation"):
    """A document put before its issuer, and his one answer; never changed after that."""

    file = ForeignKey(File, default=None, null=False, on_delete=OnDelete.restrict)
    sha256 = Varchar(length=64, default=None, help_text="The document's.")
    owner = ForeignKey(Organisation, default=None, null=False, on_delete=OnDelete.restrict)
    issuer = ForeignKey(Organisation, default=None, null=False, on_delete=OnDelete.restrict)
    note = Varchar(length=300, default=None, help_text="The owner's words; may be ''.")
    asked_by = UUID(default=None)
    asked_by_name = Varchar(length=120, default=None)
    asked_at = Timestamptz(default=None)
    answer = Varchar(length=10, choices=Answer, default=None, null=True)
    stated_sha256 = Varchar(
        length=64, default=None, null=True, help_text="Of the copy that the issuer himself keeps."
    )
    answer_note = Varchar(length=300, default=None, null=True)
    answered_by = UUID(default=None, null=True)
    answered_by_name = Varchar(length=120, default=None, null=True)
    answered_at = Timestamptz(default=None, null=True)


class SetAside(Identified, Table, tablename="documents_set_aside"):
    """A disowned document on which nothing of this matter rests any more; never changed."""

    matter = UUID(default=None)
    file = ForeignKey(File, default=None, null=False, on_delete=OnDelete.restrict)
    confirmation = ForeignKey(
        Confirmation,
        default=None,
        null=False,
        on_delete=OnDelete.restrict,
        help_text="The issuer's answer against it.",
    )
    reason = Varchar(length=2000, default=None)
    organisation = ForeignKey(Organisation, default=None, null=False, on_delete=OnDelete.restrict)
    set_by = UUID(default=None)
    set_by_name = Varchar(length=120, default=None)
    set_at = Timestamptz(default=None)
