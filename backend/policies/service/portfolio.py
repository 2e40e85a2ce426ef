"""An insurer looks at all it was asked, quoted, wrote and bears."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from backend.kernel import clock
from backend.kernel.auth import Actor, Permission
from backend.kernel.errors import InvalidField
from backend.policies.accumulation import Accumulation
from backend.policies.queries import portfolio as queries
from backend.policies.quoted import parts_of, risk_of

BATCH = 500
#: Ten years and a leap day: more is a slip of the pen.
MOST_DAYS = 3654
FIRST_YEAR, LAST_YEAR = 1985, 2200


@dataclass(frozen=True, kw_only=True)
class Portfolio:
    funnel: list[dict[str, Any]]
    times: list[dict[str, Any]]
    premium: list[dict[str, Any]]


def check_day(name: str, day: date) -> None:
    """A day whose neighbours exist in every calendar that it is asked of."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise InvalidField(name, "The day lies between 1985 and 2200.")


def _moments(start: date, end: date) -> tuple[datetime, datetime]:
    """The first moment of a day in Shanghai, and that after another."""
    check_day("from_on", start)
    check_day("to_on", end)
    if not 0 <= (end - start).days <= MOST_DAYS:
        raise InvalidField("to_on", "The last day is after the first, at most ten years later.")
    return datetime.combine(start, time(), clock.SHANGHAI), clock.end_of_day(end)


async def portfolio(*, from_on: date, to_on: date, by: Actor) -> Portfolio:
    """Of what was sent, and of what was issued, from one day to another."""
    by.require(Permission.VIEW_INSURER)
    start, end = _moments(from_on, to_on)
    own = by.organisation_id
    return Portfolio(
        funnel=await queries.funnel(own, start=start, end=end),
        times=await queries.times_to_quote(own, start=start, end=end),
        premium=await queries.premium(own, start=start, end=end),
    )


async def accumulation(*, on: date, by: Actor) -> Accumulation:
    """What is in force on a day, by territory and technology; the insurer's own share."""
    by.require(Permission.VIEW_INSURER)
    found, last = Accumulation(), None
    while batch := await queries.in_force(by.organisation_id, on=on, after=last, most=BATCH):
        await asyncio.to_thread(_add, found, batch)
        last = batch[-1]["id"]
    return found


def _add(found: Accumulation, batch: Sequence[Mapping[str, Any]]) -> None:
    for row in batch:
        parts = [each.terms for each in parts_of(row).values()]
        found.add(str(risk_of(row).industry), parts, share_ppm=row["share_ppm"])
