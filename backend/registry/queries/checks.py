"""Recordings of registrations and changes, and the second person's verification of them."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.kernel.db import fetch, stream
from backend.kernel.pages import COUNTED
from backend.registry.projection import PledgeRecord
from backend.registry.queries.known import told
from backend.registry.queries.pledges import insert
from backend.registry.queries.register import Where
from backend.registry.states import Cause, Checker, Outcome, Stage


async def recordings(pledge_id: UUID) -> list[dict[str, Any]]:
    """Every recording of a pledge, oldest first."""
    return await fetch(
        "SELECT version, corrects, cause, effective_on, secured_fen, claim_kind, "
        "registration_number, document, reason, recorder, recorder_name, recorder_organisation, "
        "recorder_is_district, recorded_at FROM registry_recording WHERE pledge = $1 "
        "ORDER BY version",
        pledge_id,
    )


async def notices(*, besides: UUID) -> list[dict[str, Any]]:
    """The notices of each pledge by who recorded them, but not what this organisation did."""
    return await fetch(
        "SELECT pledge, recorder_organisation AS owner, array_agg(DISTINCT document) AS documents "
        "FROM registry_recording WHERE document IS NOT NULL AND recorder_organisation <> $1 "
        "GROUP BY pledge, recorder_organisation ORDER BY min(recorded_at), pledge",
        besides,
    )


async def days_of_changes(
    pledge_ids: Sequence[UUID], *, known_by: datetime | None = None
) -> dict[UUID, list[date]]:
    """When each of these pledges was changed in the register, as far as it was known."""
    rows = await fetch(
        "SELECT pledge, array_agg(DISTINCT effective_on) AS days FROM registry_recording "
        "WHERE pledge = ANY($1::uuid[]) AND cause = 'change' "
        "AND ($2::timestamptz IS NULL OR recorded_at < $2) GROUP BY pledge",
        list(pledge_ids),
        known_by,
    )
    return {row["pledge"]: sorted(row["days"]) for row in rows}


async def add_recording(
    record: PledgeRecord,
    *,
    cause: Cause,
    effective_on: date,
    secured_fen: int,
    document: UUID | None,
    reason: str | None,
    corrects: int | None,
    by: Actor,
) -> None:
    """The recording that `record.recording` numbers, of the registration or of a change."""
    await insert(
        "registry_recording",
        {
            "id": uuid4(),
            "created_at": clock.now(),
            "pledge": record.id,
            "version": record.recording,
            "corrects": corrects,
            "cause": cause.value,
            "effective_on": effective_on,
            "secured_fen": secured_fen,
            "claim_kind": record.claim_kind,
            "registration_number": record.registration_number,
            "document": document,
            "reason": reason,
            "recorder": by.user_id,
            "recorder_name": by.name,
            "recorder_organisation": by.organisation_id,
            "recorder_is_district": by.kind == "district",
            "recorded_at": clock.now(),
        },
    )


async def verifications(pledge_id: UUID) -> list[dict[str, Any]]:
    """Every verification of a pledge, oldest first."""
    return await fetch(
        "SELECT version, checker, outcome, reason, reason_code, looked_in, looked_on, verifier, "
        "verifier_name, verified_at FROM registry_verification WHERE pledge = $1 ORDER BY seq",
        pledge_id,
    )


async def add_verification(
    pledge_id: UUID,
    recording: dict[str, Any],
    *,
    checker: Checker,
    outcome: Outcome,
    reason: str | None,
    looked: tuple[str | None, date],
    by: Actor,
    reason_code: str | None = None,
) -> None:
    looked_in, looked_on = looked
    await insert(
        "registry_verification",
        {
            "id": uuid4(),
            "created_at": clock.now(),
            "pledge": pledge_id,
            "version": recording["version"],
            "checker": checker.value,
            "outcome": outcome.value,
            "reason": reason,
            "reason_code": reason_code,
            "looked_in": looked_in,
            "looked_on": looked_on,
            "verifier": by.user_id,
            "verifier_name": by.name,
            "verifier_organisation": by.organisation_id,
            "recorder": recording["recorder"],
            "recorder_organisation": recording["recorder_organisation"],
            "recorder_is_district": recording["recorder_is_district"],
            "verified_at": clock.now(),
        },
    )


def _unverified(*, recorded: str, checked: str, revoked: str, pledge: str) -> str:
    """The newest recording of each step, with the district's last word on it if not confirmed."""
    return f"""
WITH newest AS (
  SELECT DISTINCT ON (r.pledge, coalesce(r.corrects, r.version)) r.*
  FROM registry_recording r WHERE {recorded}
  ORDER BY r.pledge, coalesce(r.corrects, r.version), r.version DESC),
steps AS (
  SELECT n.*, (
    SELECT v.outcome FROM registry_verification v
    WHERE v.pledge = n.pledge AND v.version = n.version AND v.checker = 'district' AND {checked}
    ORDER BY v.seq DESC LIMIT 1) AS outcome
  FROM newest n)
SELECT s.pledge, s.version, s.cause, s.effective_on, s.secured_fen, s.registration_number,
  s.document, s.recorded_at, s.recorder, s.recorder_name, s.recorder_organisation,
  s.recorder_is_district, s.outcome, {pledge}, p.made_elsewhere, p.state,
  CASE WHEN s.outcome = 'mismatch' THEN 'mismatch' WHEN s.document IS NULL THEN 'claimed'
    ELSE 'evidenced' END AS stage
FROM steps s JOIN registry_pledge p ON p.id = s.pledge
WHERE s.outcome IS DISTINCT FROM 'confirmed' AND NOT {revoked}
"""


UNVERIFIED = _unverified(
    recorded="true",
    checked="true",
    revoked="(p.state = 'revoked')",
    pledge="p.registered_on, p.pledgor_name, p.pledgee_name",
)
#: What waited at a moment, `$1`; a revocation is final.
WAITED = _unverified(
    recorded="r.recorded_at < $1",
    checked="v.verified_at < $1",
    revoked="EXISTS (SELECT FROM registry_event e WHERE e.pledge = s.pledge "
    "AND e.action = 'revoke' AND e.occurred_at < $1)",
    pledge=f"{told('registered_on', of='s.pledge')}::date AS registered_on, "
    f"{told('pledgor_name', of='s.pledge')} AS pledgor_name, "
    f"{told('pledgee_name', of='s.pledge')} AS pledgee_name",
)
_ORDER = "ORDER BY w.recorded_at, w.pledge, w.version"


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """Which of what waits for the district's verifier, or waited at a moment."""

    known_by: datetime | None = None
    stage: Stage | None = None
    #: A part of the registration's number or of a party's name.
    text: str | None = None

    def rows(self) -> tuple[str, Where]:
        where = Where(arguments=[] if self.known_by is None else [self.known_by])
        if self.stage is not None:
            where.add("w.stage = ?", self.stage.value)
        if self.text is not None:
            where.add(
                "strpos(lower(concat_ws(chr(10), w.registration_number, w.pledgor_name, "
                "w.pledgee_name)), lower(?)) > 0",
                self.text,
            )
        return f"FROM ({UNVERIFIED if self.known_by is None else WAITED}) AS w", where


async def unverified(
    asked: Waiting, *, after: tuple[Any, UUID, int] | None, limit: int
) -> list[dict[str, Any]]:
    """Up to so many of what waits, oldest first."""
    rows, where = asked.rows()
    if after is not None:
        where.add("(w.recorded_at, w.pledge, w.version) > (?, ?, ?::bigint)", *after)
    return await fetch(
        f"SELECT w.* {rows} WHERE {where} {_ORDER} LIMIT {int(limit)}", *where.arguments
    )


async def count_unverified(asked: Waiting, *, up_to: int = COUNTED) -> int:
    rows, where = asked.rows()
    (counted,) = await fetch(
        f"SELECT count(*) AS n FROM (SELECT {rows} WHERE {where} LIMIT {int(up_to) + 1}) AS found",
        *where.arguments,
    )
    return int(counted["n"])


async def every_unverified(asked: Waiting) -> AsyncIterator[dict[str, Any]]:
    """All of it, row by row, inside a transaction."""
    rows, where = asked.rows()
    async for row in stream(f"SELECT w.* {rows} WHERE {where} {_ORDER}", *where.arguments):
        yield row


async def waiting() -> list[UUID]:
    """The pledges of which something waits for the district's verifier."""
    rows = await fetch(f"SELECT DISTINCT w.pledge FROM ({UNVERIFIED}) AS w ORDER BY w.pledge")
    return [row["pledge"] for row in rows]
