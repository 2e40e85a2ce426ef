"""Workbooks of others as rows of texts, for whoever reads tables of his own."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from backend.portfolio.importing import workbooks
from backend.portfolio.importing.cells import read_date, read_serial
from backend.portfolio.importing.columns import plain


def is_workbook(path: Path) -> bool:
    """Whether a file is an XLSX, by what it holds."""
    with path.open("rb") as file:
        return file.read(4) == b"PK\x03\x04" and workbooks.is_workbook(path)


def workbook_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The filled rows of the first sheet with their numbers; streamed, and no formula is run."""
    return workbooks.numbered(path)


def day(text: str) -> date | None:
    """A day in one of the usual forms, also as a spreadsheet counts it."""
    return read_date(text) or read_serial(text)


def heading_key(text: str) -> str:
    """A heading as headings are compared: without blanks, brackets and case."""
    return plain(text)
