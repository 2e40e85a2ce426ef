"""What a bank had committed to and lent at the end of a day, out of the log of what happened."""

from datetime import datetime
from typing import Any
from uuid import UUID

from backend.kernel.db import fetch
from backend.lending.states import COMMITTED


async def exposures(lender: UUID, *, until: datetime) -> list[dict[str, Any]]:
    """Every case that was committed at that moment, with the amounts as they stood then."""
    return await fetch(
        "SELECT a.id, a.number, s.state, a.applicant, f.name AS firm_name, "
        "a.snapshot->'firm'->>'sector' AS industry, a.snapshot->'firm'->>'division' AS division, "
        "ARRAY(SELECT DISTINCT r->>'kind' FROM jsonb_array_elements(a.snapshot->'rights') r "
        "ORDER BY 1) AS right_kinds, a.product, a.snapshot->'product'->>'name' AS product_name, "
        "o.amount_fen AS granted_fen, d.amount_fen AS drawn_fen, d.drawn_on, "
        "t.term_months, d.amount_fen IS NOT NULL AND a.snapshot->'valuation'->>'id' IS NOT NULL "
        "  AS watched, w.raised, w.standing, w.ltv_bp, (SELECT min(r.value::int) "
        "  FROM jsonb_each_text(CASE jsonb_typeof(v.ratio_bp_by_kind) WHEN 'object' "
        "    THEN v.ratio_bp_by_kind END) r WHERE w.standing > 0 AND r.key IN ("
        "    SELECT k->>'kind' FROM jsonb_array_elements(a.snapshot->'rights') k)) AS limit_bp "
        "FROM lending_application a "
        "JOIN lending_product_version v ON v.id = a.product_version "
        "JOIN identity_organisation f ON f.id = a.applicant "
        "JOIN LATERAL (SELECT e.after->>'state' AS state FROM kernel_event e "
        "  WHERE e.subject = 'loan_application' AND e.subject_id = a.id AND e.occurred_at < $2 "
        "  AND e.name LIKE 'lending.%' AND e.after ? 'state' "
        "  ORDER BY e.seq DESC LIMIT 1) s ON true "
        "JOIN LATERAL (SELECT (e.payload->>'amount_fen')::bigint AS amount_fen FROM kernel_event e "
        "  WHERE e.subject = 'loan_application' AND e.subject_id = a.id AND e.occurred_at < $2 "
        "  AND e.name = 'lending.offer_accepted' ORDER BY e.seq DESC LIMIT 1) o ON true "
        "LEFT JOIN LATERAL (SELECT (e.payload->>'amount_fen')::bigint AS amount_fen, "
        "  (e.payload->>'drawn_on')::date AS drawn_on FROM kernel_event e "
        "  WHERE e.subject = 'loan_application' AND e.subject_id = a.id AND e.occurred_at < $2 "
        "  AND e.name = 'lending.loan_drawn' AND s.state = 'drawn' "
        "  ORDER BY e.seq DESC LIMIT 1) d ON true "
        "LEFT JOIN LATERAL (SELECT l.term_months FROM lending_offer l "
        "  WHERE l.application = a.id AND l.made_at < $2 ORDER BY l.n DESC LIMIT 1) t ON true "
        "CROSS JOIN LATERAL (SELECT count(*) AS raised, "
        "  count(*) FILTER (WHERE e.settled IS NULL) AS standing, CASE WHEN bool_and(e.ltv_bp > 0) "
        "    FILTER (WHERE e.settled IS NULL) THEN max(e.ltv_bp) "
        "    FILTER (WHERE e.settled IS NULL) END AS ltv_bp "
        "  FROM (SELECT coalesce((e.payload->>'ltv_after_bp')::int, 0) AS ltv_bp, ("
        "    SELECT s.seq FROM kernel_event s WHERE s.subject = 'loan_application' "
        "      AND s.subject_id = a.id AND s.name = 'monitoring.value_alert_settled' "
        "      AND s.payload->>'alert_id' = e.payload->>'alert_id' AND s.occurred_at < $2 LIMIT 1"
        "    ) AS settled FROM kernel_event e WHERE e.subject = 'loan_application' "
        "      AND e.subject_id = a.id AND e.name = 'monitoring.value_alert_raised' "
        "      AND e.occurred_at < $2) e) w "
        "WHERE a.lender = $1 AND a.submitted_at IS NOT NULL AND s.state = ANY($3::varchar[]) "
        "ORDER BY coalesce(d.amount_fen, o.amount_fen) DESC, a.id",
        lender,
        until,
        sorted(COMMITTED),
    )
