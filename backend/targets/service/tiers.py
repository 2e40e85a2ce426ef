"""The tiers of the cultivation library in dated versions, each proposed by one, decided by two."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from backend.kernel import clock, pages
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.errors import InvalidField, NotFound
from backend.kernel.events import emit
from backend.targets import queries, rules
from backend.targets.events import LibraryTiersDecided, LibraryTiersProposed
from backend.targets.queries import tiers as tier_queries
from backend.targets.states import Decision


@dataclass(frozen=True, kw_only=True)
class TierIn:
    #: Of a tier that goes on, perhaps under another name; none of a new one.
    tier: str | None
    name: str
    name_en: str


@dataclass(frozen=True, kw_only=True)
class TierVersion:
    row: Mapping[str, Any]
    #: First to last.
    tiers: Sequence[Mapping[str, Any]]


async def tiers(*, as_known_on: date | None = None, by: Actor) -> list[dict[str, Any]]:
    """Those in force, first to last; then those in which firms may still stand."""
    by.require(Permission.VIEW_DISTRICT)
    on = clock.known_on(as_known_on)
    return await tier_queries.tiers(on=on, known_by=clock.end_of_day(on))


async def tier_versions(
    *, cursor: str | None, limit: int, by: Actor
) -> tuple[list[TierVersion], str | None, int | str]:
    """Every version that was ever proposed, newest first."""
    by.require(Permission.VIEW_DISTRICT)
    below = None if cursor is None else pages.decode_cursor(cursor, int)[0]
    rows, total = await tier_queries.versions(below=below, on=clock.today(), limit=limit)
    page, following = pages.cut(rows, limit, key=lambda row: (row["version"],))
    named = await tier_queries.tiers_of([row["id"] for row in page])
    return (
        [
            TierVersion(row=row, tiers=[t for t in named if t["version"] == row["id"]])
            for row in page
        ],
        following,
        pages.total_of(total),
    )


async def propose_tiers(
    given: Sequence[TierIn], *, from_on: date, source: str, by: Actor
) -> TierVersion:
    """Name the tiers anew from a day on; they hold when another person has confirmed them."""
    by.require(Permission.RECORD_REGISTRATIONS)
    async with transaction():
        await tier_queries.lock(shared=False)
        if await tier_queries.waits():
            raise rules.TiersWait("Decide that one first.")
        codes = await tier_queries.codes()
        rules.check_tiers(
            [(each.tier, each.name) for each in given],
            known=[code for code, held in codes.items() if held],
        )
        await _check_day(from_on, [each.tier for each in given if each.tier])
        version_id, version = uuid4(), await tier_queries.last_version() + 1
        new = (code for n in range(1, 1000) if (code := f"tier{n}") not in codes)
        named = [(each.tier or next(new), each) for each in given]
        await queries.insert(
            tier_queries.VERSIONS,
            {
                "id": version_id,
                "version": version,
                "tiers": len(named),
                "from_on": from_on,
                "source": source,
                "proposer": by.user_id,
                "proposer_name": by.name,
                "proposer_organisation": by.organisation_id,
                "proposed_at": clock.now(),
            },
        )
        for position, (code, each) in enumerate(named, start=1):
            await queries.insert(
                tier_queries.TIERS,
                {
                    "id": uuid4(),
                    "version": version_id,
                    "position": position,
                    "code": code,
                    "name": each.name,
                    "name_en": each.name_en,
                },
            )
        await emit(
            LibraryTiersProposed(
                subject_id=version_id, version=version, count=len(named), reason=source
            ),
            by=by,
            after={code: each.name for code, each in named},
        )
        return await _version(version_id)


async def decide_tiers(
    version_id: UUID, outcome: Decision, *, reason: str | None, by: Actor
) -> TierVersion:
    """A second person confirms a version of the tiers, or gives it back with the reason."""
    by.require(Permission.VERIFY_COUNTS)
    async with transaction():
        await tier_queries.lock(shared=False)
        found = await _version(version_id)
        if found.row["outcome"] is not None:
            raise rules.TiersDecided(
                f"{found.row['decider_name']} decided it.", outcome=found.row["outcome"]
            )
        rules.check_decider(proposer=found.row["proposer"], decider=by.user_id)
        if outcome is Decision.RETURNED and not reason:
            raise InvalidField("reason", "Field required")
        if outcome is Decision.CONFIRMED:
            await _check_day(found.row["from_on"], [each["code"] for each in found.tiers])
        await queries.check(
            tier_queries.VERSIONS,
            version_id,
            {
                "outcome": outcome,
                "decider": by.user_id,
                "decider_name": by.name,
                "decided_at": clock.now(),
                "reason": reason,
            },
        )
        await emit(
            LibraryTiersDecided(
                subject_id=version_id,
                version=found.row["version"],
                outcome=outcome,
                reason=reason,
            ),
            by=by,
        )
        return await _version(version_id)


async def _check_day(from_on: date, codes: Sequence[str]) -> None:
    """After the version before; and no step from that day on names a tier that is left out."""
    last, used = await tier_queries.used(codes)
    earliest = max(last, used or last) + timedelta(days=1)
    if from_on <= last or (used is not None and from_on <= used):
        raise rules.TiersUnfit(
            f"A day from {earliest} on.", field="from_on", would_pass=earliest.isoformat()
        )


async def _version(version_id: UUID) -> TierVersion:
    row = await tier_queries.version(version_id, on=clock.today())
    if row is None:
        raise NotFound("There is no such version of the tiers.")
    return TierVersion(row=row, tiers=await tier_queries.tiers_of([version_id]))
