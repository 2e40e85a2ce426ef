"""What each figure means, and how it comes out of the entries that count. Pure."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from backend.kernel.language import Language

#: Version of the definitions below; it rises when one of them changes.
METHOD_VERSION = 1

#: The method note: one sentence for each figure, shown with it.
DEFINITIONS = {
    Language.CHINESE: {
        "counted_fen": "计入本计划的分录金额之和（含冲减的负数分录），截至所选知悉日。",
        "deals": "净计入金额大于零的登记笔数；同一登记的金额变更不另计笔数。",
        "firms": "上述登记的出质人户数，按统一社会信用代码去重。",
        "mean_fen": "计入金额除以笔数，向下取整到分。",
        "ratio": "计入金额占目标的百分比，四舍五入到两位小数。",
        "pace": "应完成额＝目标×已过天数÷计划总天数；计划结束后停在最后一日。"
        "实际达到应完成额的110%及以上为超前，90%至110%为持平，低于90%为落后。",
        "missing_fen": "目标减去计入金额；已达成则为零。",
        "needed_per_month_fen": "缺口除以剩余月数（含当月），向上取整到分；"
        "计划最后一日起不再有剩余月份。",
        "claimed": "登记日在计划期内、已录入登记号和日期、无通知书扫描件、未经核验的登记。",
        "evidenced": "同上，已附通知书扫描件、未经核验的登记。",
        "verified": "经区级第二人核验并计入的登记；只有这一项对外公布。",
        "by_month": "金额按分录的生效月；笔数按登记月。",
    },
    Language.ENGLISH: {
        "counted_fen": "The sum of the entries that count towards the plan (negative ones "
        "included), as known on the chosen day.",
        "deals": "Registrations whose counted amount is above zero; "
        "a change of amount is no further registration.",
        "firms": "Pledgors of these registrations, each unified social credit code once.",
        "mean_fen": "The counted amount by the number of registrations, rounded down to the fen.",
        "ratio": "The counted amount in percent of the target, rounded to two decimals.",
        "pace": "Due by now = target × days elapsed ÷ days of the plan, and stays at the last day "
        "when the plan is over. From 110% of what is due: ahead; from 90% to 110%: on pace; "
        "below 90%: behind.",
        "missing_fen": "The target less the counted amount; zero once it is reached.",
        "needed_per_month_fen": "What is missing by the months left (this one included), "
        "rounded up to the fen; from the plan's last day on no months are left.",
        "claimed": "Registered within the plan's term, recorded with number and date, "
        "without a scan of the notice, not verified.",
        "evidenced": "The same with a scan of the notice, not verified.",
        "verified": "Verified by a second person of the district and counted; "
        "only this is published.",
        "by_month": "Amounts by the month in which an entry takes effect; "
        "registrations by the month of registration.",
    },
}

UNKNOWN = "unknown"
#: A public cell of fewer firms than this is not shown.
SMALLEST_CELL = 3

AHEAD_PERCENT = 110
BEHIND_PERCENT = 90


class PaceStatus(StrEnum):
    AHEAD = "ahead"
    ON = "on"
    BEHIND = "behind"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What the figures need of one entry."""

    id: UUID
    pledge: UUID
    effective_on: date
    recorded_at: datetime
    amount_fen: int
    cause: str
    industry: str
    bank: str | None
    street: str | None
    firm: str


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One part of the headline. The parts of one breakdown sum to it."""

    key: str
    amount_fen: int
    deals: int
    firms: int


@dataclass(frozen=True, kw_only=True)
class Figures:
    counted_fen: int
    deals: int
    firms: int
    mean_fen: int
    by_month: list[Cell]
    by_bank: list[Cell]
    by_industry: list[Cell]
    by_street: list[Cell]


@dataclass(frozen=True, kw_only=True)
class Point:
    """One month of the plan: what it brought, and how far the sum had come at its end."""

    month: str
    amount_fen: int
    deals: int
    #: None of months that are still to come.
    reached_fen: int | None
    #: Where the plan would stand if it filled evenly.
    expected_fen: int


@dataclass(frozen=True, kw_only=True)
class Pace:
    expected_fen: int
    status: PaceStatus
    elapsed_days: int
    total_days: int
    missing_fen: int
    #: Calendar months in which the plan still runs, that of the day included.
    months_left: int
    #: What each of them has to bring; None when nothing is missing or no month is left.
    needed_per_month_fen: int | None


def month_of(entry: Entry) -> str:
    return f"{entry.effective_on:%Y-%m}"


def figures(entries: Sequence[Entry]) -> Figures:
    """Everything that is said of a set of entries, from that one set."""
    deals = _deals(entries)
    counted = sum(entry.amount_fen for entry in entries)
    return Figures(
        counted_fen=counted,
        deals=len(deals),
        firms=len({deal.firm for deal in deals}),
        mean_fen=counted // len(deals) if deals else 0,
        by_month=sorted(_cells(entries, deals, month_of), key=lambda cell: cell.key),
        by_bank=largest_first(_cells(entries, deals, lambda entry: entry.bank or UNKNOWN)),
        by_industry=largest_first(_cells(entries, deals, lambda entry: entry.industry)),
        by_street=largest_first(_cells(entries, deals, lambda entry: entry.street or UNKNOWN)),
    )


def _deals(entries: Sequence[Entry]) -> list[Entry]:
    """One entry for each registration that counts on balance: its latest registration."""
    net: defaultdict[UUID, int] = defaultdict(int)
    latest: dict[UUID, Entry] = {}
    for entry in entries:
        net[entry.pledge] += entry.amount_fen
        known = latest.get(entry.pledge)
        if known is None or _rank(entry) > _rank(known):
            latest[entry.pledge] = entry
    return [entry for pledge, entry in latest.items() if net[pledge] > 0]


def _rank(entry: Entry) -> tuple[bool, datetime, UUID]:
    return entry.cause == "registration", entry.recorded_at, entry.id


def _cells(
    entries: Iterable[Entry], deals: Iterable[Entry], key_of: Callable[[Entry], str]
) -> list[Cell]:
    amounts: defaultdict[str, int] = defaultdict(int)
    counts: defaultdict[str, int] = defaultdict(int)
    firms: defaultdict[str, set[Hashable]] = defaultdict(set)
    for entry in entries:
        amounts[key_of(entry)] += entry.amount_fen
    for deal in deals:
        counts[key_of(deal)] += 1
        firms[key_of(deal)].add(deal.firm)
    return [
        Cell(key=key, amount_fen=amounts[key], deals=counts[key], firms=len(firms[key]))
        for key in sorted(amounts.keys() | counts.keys())
    ]


def largest_first(cells: list[Cell]) -> list[Cell]:
    return sorted(cells, key=lambda cell: (-cell.amount_fen, cell.key))


def percent(part: int, whole: int) -> str:
    """`part` of `whole` in per cent with two decimals, halves away from zero, exactly."""
    hundredths = (2 * abs(part) * 10_000 + whole) // (2 * whole)
    sign = "-" if part < 0 and hundredths else ""
    return f"{sign}{hundredths // 100}.{hundredths % 100:02d}"


def pace(*, counted: int, target: int, from_on: date, to_on: date, on: date) -> Pace:
    """Where the plan would stand if it filled evenly; after its end it stands still."""
    total = (to_on - from_on).days + 1
    elapsed = min(max((on - from_on).days + 1, 0), total)
    expected = target * elapsed // total
    if counted * 100 >= expected * AHEAD_PERCENT and counted > 0:
        status = PaceStatus.AHEAD
    elif counted * 100 >= expected * BEHIND_PERCENT:
        status = PaceStatus.ON
    else:
        status = PaceStatus.BEHIND
    missing = max(target - counted, 0)
    left = _months_left(from_on=from_on, to_on=to_on, on=on)
    return Pace(
        expected_fen=expected,
        status=status,
        elapsed_days=elapsed,
        total_days=total,
        missing_fen=missing,
        months_left=left,
        needed_per_month_fen=-(-missing // left) if missing and left else None,
    )


def path(
    by_month: Sequence[Cell], *, target: int, from_on: date, to_on: date, on: date
) -> list[Point]:
    """The months of the plan, and those beyond it in which something took effect."""
    known = f"{on:%Y-%m}"
    cells = {cell.key: cell for cell in by_month}
    total = (to_on - from_on).days + 1
    first = min([f"{from_on:%Y-%m}", *cells])
    last = max([f"{to_on:%Y-%m}", *cells])
    reached, points = 0, []
    for month in months_between(first, last):
        cell = cells.get(month)
        reached += cell.amount_fen if cell else 0
        elapsed = (first_after(month) - from_on).days
        points.append(
            Point(
                month=month,
                amount_fen=cell.amount_fen if cell else 0,
                deals=cell.deals if cell else 0,
                reached_fen=reached if month <= known else None,
                expected_fen=target * min(max(elapsed, 0), total) // total,
            )
        )
    return points


def months_between(first: str, last: str) -> list[str]:
    begin, end = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (first, last))
    return [f"{at // 12:04d}-{at % 12 + 1:02d}" for at in range(begin, end + 1)]


def first_after(month: str) -> date:
    """The first day after it."""
    year, number = int(month[:4]), int(month[5:])
    return date(year + number // 12, number % 12 + 1, 1)


def _months_left(*, from_on: date, to_on: date, on: date) -> int:
    """The plan's months from that day's on; none once its last day has come."""
    if on >= to_on:
        return 0
    first = max(from_on, on)
    return (to_on.year - first.year) * 12 + to_on.month - first.month + 1


def suppressed(cells: Sequence[Cell]) -> set[str]:
    """The keys of the cells that the public does not see.

    Those of too few firms; and when that is one alone, the next smallest too, since the total
    would give it away.
    """
    hidden = {cell.key for cell in cells if 0 < cell.firms < SMALLEST_CELL}
    rest = sorted(
        (cell for cell in cells if cell.key not in hidden and cell.firms),
        key=lambda cell: (cell.firms, cell.key),
    )
    if len(hidden) == 1 and rest:
        hidden.add(rest[0].key)
    return hidden
