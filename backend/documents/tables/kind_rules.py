"""What a document of each kind may be: one row for every version, dated."""

from piccolo.columns import UUID, Array, BigInt, Integer, Timestamptz, Varchar
from piccolo.table import Table

from backend.documents.states import Kind, Macros
from backend.kernel.tables import Identified


class KindRule(Identified, Table, tablename="documents_kind_rule"):
    """Never changed but for its end; ended where it begins, it was never in force."""

    kind = Varchar(length=40, choices=Kind, default=None)
    version = Integer(default=None, help_text="Of its kind, from 1.")
    valid_from = Timestamptz(default=None)
    valid_to = Timestamptz(default=None, null=True, help_text="The first moment after it.")
    media_types = Array(base_column=Varchar(length=100), default=None)
    max_bytes = BigInt(default=None)
    max_pages = Integer(default=None)
    max_pixels = BigInt(default=None, help_text="Of one image or page of it.")
    max_side = Integer(default=None, help_text="Of an image, in pixels.")
    max_unpacked_bytes = BigInt(default=None)
    max_ratio = Integer(default=None, help_text="Unpacked to packed.")
    max_rows = Integer(default=None, help_text="Of one sheet.")
    macros = Varchar(length=10, choices=Macros, default=None)
    reason = Varchar(length=500, default=None)
    set_by = UUID(default=None, null=True, help_text="Null: came with the platform.")
