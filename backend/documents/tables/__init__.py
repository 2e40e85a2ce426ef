"""What the vault stores: files, consents to read them, and every read."""

from backend.documents.tables.files import File, Quota
from backend.documents.tables.keys import DataKey
from backend.documents.tables.receipts import Grant, Read, Receipt
from backend.documents.tables.uploads import Upload

__all__ = ["DataKey", "File", "Grant", "Quota", "Read", "Receipt", "Upload"]
