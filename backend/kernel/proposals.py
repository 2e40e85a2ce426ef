"""Four eyes on dated rules: one person proposes the next version, another accepts it.

Each kind of rules keeps its proposals in a table of its own (see `Proposed` in `tables`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.kernel.db import execute, fetch, fetch_one, fetch_value
from backend.kernel.errors import Conflict, Forbidden, NotFound
from backend.kernel.pages import COUNTED


class ProposalWaiting(Conflict):
    code = "proposal.waiting"
    title = "A proposal waits to be decided already"


class ProposalDecided(Conflict):
    code = "proposal.decided"
    title = "This proposal has been decided"


class SamePerson(Forbidden):
    code = "proposal.same_person"
    title = "Another person than who proposed it decides"


class NotTheProposer(Forbidden):
    code = "proposal.not_the_proposer"
    title = "Only whoever proposed it takes it back"


class ProposalAction(StrEnum):
    ACCEPT = "acceptance"
    DECLINE = "decline"
    WITHDRAW = "withdrawal"


class ProposalState(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


_LEADS_TO = {
    ProposalAction.ACCEPT: ProposalState.ACCEPTED,
    ProposalAction.DECLINE: ProposalState.DECLINED,
    ProposalAction.WITHDRAW: ProposalState.WITHDRAWN,
}


def check_decidable(row: Mapping[str, Any], action: ProposalAction, *, by: UUID) -> None:
    """Once; by another person, but taken back by whoever proposed it."""
    if row["outcome"] is not None:
        raise ProposalDecided(f"{row['decided_by_name']} decided it.", state=row["outcome"])
    own = row["proposed_by"] == by
    if own and action is not ProposalAction.WITHDRAW:
        raise SamePerson(f"{row['proposed_by_name']} proposed it; another decides, or it is taken "
                         "back.")  # fmt: skip
    if not own and action is ProposalAction.WITHDRAW:
        raise NotTheProposer(f"{row['proposed_by_name']} proposed it; decline it instead.")


def actions(row: Mapping[str, Any], *, reader: Actor, decides: bool) -> list[ProposalAction]:
    """What the reader may do with a proposal of his organisation now."""
    if row["outcome"] is not None:
        return []
    if row["proposed_by"] == reader.user_id:
        return [ProposalAction.WITHDRAW]
    return [ProposalAction.ACCEPT, ProposalAction.DECLINE] if decides else []


#: An organisation, or what else rules belong to.
Owner = UUID | str | None


@dataclass(frozen=True)
class Proposals:
    """The proposals of one kind; an owner of None is the platform. Within a transaction."""

    table: str
    #: The column that says whose they are; one waits for each.
    owned_by: str = "organisation"

    async def lock(self, owner: Owner) -> None:
        """One who proposes or decides for an owner at a time."""
        await fetch_value(
            "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", f"{self.table}:{owner}"
        )

    async def add(
        self, owner: Owner, *, rules: str, valid_from: date, reason: str, by: Actor
    ) -> UUID:
        await self.lock(owner)
        waiting = await fetch_one(
            f"SELECT * FROM {self.table} WHERE {self.owned_by} IS NOT DISTINCT FROM $1 "
            "AND outcome IS NULL",
            owner,
        )
        if waiting is not None:
            raise ProposalWaiting(
                f"{waiting['proposed_by_name']} proposed one; decide it first.",
                proposed_by=waiting["proposed_by_name"],
            )
        proposal_id = uuid4()
        await execute(
            f"INSERT INTO {self.table} (id, created_at, {self.owned_by}, valid_from, reason, "
            "rules, proposed_by, proposed_by_name) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            proposal_id,
            clock.now(),
            owner,
            valid_from,
            reason,
            rules,
            by.user_id,
            by.name,
        )
        return proposal_id

    async def one(self, proposal_id: UUID, *, owner: Owner) -> dict[str, Any]:
        """A proposal of this owner; any other does not exist."""
        row = await fetch_one(
            f"SELECT * FROM {self.table} WHERE id = $1 AND {self.owned_by} IS NOT DISTINCT FROM $2",
            proposal_id,
            owner,
        )
        if row is None:
            raise NotFound
        return row

    async def decide(
        self,
        proposal_id: UUID,
        action: ProposalAction,
        *,
        owner: Owner,
        note: str | None = None,
        by: Actor,
    ) -> dict[str, Any]:
        """The proposal, decided so."""
        await self.lock(owner)
        check_decidable(await self.one(proposal_id, owner=owner), action, by=by.user_id)
        await execute(
            f"UPDATE {self.table} SET outcome = $2, decided_by = $3, decided_by_name = $4, "
            "decided_at = $5, note = $6 WHERE id = $1",
            proposal_id,
            str(_LEADS_TO[action]),
            by.user_id,
            by.name,
            clock.now(),
            note,
        )
        return await self.one(proposal_id, owner=owner)

    async def page(
        self, owner: Owner, *, after: tuple[datetime, UUID] | None, limit: int
    ) -> tuple[list[dict[str, Any]], int]:
        """Up to `limit + 1` of this owner's, newest first, and how many there are."""
        moment, last = after or (None, None)
        own = f"FROM {self.table} WHERE {self.owned_by} IS NOT DISTINCT FROM $1"
        rows = await fetch(
            f"SELECT * {own} AND ($2::timestamptz IS NULL OR (created_at, id) < ($2, $3)) "
            "ORDER BY created_at DESC, id DESC LIMIT $4",
            owner,
            moment,
            last,
            limit + 1,
        )
        total = await fetch_value(
            f"SELECT count(*) FROM (SELECT 1 {own} LIMIT {COUNTED + 1}) AS counted", owner
        )
        return rows, int(total)
