"""A financing request: what a firm states, what it sees of it, what a stranger sees."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from backend.documents.service import FileView
from backend.kernel.money import Fen
from backend.listing.rules import AmountBand
from backend.listing.states import (
    CreditGrade,
    FirmTag,
    Sector,
    State,
    TaxGrade,
    UseOfFunds,
)
from backend.portfolio.service import RightView


@dataclass(frozen=True, kw_only=True)
class FirmFacts:
    """What the firm says of itself for this request; `None` is "not stated"."""

    established_on: date
    headcount: int
    revenue_fen: Fen
    sector: Sector
    tags: tuple[FirmTag, ...]
    first_time_borrower: bool
    has_basic_account: bool
    credit_report_consent: bool
    prior_revenue_fen: Fen | None = None
    tax_grade: TaxGrade | None = None
    credit_grade: CreditGrade | None = None
    #: Of which year the grade is, and the paper behind it.
    tax_grade_year: int | None = None
    tax_grade_document_id: UUID | None = None
    credit_grade_year: int | None = None
    credit_grade_document_id: UUID | None = None

    @property
    def papers(self) -> tuple[UUID, ...]:
        named = (self.tax_grade_document_id, self.credit_grade_document_id)
        return tuple(each for each in named if each is not None)


@dataclass(frozen=True, kw_only=True)
class Stated:
    """A request as the firm fills it in; rights with the day since when they are in use."""

    rights: tuple[tuple[UUID, date | None], ...]
    amount_fen: Fen
    term_months: int
    use_of_funds: UseOfFunds
    use_note: str
    facts: FirmFacts
    document_ids: tuple[UUID, ...]


@dataclass(frozen=True, kw_only=True)
class RequestView:
    """A financing request as other modules see it."""

    id: UUID
    number: str
    firm_id: UUID
    state: State
    revision: int
    right_ids: tuple[UUID, ...]
    used_since: dict[UUID, date]
    amount_fen: Fen
    term_months: int
    use_of_funds: UseOfFunds
    use_note: str
    facts: FirmFacts
    document_ids: tuple[UUID, ...]
    drafted_at: datetime
    published_at: datetime | None
    withdrawn_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Detail:
    """A request with what it names."""

    request: RequestView
    rights: tuple[RightView, ...]
    documents: tuple[FileView, ...]


@dataclass(frozen=True, kw_only=True)
class Teaser:
    """What whoever does not know the firm may learn: neither its name nor a title."""

    number: str
    published_on: date
    amount_band: AmountBand
    term_months: int
    sector: Sector
    division: str | None
    ipc_subclasses: tuple[str, ...]
    rights_count: int
