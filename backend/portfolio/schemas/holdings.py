"""Imports, holdings and fees as the API takes and gives them."""

from datetime import date, datetime
from typing import Any, Self
from uuid import UUID

from pydantic import Field

from backend.kernel.schemas import Input, Output
from backend.portfolio.states import ReductionGround

MAX_NUMBERS = 500
MAX_NUMBER_LENGTH = 200


class NumbersIn(Input):
    """A pasted list of application, patent or publication numbers in any usual spelling."""

    numbers: list[str] = Field(min_length=1, max_length=MAX_NUMBERS)


class MappingIn(Input):
    """Which column (from 0) holds which field; at least one of the two numbers."""

    columns: dict[str, int]


class AssetsIn(Input):
    """What to take into the portfolio: rights known by id, pasted numbers, or both."""

    right_ids: list[UUID] = Field(default=[], max_length=MAX_NUMBERS)
    numbers: list[str] = Field(default=[], max_length=MAX_NUMBERS)


class ApplicationNumberIn(Input):
    number: str = Field(min_length=1, max_length=MAX_NUMBER_LENGTH)


class ImportQueuedOut(Output, frozen=True):
    id: UUID
    state: str


class ImportNoteOut(Output, frozen=True):
    """What the reader decided on its own: `columns_swapped` names the two fields."""

    code: str
    fields: list[str]


class SuggestedColumnOut(Output, frozen=True):
    """What a column probably is; `by`: `header` or `content`."""

    field: str
    column: int
    by: str


class AskedColumnsOut(Output, frozen=True):
    """A table whose columns have to be named: `fields` are the names that can be given."""

    width: int
    header: list[str]
    sample: list[list[str]]
    fields: list[str]
    suggested: list[SuggestedColumnOut]


class ImportOut(Output, frozen=True):
    id: UUID
    state: str
    format: str | None
    file_name: str | None
    rows_total: int
    rows_accepted: int
    rows_duplicate: int
    rows_updated: int
    rows_refused: int
    rows_warned: int
    bytes_total: int
    bytes_read: int
    columns: list[str]
    notes: list[ImportNoteOut]
    asked: AskedColumnsOut | None
    failure_code: str | None
    failure_detail: str | None
    failure_reason: str | None
    created_at: datetime
    created_by_name: str
    started_at: datetime | None
    ended_at: datetime | None
    allowed_actions: list[str]


class ImportRowOut(Output, frozen=True):
    """One row of an import. A refused one says which field, its value, why and what would pass;
    `reason` and `would_pass` in the language of `Accept-Language`, Chinese if there is none.
    `stated`: what a refused row of a right that is no patent says as far as it can be read, to be
    corrected and stated again."""

    line: int
    outcome: str
    code: str | None
    reason: str | None
    field: str | None
    value: str | None
    would_pass: str | None
    warnings: list[str]
    key: str | None
    right_id: UUID | None
    cells: list[str]
    stated: dict[str, str | list[int]] | None = None


class FeeDueOut(Output, frozen=True):
    """The earliest annual fee that is not known to be paid and can still be.

    `late` from the day after `due_on`; `pay_by` is the last day, `surcharge_fen` today's;
    `payable_fen` is both together.
    """

    year: int
    due_on: date
    pay_by: date
    late: bool
    amount_fen: int
    surcharge_fen: int
    payable_fen: int


class FeeYearOut(Output, frozen=True):
    """One annual fee: `state` is `with_grant`, `paid`, `due`, `late`, `past` or `ahead`.

    `past` says only that the day has gone by: whether it was paid is not known here.
    """

    year: int
    due_on: date
    late_until: date
    amount_fen: int
    surcharge_fen: int
    state: str
    paid_on: date | None


class PatentOut(Output, frozen=True):
    """A patent of the reference."""

    id: UUID
    label: str
    application_no: str | None
    publication_no: str | None
    kind: str
    title: str
    filing_on: date | None
    published_on: date | None
    granted_on: date | None
    expires_on: date | None
    ipc_main: str | None
    industry: str
    applicants: list[str]
    patentees: list[str]
    source: str
    as_of: date | None


class SuggestionOut(Output, frozen=True):
    """A granted patent whose patentee bears the firm's name, present or former."""

    right_id: UUID
    label: str
    application_no: str | None
    publication_no: str | None
    kind: str
    title: str
    filing_on: date | None
    granted_on: date | None
    expires_on: date | None
    ipc_main: str | None
    industry: str
    patentees: list[str]
    source: str
    as_of: date | None


class AssetOut(Output, frozen=True):
    """A firm's holding. `ownership`: extract | owned | declared; `needs` lists what is missing:
    `application_number`, `register_extract`; `pledged`: it stands in a live pledge."""

    id: UUID
    right_id: UUID
    label: str
    application_no: str | None
    publication_no: str | None
    kind: str
    title: str
    ownership: str
    source: str
    as_of: date | None
    filing_on: date | None
    granted_on: date | None
    grant_source: str | None
    expires_on: date | None
    fee_due: FeeDueOut | None
    ipc_main: str | None
    industry: str
    patentees: list[str]
    co_owners: list[str]
    pledged: bool
    can_be_pledged_at_cnipa: bool
    needs: list[str]
    added_at: datetime
    allowed_actions: list[str]


class LatenessOut(Output, frozen=True):
    """What is added when paid up to a day; `other_reading_fen` where sources differ."""

    until: date
    surcharge_fen: int
    other_reading_fen: int | None
    confirmed: bool


class FeeRowOut(Output, frozen=True):
    """An annual fee that can still be paid: `state` is `late`, `due` (soon) or `ahead`;
    `payable_fen` is what paying it today costs, reduction and surcharge counted."""

    asset_id: UUID
    label: str
    title: str
    kind: str
    year: int
    due_on: date
    late_until: date
    state: str
    amount_fen: int
    reduction_fen: int
    reduction_ground: ReductionGround | None
    surcharge_fen: int
    payable_fen: int
    bands: list[LatenessOut]


class PortfolioSummaryOut(Output, frozen=True):
    """`usable`: proven to be the firm's, with the number that CNIPA asks for; `pledged`: in a live
    pledge; `next_fees`: the next annual fees, late ones first."""

    assets: int
    usable: int
    pledged: int
    next_fees: list[AssetOut]


class FactOut(Output, frozen=True):
    """A dated fact; `document_id` only where the caller may open the scan."""

    id: UUID
    kind: str
    source: str
    as_of: date
    payload: dict[str, Any]
    document_id: UUID | None
    recorded_at: datetime | None
    recorded_by: str | None


class TermOut(Output, frozen=True):
    """Term of protection. `expires_on` is the day after the last day; `basis` says by which
    law, in words, where it is not the Patent Law."""

    years: int | None
    expires_on: date
    last_day: date
    source: str
    basis: str | None


class TimelineOut(Output, frozen=True):
    name: str
    occurred_at: datetime
    actor_name: str
    organisation_name: str


class AdditionOut(Output, frozen=True):
    """When, by whom and from which import the firm took it in; no `import_id`: chosen or typed,
    no `file_name`: pasted."""

    at: datetime
    by: str | None
    import_id: UUID | None
    file_name: str | None


class AssetDetailOut(Output, frozen=True):
    """Everything about a holding. Its pledges: `GET /register?patent={label}`."""

    asset: AssetOut
    applicants: list[str]
    inventors: list[str]
    classes: list[str]
    address: str | None
    owner_source: str | None
    owner_as_of: date | None
    publications: list[str]
    term: TermOut | None
    fees: list[FeeYearOut]
    facts: list[FactOut]
    declared: dict[str, Any]
    added: AdditionOut
    timeline: list[TimelineOut]


class WordOut(Output, frozen=True):
    """What one teller says: `teller` is a kind of file, `register_extract`, `own_file` (the firm's
    own) or `earlier`; `differs` from the word that stands."""

    teller: str
    source: str
    as_of: date
    values: list[str]
    stands: bool
    differs: bool


class FieldSourcesOut(Output, frozen=True):
    """Everybody's word on a field, the one that stands first."""

    field: str
    conflicting: bool
    words: list[WordOut]


class SourcesOut(Output, frozen=True):
    """Of each field that anybody says something of: whose word stands, and who contradicts it."""

    conflicts: int
    fields: list[FieldSourcesOut]


class NumberRefusedOut(Output, frozen=True):
    """`reason` and `would_pass` in the language of `Accept-Language`."""

    number: str
    code: str
    reason: str
    would_pass: str


class AssetsAddedOut(Output, frozen=True):
    """What was added; what was held before; which numbers were refused and what would pass."""

    items: list[AssetOut]
    held_before: list[UUID]
    refused: list[NumberRefusedOut]

    @classmethod
    def of(cls, items: list[AssetOut], held: list[UUID], refused: list[NumberRefusedOut]) -> Self:
        return cls(items=items, held_before=held, refused=refused)
