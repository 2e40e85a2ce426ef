"""A kind of document as the outside names it."""

from backend.documents.states import Kind
from backend.kernel.errors import InvalidField

#: What people deposit; papers come from the platform alone.
BY_HAND = tuple(kind for kind in Kind if kind is not Kind.PAPER)


def kind_named(value: str | None) -> Kind:
    """The kind; 400 with every kind there is for any other word."""
    if (value or "").strip() not in BY_HAND:
        raise InvalidField("kind", f"One of: {', '.join(BY_HAND)}.")
    return Kind((value or "").strip())
