"""How a right, a holding, a fact and a fee look to whoever asks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from backend.kernel import clock
from backend.kernel.db import loads
from backend.kernel.money import Fen
from backend.portfolio import numbers, rules, terms
from backend.portfolio.names import keys
from backend.portfolio.states import (
    PRECEDENCE,
    FactKind,
    Industry,
    Ownership,
    PatentKind,
    Source,
)

CHINESE = frozenset({PatentKind.INVENTION, PatentKind.UTILITY_MODEL, PatentKind.DESIGN})
SOON = timedelta(days=90)
GRANTED = "GR01"


@dataclass(frozen=True, kw_only=True)
class FeeDue:
    """The next annual fee that can still be paid on time."""

    year: int
    due_on: date
    amount_fen: Fen


@dataclass(frozen=True, kw_only=True)
class RightView:
    """A right as other modules see it. Dates of a declared right stay out of `expires_on`."""

    id: UUID
    label: str
    application_no: str | None
    publication_no: str | None
    kind: PatentKind
    title: str
    filing_on: date | None
    published_on: date | None
    granted_on: date | None
    grant_source: Source | None
    expires_on: date | None
    expiry_source: Source | None
    fee_due: FeeDue | None
    ipc_main: str | None
    classes: tuple[str, ...]
    industry: Industry
    applicants: tuple[str, ...]
    inventors: tuple[str, ...]
    patentees: tuple[str, ...]
    owner_source: Source | None
    owner_as_of: date | None
    address: str | None
    source: Source
    as_of: date | None
    can_be_pledged_at_cnipa: bool


@dataclass(frozen=True, kw_only=True)
class Holding:
    """A firm's holding of a right and how well it is proven."""

    asset_id: UUID
    right_id: UUID
    firm_id: UUID
    ownership: Ownership
    added_at: datetime


@dataclass(frozen=True, kw_only=True)
class FactView:
    """A dated fact. The scan is the firm's and one bank's: ask `may_open` before showing it."""

    id: UUID
    right_id: UUID
    kind: FactKind
    source: str
    as_of: date
    payload: dict[str, Any]
    document_id: UUID | None = None
    bank_id: UUID | None = None
    recorded_at: datetime | None = None
    recorded_by: str | None = None


@dataclass(frozen=True, kw_only=True)
class FeeYearView:
    year: int
    due_on: date
    late_until: date
    amount_fen: Fen
    surcharge_fen: Fen
    state: str
    paid_on: date | None


def right_view(
    row: Mapping[str, Any], *, today: date, declared: Mapping[str, Any] | None = None
) -> RightView:
    """A stored right; what a holder declared fills in where no source says anything."""
    told = declared or {}
    unproven = row["source"] == Source.DECLARED
    kind = PatentKind(row["kind"])
    filing_on = row["filing_on"] or (_day(told.get("filing_on")) if unproven else None)
    granted_on = row["granted_on"] or (_day(told.get("granted_on")) if unproven else None)
    grant_source = row["grant_source"] or (Source.DECLARED if granted_on else None)
    source, as_of = _best(row)
    return RightView(
        id=row["id"],
        label=label_of(row),
        application_no=application_no(row),
        publication_no=row["publication_no"],
        kind=kind,
        title=row["title"] or str(told.get("title") or ""),
        filing_on=filing_on,
        published_on=row["published_on"],
        granted_on=granted_on,
        grant_source=None if grant_source is None else Source(grant_source),
        expires_on=row["expires_on"],
        expiry_source=None if row["expiry_source"] is None else Source(row["expiry_source"]),
        fee_due=_fee_due(row, kind, today),
        ipc_main=row["ipc_main"],
        classes=tuple(row["classes"]),
        industry=Industry(row["industry"]),
        applicants=tuple(row["applicants"]),
        inventors=tuple(row["inventors"]),
        patentees=tuple(row["patentees"]),
        owner_source=None if row["owner_source"] is None else Source(row["owner_source"]),
        owner_as_of=row["owner_as_of"],
        address=row["address"],
        source=source,
        as_of=as_of,
        can_be_pledged_at_cnipa=kind in CHINESE and row["application_body"] is not None,
    )


def application_no(row: Mapping[str, Any]) -> str | None:
    body, check = row["application_body"], row["application_check"]
    if body is None:
        return None
    return str(body) if check is None else f"{body}.{check}"


def label_of(row: Mapping[str, Any]) -> str:
    body: str | None = row["application_body"]
    if body is None:
        return str(row["publication_no"] or "")
    return numbers.label(body, row["application_check"], granted=row["granted_on"] is not None)


def _best(row: Mapping[str, Any]) -> tuple[Source, date | None]:
    """The highest source that stands behind the right, and its day."""
    candidates = [
        (Source(source), day)
        for source, day in (
            (row["source"], row["as_of"]),
            (row["owner_source"], row["owner_as_of"]),
        )
        if source is not None
    ]
    return max(candidates, key=lambda each: PRECEDENCE[each[0]])


def _day(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else None


def _fee_due(row: Mapping[str, Any], kind: PatentKind, today: date) -> FeeDue | None:
    if row["filing_on"] is None or row["granted_on"] is None:
        return None
    due = terms.next_fee(kind, row["filing_on"], row["granted_on"], today)
    if due is None:
        return None
    return FeeDue(year=due.year, due_on=due.due_on, amount_fen=due.amount)


def fee_years(
    row: Mapping[str, Any], facts: Sequence[FactView], *, today: date
) -> list[FeeYearView]:
    """Every annual fee of a granted right from its year of grant on, with what is known of it."""
    filing_on, granted_on = row["filing_on"], row["granted_on"]
    if filing_on is None or granted_on is None:
        return []
    kind = PatentKind(row["kind"])
    receipts = {
        fact.payload["fee_year"]: date.fromisoformat(fact.payload["paid_on"])
        for fact in facts
        if fact.kind is FactKind.FEE_RECEIPT
    }
    paid_up_to = max(
        (
            fact.as_of
            for fact in facts
            if fact.kind is FactKind.REGISTER_EXTRACT and fact.payload["fees_paid"]
        ),
        default=date.min,
    )
    in_grant_year = terms.year_on(filing_on, granted_on)
    return [
        _fee_year(
            each,
            with_grant=each.year == in_grant_year,
            paid_on=receipts.get(each.year),
            paid=each.year in receipts or each.due_on <= paid_up_to,
            today=today,
        )
        for each in terms.fee_years(kind, filing_on, granted_on)
    ]


def _fee_year(
    each: terms.FeeYear, *, with_grant: bool, paid_on: date | None, paid: bool, today: date
) -> FeeYearView:
    late = terms.surcharge(each.amount, due_on=each.due_on, paid_on=paid_on or today)
    state = "ahead" if each.due_on > today + SOON else "due"
    if each.due_on < today:
        state = "past" if today > each.late_until else "late"
    if with_grant:
        state = "with_grant"
    elif paid:
        state = "paid"
    counts = state == "late" or paid_on is not None
    return FeeYearView(
        year=each.year,
        due_on=each.due_on,
        late_until=each.late_until,
        amount_fen=each.amount,
        surcharge_fen=late if counts and late is not None else Fen(0),
        state=state,
        paid_on=paid_on,
    )


def fact_view(row: Mapping[str, Any]) -> FactView:
    kind = FactKind(row["kind"])
    sources = {
        FactKind.REGISTER_EXTRACT: str(Source.REGISTER_EXTRACT),
        FactKind.GAZETTE_EVENT: str(Source.GAZETTE),
    }
    return FactView(
        id=row["id"],
        right_id=row["right_id"],
        kind=kind,
        source=sources.get(kind, "evidence"),
        as_of=row["as_of"],
        payload=loads(row["payload"]),
        document_id=row["document_id"],
        bank_id=row["bank_id"],
        recorded_at=row["created_at"],
        recorded_by=row["recorded_by_name"],
    )


def grant_fact(row: Mapping[str, Any]) -> FactView:
    """A grant that the gazette announced, as a fact like the recorded ones."""
    announced: date = row["published_on"]
    return FactView(
        id=uuid5(row["right_id"], GRANTED),
        right_id=row["right_id"],
        kind=FactKind.GAZETTE_EVENT,
        source=str(Source.GAZETTE),
        as_of=announced,
        payload={"code": GRANTED, "date": announced.isoformat()},
    )


def ownership_of(
    row: Mapping[str, Any],
    *,
    names: Sequence[str],
    verified: bool,
    extract: Mapping[str, Any] | None,
    today: date,
) -> Ownership:
    """How well the bearer of these names is proven as an owner, today."""
    owners: set[str] | None = None
    if extract is not None:
        age = clock.working_days_between(extract["as_of"], today)
        if age <= rules.EXTRACT_WORKING_DAYS:
            owners = set(keys(loads(extract["payload"])["owners"]))
    return rules.ownership(
        keys=set(keys(names)),
        patentee_keys=set(row["patentee_keys"]),
        extract_keys=owners,
        verified=verified,
    )
