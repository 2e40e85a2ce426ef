"""What other modules may learn about rights, holdings and imports."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from backend.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class ImportQueued(Event):
    name: ClassVar[str] = "portfolio.import_queued"
    subject: ClassVar[str] = "import_run"
    file_name: str | None
    reference: bool


@dataclass(frozen=True, kw_only=True)
class ImportStarted(Event):
    name: ClassVar[str] = "portfolio.import_started"
    subject: ClassVar[str] = "import_run"


@dataclass(frozen=True, kw_only=True)
class ImportMappingAsked(Event):
    """The columns of the table have to be named before it can be read."""

    name: ClassVar[str] = "portfolio.import_mapping_asked"
    subject: ClassVar[str] = "import_run"


@dataclass(frozen=True, kw_only=True)
class ImportMapped(Event):
    name: ClassVar[str] = "portfolio.import_mapped"
    subject: ClassVar[str] = "import_run"
    columns: dict[str, int]


@dataclass(frozen=True, kw_only=True)
class ImportEnded(Event):
    """The run is done or failed; the figures say how its rows ended."""

    name: ClassVar[str] = "portfolio.import_ended"
    subject: ClassVar[str] = "import_run"
    state: str
    reference: bool
    failure_code: str | None
    rows_total: int
    rows_accepted: int
    rows_duplicate: int
    rows_updated: int
    rows_refused: int
    rows_warned: int


@dataclass(frozen=True, kw_only=True)
class HoldingsAdded(Event):
    """A firm took rights into its portfolio; `subject_id` is the firm."""

    name: ClassVar[str] = "portfolio.holdings_added"
    subject: ClassVar[str] = "organisation"
    right_ids: tuple[UUID, ...]


@dataclass(frozen=True, kw_only=True)
class RightDeclared(Event):
    """A firm said what it holds of a right that is no patent; `subject_id` is the right."""

    name: ClassVar[str] = "portfolio.right_declared"
    subject: ClassVar[str] = "right"
    kind: str
    number: str


@dataclass(frozen=True, kw_only=True)
class HoldingRemoved(Event):
    name: ClassVar[str] = "portfolio.holding_removed"
    subject: ClassVar[str] = "asset"
    right_id: UUID


@dataclass(frozen=True, kw_only=True)
class ApplicationNumberSupplied(Event):
    """The missing application number of a right was given; `subject_id` is the right."""

    name: ClassVar[str] = "portfolio.application_number_supplied"
    subject: ClassVar[str] = "right"
    application_no: str


@dataclass(frozen=True, kw_only=True)
class RightCreated(Event):
    """A number unknown so far was kept as an unproven right."""

    name: ClassVar[str] = "portfolio.right_created"
    subject: ClassVar[str] = "right"
    number: str


@dataclass(frozen=True, kw_only=True)
class RightsJoined(Event):
    """Two rows were one patent: `subject_id` stays, `joined_id` points to it from now on."""

    name: ClassVar[str] = "portfolio.rights_joined"
    subject: ClassVar[str] = "right"
    joined_id: UUID


@dataclass(frozen=True, kw_only=True)
class FactRecorded(Event):
    """A dated fact of a right was recorded with its evidence; `subject_id` is the right."""

    name: ClassVar[str] = "portfolio.fact_recorded"
    subject: ClassVar[str] = "right"
    fact_id: UUID
    kind: str
    as_of: str


@dataclass(frozen=True, kw_only=True)
class AwardStated(Event):
    """A firm states an award of its invention; `subject_id` is the holding."""

    name: ClassVar[str] = "portfolio.award_stated"
    subject: ClassVar[str] = "asset"
    award_id: UUID
    label: str
    title: str
    firm: str


@dataclass(frozen=True, kw_only=True)
class AwardWithdrawn(Event):
    name: ClassVar[str] = "portfolio.award_withdrawn"
    subject: ClassVar[str] = "asset"
    award_id: UUID


@dataclass(frozen=True, kw_only=True)
class AwardDecided(Event):
    """An officer of the district confirmed or rejected an award; `subject_id` is the holding."""

    name: ClassVar[str] = "portfolio.award_decided"
    subject: ClassVar[str] = "asset"
    award_id: UUID
    title: str
    approved: bool
    reason: str | None


@dataclass(frozen=True, kw_only=True)
class ExtractDiffers(Event):
    """A register extract says otherwise than what was held of a firm's right; its holding."""

    name: ClassVar[str] = "portfolio.extract_differs"
    subject: ClassVar[str] = "asset"
    label: str
    differing: int
    as_of: str


@dataclass(frozen=True, kw_only=True)
class ExtractsLapsed(Event):
    """Extracts of a firm's rights prove nothing any more; `subject_id` is the firm."""

    name: ClassVar[str] = "portfolio.extracts_lapsed"
    subject: ClassVar[str] = "organisation"
    extracts: int
    label: str


@dataclass(frozen=True, kw_only=True)
class ExtractsLapsing(Event):
    """Extracts of a firm's rights will soon prove nothing; `subject_id` is the firm."""

    name: ClassVar[str] = "portfolio.extracts_lapsing"
    subject: ClassVar[str] = "organisation"
    extracts: int
    label: str
    first_lapses_on: str


@dataclass(frozen=True, kw_only=True)
class ExtractTaskDone(Event):
    """The firm needs no newer extract of this right; `subject_id` is the holding."""

    name: ClassVar[str] = "portfolio.extract_task_done"
    subject: ClassVar[str] = "asset"
    note: str


@dataclass(frozen=True, kw_only=True)
class FeesFallDue(Event):
    """Annual fees of a firm came a step nearer, or are late; `subject_id` is the firm."""

    name: ClassVar[str] = "portfolio.fees_fall_due"
    subject: ClassVar[str] = "organisation"
    fees: int
    late: int
    first_due_on: str


@dataclass(frozen=True, kw_only=True)
class FeeTaskDone(Event):
    """The firm states that it has paid an annual fee; `subject_id` is the holding."""

    name: ClassVar[str] = "portfolio.fee_task_done"
    subject: ClassVar[str] = "asset"
    fee_year: int
    paid_on: str
