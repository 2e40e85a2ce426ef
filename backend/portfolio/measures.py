"""What counts towards the patents' targets: published switches, one row of each."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from backend.kernel.errors import NotFound
from backend.kernel.language import said
from backend.kernel.schemas import Input
from backend.portfolio.families import Overseas
from backend.portfolio.merit import HighValue
from backend.reference import service as reference
from backend.reference.kinds import Fault, Kind, R, Shape, Told, Version, declare

_DIVISION = Annotated[str, Field(max_length=6), Told(words=("行政区划代码", "Division"))]
_WORDS = Annotated[
    str, Field(min_length=1, max_length=1000), Told(words=("口径说明", "In words (Chinese)"))
]
_WORDS_EN = Annotated[
    str,
    Field(min_length=1, max_length=1000),
    Told(words=("口径说明（英文）", "In words (English)")),
]
_UNITS = {
    "grant": ("每次授权一件", "Each grant"),
    "country": ("每国一件", "Each country"),
    "family": ("每族一件", "Each family"),
}


class HighValueRow(Input):
    division: _DIVISION
    years: Annotated[
        int,
        Field(ge=1, le=20),
        Told(words=("维持超过（年）", "Kept over (years)"), shape=Shape.NUMBER),
    ]
    pledged_fen: Annotated[
        int,
        Field(gt=0, le=10**13),
        Told(words=("质押担保额不低于（元）", "Pledged at least (CNY)"), shape=Shape.MONEY),
    ]
    residents: Annotated[
        int,
        Field(gt=0, le=10**8),
        Told(words=("常住人口", "Residents"), shape=Shape.NUMBER),
    ]
    residents_on: Annotated[date, Told(words=("人口数日期", "Residents on"), shape=Shape.DAY)]
    words: _WORDS
    words_en: _WORDS_EN


class OverseasRow(Input):
    division: _DIVISION
    since: Annotated[date, Told(words=("授权日自", "Granted from"), shape=Shape.DAY)]
    until: Annotated[date, Told(words=("授权日至", "Granted until"), shape=Shape.DAY)]
    unit: Annotated[
        Literal["grant", "country", "family"],
        Told(words=("计件单位", "Counted by"), shape=Shape.CHOICE, choices=_UNITS),
    ]
    home: Annotated[
        list[str],
        Field(min_length=1, max_length=20),
        Told(words=("境内代码", "At home"), shape=Shape.LIST),
    ]
    codes: Annotated[
        list[str],
        Field(min_length=1, max_length=300),
        Told(words=("各局授权文献代码", "Kind codes of grants"), shape=Shape.LIST),
    ]
    words: _WORDS
    words_en: _WORDS_EN


def _one(rows: Sequence[HighValueRow | OverseasRow]) -> Iterator[Fault]:
    for at, row in enumerate(rows, start=1):
        if not re.fullmatch(r"[0-9]{6}", row.division):
            why = said("应为六位数字，例如 310115", "Six figures such as 310115")
            yield Fault(row=at, column="division", why=why)


def _overseas(rows: Sequence[OverseasRow]) -> Iterator[Fault]:
    yield from _one(rows)
    for at, row in enumerate(rows, start=1):
        if row.until < row.since:
            why = said(f"不得早于 {row.since}", f"{row.since} or later")
            yield Fault(row=at, column="until", why=why)
        for each in row.home:
            if not re.fullmatch(r"[A-Z]{2}", each):
                why = said(f"“{each}”应为两位字母，例如 CN", f'"{each}": two letters such as CN')
                yield Fault(row=at, column="home", why=why)
        for each in row.codes:
            if not re.fullmatch(r"[A-Z]{2}-[A-Z][0-9]?", each):
                why = said(f"“{each}”应形如 US-B1", f'"{each}": written like US-B1')
                yield Fault(row=at, column="codes", why=why)


HIGH_VALUE = declare(
    Kind(
        code="high_value",
        title=("高价值发明专利计数口径", "What makes a high-value invention"),
        about=(
            "规划目标“每万人口高价值发明专利”按当日有效的口径计数。",
            "The target of inventions of high value per 10,000 residents is counted by it.",
        ),
        row=HighValueRow,
        key=(),
        check=_one,
    )
)
OVERSEAS = declare(
    Kind(
        code="overseas_grants",
        title=("海外发明专利授权计数口径", "What counts as a grant abroad"),
        about=(
            "规划目标“海外发明专利授权量”按当日有效的口径计数。",
            "The target of inventions granted abroad is counted by it.",
        ),
        row=OverseasRow,
        key=(),
        check=_overseas,
    )
)


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A version of what counts, with its words."""

    version: int
    from_on: date
    words: str
    words_en: str
    source: str
    source_en: str


async def high_value(on: date) -> tuple[Rule, HighValue]:
    """What counted on a day."""
    version, row = await _row(HIGH_VALUE, on)
    return _rule(version, row), HighValue(
        division=row.division,
        years=row.years,
        pledged_fen=row.pledged_fen,
        residents=row.residents,
        residents_on=row.residents_on,
    )


async def overseas(on: date) -> tuple[Rule, Overseas]:
    """What counted on a day."""
    version, row = await _row(OVERSEAS, on)
    codes: dict[str, set[str]] = {}
    for each in row.codes:
        country, code = each.split("-")
        codes.setdefault(country, set()).add(code)
    return _rule(version, row), Overseas(
        division=row.division,
        since=row.since,
        until=row.until,
        unit=row.unit,
        home=frozenset(row.home),
        codes={country: frozenset(found) for country, found in codes.items()},
    )


async def _row(kind: Kind[R], on: date) -> tuple[Version[R], R]:
    version = (await reference.history(kind)).version(on)
    if version is None:
        raise NotFound("No rule was in force on that day.")
    return version, version.rows[0]


def _rule(version: Version[R], row: HighValueRow | OverseasRow) -> Rule:
    return Rule(
        version=version.n,
        from_on=version.valid_from,
        words=row.words,
        words_en=row.words_en,
        source=version.source,
        source_en=version.source_en or version.source,
    )
