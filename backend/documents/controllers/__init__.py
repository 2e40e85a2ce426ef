"""The vault over HTTP."""

from backend.documents.controllers.confirmations import ConfirmationController
from backend.documents.controllers.files import DocumentController
from backend.documents.controllers.kind_rules import KindController
from backend.documents.controllers.marks import MarkController
from backend.documents.controllers.placeholders import PlaceholderController
from backend.documents.controllers.receipts import ConsentController
from backend.documents.controllers.upkeep import UpkeepController
from backend.documents.controllers.uploads import UploadController

__all__ = [
    "ConfirmationController",
    "ConsentController",
    "DocumentController",
    "KindController",
    "MarkController",
    "PlaceholderController",
    "UpkeepController",
    "UploadController",
]
