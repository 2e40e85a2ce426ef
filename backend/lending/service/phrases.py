"""A bank's standing words: one person proposes the next version, another accepts it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

import msgspec

from backend.kernel import clock, pages, proposals
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import dumps, loads, transaction
from backend.kernel.events import emit
from backend.kernel.proposals import ProposalAction, Proposals
from backend.lending.desk_events import PhrasesMade, PhrasesNotTaken, PhrasesProposed
from backend.lending.queries import phrases as queries
from backend.lending.rules import phrases as rules
from backend.lending.rules.phrases import Phrases
from backend.lending.states import RefusalReason
from backend.lending.tables.phrases import PhraseSet

PROPOSALS = Proposals("lending_phrase_proposal")
_PROPOSE = (Permission.WORK_APPLICATIONS, Permission.DECIDE_APPLICATIONS)

Rows = tuple[list[dict[str, Any]], str | None, int | str]


async def in_force(*, by: Actor) -> dict[str, Any] | None:
    """The bank's words today, or none of its own."""
    by.require(Permission.VIEW_BANK)
    return await queries.in_force(by.organisation_id, on=clock.today())


async def words_for(bank: UUID, reason: RefusalReason) -> str | None:
    """What this bank says for a coded reason today."""
    row = await queries.in_force(bank, on=clock.today())
    return None if row is None else phrases_of(row).reasons.get(reason)


def phrases_of(row: Mapping[str, Any]) -> Phrases:
    return msgspec.convert(loads(row["rules"]), Phrases)


async def version_page(*, cursor: str | None, limit: int, by: Actor) -> Rows:
    by.require(Permission.VIEW_BANK)
    rows, total = await queries.page(by.organisation_id, after=_after(cursor), limit=limit)
    return _cut(rows, limit, total)


async def proposal_page(*, cursor: str | None, limit: int, by: Actor) -> Rows:
    """What was proposed in the bank, newest first."""
    by.require(Permission.VIEW_BANK)
    rows, total = await PROPOSALS.page(by.organisation_id, after=_after(cursor), limit=limit)
    return _cut(rows, limit, total)


def _after(cursor: str | None) -> tuple[datetime, UUID] | None:
    if cursor is None:
        return None
    moment, last = pages.decode_cursor(cursor, datetime, UUID)
    return moment, last


def _cut(rows: list[dict[str, Any]], limit: int, total: int) -> Rows:
    cut, following = pages.cut(rows, limit, key=lambda row: (row["created_at"], row["id"]))
    return cut, following, pages.total_of(total)


def proposal_actions(row: dict[str, Any], *, reader: Actor) -> list[ProposalAction]:
    return proposals.actions(row, reader=reader, decides=reader.may(Permission.DECIDE_APPLICATIONS))


async def propose(given: Phrases, *, valid_from: date, reason: str, by: Actor) -> dict[str, Any]:
    """Nobody reads it before another person accepts it."""
    by.require(*_PROPOSE)
    rules.check_begins(valid_from, today=clock.today())
    rules.check_conditions(given.conditions)
    async with transaction():
        proposal_id = await PROPOSALS.add(
            by.organisation_id,
            rules=dumps(msgspec.to_builtins(given)),
            valid_from=valid_from,
            reason=reason,
            by=by,
        )
        await emit(
            PhrasesProposed(
                subject_id=proposal_id,
                parties=(by.organisation_id,),
                valid_from=valid_from.isoformat(),
            ),
            by=by,
        )
        return await PROPOSALS.one(proposal_id, owner=by.organisation_id)


async def accept_proposal(proposal_id: UUID, *, by: Actor) -> dict[str, Any]:
    """It becomes the next version; refused once its first day has passed."""
    by.require(Permission.DECIDE_APPLICATIONS)
    bank = by.organisation_id
    async with transaction():
        row = await PROPOSALS.decide(proposal_id, ProposalAction.ACCEPT, owner=bank, by=by)
        rules.check_begins(row["valid_from"], today=clock.today())
        made = PhraseSet(
            id=uuid4(),
            created_at=clock.now(),
            organisation=bank,
            version=await queries.next_version(bank),
            valid_from=row["valid_from"],
            author=row["proposed_by"],
            author_name=row["proposed_by_name"],
            reason=row["reason"],
            rules=row["rules"],
            proposal=proposal_id,
        )
        await queries.add(made)
        await emit(
            PhrasesMade(
                subject_id=made.id,
                parties=(bank,),
                version=made.version,
                valid_from=made.valid_from.isoformat(),
            ),
            by=by,
            after={"proposed_by": row["proposed_by_name"]},
        )
    return row


async def decline_proposal(proposal_id: UUID, *, reason: str, by: Actor) -> dict[str, Any]:
    by.require(Permission.DECIDE_APPLICATIONS)
    return await _not_taken(proposal_id, ProposalAction.DECLINE, note=reason, by=by)


async def withdraw_proposal(proposal_id: UUID, *, by: Actor) -> dict[str, Any]:
    """Take one's own back."""
    by.require(*_PROPOSE)
    return await _not_taken(proposal_id, ProposalAction.WITHDRAW, note=None, by=by)


async def _not_taken(
    proposal_id: UUID, action: ProposalAction, *, note: str | None, by: Actor
) -> dict[str, Any]:
    async with transaction():
        row = await PROPOSALS.decide(
            proposal_id, action, owner=by.organisation_id, note=note, by=by
        )
        await emit(
            PhrasesNotTaken(
                subject_id=proposal_id, parties=(by.organisation_id,), outcome=row["outcome"]
            ),
            by=by,
        )
    return row
