"""A kind of document as the outside names it."""

from backend.documents.states import Kind
from backend.kernel.errors import InvalidField


def kind_named(value: str | None) -> Kind:
    """The kind; 400 with every kind there is for any other word."""
    try:
        return Kind((value or "").strip())
    except ValueError:
        raise InvalidField("kind", f"One of: {', '.join(Kind)}.") from None
