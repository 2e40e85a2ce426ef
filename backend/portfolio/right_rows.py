"""What the law says of rights that are no patents, as rows: how long they last, their numbers.

Pure. Sources of the first rows: Trademark Law (2019) art. 39 and 40; Copyright Law (2020) art. 23;
Regulations on the Protection of Computer Software (2013) art. 14; Regulations on the Protection of
Layout Designs of Integrated Circuits (2001) art. 12 and 22. The forms of the registers' numbers,
which bear no check digit, are recalled.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated

from pydantic import Field

from backend.kernel.language import said
from backend.kernel.schemas import Input
from backend.portfolio import number_forms
from backend.portfolio.number_forms import LONGEST_NUMBER, LONGEST_TEMPLATE
from backend.portfolio.states import PatentKind
from backend.reference.kinds import Fault, Shape, Told

KINDS: Mapping[PatentKind, tuple[str, str]] = MappingProxyType(
    {
        PatentKind.TRADEMARK: ("商标", "Trade mark"),
        PatentKind.SOFTWARE: ("计算机软件著作权", "Software copyright"),
        PatentKind.WORK: ("作品著作权", "Copyright in a work"),
        PatentKind.LAYOUT: ("集成电路布图设计", "Layout-design"),
    }
)


class Day(StrEnum):
    """A day from which the law counts."""

    GRANTED = "granted_on"
    FILED = "filing_on"
    PUBLISHED = "published_on"
    COMPLETED = "completed_on"
    EXPLOITED = "exploited_on"


class Pick(StrEnum):
    FIRST = "first"
    EARLIEST = "earliest"


#: The days that there are of a right of each kind; only a mark is ever renewed.
DAYS: Mapping[PatentKind, frozenset[Day]] = MappingProxyType(
    {
        PatentKind.TRADEMARK: frozenset({Day.GRANTED, Day.FILED}),
        PatentKind.SOFTWARE: frozenset({Day.GRANTED, Day.COMPLETED, Day.PUBLISHED}),
        PatentKind.WORK: frozenset({Day.GRANTED, Day.COMPLETED, Day.PUBLISHED}),
        PatentKind.LAYOUT: frozenset({Day.GRANTED, Day.FILED, Day.COMPLETED, Day.EXPLOITED}),
    }
)
RENEWED = frozenset({PatentKind.TRADEMARK})
_DAYS = {
    Day.GRANTED: ("注册或登记日", "Registered"),
    Day.FILED: ("申请日", "Filed"),
    Day.PUBLISHED: ("首次发表日", "First published"),
    Day.COMPLETED: ("完成日", "Completed"),
    Day.EXPLOITED: ("首次商业利用日", "First exploited"),
}
_PICKS = {
    Pick.FIRST: ("列在前面且已知的", "The first that is known"),
    Pick.EARLIEST: ("已知中最早的", "The earliest that is known"),
}
_Kind = Annotated[
    PatentKind, Told(words=("权利种类", "Kind of right"), shape=Shape.CHOICE, choices=KINDS)
]
_Confirmed = Annotated[bool, Told(words=("已核实", "Confirmed"), shape=Shape.FLAG)]


class RightLife(Input):
    """How long rights of `kind` last whose term began on `from_on` or later."""

    kind: _Kind
    from_on: Annotated[date, Told(words=("起算日不早于", "Begun from"), shape=Shape.DAY)]
    years: Annotated[int, Field(ge=1, le=200), Told(words=("年限", "Years"), shape=Shape.NUMBER)]
    counted_from: Annotated[
        list[Day],
        Field(min_length=1, max_length=5),
        Told(words=("自何日起算", "Counted from"), shape=Shape.LIST, choices=_DAYS),
    ]
    pick: Annotated[
        Pick, Told(words=("多个日期时取", "Of several"), shape=Shape.CHOICE, choices=_PICKS)
    ] = Pick.FIRST
    cap_from: Annotated[
        Day | None,
        Told(words=("上限自何日起算", "Never past, from"), shape=Shape.CHOICE, choices=_DAYS),
    ] = None
    cap_years: Annotated[
        Annotated[int, Field(ge=1, le=200)] | None,
        Told(words=("上限年数", "Never past, years"), shape=Shape.NUMBER),
    ] = None
    to_the_years_end: Annotated[
        bool, Told(words=("止于当年年底", "To the year's end"), shape=Shape.FLAG)
    ] = False
    renewable: Annotated[bool, Told(words=("可续展", "Renewable"), shape=Shape.FLAG)] = False
    grace_months: Annotated[
        int,
        Field(ge=0, le=24),
        Told(words=("期满后宽展（月）", "Grace after it (months)"), shape=Shape.NUMBER),
    ] = 0
    basis: Annotated[
        str, Field(min_length=1, max_length=300), Told(words=("依据", "Basis (Chinese)"))
    ]
    basis_en: Annotated[
        Annotated[str, Field(min_length=1, max_length=300)] | None,
        Told(words=("依据（英文）", "Basis (English)")),
    ] = None
    confirmed: _Confirmed = False


class NumberForm(Input):
    """How numbers of rights of `kind` may look; a kind may have several forms."""

    kind: _Kind
    template: Annotated[
        str, Field(min_length=1, max_length=LONGEST_TEMPLATE), Told(words=("格式", "Form"))
    ]
    samples: Annotated[
        list[Annotated[str, Field(min_length=1, max_length=LONGEST_NUMBER)]],
        Field(min_length=1, max_length=5),
        Told(words=("应能通过的样例", "Samples that pass"), shape=Shape.LIST),
    ]
    words: Annotated[
        str, Field(min_length=1, max_length=300), Told(words=("说明", "In words (Chinese)"))
    ]
    words_en: Annotated[
        Annotated[str, Field(min_length=1, max_length=300)] | None,
        Told(words=("说明（英文）", "In words (English)")),
    ] = None
    confirmed: _Confirmed = False


@dataclass(frozen=True, kw_only=True)
class RightLaw:
    """What is in force on a day."""

    lives: tuple[RightLife, ...]
    forms: tuple[NumberForm, ...]


def lives_of(kind: PatentKind, lives: Sequence[RightLife]) -> list[RightLife]:
    """The rules of a kind, the newest first."""
    found = [each for each in lives if each.kind is kind]
    return sorted(found, key=lambda each: each.from_on, reverse=True)


def forms_of(kind: PatentKind, forms: Sequence[NumberForm]) -> list[NumberForm]:
    return [each for each in forms if each.kind is kind]


def example(kind: PatentKind, forms: Sequence[NumberForm]) -> str:
    """A number of this kind that passes."""
    return forms_of(kind, forms)[0].samples[0]


def check_lives(rows: Sequence[RightLife]) -> Iterator[Fault]:
    """Each kind has a rule, counted from days that there are of it."""
    yield from _each_kind([row.kind for row in rows])
    for at, row in enumerate(rows, start=1):
        if row.kind in DAYS:
            yield from _check_days(at, row)
            yield from _check_end(at, row)


def _check_days(at: int, row: RightLife) -> Iterator[Fault]:
    days = DAYS[row.kind]
    why = said(
        f"该种权利有：{'、'.join(_DAYS[each][0] for each in sorted(days))}，每个至多一次",
        f"Of this kind, each once: {', '.join(_DAYS[each][1].lower() for each in sorted(days))}",
    )
    if set(row.counted_from) - days or len(set(row.counted_from)) < len(row.counted_from):
        yield Fault(row=at, column="counted_from", why=why)
    if row.cap_from is not None and row.cap_from not in days:
        yield Fault(row=at, column="cap_from", why=why)


def _check_end(at: int, row: RightLife) -> Iterator[Fault]:
    if (row.cap_from is None) is not (row.cap_years is None):
        why = said("上限的起算日与年数须同时填写或同时留空", "Both or neither of the cap's")
        yield Fault(row=at, column="cap_years", why=why)
    if row.cap_years is not None and row.to_the_years_end:
        why = said("有上限时为“否”", "No, where there is a cap")
        yield Fault(row=at, column="to_the_years_end", why=why)
    if row.renewable and row.kind not in RENEWED:
        why = said("只有商标可以续展", "Only a trade mark can be renewed")
        yield Fault(row=at, column="renewable", why=why)
    if row.grace_months and not row.renewable:
        why = said("不可续展时为 0", "0 where it cannot be renewed")
        yield Fault(row=at, column="grace_months", why=why)


def check_forms(rows: Sequence[NumberForm]) -> Iterator[Fault]:
    """Each kind has a form; each form is a template that its samples fit."""
    yield from _each_kind([row.kind for row in rows])
    for at, row in enumerate(rows, start=1):
        try:
            form = number_forms.template(row.template)
        except number_forms.TemplateInvalid as error:
            yield Fault(row=at, column="template", why=str(error))
            continue
        for sample in row.samples:
            if form.read(sample, this_year=_ANY_YEAR) != sample:
                why = said(f"样例“{sample}”与格式不符", f'The form does not take "{sample}"')
                yield Fault(row=at, column="samples", why=why)


_ANY_YEAR = 9999


def _each_kind(given: Sequence[PatentKind]) -> Iterator[Fault]:
    names = said(
        "、".join(words[0] for words in KINDS.values()),
        ", ".join(words[1].lower() for words in KINDS.values()),
    )
    for at, kind in enumerate(given, start=1):
        if kind not in KINDS:
            yield Fault(row=at, column="kind", why=said(f"应为{names}", f"One of {names}"))
    for kind, words in KINDS.items():
        if kind not in given:
            why = said(f"还须列出{words[0]}", f"{words[1]} is needed too")
            yield Fault(row=max(len(given), 1), column="kind", why=why)
