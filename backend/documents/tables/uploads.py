"""Uploads on their way in; the bytes are staged on disk until they are all there."""

from piccolo.columns import JSONB, UUID, BigInt, ForeignKey, OnDelete, Timestamptz, Varchar
from piccolo.table import Table

from backend.documents.states import Kind, UploadState
from backend.documents.tables.files import File
from backend.identity.tables import Organisation
from backend.kernel.tables import Identified


class Upload(Identified, Table, tablename="documents_upload"):
    """A resumable upload (tus), from its announcement to the file that it became."""

    organisation = ForeignKey(Organisation, default=None, null=False, on_delete=OnDelete.restrict)
    member = UUID(default=None)
    kind = Varchar(length=40, choices=Kind, default=None)
    name = Varchar(length=200, default=None)
    size = BigInt(default=None, help_text="As announced.")
    state = Varchar(length=10, choices=UploadState, default=None)
    file = ForeignKey(File, default=None, null=True, on_delete=OnDelete.restrict)
    refusal = JSONB(default=None, null=True, help_text="Code and facts, when it was refused.")
    expires_at = Timestamptz(default=None)
