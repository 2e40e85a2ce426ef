"""What the API takes and gives about the platform's own consent text."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import Field

from backend.kernel.dated import DatedStanding, standing
from backend.kernel.schemas import Input, Output

Words = Annotated[str, Field(min_length=20, max_length=8000)]


class PlatformConsentIn(Input):
    """`{lender}` stands for the bank's name; the Chinese text is what is agreed to."""

    text: Words
    translation: Words
    from_on: date


class PlatformConsentOut(Output, frozen=True):
    """`until` is the first day of the one that follows; `consents`: how many agreed to it.

    `published_by_name` is null of what came with the platform.
    """

    id: UUID
    version: str
    standing: DatedStanding
    from_on: date
    until: date | None
    text: str
    translation: str
    published_at: datetime
    published_by_name: str | None
    consents: int

    @classmethod
    def row(cls, row: Mapping[str, Any], *, today: date) -> Self:
        return cls(
            id=row["id"],
            version=row["version"],
            standing=standing(from_on=row["from_on"], replaced_on=row["replaced_on"], today=today),
            from_on=row["from_on"],
            until=row["replaced_on"],
            text=row["text"],
            translation=row["text_en"],
            published_at=row["created_at"],
            published_by_name=row["published_by_name"],
            consents=row["consents"],
        )


class PlatformConsentPublishedOut(Output, frozen=True):
    version: str
