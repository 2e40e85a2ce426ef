"""All that an organisation owns: taken away as an archive, and read in where nothing is yet."""

from backend.exports.service.exporting import export
from backend.exports.service.importing import Imported, import_archive

__all__ = ["Imported", "export", "import_archive"]
