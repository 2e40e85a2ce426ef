"""An insurer looks at all it was asked, quoted, wrote and bears."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from backend.kernel import clock, language
from backend.kernel.auth import Actor, Permission
from backend.kernel.errors import InvalidField
from backend.kernel.spreadsheet import check_size, yuan
from backend.kernel.workbook import Workbook
from backend.policies import wording
from backend.policies.accumulation import Accumulation, most_of
from backend.policies.queries import portfolio as queries
from backend.policies.quoted import parts_of, risk_of

BATCH = 500
#: Ten years and a leap day: more is a slip of the pen.
MOST_DAYS = 3654
FIRST_YEAR, LAST_YEAR = 1985, 2200


@dataclass(frozen=True, kw_only=True)
class Portfolio:
    funnel: list[dict[str, Any]]
    times: list[dict[str, Any]]
    premium: list[dict[str, Any]]


def check_day(name: str, day: date) -> None:
    """A day whose neighbours exist in every calendar that it is asked of."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise InvalidField(name, "The day lies between 1985 and 2200.")


def _moments(start: date, end: date) -> tuple[datetime, datetime]:
    """The first moment of a day in Shanghai, and that after another."""
    check_day("from_on", start)
    check_day("to_on", end)
    if not 0 <= (end - start).days <= MOST_DAYS:
        raise InvalidField("to_on", "The last day is after the first, at most ten years later.")
    return datetime.combine(start, time(), clock.SHANGHAI), clock.end_of_day(end)


async def portfolio(*, from_on: date, to_on: date, by: Actor) -> Portfolio:
    """Of what was sent, and of what was issued, from one day to another."""
    by.require(Permission.VIEW_INSURER)
    start, end = _moments(from_on, to_on)
    own = by.organisation_id
    return Portfolio(
        funnel=await queries.funnel(own, start=start, end=end),
        times=await queries.times_to_quote(own, start=start, end=end),
        premium=await queries.premium(own, start=start, end=end),
    )


async def accumulation(*, on: date, by: Actor) -> Accumulation:
    """What is in force on a day, by territory and technology; the insurer's own share."""
    by.require(Permission.VIEW_INSURER)
    found, last = Accumulation(), None
    while batch := await queries.in_force(by.organisation_id, on=on, after=last, most=BATCH):
        await asyncio.to_thread(_add, found, batch)
        last = batch[-1]["id"]
    return found


def _add(found: Accumulation, batch: Sequence[Mapping[str, Any]]) -> None:
    for row in batch:
        parts = [each.terms for each in parts_of(row).values()]
        found.add(str(risk_of(row).industry), parts, share_ppm=row["share_ppm"])


async def bordereau(month: date, *, by: Actor) -> Workbook:
    """What was issued in the month of a day, a row each; the caller reads and discards it."""
    by.require(Permission.VIEW_INSURER)
    check_day("month", month)
    first = month.replace(day=1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    start, end = (datetime.combine(day, time(), clock.SHANGHAI) for day in (first, following))
    own = by.organisation_id
    check_size(await queries.count_issued(own, start=start, end=end))
    words = wording.TABLES[language.current()]
    book = Workbook(f"{first:%Y-%m}", words.headings)
    try:
        await _write(book, own, start=start, end=end, words=words)
        await asyncio.to_thread(book.close)
    except BaseException:
        book.discard()
        raise
    return book


async def _write(
    book: Workbook, own: UUID, *, start: datetime, end: datetime, words: wording.Tables
) -> None:
    after = None
    while rows := await queries.bordereau(own, start=start, end=end, after=after):
        await asyncio.to_thread(book.add, [_cells(row, words) for row in rows])
        after = (rows[-1]["issued_at"], rows[-1]["id"])


def _cells(row: Mapping[str, Any], words: wording.Tables) -> list[object]:
    risk, parts = risk_of(row), [each.terms for each in parts_of(row).values()]
    territories = sorted({code for part in parts for code in part.territories})
    most = sum(most_of(part) for part in parts)
    return [
        row["number"],
        row["firm_name"],
        words.lines.get(row["line"], row["line"]),
        row["product_name"],
        row["filing_number"],
        row["plan_code"],
        row["quote_number"],
        row["inception_on"],
        row["expires_on"],
        clock.shanghai_date(row["bound_at"]),
        clock.shanghai_date(row["issued_at"]),
        "、".join(territories),
        str(risk.industry),
        "、".join(part.code for part in parts),
        yuan(most),
        yuan(row["gross_fen"]),
        words.roles[row["role"]],
        f"{yuan(row['share_ppm']) / 100:f}%",
        yuan(row["own_net_fen"]),
        yuan(row["own_vat_fen"]),
        row["bank_name"] or "",
    ]
