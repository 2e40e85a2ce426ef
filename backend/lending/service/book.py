"""A bank's book on a day: what it has committed to and lent, divided, down to the cases."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from backend.criteria.facts import add_months
from backend.kernel import clock, listed, pages
from backend.kernel.auth import Actor, Permission
from backend.kernel.errors import InvalidField
from backend.kernel.money import Fen
from backend.lending import book_wording
from backend.lending.queries import book as queries
from backend.lending.rules import book as rules
from backend.lending.rules.book import By, Exposure, Group

FIRST = date(2000, 1, 1)


@dataclass(frozen=True, kw_only=True)
class Book:
    on: date
    cases: list[Exposure]
    groups: list[Group]


async def book(by_what: By, *, on: date | None, by: Actor) -> Book:
    day = _day(on)
    cases = await _cases(day, by=by)
    return Book(on=day, cases=cases, groups=rules.groups(cases, by_what, on=day))


async def page(
    by_what: By, key: str | None, *, on: date | None, cursor: str | None, limit: int, by: Actor
) -> tuple[list[Exposure], str | None, int]:
    """The cases of a group, or all: the largest first."""
    day = _day(on)
    cases = [
        case
        for case in await _cases(day, by=by)
        if key is None or rules.key_of(case, by_what, on=day) == key
    ]
    rest = cases
    if cursor is not None:
        amount, last = pages.decode_cursor(cursor, int, UUID)
        rest = [case for case in cases if (-case.amount, case.id) > (-amount, last)]
    cut, following = pages.cut(
        rest[: limit + 1], limit, key=lambda case: (int(case.amount), case.id)
    )
    return list(cut), following, len(cases)


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

    return listed.Extract(headings=book_wording.HEADINGS, batches=batches(), cover=cover)


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
    rows = await queries.exposures(by.organisation_id, until=clock.end_of_day(day))
    return [
        Exposure(
            id=row["id"],
            number=row["number"],
            state=row["state"],
            firm_id=row["applicant"],
            firm_name=row["firm_name"],
            industry=row["industry"],
            division=row["division"],
            right_kinds=tuple(row["right_kinds"]),
            product_id=row["product"],
            product_name=row["product_name"],
            granted=Fen(row["granted_fen"]),
            drawn=None if row["drawn_fen"] is None else Fen(row["drawn_fen"]),
            drawn_on=row["drawn_on"],
            matures_on=(
                None
                if row["drawn_on"] is None or row["term_months"] is None
                else add_months(row["drawn_on"], row["term_months"])
            ),
            alert=rules.alert_state(
                watched=row["watched"],
                raised=row["raised"],
                standing=row["standing"],
                ltv_bp=row["ltv_bp"],
                limit_bp=row["limit_bp"],
            ),
        )
        for row in rows
    ]
