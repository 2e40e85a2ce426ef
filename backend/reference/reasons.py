"""Reasons to pick from: lists that modules declare, and their rows in dated versions.

A row retires by its last day and stays listed; what was decided shows the words of its day.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from backend.kernel import clock
from backend.kernel.language import said
from backend.kernel.schemas import Input
from backend.reference import rules, service
from backend.reference.kinds import Fault, History, Kind, Shape, Told, Words, declare

OTHER = "other"
_CODE = re.compile(r"[a-z][a-z0-9_]{1,39}")


@dataclass(frozen=True, kw_only=True, eq=False)
class ReasonList:
    """A list that people pick from; the program itself needs the codes in `needs`."""

    code: str
    title: Words
    needs: frozenset[str] = frozenset()


LISTS: dict[str, ReasonList] = {}
_TITLES: dict[str, Words] = {}


def declare_list(code: str, title: Words, *, needs: frozenset[str] = frozenset()) -> ReasonList:
    """Let the operator keep this list."""
    if code in LISTS:
        raise ValueError(f"Two lists of reasons are named {code}.")
    LISTS[code] = ReasonList(code=code, title=title, needs=needs)
    _TITLES[code] = title
    return LISTS[code]


class ReasonRow(Input):
    """A reason; one that is offered no more has a last day and stays listed."""

    list: Annotated[
        str,
        Field(max_length=40),
        Told(words=("清单", "List"), shape=Shape.CHOICE, choices=_TITLES),
    ]
    position: Annotated[
        int, Field(ge=1, le=999), Told(words=("次序", "Position"), shape=Shape.NUMBER)
    ]
    code: Annotated[str, Field(max_length=40), Told(words=("代码", "Code"))]
    zh: Annotated[str, Field(min_length=1, max_length=60), Told(words=("中文", "Chinese"))]
    en: Annotated[str, Field(min_length=1, max_length=120), Told(words=("英文", "English"))]
    from_on: Annotated[
        date | None,
        Told(words=("首日（留空：随版本）", "First day (empty: the version's)"), shape=Shape.DAY),
    ] = None
    until: Annotated[
        date | None,
        Told(words=("最后一日（现用的留空）", "Last day (empty: none)"), shape=Shape.DAY),
    ] = None

    def is_offered(self, on: date) -> bool:
        return (self.from_on is None or self.from_on <= on) and (
            self.until is None or on <= self.until
        )


def _check(rows: Sequence[ReasonRow]) -> Iterator[Fault]:
    for at, row in enumerate(rows, start=1):
        found = LISTS.get(row.list)
        if found is None:
            names = said("、", ", ").join(said(*each.title) for each in LISTS.values())
            why = said(f"应为以下清单之一：{names}", f"One of these lists: {names}")
            yield Fault(row=at, column="list", why=why)
        elif row.code in found.needs and (row.from_on or row.until):
            why = said(
                "程序依赖此代码，不能设首日或最后一日；请留空，只改文字",
                "The program needs this code: leave its days empty; its words may change",
            )
            yield Fault(row=at, column="until" if row.until else "from_on", why=why)
        if not _CODE.fullmatch(row.code):
            why = said(
                "应为小写字母开头的字母、数字和下划线，例如 name_differs",
                "Small letters, digits and underscores, such as name_differs",
            )
            yield Fault(row=at, column="code", why=why)
        if row.from_on and row.until and row.until < row.from_on:
            why = said("应不早于首日", "Not before the first day")
            yield Fault(row=at, column="until", why=why)
    yield from _left_out(rows)


def _left_out(rows: Sequence[ReasonRow]) -> Iterator[Fault]:
    listed = {(row.list, row.code) for row in rows}
    lasting = Counter(row.list for row in rows if row.until is None)
    for each in LISTS.values():
        title = said(*each.title)
        for code in sorted(each.needs):
            if (each.code, code) not in listed:
                why = said(
                    f"“{title}”还须列出 {code}，程序依赖此代码",
                    f'"{title}" has to list {code}: the program needs it',
                )
                yield Fault(row=len(rows), column="code", why=why)
        if not lasting[each.code]:
            why = said(
                f"“{title}”须有至少一项不设最后一日", f'One of "{title}" has to have no last day'
            )
            yield Fault(row=len(rows), column="list", why=why)


async def _keeps_all(rows: Sequence[ReasonRow], _: date | None) -> list[Fault]:
    """What was decided for a reason stays readable: it retires, but stays listed."""
    return [
        Fault(
            row=len(rows),
            column="code",
            why=said(
                f"还须列出“{row.zh}”（{row.code}）；不再使用的填最后一日",
                f'"{row.en}" ({row.code}) is needed too; what is used no more has a last day',
            ),
        )
        for row in await service.left_out(REASONS, rows)
    ]


REASONS = declare(
    Kind(
        code="reasons",
        title=("理由清单", "Reasons"),
        about=(
            "退回、更正、结束、退出时可选的理由；停用的不再可选，已办结的仍显示当日的文字。",
            "Picked when something is returned, corrected or ended; decisions keep their words.",
        ),
        row=ReasonRow,
        key=("list", "code"),
        check=_check,
        fits=_keeps_all,
    )
)


async def offered(on: date, *, of: ReasonList | None = None) -> list[ReasonRow]:
    """What may be picked on a day, list by list in their order."""
    rows = await service.in_force(REASONS, on)
    found = [row for row in rows if row.is_offered(on) and (of is None or row.list == of.code)]
    places = {code: place for place, code in enumerate(LISTS)}
    return sorted(
        found, key=lambda row: (places.get(row.list, len(places)), row.position, row.code)
    )


async def check(code: str, *, of: ReasonList, on: date, field: str = "reason_code") -> None:
    """Refuse a reason that is not on its list that day, and say which are."""
    rows = await offered(on, of=of)
    if all(row.code != code for row in rows):
        raise rules.ReasonNotListed(
            field=field,
            list=said(*of.title),
            passing=said("、", ", ").join(f"{said(row.zh, row.en)} ({row.code})" for row in rows),
        )


@dataclass(frozen=True, eq=False)
class Worded:
    """The words of one list's reasons, as they were on a day."""

    list: ReasonList
    history: History[ReasonRow]

    def on(self, day: date, code: str | None) -> Words | None:
        """The words of that day; of a reason that was not listed then, the first ones known."""
        if code is None:
            return None
        standing = self.history.on(day)
        known = [row for each in reversed(self.history.versions) for row in each.rows]
        return next(
            (
                (row.zh, row.en)
                for row in (*standing, *known)
                if row.list == self.list.code and row.code == code
            ),
            None,
        )

    def at(self, moment: datetime | None, code: str | None) -> Words | None:
        return None if moment is None else self.on(clock.shanghai_date(moment), code)


async def worded(of: ReasonList) -> Worded:
    return Worded(of, await service.history(REASONS))
