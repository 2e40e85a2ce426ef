"""The vault over HTTP."""

from backend.documents.controllers.files import DocumentController
from backend.documents.controllers.receipts import ConsentController

__all__ = ["ConsentController", "DocumentController"]
