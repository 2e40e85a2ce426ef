"""The cultivation library: firms enter, change their tier, leave, are listed; each firm once."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from backend.identity import service as identity
from backend.kernel import clock, pages
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.errors import DomainError, NotFound
from backend.kernel.events import Change, emit_all
from backend.reference import reasons as listed
from backend.targets import queries, reasons, rules
from backend.targets.events import LibraryStepChecked, LibraryStepRecorded, LibraryStepWithdrawn
from backend.targets.queries import tiers as tier_queries
from backend.targets.service import checking
from backend.targets.service.checking import Finding
from backend.targets.states import Outcome, Standing, Step

TABLE = queries.STEPS


@dataclass(frozen=True, kw_only=True)
class StepIn:
    credit_code: str
    firm_name: str
    kind: Step
    effective_on: date
    #: By its code.
    tier: str | None
    stock_code: str | None
    #: Why it left, by its code.
    reason_code: str | None = None


@dataclass(frozen=True, kw_only=True)
class Firm:
    """A firm of the library as known on a day, with everything recorded of it by then."""

    standing: dict[str, Any] | None
    steps: list[dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Library:
    page: list[dict[str, Any]]
    next: str | None
    total: int | str
    #: How many firms stand where, by tier; all of them ever entered.
    standings: list[dict[str, Any]]
    waiting: int


async def record_steps(
    rows: Sequence[StepIn], *, source: str, document_id: UUID | None, by: Actor
) -> list[dict[str, Any]]:
    """Record steps of several firms, all or none; each counts when another has confirmed it."""
    by.require(Permission.RECORD_REGISTRATIONS)
    async with transaction():
        await checking.check_evidence(document_id, by=by)
        await tier_queries.lock(shared=True)
        known = {day: await _tiers_on(day) for day in {row.effective_on for row in rows}}
        codes = [_plain(row.credit_code) for row in rows]
        await queries.lock_firms([code for code in codes if code is not None])
        told = await _told([code for code in codes if code is not None])
        exits = [row.code for row in await listed.offered(clock.today(), of=reasons.EXIT)]
        _check_rows(rows, codes, known, told, exits)
        events, made = [], []
        for row, code in zip(rows, codes, strict=True):
            values = checking.recorded(source=source, document_id=document_id, by=by)
            step_id = UUID(str(values["id"]))
            await queries.insert(
                TABLE,
                {
                    **values,
                    "credit_code": code,
                    "firm_name": row.firm_name,
                    "kind": row.kind,
                    "tier": None if row.tier is None else known[row.effective_on][row.tier],
                    "effective_on": row.effective_on,
                    "stock_code": row.stock_code,
                    "reason_code": row.reason_code,
                },
            )
            made.append(step_id)
            events.append(
                Change(
                    event=LibraryStepRecorded(
                        subject_id=step_id,
                        credit_code=str(code),
                        firm=row.firm_name,
                        kind=row.kind,
                        effective_on=row.effective_on.isoformat(),
                        reason_code=row.reason_code,
                    )
                )
            )
        await emit_all(events, by=by)
        return await _worded(await queries.steps(made))


async def _worded(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """With the words of each exit's reason as they were when it was recorded."""
    words = await listed.worded(reasons.EXIT)
    return [
        {**row, "reason_words": words.at(row["recorded_at"], row["reason_code"])} for row in rows
    ]


async def _tiers_on(day: date) -> dict[str, UUID]:
    """The tiers that hold on a day, by their codes."""
    rows = await tier_queries.tiers(on=day, known_by=clock.end_of_day(clock.today()))
    return {row["code"]: row["id"] for row in rows if row["in_force"]}


def _plain(text: str) -> str | None:
    try:
        return identity.credit_code(text)
    except identity.CreditCodeInvalid:
        return None


async def _told(codes: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    told: dict[str, list[dict[str, Any]]] = {code: [] for code in codes}
    for row in await queries.steps_of(codes):
        told[row["credit_code"]].append(row)
    return told


def _check_rows(
    rows: Sequence[StepIn],
    codes: Sequence[str | None],
    known: Mapping[date, Mapping[str, UUID]],
    told: Mapping[str, Sequence[Mapping[str, Any]]],
    exits: Sequence[str],
) -> None:
    """Every row by itself; those that are refused are told together."""
    twice = {code for code, times in Counter(codes).items() if code is not None and times > 1}
    refused = []
    for number, (row, code) in enumerate(zip(rows, codes, strict=True), start=1):
        try:
            _check_row(row, code, known[row.effective_on], told, twice, exits)
        except DomainError as error:
            facts = {name: fact for name, fact in error.facts.items() if name != "field"}
            refused.append(
                {
                    "row": number,
                    "credit_code": row.credit_code,
                    "field": error.facts.get("field", "credit_code"),
                    "code": error.code,
                    "detail": error.detail,
                    **facts,
                }
            )
    if refused:
        raise rules.RowsRefused(f"{len(refused)} of {len(rows)} rows.", rows=refused)


def _check_row(
    row: StepIn,
    code: str | None,
    known: Mapping[str, UUID],
    told: Mapping[str, Sequence[Mapping[str, Any]]],
    twice: set[str],
    exits: Sequence[str],
) -> None:
    if code is None:
        raise rules.StepUnfit(
            "18 characters, the last one computed from the others.", field="credit_code"
        )
    if code in twice:
        raise rules.StepWaiting("The firm stands in several rows; record one step of it first.")
    if row.tier is not None and row.tier not in known:
        raise rules.StepUnfit(
            f"One of: {', '.join(known)}.", field="tier", would_pass=sorted(known)
        )
    if row.reason_code is not None and row.reason_code not in exits:
        raise rules.StepUnfit(
            f"One of: {', '.join(exits)}.", field="reason_code", would_pass=list(exits)
        )
    rules.check_step(
        kind=row.kind,
        tier=row.tier,
        stock_code=row.stock_code,
        reason_code=row.reason_code,
        day=row.effective_on,
        today=clock.today(),
    )
    if any(each["outcome"] is None for each in told[code]):
        raise rules.StepWaiting("Check what waits of this firm first.")
    rules.check_order(_standing(told[code]), row.kind, row.effective_on)


def _standing(rows: Sequence[Mapping[str, Any]]) -> list[tuple[Step, date]]:
    """The steps of a firm that stand, in their order."""
    return [
        (Step(row["kind"]), row["effective_on"])
        for row in rows
        if row["outcome"] == Outcome.CONFIRMED and row["withdrawn_at"] is None
    ]


async def check_steps(ids: Sequence[UUID], finding: Finding, *, by: Actor) -> list[dict[str, Any]]:
    """A second person compared these with their source; all or none."""
    by.require(Permission.VERIFY_COUNTS)
    async with transaction():
        found = await queries.steps(ids)
        if len(found) != len(set(ids)):
            raise NotFound("There is no such step.")
        await queries.lock_firms([row["credit_code"] for row in found])
        found = await queries.steps(ids)
        told = await _told([row["credit_code"] for row in found])
        for row in found:
            values = checking.checked(row, finding, by=by)
            if finding.outcome is Outcome.CONFIRMED:
                rules.check_order(
                    _standing(told[row["credit_code"]]), Step(row["kind"]), row["effective_on"]
                )
            await queries.check(TABLE, row["id"], values)
        await emit_all(
            [
                Change(
                    event=LibraryStepChecked(
                        subject_id=row["id"],
                        credit_code=row["credit_code"],
                        firm=row["firm_name"],
                        kind=row["kind"],
                        outcome=finding.outcome,
                        reason=finding.reason,
                    )
                )
                for row in found
            ],
            by=by,
        )
        return await _worded(await queries.steps(ids))


async def withdraw_step(step_id: UUID, *, reason: str, by: Actor) -> dict[str, Any]:
    """What was confirmed wrongly counts no more; only the last that stands of a firm."""
    by.require(Permission.VERIFY_COUNTS)
    async with transaction():
        row = await _step(step_id)
        await queries.lock_firms([row["credit_code"]])
        row = await _step(step_id)
        values = checking.withdrawn(row, reason, by=by)
        told = (await _told([row["credit_code"]]))[row["credit_code"]]
        standing = [
            each["id"]
            for each in told
            if each["outcome"] == Outcome.CONFIRMED and each["withdrawn_at"] is None
        ]
        if standing[-1] != step_id:
            raise rules.LaterStepsStand
        await queries.check(TABLE, step_id, values)
        await emit_all(
            [
                Change(
                    event=LibraryStepWithdrawn(
                        subject_id=step_id,
                        credit_code=row["credit_code"],
                        firm=row["firm_name"],
                        kind=row["kind"],
                        reason=reason,
                    )
                )
            ],
            by=by,
        )
        return (await _worded([await _step(step_id)]))[0]


async def _step(step_id: UUID) -> dict[str, Any]:
    found = await queries.steps([step_id])
    if not found:
        raise NotFound("There is no such step.")
    return found[0]


async def library(
    *,
    as_known_on: date | None,
    tier: str | None,
    standing: Standing | None,
    text: str | None,
    cursor: str | None,
    limit: int,
    by: Actor,
) -> Library:
    """The firms that ever entered, as known on a day."""
    by.require(Permission.VIEW_DISTRICT)
    moment = clock.known_by(as_known_on)
    after = None if cursor is None else tuple(pages.decode_cursor(cursor, date, str))
    rows, total = await queries.firms(
        known_by=moment,
        chosen=(tier, standing, (text or "").strip() or None),
        after=after,
        limit=limit,
    )
    page, following = pages.cut(
        rows, limit, key=lambda row: (row["entered_on"], row["credit_code"])
    )
    _, waiting = await queries.waiting(after=None, limit=1)
    return Library(
        page=page,
        next=following,
        total=pages.total_of(total),
        standings=await queries.standings(known_by=moment),
        waiting=waiting,
    )


async def firm_of(code: str, *, as_known_on: date | None, by: Actor) -> Firm:
    """One firm with all that had been recorded of it by a day, oldest effect first."""
    by.require(Permission.VIEW_DISTRICT)
    moment = clock.known_by(as_known_on)
    rows = [row for row in await queries.steps_of([code]) if row["recorded_at"] < moment]
    if not rows:
        raise NotFound("There is no such firm in the library.")
    return Firm(
        standing=await queries.firm(code, known_by=moment),
        steps=await _worded([checking.as_known(row, moment) for row in rows]),
    )


async def waiting_steps(
    *, cursor: str | None, limit: int, by: Actor
) -> tuple[list[dict[str, Any]], str | None, int | str]:
    """What waits for a second person, oldest first."""
    by.require(Permission.VIEW_DISTRICT)
    after = None if cursor is None else pages.decode_cursor(cursor, int)[0]
    rows, total = await queries.waiting(after=after, limit=limit)
    page, following = pages.cut(rows, limit, key=lambda row: (row["seq"],))
    return await _worded(page), following, pages.total_of(total)


async def library_news(
    *, known_after: date | None, as_known_on: date | None, cursor: str | None, limit: int, by: Actor
) -> tuple[list[dict[str, Any]], str | None, int | str]:
    """What was recorded, checked or withdrawn after one day and by another, as it stood then."""
    by.require(Permission.VIEW_DISTRICT)
    moment = clock.known_by(as_known_on)
    since = checking.known_from(known_after, on=as_known_on)
    after = None if cursor is None else pages.decode_cursor(cursor, int)[0]
    rows, total = await queries.news(since=since, known_by=moment, after=after, limit=limit)
    page, following = pages.cut(rows, limit, key=lambda row: (row["seq"],))
    known = await _worded([checking.as_known(row, moment) for row in page])
    return known, following, pages.total_of(total)


async def in_library(credit_code: str) -> bool:
    """Whether a firm stands in the library now: inside, neither left nor listed."""
    return await tier_in_library(credit_code) is not None


async def tier_in_library(credit_code: str) -> str | None:
    """By its code, the tier in which a firm stands now; none of who left or is listed."""
    found = await queries.firm(credit_code, known_by=clock.end_of_day(clock.today()))
    if found is None or found["standing"] != Standing.INSIDE:
        return None
    return str(found["tier_code"])
