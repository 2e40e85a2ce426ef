"""Make an ordered paper: render, seal, keep in the vault, tell. The worker's part."""

import hashlib
from typing import Any
from uuid import UUID

from backend.documents import service as documents
from backend.identity import service as identity
from backend.kernel import clock
from backend.kernel.auth import SYSTEM
from backend.kernel.db import loads, transaction
from backend.kernel.events import emit
from backend.papers import gateway
from backend.papers.events import PaperIssued
from backend.papers.gateway import Made, Ordered
from backend.papers.queries import papers as queries
from backend.papers.queries import signatures
from backend.papers.service.signing import ask_next
from backend.papers.states import PAPER, Action, Paper, State
from contracts.catalogue import TITLES


async def render(paper_id: UUID) -> None:
    """Make a paper that waits for it; one that does not any more is left as it is.

    Heard twice it is made once: the row is locked, and whoever comes second finds it issued.
    """
    row = await queries.paper(paper_id)
    if row is None:
        raise RuntimeError(f"There is no paper {paper_id}.")
    if row["state"] != State.QUEUED:
        return
    at = clock.now()
    ordered = Ordered(
        paper=Paper(row["template"]),
        version=row["version"],
        terms=loads(row["terms"]),
        number=row["number"],
        issued_on=row["issued_on"],
        url=row["url"],
        demonstration=row["demonstration"],
    )
    made = await gateway.make(ordered, at=at)
    async with transaction():
        locked = await queries.lock(paper_id)
        if locked is None or locked["state"] != State.QUEUED:
            return
        file, annex = await _keep(locked, made)
        sha256 = hashlib.sha256(made.pdf).hexdigest()
        state = PAPER.after(State.QUEUED, Action.ISSUE)
        await queries.record_issue(
            paper_id, file=file, annex=annex, sha256=sha256, at=at, state=state
        )
        await emit(
            PaperIssued(
                subject_id=paper_id,
                parties=(locked["issuer"], *locked["parties"]),
                number=locked["number"],
                paper=locked["template"],
                sha256=sha256,
            ),
            by=SYSTEM,
            before={"state": locked["state"]},
            after={"state": state},
        )
        await ask_next(locked, (await signatures.of_papers([paper_id]))[paper_id])


async def _keep(row: dict[str, Any], made: Made) -> tuple[UUID, UUID | None]:
    owner = await identity.organisation(row["issuer"])
    title = TITLES[Paper(row["template"])]

    async def keep(content: bytes, *, name: str, media_type: str) -> UUID:
        file = await documents.keep_paper(
            content,
            name=name,
            media_type=media_type,
            owner=owner,
            readers=row["parties"],
            paper=row["id"],
        )
        return file.id

    number = row["number"]
    pdf = await keep(made.pdf, name=f"{title} {number}.pdf", media_type=gateway.PDF)
    if made.annex is None:
        return pdf, None
    name = f"质押专利清单 {number}.xlsx"
    return pdf, await keep(made.annex, name=name, media_type=gateway.XLSX)
