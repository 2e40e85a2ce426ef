"""Statements about sales as the broker keeps them: from the answers to the policy."""

from datetime import datetime
from typing import Any
from uuid import UUID

from backend.kernel.db import execute, fetch, fetch_one, fetch_value
from backend.policies.tables import Compared

# A proposal is a sale once an insurer has it.
_SOLD = """
FROM underwriting_proposal p JOIN identity_organisation f ON f.id = p.firm
WHERE EXISTS (SELECT FROM underwriting_submission w WHERE w.proposal = p.id)
AND ($1::uuid IS NULL OR p.id = $1)
AND ($2::text IS NULL OR strpos(lower(p.number), lower($2)) > 0
  OR p.firm IN (SELECT o.id FROM identity_organisation o WHERE strpos(lower(o.name), lower($2)) > 0)
  OR p.id IN (SELECT q.proposal FROM policies_policy c JOIN underwriting_quote q ON q.id = c.quote
    WHERE strpos(lower(c.number), lower($2)) > 0))
"""
_HEAD = """
SELECT p.id, p.number, p.line, p.created_at, p.firm_name, s.sent_at, s.insurers, s.quoted,
  b.notice_at, b.needs_at, y.number AS policy_number, y.state AS policy_state,
  y.accepted_at, y.net_fen, y.insurer AS policy_insurer
FROM sold p
CROSS JOIN LATERAL (SELECT min(w.created_at) AS sent_at, count(*) AS insurers,
  count(w.first_quoted_at) AS quoted FROM underwriting_submission w WHERE w.proposal = p.id) s
CROSS JOIN LATERAL (SELECT max(t.created_at) FILTER (WHERE g.kind = 'notice') AS notice_at,
  max(t.created_at) FILTER (WHERE g.kind = 'needs') AS needs_at
  FROM policies_broker_page g JOIN policies_broker_tick t ON t.page = g.id
  WHERE g.proposal = p.id) b
LEFT JOIN LATERAL (SELECT c.number, c.state, c.created_at AS accepted_at, c.net_fen, c.insurer
  FROM policies_policy c JOIN underwriting_quote q ON q.id = c.quote
  WHERE q.proposal = p.id ORDER BY c.created_at DESC LIMIT 1) y ON true
ORDER BY p.created_at DESC, p.id DESC
"""

# What was done in a sale, and by whom: `rank` orders what one moment holds.
_STEPS = """
SELECT a.id, a.created_at AS at, 0 AS rank, 'answered' AS act, a.by_name AS who,
  NULL AS insurer, a.n::text AS about, a.digest AS sha256, a.id AS page
FROM underwriting_answers a WHERE a.proposal = $1
UNION ALL
SELECT d.id, d.created_at, 1, 'declared', d.signed_by_name, NULL, d.n::text, d.digest, a.id
FROM underwriting_declaration d JOIN underwriting_answers a
  ON a.proposal = d.proposal AND a.n = d.n WHERE d.proposal = $1
UNION ALL
SELECT s.id, s.created_at, 2, 'sent', m.name, i.name, s.number, NULL, NULL
FROM underwriting_submission s JOIN identity_organisation i ON i.id = s.insurer
LEFT JOIN identity_member m ON m.id = s.sent_by WHERE s.proposal = $1
UNION ALL
SELECT k.id, k.created_at, 3, 'asked', k.asked_by_name, i.name, s.number, NULL, NULL
FROM underwriting_question k JOIN underwriting_submission s ON s.id = k.submission
JOIN identity_organisation i ON i.id = s.insurer WHERE s.proposal = $1
UNION ALL
SELECT k.id, k.answered_at, 4, 'replied', k.answered_by_name, i.name, s.number, NULL, NULL
FROM underwriting_question k JOIN underwriting_submission s ON s.id = k.submission
JOIN identity_organisation i ON i.id = s.insurer
WHERE s.proposal = $1 AND k.answered_at IS NOT NULL
UNION ALL
SELECT q.id, q.created_at, 5, CASE q.kind WHEN 'indication' THEN 'indicated' ELSE 'quoted' END,
  q.quoted_by_name, i.name, q.number, NULL, NULL
FROM underwriting_quote q JOIN underwriting_submission s ON s.id = q.submission
JOIN identity_organisation i ON i.id = s.insurer WHERE q.proposal = $1
UNION ALL
SELECT g.id, g.created_at, 6, g.kind || '_shown', g.shown_to_name, NULL, NULL, g.sha256, g.id
FROM policies_broker_page g WHERE g.proposal = $1
UNION ALL
SELECT t.id, t.created_at, 7, g.kind || '_confirmed', m.name, NULL, NULL, g.sha256, g.id
FROM policies_broker_page g JOIN policies_broker_tick t ON t.page = g.id
JOIN identity_member m ON m.id = t.ticked_by WHERE g.proposal = $1
UNION ALL
SELECT c.id, c.created_at, 8, 'compared', c.shown_to_name, NULL, NULL, c.sha256, c.id
FROM policies_compared c WHERE c.proposal = $1
UNION ALL
SELECT g.id, g.created_at, 9, 'exclusions_shown', g.shown_to_name, i.name, q.number, g.sha256, g.id
FROM policies_page g JOIN underwriting_quote q ON q.id = g.quote
JOIN underwriting_submission s ON s.id = q.submission
JOIN identity_organisation i ON i.id = s.insurer WHERE q.proposal = $1
UNION ALL
SELECT t.id, t.created_at, 10, 'exclusion_ticked', m.name, NULL, t.exclusion, g.sha256, g.id
FROM policies_page g JOIN underwriting_quote q ON q.id = g.quote
JOIN policies_tick t ON t.page = g.id JOIN identity_member m ON m.id = t.ticked_by
WHERE q.proposal = $1
UNION ALL
SELECT c.id, x.at, x.rank, x.act, x.who, i.name, c.number, x.sha256, x.page
FROM policies_policy c JOIN underwriting_quote q ON q.id = c.quote
JOIN identity_organisation i ON i.id = c.insurer JOIN policies_page g ON g.id = c.page
CROSS JOIN LATERAL (VALUES
  (c.created_at, 11, 'accepted', c.accepted_by_name, g.sha256, g.id),
  (c.requested_at, 12, 'binding_requested', NULL, NULL, NULL),
  (c.bound_at, 13, 'bound', NULL, NULL, NULL),
  (c.issued_at, 14, 'issued', NULL, NULL, NULL),
  (c.ended_at, 15, 'ended', NULL, NULL, NULL)
) AS x (at, rank, act, who, sha256, page) WHERE q.proposal = $1 AND x.at IS NOT NULL
"""


async def sales(
    text: str | None, *, after: tuple[datetime, UUID] | None, limit: int
) -> list[dict[str, Any]]:
    """Up to so many, the newest first."""
    at, last = after or (None, None)
    return await fetch(
        f"WITH sold AS (SELECT p.*, f.name AS firm_name {_SOLD} "
        "AND ($3::timestamptz IS NULL OR (p.created_at, p.id) < ($3, $4::uuid)) "
        f"ORDER BY p.created_at DESC, p.id DESC LIMIT $5) {_HEAD}",
        *(None, text, at, last, limit),
    )


async def count_sales(text: str | None, *, most: int) -> int:
    found = await fetch_value(
        f"SELECT count(*) FROM (SELECT 1 {_SOLD} LIMIT $3) AS counted", *(None, text, most)
    )
    return int(found)


async def sale(proposal_id: UUID) -> dict[str, Any] | None:
    return await fetch_one(
        f"WITH sold AS (SELECT p.*, f.name AS firm_name {_SOLD}) {_HEAD}", proposal_id, None
    )


async def steps(
    proposal_id: UUID, *, after: tuple[datetime, int, str, UUID] | None, limit: int
) -> list[dict[str, Any]]:
    """Up to so many, the first first."""
    return await fetch(
        f"SELECT * FROM (SELECT *, coalesce(about, '') AS key FROM ({_STEPS}) AS each) AS done "
        "WHERE $2::timestamptz IS NULL OR (at, rank, key, id) > ($2, $3::int, $4::text, $5::uuid) "
        "ORDER BY at, rank, key, id LIMIT $6",
        *(proposal_id, *(after or (None, None, None, None)), limit),
    )


async def count_steps(proposal_id: UUID) -> int:
    return int(await fetch_value(f"SELECT count(*) FROM ({_STEPS}) AS done", proposal_id))


async def offers(proposal_id: UUID, *, on: Any) -> list[dict[str, Any]]:
    """Whom it was sent to, the newest quote of each, and the commission filed on that day."""
    return await fetch(
        "SELECT s.id, s.number, s.state, i.id AS insurer_id, i.name AS insurer, "
        "ip.name AS product, q.number AS quote_number, q.gross_fen, k.rate_bp, "
        "k.filing_number FROM underwriting_submission s "
        "JOIN underwriting_proposal p ON p.id = s.proposal "
        "JOIN identity_organisation i ON i.id = s.insurer "
        "JOIN insurance_product_version v ON v.id = s.product_version "
        "JOIN insurance_product ip ON ip.id = v.product "
        "LEFT JOIN LATERAL (SELECT u.number, o.gross_fen FROM underwriting_quote u "
        "JOIN underwriting_quote_option o ON o.quote = u.id "
        "WHERE u.submission = s.id AND u.kind = 'quote' "
        "ORDER BY u.revision DESC, o.n = coalesce(u.accepted_option, 1) DESC LIMIT 1) q ON true "
        "LEFT JOIN LATERAL (SELECT c.rate_bp, c.filing_number FROM policies_commission c "
        "WHERE c.insurer = s.insurer AND c.line = p.line AND c.from_on <= $2 "
        "ORDER BY c.from_on DESC LIMIT 1) k ON true "
        "WHERE s.proposal = $1 ORDER BY i.name, s.created_at DESC LIMIT 100",
        *(proposal_id, on),
    )


async def notice(proposal_id: UUID, *, before: datetime | None) -> dict[str, Any] | None:
    """The notice that was confirmed last, before the acceptance where there is one."""
    return await fetch_one(
        "SELECT g.content FROM policies_broker_page g JOIN policies_broker_tick t ON t.page = g.id "
        "WHERE g.proposal = $1 AND g.kind = 'notice' "
        "AND ($2::timestamptz IS NULL OR t.created_at <= $2) ORDER BY t.created_at DESC LIMIT 1",
        *(proposal_id, before),
    )


async def page(proposal_id: UUID, page_id: UUID) -> dict[str, Any] | None:
    """A page of any kind, in the words that were shown."""
    return await fetch_one(
        "SELECT g.id, g.kind, g.sha256, g.content, g.created_at, g.shown_to_name, NULL AS quote "
        "FROM policies_broker_page g WHERE g.proposal = $1 AND g.id = $2 "
        "UNION ALL SELECT c.id, 'comparison', c.sha256, c.content, c.created_at, "
        "c.shown_to_name, NULL FROM policies_compared c WHERE c.proposal = $1 AND c.id = $2 "
        "UNION ALL SELECT g.id, 'exclusions', g.sha256, g.content, g.created_at, "
        "g.shown_to_name, q.number FROM policies_page g "
        "JOIN underwriting_quote q ON q.id = g.quote WHERE q.proposal = $1 AND g.id = $2 "
        "UNION ALL SELECT a.id, 'answers', a.digest, a.answers, a.created_at, a.by_name, NULL "
        "FROM underwriting_answers a WHERE a.proposal = $1 AND a.id = $2",
        *(proposal_id, page_id),
    )


async def ticks(page_id: UUID) -> list[dict[str, Any]]:
    """The clicks on a page: of an exclusion, or of the whole page (null)."""
    return await fetch(
        "SELECT x.exclusion, x.created_at AS at, m.name AS who FROM ("
        "SELECT exclusion, created_at, ticked_by FROM policies_tick WHERE page = $1 UNION ALL "
        "SELECT NULL, created_at, ticked_by FROM policies_broker_tick WHERE page = $1) x "
        "JOIN identity_member m ON m.id = x.ticked_by ORDER BY x.created_at, x.exclusion",
        page_id,
    )


async def keep_compared(row: Compared) -> None:
    """Once for each reader and content; again changes nothing."""
    await execute(
        "INSERT INTO policies_compared "
        "(id, created_at, proposal, sha256, content, shown_to, shown_to_name) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (proposal, shown_to, sha256) DO NOTHING",
        *(row.id, row.created_at, row.proposal, row.sha256, row.content),
        *(row.shown_to, row.shown_to_name),
    )
