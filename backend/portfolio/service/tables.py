"""Tables of others as rows of texts, for whoever reads tables of his own."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from statistics import median

from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.portfolio.importing import mapping, opening, reading, workbooks
from backend.portfolio.importing.cells import read_date, read_serial
from backend.portfolio.importing.columns import plain
from backend.portfolio.importing.formats import DELIMITERS
from backend.portfolio.importing.opening import Container
from backend.portfolio.queries import imports as queries

#: So many rows say by what a text is cut into cells.
_SAMPLE = 10


def table_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The filled rows of a table with their numbers: XLSX, XLS or text, by what the file holds.

    No formula is run. What is no table is refused with `NoTable`.
    """
    try:
        container, encoding, beginning = opening.open_up(path)
    except opening.FormatUnrecognised as error:
        raise NoTable(error.reason) from None
    if container is Container.WORKBOOK:
        return workbooks.numbered(path)
    if container is Container.OLD_WORKBOOK:
        return workbooks.old_numbered(path)
    if container is Container.TEXT:
        return reading.text_rows(path, encoding=encoding, delimiter=_delimiter(beginning))
    raise NoTable(str(container))


class NoTable(Exception):
    """The file holds no table: an image, a page, an archive."""


def _delimiter(beginning: str) -> str:
    """That which cuts the first lines into most cells."""
    lines = [line for line in beginning.splitlines() if line.strip()][:_SAMPLE]

    def width(delimiter: str) -> float:
        return median(len(row) for row in csv.reader(lines, delimiter=delimiter))

    return max(DELIMITERS, key=width)


async def named_columns(header: Sequence[str], *, by: Actor) -> dict[str, int] | None:
    """How the organisation named the columns under this header before."""
    return await queries.remembered(by.organisation_id, mapping.signature_of(header))


async def name_columns(header: Sequence[str], columns: Mapping[str, int], *, by: Actor) -> None:
    """A file with this header needs no answer from now on."""
    await queries.remember(
        by.organisation_id,
        mapping.signature_of(header),
        columns=columns,
        by=by.user_id,
        at=clock.now(),
    )


def check_columns(columns: Mapping[str, int], *, width: int, known: Sequence[str]) -> None:
    """Refuse unknown fields and columns that are not there or used twice."""
    mapping.check_columns(columns, width=width, known=known)


def day(text: str) -> date | None:
    """A day in one of the usual forms, also as a spreadsheet counts it."""
    return read_date(text) or read_serial(text)


def heading_key(text: str) -> str:
    """A heading as headings are compared: without blanks, brackets and case."""
    return plain(text)
