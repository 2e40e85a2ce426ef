"""A workbook written row by row: no more than one row of it is ever in memory."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Protocol

import xlsxwriter

from backend.kernel import clock
from backend.kernel.language import said
from backend.kernel.spreadsheet import check_size, neutral

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CHUNK = 256 * 1024
#: The sheet that says what was asked for.
FILTERS = ("筛选条件", "Filters")
ROWS = ("行数", "Rows")
EXPORTED_AT = ("导出时间（北京时间）", "Exported at (UTC+8)")


class Workbook:
    """Texts are texts whatever they begin with, amounts, days and moments are such.

    Where filters are named, they stand on a sheet of their own before the first; `covered` keeps
    that sheet for what is told when the rows are known.
    """

    def __init__(
        self,
        sheet: str,
        headings: Sequence[str],
        *,
        filters: Sequence[tuple[str, object]] = (),
        covered: bool = False,
    ) -> None:
        with NamedTemporaryFile(prefix="zhirong-", suffix=".xlsx", delete=False) as file:
            self.path = Path(file.name)
        self._book = xlsxwriter.Workbook(
            str(self.path),
            {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
        )
        self._day = self._book.add_format({"num_format": "yyyy-mm-dd"})
        self._moment = self._book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        self._money = self._book.add_format({"num_format": "#,##0.00"})
        self._bold = self._book.add_format({"bold": True})
        self._row = 0
        self._cover = None
        if filters or covered:
            self._sheet = self._cover = self._covering()
            self.add(filters)
        self.turn(sheet, headings)

    def _covering(self) -> xlsxwriter.worksheet.Worksheet:
        sheet = self._book.add_worksheet(said(*FILTERS))
        sheet.set_column(0, 1, 30)
        return sheet

    def turn(self, sheet: str, headings: Sequence[str]) -> None:
        """Go on with a new sheet; the one before is done."""
        self._sheet = self._book.add_worksheet(sheet)
        self._sheet.set_column(0, len(headings) - 1, 18)
        self._sheet.freeze_panes(1, 0)
        self._row = 0
        self._write(headings, bold=self._bold)

    def add(self, rows: Iterable[Sequence[object]]) -> None:
        for row in rows:
            self._write(row)

    def tell(self, filters: Sequence[tuple[str, object]]) -> None:
        """Say what the rows are of: on the cover, or behind the last sheet where none was kept;
        nothing is added to a sheet after it."""
        self._sheet, self._row = self._cover or self._covering(), 0
        self.add(filters)

    def close(self) -> None:
        self._book.close()

    def discard(self) -> None:
        self.path.unlink(missing_ok=True)

    def _write(self, cells: Sequence[object], *, bold: object = None) -> None:
        for column, cell in enumerate(cells):
            place = (self._row, column)
            if isinstance(cell, Decimal):
                self._sheet.write_number(*place, cell, self._money)
            elif isinstance(cell, int):
                self._sheet.write_number(*place, cell)
            elif isinstance(cell, datetime):
                # A spreadsheet rounds what it shows; paper and CSV say the second that was.
                local = cell.astimezone(clock.SHANGHAI).replace(microsecond=0, tzinfo=None)
                self._sheet.write_datetime(*place, local, self._moment)
            elif isinstance(cell, date):
                self._sheet.write_datetime(*place, cell, self._day)
            elif cell is not None:
                self._sheet.write_string(*place, neutral(str(cell)), bold)
        self._row += 1


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A part of a workbook: its name, its headings, its rows."""

    name: str
    headings: Sequence[str]
    rows: Sequence[Sequence[object]]


async def written(
    sheet: str,
    headings: Sequence[str],
    rows: Sequence[Sequence[object]],
    *,
    filters: Sequence[tuple[str, object]],
) -> Workbook:
    """A closed workbook of a list with what was asked for; refused when it is too long."""
    asked = [*filters, (said(*ROWS), len(rows))]
    return await bound([Sheet(name=sheet, headings=headings, rows=rows)], cover=asked)


async def bound(sheets: Sequence[Sheet], *, cover: Sequence[tuple[str, object]]) -> Workbook:
    """A closed workbook of several sheets behind what it is of; refused when one is too long."""
    for each in sheets:
        check_size(len(each.rows))
    told = [*cover, (said(*EXPORTED_AT), clock.now())]
    book = Workbook(sheets[0].name, sheets[0].headings, filters=told)
    try:
        await asyncio.to_thread(_fill, book, sheets)
    except BaseException:
        book.discard()
        raise
    return book


def _fill(book: Workbook, sheets: Sequence[Sheet]) -> None:
    for n, each in enumerate(sheets):
        if n:
            book.turn(each.name, each.headings)
        book.add(each.rows)
    book.close()


class Closed(Protocol):
    """A file that is written to its end."""

    @property
    def path(self) -> Path: ...

    def discard(self) -> None: ...


async def chunks(book: Closed) -> AsyncIterator[bytes]:
    """The closed file's bytes; it is gone afterwards."""
    try:
        with book.path.open("rb") as file:
            while piece := file.read(CHUNK):
                yield piece
    finally:
        book.discard()
