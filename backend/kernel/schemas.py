"""The two bases of the API's shapes: what it takes and what it gives."""

import re
from typing import Any, Generic, Self, TypeVar

import msgspec
from pydantic import BaseModel, ConfigDict, Field, field_validator

T = TypeVar("T")
#: What no column of PostgreSQL can hold.
NUL = "\x00"
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def is_storable(value: Any) -> bool:
    """Whether PostgreSQL can hold every text in a JSON value: no NUL, no half of a character."""
    if isinstance(value, str):
        return _UNSTORABLE.search(value) is None
    if isinstance(value, dict):
        return all(is_storable(key) and is_storable(each) for key, each in value.items())
    if isinstance(value, list):
        return all(map(is_storable, value))
    return True


class Input(BaseModel):
    """What the API takes: unknown fields are refused, text is trimmed."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    @classmethod
    def model_validate(cls, obj: Any, *, strict: bool | None = None, **how: Any) -> Self:
        """Litestar says `strict=False`, which would undo what a field says of itself."""
        return super().model_validate(obj, strict=strict or None, **how)

    @field_validator("*", mode="before")
    @classmethod
    def _can_be_stored(cls, value: Any) -> Any:
        if not is_storable(value):
            raise ValueError("A text holds a NUL character or half of a character.")
        return value


class WithCode(Input):
    """What takes a password: beside it the code of whoever has a second factor.

    Six figures, a recovery code, or what a passkey answered to the `passkey` of the refusal
    `identity.code_needed`: the credential in WebAuthn's JSON form, as text.
    """

    code: str | None = Field(default=None, max_length=10_000)


class Output(msgspec.Struct, frozen=True, kw_only=True):
    """What the API gives."""


class Page(msgspec.Struct, Generic[T], frozen=True, kw_only=True):
    """One page of a list. `next` is the cursor of the following page, `null` at the end.

    `total` is exact up to 10,000 and `"10000+"` above.
    """

    items: list[T]
    next: str | None
    total: int | str
