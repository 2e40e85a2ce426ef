"""Register extracts as they were read, as the API takes and gives them."""

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from backend.kernel.dated import DatedStanding
from backend.kernel.schemas import Input, Output


class ExtractValidityOut(Output, frozen=True):
    """For how many working days an extract of `from_on` or later proves something; its lapse is
    announced `notice_days` working days before. `standing`: now | later | past | never."""

    version: int
    from_on: date
    working_days: int
    notice_days: int
    confirmed: bool
    source: str
    source_en: str
    standing: DatedStanding


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
    newer one) | over, `because`: renewed | removed; `proves_until`: its last day; `lapsing`: that
    day is near. Fields that the officer did not read are left out: they stay unknown."""

    id: UUID
    asset_id: UUID
    label: str
    title: str
    as_of: date
    read_by: str
    read_for: str
    read_at: datetime
    document_id: UUID | None
    names_holder: bool | None
    differing: int
    fields: list[FieldReadOut]
    proves_until: date
    lapsing: bool
    state: str
    because: str | None
    note: str | None
    ended_by_name: str | None
    ended_at: datetime | None
    allowed_actions: list[str]
