"""Statements about who signs a paper in which order, and what he answered."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.kernel.db import execute, fetch
from backend.papers.providers import Confirmation


async def add(paper_id: UUID, organisations: Sequence[UUID]) -> None:
    """Places in this order, from 1."""
    await execute(
        "INSERT INTO papers_signature (id, paper, organisation, turn) "
        "SELECT s.id, $1, s.organisation, s.turn "
        "FROM unnest($2::uuid[], $3::uuid[]) WITH ORDINALITY AS s (id, organisation, turn)",
        paper_id,
        [uuid4() for _ in organisations],
        list(organisations),
    )


async def of_papers(paper_ids: Sequence[UUID]) -> dict[UUID, list[dict[str, Any]]]:
    """The places of each paper in the order of signing, with the name of each organisation and
    the mandate that it signed under."""
    rows = await fetch(
        "SELECT s.*, o.name AS organisation_name, m.up_to_fen, m.until "
        "FROM papers_signature s JOIN identity_organisation o ON o.id = s.organisation "
        "LEFT JOIN papers_mandate m ON m.id = s.mandate "
        "WHERE s.paper = ANY($1) ORDER BY s.paper, s.turn",
        list(paper_ids),
    )
    found: dict[UUID, list[dict[str, Any]]] = {each: [] for each in paper_ids}
    for row in rows:
        found[row["paper"]].append(row)
    return found


async def ask(place: UUID, *, at: datetime) -> None:
    await execute("UPDATE papers_signature SET asked_at = $2 WHERE id = $1", place, at)


async def remind(place: UUID, *, at: datetime) -> None:
    await execute("UPDATE papers_signature SET reminded_at = $2 WHERE id = $1", place, at)


async def waiting(*, before: datetime, limit: int) -> list[dict[str, Any]]:
    """Places whose turn came, or who were reminded last, before that moment; locked."""
    return await fetch(
        "SELECT s.*, p.number, p.template FROM papers_signature s "
        "JOIN papers_paper p ON p.id = s.paper WHERE s.asked_at IS NOT NULL AND s.member IS NULL "
        "AND p.state IN ('issued', 'signing') AND coalesce(s.reminded_at, s.asked_at) < $1 "
        "ORDER BY s.asked_at LIMIT $2 FOR UPDATE OF s SKIP LOCKED",
        before,
        limit,
    )


async def record_signature(
    place: UUID, *, mandate: UUID, sha256: str, confirmation: Confirmation, by: Actor
) -> None:
    await execute(
        "UPDATE papers_signature SET member = $2, member_name = $3, mandate = $4, sha256 = $5, "
        "signed_at = $6, address = $7, provider = $8, method = $9, reference = $10 WHERE id = $1",
        place,
        by.user_id,
        by.name,
        mandate,
        sha256,
        clock.now(),
        by.address,
        confirmation.provider,
        confirmation.method,
        confirmation.reference,
    )


async def record_refusal(
    place: UUID, *, reason: str, sha256: str, confirmation: Confirmation, by: Actor
) -> None:
    await execute(
        "UPDATE papers_signature SET member = $2, member_name = $3, sha256 = $4, refused_at = $5, "
        "reason = $6, address = $7, provider = $8, method = $9, reference = $10 WHERE id = $1",
        place,
        by.user_id,
        by.name,
        sha256,
        clock.now(),
        reason,
        by.address,
        confirmation.provider,
        confirmation.method,
        confirmation.reference,
    )
