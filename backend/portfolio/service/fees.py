"""The annual fees of a firm's patents: what falls due when, and the list that CNIPA is paid by."""

import asyncio
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from backend.identity import service as identity
from backend.kernel import clock, pages
from backend.kernel.auth import Actor, Permission
from backend.kernel.errors import InvalidField
from backend.kernel.money import Fen
from backend.kernel.spreadsheet import check_size, yuan
from backend.kernel.workbook import Workbook
from backend.portfolio import terms, wording
from backend.portfolio.fee_rows import FeeTables
from backend.portfolio.fee_tables import fee_tables
from backend.portfolio.queries import summary as queries
from backend.portfolio.service.held import HeldRight, held_right
from backend.portfolio.service.summing import LATE, PAGE
from backend.portfolio.service.views import FeeYearView, fee_years
from backend.portfolio.states import ReductionGround

OPEN = frozenset({"late", "due", "ahead"})
MOST_YEARS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeRow:
    """One annual fee that can still be paid; the reduction is the one that was asked for."""

    held: HeldRight
    fee: FeeYearView
    reduction_fen: Fen
    bands: tuple[terms.Lateness, ...]

    @property
    def payable_fen(self) -> Fen:
        return Fen(self.fee.amount_fen - self.reduction_fen + self.fee.surcharge_fen)

    @property
    def place(self) -> tuple[date, UUID, int]:
        return (self.fee.due_on, self.held.holding.asset_id, self.fee.year)


async def fees(
    *,
    until: date | None,
    reduction: ReductionGround | None,
    cursor: str | None,
    limit: int,
    by: Actor,
) -> tuple[list[FeeRow], str | None, int | str]:
    """The fees that fall due up to a day (in a year, if none is named), late ones first."""
    found = await _open(until, reduction, by=by)
    after = None if cursor is None else tuple(pages.decode_cursor(cursor, date, UUID, int))
    rest = found if after is None else [row for row in found if row.place > after]
    page, following = pages.cut(rest[: limit + 1], limit, key=lambda row: row.place)
    return page, following, pages.total_of(len(found))


async def fee_sheet(
    *, until: date | None, reduction: ReductionGround | None, by: Actor
) -> Workbook:
    """The same fees in the columns of CNIPA's fee sheet; the caller reads and discards it."""
    found = [row for row in await _open(until, reduction, by=by) if row.held.right.application_no]
    check_size(len(found))
    firm = await identity.organisation(by.organisation_id)
    book = Workbook("缴费清单", wording.FEE_SHEET)
    try:
        lines = [_line(at, row, firm.name, firm.uscc) for at, row in enumerate(found, start=1)]
        await asyncio.to_thread(book.add, lines)
        await asyncio.to_thread(book.close)
    except BaseException:
        book.discard()
        raise
    return book


def _line(at: int, row: FeeRow, name: str, uscc: str | None) -> list[object]:
    kind = wording.KINDS[row.held.right.kind][0]
    remark = f"滞纳金 {yuan(row.fee.surcharge_fen)} 元" if row.fee.surcharge_fen else ""
    return [
        at,
        (row.held.right.application_no or "").replace(".", ""),
        "专利",
        name,
        uscc or "",
        f"{kind}第{row.fee.year}年年费",
        "",
        yuan(row.payable_fen),
        remark,
    ]


async def _open(
    until: date | None, reduction: ReductionGround | None, *, by: Actor
) -> list[FeeRow]:
    by.require(Permission.VIEW_FIRM)
    today = clock.today()
    last = until or terms.anniversary(today, 1)
    if not today <= last <= terms.anniversary(today, MOST_YEARS):
        raise InvalidField("until", f"A day from today, at most {MOST_YEARS} years ahead.")
    return await open_fees(by.organisation_id, last=last, reduction=reduction, today=today)


async def open_fees(
    firm: UUID, *, last: date, reduction: ReductionGround | None, today: date
) -> list[FeeRow]:
    """What a firm can pay of what falls due up to a day, the earliest first."""
    found: list[FeeRow] = []
    after: tuple[date, UUID] | None = None
    tables = await fee_tables()
    while True:
        rows = await queries.by_next_anniversary(firm, since=today - LATE, after=after, limit=PAGE)
        for row in rows:
            if row["next_on"] <= last:
                held = held_right(row, today=today, fees=tables)
                years = fee_years(row, held.facts, today=today, fees=tables)
                found += _rows(held, years, last=last, reduction=reduction, tables=tables)
        if len(rows) < PAGE or rows[-1]["next_on"] > last:
            return sorted(found, key=lambda each: each.place)
        after = (rows[-1]["next_on"], rows[-1]["id"])


def _rows(
    held: HeldRight,
    years: list[FeeYearView],
    *,
    last: date,
    reduction: ReductionGround | None,
    tables: FeeTables,
) -> list[FeeRow]:
    """Of one patent; the fee of the year of grant, the first of the reduced ones, opens them."""
    first = years[0].year if years else 0
    return [
        FeeRow(
            held=held,
            fee=fee,
            reduction_fen=terms.reduction(
                tables,
                fee.amount_fen,
                due_on=fee.due_on,
                nth=fee.year - first + 1,
                ground=reduction,
            ),
            bands=terms.lateness(tables, fee.amount_fen, due_on=fee.due_on),
        )
        for fee in years
        if fee.state in OPEN and fee.due_on <= last
    ]
