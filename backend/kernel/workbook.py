"""A workbook written row by row: no more than one row of it is ever in memory."""

from collections.abc import AsyncIterator, Iterable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import NamedTemporaryFile

import xlsxwriter

from backend.kernel.spreadsheet import neutral

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CHUNK = 256 * 1024


class Workbook:
    """One sheet; texts are texts whatever they begin with, amounts and days are such."""

    def __init__(self, sheet: str, headings: Sequence[str]) -> None:
        with NamedTemporaryFile(prefix="zhirong-", suffix=".xlsx", delete=False) as file:
            self.path = Path(file.name)
        self._book = xlsxwriter.Workbook(
            str(self.path),
            {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
        )
        self._sheet = self._book.add_worksheet(sheet)
        self._day = self._book.add_format({"num_format": "yyyy-mm-dd"})
        self._money = self._book.add_format({"num_format": "#,##0.00"})
        self._sheet.set_column(0, len(headings) - 1, 18)
        self._sheet.freeze_panes(1, 0)
        self._row = 0
        self._write(headings, bold=self._book.add_format({"bold": True}))

    def add(self, rows: Iterable[Sequence[object]]) -> None:
        for row in rows:
            self._write(row)

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
            elif isinstance(cell, date):
                self._sheet.write_datetime(*place, cell, self._day)
            elif cell is not None:
                self._sheet.write_string(*place, neutral(str(cell)), bold)
        self._row += 1


async def chunks(book: Workbook) -> AsyncIterator[bytes]:
    """The closed workbook's bytes; the file is gone afterwards."""
    try:
        with book.path.open("rb") as file:
            while piece := file.read(CHUNK):
                yield piece
    finally:
        book.discard()
