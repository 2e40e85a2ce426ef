"""Every statement about ordered appraisals."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.appraisal.tables import FindingRow, Quote, Report, Request, RequestedRight, RuleSet
from backend.kernel.db import execute, fetch, fetch_one, fetch_value

#: $1: the reader's organisation: the firm, the lender that asked, an appraiser who was invited.
_READABLE = """
FROM appraisal_request q JOIN identity_organisation f ON f.id = q.firm
LEFT JOIN identity_organisation l ON l.id = q.lender
JOIN identity_organisation c ON c.id = q.client
LEFT JOIN valuation_valuation v ON v.id = q.valuation
WHERE (q.firm = $1 OR q.asked_by = $1 OR EXISTS (
  SELECT FROM appraisal_quote i WHERE i.request = q.id AND i.appraiser = $1))
"""
_SHOWN = (
    "q.*, f.name AS firm_name, l.name AS lender_name, c.name AS client_name, "
    "v.number AS valuation_number"
)


async def add_request(
    request: Request, rights: Sequence[RequestedRight], quotes: Sequence[Quote]
) -> None:
    await Request.insert(request)
    await RequestedRight.insert(*rights)
    await Quote.insert(*quotes)


async def request(request_id: UUID, *, reader: UUID) -> dict[str, Any] | None:
    return await fetch_one(f"SELECT {_SHOWN} {_READABLE} AND q.id = $2", reader, request_id)


async def lock_request(request_id: UUID) -> None:
    await execute("SELECT 1 FROM appraisal_request WHERE id = $1 FOR UPDATE", request_id)


async def running_order(application_id: UUID) -> dict[str, Any] | None:
    """What a lender has ordered for a case and does not have yet."""
    return await fetch_one(
        "SELECT id, number FROM appraisal_request WHERE application = $1 "
        "AND state IN ('open', 'accepted', 'delivered', 'returned')",
        application_id,
    )


async def valuation_of_order(application_id: UUID, valuation_id: UUID) -> bool:
    """Whether the valuation came of an order for this case."""
    return bool(
        await fetch_value(
            "SELECT EXISTS (SELECT FROM appraisal_request WHERE application = $1 "
            "AND valuation = $2)",
            application_id,
            valuation_id,
        )
    )


async def page(
    reader: UUID,
    *,
    state: str | None,
    application: UUID | None,
    after: tuple[datetime, UUID] | None,
    limit: int,
    counted: int,
) -> tuple[list[dict[str, Any]], int]:
    moment, last = after or (None, None)
    chosen = (
        f"{_READABLE} AND ($2::varchar IS NULL OR q.state = $2) "
        "AND ($3::uuid IS NULL OR q.application = $3)"
    )
    rows = await fetch(
        f"SELECT {_SHOWN} {chosen} AND ($4::timestamptz IS NULL OR (q.created_at, q.id) < ($4, $5))"
        " ORDER BY q.created_at DESC, q.id DESC LIMIT $6",
        reader,
        state,
        application,
        moment,
        last,
        limit + 1,
    )
    total = await fetch_value(
        f"SELECT count(*) FROM (SELECT 1 {chosen} LIMIT $4::bigint) AS counted",
        *(reader, state, application, counted + 1),
    )
    return rows, int(total)


async def rights(request_ids: Sequence[UUID]) -> list[dict[str, Any]]:
    return await fetch(
        "SELECT request, right_id FROM appraisal_requested_right WHERE request = ANY($1) "
        "ORDER BY request, position",
        list(request_ids),
    )


async def quotes(request_ids: Sequence[UUID]) -> list[dict[str, Any]]:
    return await fetch(
        "SELECT i.*, a.name AS appraiser_name FROM appraisal_quote i "
        "JOIN identity_organisation a ON a.id = i.appraiser WHERE i.request = ANY($1) "
        "ORDER BY i.fee_fen NULLS LAST, a.name",
        list(request_ids),
    )


async def reports(request_ids: Sequence[UUID]) -> list[dict[str, Any]]:
    """Each request's versions, the newest first."""
    return await fetch(
        "SELECT r.*, f.name AS file_name FROM appraisal_report r "
        "LEFT JOIN documents_file f ON f.id = r.file WHERE r.request = ANY($1) "
        "ORDER BY r.request, r.version DESC",
        list(request_ids),
    )


async def record_quote(quote: Quote) -> None:
    await execute(
        "UPDATE appraisal_quote SET state = $2, fee_fen = $3, days = $4, approaches = $5, "
        "valid_until = $6, related = $7, note = $8, quoted_by = $9, quoted_by_name = $10, "
        "quoted_at = $11 WHERE id = $1",
        quote.id,
        quote.state,
        quote.fee_fen,
        quote.days,
        quote.approaches,
        quote.valid_until,
        quote.related,
        quote.note,
        quote.quoted_by,
        quote.quoted_by_name,
        quote.quoted_at,
    )


async def move_quote(quote_id: UUID, *, state: str, note: str | None = None) -> None:
    await execute(
        "UPDATE appraisal_quote SET state = $2, note = coalesce($3, note) WHERE id = $1",
        quote_id,
        state,
        note,
    )


async def record_acceptance(
    request_id: UUID, *, state: str, quote: UUID, charge: UUID, at: datetime, due_on: date
) -> None:
    await execute(
        "UPDATE appraisal_request SET state = $2, quote = $3, charge = $4, accepted_at = $5, "
        "due_on = $6 WHERE id = $1",
        request_id,
        state,
        quote,
        charge,
        at,
        due_on,
    )


async def move_request(
    request_id: UUID, *, state: str, ended_at: datetime | None = None, valuation: UUID | None = None
) -> None:
    await execute(
        "UPDATE appraisal_request SET state = $2, ended_at = $3, valuation = $4 WHERE id = $1",
        request_id,
        state,
        ended_at,
        valuation,
    )


async def overdue(on: date) -> list[dict[str, Any]]:
    return await fetch(
        "SELECT * FROM appraisal_request WHERE state = 'open' AND quotes_due_on < $1 ORDER BY id",
        on,
    )


async def save_report(report: Report) -> None:
    await execute(
        "INSERT INTO appraisal_report (id, created_at, request, version, state, content, file, "
        "sha256, prepared_by, prepared_by_name) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) "
        "ON CONFLICT ON CONSTRAINT appraisal_report_version_is_one DO UPDATE SET state = $5, "
        "content = $6, file = $7, sha256 = $8, prepared_by = $9, prepared_by_name = $10, "
        "prepared_at = NULL",
        report.id,
        report.created_at,
        report.request,
        report.version,
        report.state,
        report.content,
        report.file,
        report.sha256,
        report.prepared_by,
        report.prepared_by_name,
    )


async def sign_first(report_id: UUID, *, state: str, at: datetime) -> None:
    await execute(
        "UPDATE appraisal_report SET state = $2, prepared_at = $3 WHERE id = $1",
        report_id,
        state,
        at,
    )


async def deliver(
    report_id: UUID,
    *,
    state: str,
    checks: str,
    rule_set: UUID,
    by: tuple[UUID, str],
    at: datetime,
) -> None:
    await execute(
        "UPDATE appraisal_report SET state = $2, checks = $3, rule_set = $4, signed_by = $5, "
        "signed_by_name = $6, delivered_at = $7 WHERE id = $1",
        report_id,
        state,
        checks,
        rule_set,
        *by,
        at,
    )


async def return_report(report_id: UUID, *, state: str, reason: str, at: datetime) -> None:
    await execute(
        "UPDATE appraisal_report SET state = $2, return_reason = $3, returned_at = $4 "
        "WHERE id = $1",
        report_id,
        state,
        reason,
        at,
    )


async def confirm_report(report_id: UUID, *, state: str) -> None:
    await execute("UPDATE appraisal_report SET state = $2 WHERE id = $1", report_id, state)


_RULE_SETS = (
    "SELECT s.*, p.decided_by_name AS accepted_by_name FROM appraisal_rule_set s "
    "LEFT JOIN appraisal_rule_proposal p ON p.id = s.proposal"
)


async def rule_set_in_force(organisation: UUID | None, *, on: date) -> dict[str, Any]:
    """The lender's newest in force, else the platform's."""
    found = await fetch_one(
        f"{_RULE_SETS} WHERE s.valid_from <= $2 AND (s.organisation IS NULL "
        "OR s.organisation = $1) ORDER BY s.organisation IS NULL, s.valid_from DESC, "
        "s.version DESC LIMIT 1",
        organisation,
        on,
    )
    assert found is not None  # noqa: S101 - the platform's came with the table
    return found


async def rule_sets(
    organisation: UUID, *, after: tuple[datetime, UUID] | None, limit: int
) -> tuple[list[dict[str, Any]], int]:
    moment, last = after or (None, None)
    rows = await fetch(
        f"{_RULE_SETS} WHERE (s.organisation IS NULL OR s.organisation = $1) "
        "AND ($2::timestamptz IS NULL OR (s.created_at, s.id) < ($2, $3)) "
        "ORDER BY s.created_at DESC, s.id DESC LIMIT $4",
        organisation,
        moment,
        last,
        limit + 1,
    )
    total = await fetch_value(
        "SELECT count(*) FROM appraisal_rule_set WHERE organisation IS NULL OR organisation = $1",
        organisation,
    )
    return rows, int(total)


async def next_version(organisation: UUID | None) -> int:
    """Held until the end, so that two sets do not become one version."""
    await execute("LOCK TABLE appraisal_rule_set IN SHARE ROW EXCLUSIVE MODE")
    return int(
        await fetch_value(
            "SELECT coalesce(max(version), 0) + 1 FROM appraisal_rule_set "
            "WHERE organisation IS NOT DISTINCT FROM $1",
            organisation,
        )
    )


async def add_rule_set(row: RuleSet) -> None:
    await RuleSet.insert(row)


async def add_findings(rows: Sequence[FindingRow]) -> None:
    await FindingRow.insert(*rows)


async def findings(
    *, request: UUID | None, valuation: UUID | None, lender: UUID | None
) -> list[dict[str, Any]]:
    """Of a request as quoted, or of a valuation as this lender used it; the newest first."""
    return await fetch(
        "SELECT f.*, s.version, s.valid_from, s.organisation IS NOT NULL AS own "
        "FROM appraisal_finding f JOIN appraisal_rule_set s ON s.id = f.rule_set "
        "WHERE (f.request = $1 AND f.occasion = 'quote') "
        "OR (f.valuation = $2 AND f.lender = $3) ORDER BY f.found_at DESC, f.rule, f.id LIMIT 200",
        request,
        valuation,
        lender,
    )


async def of_valuation(valuation_id: UUID) -> dict[str, Any] | None:
    """The request whose report became this valuation."""
    return await fetch_one(
        "SELECT q.*, i.appraiser, i.related FROM appraisal_request q "
        "JOIN appraisal_quote i ON i.id = q.quote WHERE q.valuation = $1",
        valuation_id,
    )


async def valuation_facts(valuation_id: UUID) -> dict[str, Any] | None:
    return await fetch_one(
        "SELECT id, firm, method, report FROM valuation_valuation WHERE id = $1", valuation_id
    )


async def accepted_on(firm: UUID, appraiser: UUID, *, but: UUID) -> list[dict[str, Any]]:
    """Other orders that the firm gave and pays this appraiser for, with their charges."""
    return await fetch(
        "SELECT q.charge, q.accepted_at FROM appraisal_request q JOIN appraisal_quote i "
        "ON i.id = q.quote WHERE q.client = $1 AND q.firm = $1 AND i.appraiser = $2 AND q.id <> $3",
        firm,
        appraiser,
        but,
    )


async def valued_by(right_ids: Sequence[UUID], *, firm: UUID, but: UUID) -> list[UUID]:
    """Who delivered the confirmed reports on any of these rights, the newest first."""
    rows = await fetch(
        "SELECT i.appraiser FROM appraisal_request q JOIN appraisal_quote i ON i.id = q.quote "
        "WHERE q.firm = $1 AND q.state = 'confirmed' AND q.id <> $2 AND EXISTS (SELECT FROM "
        "appraisal_requested_right r WHERE r.request = q.id AND r.right_id = ANY($3)) "
        "ORDER BY q.ended_at DESC, q.id LIMIT 50",
        firm,
        but,
        list(right_ids),
    )
    return [row["appraiser"] for row in rows]
