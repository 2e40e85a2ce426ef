"""All that an organisation owns, taken away or read in; and lists as files of any length."""

from backend.exports.service.asking import View, ask, exports, take
from backend.exports.service.asking import export as list_export
from backend.exports.service.exporting import export
from backend.exports.service.importing import Imported, import_archive
from backend.exports.service.printing import sheet, workbook
from backend.exports.service.running import run, tend

__all__ = [
    "Imported",
    "View",
    "ask",
    "export",
    "exports",
    "import_archive",
    "list_export",
    "run",
    "sheet",
    "take",
    "tend",
    "workbook",
]
