"""Plans with their targets and counting rules."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from backend.kernel import clock
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import dumps, transaction
from backend.kernel.errors import NotFound
from backend.kernel.events import emit
from backend.registry import rules
from backend.registry.events import PlanCreated
from backend.registry.queries import counts
from backend.registry.queries.pledges import insert


@dataclass(frozen=True, kw_only=True)
class TargetIn:
    #: Without the plan's code, which is put before it: `pledge`, `library`.
    code: str
    name: str
    quote: str
    unit: str
    value: int
    name_en: str | None = None
    quote_en: str | None = None


@dataclass(frozen=True, kw_only=True)
class RuleIn:
    from_on: date
    switches: Mapping[str, object]
    words: str
    words_en: str | None = None
    source: str
    source_en: str | None = None


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
    name_en: str | None = None
    source_en: str | None = None


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
    words_en: str | None
    source: str
    source_en: str | None


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


async def counting_rules(plan_code: str | None = None) -> list[RuleView]:
    """The versions of the counting rules, of one plan or of all, oldest first."""
    return [
        RuleView(**{name: value for name, value in row.items() if name != "plan"})
        for row in await counts.rules()
        if plan_code is None or row["plan_code"] == plan_code
    ]


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
        english = {"name_en": data.name_en, "source_en": data.source_en}
        await insert("registry_plan", {"created_at": clock.now(), **vars(made), **english})
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
                    "source_en": data.source_en,
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
            words_en=newest["words_en"],
            source=newest["source"],
            source_en=newest["source_en"],
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
            "words_en": rule.words_en,
            "source": rule.source,
            "source_en": rule.source_en,
        },
    )
