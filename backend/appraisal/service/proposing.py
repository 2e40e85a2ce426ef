"""The next version of a lender's rules: one person proposes it, another accepts it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from backend.appraisal import queries, rules
from backend.appraisal.conflicts import Rules
from backend.appraisal.events import RuleSetMade, RulesNotTaken, RulesProposed
from backend.appraisal.tables import RuleSet
from backend.kernel import clock, pages, proposals
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import dumps, loads, transaction
from backend.kernel.events import emit
from backend.kernel.proposals import ProposalAction, Proposals

PROPOSALS = Proposals("appraisal_rule_proposal")
_DECIDE = (Permission.DECIDE_APPLICATIONS, Permission.IMPORT_REFERENCE)


def _owner(by: Actor) -> UUID | None:
    """The lender; the operator's rules are the platform's."""
    return None if by.may(Permission.VIEW_OPERATOR) else by.organisation_id


async def proposal_page(
    *, cursor: str | None, limit: int, by: Actor
) -> tuple[list[dict[str, Any]], str | None, int | str]:
    """What was proposed in the actor's organisation, newest first."""
    by.require(Permission.VIEW_BANK, Permission.VIEW_OPERATOR)
    after = None
    if cursor is not None:
        moment, last = pages.decode_cursor(cursor, datetime, UUID)
        after = (moment, last)
    rows, total = await PROPOSALS.page(_owner(by), after=after, limit=limit)
    cut, following = pages.cut(rows, limit, key=lambda row: (row["created_at"], row["id"]))
    return cut, following, pages.total_of(total)


def proposal_actions(row: dict[str, Any], *, reader: Actor) -> list[ProposalAction]:
    return proposals.actions(row, reader=reader, decides=reader.may(*_DECIDE))


async def propose(given: Rules, *, valid_from: date, reason: str, by: Actor) -> dict[str, Any]:
    """Nothing is weighed by it before another person accepts it."""
    by.require(Permission.WORK_APPLICATIONS, *_DECIDE)
    rules.check_rule_set(given.checks.keys(), valid_from=valid_from, today=clock.today())
    owner = _owner(by)
    async with transaction():
        proposal_id = await PROPOSALS.add(
            owner,
            rules=dumps(given.model_dump(mode="json")),
            valid_from=valid_from,
            reason=reason,
            by=by,
        )
        await emit(
            RulesProposed(
                subject_id=proposal_id,
                parties=(by.organisation_id,),
                valid_from=valid_from.isoformat(),
            ),
            by=by,
        )
        return await PROPOSALS.one(proposal_id, owner=owner)


async def accept_proposal(proposal_id: UUID, *, by: Actor) -> dict[str, Any]:
    """It becomes the next version; refused once its first day has passed."""
    by.require(*_DECIDE)
    owner = _owner(by)
    async with transaction():
        row = await PROPOSALS.decide(proposal_id, ProposalAction.ACCEPT, owner=owner, by=by)
        given = Rules.model_validate(loads(row["rules"]))
        rules.check_rule_set(given.checks.keys(), valid_from=row["valid_from"], today=clock.today())
        made = RuleSet(
            id=uuid4(),
            created_at=clock.now(),
            organisation=owner,
            version=await queries.next_version(owner),
            valid_from=row["valid_from"],
            author=row["proposed_by"],
            author_name=row["proposed_by_name"],
            reason=row["reason"],
            rules=row["rules"],
            proposal=proposal_id,
        )
        await queries.add_rule_set(made)
        await emit(
            RuleSetMade(
                subject_id=made.id,
                parties=(by.organisation_id,),
                version=made.version,
                valid_from=made.valid_from.isoformat(),
            ),
            by=by,
            after={"proposed_by": row["proposed_by_name"]},
        )
    return row


async def decline_proposal(proposal_id: UUID, *, reason: str, by: Actor) -> dict[str, Any]:
    by.require(*_DECIDE)
    return await _not_taken(proposal_id, ProposalAction.DECLINE, note=reason, by=by)


async def withdraw_proposal(proposal_id: UUID, *, by: Actor) -> dict[str, Any]:
    """Take one's own back."""
    by.require(Permission.WORK_APPLICATIONS, *_DECIDE)
    return await _not_taken(proposal_id, ProposalAction.WITHDRAW, note=None, by=by)


async def _not_taken(
    proposal_id: UUID, action: ProposalAction, *, note: str | None, by: Actor
) -> dict[str, Any]:
    async with transaction():
        row = await PROPOSALS.decide(proposal_id, action, owner=_owner(by), note=note, by=by)
        await emit(
            RulesNotTaken(
                subject_id=proposal_id,
                parties=(by.organisation_id,),
                outcome=row["outcome"],
            ),
            by=by,
        )
    return row
