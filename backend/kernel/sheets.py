"""The first sheet of a workbook, row by row, after it was found to be no trap. Pure.

The reader lays a sheet out as a full rectangle, so one cell far away would fill the memory:
where every cell stands is looked at first. Sizes that lie are found by the checksums.
"""

import io
import xml.parsers.expat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from backend.kernel.errors import RuleBroken

MOST_COLUMNS = 64
MOST_UNPACKED = 256 * 1024 * 1024
MOST_ENTRIES = 500
#: A spreadsheet keeps whole numbers exactly up to here: 15 figures.
EXACT = 10**15
_PIECE = 256 * 1024


class SheetUnreadable(RuleBroken):
    """`reason`: what is wrong with the file."""

    code = "sheet.unreadable"
    title = "This is no workbook that can be read"


class SheetTooLarge(RuleBroken):
    """`most_rows`: how many rows are taken."""

    code = "sheet.too_large"
    title = "The workbook holds more than is taken"


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Reads sheets of up to so many rows; what it refuses, it refuses by these."""

    most_rows: int
    unreadable: type[RuleBroken] = SheetUnreadable
    too_large: type[RuleBroken] = SheetTooLarge

    def rows(self, content: bytes) -> Iterator[tuple[int, list[Any]]]:
        """The rows of the first sheet that have something, with their numbers."""
        self._check(content)
        try:
            book = CalamineWorkbook.from_filelike(io.BytesIO(content))
            sheet = book.get_sheet_by_index(0)
            top = sheet.start[0] if sheet.start else 0
            laid = sheet.to_python(skip_empty_area=True)
        except (CalamineError, ValueError, IndexError) as error:
            raise self.unreadable(f"The workbook is damaged: {error}.", reason="damaged") from None
        for at, row in enumerate(laid, start=top + 1):
            if any(cell != "" for cell in row):
                yield at, row

    def _check(self, content: bytes) -> None:
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                entries = archive.infolist()
                unpacked = sum(entry.file_size for entry in entries)
                if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED:
                    raise self.too_large("Unpacked, the workbook is more than is taken.")
                for entry in entries:
                    with archive.open(entry) as file:
                        self._look(file, is_sheet=entry.filename.startswith("xl/worksheets/"))
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
            raise self.unreadable(f"The workbook is damaged: {error}.", reason="damaged") from None

    def _look(self, file: Any, *, is_sheet: bool) -> None:
        """Read an entry to its checksum; of a sheet, where its cells stand."""
        parser = xml.parsers.expat.ParserCreate()
        parser.StartElementHandler = self._element
        parser.StartDoctypeDeclHandler = self._doctype
        try:
            while piece := file.read(_PIECE):
                if is_sheet:
                    parser.Parse(piece, False)  # noqa: FBT003 - expat's own form
            if is_sheet:
                parser.Parse(b"", True)  # noqa: FBT003
        except xml.parsers.expat.ExpatError as error:
            raise self.unreadable(f"The workbook is damaged: {error}.", reason="damaged") from None

    def _doctype(self, *_: object) -> None:
        raise self.unreadable("The workbook declares what a sheet does not.", reason="damaged")

    def _element(self, name: str, attributes: dict[str, str]) -> None:
        kind = name.rpartition(":")[2]
        place = attributes.get("r", "")
        if kind == "row" and place:
            self._check_row(place)
        elif kind == "c" and place:
            letters = place.rstrip("0123456789")
            self._check_row(place[len(letters) :] or "0")
            column = 0
            for letter in letters[:4].upper():
                column = column * 26 + ord(letter) - ord("A") + 1
            if not 0 < column <= MOST_COLUMNS:
                raise self.unreadable(f"A cell stands at {place[:12]}.", reason="too_many_columns")

    def _check_row(self, text: str) -> None:
        if not text.isdecimal() or int(text[:9]) > self.most_rows + 100:
            raise self.too_large(f"At most {self.most_rows} rows.", most_rows=self.most_rows)
