"""What a month's sheet says: the month, how far the target had come at its end, and why. Pure."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from uuid import UUID

from backend.oversight import measures
from backend.oversight.measures import Cell, Entry
from backend.oversight.stated import Measure

#: Text in which the digest begins, so that it is that of nothing else.
KIND = "zhirong-month-sheet/1"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One of what the month's figure is made of: an entry, a statement, a firm."""

    source: UUID
    label: str
    effective_on: date
    cause: str
    name: str
    amount: int


@dataclass(frozen=True, kw_only=True)
class Figures:
    """`value`: what the month brought (of a stock: the latest count); `reached`: the sum so far.

    `shown` is what is compared with the target, `ratio` per cent of it; both decimal text.
    """

    value: int
    reached: int
    shown: str
    ratio: str
    expected: int | None
    status: str | None
    residents: int | None
    deals: int | None
    firms: int | None
    by_bank: list[Cell]
    by_industry: list[Cell]
    by_street: list[Cell]
    target: int
    unit: str
    rule_version: int | None
    method_version: int


@dataclass(frozen=True, kw_only=True)
class Content:
    target: str
    month: str
    figures: Figures
    lines: list[Line]

    def digest(self) -> str:
        """The same for the same content, whoever asks and whenever."""
        told = json.dumps(
            [KIND, asdict(self)], default=str, ensure_ascii=False, sort_keys=True,
            separators=(",", ":"),
        )  # fmt: skip
        return hashlib.sha256(told.encode()).hexdigest()


def last_of(month: str) -> date:
    return measures.first_after(month) - timedelta(days=1)


def months_of(plan: tuple[date, date], days: Iterable[date]) -> list[str]:
    """The plan's months, and those beyond in which something took effect."""
    keys = [f"{day:%Y-%m}" for day in (*plan, *days)]
    return measures.months_between(min(keys), max(keys))


def counted(
    entries: Sequence[Entry], *, month: str, target: int, plan: tuple[date, date],
    rule_version: int | None,
) -> Figures:  # fmt: skip
    """Of a target that registrations fill."""
    last = last_of(month)
    of_month = measures.figures([each for each in entries if measures.month_of(each) == month])
    reached = sum(each.amount_fen for each in entries if each.effective_on <= last)
    pace = measures.pace(counted=reached, target=target, from_on=plan[0], to_on=plan[1], on=last)
    return Figures(
        value=of_month.counted_fen,
        reached=reached,
        shown=str(reached),
        ratio=measures.percent(reached, target),
        expected=pace.expected_fen,
        status=pace.status,
        residents=None,
        deals=of_month.deals,
        firms=of_month.firms,
        by_bank=of_month.by_bank,
        by_industry=of_month.by_industry,
        by_street=of_month.by_street,
        target=target,
        unit="fen",
        rule_version=rule_version,
        method_version=measures.METHOD_VERSION,
    )


def stated(found: Measure, *, value: int, unit: str) -> Figures:
    """Of a target that an office states or the library counts, measured at the month's end."""
    return Figures(
        value=value,
        reached=found.counted,
        shown=found.value,
        ratio=found.ratio,
        expected=None if found.pace is None else found.pace.expected_fen,
        status=None if found.pace is None else found.pace.status,
        residents=found.residents,
        deals=None,
        firms=None,
        by_bank=[],
        by_industry=[],
        by_street=[],
        target=found.target,
        unit=unit,
        rule_version=None,
        method_version=measures.METHOD_VERSION,
    )


def difference(signed: Sequence[Line], live: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """What has come to the month since, and what of it no longer counts."""
    before = {line.source: line for line in signed}
    after: Mapping[UUID, Line] = {line.source: line for line in live}
    return (
        [line for line in live if before.get(line.source) != line],
        [line for line in signed if after.get(line.source) != line],
    )
