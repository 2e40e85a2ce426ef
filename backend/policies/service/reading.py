"""Policies as those who stand in them see them, on any day as known on any day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from backend.kernel import clock, pages
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import loads
from backend.kernel.errors import NotFound
from backend.policies import queries
from backend.policies.queries import Wanted
from backend.policies.rules import NothingKnownThen
from backend.policies.service.binding import open_points
from backend.policies.service.comparing import estimate
from backend.policies.service.fulfilling import points
from backend.policies.service.issuing import shares_of
from backend.policies.states import State

__all__ = ["READERS", "Wanted", "in_force", "page", "policy", "replay"]

READERS = (Permission.VIEW_FIRM, Permission.VIEW_INSURER, Permission.VIEW_BANK)
Row = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class PolicyView:
    """`version` is None before the policy is issued."""

    row: Row
    shares: list[dict[str, Any]]
    open: list[dict[str, Any]]
    points: list[dict[str, Any]]
    version: dict[str, Any] | None
    versions: list[dict[str, Any]]
    subsidies: list[dict[str, Any]]
    in_force: bool


async def page(
    wanted: Wanted, *, cursor: str | None, limit: int, by: Actor
) -> tuple[list[dict[str, Any]], str | None, int | str]:
    """The policies that the reader's organisation stands in, newest first."""
    by.require(*READERS)
    after = None
    if cursor is not None:
        at, last = pages.decode_cursor(cursor, datetime, UUID)
        after = (at, last)
    own = by.organisation_id
    rows = await queries.policies(own, wanted, after=after, limit=limit + 1)
    total = await queries.count_policies(own, wanted, most=pages.COUNTED + 1)
    cut, following = pages.cut(rows, limit, key=lambda row: (row["created_at"], row["id"]))
    return cut, following, pages.total_of(total)


async def policy(
    policy_id: UUID, *, as_of: date | None, as_known_on: date | None, by: Actor
) -> PolicyView:
    """A policy with what it covers on a day, of what was recorded by the end of another."""
    row = await _seen(policy_id, by=by)
    aids = [
        {
            "code": each["code"],
            "source": each["source"],
            "from_on": each["from_on"],
            "estimate_fen": estimate(row["gross_fen"], each),
        }
        for each in await queries.subsidies(row["inception_on"])
    ]
    return PolicyView(
        row=row,
        shares=await shares_of(row),
        open=await open_points(row) if row["state"] in _WAITING else [],
        points=await points(policy_id),
        version=await _version(row, as_of=as_of, as_known_on=as_known_on),
        versions=await queries.versions(policy_id),
        subsidies=aids,
        in_force=in_force(row, on=as_of or clock.today()),
    )


#: A day ends just before the first moment of the next.
_TICK = timedelta(microseconds=1)
_WAITING = frozenset({State.ACCEPTED, State.BIND_REQUESTED})


def in_force(row: Row, *, on: date) -> bool:
    return bool(row["state"] == State.ISSUED and row["inception_on"] <= on < row["expires_on"])


async def _version(
    row: Row, *, as_of: date | None, as_known_on: date | None
) -> dict[str, Any] | None:
    """Without a day: as it is today, or on its first or last day where today is outside."""
    if row["issued_at"] is None and as_of is None and as_known_on is None:
        return None
    day = as_of or max(clock.today(), row["inception_on"])
    known = clock.now() if as_known_on is None else clock.end_of_day(as_known_on) - _TICK
    found = await queries.version(row["id"], as_of=day, known=known)
    if found is None or (as_of is not None and as_of >= row["expires_on"]):
        raise NothingKnownThen(
            f"From {row['inception_on']} to before {row['expires_on']}, "
            f"issued {row['issued_at'] or 'not yet'}.",
            path="as_of",
        )
    return found | {"terms": loads(found["terms"])}


async def replay(policy_id: UUID, *, by: Actor) -> dict[str, Any]:
    """How it was sold (可回溯): the page as it was shown, and every tick with its moment."""
    row = await _seen(policy_id, by=by)
    shown = await queries.page_of(row["page"])
    return shown | {
        "content": loads(shown["content"]),
        "ticks": await queries.ticks(row["page"]),
        "accepted_at": row["created_at"],
        "accepted_by_name": row["accepted_by_name"],
    }


async def _seen(policy_id: UUID, *, by: Actor) -> dict[str, Any]:
    by.require(*READERS)
    row = await queries.policy(policy_id, reader=by.organisation_id)
    if row is None:
        raise NotFound
    return row
