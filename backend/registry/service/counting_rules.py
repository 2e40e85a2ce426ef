"""What counts as a registered pledge amount: published by two, and every plan's rule after it."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Annotated, Any
from uuid import uuid4

from pydantic import Field

from backend.kernel import clock
from backend.kernel.db import dumps
from backend.kernel.language import said
from backend.kernel.schemas import Input
from backend.reference.kinds import Fault, Kind, Shape, Told, Version, declare
from backend.registry.queries import counts
from backend.registry.queries.pledges import insert
from backend.registry.states import Register

_REGISTERS = {
    Register.PATENT: ("专利", "Patents"),
    Register.TRADEMARK: ("商标", "Trade marks"),
    Register.COPYRIGHT: ("著作权", "Copyright"),
    Register.LAYOUT: ("集成电路布图设计", "Layout-designs"),
}


class CountingRow(Input):
    """The rule of one plan, for what is verified from the version's day on."""

    plan: Annotated[str, Field(max_length=40), Told(words=("规划代码", "Plan"))]
    kinds: Annotated[
        list[Register],
        Field(min_length=1, max_length=4),
        Told(words=("计入的登记", "Registers"), shape=Shape.LIST, choices=_REGISTERS),
    ]
    division: Annotated[str, Field(max_length=6), Told(words=("行政区划代码", "Division"))]
    counts_from: Annotated[
        date | None,
        Told(words=("登记日自（空：规划首日）", "From (empty: first day)"), shape=Shape.DAY),
    ] = None
    falls_deduct: Annotated[
        bool, Told(words=("减额冲减", "Falls are deducted"), shape=Shape.FLAG)
    ] = False
    rises_of_earlier_count: Annotated[
        bool,
        Told(words=("期前登记的增额计入", "Rises of earlier ones count"), shape=Shape.FLAG),
    ] = False
    words: Annotated[
        str, Field(min_length=1, max_length=1000), Told(words=("口径说明", "In words (Chinese)"))
    ]
    words_en: Annotated[
        Annotated[str, Field(min_length=1, max_length=1000)] | None,
        Told(words=("口径说明（英文）", "In words (English)")),
    ] = None


_SWITCHES = ("kinds", "division", "counts_from", "falls_deduct", "rises_of_earlier_count")


def _check(rows: Sequence[CountingRow]) -> Iterator[Fault]:
    for at, row in enumerate(rows, start=1):
        if not re.fullmatch(r"[0-9]{6}", row.division):
            why = said("应为六位数字，例如 310115", "Six figures such as 310115")
            yield Fault(row=at, column="division", why=why)
        if len(set(row.kinds)) < len(row.kinds):
            yield Fault(row=at, column="kinds", why=said("每种只列一次", "Each of them once"))


async def _of_known_plans(rows: Sequence[CountingRow], _: date | None) -> list[Fault]:
    known = sorted(plan["code"] for plan in await counts.plans())
    why = said(f"应为已有规划：{'、'.join(known)}", f"One of the plans: {', '.join(known)}")
    return [
        Fault(row=at, column="plan", why=why)
        for at, row in enumerate(rows, start=1)
        if row.plan not in known
    ]


async def _write(version: Version[CountingRow]) -> None:
    """The next rule of each plan for which the version says something else."""
    known = await counts.rules()
    plan_ids = {plan["code"]: plan["id"] for plan in await counts.plans()}
    for row in version.rows:
        own = [each for each in known if each["plan_code"] == row.plan]
        said_now = row.model_dump(mode="json")
        if own and _stands(own, said_now, on=version.valid_from):
            continue
        await insert(
            "registry_counting_rule",
            {
                "id": uuid4(),
                "created_at": clock.now(),
                "plan": plan_ids[row.plan],
                "version": max((each["version"] for each in own), default=0) + 1,
                "from_on": version.valid_from,
                "switches": dumps({name: said_now[name] for name in _SWITCHES}),
                "words": row.words,
                "words_en": row.words_en,
                "source": version.source,
                "source_en": version.source_en,
                "reference": version.id,
            },
        )


def _stands(own: Sequence[dict[str, Any]], row: dict[str, Any], *, on: date) -> bool:
    """Whether the plan counts so already, on this day and on every later one."""
    last = max(own, key=lambda each: each["version"])
    stored = {"plan": row["plan"], "words": last["words"], "words_en": last["words_en"]}
    return bool(last["from_on"] <= on and {**last["switches"], **stored} == row)


PLEDGE_COUNTING = declare(
    Kind(
        code="pledge_counting",
        title=("质押登记金额计数口径", "What counts as a registered pledge amount"),
        about=(
            "自生效日起核验的登记按新口径计入，此前已计入的不变；未列出的规划沿用其现行口径。",
            "Decides what is verified from its day on; a plan that is not listed keeps its rule.",
        ),
        row=CountingRow,
        key=("plan",),
        check=_check,
        fits=_of_known_plans,
        publish=_write,
    )
)
