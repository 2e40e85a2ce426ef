"""What a month's sheet says: the month, how far the target had come at its end, and why. Pure."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any
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
        digest = Digest(target=self.target, month=self.month, figures=self.figures)
        for line in self.lines:
            digest.add(line)
        return digest.hexdigest()


class Digest:
    """A content's digest, of lines that come one by one: that of its JSON, keys in order."""

    def __init__(self, *, target: str, month: str, figures: Figures) -> None:
        self._hash = hashlib.sha256(f'["{KIND}",{{"figures":{_json(asdict(figures))}'.encode())
        self._before = ',"lines":['
        self._end = f'],"month":{_json(month)},"target":{_json(target)}}}]'

    def add(self, line: Line) -> None:
        self._hash.update(f"{self._before}{_json(asdict(line))}".encode())
        self._before = ","

    def hexdigest(self) -> str:
        """Nothing is added after it."""
        opened = "" if self._before == "," else self._before
        self._hash.update(f"{opened}{self._end}".encode())
        return self._hash.hexdigest()


def _json(value: object) -> str:
    return json.dumps(value, default=str, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def told(figures: Mapping[str, Any]) -> dict[str, object]:
    """The figures in which a sheet is compared with another of its month, a line for each."""
    unit = "_fen" if figures["unit"] == "fen" else ""
    return {
        f"month_value{unit}": figures["value"],
        f"month_reached{unit}": figures["reached"],
        "deals": figures["deals"],
        "firms": figures["firms"],
    }


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
