"""Month sheets: what a month brought, signed by two, and how today's figures differ (G3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.kernel import clock, pages
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import snapshot, transaction
from backend.kernel.errors import NotFound
from backend.kernel.events import emit
from backend.oversight import measures, queries, rules, sheets, stated
from backend.oversight.events import MonthPrepared, MonthReturned, MonthSigned
from backend.oversight.queries import TargetRow
from backend.oversight.queries import sheets as kept
from backend.oversight.queries.sheets import Lines
from backend.oversight.service.reading import MONEY, PlanView, find_target
from backend.oversight.sheets import Content, Figures, Line
from backend.oversight.stated import Stated
from backend.oversight.states import Outcome, Part, SheetAction, SheetState
from backend.targets.states import LIBRARY, STOCK


@dataclass(frozen=True, kw_only=True)
class MonthView:
    """`row`: the sheet that waits or is signed; `live`: what the month says today."""

    month: str
    state: SheetState
    live: Figures
    row: Mapping[str, Any] | None

    @property
    def told(self) -> Mapping[str, Any]:
        """The figures as they were signed; today's where nobody did."""
        return self.row["figures"] if self.row else vars(self.live)

    @property
    def moved(self) -> bool:
        return (self.told["value"], self.told["reached"]) != (self.live.value, self.live.reached)


@dataclass(frozen=True, kw_only=True)
class SheetView:
    target: TargetRow
    plan: PlanView
    month: str
    state: SheetState
    live: Content
    row: Mapping[str, Any] | None
    #: Of a sheet that waits or is signed: what has come since and what no longer counts.
    added: int
    gone: int
    returned: Sequence[Mapping[str, Any]]
    actions: Sequence[SheetAction]


@dataclass(frozen=True, kw_only=True)
class LineChoice:
    code: str
    month: str
    part: Part


@dataclass(frozen=True, kw_only=True)
class _Facts:
    """Everything of a target that had been known by a moment."""

    view: PlanView
    target: TargetRow
    known_by: datetime
    entries: Sequence[measures.Entry] = ()
    stated: Sequence[Stated] = ()
    entered: Sequence[date] = ()

    @property
    def plan(self) -> tuple[date, date]:
        return (self.view.plan.from_on, self.view.plan.to_on)

    @property
    def months(self) -> list[str]:
        """Months of the plan, and later ones in which something of it was corrected."""
        return sheets.months_of(self.plan, [each.effective_on for each in self.entries])

    def figures(self, month: str) -> Figures:
        last, target = sheets.last_of(month), self.target.value
        if self.target.unit == MONEY:
            rule = self.view.rule_on(last)
            return sheets.counted(
                self.entries,
                month=month,
                target=target,
                plan=self.plan,
                rule_version=rule.version if rule else None,
            )
        if self.target.unit == LIBRARY:
            found = stated.library(self.entered, target=target, plan=self.plan, on=last, waiting=0)
            days = [day for day in self.entered if f"{day:%Y-%m}" == month]
            return sheets.stated(found, value=len(days), unit=self.target.unit)
        rows = [row for row in self.stated if row.to_on <= last]
        if self.target.unit == STOCK:
            found = stated.stock(rows, target=target, waiting=0)
            return sheets.stated(found, value=found.counted, unit=self.target.unit)
        found = stated.flow(rows, target=target, plan=self.plan, on=last, waiting=0)
        came = sum(row.count for row in rows if f"{row.to_on:%Y-%m}" == month)
        return sheets.stated(found, value=came, unit=self.target.unit)

    def lines(self, month: str) -> Lines:
        known_by, unit = self.known_by, self.target.unit
        if unit == MONEY:
            return kept.entry_lines(self.view.plan.id, month, known_by=known_by)
        if unit == LIBRARY:
            return kept.firm_lines(month, known_by=known_by)
        if unit == STOCK:
            until = sheets.last_of(month)
            return kept.latest_statement(self.target.id, until=until, known_by=known_by)
        return kept.statement_lines(self.target.id, month, known_by=known_by)

    async def content(self, month: str) -> Content:
        return Content(
            target=self.target.code,
            month=month,
            figures=self.figures(month),
            lines=await kept.lines(self.lines(month)),
        )


async def _facts(code: str) -> _Facts:
    view, target = await find_target(code)
    known_by = clock.end_of_day(clock.today())
    if target.unit == MONEY:
        found = await queries.entries(view.plan.id, known_by=known_by)
        return _Facts(view=view, target=target, known_by=known_by, entries=found)
    if target.unit == LIBRARY:
        entered, _ = await queries.library_entries(known_by=known_by)
        return _Facts(view=view, target=target, known_by=known_by, entered=entered)
    said, _ = await queries.stated(target.id, known_by=known_by)
    return _Facts(view=view, target=target, known_by=known_by, stated=said)


def _ended(month: str) -> bool:
    return measures.first_after(month) <= clock.today()


async def months(code: str, *, by: Actor) -> list[MonthView]:
    """The target's months up to this one, latest first, each with its sheet if it has one."""
    by.require(Permission.VIEW_DISTRICT)
    async with snapshot():
        facts = await _facts(code)
        standing = {row["month"]: row for row in await kept.standing(facts.target.id)}
    this = f"{clock.today():%Y-%m}"
    return [
        MonthView(
            month=month,
            state=rules.state_of(standing.get(month), ended=_ended(month)),
            live=facts.figures(month),
            row=standing.get(month),
        )
        for month in reversed(facts.months)
        if month <= this
    ]


async def _checked(code: str, month: str) -> _Facts:
    """The target's facts, if it has this month and the month has begun."""
    facts = await _facts(code)
    if month not in facts.months or month > f"{clock.today():%Y-%m}":
        raise NotFound("The plan has no such month, or it has not begun.")
    return facts


async def _standing(target_id: UUID, month: str) -> dict[str, Any] | None:
    return next(iter(await kept.standing(target_id, month)), None)


async def month(code: str, key: str, *, by: Actor) -> SheetView:
    """One month: its sheet as signed, or as it would be; and how today differs from it."""
    by.require(Permission.VIEW_DISTRICT)
    async with snapshot():
        return await _view(await _checked(code, key), key, by=by)


async def _view(facts: _Facts, month: str, *, by: Actor) -> SheetView:
    row = await _standing(facts.target.id, month)
    live = await facts.content(month)
    state = rules.state_of(row, ended=_ended(month))
    today = facts.lines(month)
    added = await kept.count_lines(_part(Part.ADDED, today, row))
    gone = await kept.count_lines(_part(Part.GONE, today, row))
    return SheetView(
        target=facts.target,
        plan=facts.view,
        month=month,
        state=state,
        live=live,
        row=row,
        added=added,
        gone=gone,
        returned=await kept.returned(facts.target.id, month),
        actions=rules.actions(
            row,
            state,
            reader=by.user_id,
            first=by.may(Permission.RECORD_REGISTRATIONS),
            second=by.may(Permission.VERIFY_COUNTS),
        ),
    )


async def lines(
    choice: LineChoice, *, cursor: str | None, limit: int, by: Actor
) -> tuple[list[Line], str | None, int]:
    """What the sheet is made of (today's, when nobody signed), or how today differs from it."""
    by.require(Permission.VIEW_DISTRICT)
    after = 0 if cursor is None else max(0, pages.decode_cursor(cursor, int)[0] or 0)
    async with snapshot():
        chosen = (await sheet_lines(choice)).chosen
        total = await kept.count_lines(chosen)
        found = await kept.lines(chosen, after=after, limit=limit)
    following = pages.encode_cursor(after + limit) if after + limit < total else None
    return found, following, total


@dataclass(frozen=True, kw_only=True)
class ChosenLines:
    """The lines of a sheet's part and what they are of."""

    target: TargetRow
    state: SheetState
    row: Mapping[str, Any] | None
    figures: Figures
    live: Lines
    chosen: Lines


async def sheet_lines(choice: LineChoice) -> ChosenLines:
    facts = await _checked(choice.code, choice.month)
    row, live = await _standing(facts.target.id, choice.month), facts.lines(choice.month)
    return ChosenLines(
        target=facts.target,
        state=rules.state_of(row, ended=_ended(choice.month)),
        row=row,
        figures=facts.figures(choice.month),
        live=live,
        chosen=_part(choice.part, live, row),
    )


def _part(part: Part, live: Lines, row: Mapping[str, Any] | None) -> Lines:
    """What nobody signed is what it is today, and differs from it by nothing."""
    own = live if row is None else kept.signed_lines(row["id"])
    if part is Part.SHEET:
        return own
    return live.but(own) if part is Part.ADDED else own.but(live)


async def sign_off(
    code: str, month: str, *, seen: str, read: Mapping[str, object] | None = None, by: Actor
) -> SheetView:
    """The first signature keeps the sheet as it was seen; that of another person closes it."""
    by.require(Permission.RECORD_REGISTRATIONS)
    async with transaction():
        facts = await _locked(code, month)
        rules.check_ended(measures.first_after(month), today=clock.today())
        row = await _standing(facts.target.id, month)
        content = await facts.content(month)
        live = (content.digest(), sheets.told(vars(content.figures)))
        if row is None:
            rules.check_seen(seen, read=read, live=live, waiting=None)
            await _prepare(facts, content, by=by)
        else:
            by.require(Permission.VERIFY_COUNTS)
            if row["outcome"] is not None:
                raise rules.MonthClosed(f"{row['prepared_by_name']} and {row['decided_by_name']} "
                                        "signed it.")  # fmt: skip
            rules.check_second(row, by=by.user_id)
            waiting = (row["digest"], sheets.told(row["figures"]))
            rules.check_seen(seen, read=read, live=live, waiting=waiting)
            await _close(row, content, by=by)
        return await _view(facts, month, by=by)


async def _locked(code: str, month: str) -> _Facts:
    _, target = await find_target(code)
    await kept.lock(target.id, month)
    return await _checked(code, month)


async def _prepare(facts: _Facts, content: Content, *, by: Actor) -> None:
    made = await kept.prepare(
        facts.target.id,
        content,
        ends_before=measures.first_after(content.month),
        by=(by.user_id, by.name),
    )
    await emit(
        MonthPrepared(
            subject_id=made, target=content.target, month=content.month, digest=content.digest()
        ),
        by=by,
    )


async def _close(row: Mapping[str, Any], content: Content, *, by: Actor) -> None:
    await kept.decide(row["id"], Outcome.SIGNED, reason=None, by=(by.user_id, by.name))
    await emit(
        MonthSigned(
            subject_id=row["id"], target=content.target, month=content.month, digest=row["digest"]
        ),
        by=by,
    )


async def return_month(code: str, month: str, *, reason: str, by: Actor) -> SheetView:
    """Give a sheet back that waits: the second person, or whoever signed first."""
    by.require(Permission.RECORD_REGISTRATIONS)
    async with transaction():
        facts = await _locked(code, month)
        row = await _standing(facts.target.id, month)
        if row is None or row["outcome"] is not None:
            raise rules.NothingToReturn
        if row["prepared_by"] != by.user_id:
            by.require(Permission.VERIFY_COUNTS)
        await kept.decide(row["id"], Outcome.RETURNED, reason=reason, by=(by.user_id, by.name))
        await emit(
            MonthReturned(subject_id=row["id"], target=code, month=month, reason=reason), by=by
        )
        return await _view(facts, month, by=by)
