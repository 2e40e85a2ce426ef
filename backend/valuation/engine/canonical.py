"""One spelling of a document, so that the same inputs have the same hash for ever."""

import json
from datetime import date
from decimal import Decimal
from enum import Enum
from hashlib import sha256
from typing import Any
from uuid import UUID

from pydantic import BaseModel

from backend.valuation.engine.document import Document


def plain(value: Any) -> Any:
    """The value in JSON's own types; a decimal is a text without trailing zeros.

    What is not given is left out, so that a later optional field changes no hash.
    """
    if isinstance(value, BaseModel):
        told = {name: plain(getattr(value, name)) for name in type(value).model_fields}
        return {name: each for name, each in told.items() if each is not None}
    if isinstance(value, dict):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return _word(value)


def _word(value: Any) -> Any:
    match value:
        case Enum():
            return value.value
        case Decimal():
            return _decimal(value)
        case date():
            return value.isoformat()
        case UUID():
            return str(value)
        case _:
            return value


def _decimal(value: Decimal) -> str:
    return "0" if value == 0 else format(value.normalize(), "f")


def text(document: Document) -> str:
    return json.dumps(
        plain(document), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def digest(document: Document) -> str:
    """SHA-256 of the canonical text."""
    return sha256(text(document).encode()).hexdigest()
