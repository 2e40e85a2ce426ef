"""Awards of patents as the API takes and gives them."""

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from backend.kernel.schemas import Input, Output
from backend.portfolio.states import AwardKind


class AwardIn(Input):
    """An award with its certificate, a document of the firm's."""

    kind: AwardKind
    title: str = Field(min_length=1, max_length=120)
    awarded_on: date
    document_id: UUID


class AwardDecisionIn(Input):
    """Whether the paper bears the award out; a rejection says why."""

    confirmed: bool
    reason: str | None = Field(default=None, min_length=1, max_length=500)


class AwardOut(Output, frozen=True):
    """`state`: stated | confirmed | rejected | withdrawn; only a confirmed one counts."""

    id: UUID
    asset_id: UUID
    label: str
    right_title: str
    ownership: str
    firm_name: str
    kind: str
    title: str
    awarded_on: date
    document_id: UUID
    document_name: str
    stated_by: str
    stated_at: datetime
    state: str
    reason: str | None
    ended_by_name: str | None
    ended_for: str | None
    ended_at: datetime | None
    allowed_actions: list[str]
