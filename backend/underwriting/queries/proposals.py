"""Every statement about proposals and the versions of their answers."""

from datetime import datetime
from typing import Any
from uuid import UUID

from backend.kernel.db import fetch, fetch_one, fetch_value, loads
from backend.underwriting.tables import AnswersVersion, Declaration, Proposal

_PROPOSAL = """
SELECT p.*, f.name AS firm_name, a.n, a.effective_on, a.answers, a.questions, a.digest, a.by_name,
  a.created_at AS answered_at, d.signed_by_name, d.created_at AS signed_at
FROM underwriting_proposal p
JOIN identity_organisation f ON f.id = p.firm
JOIN underwriting_answers a ON a.proposal = p.id
LEFT JOIN underwriting_declaration d ON d.proposal = p.id AND d.n = a.n
"""
_NEWEST = "a.n = (SELECT max(b.n) FROM underwriting_answers b WHERE b.proposal = p.id)"


async def add(proposal: Proposal) -> None:
    await Proposal.insert(proposal)


async def add_answers(answers: AnswersVersion) -> None:
    await AnswersVersion.insert(answers)


async def add_declaration(declaration: Declaration) -> None:
    await Declaration.insert(declaration)


async def answers_of(proposal_id: UUID, n: int) -> dict[str, Any]:
    """The answers as they stood in a version."""
    found = await fetch_value(
        "SELECT answers FROM underwriting_answers WHERE proposal = $1 AND n = $2", proposal_id, n
    )
    return dict(loads(found))


async def proposal(proposal_id: UUID, *, firm_id: UUID) -> dict[str, Any] | None:
    """A firm's proposal with its newest answers."""
    return await fetch_one(
        f"{_PROPOSAL} WHERE p.id = $1 AND p.firm = $2 AND {_NEWEST}", proposal_id, firm_id
    )


async def lock(proposal_id: UUID, *, firm_id: UUID) -> dict[str, Any] | None:
    """The same, locked until the transaction ends: one version after the other."""
    await fetch("SELECT FROM underwriting_proposal WHERE id = $1 FOR UPDATE", proposal_id)
    return await proposal(proposal_id, firm_id=firm_id)


async def lock_of_quote(quote_id: UUID, *, firm_id: UUID) -> None:
    """The firm's proposal that was quoted: no later answers until the transaction ends."""
    await fetch(
        "SELECT FROM underwriting_proposal WHERE firm = $2 "
        "AND id = (SELECT proposal FROM underwriting_quote WHERE id = $1) FOR UPDATE",
        *(quote_id, firm_id),
    )


async def version(proposal_id: UUID, n: int) -> dict[str, Any] | None:
    """A proposal with the answers of this version, whoever asks: check that before."""
    return await fetch_one(f"{_PROPOSAL} WHERE p.id = $1 AND a.n = $2", proposal_id, n)


async def versions(proposal_id: UUID) -> list[dict[str, Any]]:
    """Who answered when, and which version was declared; the newest first, without answers."""
    return await fetch(
        "SELECT a.n, a.effective_on, a.digest, a.by_name, a.created_at AS answered_at, "
        "d.signed_by_name, d.created_at AS signed_at FROM underwriting_answers a "
        "LEFT JOIN underwriting_declaration d ON d.proposal = a.proposal AND d.n = a.n "
        "WHERE a.proposal = $1 ORDER BY a.n DESC LIMIT 200",
        proposal_id,
    )


async def page(
    *,
    firm_id: UUID,
    line: str | None,
    after: tuple[datetime, UUID] | None,
    limit: int,
    counted: int,
) -> tuple[list[dict[str, Any]], int]:
    """Up to `limit + 1` proposals of a firm, newest first, and how many there are."""
    at, last = after or (None, None)
    where = f"{_PROPOSAL} WHERE p.firm = $1 AND {_NEWEST} AND ($2::varchar IS NULL OR p.line = $2)"
    rows = await fetch(
        f"{where} AND ($3::timestamptz IS NULL OR (p.created_at, p.id) < ($3, $4)) "
        "ORDER BY p.created_at DESC, p.id DESC LIMIT $5",
        *(firm_id, line, at, last, limit + 1),
    )
    total = await fetch_value(
        "SELECT count(*) FROM (SELECT FROM underwriting_proposal p WHERE p.firm = $1 "
        "AND ($2::varchar IS NULL OR p.line = $2) LIMIT $3::bigint) AS counted",
        *(firm_id, line, counted + 1),
    )
    return rows, int(total)
