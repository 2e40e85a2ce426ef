"""Dated facts of rights."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from backend.kernel.db import fetch
from backend.portfolio.tables import RightFact


async def add(fact: RightFact) -> None:
    await RightFact.insert(fact)


async def of_rights(right_ids: Sequence[UUID]) -> list[dict[str, Any]]:
    """The facts of these rights, newest first."""
    return await fetch(
        "SELECT * FROM portfolio_right_fact WHERE right_id = ANY($1::uuid[]) "
        "ORDER BY as_of DESC, created_at DESC, id",
        list(right_ids),
    )


async def announced_grants(right_ids: Sequence[UUID]) -> list[dict[str, Any]]:
    """The grants that a gazette announced, first announcements only."""
    return await fetch(
        "SELECT DISTINCT ON (right_id) right_id, published_on FROM portfolio_publication "
        "WHERE right_id = ANY($1::uuid[]) AND granting AND source = 'gazette' "
        "AND published_on IS NOT NULL ORDER BY right_id, published_on",
        list(right_ids),
    )


async def newest_extracts(right_ids: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    rows = await fetch(
        "SELECT DISTINCT ON (right_id) right_id, as_of, payload FROM portfolio_right_fact "
        "WHERE right_id = ANY($1::uuid[]) AND kind = 'register_extract' "
        "ORDER BY right_id, as_of DESC, created_at DESC",
        list(right_ids),
    )
    return {row["right_id"]: row for row in rows}
