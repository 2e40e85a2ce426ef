"""How long an insurer takes for an answer, and how long its quotes hold: its own dated rows."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from backend.kernel import clock, pages
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.events import emit
from backend.underwriting.events import DeskRuleSet
from backend.underwriting.queries import desk as queries
from backend.underwriting.rules import DayPast, RuleBegins
from backend.underwriting.tables import DeskRule


async def page(
    *, cursor: str | None, limit: int, by: Actor
) -> tuple[list[dict[str, Any]], str | None, int | str]:
    """The rules of the actor's insurer and the platform's, the latest first."""
    by.require(Permission.VIEW_INSURER)
    after = None
    if cursor is not None:
        day, last = pages.decode_cursor(cursor, date, UUID)
        after = (day, last)
    rows, total = await queries.desk_rules(insurer_id=by.organisation_id, after=after, limit=limit)
    cut, following = pages.cut(rows, limit, key=lambda row: (row["from_on"], row["id"]))
    return cut, following, pages.total_of(total)


async def set_rule(
    *, from_on: date, answer_days: int, valid_days: int, by: Actor
) -> dict[str, Any]:
    """Say both from a day on, which is not over; what runs already keeps its days."""
    by.require(Permission.SET_AUTHORITIES)
    if from_on < clock.today():
        raise DayPast(f"From {clock.today()} on would pass.", path="from_on")
    async with transaction():
        row = DeskRule(
            id=uuid4(),
            created_at=clock.now(),
            insurer=by.organisation_id,
            from_on=from_on,
            answer_days=answer_days,
            valid_days=valid_days,
            made_by=by.user_id,
            made_by_name=by.name,
        )
        stands = await queries.desk_rule_of(by.organisation_id, from_on=from_on, lock=True)
        if stands is not None:
            if (stands["answer_days"], stands["valid_days"]) == (answer_days, valid_days):
                return stands
            raise RuleBegins(f"One begins on {from_on}; another day would pass.", path="from_on")
        await queries.add_desk_rule(row)
        await emit(
            DeskRuleSet(
                subject_id=row.id,
                parties=(by.organisation_id,),
                from_on=from_on.isoformat(),
                answer_days=answer_days,
                valid_days=valid_days,
            ),
            by=by,
        )
        made = await queries.desk_rule_of(by.organisation_id, from_on=from_on)
        if made is None:
            raise RuntimeError("A rule that was written is found.")
        return made
