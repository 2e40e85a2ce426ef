"""What a fit rests on, as plain JSON that an application can freeze. Pure."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from backend.criteria.facts import Facts, RightFacts, ValuationFacts, Worth
from backend.kernel.money import Fen
from backend.portfolio.states import APART

CREDIT_REPORT = "credit_report"


class SnapshotPart(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a snapshot; fields that later versions add do not break older code."""


class FirmSnapshot(SnapshotPart, frozen=True):
    id: UUID
    name: str
    uscc: str | None
    division: str | None
    street: str | None
    established_on: date
    headcount: int
    revenue_fen: int
    sector: str
    tags: list[str]
    first_time_borrower: bool
    has_basic_account: bool
    credit_report_consent: bool
    #: None: the firm did not state it, or an older version took the snapshot.
    prior_revenue_fen: int | None = None
    tax_grade: str | None = None
    credit_grade: str | None = None
    tax_grade_year: int | None = None
    tax_grade_document_id: UUID | None = None
    credit_grade_year: int | None = None
    credit_grade_document_id: UUID | None = None


class FeeSnapshot(SnapshotPart, frozen=True):
    year: int
    due_on: date
    amount_fen: int


class RightSnapshot(SnapshotPart, frozen=True):
    right_id: UUID
    label: str
    title: str
    kind: str
    filing_on: date | None
    granted_on: date | None
    expires_on: date | None
    fee_due: FeeSnapshot | None
    ipc_main: str | None
    industry: str
    patentees: list[str]
    source: str
    as_of: date | None
    ownership: str
    used_since: date | None
    pledged: bool
    #: None: nobody recorded a register extract, or an older version took the snapshot.
    invalidation_pending: bool | None = None
    #: None: neither an extract nor the gazette tells, or an older version took the snapshot.
    in_force: bool | None = None
    pledge_shown: bool | None = None


class ValueSnapshot(SnapshotPart, frozen=True):
    right_id: UUID
    low_fen: int
    central_fen: int
    high_fen: int


class ValuationSnapshot(SnapshotPart, frozen=True):
    id: UUID
    number: str
    method: str
    appraised: bool
    base_date: date
    valuer: str
    low_fen: int
    central_fen: int
    high_fen: int
    per_right: list[ValueSnapshot] | None
    report_file_id: UUID | None


class DocumentSnapshot(SnapshotPart, frozen=True):
    id: UUID
    kind: str
    name: str
    sha256: str


class Snapshot(SnapshotPart, frozen=True):
    """Everything a fit needs, as it stood on a day."""

    request_id: UUID
    request_number: str
    request_revision: int
    taken_on: date
    amount_fen: int
    term_months: int
    use_of_funds: str
    use_note: str
    firm: FirmSnapshot
    rights: list[RightSnapshot]
    valuation: ValuationSnapshot | None
    documents: list[DocumentSnapshot]
    version: int = 1


def as_json(snapshot: Snapshot) -> dict[str, Any]:
    """The snapshot as plain JSON values."""
    plain: dict[str, Any] = msgspec.to_builtins(snapshot)
    return plain


def read(raw: Mapping[str, Any]) -> Snapshot:
    """A snapshot out of the JSON that `as_json` made."""
    return msgspec.convert(raw, Snapshot)


def facts_of(snapshot: Snapshot, *, on: date) -> Facts:
    """The snapshot as criteria ask it."""
    firm = snapshot.firm
    return Facts(
        on=on,
        amount_fen=Fen(snapshot.amount_fen),
        term_months=snapshot.term_months,
        use_of_funds=snapshot.use_of_funds,
        rights=tuple(_right(each, on=on) for each in snapshot.rights),
        division=firm.division,
        established_on=firm.established_on,
        headcount=firm.headcount,
        revenue_fen=Fen(firm.revenue_fen),
        prior_revenue_fen=None if firm.prior_revenue_fen is None else Fen(firm.prior_revenue_fen),
        tax_grade=firm.tax_grade,
        tax_grade_year=firm.tax_grade_year,
        credit_grade=firm.credit_grade,
        credit_grade_year=firm.credit_grade_year,
        sector=firm.sector,
        tags=frozenset(firm.tags),
        first_time_borrower=firm.first_time_borrower,
        has_basic_account=firm.has_basic_account,
        documents=frozenset(each.kind for each in snapshot.documents),
        consents=frozenset({CREDIT_REPORT} if firm.credit_report_consent else ()),
        valuation=None if snapshot.valuation is None else _valuation(snapshot.valuation),
    )


def _right(right: RightSnapshot, *, on: date) -> RightFacts:
    return RightFacts(
        id=right.right_id,
        kind=right.kind,
        ownership=right.ownership,
        granted_on=right.granted_on,
        expires_on=right.expires_on,
        used_since=right.used_since,
        pledged=right.pledged,
        pledge_shown=right.pledge_shown,
        in_force=right.in_force,
        owners=len(right.patentees) or None,
        invalidation_pending=right.invalidation_pending,
        ipc=right.ipc_main,
        fee_late=_fee_late(right, on=on),
    )


def _fee_late(right: RightSnapshot, *, on: date) -> bool | None:
    """Marks, copyright and layouts have no annual fees; of a patent, unknown without one due."""
    if right.fee_due is not None:
        return on > right.fee_due.due_on
    return False if right.kind in APART else None


def _valuation(valuation: ValuationSnapshot) -> ValuationFacts:
    per_right = None
    if valuation.per_right is not None:
        per_right = {value.right_id: _worth(value) for value in valuation.per_right}
    return ValuationFacts(
        base_date=valuation.base_date,
        method=valuation.method,
        whole=_worth(valuation),
        valuer=valuation.valuer,
        per_right=per_right,
    )


def _worth(value: ValuationSnapshot | ValueSnapshot) -> Worth:
    return Worth(low=Fen(value.low_fen), central=Fen(value.central_fen), high=Fen(value.high_fen))
