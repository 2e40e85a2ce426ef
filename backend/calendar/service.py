"""The calendar: one person proposes a year's days, another accepts them; how days count."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import msgspec

from backend.calendar import queries, rules
from backend.calendar.events import CalendarMade, CalendarNotTaken, CalendarProposed
from backend.calendar.rules import Arranged, Day, Version
from backend.calendar.tables import CalendarVersion
from backend.kernel import clock, pages, proposals
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import dumps, loads, transaction
from backend.kernel.events import emit
from backend.kernel.logs import logger
from backend.kernel.proposals import ProposalAction, Proposals

PROPOSALS = Proposals("calendar_proposal")
_READ = (Permission.VIEW_BANK, Permission.VIEW_OPERATOR)
_DECIDE = (
    Permission.ASSIGN_CASES,
    Permission.DECIDE_APPLICATIONS,
    Permission.IMPORT_REFERENCE,
)
#: Seconds after which a process has learned what another accepted.
_LEARNED_AGAIN = 30

Rows = tuple[list[dict[str, Any]], str | None, int | str]
#: A bank's closed days for an answer time that begins on a day.
Closed = Callable[[date], frozenset[date]]


class Whose(StrEnum):
    #: Came with the product, from the State Council's notices.
    BUILT_IN = "built_in"
    NATIONAL = "national"
    BANK = "bank"


@dataclass(frozen=True, kw_only=True)
class Counted:
    """A day that counts otherwise than its place in the week says."""

    on: date
    working: bool
    name: str | None
    whose: Whose


@dataclass(frozen=True, kw_only=True)
class Year:
    year: int
    #: Its holidays are not published: what counts is a guess.
    provisional: bool
    working_days: int
    days: list[Counted]


# How days count --------------------------------------------------------------------------------


async def learn() -> None:
    """Let this process count by the country's days as they are accepted now."""
    versions = [_version(row) for row in await queries.national()]
    named = {on: day.working for on, day in rules.fold(versions).items()}
    clock.learn(named, years=frozenset(each.arranged.year for each in versions))


@asynccontextmanager
async def followed() -> AsyncIterator[None]:
    """Count by the accepted days for the block, those that another process accepts too."""
    await learn()
    task = asyncio.create_task(_follow())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _follow() -> None:
    while True:
        await asyncio.sleep(_LEARNED_AGAIN)
        try:
            await learn()
        except Exception:  # noqa: BLE001 - the database is away; the next time
            logger(__name__).exception("calendar.not_learned")


async def closed(banks: Sequence[UUID]) -> Mapping[UUID, Closed]:
    """For each of these banks, its closed days for an answer time that begins on a day."""
    found: dict[UUID, list[Version]] = defaultdict(list)
    for row in await queries.of_banks(banks):
        found[row["organisation"]].append(_version(row))
    return {bank: partial(rules.closed_for, found[bank]) for bank in banks}


async def year(number: int | None, *, by: Actor) -> Year:
    """What counts otherwise than the week says in a year, for the reader's organisation."""
    by.require(*_READ)
    today = clock.today()
    last = today.year + rules.YEARS_AHEAD
    asked = today.year if number is None else number
    if not clock.FIRST_PUBLISHED_YEAR <= asked <= last:
        raise rules.CalendarYearOutOfReach(
            field="year", least=clock.FIRST_PUBLISHED_YEAR, most=last
        )
    owner = _owner(by)
    named = rules.fold([_version(row) for row in await queries.national()])
    own = rules.fold(
        [] if owner is None else [_version(row) for row in await queries.of_banks([owner])]
    )
    first = date(asked, 1, 1)
    days = [first + timedelta(days=n) for n in range((date(asked + 1, 1, 1) - first).days)]
    told = [each for day in days if (each := _counted(day, named, own)) is not None]
    return Year(
        year=asked,
        provisional=clock.is_provisional(first),
        working_days=sum(clock.is_working_day(day) and day not in own for day in days),
        days=told,
    )


def _counted(day: date, named: Mapping[date, Day], own: Mapping[date, Day]) -> Counted | None:
    if day in own:
        return Counted(on=day, working=False, name=own[day].name, whose=Whose.BANK)
    working = clock.is_working_day(day)
    if day in named:
        return Counted(on=day, working=working, name=named[day].name, whose=Whose.NATIONAL)
    if working != clock.is_weekday(day):
        return Counted(on=day, working=working, name=None, whose=Whose.BUILT_IN)
    return None


def _version(row: Mapping[str, Any]) -> Version:
    return Version(n=row["version"], valid_from=row["valid_from"], arranged=arranged(row))


def arranged(row: Mapping[str, Any]) -> Arranged:
    return msgspec.convert(loads(row["rules"]), Arranged)


# Versions and proposals ------------------------------------------------------------------------


def _owner(by: Actor) -> UUID | None:
    """The bank; the operator's calendar is the country's."""
    return None if by.may(Permission.VIEW_OPERATOR) else by.organisation_id


async def version_page(*, cursor: str | None, limit: int, by: Actor) -> Rows:
    """The country's versions and the bank's own, newest first."""
    by.require(*_READ)
    rows, total = await queries.page(_owner(by), after=_after(cursor), limit=limit)
    return _cut(rows, limit, total)


async def proposal_page(*, cursor: str | None, limit: int, by: Actor) -> Rows:
    """What was proposed in the actor's organisation, newest first."""
    by.require(*_READ)
    rows, total = await PROPOSALS.page(_owner(by), after=_after(cursor), limit=limit)
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
    return proposals.actions(row, reader=reader, decides=reader.may(*_DECIDE))


async def propose(given: Arranged, *, valid_from: date, source: str, by: Actor) -> dict[str, Any]:
    """Nothing is counted by it before another person accepts it."""
    by.require(*_DECIDE)
    owner = _owner(by)
    rules.check_arranged(
        given, valid_from=valid_from, of_bank=owner is not None, today=clock.today()
    )
    ordered = Arranged(year=given.year, days=tuple(sorted(given.days, key=lambda day: day.on)))
    async with transaction():
        proposal_id = await PROPOSALS.add(
            owner,
            rules=dumps(msgspec.to_builtins(ordered)),
            valid_from=valid_from,
            reason=source,
            by=by,
        )
        await emit(
            CalendarProposed(
                subject_id=proposal_id,
                parties=(by.organisation_id,),
                year=given.year,
                valid_from=valid_from.isoformat(),
            ),
            by=by,
        )
        return await PROPOSALS.one(proposal_id, owner=owner)


async def accept_proposal(proposal_id: UUID, *, by: Actor) -> dict[str, Any]:
    """It becomes the year's next version; refused once its first day has begun."""
    by.require(*_DECIDE)
    owner = _owner(by)
    async with transaction():
        row = await PROPOSALS.decide(proposal_id, ProposalAction.ACCEPT, owner=owner, by=by)
        rules.check_ahead(row["valid_from"], today=clock.today())
        number = arranged(row).year
        made = CalendarVersion(
            id=uuid4(),
            created_at=clock.now(),
            organisation=owner,
            year=number,
            version=await queries.next_version(owner, number),
            valid_from=row["valid_from"],
            author=row["proposed_by"],
            author_name=row["proposed_by_name"],
            reason=row["reason"],
            rules=row["rules"],
            proposal=proposal_id,
        )
        await queries.add(made)
        await emit(
            CalendarMade(
                subject_id=made.id,
                parties=(by.organisation_id,),
                year=number,
                version=made.version,
                valid_from=made.valid_from.isoformat(),
                national=owner is None,
            ),
            by=by,
            after={"proposed_by": row["proposed_by_name"]},
        )
    if owner is None:
        await learn()
    return row


async def decline_proposal(proposal_id: UUID, *, reason: str, by: Actor) -> dict[str, Any]:
    return await _not_taken(proposal_id, ProposalAction.DECLINE, note=reason, by=by)


async def withdraw_proposal(proposal_id: UUID, *, by: Actor) -> dict[str, Any]:
    """Take one's own back."""
    return await _not_taken(proposal_id, ProposalAction.WITHDRAW, note=None, by=by)


async def _not_taken(
    proposal_id: UUID, action: ProposalAction, *, note: str | None, by: Actor
) -> dict[str, Any]:
    by.require(*_DECIDE)
    async with transaction():
        row = await PROPOSALS.decide(proposal_id, action, owner=_owner(by), note=note, by=by)
        await emit(
            CalendarNotTaken(
                subject_id=proposal_id, parties=(by.organisation_id,), outcome=row["outcome"]
            ),
            by=by,
        )
    return row
