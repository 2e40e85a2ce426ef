"""A bank's book on a day: what it has committed to and lent, divided, down to the cases."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from backend.kernel import clock, listed, pages
from backend.kernel.auth import Actor, Permission
from backend.kernel.errors import InvalidField
from backend.kernel.language import spoken
from backend.kernel.money import Fen
from backend.lending import book_wording
from backend.lending.queries import book as queries
from backend.lending.rules import book as rules
from backend.lending.rules.book import AlertState, By, Exposure, Group

FIRST = date(2000, 1, 1)


@dataclass(frozen=True, kw_only=True)
class Book:
    on: date
    groups: list[Group]

    @property
    def cases(self) -> int:
        return sum(group.cases for group in self.groups)

    @property
    def committed(self) -> Fen:
        return Fen(sum(group.committed for group in self.groups))

    @property
    def drawn(self) -> Fen:
        return Fen(sum(group.drawn for group in self.groups))


async def book(by_what: By, *, on: date | None, by: Actor) -> Book:
    by.require(Permission.VIEW_BANK)
    day = _day(on)
    until = clock.end_of_day(day)
    rows = await queries.groups(by.organisation_id, by_what, on=day, until=until)
    shares = rules.shares([row["committed"] + row["drawn"] for row in rows])
    return Book(
        on=day,
        groups=[
            Group(
                key=row["key"],
                label=row["label"],
                cases=row["cases"],
                committed=Fen(row["committed"]),
                drawn=Fen(row["drawn"]),
                share_bp=share,
            )
            for row, share in zip(rows, shares, strict=True)
        ],
    )


async def page(
    by_what: By, key: str | None, *, on: date | None, cursor: str | None, limit: int, by: Actor
) -> tuple[list[Exposure], str | None, int]:
    """The cases of a group, or all: the largest first."""
    by.require(Permission.VIEW_BANK)
    day = _day(on)
    after = None
    if cursor is not None:
        amount, last = pages.decode_cursor(cursor, int, UUID)
        after = (amount, last)
    rows, total = await queries.page(
        by.organisation_id,
        by_what,
        key,
        on=day,
        until=clock.end_of_day(day),
        after=after,
        limit=limit,
    )
    cut, following = pages.cut(
        [_exposure(row) for row in rows], limit, key=lambda case: (int(case.amount), case.id)
    )
    return list(cut), following, total


class BookAsked(listed.Asked):
    on: date | None = None


async def _count(asked: BookAsked, by: Actor) -> int:
    return len(await _cases(_day(asked.on), by=by))


async def _open(asked: BookAsked, by: Actor) -> listed.Extract:
    """All cases of the book, what it is of on the first sheet."""
    day = _day(asked.on)
    cases = await _cases(day, by=by)

    async def batches() -> AsyncIterator[Sequence[listed.Row]]:
        for at in range(0, len(cases), listed.BATCH):
            yield [book_wording.row(case) for case in cases[at : at + listed.BATCH]]

    def cover() -> listed.Cover:
        return tuple(book_wording.cover(by.organisation_name, cases, on=day))

    return listed.Extract(headings=spoken(book_wording.HEADINGS), batches=batches(), cover=cover)


BOOK_LIST = listed.Listed(
    name="loan_book",
    forms=(listed.Form.XLSX,),
    asked=BookAsked,
    rests_on=frozenset({Permission.VIEW_BANK}),
    sheet=book_wording.SHEET,
    count=_count,
    open=_open,
)


def _day(on: date | None) -> date:
    day = on or clock.today()
    if not FIRST <= day <= clock.today():
        raise InvalidField("on", "A day up to today.")
    return day


async def _cases(day: date, *, by: Actor) -> list[Exposure]:
    by.require(Permission.VIEW_BANK)
    rows, _ = await queries.page(
        by.organisation_id,
        By.STATE,
        None,
        on=day,
        until=clock.end_of_day(day),
        after=None,
        limit=None,
    )
    return [_exposure(row) for row in rows]


def _exposure(row: Mapping[str, Any]) -> Exposure:
    return Exposure(
        id=row["id"],
        number=row["number"],
        state=row["state"],
        firm_name=row["firm_name"],
        industry=row["industry"],
        division=row["division"],
        right_kinds=tuple(row["right_kinds"]),
        product_name=row["product_name"],
        granted=Fen(row["granted_fen"]),
        drawn=None if row["drawn_fen"] is None else Fen(row["drawn_fen"]),
        drawn_on=row["drawn_on"],
        matures_on=row["matures_on"],
        alert=AlertState(row["alert"]),
    )
