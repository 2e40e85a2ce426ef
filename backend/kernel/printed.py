"""A list as a sheet to print: the cells of its workbook as texts, no more than anybody reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.kernel.db import snapshot
from backend.kernel.errors import RuleBroken
from backend.kernel.language import said
from backend.kernel.listed import A, Listed, Row

#: Some sixty pages of paper; whoever wants more wants a file.
MOST = 2_000


class TooLongToPrint(RuleBroken):
    code = "export_too_long_to_print"
    title = "A list of so many rows is not printed; narrow the filters, or export it"


@dataclass(frozen=True, kw_only=True)
class Column:
    heading: str
    #: Its cells are amounts and counts, which stand to the right.
    is_numeric: bool


@dataclass(frozen=True, kw_only=True)
class Printed:
    """What the list was narrowed to and comes to, and its rows, all of one moment."""

    title: str
    cover: Sequence[tuple[str, str]]
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    read_at: datetime


async def sheet(listed: Listed[A], asked: A, *, by: Actor, most: int = MOST) -> Printed:
    """The whole list inside one snapshot; refused when it is more than is printed."""
    async with snapshot():
        total = await listed.count(asked, by)
        if total > most:
            raise TooLongToPrint(
                f"It has {total} rows, and at most {most} are printed. Narrow the filters, or "
                "export the list.",
                rows=total,
                limit=most,
            )
        read_at = clock.now()
        extract = await listed.open(asked, by)
        rows = [row async for batch in extract.batches for row in batch]
        return Printed(
            title=said(*listed.sheet),
            cover=[(name, text(value)) for name, value in extract.cover()],
            columns=[
                Column(heading=heading, is_numeric=_is_numeric(rows, place))
                for place, heading in enumerate(extract.headings)
            ],
            rows=[[text(cell) for cell in row] for row in rows],
            read_at=read_at,
        )


def text(cell: object) -> str:
    """As a spreadsheet shows the cell of a workbook. Paper runs no formula."""
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return f"{cell:,.2f}"
    if isinstance(cell, datetime):
        return f"{cell.astimezone(clock.SHANGHAI):%Y-%m-%d %H:%M:%S}"
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _is_numeric(rows: Sequence[Row], place: int) -> bool:
    cells = [row[place] for row in rows if place < len(row) and row[place] not in {None, ""}]
    return bool(cells) and all(isinstance(cell, Decimal | int) for cell in cells)
