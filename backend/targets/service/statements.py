"""What the district states towards a target that nobody counts: recorded, checked, withdrawn."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from backend.kernel import clock, pages
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.errors import NotFound
from backend.kernel.events import emit
from backend.targets import queries, rules
from backend.targets.events import StatementChecked, StatementWithdrawn, TargetStated
from backend.targets.service import checking
from backend.targets.service.checking import Finding

TABLE = queries.STATEMENTS


@dataclass(frozen=True, kw_only=True)
class StatementIn:
    from_on: date
    to_on: date
    count: int
    residents: int | None
    source: str
    document_id: UUID | None


async def statement_target(code: str) -> dict[str, Any]:
    found = await queries.target(code)
    if found is None:
        raise NotFound("There is no such target.")
    return found


async def state(code: str, data: StatementIn, *, by: Actor) -> dict[str, Any]:
    """Record what an office says; it counts when another person has confirmed it."""
    by.require(Permission.RECORD_REGISTRATIONS)
    target = await statement_target(code)
    rules.check_statement(
        unit=target["unit"],
        from_on=data.from_on,
        to_on=data.to_on,
        residents=data.residents,
        plan=(target["from_on"], target["to_on"]),
        today=clock.today(),
    )
    async with transaction():
        await checking.check_evidence(data.document_id, by=by)
        await queries.lock_target(target["id"])
        known = await queries.overlapping(target["id"], data.from_on, data.to_on)
        if known is not None:
            raise rules.DaysStated(
                f"{known['from_on']} to {known['to_on']} is stated; withdraw that, or state other "
                "days.",
                from_on=known["from_on"],
                to_on=known["to_on"],
            )
        values = checking.recorded(source=data.source, document_id=data.document_id, by=by)
        await queries.insert(
            TABLE,
            {
                **values,
                "target": target["id"],
                "unit": target["unit"],
                "from_on": data.from_on,
                "to_on": data.to_on,
                "pieces": data.count,
                "residents": data.residents,
            },
        )
        made = UUID(str(values["id"]))
        await emit(
            TargetStated(
                subject_id=made,
                target=code,
                from_on=data.from_on.isoformat(),
                to_on=data.to_on.isoformat(),
                count=data.count,
            ),
            by=by,
        )
        return await _statement(code, made)


async def _statement(code: str, statement_id: UUID) -> dict[str, Any]:
    row = await queries.statement(statement_id)
    if row is None or row["target_code"] != code:
        raise NotFound("There is no such statement.")
    return row


async def _locked(code: str, statement_id: UUID) -> dict[str, Any]:
    row = await _statement(code, statement_id)
    await queries.lock_target(row["target"])
    return await _statement(code, statement_id)


async def check_stated(
    code: str, statement_id: UUID, finding: Finding, *, by: Actor
) -> dict[str, Any]:
    """A second person compared it with its source."""
    by.require(Permission.VERIFY_COUNTS)
    async with transaction():
        row = await _locked(code, statement_id)
        await queries.check(TABLE, statement_id, checking.checked(row, finding, by=by))
        await emit(
            StatementChecked(
                subject_id=statement_id, target=code, outcome=finding.outcome, reason=finding.reason
            ),
            by=by,
        )
        return await _statement(code, statement_id)


async def withdraw_stated(
    code: str, statement_id: UUID, *, reason: str, by: Actor
) -> dict[str, Any]:
    """What was confirmed wrongly counts no more, from now on; what was known before stays so."""
    by.require(Permission.VERIFY_COUNTS)
    async with transaction():
        row = await _locked(code, statement_id)
        await queries.check(TABLE, statement_id, checking.withdrawn(row, reason, by=by))
        await emit(StatementWithdrawn(subject_id=statement_id, target=code, reason=reason), by=by)
        return await _statement(code, statement_id)


async def statement_page(
    code: str,
    *,
    as_known_on: date | None,
    known_after: date | None,
    cursor: str | None,
    limit: int,
    by: Actor,
) -> tuple[list[dict[str, Any]], str | None, int | str]:
    """What had been stated by a day, or only what changed after another, as it stood then."""
    by.require(Permission.VIEW_DISTRICT)
    target = await statement_target(code)
    moment = clock.known_by(as_known_on)
    since = checking.known_from(known_after, on=as_known_on)
    after = None if cursor is None else tuple(pages.decode_cursor(cursor, date, int))
    rows, total = await queries.statements(
        target["id"],
        known=(since, moment),
        after=after,
        limit=limit,
    )
    page, following = pages.cut(rows, limit, key=lambda row: (row["to_on"], row["seq"]))
    return (
        [checking.as_known(row, moment) for row in page],
        following,
        pages.total_of(total),
    )
