"""Statements about papers: order, lock, issue, show, prove."""

from datetime import datetime
from typing import Any
from uuid import UUID

from backend.kernel.db import execute, fetch, fetch_one, fetch_value
from backend.papers.states import Paper, State
from backend.papers.tables import IssuedPaper

#: A paper with the name of its issuer, and the log of its signing, if there is one.
_PAPERS = """
SELECT p.*, o.name AS issuer_name,
  (SELECT l.id FROM papers_paper l WHERE l.subject_kind = 'paper' AND l.subject = p.id
    AND l.template = 'signature_log' ORDER BY l.created_at DESC LIMIT 1) AS log_id
FROM papers_paper p JOIN identity_organisation o ON o.id = p.issuer
"""
_SEEN = "(p.issuer = $1 OR p.parties @> ARRAY[$1::uuid])"


async def add(paper: IssuedPaper) -> None:
    await paper.save()


async def paper(paper_id: UUID) -> dict[str, Any] | None:
    return await fetch_one(f"{_PAPERS} WHERE p.id = $1", paper_id)


async def lock(paper_id: UUID) -> dict[str, Any] | None:
    """The paper, held until the end of the transaction."""
    return await fetch_one("SELECT * FROM papers_paper WHERE id = $1 FOR UPDATE", paper_id)


async def seen(paper_id: UUID, *, reader: UUID) -> dict[str, Any] | None:
    """The paper, for its issuer and its parties."""
    return await fetch_one(f"{_PAPERS} WHERE p.id = $2 AND {_SEEN}", reader, paper_id)


async def page(
    reader: UUID,
    *,
    subject: UUID | None,
    to_sign: bool,
    after: tuple[datetime, UUID] | None,
    limit: int,
    counted: int,
) -> tuple[list[dict[str, Any]], int]:
    """A page of the papers that this organisation sees, newest first; total.

    `to_sign`: only those that wait for its signature now.
    """
    chosen = (
        f"WHERE {_SEEN} AND ($2::uuid IS NULL OR p.subject = $2) AND (NOT $3 OR EXISTS ("
        "SELECT 1 FROM papers_signature s WHERE s.paper = p.id AND s.organisation = $1 "
        "AND s.asked_at IS NOT NULL AND s.member IS NULL AND p.state IN ('issued', 'signing')))"
    )
    moment, last = after or (None, None)
    rows = await fetch(
        f"{_PAPERS} {chosen} AND ($4::timestamptz IS NULL OR (p.created_at, p.id) < ($4, $5)) "
        "ORDER BY p.created_at DESC, p.id DESC LIMIT $6",
        reader,
        subject,
        to_sign,
        moment,
        last,
        limit + 1,
    )
    total = await fetch_value(
        f"SELECT count(*) FROM (SELECT 1 FROM papers_paper p {chosen} LIMIT $4::bigint) AS counted",
        reader,
        subject,
        to_sign,
        counted + 1,
    )
    return rows, int(total)


async def open_ones(subject: UUID, *, template: Paper) -> list[dict[str, Any]]:
    """The papers of this kind about this matter that could still be issued or signed, locked."""
    return await fetch(
        "SELECT * FROM papers_paper p WHERE subject = $1 AND template = $2 "
        "AND state IN ('queued', 'issued', 'signing') ORDER BY id FOR UPDATE",
        subject,
        template.value,
    )


async def set_state(paper_id: UUID, state: State) -> None:
    await execute("UPDATE papers_paper SET state = $2 WHERE id = $1", paper_id, state.value)


async def record_issue(
    paper_id: UUID, *, file: UUID, annex: UUID | None, sha256: str, at: datetime, state: State
) -> None:
    await execute(
        "UPDATE papers_paper SET file = $2, annex = $3, sha256 = $4, issued_at = $5, state = $6 "
        "WHERE id = $1",
        paper_id,
        file,
        annex,
        sha256,
        at,
        state.value,
    )


async def proof(*, number: str | None = None, sha256: str | None = None) -> dict[str, Any] | None:
    """What anybody may know of an issued paper, by its number or by its hash."""
    return await fetch_one(
        f"{_PAPERS} WHERE (p.number = $1 OR p.sha256 = $2) AND p.file IS NOT NULL", number, sha256
    )
