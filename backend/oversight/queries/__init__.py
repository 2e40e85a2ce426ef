"""Every statement that reads what is seen from above; month sheets are written in `sheets`."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.kernel.auth import NOBODY, SYSTEM, SYSTEM_WORDS
from backend.kernel.db import fetch, fetch_value, loads, stream
from backend.kernel.events import COLUMNS, EventRow, as_event_row
from backend.oversight.measures import UNKNOWN, Entry
from backend.oversight.stated import Stated


@dataclass(frozen=True, kw_only=True)
class PlanRow:
    id: UUID
    code: str
    name: str
    from_on: date
    to_on: date
    adopted: bool
    source: str
    name_en: str | None
    source_en: str | None


@dataclass(frozen=True, kw_only=True)
class TargetRow:
    id: UUID
    plan: UUID
    code: str
    name: str
    quote: str
    unit: str
    value: int
    source: str
    name_en: str | None
    quote_en: str | None
    source_en: str | None


@dataclass(frozen=True, kw_only=True)
class RuleRow:
    plan: UUID
    version: int
    from_on: date
    switches: dict[str, Any]
    words: str
    words_en: str | None
    source: str
    source_en: str | None


@dataclass(frozen=True, kw_only=True)
class Stage:
    """How many registrations stand at one stage of evidence, and for how much."""

    deals: int
    amount_fen: int


@dataclass(frozen=True, kw_only=True)
class EntryRow:
    id: UUID
    pledge: UUID
    number: str
    registration_number: str
    effective_on: date
    recorded_at: datetime
    amount_fen: int
    cause: str
    reason: str | None
    rule_version: int
    counted_by_name: str
    industry: str
    bank: str | None
    street: str | None
    pledgor_name: str


@dataclass(frozen=True, kw_only=True)
class EntryFilter:
    """Which entries of a plan, as known by a moment."""

    plan: UUID
    known_by: datetime
    month: str | None = None
    bank: str | None = None
    industry: str | None = None
    street: str | None = None
    #: Only what became known from this moment on.
    known_from: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class AuditFilter:
    #: Only what people of this organisation did, whatever else is asked for.
    within: UUID | None
    actor_id: UUID | None = None
    #: A part of the name of who acted, of whatever case.
    actor: str | None = None
    organisation_id: UUID | None = None
    name: str | None = None
    subject: str | None = None
    subject_id: UUID | None = None
    request_id: str | None = None
    since: datetime | None = None
    before: datetime | None = None


async def plans() -> list[PlanRow]:
    rows = await fetch(
        "SELECT id, code, name, from_on, to_on, adopted, source, name_en, source_en "
        "FROM registry_plan "
        "ORDER BY from_on DESC, code"
    )
    return [PlanRow(**row) for row in rows]


async def targets() -> list[TargetRow]:
    rows = await fetch(
        "SELECT id, plan, code, name, quote, unit, value, source, name_en, quote_en, "
        "source_en "
        "FROM registry_target "
        "ORDER BY unit <> 'fen', code"
    )
    return [TargetRow(**row) for row in rows]


async def rules() -> list[RuleRow]:
    rows = await fetch(
        "SELECT plan, version, from_on, switches, words, words_en, source, source_en "
        "FROM registry_counting_rule "
        "ORDER BY plan, version DESC"
    )
    return [RuleRow(**{**row, "switches": loads(row["switches"])}) for row in rows]


async def entries(plan_id: UUID, *, known_by: datetime) -> list[Entry]:
    """All entries of a plan that were recorded before the moment: one statement, one state."""
    rows = await fetch(
        "SELECT id, pledge, effective_on, recorded_at, amount_fen, cause, industry, bank, street, "
        "coalesce(pledgor_code, pledgor_name) AS firm FROM registry_count_entry "
        "WHERE plan = $1 AND recorded_at < $2 ORDER BY recorded_at, id",
        plan_id,
        known_by,
    )
    return [Entry(**row) for row in rows]


async def unverified(
    *, from_on: date, to_on: date, division: str, known_by: datetime
) -> dict[str, Stage]:
    """Registrations of a district in a period whose newest recording nobody has confirmed.

    By stage: `evidenced` when the notice is attached, `claimed` otherwise. First, in one pass,
    those that may be unconfirmed: few; each of them is then looked at.
    """
    rows = await fetch(
        """
        WITH open AS MATERIALIZED (
          SELECT r.pledge, r.version FROM registry_recording r
          WHERE r.cause = 'registration' AND r.recorded_at < $1
            AND r.effective_on BETWEEN $2 AND $3
            AND NOT EXISTS (SELECT FROM registry_verification v WHERE v.pledge = r.pledge
              AND v.version = r.version AND v.checker = 'district' AND v.outcome = 'confirmed'
              AND v.verified_at < $1)
          UNION SELECT v.pledge, v.version FROM registry_verification v
          WHERE v.checker = 'district' AND v.outcome <> 'confirmed' AND v.verified_at < $1
        )
        SELECT CASE WHEN r.document IS NULL THEN 'claimed' ELSE 'evidenced' END AS stage,
          count(*) AS deals, sum(r.secured_fen)::bigint AS amount_fen
        FROM open o JOIN registry_recording r ON r.pledge = o.pledge AND r.version = o.version
          JOIN registry_pledge p ON p.id = r.pledge
        WHERE r.cause = 'registration' AND r.recorded_at < $1
          AND r.effective_on BETWEEN $2 AND $3
          AND EXISTS (SELECT FROM jsonb_array_elements(p.parties -> 'pledgors') g
            WHERE coalesce(nullif(g ->> 'division', ''), substr(g ->> 'code', 3, 6)) = $4)
          AND NOT EXISTS (SELECT FROM registry_recording n WHERE n.pledge = r.pledge
            AND n.cause = 'registration' AND n.version > r.version AND n.recorded_at < $1)
          AND 'confirmed' IS DISTINCT FROM (SELECT v.outcome FROM registry_verification v
            WHERE v.pledge = r.pledge AND v.version = r.version AND v.checker = 'district'
              AND v.verified_at < $1 ORDER BY v.verified_at DESC, v.created_at DESC LIMIT 1)
          AND NOT EXISTS (SELECT FROM registry_event e WHERE e.pledge = r.pledge
            AND e.action = 'revoke' AND e.occurred_at < $1)
        GROUP BY 1
        """,
        known_by,
        from_on,
        to_on,
        division,
    )
    found = {row["stage"]: Stage(deals=row["deals"], amount_fen=row["amount_fen"]) for row in rows}
    nothing = Stage(deals=0, amount_fen=0)
    return {stage: found.get(stage, nothing) for stage in ("claimed", "evidenced")}


async def stated(target_id: UUID, *, known_by: datetime) -> tuple[list[Stated], int]:
    """What stood of a target's statements at a moment, and how many waited to be checked."""
    rows = await fetch(
        "SELECT from_on, to_on, pieces AS count, residents, seq FROM targets_statement "
        "WHERE target = $1 AND outcome = 'confirmed' AND checked_at < $2 "
        "AND (withdrawn_at IS NULL OR withdrawn_at >= $2) ORDER BY to_on, seq",
        target_id,
        known_by,
    )
    waiting = await fetch_value(
        "SELECT count(*) FROM targets_statement WHERE target = $1 AND recorded_at < $2 "
        "AND (checked_at IS NULL OR checked_at >= $2)",
        target_id,
        known_by,
    )
    return [Stated(**row) for row in rows], int(waiting)


async def library_entries(*, known_by: datetime) -> tuple[list[date], int]:
    """The day of each firm's first entry as it stood at a moment, and how many steps waited."""
    rows = await fetch(
        "SELECT min(effective_on) AS entered_on FROM targets_library_event "
        "WHERE kind = 'entry' AND outcome = 'confirmed' AND checked_at < $1 "
        "AND (withdrawn_at IS NULL OR withdrawn_at >= $1) GROUP BY credit_code",
        known_by,
    )
    waiting = await fetch_value(
        "SELECT count(*) FROM targets_library_event WHERE recorded_at < $1 "
        "AND (checked_at IS NULL OR checked_at >= $1)",
        known_by,
    )
    return [row["entered_on"] for row in rows], int(waiting)


_FILTERED = f"""
FROM registry_count_entry e JOIN registry_pledge p ON p.id = e.pledge
WHERE e.plan = $1 AND e.recorded_at < $2
  AND ($3::text IS NULL OR to_char(e.effective_on, 'YYYY-MM') = $3)
  AND ($4::text IS NULL OR coalesce(e.bank, '{UNKNOWN}') = $4)
  AND ($5::text IS NULL OR e.industry = $5)
  AND ($6::text IS NULL OR coalesce(e.street, '{UNKNOWN}') = $6)
  AND ($7::timestamptz IS NULL OR e.recorded_at >= $7)
"""


def _wanted(chosen: EntryFilter) -> tuple[object, ...]:
    return (
        chosen.plan,
        chosen.known_by,
        chosen.month,
        chosen.bank,
        chosen.industry,
        chosen.street,
        chosen.known_from,
    )


_ENTRY = (
    "SELECT e.id, e.pledge, p.number, e.registration_number, e.effective_on, e.recorded_at, "
    "e.amount_fen, e.cause, e.reason, e.rule_version, e.counted_by_name, e.industry, e.bank, "
    "e.street, e.pledgor_name" + _FILTERED
)
_NEWEST = "ORDER BY e.effective_on DESC, e.id DESC"


async def entry_page(
    chosen: EntryFilter, *, after: tuple[date, UUID] | None, limit: int
) -> list[EntryRow]:
    """Entries, newest effect first, one more than the page holds."""
    day, last = after or (None, None)
    rows = await fetch(
        f"{_ENTRY} AND ($8::date IS NULL OR (e.effective_on, e.id) < ($8, $9)) {_NEWEST} LIMIT $10",
        *_wanted(chosen),
        day,
        last,
        limit + 1,
    )
    return [EntryRow(**row) for row in rows]


async def every_entry(chosen: EntryFilter) -> AsyncIterator[EntryRow]:
    """All of them, row by row, inside a transaction."""
    async for row in stream(f"{_ENTRY} {_NEWEST}", *_wanted(chosen)):
        yield EntryRow(**row)


async def entry_total(chosen: EntryFilter) -> tuple[int, int]:
    """How many entries, and their sum."""
    rows = await fetch(
        "SELECT count(*) AS entries, coalesce(sum(e.amount_fen), 0)::bigint AS amount_fen"
        + _FILTERED,
        *_wanted(chosen),
    )
    return rows[0]["entries"], rows[0]["amount_fen"]


_AUDITED = """
WHERE ($1::uuid IS NULL OR organisation_id = $1) AND ($2::uuid IS NULL OR actor_id = $2)
  AND ($3::uuid IS NULL OR organisation_id = $3) AND ($4::text IS NULL OR name = $4)
  AND ($5::text IS NULL OR subject = $5) AND ($6::uuid IS NULL OR subject_id = $6)
  AND ($7::text IS NULL OR request_id = $7) AND ($8::timestamptz IS NULL OR occurred_at >= $8)
  AND ($9::timestamptz IS NULL OR occurred_at < $9)
  AND ($10::text IS NULL OR strpos(lower(CASE WHEN (actor_name, actor_id) =
    ($11, $12::uuid) THEN $13 ELSE actor_name END), lower($10)) > 0)
"""


def _asked(chosen: AuditFilter) -> tuple[object, ...]:
    return (
        chosen.within,
        chosen.actor_id,
        chosen.organisation_id,
        chosen.name,
        chosen.subject,
        chosen.subject_id,
        chosen.request_id,
        chosen.since,
        chosen.before,
        chosen.actor,
        SYSTEM.name,
        NOBODY,
        " ".join(SYSTEM_WORDS),
    )


async def audit_page(chosen: AuditFilter, *, below: int | None, limit: int) -> list[EventRow]:
    """Events, newest first, one more than the page holds."""
    rows = await fetch(
        f"SELECT {COLUMNS} FROM kernel_event"
        + _AUDITED
        + "AND ($14::bigint IS NULL OR seq < $14) ORDER BY seq DESC LIMIT $15",
        *_asked(chosen),
        below,
        limit + 1,
    )
    return [as_event_row(row) for row in rows]


async def audit_count(chosen: AuditFilter, *, up_to: int) -> int:
    """How many events, counted to one more than `up_to`."""
    counted = await fetch_value(
        "SELECT count(*) FROM (SELECT 1 FROM kernel_event" + _AUDITED + "LIMIT $14) AS counted",
        *_asked(chosen),
        up_to + 1,
    )
    return int(counted)
