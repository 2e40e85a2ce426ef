"""Tasks for annual fees as the API takes and gives them."""

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from backend.kernel.schemas import Input, Output


class FeeTaskDoneIn(Input):
    """The day on which the firm paid, by its own statement."""

    paid_on: date
    note: str | None = Field(default=None, min_length=1, max_length=500)


class FeeTaskOut(Output, frozen=True):
    """An annual fee to see to. `step`: days from `due_on` (-90, -30, 0, 30) that have come;
    `state`: open | done (stated by the firm) | over, `because`: paid | past | removed."""

    id: UUID
    asset_id: UUID
    label: str
    title: str
    year: int
    due_on: date
    late_until: date
    step: int
    raised_on: date
    state: str
    because: str | None
    paid_on: date | None
    note: str | None
    ended_by_name: str | None
    ended_at: datetime | None
    allowed_actions: list[str]
