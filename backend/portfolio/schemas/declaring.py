"""What a firm states of a right that is no patent."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from backend.kernel.schemas import Input
from backend.portfolio.states import Author

Nice = Annotated[int, Field(ge=1, le=45)]


class RightIn(Input):
    """A trademark, software, a work or an IC layout, by its number in its own register.

    Which of the facts each kind needs and has is refused field by field; `expires_on` follows from
    them.
    """

    kind: Literal["trademark", "software", "work", "layout"]
    number: str = Field(min_length=1, max_length=60)
    title: str = Field(min_length=1, max_length=300)
    filing_on: date | None = None
    granted_on: date | None = None
    completed_on: date | None = None
    published_on: date | None = None
    exploited_on: date | None = None
    renewed_until: date | None = None
    mark_classes: list[Nice] | None = Field(default=None, max_length=45)
    authorship: Author | None = None
    version: str | None = Field(default=None, max_length=40)
