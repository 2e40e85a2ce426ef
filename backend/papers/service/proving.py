"""What anybody may learn: whether a paper is ours, or a document's owner vouches for it."""

from dataclasses import dataclass
from typing import Any

from backend.documents import service as documents
from backend.kernel.auth import Actor
from backend.kernel.pace import Pace
from backend.papers import rules
from backend.papers.queries import papers as queries
from backend.papers.states import Answer

#: Numbers can be counted through: nobody looks up more than this from one address.
PACE = Pace(limit=60, per_seconds=60)


@dataclass(frozen=True, kw_only=True)
class Proof:
    """A paper of ours, or a document that its owner made public, or neither."""

    answer: Answer
    paper: dict[str, Any] | None = None
    document: dict[str, Any] | None = None


async def paper_numbered(number: str, *, by: Actor) -> dict[str, Any]:
    """The paper of this number; one that has no bytes yet is as unknown as any other."""
    PACE.check(by.address)
    found = await queries.proof(number=number.strip().upper())
    if found is None:
        raise rules.PaperUnknown
    return found


async def what_is(sha256: str, *, by: Actor) -> Proof:
    """What a file of this hash is. Every file that is not public gets the same answer as none."""
    PACE.check(by.address)
    plain = rules.plain_sha256(sha256)
    paper = await queries.proof(sha256=plain)
    if paper is not None:
        return Proof(answer=Answer.PAPER, paper=paper)
    document = await documents.made_public(plain)
    if document is not None:
        return Proof(answer=Answer.DOCUMENT, document=document)
    return Proof(answer=Answer.UNKNOWN)
