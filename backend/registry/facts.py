"""What is known of a right and of a contract, as frozen values for the pure rules."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from backend.portfolio.states import LegalStatus, PatentKind, Source


@dataclass(frozen=True, kw_only=True)
class Extract:
    """An extract of the patent register, as a bank's officer checked and recorded it.

    What he did not read is named in `unread`: it is unknown, whatever stands in its field.
    """

    as_of: date
    owners: tuple[str, ...]
    status: LegalStatus
    granted_on: date | None
    fees_paid: bool
    late_period: bool
    running_pledge: bool
    preserved: bool
    suspended: bool
    invalidation_pending: bool
    unread: frozenset[str] = frozenset()

    def says(self, *fields: str) -> bool:
        return self.unread.isdisjoint(fields)


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """The receipt of an annual fee."""

    fee_year: int
    paid_on: date


@dataclass(frozen=True, kw_only=True)
class Statement:
    """Somebody stated yes or no on a day; a yes may name the application or the case it means."""

    as_of: date
    value: bool
    number: str | None = None
    since: date | None = None


@dataclass(frozen=True, kw_only=True)
class GazetteNews:
    """A legal event that the gazette announced."""

    code: str
    on: date


@dataclass(frozen=True, kw_only=True)
class RightFacts:
    """All that is known of one right. The tuples hold every dated fact, in any order."""

    right_id: UUID
    kind: PatentKind
    at_cnipa: bool = True
    filing_on: date | None = None
    granted_on: date | None = None
    grant_source: Source | None = None
    expires_on: date | None = None
    #: Later than that where it can still be renewed.
    lapses_on: date | None = None
    extracts: tuple[Extract, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    gazette: tuple[GazetteNews, ...] = ()
    #: Whether a same-day invention application of the same owner exists.
    twin: tuple[Statement, ...] = ()
    #: The co-owners who consented, by name.
    consents: tuple[str, ...] = ()
    #: Whether the co-owners agreed that each of them may pledge.
    each_may_pledge: tuple[Statement, ...] = ()
    #: Both parties' statement whether invalidation proceedings are pending.
    invalidation: tuple[Statement, ...] = ()
    #: The desk's statement whether another case makes the right unfit.
    unfit: tuple[Statement, ...] = ()
    #: Another pledge of it is live in our own register.
    live_elsewhere: bool = False


@dataclass(frozen=True, kw_only=True)
class TermsFacts:
    """What the grounds and notes ask of the contract."""

    pledgors: tuple[str, ...]
    performance_to: date | None = None
    #: Which of M1-M5 are missing; `None` while there is no contract yet.
    missing: tuple[str, ...] | None = None
    contract_text: str | None = None
    state_owned: bool | None = None
    foreign_party: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Reason:
    """Why a ground is not passed, or what rests on it; the frontend words the code."""

    code: str
    right_id: UUID | None = None
    facts: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Note:
    """A warning beside the twelve grounds; it never blocks."""

    rule: str
    code: str
    right_ids: tuple[UUID, ...] = ()
    facts: dict[str, object] = field(default_factory=dict)
