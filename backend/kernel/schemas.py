"""The two bases of the API's shapes: what it takes and what it gives."""

from typing import Generic, TypeVar

import msgspec
from pydantic import BaseModel, ConfigDict

T = TypeVar("T")


class Input(BaseModel):
    """What the API takes: unknown fields are refused, text is trimmed."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Output(msgspec.Struct, frozen=True, kw_only=True):
    """What the API gives."""


class Page(msgspec.Struct, Generic[T], frozen=True, kw_only=True):
    """One page of a list. `next` is the cursor of the following page, `null` at the end.

    `total` is exact up to 10,000 and `"10000+"` above.
    """

    items: list[T]
    next: str | None
    total: int | str
