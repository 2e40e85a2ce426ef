"""Statements about what a firm shows for a subjectivity."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.kernel.db import execute, fetch
from backend.policies.tables import SubjectivityAnswer


async def answers(subjectivity_ids: Sequence[UUID]) -> dict[UUID, list[dict[str, Any]]]:
    """By subjectivity, oldest first."""
    found: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for row in await fetch(
        "SELECT * FROM policies_subjectivity_answer WHERE subjectivity = ANY($1::uuid[]) "
        "ORDER BY subjectivity, n LIMIT 2000",
        list(subjectivity_ids),
    ):
        found[row["subjectivity"]].append(row)
    return found


async def add_answer(row: SubjectivityAnswer) -> None:
    await SubjectivityAnswer.insert(row)


async def return_answer(row_id: UUID, reason: str, *, at: datetime, by_id: UUID, name: str) -> None:
    await execute(
        "UPDATE policies_subjectivity_answer SET reason = $2, returned_at = $3, returned_by = $4, "
        "returned_by_name = $5 WHERE id = $1",
        *(row_id, reason, at, by_id, name),
    )
