"""What the API gives of every proposal that another person decides."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.kernel.proposals import ProposalAction, ProposalState
from backend.kernel.schemas import Output


class ProposalOut(Output, frozen=True):
    """Who proposed and who decided; `note`: why it was declined."""

    id: UUID
    state: ProposalState
    proposed_by: str
    proposed_at: datetime
    decided_by: str | None
    decided_at: datetime | None
    note: str | None
    allowed_actions: list[ProposalAction]


def told(row: Mapping[str, Any], allowed: Sequence[ProposalAction]) -> dict[str, Any]:
    """The fields of `ProposalOut`, of a row that `Proposals` keeps."""
    return {
        "id": row["id"],
        "state": ProposalState(row["outcome"] or ProposalState.OPEN),
        "proposed_by": row["proposed_by_name"],
        "proposed_at": row["created_at"],
        "decided_by": row["decided_by_name"],
        "decided_at": row["decided_at"],
        "note": row["note"],
        "allowed_actions": list(allowed),
    }
