"""Reads a workbook that the API made."""

import io
import zipfile
from typing import Any

from python_calamine import CalamineWorkbook

from backend.kernel.workbook import FILTERS


def sheets(content: bytes) -> dict[str, list[list[Any]]]:
    """The sheets by name, what was asked for first; no cell of any is a formula."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = [name for name in packed.namelist() if name.startswith("xl/worksheets/sheet")]
        assert all(b"<f>" not in packed.read(name) for name in parts)
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert book.sheet_names[0] in FILTERS
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def asked(book: dict[str, list[list[Any]]]) -> dict[str, Any]:
    """What the first sheet says, by its name."""
    cover = next(book[name] for name in FILTERS if name in book)
    return {str(row[0]): (row[1:] or [""])[0] for row in cover}
