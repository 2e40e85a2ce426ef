"""What a criterion is judged on: the need, the firm, the rights and their value on a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from backend.kernel.money import Fen

_MONTHS = 12
_LAST_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, kw_only=True)
class RightFacts:
    """One right as the request names it; `None` is "not known"."""

    id: UUID
    kind: str
    ownership: str
    granted_on: date | None = None
    expires_on: date | None = None
    used_since: date | None = None
    pledged: bool | None = None
    #: By the newest extract or the gazette, whoever registered it.
    pledge_shown: bool | None = None
    in_force: bool | None = None
    owners: int | None = None
    invalidation_pending: bool | None = None
    fee_late: bool | None = None
    evaluation_report: bool | None = None
    #: The main class, as its source writes it.
    ipc: str | None = None


@dataclass(frozen=True, kw_only=True)
class Worth:
    """A range of value; a value is never a bare number."""

    low: Fen
    central: Fen
    high: Fen

    def at(self, choice: str) -> Fen:
        return self.low if choice == "low" else self.central


@dataclass(frozen=True, kw_only=True)
class ValuationFacts:
    """A valuation that serves the rights of the request."""

    base_date: date
    method: str
    whole: Worth
    valuer: str | None = None
    per_right: Mapping[UUID, Worth] | None = None


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Everything a criterion may ask for; `None` is "not known"."""

    on: date
    amount_fen: Fen
    term_months: int
    use_of_funds: str
    rights: tuple[RightFacts, ...]
    division: str | None = None
    established_on: date | None = None
    headcount: int | None = None
    #: Of the last full year, and of the year before it.
    revenue_fen: Fen | None = None
    prior_revenue_fen: Fen | None = None
    tax_grade: str | None = None
    tax_grade_year: int | None = None
    credit_grade: str | None = None
    credit_grade_year: int | None = None
    sector: str | None = None
    tags: frozenset[str] | None = None
    first_time_borrower: bool | None = None
    has_basic_account: bool | None = None
    documents: frozenset[str] = frozenset()
    consents: frozenset[str] = frozenset()
    valuation: ValuationFacts | None = None


def months_between(start: date, end: date) -> int:
    """Whole months from `start` to `end`, rounded down; negative when `end` is earlier."""
    months = (end.year - start.year) * _MONTHS + end.month - start.month
    return months - (add_months(start, months) > end)


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month if it has no such day."""
    index = day.year * _MONTHS + day.month - 1 + months
    year, month = divmod(index, _MONTHS)
    last = _LAST_DAYS[month]
    if last == 29 and not (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)):  # noqa: PLR2004
        last = 28
    return date(year, month + 1, min(day.day, last))
