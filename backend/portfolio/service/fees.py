"""The annual fees of a firm's patents: what falls due when, and the list that CNIPA is paid by."""

from bisect import bisect_left
from collections.abc import AsyncIterator, Sequence, Set
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from backend.identity import service as identity
from backend.kernel import clock, listed, pages
from backend.kernel.auth import Actor, Permission
from backend.kernel.errors import InvalidField
from backend.kernel.language import said
from backend.kernel.money import Fen
from backend.kernel.spreadsheet import yuan
from backend.portfolio import terms, wording
from backend.portfolio.fee_rows import FeeTables
from backend.portfolio.fee_tables import fee_tables
from backend.portfolio.queries import summary as queries
from backend.portfolio.service.held import HeldRight, held_right
from backend.portfolio.service.summing import LATE, PAGE
from backend.portfolio.service.views import FeeYearView, fee_years
from backend.portfolio.states import GrantedReduction, ReductionGround

OPEN = frozenset({"late", "due", "ahead"})
MOST_YEARS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeRow:
    """One annual fee that can still be paid; `waived`: by the reduction that was asked for, or
    because an open licence runs on the due day."""

    held: HeldRight
    fee: FeeYearView
    waived: terms.Waived | None
    bands: tuple[terms.Lateness, ...]

    @property
    def reduction_fen(self) -> Fen:
        return Fen(0) if self.waived is None else self.waived.amount

    @property
    def payable_fen(self) -> Fen:
        return Fen(self.fee.amount_fen - self.reduction_fen + self.fee.surcharge_fen)

    @property
    def place(self) -> tuple[date, UUID, int]:
        return (self.fee.due_on, self.held.holding.asset_id, self.fee.year)


async def fees(
    *,
    until: date | None,
    reduction: GrantedReduction | None,
    cursor: str | None,
    limit: int,
    by: Actor,
) -> tuple[list[FeeRow], str | None, int | str]:
    """The fees that fall due up to a day (in a year, if none is named), late ones first."""
    found = [row async for row in _due(until, reduction, by=by)]
    after = None if cursor is None else tuple(pages.decode_cursor(cursor, date, UUID, int))
    rest = found if after is None else [row for row in found if row.place > after]
    page, following = pages.cut(rest[: limit + 1], limit, key=lambda row: row.place)
    return page, following, pages.total_of(len(found))


class FeesAsked(listed.Asked):
    until: date | None = None
    reduction: GrantedReduction | None = None


async def _count(asked: FeesAsked, by: Actor) -> int:
    return len([row async for row in _payable(asked, by)])


async def _open(asked: FeesAsked, by: Actor) -> listed.Extract:
    """The same fees in the columns of CNIPA's fee sheet."""
    firm = await identity.organisation(by.organisation_id)
    last, payable = _last(asked.until), 0

    async def rows() -> AsyncIterator[listed.Row]:
        nonlocal payable
        at = 0
        async for row in _payable(asked, by):
            at, payable = at + 1, payable + row.payable_fen
            yield _line(at, row, firm.name, firm.uscc)

    def cover() -> listed.Cover:
        ground = asked.reduction
        return (
            (said("企业", "Firm"), firm.name),
            (said("应缴日至", "Due until"), last),
            (said("费用减缴", "Reduction"), ground and said(*wording.REDUCTIONS[ground])),
            (said("合计（元）", "In all (CNY)"), yuan(payable)),
        )

    return listed.Extract(headings=wording.FEE_SHEET, batches=listed.batched(rows()), cover=cover)


FEE_LIST = listed.Listed(
    name="annual_fees",
    forms=(listed.Form.XLSX,),
    asked=FeesAsked,
    rests_on=frozenset({Permission.VIEW_FIRM}),
    sheet=("缴费清单", "Fee sheet"),
    count=_count,
    open=_open,
    is_form=True,
)


async def _payable(asked: FeesAsked, by: Actor) -> AsyncIterator[FeeRow]:
    """Of the patents whose number the office pays by."""
    async for row in _due(asked.until, asked.reduction, by=by):
        if row.held.right.application_no:
            yield row


def _line(at: int, row: FeeRow, name: str, uscc: str | None) -> listed.Row:
    kind = wording.KIND_WORDS[row.held.right.kind][0]
    remarks = []
    if row.waived is not None and row.waived.ground is ReductionGround.OPEN_LICENCE:
        remarks.append(f"开放许可减缴 {yuan(row.waived.amount)} 元")
    if row.fee.surcharge_fen:
        remarks.append(f"滞纳金 {yuan(row.fee.surcharge_fen)} 元")
    return [
        at,
        (row.held.right.application_no or "").replace(".", ""),
        "专利",
        name,
        uscc or "",
        f"{kind}第{row.fee.year}年年费",
        "",
        yuan(row.payable_fen),
        "；".join(remarks),
    ]


def _last(until: date | None) -> date:
    today = clock.today()
    last = until or terms.anniversary(today, 1)
    if not today <= last <= terms.anniversary(today, MOST_YEARS):
        raise InvalidField("until", f"A day from today, at most {MOST_YEARS} years ahead.")
    return last


async def _due(
    until: date | None, reduction: GrantedReduction | None, *, by: Actor
) -> AsyncIterator[FeeRow]:
    by.require(Permission.VIEW_FIRM)
    last, today = _last(until), clock.today()
    async for row in open_fees(by.organisation_id, last=last, reduction=reduction, today=today):
        yield row


async def open_fees(
    firm: UUID, *, last: date, reduction: GrantedReduction | None, today: date
) -> AsyncIterator[FeeRow]:
    """What a firm can pay of what falls due up to a day, the earliest first, as it is read."""
    found: list[FeeRow] = []
    after: tuple[date, UUID] | None = None
    tables = await fee_tables()
    while True:
        rows = await queries.by_next_anniversary(firm, since=today - LATE, after=after, limit=PAGE)
        near = [row for row in rows if row["next_on"] <= last]
        opened = await queries.open_licences([row["right_id"] for row in near])
        for row in near:
            held = held_right(row, today=today, fees=tables)
            years = fee_years(row, held.facts, today=today, fees=tables)
            open_in = opened.get(row["right_id"], ())
            found += _rows(
                held, years, last=last, reduction=reduction, open_in=open_in, tables=tables
            )
        found.sort(key=lambda each: each.place)
        if len(rows) < PAGE or rows[-1]["next_on"] > last:
            for each in found:
                yield each
            return
        after = (rows[-1]["next_on"], rows[-1]["id"])
        # No fee of a holding that comes is due before its anniversary.
        known = bisect_left(found, after[0], key=lambda each: each.fee.due_on)
        for each in found[:known]:
            yield each
        found = found[known:]


def _rows(
    held: HeldRight,
    years: list[FeeYearView],
    *,
    last: date,
    reduction: GrantedReduction | None,
    open_in: Sequence[queries.OpenLicence],
    tables: FeeTables,
) -> list[FeeRow]:
    """Of one patent; the fee of the year of grant, the first of the reduced ones, opens them."""
    first = years[0].year if years else 0
    return [
        FeeRow(
            held=held,
            fee=fee,
            waived=terms.reduction(
                tables,
                fee.amount_fen,
                due_on=fee.due_on,
                nth=fee.year - first + 1,
                grounds=_grounds(reduction, open_in, due_on=fee.due_on),
            ),
            bands=terms.lateness(tables, fee.amount_fen, due_on=fee.due_on),
        )
        for fee in years
        if fee.state in OPEN and fee.due_on <= last
    ]


def _grounds(
    granted: GrantedReduction | None, open_in: Sequence[queries.OpenLicence], *, due_on: date
) -> Set[ReductionGround]:
    grounds = set() if granted is None else {ReductionGround(granted)}
    if any(each.runs_on(due_on) for each in open_in):
        grounds.add(ReductionGround.OPEN_LICENCE)
    return grounds
