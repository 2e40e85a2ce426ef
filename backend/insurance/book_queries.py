"""Every statement about an insurer's book of risks and the simulations on it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.insurance.tables import GuaranteeEligibility, Simulation
from backend.kernel.db import execute, fetch, fetch_one, fetch_value
from backend.kernel.pages import COUNTED

_RUN = """
SELECT s.id, s.created_at, s.insurer, s.plan, s.against, s.maker_name, s.state, s.total, s.done,
  s.ended_at, p.code AS plan_code, p.revision AS plan_revision, a.code AS against_code{more}
FROM insurance_simulation s
JOIN insurance_rating_plan p ON p.id = s.plan
LEFT JOIN insurance_rating_plan a ON a.id = s.against
"""


async def keep_risks(
    insurer_id: UUID, rows: Sequence[tuple[str, str, str, str]], *, at: datetime
) -> int:
    """Reference, line, risk as JSON, its hash; how many references were new."""
    new = await fetch(
        "INSERT INTO insurance_book_risk (insurer, created_at, reference, line, risk, risk_hash) "
        "SELECT $1, $2, r, l, j::jsonb, h FROM unnest($3::varchar[], $4::varchar[], $5::text[], "
        "$6::varchar[]) AS t (r, l, j, h) ON CONFLICT (insurer, reference) DO NOTHING RETURNING id",
        *(insurer_id, at, *([row[n] for row in rows] for n in range(4))),
    )
    return len(new)


async def page_of_risks(
    insurer_id: UUID, *, after: tuple[datetime, UUID] | None, limit: int
) -> tuple[list[dict[str, Any]], int]:
    """Up to `limit + 1` risks without their answers, newest first, and how many there are."""
    at, last = after or (None, None)
    rows = await fetch(
        "SELECT id, created_at, reference, line, risk_hash FROM insurance_book_risk "
        "WHERE insurer = $1 AND ($2::timestamptz IS NULL OR (created_at, id) < ($2, $3)) "
        "ORDER BY created_at DESC, id DESC LIMIT $4",
        *(insurer_id, at, last, limit + 1),
    )
    total = await fetch_value(
        "SELECT count(*) FROM (SELECT FROM insurance_book_risk WHERE insurer = $1 "
        "LIMIT $2) AS counted",
        insurer_id,
        COUNTED + 1,
    )
    return rows, int(total)


async def count_risks(insurer_id: UUID, *, until: datetime) -> int:
    found = await fetch_value(
        "SELECT count(*) FROM insurance_book_risk WHERE insurer = $1 AND created_at <= $2",
        insurer_id,
        until,
    )
    return int(found)


async def batch_of_risks(
    insurer_id: UUID, *, until: datetime, after: UUID | None, most: int
) -> list[dict[str, Any]]:
    """The next risks that were there at this moment, by id."""
    return await fetch(
        "SELECT id, reference, risk::text AS risk FROM insurance_book_risk WHERE insurer = $1 "
        "AND created_at <= $2 AND ($3::uuid IS NULL OR id > $3) ORDER BY id LIMIT $4",
        *(insurer_id, until, after, most),
    )


async def add_simulation(simulation: Simulation) -> None:
    await Simulation.insert(simulation)


async def simulation(simulation_id: UUID) -> dict[str, Any] | None:
    return await fetch_one(
        _RUN.format(more=", s.result::text AS result") + "WHERE s.id = $1", simulation_id
    )


async def page_of_simulations(
    plan_id: UUID, *, after: tuple[datetime, UUID] | None, limit: int
) -> tuple[list[dict[str, Any]], int]:
    """Up to `limit + 1` runs of a plan without results, newest first, and how many there are."""
    at, last = after or (None, None)
    rows = await fetch(
        _RUN.format(more="") + "WHERE s.plan = $1 "
        "AND ($2::timestamptz IS NULL OR (s.created_at, s.id) < ($2, $3)) "
        "ORDER BY s.created_at DESC, s.id DESC LIMIT $4",
        *(plan_id, at, last, limit + 1),
    )
    total = await fetch_value("SELECT count(*) FROM insurance_simulation WHERE plan = $1", plan_id)
    return rows, int(total)


async def record_progress(simulation_id: UUID, *, done: int) -> None:
    await execute(
        "UPDATE insurance_simulation SET state = 'running', done = $2 WHERE id = $1",
        simulation_id,
        done,
    )


async def record_result(simulation_id: UUID, *, result: str, at: datetime) -> None:
    await execute(
        "UPDATE insurance_simulation SET state = 'done', done = total, result = $2::jsonb, "
        "ended_at = $3 WHERE id = $1 AND state <> 'done'",
        *(simulation_id, result, at),
    )


async def record_failure(simulation_id: UUID, *, at: datetime) -> None:
    await execute(
        "UPDATE insurance_simulation SET state = 'failed', ended_at = $2 "
        "WHERE id = $1 AND state <> 'done'",
        *(simulation_id, at),
    )


_ELIGIBILITY = """
SELECT e.*, o.name AS insurer_name FROM insurance_guarantee_eligibility e
JOIN identity_organisation o ON o.id = e.insurer
"""


async def lock_insurer(organisation_id: UUID) -> dict[str, Any] | None:
    return await fetch_one(
        "SELECT id FROM identity_organisation WHERE id = $1 AND kind = 'insurer' FOR NO KEY UPDATE",
        organisation_id,
    )


async def add_eligibility(row: GuaranteeEligibility) -> None:
    await GuaranteeEligibility.insert(row)


async def eligibilities(insurer_id: UUID, *, only: UUID) -> list[dict[str, Any]]:
    return await fetch(f"{_ELIGIBILITY} WHERE e.insurer = $1 AND e.id = $2", insurer_id, only)


async def eligibility_begins(insurer_id: UUID, on: date) -> bool:
    found = await fetch_value(
        "SELECT EXISTS (SELECT FROM insurance_guarantee_eligibility "
        "WHERE insurer = $1 AND from_on = $2)",
        *(insurer_id, on),
    )
    return bool(found)


async def is_eligible(insurer_id: UUID, *, on: date) -> bool:
    found = await fetch_value(
        "SELECT EXISTS (SELECT FROM insurance_guarantee_eligibility WHERE insurer = $1 "
        "AND from_on <= $2 AND (to_on IS NULL OR $2 <= to_on))",
        *(insurer_id, on),
    )
    return bool(found)


async def page_of_eligibilities(
    insurer_id: UUID | None, *, after: tuple[date, UUID] | None, limit: int
) -> tuple[list[dict[str, Any]], int]:
    """Up to `limit + 1` findings, those that begin last first, and how many there are."""
    day, last = after or (None, None)
    where = f"{_ELIGIBILITY} WHERE ($1::uuid IS NULL OR e.insurer = $1)"
    rows = await fetch(
        f"{where} AND ($2::date IS NULL OR (e.from_on, e.id) < ($2, $3)) "
        "ORDER BY e.from_on DESC, e.id DESC LIMIT $4",
        *(insurer_id, day, last, limit + 1),
    )
    total = await fetch_value(
        "SELECT count(*) FROM insurance_guarantee_eligibility "
        "WHERE $1::uuid IS NULL OR insurer = $1",
        insurer_id,
    )
    return rows, int(total)
