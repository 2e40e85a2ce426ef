"""What the API takes and gives about a lender's rules on appraisals, and proposals of them."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from backend.appraisal.service import Rules, RuleSetView, proposal_actions
from backend.kernel.auth import Actor
from backend.kernel.db import loads
from backend.kernel.proposed import ProposalOut, told
from backend.kernel.schemas import Input, Output


class RuleSetIn(Input):
    rules: Rules
    valid_from: date
    reason: Annotated[str, Field(min_length=1, max_length=1000)]


class RuleProposalOut(ProposalOut, frozen=True):
    """A proposal of rules."""

    valid_from: date
    reason: str
    rules: dict[str, Any]

    @classmethod
    def of(cls, row: dict[str, Any], *, reader: Actor) -> "RuleProposalOut":
        return cls(
            valid_from=row["valid_from"],
            reason=row["reason"],
            rules=loads(row["rules"]),
            **told(row, proposal_actions(row, reader=reader)),
        )


class RuleSetOut(Output, frozen=True):
    """One version of a lender's rules on appraisals; `own`: of the reader's organisation."""

    id: UUID
    version: int
    own: bool
    valid_from: date
    author: str
    accepted_by: str | None
    reason: str
    made_at: datetime
    rules: dict[str, Any]

    @classmethod
    def of(cls, view: RuleSetView) -> "RuleSetOut":
        return cls(
            id=view.id,
            version=view.version,
            own=view.organisation_id is not None,
            valid_from=view.valid_from,
            author=view.author_name,
            accepted_by=view.accepted_by_name,
            reason=view.reason,
            made_at=view.made_at,
            rules=view.rules.model_dump(mode="json"),
        )
