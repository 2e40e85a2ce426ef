"""What can be asked from above: plans and targets, what counts, the audit trail."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from backend.identity.states import OrganisationKind
from backend.kernel import clock, pages
from backend.kernel.auth import Actor, Permission
from backend.kernel.errors import InvalidField, NotFound
from backend.kernel.events import EventRow
from backend.oversight import measures, queries, stated
from backend.oversight.measures import Figures, Pace, Point
from backend.oversight.queries import AuditFilter, EntryFilter, EntryRow, RuleRow, Stage, TargetRow
from backend.oversight.queries import figures as counted
from backend.oversight.stated import Measure
from backend.targets.states import FLOW, LIBRARY, STOCK

MEMBER = (
    Permission.VIEW_FIRM,
    Permission.VIEW_BANK,
    Permission.VIEW_DISTRICT,
    Permission.VIEW_OPERATOR,
)

#: The unit of the targets that count entries measure.
MONEY = "fen"
PUDONG = "310115"


@dataclass(frozen=True, kw_only=True)
class PlanView:
    plan: queries.PlanRow
    closed: bool
    targets: list[TargetRow]
    #: Newest first.
    rules: list[RuleRow]

    def rule_on(self, day: date) -> RuleRow | None:
        return next((rule for rule in self.rules if rule.from_on <= day), None)


@dataclass(frozen=True, kw_only=True)
class Measured:
    figures: Figures
    ratio: str
    pace: Pace
    path: list[Point]
    stages: dict[str, Stage]
    rule: RuleRow | None


@dataclass(frozen=True, kw_only=True)
class TargetView:
    target: TargetRow
    plan: PlanView
    as_known_on: date
    #: None for a target that count entries do not measure.
    measured: Measured | None
    #: None for a target that no office states and no library counts.
    stated: Measure | None = None


@dataclass(frozen=True, kw_only=True)
class EntryChoice:
    """A cell of a breakdown, as known on a day; or only what became known after another."""

    as_known_on: date | None = None
    known_after: date | None = None
    month: str | None = None
    bank: str | None = None
    industry: str | None = None
    street: str | None = None


@dataclass(frozen=True, kw_only=True)
class EntryList:
    rows: list[EntryRow]
    next: str | None
    count: int
    amount_fen: int


async def plans(*, by: Actor) -> list[PlanView]:
    by.require(*MEMBER)
    return await _plans()


async def _plans() -> list[PlanView]:
    targets, rules = await queries.targets(), await queries.rules()
    today = clock.today()
    return [
        PlanView(
            plan=plan,
            closed=plan.to_on < today,
            targets=[target for target in targets if target.plan == plan.id],
            rules=[rule for rule in rules if rule.plan == plan.id],
        )
        for plan in await queries.plans()
    ]


async def targets(*, plan_code: str | None, by: Actor) -> list[TargetView]:
    """Every target with its headline; of one plan if one is named."""
    by.require(*MEMBER)
    views = await _plans()
    chosen = [view for view in views if plan_code in {None, view.plan.code}]
    if plan_code is not None and not chosen:
        raise NotFound("There is no such plan.")
    return [
        await _measure(view, target, as_known_on=clock.today())
        for view in chosen
        for target in view.targets
    ]


async def target(code: str, *, as_known_on: date | None, by: Actor) -> TargetView:
    """One target with all its figures, as they were known at the end of that day."""
    by.require(Permission.VIEW_DISTRICT)
    view, found = await find_target(code)
    return await _measure(view, found, as_known_on=clock.known_on(as_known_on))


async def find_target(code: str) -> tuple[PlanView, TargetRow]:
    for view in await _plans():
        for found in view.targets:
            if found.code == code:
                return view, found
    raise NotFound("There is no such target.")


async def _measure(view: PlanView, target: TargetRow, *, as_known_on: date) -> TargetView:
    measured = None
    if target.unit == MONEY:
        figures = await counted.figures(view.plan.id, known_on=as_known_on)
        measured = Measured(
            figures=figures,
            ratio=measures.percent(figures.counted_fen, target.value),
            pace=measures.pace(
                counted=figures.counted_fen,
                target=target.value,
                from_on=view.plan.from_on,
                to_on=view.plan.to_on,
                on=as_known_on,
            ),
            path=measures.path(
                figures.by_month,
                target=target.value,
                from_on=view.plan.from_on,
                to_on=view.plan.to_on,
                on=as_known_on,
            ),
            stages=await _stages(view, as_known_on=as_known_on),
            rule=view.rule_on(as_known_on),
        )
    return TargetView(
        target=target,
        plan=view,
        as_known_on=as_known_on,
        measured=measured,
        stated=await _stated(view, target, as_known_on=as_known_on),
    )


async def _stated(view: PlanView, target: TargetRow, *, as_known_on: date) -> Measure | None:
    """The figure that an office states or the library counts, as it was known then."""
    known_by = clock.end_of_day(as_known_on)
    plan = (view.plan.from_on, view.plan.to_on)
    if target.unit == LIBRARY:
        entered, waiting = await queries.library_entries(known_by=known_by)
        return stated.library(
            entered, target=target.value, plan=plan, on=as_known_on, waiting=waiting
        )
    if target.unit not in {STOCK, FLOW}:
        return None
    rows, waiting = await queries.stated(target.id, known_by=known_by)
    if target.unit == STOCK:
        return stated.stock(rows, target=target.value, waiting=waiting)
    return stated.flow(rows, target=target.value, plan=plan, on=as_known_on, waiting=waiting)


async def _stages(view: PlanView, *, as_known_on: date) -> dict[str, Stage]:
    """What is claimed and evidenced, by the period and the district that the rule names."""
    rule = view.rule_on(as_known_on)
    switches = rule.switches if rule else {}
    counts_from = switches.get("counts_from")
    return await queries.unverified(
        from_on=date.fromisoformat(counts_from) if counts_from else view.plan.from_on,
        to_on=view.plan.to_on,
        division=str(switches.get("division") or PUDONG),
        known_by=clock.end_of_day(as_known_on),
    )


async def public_totals() -> list[TargetView]:
    """The counted totals of every plan, for everybody; what is small is left out in showing."""
    today = clock.today()
    return [
        await _measure(view, found, as_known_on=today)
        for view in await _plans()
        for found in view.targets
        if found.unit == MONEY
    ]


async def entries(
    code: str, *, choice: EntryChoice, cursor: str | None, limit: int, by: Actor
) -> EntryList:
    """The entries that a figure is the sum of, newest effect first."""
    by.require(Permission.VIEW_DISTRICT)
    chosen = await chosen_entries(code, choice)
    if chosen is None:
        return EntryList(rows=[], next=None, count=0, amount_fen=0)
    after = None
    if cursor is not None:
        day, last = pages.decode_cursor(cursor, date, UUID)
        after = (day, last)
    found = await queries.entry_page(chosen, after=after, limit=limit)
    page, following = pages.cut(found, limit, key=lambda row: (row.effective_on, row.id))
    count, amount = await queries.entry_total(chosen)
    return EntryList(rows=page, next=following, count=count, amount_fen=amount)


async def chosen_entries(code: str, choice: EntryChoice) -> EntryFilter | None:
    """None of a target that count entries do not measure: it has none."""
    view, target = await find_target(code)
    on = clock.known_on(choice.as_known_on)
    if choice.known_after is not None and choice.known_after > on:
        raise InvalidField("known_after", "A day up to the one that it is compared with.")
    if target.unit != MONEY:
        return None
    return EntryFilter(
        plan=view.plan.id,
        known_by=clock.end_of_day(on),
        known_from=None if choice.known_after is None else clock.end_of_day(choice.known_after),
        month=choice.month,
        bank=choice.bank,
        industry=choice.industry,
        street=choice.street,
    )


async def audit_events(
    asked: AuditFilter, *, cursor: str | None, limit: int
) -> tuple[list[EventRow], str | None, int | str]:
    """The audit trail, newest first; an organisation's admin sees what its own people did."""
    below = None
    if cursor is not None:
        (below,) = pages.decode_cursor(cursor, int)
    found = await queries.audit_page(asked, below=below, limit=limit)
    page, following = pages.cut(found, limit, key=lambda row: (row.seq,))
    return page, following, pages.total_of(await queries.audit_count(asked, up_to=pages.COUNTED))


#: What an operator may know of the business of others: that it happened, and to which state.
_OTHERS_BUSINESS = frozenset(
    {"asset", "financing_request", "loan_application", "pledge", "right", "valuation"}
)
_OPEN = frozenset({"number", "state"})


def as_read_by(event: EventRow, by: Actor) -> EventRow:
    """The event without what its reader must not know: amounts and dossiers, for the operator."""
    if by.kind != OrganisationKind.OPERATOR or event.subject not in _OTHERS_BUSINESS:
        return event
    return replace(
        event,
        payload=_opened(event.payload),
        before=None if event.before is None else _opened(event.before),
        after=None if event.after is None else _opened(event.after),
    )


def _opened(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if name in _OPEN}


def audit_scope(by: Actor) -> UUID | None:
    """Whose events the actor may read: everybody's (none named), or his organisation's."""
    if by.may(Permission.VIEW_AUDIT):
        return None
    by.require(Permission.MANAGE_MEMBERS)
    return by.organisation_id


def day_begins(day: date | None) -> datetime | None:
    """The first moment of that day; of the calendar's first day, that of the next."""
    if day is None:
        return None
    return clock.end_of_day(max(day, date.min + timedelta(days=1)) - timedelta(days=1))


def day_ends(day: date | None) -> datetime | None:
    return None if day is None else clock.end_of_day(day)
