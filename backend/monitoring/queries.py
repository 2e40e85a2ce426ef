"""Statements about alerts and watch rules."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.kernel.db import execute, fetch, fetch_one, fetch_value
from backend.monitoring.tables import ValueAlert, WatchRules

_TOLD = (
    "SELECT t.*, a.number AS application_number, f.name AS firm_name, "
    "p.publication_no, p.title AS right_title, v.number AS valuation_number, v.method, "
    "v.base_date, v.valuer, v.low_fen AS stated_low_fen, v.central_fen AS stated_central_fen, "
    "v.high_fen AS stated_high_fen, w.version AS rules_version, n.number AS re_number, "
    "n.method AS re_method, n.base_date AS re_base_date, n.valuer AS re_valuer, "
    "n.low_fen AS re_low_fen, n.central_fen AS re_central_fen, n.high_fen AS re_high_fen "
    "FROM monitoring_value_alert t "
    "JOIN lending_application a ON a.id = t.application "
    "JOIN identity_organisation f ON f.id = t.firm "
    "JOIN valuation_valuation v ON v.id = t.valuation "
    "JOIN monitoring_watch_rules w ON w.id = t.rules "
    "LEFT JOIN portfolio_right p ON p.id = t.right_id "
    "LEFT JOIN valuation_valuation n ON n.id = t.revaluation "
)
_ASKED = (
    "t.lender = $1 AND ($2::varchar IS NULL OR t.state = $2) "
    "AND ($3::uuid IS NULL OR t.application = $3)"
)


async def raise_alert(alert: ValueAlert) -> bool:
    """Whether it was not raised before; of two at once one wins."""
    names = [column._meta.name for column in ValueAlert._meta.columns]  # noqa: SLF001
    marks = ", ".join(f"${n}" for n in range(1, len(names) + 1))
    row = await fetch_one(
        f"INSERT INTO monitoring_value_alert ({', '.join(names)}) VALUES ({marks}) "
        "ON CONFLICT DO NOTHING RETURNING id",
        *(getattr(alert, name) for name in names),
    )
    return row is not None


async def told(application: UUID) -> set[tuple[str, UUID | None]]:
    """What was raised on a loan so far, settled or not: cause and right."""
    rows = await fetch(
        "SELECT DISTINCT cause, right_id FROM monitoring_value_alert WHERE application = $1",
        application,
    )
    return {(row["cause"], row["right_id"]) for row in rows}


async def page(
    lender: UUID,
    *,
    state: str | None,
    application: UUID | None,
    after: tuple[datetime, UUID] | None,
    limit: int,
    counted: int,
) -> tuple[list[dict[str, Any]], int]:
    """Up to `limit + 1` alerts of a lender, newest first, and how many there are."""
    moment, last = after or (None, None)
    rows = await fetch(
        f"{_TOLD} WHERE {_ASKED} AND ($4::timestamptz IS NULL OR (t.created_at, t.id) < ($4, $5)) "
        "ORDER BY t.created_at DESC, t.id DESC LIMIT $6",
        lender,
        state,
        application,
        moment,
        last,
        limit + 1,
    )
    total = await fetch_value(
        f"SELECT count(*) FROM (SELECT 1 FROM monitoring_value_alert t WHERE {_ASKED} "
        "LIMIT $4::bigint) AS counted",
        *(lender, state, application, counted + 1),
    )
    return rows, int(total)


async def one(alert_id: UUID, *, lender: UUID) -> dict[str, Any] | None:
    return await fetch_one(f"{_TOLD} WHERE t.id = $1 AND t.lender = $2", alert_id, lender)


async def lock(alert_id: UUID, *, lender: UUID) -> dict[str, Any] | None:
    return await fetch_one(
        "SELECT * FROM monitoring_value_alert WHERE id = $1 AND lender = $2 FOR UPDATE",
        alert_id,
        lender,
    )


async def settle(alert_id: UUID, *, note: str, by: UUID, name: str, at: datetime) -> None:
    await execute(
        "UPDATE monitoring_value_alert SET state = 'settled', note = $2, settled_by = $3, "
        "settled_by_name = $4, settled_at = $5 WHERE id = $1",
        alert_id,
        note,
        by,
        name,
        at,
    )


async def open_of(application: UUID, *, lock: bool) -> list[dict[str, Any]]:
    """What stands open on a loan, oldest first."""
    return await fetch(
        "SELECT t.id, t.cause, t.since, t.revaluation, p.title AS right_title "
        "FROM monitoring_value_alert t LEFT JOIN portfolio_right p ON p.id = t.right_id "
        "WHERE t.application = $1 AND t.state = 'open' ORDER BY t.since, t.id"
        + (" FOR UPDATE OF t" if lock else ""),
        application,
    )


async def answer(alert_id: UUID, *, revaluation: UUID) -> bool:
    """Whether this valuation is news to the alert."""
    row = await fetch_one(
        "UPDATE monitoring_value_alert SET revaluation = $2 WHERE id = $1 "
        "AND revaluation IS DISTINCT FROM $2 RETURNING id",
        alert_id,
        revaluation,
    )
    return row is not None


_RULES = (
    "SELECT s.*, p.decided_by_name AS accepted_by_name FROM monitoring_watch_rules s "
    "LEFT JOIN monitoring_rule_proposal p ON p.id = s.proposal"
)


async def rules_in_force(organisation: UUID | None, *, on: date) -> dict[str, Any]:
    """The lender's newest in force, else the platform's."""
    found = await fetch_one(
        f"{_RULES} WHERE s.valid_from <= $2 AND (s.organisation IS NULL OR s.organisation = $1) "
        "ORDER BY s.organisation IS NULL, s.valid_from DESC, s.version DESC LIMIT 1",
        organisation,
        on,
    )
    assert found is not None  # noqa: S101 - the platform's came with the table
    return found


async def rules_page(
    organisation: UUID, *, after: tuple[datetime, UUID] | None, limit: int
) -> tuple[list[dict[str, Any]], int]:
    moment, last = after or (None, None)
    rows = await fetch(
        f"{_RULES} WHERE (s.organisation IS NULL OR s.organisation = $1) "
        "AND ($2::timestamptz IS NULL OR (s.created_at, s.id) < ($2, $3)) "
        "ORDER BY s.created_at DESC, s.id DESC LIMIT $4",
        organisation,
        moment,
        last,
        limit + 1,
    )
    total = await fetch_value(
        "SELECT count(*) FROM monitoring_watch_rules "
        "WHERE organisation IS NULL OR organisation = $1",
        organisation,
    )
    return rows, int(total)


async def next_version(organisation: UUID | None) -> int:
    """One writer of an organisation's rules at a time."""
    await execute(
        "SELECT pg_advisory_xact_lock(hashtextextended('monitoring_watch_rules' || $1::text, 0))",
        str(organisation),
    )
    found = await fetch_value(
        "SELECT coalesce(max(version), 0) + 1 FROM monitoring_watch_rules "
        "WHERE organisation IS NOT DISTINCT FROM $1",
        organisation,
    )
    return int(found)


async def add_rules(row: WatchRules) -> None:
    await WatchRules.insert(row)
