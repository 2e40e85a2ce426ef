"""Every statement about what lies in an application's file: clock, consents, requests, checks."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from backend.kernel.clock import shanghai_date
from backend.kernel.db import dumps, execute, fetch, fetch_one, fetch_value, loads
from backend.lending.rules import Stretch
from backend.lending.states import CheckMethod, Stop


async def stretches(ids: Sequence[UUID]) -> dict[UUID, list[Stretch]]:
    """The stretches of the decision clocks of these applications, in order."""
    found: dict[UUID, list[Stretch]] = defaultdict(list)
    for row in await fetch(
        "SELECT * FROM lending_clock_stretch WHERE application = ANY($1::uuid[]) "
        "ORDER BY run, started_at, ended_at NULLS LAST",
        list(ids),
    ):
        found[row["application"]].append(
            Stretch(
                run=row["run"],
                working_days=row["working_days"],
                started_on=shanghai_date(row["started_at"]),
                ended_on=None if row["ended_at"] is None else shanghai_date(row["ended_at"]),
                ended_as=None if row["ended_as"] is None else Stop(row["ended_as"]),
            )
        )
    return found


async def start_stretch(application_id: UUID, *, run: int, working_days: int, at: datetime) -> None:
    await execute(
        "INSERT INTO lending_clock_stretch (id, application, run, working_days, started_at) "
        "VALUES ($1, $2, $3, $4, $5)",
        uuid4(),
        application_id,
        run,
        working_days,
        at,
    )


async def end_stretch(application_id: UUID, *, at: datetime, as_: Stop) -> None:
    """End the stretch that runs; one that waits for the firm ends as what ended the run."""
    await execute(
        "UPDATE lending_clock_stretch SET ended_at = $2, ended_as = $3 "
        "WHERE application = $1 AND ended_at IS NULL",
        application_id,
        at,
        as_.value,
    )
    if as_ is not Stop.WAITING:
        await execute(
            "UPDATE lending_clock_stretch SET ended_as = $2 WHERE application = $1 "
            "AND ended_as = 'waiting' AND (run, started_at) = ("
            "SELECT run, started_at FROM lending_clock_stretch WHERE application = $1 "
            "ORDER BY run DESC, started_at DESC LIMIT 1)",
            application_id,
            as_.value,
        )


async def add_consent(
    application_id: UUID,
    *,
    lender: UUID,
    version: str,
    sha256: str,
    by: tuple[UUID, str],
    at: datetime,
) -> None:
    await execute(
        "INSERT INTO lending_consent (id, application, lender, text_version, text_sha256, "
        "given_by, given_by_name, given_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        uuid4(),
        application_id,
        lender,
        version,
        sha256,
        *by,
        at,
    )


async def consents(ids: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    """The newest consent of each application."""
    rows = await fetch(
        "SELECT DISTINCT ON (application) * FROM lending_consent "
        "WHERE application = ANY($1::uuid[]) ORDER BY application, given_at DESC",
        list(ids),
    )
    return {row["application"]: row for row in rows}


async def requests(ids: Sequence[UUID]) -> dict[UUID, list[dict[str, Any]]]:
    """The document requests of these applications, in order."""
    found: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for row in await fetch(
        "SELECT * FROM lending_document_request WHERE application = ANY($1::uuid[]) ORDER BY n",
        list(ids),
    ):
        found[row["application"]].append({**row, "items": loads(row["items"])})
    return found


async def open_request(application_id: UUID) -> dict[str, Any] | None:
    row = await fetch_one(
        "SELECT * FROM lending_document_request WHERE application = $1 AND closed_at IS NULL",
        application_id,
    )
    return None if row is None else {**row, "items": loads(row["items"])}


async def add_request(
    application_id: UUID,
    *,
    items: Sequence[dict[str, str]],
    answer_by: date,
    by: tuple[UUID, str],
    at: datetime,
) -> None:
    n = await fetch_value(
        "SELECT coalesce(max(n), 0) + 1 FROM lending_document_request WHERE application = $1",
        application_id,
    )
    await execute(
        "INSERT INTO lending_document_request (id, application, n, items, asked_by, "
        "asked_by_name, asked_at, answer_by, document_ids) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '{}')",
        uuid4(),
        application_id,
        n,
        dumps(list(items)),
        *by,
        at,
        answer_by,
    )


async def answer_request(
    request_id: UUID, *, document_ids: Sequence[UUID], note: str, by: UUID, at: datetime
) -> None:
    await execute(
        "UPDATE lending_document_request SET answered_by = $2, answered_at = $3, closed_at = $3, "
        "document_ids = $4, note = $5 WHERE id = $1",
        request_id,
        by,
        at,
        list(document_ids),
        note,
    )


async def close_requests(application_id: UUID, *, at: datetime) -> None:
    await execute(
        "UPDATE lending_document_request SET closed_at = $2 "
        "WHERE application = $1 AND closed_at IS NULL",
        application_id,
        at,
    )


async def add_check(
    application_id: UUID,
    *,
    valuation: UUID,
    method: CheckMethod,
    asked: str,
    asked_on: date,
    note: str,
    by: tuple[UUID, str],
    at: datetime,
) -> None:
    await execute(
        "INSERT INTO lending_valuation_check (id, application, valuation, method, asked, asked_on, "
        "note, checked_by, checked_by_name, checked_at) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        uuid4(),
        application_id,
        valuation,
        method.value,
        asked,
        asked_on,
        note,
        *by,
        at,
    )


async def checks(ids: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    """The newest check of the valuation that each application rests on now."""
    rows = await fetch(
        "SELECT DISTINCT ON (c.application) c.* FROM lending_valuation_check c "
        "JOIN lending_application a ON a.id = c.application AND a.valuation = c.valuation "
        "WHERE c.application = ANY($1::uuid[]) ORDER BY c.application, c.checked_at DESC",
        list(ids),
    )
    return {row["application"]: row for row in rows}


async def lock_drafting(request_id: UUID) -> None:
    """Let one at a time draft on this request: the next sees what stands already."""
    await execute(
        "SELECT pg_advisory_xact_lock(hashtextextended('lending.draft:' || $1::text, 0))",
        str(request_id),
    )
