"""What can be done with the inbox: tell, list, mark as read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from backend.identity import service as identity
from backend.identity.states import OrganisationKind, Role
from backend.kernel import clock, pages
from backend.kernel.auth import Actor
from backend.kernel.db import transaction
from backend.kernel.errors import NotFound
from backend.kernel.events import EventRow, emit
from backend.notifications import queries, rules, wording
from backend.notifications.events import SettingsChanged
from backend.notifications.queries import NotificationRow, SettingRow, Telling
from backend.notifications.rules import Settings
from backend.notifications.states import DeliveryMode, MessageKind
from backend.registry import service as registry

#: What is told later than this after it happened (a restored log, the demonstration's past)
#: stands in the inbox as read: nobody has to act upon it any more.
STALE = timedelta(days=14)


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """How a person is told, how much waits for its hour now, and when the first of it comes."""

    settings: Settings
    held: int
    next_at: datetime | None


async def tell(event: EventRow) -> int:
    """Tell the parties' people; an event that nobody is told, or was told, changes nothing."""
    facts = wording.facts_of(event.name, event.payload)
    if facts is None:
        return 0
    told_too = (
        wording.TOLD_TO_THE_ACTOR
        | wording.TOLD_TO_THE_ACTOR_ALONE
        | wording.TOLD_TO_THE_SUBJECT_ALONE
    )
    but = None if event.name in told_too else event.actor_id
    role = Role.ADMIN if event.name in wording.TOLD_TO_ADMINS else None
    told = await _add_for(event.parties, event, facts=facts, but=but, role=role)
    if event.name in wording.TOLD_TO_THE_OPERATOR:
        operators = await identity.organisations_of_kind(OrganisationKind.OPERATOR)
        told += await _add_for(operators, event, facts=facts, but=but)
    if wording.waits_for_the_district(event.name, event.payload):
        districts = await identity.organisations_of_kind(OrganisationKind.DISTRICT)
        told += await _add_for(districts, event, facts=facts, but=but)
    return told


async def _add_for(
    organisations: Sequence[UUID],
    event: EventRow,
    *,
    facts: Mapping[str, Any],
    but: UUID | None,
    role: str | None = None,
) -> int:
    """Tell each as he chose; what is told late stands as read, and waits for nothing."""
    people = await queries.people_of(organisations, but=but, role=role)
    if event.name in wording.TOLD_TO_THE_ACTOR_ALONE:
        people = [each for each in people if each[0] == event.actor_id]
    if event.name in wording.TOLD_TO_THE_SUBJECT_ALONE:
        people = [each for each in people if each[0] == event.subject_id]
    if event.name in wording.TOLD_TO_THE_ASSIGNEE_ALONE:
        people = [each for each in people if str(each[0]) == event.payload["assignee_id"]]
    tellings = [_telling(each, settings, event) for each, settings in people]
    return await queries.add(event, tellings, facts=facts)


def _telling(member: UUID, row: SettingRow | None, event: EventRow) -> Telling:
    now = clock.now()
    kind, settings = wording.kind_of(event.name), _settings(row)
    if now - event.occurred_at > STALE or settings.mode(kind) is DeliveryMode.OFF:
        return Telling(member=member, arrives_at=event.occurred_at, in_digest=False, read_at=now)
    arrives_at = rules.arrival(kind, settings, now=now)
    return Telling(
        member=member,
        arrives_at=event.occurred_at if arrives_at == now else arrives_at,
        in_digest=settings.mode(kind) is DeliveryMode.DAILY,
        read_at=None,
    )


async def catch_up(organisation_id: UUID) -> int:
    """Tell a district's people who came later what still waits for them; each once."""
    if organisation_id not in await identity.organisations_of_kind(OrganisationKind.DISTRICT):
        return 0
    told = 0
    waiting = await registry.waiting_for_the_district()
    for event in await queries.newest_events(waiting, sorted(wording.TOLD_TO_THE_DISTRICT)):
        facts = wording.facts_of(event.name, event.payload)
        if facts is not None:
            people = await queries.people_of([organisation_id], but=event.actor_id, role=None)
            told += await queries.add(
                event, [_telling(each, row, event) for each, row in people], facts=facts
            )
    return told


async def inbox(
    *, unread: bool, cursor: str | None, limit: int, by: Actor
) -> tuple[list[NotificationRow], str | None, int | str]:
    """A page of the actor's own messages, newest first."""
    after = None
    if cursor is not None:
        arrives, occurred, last = pages.decode_cursor(cursor, datetime, datetime, UUID)
        after = (arrives, occurred, last)
    now = clock.now()
    found = await queries.page(by.user_id, unread=unread, now=now, after=after, limit=limit)
    page, following = pages.cut(
        found, limit, key=lambda row: (row.arrives_at, row.occurred_at, row.id)
    )
    count = await queries.count(by.user_id, unread=unread, now=now)
    return page, following, pages.total_of(count)


async def unread_count(*, by: Actor) -> int | str:
    return pages.total_of(await queries.count(by.user_id, unread=True, now=clock.now()))


async def mark_read(notification_id: UUID, *, by: Actor) -> NotificationRow:
    found = await queries.mark_read(notification_id, member_id=by.user_id, at=clock.now())
    if found is None:
        raise NotFound
    return found


async def mark_all_read(*, by: Actor) -> int:
    """How many had been unread."""
    return await queries.mark_all_read(by.user_id, at=clock.now())


def _settings(row: SettingRow | None) -> Settings:
    if row is None:
        return Settings()
    return Settings(
        quiet_from=row.quiet_from,
        quiet_until=row.quiet_until,
        digest_at=row.digest_at,
        modes={
            **{MessageKind(each): DeliveryMode.DAILY for each in row.daily},
            **{MessageKind(each): DeliveryMode.OFF for each in row.off},
        },
    )


async def settings(*, by: Actor) -> Chosen:
    waiting = await queries.held(by.user_id, now=clock.now())
    return Chosen(
        settings=_settings(await queries.setting_of(by.user_id)),
        held=sum(each["messages"] for each in waiting),
        next_at=waiting[0]["arrives_at"] if waiting else None,
    )


async def choose(chosen: Settings, *, by: Actor) -> Chosen:
    """Tell the actor so from now on; what waits comes earlier if it now would, never later."""
    rules.check(chosen)
    row = SettingRow(
        quiet_from=chosen.quiet_from,
        quiet_until=chosen.quiet_until,
        digest_at=chosen.digest_at,
        daily=sorted(kind for kind in MessageKind if chosen.mode(kind) is DeliveryMode.DAILY),
        off=sorted(kind for kind in MessageKind if chosen.mode(kind) is DeliveryMode.OFF),
    )
    async with transaction():
        if row != await queries.setting_of(by.user_id):
            await queries.keep_setting(by.user_id, row)
            await _bring_forward(chosen, by=by)
            await emit(
                SettingsChanged(
                    subject_id=by.user_id,
                    parties=(by.organisation_id,),
                    quiet_from=_clock_time(row.quiet_from),
                    quiet_until=_clock_time(row.quiet_until),
                    digest_at=f"{row.digest_at:%H:%M}",
                    daily=tuple(row.daily),
                    off=tuple(row.off),
                ),
                by=by,
            )
    return await settings(by=by)


async def _bring_forward(chosen: Settings, *, by: Actor) -> None:
    """A kind that is off from now on was not yet when its message came: it arrives now."""
    now = clock.now()
    for name in {each["name"] for each in await queries.held(by.user_id, now=now)}:
        kind = wording.kind_of(name)
        await queries.bring_forward(
            by.user_id,
            name=name,
            now=now,
            to=rules.arrival(kind, chosen, now=now),
            in_digest=chosen.mode(kind) is DeliveryMode.DAILY,
        )


def _clock_time(at: time | None) -> str | None:
    return None if at is None else f"{at:%H:%M}"
