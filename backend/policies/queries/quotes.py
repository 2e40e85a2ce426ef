"""Statements about quotes as they are compared, shown, shared and taken."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.kernel.db import execute, fetch, fetch_one, fetch_value
from backend.policies.tables import (
    Facultative,
    Participation,
    ShownPage,
    Tick,
)

#: A quote with an option of it, and all that a page, a comparison or a policy says of them.
_QUOTED = """
SELECT q.id, q.number, q.revision, q.kind, q.state, q.wording, q.clauses, q.exclusions,
  q.subjectivities, q.inception_on, q.expires_on, q.valid_until, q.risk_hash, q.proposal,
  q.answers_n, q.quoted_by, q.quoted_by_name, q.created_at, o.n AS option, o.label, o.risk,
  o.worksheet_hash, o.net_fen, o.vat_fen, o.gross_fen, s.insurer, i.name AS insurer_name,
  i.uscc AS insurer_code, p.firm, p.line, p.number AS proposal_number, v.filing_number,
  ip.name AS product_name, ip.number AS product_number
FROM underwriting_quote q
JOIN underwriting_quote_option o ON o.quote = q.id
JOIN underwriting_submission s ON s.id = q.submission
JOIN underwriting_proposal p ON p.id = q.proposal
JOIN identity_organisation i ON i.id = s.insurer
JOIN insurance_product_version v ON v.id = q.product_version
JOIN insurance_product ip ON ip.id = v.product
"""


async def proposal(proposal_id: UUID, *, firm_id: UUID) -> dict[str, Any] | None:
    return await fetch_one(
        "SELECT id, number, line FROM underwriting_proposal WHERE id = $1 AND firm = $2",
        *(proposal_id, firm_id),
    )


async def quoted_of(proposal_id: UUID) -> list[dict[str, Any]]:
    """Every option of the newest quote of each submission; indications too."""
    return await fetch(
        f"{_QUOTED} WHERE p.id = $1 AND q.revision = (SELECT max(w.revision) "
        "FROM underwriting_quote w WHERE w.submission = q.submission) "
        "ORDER BY i.name, q.id, o.n LIMIT 200",
        proposal_id,
    )


async def unquoted_of(proposal_id: UUID) -> list[dict[str, Any]]:
    """Submissions that have no quote: with their state, and the reason of a refusal."""
    return await fetch(
        "SELECT s.id, s.state, s.decline_code, s.decline_note, i.name AS insurer_name "
        "FROM underwriting_submission s JOIN identity_organisation i ON i.id = s.insurer "
        "WHERE s.proposal = $1 AND (s.state = 'declined' OR NOT EXISTS ("
        "SELECT FROM underwriting_quote q WHERE q.submission = s.id)) ORDER BY i.name LIMIT 100",
        proposal_id,
    )


async def quoted(
    quote_id: UUID, option: int, *, firm_id: UUID | None = None
) -> dict[str, Any] | None:
    return await fetch_one(
        f"{_QUOTED} WHERE q.id = $1 AND o.n = $2 AND ($3::uuid IS NULL OR p.firm = $3)",
        *(quote_id, option, firm_id),
    )


async def lock_led(quote_id: UUID, *, insurer_id: UUID) -> dict[str, Any] | None:
    """A quote of this insurer, locked."""
    return await fetch_one(
        "SELECT q.id, q.state, s.insurer, q.quoted_by, q.quoted_by_name, q.created_at "
        "FROM underwriting_quote q JOIN underwriting_submission s ON s.id = q.submission "
        "WHERE q.id = $1 AND s.insurer = $2 FOR UPDATE OF q",
        *(quote_id, insurer_id),
    )


async def answers(proposal_id: UUID, n: int) -> str:
    text = await fetch_value(
        "SELECT answers FROM underwriting_answers WHERE proposal = $1 AND n = $2", proposal_id, n
    )
    return str(text)


async def submission(quote_id: UUID) -> dict[str, Any]:
    """The submission of a quote, with the version of the answers that was quoted."""
    found = await fetch_one(
        "SELECT submission AS id, proposal, answers_n FROM underwriting_quote WHERE id = $1",
        quote_id,
    )
    if found is None:
        raise RuntimeError("A policy keeps its quote.")
    return found


async def screening(quote_id: UUID) -> dict[str, Any] | None:
    """What the newest screening of the quote's submission said, and what a person decided."""
    return await fetch_one(
        "SELECT c.result, c.decision FROM underwriting_screening c JOIN underwriting_quote q "
        "ON q.submission = c.submission WHERE q.id = $1 ORDER BY c.n DESC LIMIT 1",
        quote_id,
    )


async def loan(application_id: UUID) -> dict[str, Any] | None:
    return await fetch_one(
        "SELECT id, number, applicant, lender, state FROM lending_application WHERE id = $1",
        application_id,
    )


async def guaranteed(application_id: UUID) -> bool:
    found = await fetch_value(
        "SELECT EXISTS (SELECT FROM policies_policy WHERE loan_application = $1 "
        "AND line = 'loan_guarantee' AND state NOT IN ('lapsed_unpaid', 'not_bound'))",
        application_id,
    )
    return bool(found)


async def scenarios(line: str, *, on: date) -> list[dict[str, Any]]:
    """The four of the line that are in force."""
    return await fetch(
        "SELECT DISTINCT ON (n) * FROM policies_scenario WHERE line = $1 AND from_on <= $2 "
        "AND (to_on IS NULL OR $2 <= to_on) ORDER BY n, from_on DESC",
        *(line, on),
    )


async def subsidies(on: date) -> list[dict[str, Any]]:
    return await fetch(
        "SELECT DISTINCT ON (code) code, rate_bp, cap_fen, source, from_on "
        "FROM insurance_premium_subsidy WHERE from_on <= $1 AND (to_on IS NULL OR $1 <= to_on) "
        "ORDER BY code, from_on DESC",
        on,
    )


async def rule(on: date) -> dict[str, Any]:
    found = await fetch_one(
        "SELECT * FROM policies_rule WHERE from_on <= $1 ORDER BY from_on DESC LIMIT 1", on
    )
    if found is None:
        raise RuntimeError("No rule says until when premiums are paid.")
    return found


async def placement(quote_id: UUID) -> list[dict[str, Any]]:
    return await fetch(
        "SELECT p.*, o.name AS insurer_name, o.uscc AS insurer_code FROM policies_participation p "
        "JOIN identity_organisation o ON o.id = p.insurer WHERE p.quote = $1 ORDER BY p.n",
        quote_id,
    )


async def facultative(quote_id: UUID) -> list[dict[str, Any]]:
    return await fetch("SELECT * FROM policies_facultative WHERE quote = $1 ORDER BY n", quote_id)


async def replace_placement(
    quote_id: UUID, shares: Sequence[Participation], ceded: Sequence[Facultative]
) -> None:
    await execute("DELETE FROM policies_participation WHERE quote = $1", quote_id)
    await execute("DELETE FROM policies_facultative WHERE quote = $1", quote_id)
    await Participation.insert(*shares)
    if ceded:
        await Facultative.insert(*ceded)


async def sign(share_id: UUID, *, at: datetime, by_id: UUID, name: str) -> None:
    await execute(
        "UPDATE policies_participation SET signed_at = $2, signed_by = $3, signed_by_name = $4 "
        "WHERE id = $1",
        *(share_id, at, by_id, name),
    )


async def confirm(ceded_id: UUID, reference: str, *, at: datetime, by_id: UUID, name: str) -> None:
    await execute(
        "UPDATE policies_facultative SET reference = $2, confirmed_at = $3, confirmed_by = $4, "
        "confirmed_by_name = $5 WHERE id = $1",
        *(ceded_id, reference, at, by_id, name),
    )


async def add_page(row: ShownPage) -> None:
    await ShownPage.insert(row)


async def page(page_id: UUID, *, quote_id: UUID, shown_to: UUID) -> dict[str, Any] | None:
    return await fetch_one(
        "SELECT * FROM policies_page WHERE id = $1 AND quote = $2 AND shown_to = $3",
        *(page_id, quote_id, shown_to),
    )


async def page_of(policy_page: UUID) -> dict[str, Any]:
    found = await fetch_one("SELECT * FROM policies_page WHERE id = $1", policy_page)
    if found is None:
        raise RuntimeError("A policy keeps its page.")
    return found


async def ticks(page_id: UUID) -> list[dict[str, Any]]:
    return await fetch(
        "SELECT t.exclusion, t.created_at AS at, t.ticked_by, m.name AS ticked_by_name "
        "FROM policies_tick t JOIN identity_member m ON m.id = t.ticked_by "
        "WHERE t.page = $1 ORDER BY t.created_at, t.exclusion",
        page_id,
    )


async def add_tick(row: Tick) -> None:
    """Ticked twice, the first moment stays."""
    await execute(
        "INSERT INTO policies_tick (id, created_at, page, exclusion, ticked_by) "
        "VALUES ($1, $2, $3, $4, $5) ON CONFLICT (page, exclusion) DO NOTHING",
        *(row.id, row.created_at, row.page, row.exclusion, row.ticked_by),
    )
