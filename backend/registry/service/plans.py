"""Plans with their targets and counting rules, and the figures counted in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from backend.kernel import clock, pages
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import dumps, transaction
from backend.kernel.errors import NotFound
from backend.kernel.events import emit
from backend.registry import rules
from backend.registry.events import PlanCreated
from backend.registry.queries import counts
from backend.registry.queries.counts import EntryFilters
from backend.registry.queries.pledges import insert

#: A public total of fewer registrations than this says too much about each.
SMALL_CELL = 3


@dataclass(frozen=True, kw_only=True)
class TargetIn:
    #: Without the plan's code, which is put before it: `pledge`, `library`.
    code: str
    name: str
    quote: str
    unit: str
    value: int


@dataclass(frozen=True, kw_only=True)
class RuleIn:
    from_on: date
    switches: Mapping[str, object]
    words: str
    source: str


@dataclass(frozen=True, kw_only=True)
class PlanIn:
    """A plan to be. Without rules of its own it counts by the newest plan's."""

    code: str
    name: str
    from_on: date
    to_on: date
    adopted: bool
    source: str
    targets: Sequence[TargetIn]
    rules: Sequence[RuleIn] = ()


@dataclass(frozen=True, kw_only=True)
class Plan:
    id: UUID
    code: str
    name: str
    from_on: date
    to_on: date
    adopted: bool
    source: str


@dataclass(frozen=True, kw_only=True)
class Target:
    code: str
    name: str
    quote: str
    unit: str
    value: int
    source: str
    plan_code: str
    plan_name: str
    from_on: date
    to_on: date
    adopted: bool


@dataclass(frozen=True, kw_only=True)
class RuleView:
    plan_code: str
    version: int
    from_on: date
    switches: dict[str, Any]
    words: str
    source: str


@dataclass(frozen=True, kw_only=True)
class CountedTotals:
    """The headline of a plan: counted, and apart from it what is claimed or evidenced only."""

    plan_code: str
    known_on: date
    counted_fen: int
    deals: int
    firms: int
    mean_fen: int | None
    claimed_fen: int
    claimed: int
    evidenced_fen: int
    evidenced: int


@dataclass(frozen=True, kw_only=True)
class EntryPage:
    items: list[dict[str, Any]]
    next: str | None
    total: int | str
    sum_fen: int


async def plans() -> list[Plan]:
    return [Plan(**row) for row in await counts.plans()]


async def plan(code: str) -> Plan:
    row = await counts.plan(code)
    if row is None:
        raise NotFound("There is no such plan.")
    return Plan(**row)


async def targets(on: date | None = None) -> list[Target]:
    """Every target, or those whose plan runs on a day."""
    found = [Target(**row) for row in await counts.targets()]
    return found if on is None else [t for t in found if t.from_on <= on <= t.to_on]


async def target(code: str) -> Target:
    for found in await targets():
        if found.code == code:
            return found
    raise NotFound("There is no such target.")


async def counting_rules(plan_code: str | None = None) -> list[RuleView]:
    """The versions of the counting rules, of one plan or of all, oldest first."""
    return [
        RuleView(**{name: value for name, value in row.items() if name != "plan"})
        for row in await counts.rules()
        if plan_code is None or row["plan_code"] == plan_code
    ]


def _known_before(day: date | None) -> datetime:
    """As known on a day: everything recorded until its end in Shanghai."""
    return clock.end_of_day(day or clock.today())


async def counted(plan_code: str, as_known_on: date | None = None) -> CountedTotals:
    """The figures of a plan's pledge target, as known on a day."""
    found = await plan(plan_code)
    totals = await counts.headline(found.id, known_before=_known_before(as_known_on))
    waiting = await counts.waiting(from_on=found.from_on, to_on=found.to_on)
    return CountedTotals(
        plan_code=plan_code,
        known_on=as_known_on or clock.today(),
        mean_fen=totals["counted_fen"] // totals["deals"] if totals["deals"] else None,
        **totals,
        **waiting,
    )


async def breakdown(
    plan_code: str, by: str, as_known_on: date | None = None
) -> list[dict[str, Any]]:
    """{key, amount_fen, registrations} by `month`, `bank`, `industry` or `street`; "" = unknown."""
    found = await plan(plan_code)
    return await counts.breakdown(found.id, by, known_before=_known_before(as_known_on))


async def entries(  # noqa: PLR0913 - the filters of one list
    target_code: str,
    *,
    month: date | None = None,
    bank: str | None = None,
    industry: str | None = None,
    street: str | None = None,
    pledge_id: UUID | None = None,
    as_known_on: date | None = None,
    cursor: str | None = None,
    limit: int = pages.DEFAULT_LIMIT,
) -> EntryPage:
    """The entries behind a figure; their sum is the figure."""
    found = await plan((await target(target_code)).plan_code)
    after = None
    if cursor is not None:
        day, moment, entry_id = pages.decode_cursor(cursor, date, datetime, UUID)
        after = (day, moment, entry_id)
    rows, total, sum_fen = await counts.page_of_entries(
        found.id,
        EntryFilters(
            month=None if month is None else month.replace(day=1),
            bank=bank,
            industry=industry,
            street=street,
            pledge_id=pledge_id,
            known_before=_known_before(as_known_on),
        ),
        after=after,
        limit=limit + 1,
    )
    items, following = pages.cut(
        rows, limit, key=lambda row: (row["effective_on"], row["recorded_at"], row["id"])
    )
    return EntryPage(items=items, next=following, total=pages.total_of(total), sum_fen=sum_fen)


@dataclass(frozen=True, kw_only=True)
class PublicTotal:
    """A plan's counted total for the public; null while it would tell of single registrations."""

    plan_code: str
    plan_name: str
    adopted: bool
    target_fen: int | None
    counted_fen: int | None
    deals: int | None


async def public_totals() -> list[PublicTotal]:
    every = {(t.plan_code, t.unit): t.value for t in await targets()}
    found = []
    for each in await plans():
        totals = await counts.headline(each.id, known_before=_known_before(None))
        small = 0 < totals["deals"] < SMALL_CELL
        found.append(
            PublicTotal(
                plan_code=each.code,
                plan_name=each.name,
                adopted=each.adopted,
                target_fen=every.get((each.code, "fen")),
                counted_fen=None if small else totals["counted_fen"],
                deals=None if small else totals["deals"],
            )
        )
    return found


async def create_plan(data: PlanIn, *, by: Actor) -> Plan:
    """Add a plan with its targets and counting rules: a dated record, never a code change."""
    if by.kind != "system":
        by.require(Permission.IMPORT_REFERENCE)
    rules.check_order(data.from_on, data.to_on, what="to_on")
    async with transaction():
        if await counts.plan(data.code) is not None:
            raise rules.PlanKnown(f"There is a plan {data.code}.", plan_code=data.code)
        made = Plan(
            id=uuid4(),
            code=data.code,
            name=data.name,
            from_on=data.from_on,
            to_on=data.to_on,
            adopted=data.adopted,
            source=data.source,
        )
        inherited = list(data.rules) or await _inherited(data.from_on)
        await insert("registry_plan", {"created_at": clock.now(), **vars(made)})
        for each in data.targets:
            await insert(
                "registry_target",
                {
                    "id": uuid4(),
                    "created_at": clock.now(),
                    "plan": made.id,
                    **vars(each),
                    "code": f"{data.code}.{each.code}",
                    "source": data.source,
                },
            )
        for version, rule in enumerate(inherited, start=1):
            await _add_rule(made.id, version, rule)
        await emit(PlanCreated(subject_id=made.id, code=data.code), by=by)
        return made


async def _inherited(from_on: date) -> list[RuleIn]:
    """The rule of the newest plan before, in force from this plan's first day."""
    newest = (await counts.rules())[-1]
    return [
        RuleIn(
            from_on=from_on,
            switches=newest["switches"],
            words=newest["words"],
            source=newest["source"],
        )
    ]


async def _add_rule(plan_id: UUID, version: int, rule: RuleIn) -> None:
    await insert(
        "registry_counting_rule",
        {
            "id": uuid4(),
            "created_at": clock.now(),
            "plan": plan_id,
            "version": version,
            "from_on": rule.from_on,
            "switches": dumps(rule.switches),
            "words": rule.words,
            "source": rule.source,
        },
    )


async def add_rule(plan_code: str, rule: RuleIn, *, by: Actor) -> None:
    """A new version of a plan's rule, for what is verified from its day on; old ones stay."""
    if by.kind != "system":
        by.require(Permission.IMPORT_REFERENCE)
    async with transaction():
        found = await plan(plan_code)
        known = [row for row in await counts.rules() if row["plan"] == found.id]
        await _add_rule(found.id, max((r["version"] for r in known), default=0) + 1, rule)
