"""How a document's file is called. Pure."""

from backend.documents.rules import EXTENSIONS
from backend.documents.states import Kind
from backend.kernel import file_names

NAME_LENGTH = 200


def display_name(claimed: str, *, kind: Kind, media_type: str) -> str:
    """What people see as the file's name, with its extension however long it is."""
    seen = file_names.shown(claimed)
    if not seen:
        return fallback_name(kind, media_type=media_type)
    stem, dot, extension = seen.rpartition(".")
    if not dot:
        return seen[:NAME_LENGTH]
    return f"{stem[: NAME_LENGTH - 1 - len(extension[:10])]}.{extension[:10]}"


def fallback_name(kind: Kind, *, media_type: str) -> str:
    """A plain ASCII name for whoever cannot show the real one."""
    return f"{kind}.{EXTENSIONS.get(media_type, 'bin')}"
