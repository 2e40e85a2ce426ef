"""A target divided among departments: parts that sum to it, decided by two, with their reports."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from backend.kernel import clock, pages
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.errors import InvalidField, NotFound
from backend.kernel.events import emit
from backend.targets import queries, rules
from backend.targets.events import (
    DivisionDecided,
    DivisionProposed,
    PartReportChecked,
    PartReported,
    PartReportWithdrawn,
)
from backend.targets.service import checking
from backend.targets.service.checking import Finding
from backend.targets.service.statements import statement_target
from backend.targets.states import Decision

REPORTS = queries.REPORTS


@dataclass(frozen=True, kw_only=True)
class PartIn:
    department: str
    responsible: str
    amount: int
    done_by: date


@dataclass(frozen=True, kw_only=True)
class PartView:
    """A part with the newest figure of its department that stands, if there is one."""

    row: Mapping[str, Any]
    report: Mapping[str, Any] | None


@dataclass(frozen=True, kw_only=True)
class DivisionView:
    row: Mapping[str, Any]
    parts: Sequence[PartView]


@dataclass(frozen=True, kw_only=True)
class Parts:
    """What is in force, what is confirmed for a later day, what waits for its second person,
    and all there was, newest first."""

    target: Mapping[str, Any]
    whole: int
    in_force: DivisionView | None
    coming: DivisionView | None
    waiting: DivisionView | None
    earlier: Sequence[Mapping[str, Any]]


async def parts_of(code: str, *, as_known_on: date | None, by: Actor) -> Parts:
    """How a target is divided and how far each department has come, as known on a day."""
    by.require(Permission.VIEW_DISTRICT)
    target = await statement_target(code)
    moment = clock.known_by(as_known_on)
    day = as_known_on or clock.today()
    known = [row for row in await queries.divisions(target["id"]) if row["proposed_at"] < moment]
    decided = [
        row for row in known if row["outcome"] == Decision.CONFIRMED and row["decided_at"] < moment
    ]
    in_force = next((row for row in decided if row["from_on"] <= day), None)
    coming = next((row for row in decided if row["from_on"] > day), None)
    waiting = next(
        (row for row in known if row["decided_at"] is None or row["decided_at"] >= moment), None
    )
    shown = {row["id"] for row in (in_force, coming, waiting) if row is not None}
    return Parts(
        target=target,
        whole=await queries.whole(target["id"]),
        in_force=await _view(in_force, moment),
        coming=await _view(coming, moment),
        waiting=await _view(waiting, moment),
        earlier=[row for row in known if row["id"] not in shown],
    )


async def _view(row: Mapping[str, Any] | None, moment: Any) -> DivisionView | None:
    if row is None:
        return None
    parts = await queries.parts(row["id"])
    told = await queries.progress(
        row["target"], departments=[each["department"] for each in parts], known_by=moment
    )
    return DivisionView(
        row=row,
        parts=[PartView(row=each, report=told.get(each["department"])) for each in parts],
    )


async def propose_parts(
    code: str, parts: Sequence[PartIn], *, from_on: date, grounds: str, by: Actor
) -> Parts:
    """Divide a target anew; it holds when another person has confirmed it."""
    by.require(Permission.RECORD_REGISTRATIONS)
    target = await statement_target(code)
    whole = await queries.whole(target["id"])
    plan = (target["from_on"], target["to_on"])
    if not plan[0] <= from_on <= plan[1]:
        raise rules.PartsUnfit(
            f"A day from {plan[0]} to {plan[1]} would pass.",
            field="from_on",
            earliest=plan[0].isoformat(),
            latest=plan[1].isoformat(),
        )
    rules.check_parts(
        whole=whole,
        parts=[(each.department, each.amount, each.done_by) for each in parts],
        plan=plan,
    )
    async with transaction():
        await queries.lock_target(target["id"])
        known = await queries.divisions(target["id"])
        if any(row["outcome"] is None for row in known):
            raise rules.DivisionWaits("Decide that one first.")
        division_id, version = uuid4(), len(known) + 1
        await queries.insert(
            queries.DIVISIONS,
            {
                "id": division_id,
                "target": target["id"],
                "version": version,
                "whole": whole,
                "from_on": from_on,
                "grounds": grounds,
                "proposer": by.user_id,
                "proposer_name": by.name,
                "proposer_organisation": by.organisation_id,
                "proposed_at": clock.now(),
            },
        )
        for position, each in enumerate(parts, start=1):
            await queries.insert(
                queries.PARTS,
                {
                    "id": uuid4(),
                    "division": division_id,
                    "position": position,
                    "department": each.department,
                    "responsible": each.responsible,
                    "amount": each.amount,
                    "done_by": each.done_by,
                },
            )
        await emit(
            DivisionProposed(
                subject_id=division_id,
                target=code,
                version=version,
                count=len(parts),
                reason=grounds,
            ),
            by=by,
            after={
                each.department: f"{each.amount} · {each.responsible} · {each.done_by}"
                for each in parts
            },
        )
    return await parts_of(code, as_known_on=None, by=by)


async def decide_parts(
    code: str, division_id: UUID, outcome: Decision, *, reason: str | None, by: Actor
) -> Parts:
    """A second person confirms a division, or gives it back with the reason."""
    by.require(Permission.VERIFY_COUNTS)
    target = await statement_target(code)
    async with transaction():
        await queries.lock_target(target["id"])
        known = await queries.divisions(target["id"])
        row = next((each for each in known if each["id"] == division_id), None)
        if row is None:
            raise NotFound("There is no such division.")
        if row["outcome"] is not None:
            raise rules.DivisionDecided(
                f"{row['decider_name']} decided it.", outcome=row["outcome"]
            )
        rules.check_decider(proposer=row["proposer"], decider=by.user_id)
        if outcome is Decision.RETURNED and not reason:
            raise InvalidField("reason", "Field required")
        await queries.check(
            queries.DIVISIONS,
            division_id,
            {
                "outcome": outcome,
                "decider": by.user_id,
                "decider_name": by.name,
                "decided_at": clock.now(),
                "reason": reason,
            },
        )
        await emit(
            DivisionDecided(
                subject_id=division_id,
                target=code,
                version=row["version"],
                outcome=outcome,
                reason=reason,
            ),
            by=by,
        )
    return await parts_of(code, as_known_on=None, by=by)


@dataclass(frozen=True, kw_only=True)
class ReportIn:
    department: str
    as_of: date
    reached: int
    source: str
    document_id: UUID | None


async def report_part(code: str, data: ReportIn, *, by: Actor) -> dict[str, Any]:
    """Record how far a department says it has come; it counts when another has confirmed it."""
    by.require(Permission.RECORD_REGISTRATIONS)
    found = await parts_of(code, as_known_on=None, by=by)
    held = [] if found.in_force is None else [p.row["department"] for p in found.in_force.parts]
    if data.department not in held:
        raise rules.DepartmentUnknown(
            f"One of: {', '.join(held)}." if held else "Divide the target first.",
            field="department",
            departments=held,
        )
    if data.as_of > clock.today():
        raise InvalidField("as_of", "A day up to today.")
    target = found.target
    async with transaction():
        await checking.check_evidence(data.document_id, by=by)
        await queries.lock_target(target["id"])
        if await queries.reported(target["id"], data.department, data.as_of):
            raise rules.DayReported("Withdraw that, or report another day.", field="as_of")
        values = checking.recorded(source=data.source, document_id=data.document_id, by=by)
        await queries.insert(
            REPORTS,
            {
                **values,
                "target": target["id"],
                "department": data.department,
                "as_of": data.as_of,
                "reached": data.reached,
            },
        )
        made = UUID(str(values["id"]))
        await emit(
            PartReported(
                subject_id=made,
                target=code,
                department=data.department,
                as_of=data.as_of.isoformat(),
                reached=data.reached,
            ),
            by=by,
        )
        return await _report(code, made)


async def _report(code: str, report_id: UUID) -> dict[str, Any]:
    row = await queries.report(report_id)
    if row is None or row["target_code"] != code:
        raise NotFound("There is no such report.")
    return row


async def check_part_report(
    code: str, report_id: UUID, finding: Finding, *, by: Actor
) -> dict[str, Any]:
    """A second person compared a department's figure with its source."""
    by.require(Permission.VERIFY_COUNTS)
    async with transaction():
        row = await _report(code, report_id)
        await queries.lock_target(row["target"])
        row = await _report(code, report_id)
        await queries.check(REPORTS, report_id, checking.checked(row, finding, by=by))
        await emit(
            PartReportChecked(
                subject_id=report_id,
                target=code,
                department=row["department"],
                outcome=finding.outcome,
                reason=finding.reason,
            ),
            by=by,
        )
        return await _report(code, report_id)


async def withdraw_part_report(
    code: str, report_id: UUID, *, reason: str, by: Actor
) -> dict[str, Any]:
    """What was confirmed wrongly counts no more; what was known before stays so."""
    by.require(Permission.VERIFY_COUNTS)
    async with transaction():
        row = await _report(code, report_id)
        await queries.lock_target(row["target"])
        row = await _report(code, report_id)
        await queries.check(REPORTS, report_id, checking.withdrawn(row, reason, by=by))
        await emit(
            PartReportWithdrawn(
                subject_id=report_id, target=code, department=row["department"], reason=reason
            ),
            by=by,
        )
        return await _report(code, report_id)


async def part_reports(
    code: str, *, as_known_on: date | None, cursor: str | None, limit: int, by: Actor
) -> tuple[list[dict[str, Any]], str | None, int | str]:
    """What departments reported by a day, newest first, as it stood then."""
    by.require(Permission.VIEW_DISTRICT)
    target = await statement_target(code)
    moment = clock.known_by(as_known_on)
    after = None if cursor is None else pages.decode_cursor(cursor, int)[0]
    rows, total = await queries.reports(target["id"], known_by=moment, after=after, limit=limit)
    page, following = pages.cut(rows, limit, key=lambda row: (row["seq"],))
    return [checking.as_known(row, moment) for row in page], following, pages.total_of(total)
