"""The one way a pledge changes: event of the register, row, event of the platform, together."""

from collections.abc import Mapping
from uuid import UUID

from backend.kernel.auth import Actor
from backend.kernel.events import emit
from backend.registry import projection
from backend.registry.events import PledgeEvent
from backend.registry.projection import Entry, PledgeRecord
from backend.registry.queries import pledges
from backend.registry.states import Action, Creation


def parties(record: PledgeRecord) -> tuple[UUID, ...]:
    """The organisations that are told of what happens to it."""
    return tuple(party for party in (record.pledgor, record.pledgee) if party is not None)


async def create(
    creation: Creation,
    changes: Mapping[str, object],
    *,
    event: type[PledgeEvent],
    telling: Mapping[str, object],
    facts: Mapping[str, object] | None = None,
    by: Actor,
) -> PledgeRecord:
    """Enter a pledge into the register."""
    entry = Entry(action=creation, changes=projection.encode(changes))
    record = projection.start(entry)
    await pledges.add(record)
    await pledges.append(record, entry=entry, facts=projection.encode(facts or {}), by=by)
    await emit(_event(event, record, telling), by=by, after={"state": record.state})
    return record


async def change(
    record: PledgeRecord,
    action: Action,
    *,
    changes: Mapping[str, object] | None = None,
    event: type[PledgeEvent],
    telling: Mapping[str, object],
    facts: Mapping[str, object] | None = None,
    by: Actor,
) -> PledgeRecord:
    """Let an action happen to a locked pledge, as its lifecycle allows."""
    entry = Entry(action=action, changes=projection.encode(changes or {}))
    after = projection.apply(record, entry)
    await pledges.store(after, other_rights=after.right_ids != record.right_ids)
    await pledges.append(after, entry=entry, facts=projection.encode(facts or {}), by=by)
    await emit(
        _event(event, after, telling),
        by=by,
        before={"state": record.state},
        after={"state": after.state, **({"columns": sorted(entry.changes)} if changes else {})},
    )
    return after


def _event(
    event: type[PledgeEvent], record: PledgeRecord, telling: Mapping[str, object]
) -> PledgeEvent:
    return event(
        subject_id=record.id,
        parties=parties(record),
        number=record.number,
        application_id=record.application_id,
        **telling,
    )


async def rebuild(pledge_id: UUID) -> PledgeRecord:
    """The pledge as its events alone make it, whatever its row says."""
    return projection.fold(await pledges.entries(pledge_id))


async def stored(pledge_id: UUID) -> PledgeRecord:
    return await pledges.pledge(pledge_id, party=None)


async def pledge_ids() -> list[UUID]:
    return await pledges.ids()
