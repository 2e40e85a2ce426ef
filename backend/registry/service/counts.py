"""The ledger of what counts: written where a registration is verified, corrected or revoked."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.portfolio import service as portfolio
from backend.registry import counting
from backend.registry.counting import Counted, Due, Period, Place, Registration, Step
from backend.registry.projection import PledgeRecord
from backend.registry.queries import checks, counts
from backend.registry.queries.pledges import insert
from backend.registry.states import Cause, Checker, Outcome, State

OTHER = "other"


def district_word(verifications: Sequence[dict[str, Any]]) -> dict[int, dict[str, Any]]:
    """The district's last word on each version."""
    return {row["version"]: row for row in verifications if row["checker"] == Checker.DISTRICT}


def newest_of_each_step(recordings: Sequence[dict[str, Any]]) -> dict[int, dict[str, Any]]:
    """By the first version of each step, its newest recording."""
    return {row["corrects"] or row["version"]: row for row in recordings}


def steps_of(
    recordings: Sequence[dict[str, Any]], verifications: Sequence[dict[str, Any]]
) -> tuple[Step, ...]:
    """The registration and its changes as last recorded, with the day they were confirmed."""
    words = district_word(verifications)
    return tuple(
        Step(
            version=first,
            cause=Cause(row["cause"]),
            effective_on=row["effective_on"],
            secured_fen=row["secured_fen"],
            verified_on=_confirmed_on(words.get(row["version"])),
        )
        for first, row in newest_of_each_step(recordings).items()
    )


def _confirmed_on(word: dict[str, Any] | None) -> date | None:
    if word is None or word["outcome"] != Outcome.CONFIRMED:
        return None
    moment: datetime = word["verified_at"]
    return clock.shanghai_date(moment)


async def periods() -> list[tuple[UUID, Period]]:
    """Every plan with the versions of its rule."""
    rules = await counts.rules()
    return [
        (
            plan["id"],
            Period(
                code=plan["code"],
                from_on=plan["from_on"],
                to_on=plan["to_on"],
                rules=tuple(
                    counting.rule_of_switches(r["version"], r["from_on"], r["switches"])
                    for r in rules
                    if r["plan"] == plan["id"]
                ),
            ),
        )
        for plan in await counts.plans()
    ]


async def registration_of(record: PledgeRecord) -> Registration:
    """A pledge as the counting rules see it."""
    revoked = record.ended if record.state is State.REVOKED else None
    return Registration(
        kind=record.register,
        pledgors=tuple(
            Place(division=party.get("division"), code=party.get("code"))
            for party in record.parties["pledgors"]
        ),
        steps=steps_of(await checks.recordings(record.id), await checks.verifications(record.id)),
        revoked_on=None if revoked is None else date.fromisoformat(revoked["on"]),
    )


async def settle(record: PledgeRecord, *, reason: str | None, by: Actor) -> int:
    """Write the entries that are due for this locked pledge; what they add up to."""
    await counts.take_turn()
    registration = await registration_of(record)
    standing = await counts.entries_of_pledge(record.id)
    breakdown = await _breakdown(record)
    added = 0
    for plan_id, plan in await periods():
        own = [row for row in standing if row["plan"] == plan_id]
        ledger = [
            Counted(
                version=row["version"],
                effective_on=row["effective_on"],
                amount_fen=row["amount_fen"],
                rule_version=row["rule_version"],
            )
            for row in own
        ]
        for entry in counting.due(plan, registration, ledger):
            place = next((row for row in own if row["version"] == entry.version), breakdown)
            await _write(record, plan_id, entry, place=place, reason=reason, by=by)
            added += entry.amount_fen
    return added


async def _breakdown(record: PledgeRecord) -> dict[str, Any]:
    """Under what the registration's entries are shown; kept on each of them."""
    views = await portfolio.views(record.right_ids)
    pledgor = record.parties["pledgors"][0]
    return {
        "industry": counting.industry_of(
            [str(views[right].industry) for right in record.right_ids if right in views] or [OTHER]
        ),
        "bank": record.pledgee_name or None,
        "street": pledgor.get("street"),
        "pledgor_name": record.pledgor_name,
        "pledgor_code": record.pledgor_code,
    }


async def _write(  # the columns of one entry
    record: PledgeRecord,
    plan_id: UUID,
    entry: Due,
    *,
    place: dict[str, Any],
    reason: str | None,
    by: Actor,
) -> None:
    takes = entry.amount_fen < 0
    await insert(
        "registry_count_entry",
        {
            "id": uuid4(),
            "created_at": clock.now(),
            "pledge": record.id,
            "registration_number": record.registration_number,
            "plan": plan_id,
            "version": entry.version,
            "effective_on": entry.effective_on,
            "recorded_at": clock.now(),
            "amount_fen": entry.amount_fen,
            "cause": entry.cause.value,
            "reason": reason or ("an earlier step was corrected" if takes else None),
            "rule_version": entry.rule_version,
            "counted_by": by.user_id,
            "counted_by_name": by.name,
            **{
                name: place[name]
                for name in ("industry", "bank", "street", "pledgor_name", "pledgor_code")
            },
        },
    )
