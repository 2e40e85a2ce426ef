"""Files over HTTP."""

from backend.documents.controllers.files import DocumentController

__all__ = ["DocumentController"]
