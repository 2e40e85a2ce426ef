"""Lists that leave as files just as their pages read them: page after page, by one service."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from backend.kernel import listed
from backend.kernel.auth import Actor, Permission
from backend.kernel.language import Pair, said, spoken
from backend.kernel.listed import A, Listed, Row

V = TypeVar("V")
#: Some rows, where the next page starts, and how many rows there are.
Read = tuple[Sequence[V], str | None, int | str]
#: What was asked for, each with what it is called.
Told = Sequence[tuple[Pair, object]]


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a page stands: what the service of the list takes besides filters and reader."""

    cursor: str | None
    limit: int
    #: As far as rows are counted.
    counted: int


#: A list as its pages have it, for one reader with his filters.
Pages = Callable[[Place], Awaitable[Read[V]]]


async def total_of(pages: Pages[V]) -> int:
    """How many rows there are on all pages."""
    return int((await pages(Place(cursor=None, limit=1, counted=listed.EVERY)))[2])


async def rows_of(pages: Pages[V], cells: Callable[[V], Row]) -> AsyncIterator[Sequence[Row]]:
    """The rows of every page, one page after the other."""
    cursor, more = None, True
    while more:
        found, cursor, _ = await pages(Place(cursor=cursor, limit=listed.BATCH, counted=0))
        yield [cells(each) for each in found]
        more = cursor is not None


def paged(
    *,
    name: str,
    sheet: Pair,
    asked: type[A],
    rests_on: frozenset[Permission],
    columns: Sequence[Pair],
    page: Callable[[A, Place, Actor], Awaitable[Read[V]]],
    cells: Callable[[V, Actor], Row],
    told: Callable[[A], Told] = lambda _: (),
) -> Listed[A]:
    """The list whose `page` decides who reads what of it, with a row of `cells` for each found."""

    async def count(asked: A, by: Actor) -> int:
        return await total_of(lambda at: page(asked, at, by))

    async def opened(asked: A, by: Actor) -> listed.Extract:
        of = (said("机构", "Organisation"), by.organisation_name)
        return listed.Extract(
            headings=spoken(columns),
            batches=rows_of(lambda at: page(asked, at, by), lambda each: cells(each, by)),
            cover=lambda: (of, *((said(*what), value) for what, value in told(asked))),
        )

    return Listed(
        name=name,
        forms=(listed.Form.XLSX,),
        asked=asked,
        rests_on=rests_on,
        sheet=sheet,
        count=count,
        open=opened,
    )
