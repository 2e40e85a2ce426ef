"""What can be done with the inbox: tell, list, mark as read."""

from datetime import datetime, timedelta
from uuid import UUID

from backend.identity import service as identity
from backend.identity.states import OrganisationKind, Role
from backend.kernel import clock, pages
from backend.kernel.auth import Actor
from backend.kernel.errors import NotFound
from backend.kernel.events import EventRow
from backend.notifications import queries, wording
from backend.notifications.queries import NotificationRow
from backend.registry import service as registry

#: What is told later than this after it happened (a restored log, the demonstration's past)
#: stands in the inbox as read: nobody has to act upon it any more.
STALE = timedelta(days=14)


async def tell(event: EventRow) -> int:
    """Tell the parties' people; an event that nobody is told, or was told, changes nothing."""
    facts = wording.facts_of(event.name, event.payload)
    if facts is None:
        return 0
    but = None if event.name in wording.TOLD_TO_THE_ACTOR else event.actor_id
    now = clock.now()
    read_at = now if now - event.occurred_at > STALE else None
    role = Role.ADMIN if event.name in wording.TOLD_TO_ADMINS else None
    told = await queries.add_for(
        event.parties, event, facts=facts, but=but, read_at=read_at, role=role
    )
    if event.name in wording.TOLD_TO_THE_OPERATOR:
        operators = await identity.organisations_of_kind(OrganisationKind.OPERATOR)
        told += await queries.add_for(operators, event, facts=facts, but=but, read_at=read_at)
    if wording.waits_for_the_district(event.name, event.payload):
        districts = await identity.organisations_of_kind(OrganisationKind.DISTRICT)
        told += await queries.add_for(districts, event, facts=facts, but=but, read_at=read_at)
    return told


async def catch_up(organisation_id: UUID) -> int:
    """Tell a district's people who came later what still waits for them; each once."""
    if organisation_id not in await identity.organisations_of_kind(OrganisationKind.DISTRICT):
        return 0
    told = 0
    waiting = await registry.waiting_for_the_district()
    for event in await queries.newest_events(waiting, sorted(wording.TOLD_TO_THE_DISTRICT)):
        facts = wording.facts_of(event.name, event.payload)
        if facts is not None:
            told += await queries.add_for(
                [organisation_id], event, facts=facts, but=event.actor_id, read_at=None
            )
    return told


async def inbox(
    *, unread: bool, cursor: str | None, limit: int, by: Actor
) -> tuple[list[NotificationRow], str | None, int | str]:
    """A page of the actor's own messages, newest first."""
    after = None
    if cursor is not None:
        moment, last = pages.decode_cursor(cursor, datetime, UUID)
        after = (moment, last)
    found = await queries.page(by.user_id, unread=unread, after=after, limit=limit)
    page, following = pages.cut(found, limit, key=lambda row: (row.occurred_at, row.id))
    count = await queries.count(by.user_id, unread=unread)
    return page, following, pages.total_of(count)


async def unread_count(*, by: Actor) -> int | str:
    return pages.total_of(await queries.count(by.user_id, unread=True))


async def mark_read(notification_id: UUID, *, by: Actor) -> NotificationRow:
    found = await queries.mark_read(notification_id, member_id=by.user_id, at=clock.now())
    if found is None:
        raise NotFound
    return found


async def mark_all_read(*, by: Actor) -> int:
    """How many had been unread."""
    return await queries.mark_all_read(by.user_id, at=clock.now())
