"""What the vault stores: files, consents to read them, and every read."""

from backend.documents.tables.files import File, Quota
from backend.documents.tables.receipts import Grant, Read, Receipt

__all__ = ["File", "Grant", "Quota", "Read", "Receipt"]
