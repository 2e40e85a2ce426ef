"""How a right, a holding, a fact and a fee look to whoever asks."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from backend.kernel.db import loads
from backend.kernel.money import Fen
from backend.portfolio import kinds, numbers, rules, terms, validity
from backend.portfolio.fee_rows import FeeTables
from backend.portfolio.names import keys
from backend.portfolio.queries.facts import facts_in
from backend.portfolio.right_rows import RightLife
from backend.portfolio.states import (
    APART,
    CHINESE,
    ENDINGS,
    PRECEDENCE,
    RESTORED,
    FactKind,
    LegalStatus,
    Ownership,
    PatentKind,
    Source,
)

SOON = timedelta(days=90)
GRANTED = "GR01"
_PLEDGED = frozenset({"PE01", "PM01"})
_FREED = "PC01"
NO_FEN = Fen(0)


@dataclass(frozen=True, kw_only=True)
class FeeDue:
    """The earliest annual fee that is not known to be paid and can still be.

    On time until `due_on`; `late` from the next day on, with a surcharge, until `pay_by`.
    """

    year: int
    due_on: date
    pay_by: date
    late: bool
    amount_fen: Fen
    #: What would be added if it were paid today.
    surcharge_fen: Fen


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
    #: When it can no longer be renewed either, where it can be.
    lapses_on: date | None
    #: Worked out from what its holder declared; proves nothing.
    declared_expiry: date | None
    #: The rule by which its term is told, of a right that is no patent.
    life: RightLife | None
    fee_due: FeeDue | None
    ipc_main: str | None
    classes: tuple[str, ...]
    industry: str
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
    """A dated fact. The scan is its depositor's and one bank's: ask `openable` first."""

    id: UUID
    right_id: UUID
    kind: FactKind
    source: str
    as_of: date
    payload: dict[str, Any]
    document_id: UUID | None = None
    #: Who deposited the document, and the bank for which it was recorded.
    scan_of: UUID | None = None
    bank_id: UUID | None = None
    recorded_at: datetime | None = None
    recorded_by: str | None = None
    #: The working days for which an extract proves something.
    valid_days: int | None = None

    @property
    def lapses_on(self) -> date | None:
        """The first day on which an extract proves nothing any more."""
        days = self.valid_days
        return None if days is None else validity.lapses_on(self.as_of, days)


class FeeYearView(NamedTuple):
    """An annual fee with what is known of it; a tuple, since every right has up to twenty."""

    year: int
    due_on: date
    late_until: date
    amount_fen: Fen
    surcharge_fen: Fen
    state: str
    paid_on: date | None


def right_view(
    row: Mapping[str, Any],
    *,
    today: date,
    declared: Mapping[str, Any] | None = None,
    facts: Sequence[FactView] = (),
    fees: FeeTables,
) -> RightView:
    """A stored right; what a holder declared fills in where no source says anything.

    `facts` tell which annual fees are paid.
    """
    told = declared or {}
    unproven = row["source"] == Source.DECLARED
    kind = PatentKind(row["kind"])
    filing_on = row["filing_on"] or (_day(told.get("filing_on")) if unproven else None)
    granted_on = row["granted_on"] or (_day(told.get("granted_on")) if unproven else None)
    grant_source = row["grant_source"] or (Source.DECLARED if granted_on else None)
    source, as_of = _best(row)
    lives = fees.lives.on(today)
    days = kinds.days_of(told) | {"filing_on": filing_on, "granted_on": granted_on}
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
        lapses_on=kinds.lapses_on(kind, row["expires_on"], lives=lives),
        declared_expiry=kinds.declared_expiry(kind, told, lives=lives) if unproven else None,
        life=kinds.rule_of(kind, days, lives=lives),
        fee_due=_fee_due(row, kind, paid=paid_fees(facts), today=today, fees=fees),
        ipc_main=row["ipc_main"],
        classes=tuple(row["classes"]),
        industry=row["industry"],
        applicants=tuple(row["applicants"]),
        inventors=tuple(row["inventors"]),
        patentees=tuple(row["patentees"]),
        owner_source=None if row["owner_source"] is None else Source(row["owner_source"]),
        owner_as_of=row["owner_as_of"],
        address=row["address"],
        source=source,
        as_of=as_of,
        can_be_pledged_at_cnipa=kind in APART
        or (kind in CHINESE and row["application_body"] is not None),
    )


def application_no(row: Mapping[str, Any]) -> str | None:
    body, check = row["application_body"], row["application_check"]
    if body is None:
        return None
    return str(body) if check is None else f"{body}.{check}"


def label_of(row: Mapping[str, Any]) -> str:
    body: str | None = row["application_body"]
    if row["registration_no"] is not None:
        return kinds.label(PatentKind(row["kind"]), row["registration_no"])
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


def paid_fees(facts: Sequence[FactView]) -> terms.Paid:
    """The annual fees that these facts prove to be paid."""
    receipts: dict[int, date] = {}
    up_to = date.min
    for fact in facts:
        if fact.kind is FactKind.FEE_RECEIPT:
            receipts[fact.payload["fee_year"]] = date.fromisoformat(fact.payload["paid_on"])
        elif fact.kind is FactKind.REGISTER_EXTRACT and fact.payload.get("fees_paid"):
            up_to = max(up_to, fact.as_of)
    return terms.Paid(receipts, up_to)


def _fee_due(
    row: Mapping[str, Any], kind: PatentKind, *, paid: terms.Paid, today: date, fees: FeeTables
) -> FeeDue | None:
    if row["filing_on"] is None or row["granted_on"] is None:
        return None
    due = terms.next_fee(fees, kind, row["filing_on"], row["granted_on"], paid=paid, today=today)
    if due is None:
        return None
    late = today > due.due_on
    surcharge = (
        terms.surcharge(fees, due.amount, due_on=due.due_on, paid_on=today) if late else None
    )
    return FeeDue(
        year=due.year,
        due_on=due.due_on,
        pay_by=due.late_until if late else due.due_on,
        late=late,
        amount_fen=due.amount,
        surcharge_fen=surcharge or NO_FEN,
    )


def fee_years(
    row: Mapping[str, Any], facts: Sequence[FactView], *, today: date, fees: FeeTables
) -> list[FeeYearView]:
    """Every annual fee of a granted right from its year of grant on, with what is known of it."""
    filing_on, granted_on = row["filing_on"], row["granted_on"]
    if filing_on is None or granted_on is None:
        return []
    paid, soon = paid_fees(facts), today + SOON
    found = []
    for each in terms.fee_years(fees, PatentKind(row["kind"]), filing_on, granted_on):
        year, due_on, late_until, amount = each.year, each.due_on, each.late_until, each.amount
        paid_on = paid.receipts.get(year)
        if each.with_grant:
            state = "with_grant"
        elif paid.covers(each):
            state = "paid"
        elif due_on < today:
            state = "past" if today > late_until else "late"
        else:
            state = "due" if due_on <= soon else "ahead"
        late = None
        if state == "late" or paid_on is not None:
            late = terms.surcharge(fees, amount, due_on=due_on, paid_on=paid_on or today)
        found.append(FeeYearView(year, due_on, late_until, amount, late or NO_FEN, state, paid_on))
    return found


def facts_of(right_id: UUID, row: Mapping[str, Any]) -> list[FactView]:
    """The facts of a right, newest first: recorded ones and the grant in the gazette."""
    found = [_fact_view(fact) for fact in facts_in(row)]
    if row["announced_on"] is not None:
        found.append(_grant_fact(right_id, row["announced_on"]))
        found.sort(key=lambda fact: fact.as_of, reverse=True)
    return found


def _fact_view(row: Mapping[str, Any]) -> FactView:
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
        scan_of=row["scan_of"],
        bank_id=row["bank_id"],
        recorded_at=row["created_at"],
        recorded_by=row["recorded_by_name"],
        valid_days=row["valid_days"],
    )


@lru_cache(maxsize=4096)
def _grant_id(right_id: UUID) -> UUID:
    return uuid5(right_id, GRANTED)


def _grant_fact(right_id: UUID, announced: date) -> FactView:
    """A grant that the gazette announced, as a fact like the recorded ones."""
    return FactView(
        id=_grant_id(right_id),
        right_id=right_id,
        kind=FactKind.GAZETTE_EVENT,
        source=str(Source.GAZETTE),
        as_of=announced,
        payload={"code": GRANTED, "date": announced.isoformat()},
    )


def newest_saying(facts: Sequence[FactView], field: str) -> FactView | None:
    """The newest register extract of which somebody read this field; the facts newest first."""
    for fact in facts:
        if fact.kind is FactKind.REGISTER_EXTRACT and fact.payload.get(field) is not None:
            return fact
    return None


def is_in_force(right: RightView, facts: Sequence[FactView], *, today: date) -> bool | None:
    """Whether it lives, by its term and the newest word of an extract or the gazette.

    A grant alone tells nothing of today.
    """
    if validity.is_over(right.expires_on, right.lapses_on, today=today):
        return False
    return _newest_word(
        facts, "status", good=LegalStatus.IN_FORCE, bad=ENDINGS.keys(), mended=RESTORED
    )


def shows_pledge(facts: Sequence[FactView]) -> bool | None:
    """Whether a pledge runs at CNIPA, by the newest word of an extract or the gazette."""
    free = _newest_word(facts, "running_pledge", good=False, bad=_PLEDGED, mended=_FREED)
    return None if free is None else not free


def _newest_word(
    facts: Sequence[FactView], field: str, *, good: object, bad: Set[str], mended: str
) -> bool | None:
    """An extract's word on a field, or the gazette's by its codes; of one day the bad one holds."""
    words: list[tuple[date, bool]] = []
    for fact in facts:
        told = fact.payload
        if fact.kind is FactKind.REGISTER_EXTRACT and told.get(field) is not None:
            words.append((fact.as_of, told[field] == good))
        elif fact.kind is FactKind.GAZETTE_EVENT and told["code"] in {*bad, mended}:
            words.append((date.fromisoformat(told["date"]), told["code"] == mended))
    newest = max((day for day, _ in words), default=None)
    return None if newest is None else all(is_good for day, is_good in words if day == newest)


def ownership_of(row: Mapping[str, Any], facts: Sequence[FactView], *, today: date) -> Ownership:
    """How well the firm of this holding is proven as an owner, today."""
    owners: set[str] | None = None
    extract = newest_saying(facts, "owners")
    if extract is not None and extract.lapses_on is not None and today < extract.lapses_on:
        owners = set(keys(extract.payload["owners"]))
    return rules.ownership(
        keys=set(keys(row["firm_names"])),
        patentee_keys=set(row["patentee_keys"]),
        extract_keys=owners,
        verified=row["firm_verified"],
    )
