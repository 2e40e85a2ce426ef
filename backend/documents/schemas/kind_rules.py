"""What the API takes and gives about what documents of each kind may be."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import Field

from backend.documents.rules import MAX_RESUMABLE_BYTES, Limits
from backend.documents.states import Kind, Macros
from backend.kernel.schemas import Input, Output


class KindLimitsOut(Output, frozen=True):
    """What a document of a kind may be now; sizes in bytes, sides in pixels, rows of one sheet."""

    kind: Kind
    version: int
    media_types: list[str]
    max_bytes: int
    max_pages: int
    max_pixels: int
    max_side: int
    max_unpacked_bytes: int
    max_ratio: int
    max_rows: int
    macros: Macros

    @classmethod
    def of(cls, limits: Limits) -> Self:
        shown = {name: getattr(limits, name) for name in cls.__struct_fields__}
        return cls(**shown | {"media_types": sorted(limits.media_types)})


class KindsOut(Output, frozen=True):
    items: list[KindLimitsOut]


class KindRuleOut(KindLimitsOut, frozen=True):
    """A version: not ended, `valid_to` is null; ended where it begins, it was never in force.

    `files`: how many were deposited under it. `set_by_name` is null of what came with the platform.
    """

    id: UUID
    valid_from: datetime
    valid_to: datetime | None
    reason: str
    set_by_name: str | None
    files: int

    @classmethod
    def row(cls, row: Mapping[str, Any]) -> Self:
        return cls(**{name: row[name] for name in cls.__struct_fields__})


class KindRulesOut(Output, frozen=True):
    items: list[KindRuleOut]


class KindRuleIn(Input):
    """A new version; without `valid_on` it is in force at once."""

    kind: Kind
    valid_on: date | None = None
    media_types: frozenset[str]
    max_bytes: Annotated[int, Field(ge=1, le=MAX_RESUMABLE_BYTES)]
    max_pages: Annotated[int, Field(ge=1, le=10_000)]
    max_pixels: Annotated[int, Field(ge=1, le=1_000_000_000)]
    max_side: Annotated[int, Field(ge=1, le=65_535)]
    max_unpacked_bytes: Annotated[int, Field(ge=1, le=4 * 1024**3)]
    max_ratio: Annotated[int, Field(ge=1, le=1_000)]
    max_rows: Annotated[int, Field(ge=1, le=1_048_576)]
    macros: Macros
    reason: Annotated[str, Field(min_length=1, max_length=500)]

    def limits(self) -> Limits:
        return Limits(version=0, **self.model_dump(exclude={"valid_on", "reason"}))


class KindRuleSetOut(Output, frozen=True):
    version: int
