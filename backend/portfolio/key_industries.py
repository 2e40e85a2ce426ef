"""Pudong's key industries are reference data: a list of codes, each with its words and days.

One that ended has a last day and stays listed: what bears its code keeps its words.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import Field

from backend.kernel import clock
from backend.kernel.language import said
from backend.kernel.schemas import Input
from backend.portfolio import rules
from backend.portfolio.states import NO_KEY_INDUSTRY
from backend.reference import service as reference
from backend.reference.kinds import Fault, History, Kind, Shape, Told, Words, declare

LONGEST = 24
_CODE = re.compile(r"[a-z][a-z0-9_]{1,23}")
#: Of what belongs to none of them.
_NONE: Words = ("其他", "Other")


class KeyIndustryRow(Input):
    """A key industry; one that is named no more has a last day and stays listed."""

    position: Annotated[
        int, Field(ge=1, le=999), Told(words=("次序", "Position"), shape=Shape.NUMBER)
    ]
    code: Annotated[str, Field(max_length=LONGEST), Told(words=("代码", "Code"))]
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

    def has_begun(self, on: date) -> bool:
        return self.from_on is None or self.from_on <= on

    def is_offered(self, on: date) -> bool:
        return self.has_begun(on) and (self.until is None or on <= self.until)


def _check(rows: Sequence[KeyIndustryRow]) -> Iterator[Fault]:
    for at, row in enumerate(rows, start=1):
        if row.code == NO_KEY_INDUSTRY:
            why = said(
                "other 是程序自用的代码，表示不属于任何重点产业；请换一个代码",
                "other is the program's own, for what belongs to none of them; use another code",
            )
            yield Fault(row=at, column="code", why=why)
        elif not _CODE.fullmatch(row.code):
            why = said(
                "应为小写字母开头的字母、数字和下划线，至多 24 个字符，例如 new_materials",
                "Small letters, digits and underscores, 24 at most, such as new_materials",
            )
            yield Fault(row=at, column="code", why=why)
        if row.from_on and row.until and row.until < row.from_on:
            why = said("应不早于首日", "Not before the first day")
            yield Fault(row=at, column="until", why=why)


async def _keeps_all(rows: Sequence[KeyIndustryRow], _: date | None) -> list[Fault]:
    """What bears a code stays readable: an industry ends, but stays listed."""
    return [
        Fault(
            row=len(rows),
            column="code",
            why=said(
                f"还须列出“{row.zh}”（{row.code}）；不再使用的填最后一日",
                f'"{row.en}" ({row.code}) is needed too; what is used no more has a last day',
            ),
        )
        for row in await reference.left_out(KEY_INDUSTRIES, rows)
    ]


KEY_INDUSTRIES = declare(
    Kind(
        code="key_industries",
        title=("重点产业", "Key industries"),
        about=(
            "用于 IPC 对应、知识产权与市场的筛选及许可领域；停用的不再可选，已归入的仍显示其名称。",
            "For classes, filters and fields of use; what bears one that ended keeps its name.",
        ),
        row=KeyIndustryRow,
        key=("code",),
        check=_check,
        fits=_keeps_all,
    )
)


@dataclass(frozen=True, eq=False)
class KeyIndustries:
    """The list as it stands on a day."""

    history: History[KeyIndustryRow]
    day: date

    @property
    def rows(self) -> list[KeyIndustryRow]:
        """Those that have begun, in their order; among them what has ended."""
        begun = [row for row in self.history.on(self.day) if row.has_begun(self.day)]
        return sorted(begun, key=lambda row: (row.position, row.code))

    @property
    def offered(self) -> list[KeyIndustryRow]:
        return [row for row in self.rows if row.is_offered(self.day)]

    def words(self, code: str) -> Words:
        """Those of the day; of one that was not listed then, the newest known."""
        if code == NO_KEY_INDUSTRY:
            return _NONE
        known = (row for each in self.history.versions for row in each.rows)
        rows = (*self.history.on(self.day), *known)
        return next(((row.zh, row.en) for row in rows if row.code == code), (code, code))

    def check_offered(self, codes: Iterable[str], *, field: str) -> None:
        """Refuse what may not be written on that day, and say what may."""
        _refuse(codes, self.offered, field=field)

    def check_listed(self, codes: Iterable[str], *, field: str) -> None:
        """Refuse what nothing can bear: what has ended may still be looked for."""
        _refuse(codes, self.rows, field=field)


def _refuse(codes: Iterable[str], passing: Sequence[KeyIndustryRow], *, field: str) -> None:
    known = {NO_KEY_INDUSTRY, *(row.code for row in passing)}
    if not known.issuperset(codes):
        names = [f"{said(row.zh, row.en)} ({row.code})" for row in passing]
        names.append(f"{said(*_NONE)} ({NO_KEY_INDUSTRY})")
        raise rules.IndustryNotListed(field=field, passing=said("、", ", ").join(names))


async def key_industries(on: date | None = None) -> KeyIndustries:
    """The key industries of a day; of today, if none is named."""
    return KeyIndustries(await reference.history(KEY_INDUSTRIES), on or clock.today())


async def check_listed(codes: Iterable[str], *, field: str = "industry") -> None:
    """Refuse a filter that names no key industry."""
    asked = list(codes)
    if asked:
        (await key_industries()).check_listed(asked, field=field)
