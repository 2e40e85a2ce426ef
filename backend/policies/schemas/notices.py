"""What the API takes and gives of the words of the broker's notice."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from backend.kernel.auth import Actor
from backend.kernel.dated import DatedStanding, standing
from backend.kernel.db import loads
from backend.kernel.proposed import ProposalOut, told
from backend.kernel.schemas import Input, Output
from backend.policies.service import notices

Words = Annotated[str, Field(min_length=1, max_length=1000)]


class NoticeParagraphIn(Input):
    """The Chinese is what is said; the English what it means."""

    zh: Words
    en: Words


class NoticeIn(Input):
    """The whole of the next words, and the day from which they are said."""

    paragraphs: Annotated[list[NoticeParagraphIn], Field(min_length=1, max_length=30)]
    from_on: Annotated[date, Field(le=date(2100, 1, 1))]
    reason: Annotated[str, Field(min_length=1, max_length=1000)]


class NoticeDeclineIn(Input):
    reason: Annotated[str, Field(min_length=1, max_length=1000)]


class NoticeParagraphOut(Output, frozen=True):
    zh: str
    en: str


class BrokerNoticeOut(Output, frozen=True):
    """`until` is the first day of the one that follows; `given`: how many notices have these words.

    `author` and `accepted_by` are null of what came with the platform.
    """

    id: UUID
    version: str
    standing: DatedStanding
    from_on: date
    until: date | None
    paragraphs: list[NoticeParagraphOut]
    author: str | None
    accepted_by: str | None
    reason: str | None
    made_at: datetime
    given: int

    @classmethod
    def of(cls, row: Mapping[str, Any], *, today: date) -> "BrokerNoticeOut":
        return cls(
            id=row["id"],
            version=row["version"],
            standing=standing(from_on=row["from_on"], replaced_on=row["replaced_on"], today=today),
            from_on=row["from_on"],
            until=row["replaced_on"],
            paragraphs=_told(row["paragraphs"]),
            author=row["author_name"],
            accepted_by=row["accepted_by_name"],
            reason=row["reason"],
            made_at=row["created_at"],
            given=row["given"],
        )


class NoticeProposalOut(ProposalOut, frozen=True):
    """A proposal of the notice's words."""

    from_on: date
    reason: str
    paragraphs: list[NoticeParagraphOut]

    @classmethod
    def of(cls, row: dict[str, Any], *, reader: Actor) -> "NoticeProposalOut":
        return cls(
            from_on=row["valid_from"],
            reason=row["reason"],
            paragraphs=_told(loads(row["rules"])["paragraphs"]),
            **told(row, notices.actions(row, reader=reader)),
        )


def _told(paragraphs: Any) -> list[NoticeParagraphOut]:
    held = loads(paragraphs) if isinstance(paragraphs, str) else paragraphs
    return [NoticeParagraphOut(zh=each["zh"], en=each["en"]) for each in held]
