"""A bank's standing words as they come and go over HTTP."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from backend.kernel.auth import Actor
from backend.kernel.proposed import ProposalOut, told
from backend.kernel.schemas import Input, Output
from backend.lending.rules.phrases import LONGEST, MOST_CONDITIONS, Phrases
from backend.lending.service.phrases import phrases_of, proposal_actions
from backend.lending.states import RefusalReason

Words = Annotated[str, Field(min_length=1, max_length=LONGEST)]


class PhrasesIn(Input):
    """`reasons`: what the firm reads beside a coded reason; one left out says nothing."""

    reasons: dict[RefusalReason, Words]
    conditions: Annotated[list[Words], Field(max_length=MOST_CONDITIONS)]
    valid_from: date
    reason: Words

    def phrases(self) -> Phrases:
        return Phrases(reasons=self.reasons, conditions=tuple(self.conditions))


class PhrasesReasonIn(Input):
    reason: Words


class PhrasesOut(Output, frozen=True):
    """What is in force today; no version where the bank has none of its own."""

    version: int | None
    valid_from: date | None
    reasons: dict[RefusalReason, str]
    conditions: list[str]

    @classmethod
    def of(cls, row: dict[str, Any] | None) -> "PhrasesOut":
        words = Phrases() if row is None else phrases_of(row)
        return cls(
            version=None if row is None else row["version"],
            valid_from=None if row is None else row["valid_from"],
            reasons=dict(words.reasons),
            conditions=list(words.conditions),
        )


class PhraseVersionOut(Output, frozen=True):
    id: UUID
    version: int
    valid_from: date
    reason: str
    author: str
    accepted_by: str
    made_at: datetime
    reasons: dict[RefusalReason, str]
    conditions: list[str]

    @classmethod
    def of(cls, row: dict[str, Any]) -> "PhraseVersionOut":
        words = phrases_of(row)
        return cls(
            id=row["id"],
            version=row["version"],
            valid_from=row["valid_from"],
            reason=row["reason"],
            author=row["author_name"],
            accepted_by=row["accepted_by_name"],
            made_at=row["created_at"],
            reasons=dict(words.reasons),
            conditions=list(words.conditions),
        )


class PhraseProposalOut(ProposalOut, frozen=True):
    """A proposal of the bank's words."""

    valid_from: date
    reason: str
    reasons: dict[RefusalReason, str]
    conditions: list[str]

    @classmethod
    def of(cls, row: dict[str, Any], *, reader: Actor) -> "PhraseProposalOut":
        words = phrases_of(row)
        return cls(
            valid_from=row["valid_from"],
            reason=row["reason"],
            reasons=dict(words.reasons),
            conditions=list(words.conditions),
            **told(row, proposal_actions(row, reader=reader)),
        )
