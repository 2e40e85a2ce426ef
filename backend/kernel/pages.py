"""Cursor paging: opaque cursors, bounded pages, totals that stay cheap."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Any, TypeVar
from uuid import UUID

from backend.kernel.errors import InvalidField

T = TypeVar("T")

DEFAULT_LIMIT = 20
MAX_LIMIT = 100
#: Totals are counted up to here; beyond, a reader wants a filter, not a number.
COUNTED = 10_000


def limit_of(limit: int | None) -> int:
    """The asked page size, bounded; refuse what is not between 1 and 100."""
    if limit is None:
        return DEFAULT_LIMIT
    if not 1 <= limit <= MAX_LIMIT:
        raise InvalidField("limit", f"A page holds 1 to {MAX_LIMIT} rows.")
    return limit


def encode_cursor(*key: object) -> str:
    """The place after which the next page starts."""
    plain = [v.isoformat() if isinstance(v, datetime | date) else v for v in key]
    packed = json.dumps(plain, default=str, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def decode_cursor(cursor: str, *kinds: type) -> list[Any]:
    """The values of a cursor, each as its kind (str, int, UUID, datetime, date)."""
    try:
        packed = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        values = json.loads(packed)
        return [_as(kind, value) for kind, value in zip(kinds, values, strict=True)]
    except (ValueError, TypeError, AttributeError, ArithmeticError, RecursionError, binascii.Error):
        raise InvalidField("cursor", "This cursor is not one of this list's.") from None


def _as(kind: type, value: Any) -> Any:  # noqa: PLR0911 - one case per kind
    """The value as that kind, if the database can hold it; else an error of the value."""
    if value is None:
        return None
    if kind is datetime:
        return datetime.fromisoformat(value).astimezone(UTC)
    if kind is date:
        return date.fromisoformat(value)
    if kind is UUID:
        return UUID(value)
    if kind is int:
        number = int(value)
        number.to_bytes(8, signed=True, byteorder="big")  # a bigint
        return number
    if kind is str:
        return _storable(value)
    return kind(value)


def _storable(value: str) -> str:
    value.encode()  # a lone surrogate has no code
    if "\0" in value:
        raise ValueError("PostgreSQL holds no NUL.")
    return value


def cut(
    rows: Sequence[T], limit: int, *, key: Callable[[T], Sequence[object]]
) -> tuple[list[T], str | None]:
    """A page out of `limit + 1` fetched rows, and the cursor of the next one."""
    page = list(rows[:limit])
    if len(rows) <= limit:
        return page, None
    return page, encode_cursor(*key(page[-1]))


def total_of(count: int, *, up_to: int = COUNTED) -> int | str:
    """A count, to be asked for with `LIMIT up_to + 1`, as the API shows it."""
    return count if count <= up_to else f"{up_to}+"
