"""Register extracts as they were read, as the API takes and gives them."""

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from backend.kernel.schemas import Input, Output


class ExtractDoneIn(Input):
    """Why no newer extract is needed."""

    note: str = Field(min_length=1, max_length=500)


class FieldReadOut(Output, frozen=True):
    """One field as the paper says it: `confirmed`, `differs` from what was `held`, or `first`."""

    field: str
    verdict: str
    read: list[str] | str | bool
    held: list[str] | str | bool | None


class ExtractOut(Output, frozen=True):
    """An extract read by an officer. `state`: valid | lapsed (a task) | done (the firm needs no
    newer one) | over, `because`: renewed | removed; `proves_until`: its last day."""

    id: UUID
    asset_id: UUID
    label: str
    title: str
    as_of: date
    read_by: str
    read_for: str
    read_at: datetime
    document_id: UUID | None
    names_holder: bool
    differing: int
    fields: list[FieldReadOut]
    proves_until: date
    state: str
    because: str | None
    note: str | None
    ended_by_name: str | None
    ended_at: datetime | None
    allowed_actions: list[str]
