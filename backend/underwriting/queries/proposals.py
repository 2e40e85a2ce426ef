"""Every statement about proposals and the versions of their answers."""

from typing import Any
from uuid import UUID

from backend.kernel.db import fetch_one

_PROPOSAL = """
SELECT p.*, f.name AS firm_name, a.n, a.effective_on, a.answers, a.questions, a.digest, a.by_name,
  a.created_at AS answered_at, d.signed_by_name, d.created_at AS signed_at
FROM underwriting_proposal p
JOIN identity_organisation f ON f.id = p.firm
JOIN underwriting_answers a ON a.proposal = p.id
LEFT JOIN underwriting_declaration d ON d.proposal = p.id AND d.n = a.n
"""


async def proposal(proposal_id: UUID, *, firm_id: UUID) -> dict[str, Any] | None:
    """A firm's proposal with its newest answers."""
    return await fetch_one(
        f"{_PROPOSAL} WHERE p.id = $1 AND p.firm = $2 ORDER BY a.n DESC LIMIT 1",
        *(proposal_id, firm_id),
    )


async def version(proposal_id: UUID, n: int) -> dict[str, Any] | None:
    """A proposal with the answers of this version, whoever asks: check that before."""
    return await fetch_one(f"{_PROPOSAL} WHERE p.id = $1 AND a.n = $2", proposal_id, n)
