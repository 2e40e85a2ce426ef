"""Workbooks as rows of text: XLSX streamed from its archive, the old binary form through calamine.

A sheet is never laid out as a rectangle: a cell far away costs nothing but its own row.
"""

import os
import re
import tempfile
import zipfile
from array import array
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any

from python_calamine import CalamineError, CalamineWorkbook

from backend.portfolio.importing.hardened import Damaged, elements, local_name

MOST_COLUMNS = 512
MOST_UNPACKED = 2 * 1024**3
MOST_RATIO = 200
#: What an archive may unpack to before the ratio is looked at.
ALWAYS_UNPACKED = 16 * 1024 * 1024
MOST_ENTRIES = 2000
#: The old form is laid out in memory.
MOST_OLD_BYTES = 32 * 1024 * 1024
EXACT = 10**15
_LETTERS = re.compile(r"^([A-Z]{1,3})[0-9]+$")
_BROKEN = (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, KeyError)


def is_workbook(path: Path) -> bool:
    """Whether the archive is an XLSX, by the parts it holds."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except _BROKEN:
        return False
    return "[Content_Types].xml" in names and "xl/workbook.xml" in names


def rows(path: Path) -> Iterator[tuple[list[str], int]]:
    """The filled rows of the first sheet, each with the bytes read so far."""
    for _, cells, read in _read(path):
        yield cells, read


def numbered(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The filled rows of the first sheet with the numbers that a spreadsheet shows beside them."""
    for line, cells, _ in _read(path):
        yield line, cells


def _read(path: Path) -> Iterator[tuple[int, list[str], int]]:
    try:
        with path.open("rb") as file, zipfile.ZipFile(file) as archive:
            _check(archive)
            with _Strings(archive) as strings, archive.open(_first_sheet(archive)) as sheet:
                for line, cells in _sheet(sheet, strings):
                    yield line, cells, min(file.tell(), path.stat().st_size)
    except _BROKEN as error:
        raise Damaged(f"The workbook is damaged: {error}.") from None


def old_rows(path: Path) -> Iterator[tuple[list[str], int]]:
    """The filled rows of the first sheet of an `.xls`, each with the bytes read so far."""
    size = path.stat().st_size
    for _, cells in old_numbered(path):
        yield cells, size


def old_numbered(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The filled rows of the first sheet of an `.xls` with the numbers shown beside them."""
    size = path.stat().st_size
    if size > MOST_OLD_BYTES:
        raise Damaged("An .xls of more than 32 MB is not read: save it as CSV or XLSX.")
    try:
        sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
        first = 1 if sheet.start is None else sheet.start[0] + 1
        for line, raw in enumerate(sheet.iter_rows(), start=first):
            cells = [_told(cell) for cell in raw]
            if any(cells):
                yield line, cells
    except (CalamineError, ValueError, IndexError) as error:
        raise Damaged(f"The workbook is damaged: {error}.") from None


def _told(cell: object) -> str:
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float):
        return _number(repr(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell).strip()


def _check(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    packed = sum(entry.compress_size for entry in entries) or 1
    unpacked = sum(entry.file_size for entry in entries)
    if (
        len(entries) > MOST_ENTRIES
        or unpacked > MOST_UNPACKED
        or (unpacked > ALWAYS_UNPACKED and unpacked / packed > MOST_RATIO)
    ):
        raise Damaged("Unpacked, the workbook is more than is taken.")


def _first_sheet(archive: zipfile.ZipFile) -> str:
    """The part of the sheet that the workbook lists first."""
    wanted = None
    with archive.open("xl/workbook.xml") as file:
        for element in elements(file, ("sheet",)):
            if wanted is None:
                wanted = next(
                    (value for name, value in element.items() if name.endswith("}id")), None
                )
    with archive.open("xl/_rels/workbook.xml.rels") as file:
        for element in elements(file, ("Relationship",)):
            if element.get("Id") == wanted and wanted is not None:
                target = str(element.get("Target", ""))
                if target.startswith("/"):
                    return target.lstrip("/")
                return str(PurePosixPath("xl") / target)
    raise Damaged("The workbook names no sheet.")


class _Strings:
    """The shared texts of a workbook, in a file on disk with the places in memory."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._ends = array("Q")
        self._file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed by __exit__

    def __enter__(self) -> "_Strings":
        if "xl/sharedStrings.xml" not in self._archive.namelist():
            return self
        end = 0
        with self._archive.open("xl/sharedStrings.xml") as file:
            for element in elements(file, ("si",)):
                end += self._file.write(_text_of(element).encode())
                self._ends.append(end)
        self._file.flush()
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __getitem__(self, at: int) -> str:
        if not 0 <= at < len(self._ends):
            raise Damaged("A cell names a text that the workbook does not hold.")
        start = self._ends[at - 1] if at else 0
        return os.pread(self._file.fileno(), self._ends[at] - start, start).decode()


def _sheet(file: Any, strings: _Strings) -> Iterator[tuple[int, list[str]]]:
    line = 0
    for element in elements(file, ("row",)):
        told = element.get("r", "")
        line = int(told) if told.isascii() and told.isdigit() else line + 1
        cells = _row(element, strings)
        if any(cells):
            yield line, cells


def _row(row: Any, strings: _Strings) -> list[str]:
    cells: list[str] = []
    for cell in row.iterchildren():
        place = _place(cell.get("r"), len(cells))
        text = _cell(cell, strings)
        if not text:
            continue
        if place >= MOST_COLUMNS:
            raise Damaged(f"A row has more than {MOST_COLUMNS} columns.")
        cells.extend([""] * (place + 1 - len(cells)))
        cells[place] = text
    return cells


def _place(reference: str | None, following: int) -> int:
    match = _LETTERS.match(reference or "")
    if match is None:
        return following
    place = 0
    for letter in match[1]:
        place = place * 26 + ord(letter) - 64
    return place - 1


def _cell(cell: Any, strings: _Strings) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _text_of(cell).strip()
    value = next((part.text or "" for part in cell if part.tag.endswith("}v")), "")
    if kind == "s":
        return strings[int(value)].strip() if value.isdigit() else ""
    if kind == "e":
        return ""
    return _number(value) if kind == "n" else value.strip()


def _text_of(element: Any) -> str:
    """The runs of a text; phonetic guides are not part of it."""
    if len(element) == 1 and element[0].tag.endswith("}t"):
        return element[0].text or ""
    return "".join(
        part.text or "" for part in element.iter("{*}t") if local_name(part.getparent()) != "rPh"
    )


def _number(text: str) -> str:
    """A whole number without point or exponent, as far as a spreadsheet keeps it exactly."""
    try:
        value = float(text)
    except ValueError:
        return text.strip()
    return str(int(value)) if value.is_integer() and abs(value) < EXACT else text.strip()
