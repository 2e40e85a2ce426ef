"""What the figures of targets mean that an office states or the library counts. Pure.

The plan of 2022 to 2025: Q1 `.high-value`, Q2 `.overseas`, Q4 `.library` (its four targets).
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from backend.kernel.language import Language
from backend.oversight import measures
from backend.oversight.measures import Pace

#: Residents by which a stock is told.
PER = 10_000

DEFINITIONS = {
    Language.CHINESE: {
        "stock": "最近一日经第二人核对的官方件数×10,000÷同日所称常住人口，四舍五入到两位小数；"
        "达标按件数×10,000≥目标×人口精确判断。存量没有逐日进度，只看是否达到。",
        "flow": "计划期内经第二人核对、未撤回的官方授权件数之和；同一日期只能报一次。",
        "library": "截至当日（计划结束后截至最后一日）曾经入库的企业户数，按统一社会信用代码去重；"
        "退出、上市后仍计，再次入库不重复计。只计经第二人核对的。",
        "pace": "应完成数＝目标×已过天数÷计划总天数，向下取整；计划结束后停在最后一日。",
        "known": "知悉日之后核对的不计，知悉日之后撤回的仍计。",
    },
    Language.ENGLISH: {
        "stock": "The office's count of the latest day that a second person checked × 10,000 ÷ the "
        "residents that it names, rounded to two decimals; reached when count × 10,000 is at "
        "least target × residents, exactly. A stock has no daily path: it is reached or not.",
        "flow": "The sum of the grants that an office states for days of the plan, checked by a "
        "second person and not withdrawn; days are stated once.",
        "library": "Firms that ever entered by the day (after the plan's end: by its last day), "
        "each credit code once; whoever left or was listed stays counted, a second entry does not "
        "count again. Only what a second person checked.",
        "pace": "Due by now = target × days elapsed ÷ days of the plan, rounded down; it stays at "
        "the last day when the plan is over.",
        "known": "What was checked after the day of knowledge does not count; what was withdrawn "
        "after it still does.",
    },
}


class Way(StrEnum):
    STOCK = "stock"
    FLOW = "flow"
    LIBRARY = "library"


@dataclass(frozen=True, kw_only=True)
class Stated:
    """What an office says, as it stood at a moment."""

    from_on: date
    to_on: date
    count: int
    residents: int | None
    seq: int


@dataclass(frozen=True, kw_only=True)
class Part:
    """A day's stock, or what a month brought; `value` as text, with decimals where it has them."""

    key: str
    value: str
    reached: str


@dataclass(frozen=True, kw_only=True)
class Measure:
    """`counted`: pieces or firms; `value`: what is compared with the target, as text."""

    way: Way
    target: int
    counted: int
    value: str
    ratio: str
    reached: bool
    missing: int
    #: None of a stock: it is reached or not.
    pace: Pace | None
    residents: int | None
    as_of: date | None
    #: How many statements or firms the figure is made of, and how many wait to be checked.
    evidence: int
    waiting: int
    parts: list[Part]


def stock(rows: Sequence[Stated], *, target: int, waiting: int) -> Measure:
    """The latest day's; of two of the same day the one that was written last."""
    ordered = sorted(rows, key=lambda row: (row.to_on, row.seq))
    last = ordered[-1] if ordered else None
    count, residents = (last.count, last.residents or 0) if last else (0, 0)
    need = -(-target * residents // PER)
    return Measure(
        way=Way.STOCK,
        target=target,
        counted=count,
        value=_per(count, residents),
        ratio=measures.percent(count * PER, target * residents) if residents else "0.00",
        reached=last is not None and count * PER >= target * residents,
        missing=max(need - count, 0),
        pace=None,
        residents=residents or None,
        as_of=last.to_on if last else None,
        evidence=1 if last else 0,
        waiting=waiting,
        parts=[
            Part(
                key=row.to_on.isoformat(),
                value=str(row.count),
                reached=_per(row.count, row.residents or 0),
            )
            for row in ordered
        ],
    )


def _per(count: int, residents: int) -> str:
    """Pieces for each 10,000 residents with two decimals, halves up."""
    if not residents:
        return "0.00"
    hundredths = (2 * count * PER * 100 + residents) // (2 * residents)
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def flow(
    rows: Sequence[Stated], *, target: int, plan: tuple[date, date], on: date, waiting: int
) -> Measure:
    """The sum of what came; each statement stands in the month of its last day."""
    by_month: defaultdict[str, int] = defaultdict(int)
    for row in rows:
        by_month[f"{row.to_on:%Y-%m}"] += row.count
    return _summed(
        Way.FLOW,
        by_month,
        target=target,
        plan=plan,
        on=on,
        evidence=len(rows),
        waiting=waiting,
        as_of=max((row.to_on for row in rows), default=None),
    )


def library(
    entered: Sequence[date], *, target: int, plan: tuple[date, date], on: date, waiting: int
) -> Measure:
    """The firms by the day of their first entry, up to the plan's last day."""
    last = min(on, plan[1])
    counted = [day for day in entered if day <= last]
    by_month: defaultdict[str, int] = defaultdict(int)
    for day in counted:
        by_month[f"{day:%Y-%m}"] += 1
    return _summed(
        Way.LIBRARY,
        by_month,
        target=target,
        plan=plan,
        on=on,
        evidence=len(counted),
        waiting=waiting,
        as_of=max(counted, default=None),
    )


def _summed(
    way: Way,
    by_month: dict[str, int],
    *,
    target: int,
    plan: tuple[date, date],
    on: date,
    evidence: int,
    waiting: int,
    as_of: date | None,
) -> Measure:
    counted, parts = 0, []
    for month in sorted(by_month):
        counted += by_month[month]
        parts.append(Part(key=month, value=str(by_month[month]), reached=str(counted)))
    return Measure(
        way=way,
        target=target,
        counted=counted,
        value=str(counted),
        ratio=measures.percent(counted, target),
        reached=counted >= target,
        missing=max(target - counted, 0),
        pace=measures.pace(counted=counted, target=target, from_on=plan[0], to_on=plan[1], on=on),
        residents=None,
        as_of=as_of,
        evidence=evidence,
        waiting=waiting,
        parts=parts,
    )
