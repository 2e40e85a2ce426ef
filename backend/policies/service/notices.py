"""The words of the broker's notice (客户告知书): one person proposes them, another accepts them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.insurance.mode import check_licensed
from backend.kernel import clock, pages, proposals
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import dumps, loads, transaction
from backend.kernel.events import emit
from backend.kernel.proposals import ProposalAction, Proposals
from backend.policies import rules
from backend.policies.events import NoticeNotTaken, NoticeProposed, NoticeWorded
from backend.policies.queries import notices as queries

PROPOSALS = Proposals("policies_notice_proposal")
#: The broker is the platform.
_OWNER = None
Row = dict[str, Any]


async def versions(
    *, cursor: str | None, limit: int, by: Actor
) -> tuple[list[Row], str | None, int | str]:
    """In force, still to begin, past; the one written last first."""
    _check(by, Permission.VIEW_BROKERAGE)
    before = None if cursor is None else pages.decode_cursor(cursor, int)[0]
    rows, total = await queries.page(before=before, limit=limit)
    page, following = pages.cut(rows, limit, key=lambda row: (row["seq"],))
    return page, following, pages.total_of(total)


async def proposal_page(
    *, cursor: str | None, limit: int, by: Actor
) -> tuple[list[Row], str | None, int | str]:
    """What was proposed, open and decided; newest first."""
    _check(by, Permission.VIEW_BROKERAGE)
    after = None
    if cursor is not None:
        moment, last = pages.decode_cursor(cursor, datetime, UUID)
        after = (moment, last)
    rows, total = await PROPOSALS.page(_OWNER, after=after, limit=limit)
    cut, following = pages.cut(rows, limit, key=lambda row: (row["created_at"], row["id"]))
    return cut, following, pages.total_of(total)


def actions(row: Row, *, reader: Actor) -> list[ProposalAction]:
    return proposals.actions(row, reader=reader, decides=reader.may(Permission.WORD_NOTICES))


async def propose(
    paragraphs: Sequence[dict[str, str]], *, from_on: date, reason: str, by: Actor
) -> Row:
    """No client reads them before another person accepts them and their day has come."""
    _check(by, Permission.WORD_NOTICES)
    rules.check_notice_day(from_on, today=clock.today())
    async with transaction():
        await PROPOSALS.lock(_OWNER)
        newest = await queries.newest()
        if loads(newest["paragraphs"]) == list(paragraphs):
            raise rules.NoticeSame(
                f"Version {newest['version']} says the same.",
                path="paragraphs",
                version=newest["version"],
            )
        proposal_id = await PROPOSALS.add(
            _OWNER,
            rules=dumps({"paragraphs": list(paragraphs)}),
            valid_from=from_on,
            reason=reason,
            by=by,
        )
        await emit(
            NoticeProposed(
                subject_id=proposal_id,
                parties=(by.organisation_id,),
                from_on=from_on.isoformat(),
            ),
            by=by,
        )
        return await PROPOSALS.one(proposal_id, owner=_OWNER)


async def accept(proposal_id: UUID, *, by: Actor) -> Row:
    """The next version, from its day on; refused once that day has come."""
    _check(by, Permission.WORD_NOTICES)
    async with transaction():
        row = await PROPOSALS.decide(proposal_id, ProposalAction.ACCEPT, owner=_OWNER, by=by)
        rules.check_notice_day(row["valid_from"], today=clock.today())
        year = row["valid_from"].year
        version = f"{year}.{await queries.of_year(year) + 1}"
        text_id = await queries.add(row, version=version, at=clock.now())
        await emit(
            NoticeWorded(
                subject_id=text_id,
                parties=(by.organisation_id,),
                version=version,
                from_on=row["valid_from"].isoformat(),
            ),
            by=by,
            after={"proposed_by": row["proposed_by_name"]},
        )
    return row


async def decline(proposal_id: UUID, *, reason: str, by: Actor) -> Row:
    return await _not_taken(proposal_id, ProposalAction.DECLINE, note=reason, by=by)


async def withdraw(proposal_id: UUID, *, by: Actor) -> Row:
    """Take one's own back."""
    return await _not_taken(proposal_id, ProposalAction.WITHDRAW, note=None, by=by)


async def _not_taken(
    proposal_id: UUID, action: ProposalAction, *, note: str | None, by: Actor
) -> Row:
    _check(by, Permission.WORD_NOTICES)
    async with transaction():
        row = await PROPOSALS.decide(proposal_id, action, owner=_OWNER, note=note, by=by)
        await emit(
            NoticeNotTaken(
                subject_id=proposal_id, parties=(by.organisation_id,), outcome=row["outcome"]
            ),
            by=by,
        )
    return row


def _check(by: Actor, permission: Permission) -> None:
    by.require(permission)
    check_licensed()
