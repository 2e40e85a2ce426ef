"""Papers as their issuer and their parties see them; for anybody else there are none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.kernel import pages
from backend.kernel.auth import Actor, Permission
from backend.kernel.errors import NotFound
from backend.papers.queries import papers as queries
from backend.papers.queries import signatures
from backend.papers.states import State

READING = (Permission.VIEW_FIRM, Permission.VIEW_BANK, Permission.VIEW_DISTRICT)


@dataclass(frozen=True, kw_only=True)
class PaperView:
    """A paper and the places of its signers, in their order."""

    row: dict[str, Any]
    places: Sequence[dict[str, Any]]

    def waits_for(self, organisation_id: UUID) -> bool:
        """Whether it is this organisation's turn to answer."""
        return State(self.row["state"]) in {State.ISSUED, State.SIGNING} and any(
            each["organisation"] == organisation_id
            and each["asked_at"] is not None
            and each["member"] is None
            for each in self.places
        )


async def paper(paper_id: UUID, *, by: Actor) -> PaperView:
    """One paper, for its issuer and its parties; 404 otherwise."""
    by.require(*READING)
    row = await queries.seen(paper_id, reader=by.organisation_id)
    if row is None:
        raise NotFound
    return (await _views([row]))[0]


async def papers(
    *,
    subject: UUID | None,
    to_sign: bool,
    cursor: str | None,
    limit: int,
    counted: int = pages.COUNTED,
    by: Actor,
) -> tuple[list[PaperView], str | None, int | str]:
    """A page of the papers that the actor's organisation issued or was given, newest first."""
    by.require(*READING)
    after = None
    if cursor is not None:
        moment, last = pages.decode_cursor(cursor, datetime, UUID)
        after = (moment, last)
    rows, total = await queries.page(
        by.organisation_id,
        subject=subject,
        to_sign=to_sign,
        after=after,
        limit=limit,
        counted=counted,
    )
    page, following = pages.cut(rows, limit, key=lambda row: (row["created_at"], row["id"]))
    return await _views(page), following, pages.total_of(total, up_to=counted)


async def _views(rows: Sequence[dict[str, Any]]) -> list[PaperView]:
    places = await signatures.of_papers([row["id"] for row in rows])
    return [PaperView(row=row, places=places[row["id"]]) for row in rows]
