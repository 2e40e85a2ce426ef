"""Every statement about submissions."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.kernel.db import execute, fetch, fetch_one

_SUBMISSION = """
SELECT s.*, p.number AS proposal_number, p.line, p.firm, f.name AS firm_name,
  i.name AS insurer_name, m.name AS assignee_name
FROM underwriting_submission s
JOIN underwriting_proposal p ON p.id = s.proposal
JOIN identity_organisation f ON f.id = p.firm
JOIN identity_organisation i ON i.id = s.insurer
LEFT JOIN identity_member m ON m.id = s.assignee
"""


async def of_proposal(proposal_id: UUID, *, firm_id: UUID) -> list[dict[str, Any]]:
    """For its firm: what became of the proposal at each insurer, declined and withdrawn too."""
    return await fetch(
        f"{_SUBMISSION} WHERE s.proposal = $1 AND p.firm = $2 ORDER BY i.name, s.created_at",
        *(proposal_id, firm_id),
    )


async def submission(
    submission_id: UUID, *, firm_id: UUID | None = None, insurer_id: UUID | None = None
) -> dict[str, Any] | None:
    """One submission of the firm, or of the insurer."""
    return await fetch_one(
        f"{_SUBMISSION} WHERE s.id = $1 AND (p.firm = $2 OR s.insurer = $3)",
        *(submission_id, firm_id, insurer_id),
    )


async def lock(
    submission_id: UUID, *, firm_id: UUID | None = None, insurer_id: UUID | None = None
) -> dict[str, Any] | None:
    """The same, locked until the transaction ends."""
    return await fetch_one(
        f"{_SUBMISSION} WHERE s.id = $1 AND (p.firm = $2 OR s.insurer = $3) FOR UPDATE OF s",
        *(submission_id, firm_id, insurer_id),
    )


async def move(
    submission_id: UUID,
    state: str,
    *,
    due_on: date | None,
    days_left: int | None,
    at: datetime,
) -> None:
    """The state, and what is left of the insurer's time: running, standing, or over."""
    await execute(
        "UPDATE underwriting_submission SET state = $2, due_on = $3, days_left = $4, "
        "updated_at = $5 WHERE id = $1",
        *(submission_id, state, due_on, days_left, at),
    )
