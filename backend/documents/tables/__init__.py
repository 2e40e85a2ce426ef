"""What the vault stores: files, consents to read them, every read, and what readers noted."""

from backend.documents.tables.confirmations import Confirmation, SetAside
from backend.documents.tables.files import File, Quota
from backend.documents.tables.keys import DataKey
from backend.documents.tables.kind_rules import KindRule
from backend.documents.tables.marks import Check, Note
from backend.documents.tables.placeholders import Placeholder, Version
from backend.documents.tables.receipts import Grant, Read, Receipt
from backend.documents.tables.temporary import TemporaryFile
from backend.documents.tables.upkeep import Hold, Incident, RetentionRule, Sweep
from backend.documents.tables.uploads import Upload

__all__ = [
    "Check",
    "Confirmation",
    "DataKey",
    "File",
    "Grant",
    "Hold",
    "Incident",
    "KindRule",
    "Note",
    "Placeholder",
    "Quota",
    "Read",
    "Receipt",
    "RetentionRule",
    "SetAside",
    "Sweep",
    "TemporaryFile",
    "Upload",
    "Version",
]
