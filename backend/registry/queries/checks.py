"""Recordings of registrations and changes, and the second person's verification of them."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.kernel.db import fetch
from backend.kernel.pages import COUNTED
from backend.registry.projection import PledgeRecord
from backend.registry.queries.pledges import insert
from backend.registry.states import Cause, Checker, Outcome


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


async def days_of_changes(pledge_ids: Sequence[UUID]) -> dict[UUID, list[date]]:
    """When each of these pledges was changed in the register."""
    rows = await fetch(
        "SELECT pledge, array_agg(DISTINCT effective_on) AS days FROM registry_recording "
        "WHERE pledge = ANY($1::uuid[]) AND cause = 'change' GROUP BY pledge",
        list(pledge_ids),
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
        "SELECT version, checker, outcome, reason, looked_in, looked_on, verifier, verifier_name, "
        "verified_at FROM registry_verification WHERE pledge = $1 ORDER BY seq",
        pledge_id,
    )


async def add_verification(
    pledge_id: UUID,
    recording: dict[str, Any],
    *,
    checker: Checker,
    outcome: Outcome,
    reason: str | None,
    looked_in: str | None,
    looked_on: date,
    by: Actor,
) -> None:
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


#: The newest recording of each step, with the district's last word on it.
_STEPS = """
WITH newest AS (
  SELECT DISTINCT ON (r.pledge, coalesce(r.corrects, r.version)) r.*
  FROM registry_recording r
  ORDER BY r.pledge, coalesce(r.corrects, r.version), r.version DESC),
steps AS (
  SELECT n.*, (
    SELECT v.outcome FROM registry_verification v
    WHERE v.pledge = n.pledge AND v.version = n.version AND v.checker = 'district'
    ORDER BY v.seq DESC LIMIT 1) AS outcome
  FROM newest n)
"""

UNVERIFIED = (
    _STEPS
    + """
SELECT s.pledge, s.version, s.cause, s.effective_on, s.secured_fen, s.registration_number,
  s.document, s.recorded_at, s.recorder, s.recorder_name, s.recorder_organisation,
  s.recorder_is_district, s.outcome, p.registered_on, p.pledgor_name, p.pledgee_name,
  p.made_elsewhere, p.state
FROM steps s JOIN registry_pledge p ON p.id = s.pledge
WHERE s.outcome IS DISTINCT FROM 'confirmed' AND p.state <> 'revoked'
"""
)


async def unverified(
    *, after: tuple[Any, UUID, int] | None, limit: int
) -> tuple[list[dict[str, Any]], int]:
    """What waits for the district's verifier, oldest first; and how many there are."""
    moment, pledge_id, version = after or (None, None, None)
    rows = await fetch(
        UNVERIFIED + "AND ($1::timestamptz IS NULL "
        "     OR (s.recorded_at, s.pledge, s.version) > ($1, $2, $3::bigint)) "
        "ORDER BY s.recorded_at, s.pledge, s.version LIMIT $4",
        moment,
        pledge_id,
        version,
        limit,
    )
    counted = await fetch(
        f"SELECT count(*) AS n FROM ({UNVERIFIED} LIMIT {COUNTED + 1}) AS waiting"
    )
    return rows, int(counted[0]["n"])


async def waiting() -> list[UUID]:
    """The pledges of which something waits for the district's verifier."""
    rows = await fetch(f"SELECT DISTINCT w.pledge FROM ({UNVERIFIED}) AS w ORDER BY w.pledge")
    return [row["pledge"] for row in rows]
