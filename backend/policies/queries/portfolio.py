"""Statements about all that one insurer was asked, quoted, wrote and bears; `$1` is the insurer."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.kernel.db import fetch, fetch_value

_MONTH = "to_char({} AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM')"
#: What the insurer alone earns of a policy: as its first version split it, or all of it.
_OWN = """CASE WHEN s.share_ppm = 1000000 THEN p.{name} ELSE (
  SELECT (each ->> '{name}')::bigint FROM policies_version v,
    jsonb_array_elements(v.terms -> 'insurers') AS each
  WHERE v.policy = p.id AND v.n = 1 AND each ->> 'insurer_id' = s.insurer::text) END"""
_NET, _VAT = _OWN.format(name="net_fen"), _OWN.format(name="vat_fen")


async def funnel(insurer_id: UUID, *, start: datetime, end: datetime) -> list[dict[str, Any]]:
    """Of what was sent in these days, by line and month: how far it came until now."""
    return await fetch(
        f"SELECT r.line, {_MONTH.format('s.created_at')} AS month, count(*) AS sent, "
        "count(s.first_quoted_at) AS quoted, count(*) FILTER (WHERE b.taken > 0) AS accepted, "
        "count(b.bound_at) AS bound, count(b.issued_at) AS issued, "
        "count(*) FILTER (WHERE s.state = 'declined') AS declined, "
        "count(*) FILTER (WHERE s.state = 'withdrawn') AS withdrawn, "
        "count(*) FILTER (WHERE s.state IN "
        "('in_underwriting', 'indicated', 'referred', 'info_requested')) AS open "
        "FROM underwriting_submission s JOIN underwriting_proposal r ON r.id = s.proposal "
        "CROSS JOIN LATERAL (SELECT count(*) AS taken, max(p.bound_at) AS bound_at, "
        "  max(p.issued_at) AS issued_at FROM underwriting_quote q "
        "  JOIN policies_policy p ON p.quote = q.id WHERE q.submission = s.id) b "
        "WHERE s.insurer = $1 AND s.created_at >= $2 AND s.created_at < $3 "
        "GROUP BY 1, 2 ORDER BY 1, 2",
        *(insurer_id, start, end),
    )


async def times_to_quote(
    insurer_id: UUID, *, start: datetime, end: datetime
) -> list[dict[str, Any]]:
    """Seconds from the first sending to the first quote: by the plan alone, and by the desk."""
    return await fetch(
        "SELECT f.automatic, count(*) AS quotes, percentile_cont("
        "  ARRAY[0.5, 0.75, 0.9, 0.95]) WITHIN GROUP (ORDER BY extract(epoch FROM "
        "  s.first_quoted_at - s.created_at)::double precision) AS seconds "
        "FROM underwriting_submission s CROSS JOIN LATERAL ("
        "  SELECT q.automatic FROM underwriting_quote q WHERE q.submission = s.id "
        "  AND q.kind = 'quote' ORDER BY q.created_at, q.revision LIMIT 1) f "
        "WHERE s.insurer = $1 AND s.created_at >= $2 AND s.created_at < $3 "
        "AND s.first_quoted_at IS NOT NULL GROUP BY 1 ORDER BY 1",
        *(insurer_id, start, end),
    )


async def premium(insurer_id: UUID, *, start: datetime, end: datetime) -> list[dict[str, Any]]:
    """Written by month and line: net of tax, the insurer's own share."""
    return await fetch(
        f"SELECT {_MONTH.format('p.issued_at')} AS month, p.line, count(*) AS policies, "
        f"sum({_NET})::bigint AS net_fen "
        "FROM policies_policy p JOIN policies_participation s ON s.quote = p.quote "
        "WHERE s.insurer = $1 AND p.state = 'issued' AND p.issued_at >= $2 AND p.issued_at < $3 "
        "GROUP BY 1, 2 ORDER BY 1, 2",
        *(insurer_id, start, end),
    )


async def in_force(
    insurer_id: UUID, *, on: date, after: UUID | None, most: int
) -> list[dict[str, Any]]:
    """The next policies that cover a day, with what they promise, by id."""
    return await fetch(
        "SELECT p.id, s.share_ppm, o.risk::text AS risk, q.clauses, q.exclusions "
        "FROM policies_policy p JOIN policies_participation s ON s.quote = p.quote "
        "JOIN underwriting_quote q ON q.id = p.quote "
        "JOIN underwriting_quote_option o ON o.quote = p.quote AND o.n = p.option "
        "WHERE s.insurer = $1 AND p.state = 'issued' AND p.inception_on <= $2 "
        "AND $2 < p.expires_on AND ($3::uuid IS NULL OR p.id > $3) ORDER BY p.id LIMIT $4",
        *(insurer_id, on, after, most),
    )


_BORDEREAU = """
FROM policies_policy p JOIN policies_participation s ON s.quote = p.quote
JOIN underwriting_quote q ON q.id = p.quote
JOIN underwriting_quote_option o ON o.quote = p.quote AND o.n = p.option
JOIN insurance_product_version v ON v.id = q.product_version
JOIN insurance_product ip ON ip.id = v.product
JOIN insurance_rating_plan r ON r.id = q.plan
JOIN identity_organisation f ON f.id = p.firm
LEFT JOIN identity_organisation b ON b.id = p.bank
WHERE s.insurer = $1 AND p.state = 'issued' AND p.issued_at >= $2 AND p.issued_at < $3
"""


async def count_issued(insurer_id: UUID, *, start: datetime, end: datetime) -> int:
    found = await fetch_value(f"SELECT count(*) {_BORDEREAU}", insurer_id, start, end)
    return int(found)


async def bordereau(
    insurer_id: UUID, *, start: datetime, end: datetime, after: tuple[datetime, UUID] | None
) -> list[dict[str, Any]]:
    """The next policies that were issued in these days, the earliest first."""
    at, last = after or (None, None)
    return await fetch(
        "SELECT p.id, p.number, p.line, p.inception_on, p.expires_on, p.bound_at, p.issued_at, "
        "p.net_fen, p.vat_fen, p.gross_fen, s.role, s.share_ppm, q.number AS quote_number, "
        "q.clauses, q.exclusions, o.risk::text AS risk, v.filing_number, ip.name AS product_name, "
        "r.code AS plan_code, f.name AS firm_name, b.name AS bank_name, "
        f"{_NET} AS own_net_fen, {_VAT} AS own_vat_fen {_BORDEREAU} "
        "AND ($4::timestamptz IS NULL OR (p.issued_at, p.id) > ($4, $5)) "
        "ORDER BY p.issued_at, p.id LIMIT 500",
        *(insurer_id, start, end, at, last),
    )
