"""What documents of each kind may be: told to everybody, set by the operator, kept for ever."""

from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from backend.documents import rules
from backend.documents.events import KindRuleSet
from backend.documents.queries import kind_rules as queries
from backend.documents.rules import Limits
from backend.documents.service.files import MEMBER
from backend.documents.service.incidents import MAY_DECIDE, MAY_KEEP
from backend.documents.tables import KindRule
from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.kernel.db import transaction
from backend.kernel.events import emit


async def kind_limits(*, by: Actor) -> list[Limits]:
    """What a document of each kind may be now."""
    by.require(*MEMBER)
    return await queries.all_in_force(at=clock.now())


async def kind_rules(*, by: Actor) -> list[dict[str, Any]]:
    """Every version of the rule of every kind: past, in force, still to come."""
    by.require(*MAY_KEEP)
    return await queries.history()


async def set_kind_rule(limits: Limits, *, valid_on: date | None, reason: str, by: Actor) -> int:
    """Put a new version in force from the start of a day, or at once; its number.

    It takes the place of what was to begin later. What was deposited before stays as it is.
    `limits.version` is not looked at.
    """
    by.require(*MAY_DECIDE)
    rules.check_kind_rule(sorted(limits.media_types), valid_on=valid_on, today=clock.today())
    valid_from = clock.now() if valid_on is None else clock.end_of_day(valid_on - timedelta(days=1))
    async with transaction():
        version = await queries.lock(limits.kind) + 1
        earlier = await queries.in_force(limits.kind, at=valid_from)
        await queries.end(limits.kind, at=valid_from)
        limits = replace(limits, version=version)
        rule = KindRule(
            id=uuid4(), valid_from=valid_from, reason=reason, set_by=by.user_id, **_plain(limits)
        )
        await queries.add(rule)
        await emit(
            KindRuleSet(
                subject_id=rule.id,
                parties=(by.organisation_id,),
                kind=limits.kind.value,
                version=version,
                valid_from=valid_from.isoformat(),
                reason=reason,
            ),
            by=by,
            before=_plain(earlier),
            after=_plain(limits),
        )
    return version


def _plain(limits: Limits) -> dict[str, Any]:
    return asdict(limits) | {
        "kind": limits.kind.value,
        "media_types": sorted(limits.media_types),
        "macros": limits.macros.value,
    }
