"""Every statement about quotes and their options."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.kernel.db import execute, fetch, fetch_one, fetch_value
from backend.underwriting.states import QuoteState
from backend.underwriting.tables import Quote, QuoteOption

#: A quote with all that a comparison, an acceptance or a policy asks of it.
_QUOTE = """
SELECT q.*, s.number AS submission_number, s.state AS submission_state, s.insurer,
  i.name AS insurer_name, p.number AS proposal_number, p.firm, f.name AS firm_name, p.line,
  v.n AS product_n, v.digest AS product_digest, v.filing_number, v.filed_on, v.valid_from,
  v.valid_to, v.terms AS product_terms, ip.id AS product, ip.number AS product_number,
  ip.name AS product_name, r.code AS plan_code, r.digest AS plan_digest,
  r.filing_number AS plan_filing_number
FROM underwriting_quote q
JOIN underwriting_submission s ON s.id = q.submission
JOIN underwriting_proposal p ON p.id = q.proposal
JOIN identity_organisation i ON i.id = s.insurer
JOIN identity_organisation f ON f.id = p.firm
JOIN insurance_product_version v ON v.id = q.product_version
JOIN insurance_product ip ON ip.id = v.product
JOIN insurance_rating_plan r ON r.id = q.plan
"""
#: $1 is the firm that asks, or $2 the insurer.
_SEEN = "(p.firm = $1 OR s.insurer = $2)"


async def add(quote: Quote, options: Sequence[QuoteOption]) -> None:
    await Quote.insert(quote)
    await QuoteOption.insert(*options)


async def quote(
    quote_id: UUID, *, firm_id: UUID | None = None, insurer_id: UUID | None = None
) -> dict[str, Any] | None:
    """One quote with all terms (JSONB as text: see kernel.db.loads): the product's clauses as
    quoted (`clauses`, `exclusions`, `wording`), plan code and digest, `risk_hash` of the answers
    of version `answers_n`, validity; None where neither the firm's nor the insurer's."""
    return await fetch_one(f"{_QUOTE} WHERE {_SEEN} AND q.id = $3", firm_id, insurer_id, quote_id)


async def lock(
    quote_id: UUID, *, firm_id: UUID | None = None, insurer_id: UUID | None = None
) -> dict[str, Any] | None:
    """The same, its submission and itself locked until the transaction ends, in that order."""
    await fetch(
        "SELECT FROM underwriting_submission s JOIN underwriting_proposal p ON p.id = s.proposal "
        f"WHERE {_SEEN} AND s.id = (SELECT submission FROM underwriting_quote WHERE id = $3) "
        "FOR UPDATE OF s",
        *(firm_id, insurer_id, quote_id),
    )
    return await fetch_one(
        f"{_QUOTE} WHERE {_SEEN} AND q.id = $3 FOR UPDATE OF q", firm_id, insurer_id, quote_id
    )


async def options(quote_id: UUID) -> list[dict[str, Any]]:
    """Each option with its rated risk, worksheet and premium, by its number."""
    return await fetch(
        "SELECT * FROM underwriting_quote_option WHERE quote = $1 ORDER BY n", quote_id
    )


async def option(quote_id: UUID, n: int) -> dict[str, Any] | None:
    return await fetch_one(
        "SELECT * FROM underwriting_quote_option WHERE quote = $1 AND n = $2", quote_id, n
    )


async def of_proposal(proposal_id: UUID, *, firm_id: UUID) -> list[dict[str, Any]]:
    """For its firm: the newest quote of every submission, with all terms, the expired too;
    declined submissions have none (see submissions.of_proposal)."""
    return await fetch(
        f"{_QUOTE} WHERE {_SEEN} AND p.id = $3 AND q.revision = (SELECT max(w.revision) "
        "FROM underwriting_quote w WHERE w.submission = q.submission) ORDER BY i.name, q.id",
        *(firm_id, None, proposal_id),
    )


async def of_submission(submission_id: UUID) -> list[dict[str, Any]]:
    """Every revision, the newest first."""
    return await fetch(f"{_QUOTE} WHERE q.submission = $1 ORDER BY q.revision DESC", submission_id)


async def standing(submission_id: UUID) -> dict[str, Any] | None:
    return await fetch_one(
        "SELECT * FROM underwriting_quote WHERE submission = $1 AND state = 'open'", submission_id
    )


async def next_revision(submission_id: UUID) -> int:
    n = await fetch_value(
        "SELECT coalesce(max(revision), 0) + 1 FROM underwriting_quote WHERE submission = $1",
        submission_id,
    )
    return int(n)


async def end(quote_id: UUID, state: QuoteState, *, at: datetime) -> None:
    await execute(
        "UPDATE underwriting_quote SET state = $2, ended_at = $3 WHERE id = $1",
        *(quote_id, state.value, at),
    )


async def record_acceptance(quote_id: UUID, option: int, *, at: datetime) -> None:
    """Accepted, with the option that was taken."""
    await execute(
        "UPDATE underwriting_quote SET state = 'accepted', accepted_option = $2, ended_at = $3 "
        "WHERE id = $1",
        *(quote_id, option, at),
    )


async def overdue(at: datetime, *, limit: int) -> list[dict[str, Any]]:
    """Open quotes whose time is up."""
    return await fetch(
        f"{_QUOTE} WHERE q.state = 'open' AND q.valid_until <= $1 ORDER BY q.valid_until LIMIT $2",
        at,
        limit,
    )
