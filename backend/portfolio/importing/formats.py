"""What a file is, by its content: whose export, which document, a plain list of numbers."""

import csv
import io
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from backend.portfolio.importing import (
    apart,
    cells,
    columns,
    markup,
    numberlike,
    records,
    vendors,
    workbooks,
)
from backend.portfolio.importing.columns import Columns
from backend.portfolio.importing.hardened import Damaged
from backend.portfolio.importing.opening import (
    LONGEST_LINE,
    SAMPLE_BYTES,
    Container,
    FormatUnrecognised,
    open_up,
)
from backend.portfolio.right_rows import NumberForm
from backend.portfolio.states import Format, Unreadable

__all__ = ["LONGEST_LINE", "FormatUnrecognised", "MappingNeeded", "Recognised", "recognise"]

SAMPLE_ROWS = 200
MOST_COLUMNS = 256
DELIMITERS = (",", "\t", ";")
FEWEST_HINTS = 4
MOST_PREAMBLE = 3
MOST_ANSWER = 1024 * 1024
#: So many cells of a column that look like numbers make a mapping worth asking for.
WORTH_MAPPING = 0.2

_GOOGLE_LINK = re.compile(r"^https://patents\.google\.com/patent/")
_ROOTS = {
    "PatentDocumentAndRelated": Format.CNIPA_XML,
    "world-patent-data": Format.EPO_OPS,
    "exchange-documents": Format.EPO_OPS,
    "us-patent-grant": Format.USPTO_XML,
    "us-patent-application": Format.USPTO_XML,
}
#: The body of an electronic filing: claims and description under no number.
_BODY = "cn-application-body"
_DATED = frozenset({columns.FILED, columns.ANNOUNCED, columns.GRANTED})
#: How the days of a right that is no patent are called.
_DAYS = ("_on", "_until")
_ROOT_NAME = re.compile(r"<(?:[\w.\-]+:)?([A-Za-z_][\w.\-]*)[\s>/]")


@dataclass(slots=True)
class Recognised:
    format: Format
    container: Container = Container.TEXT
    encoding: str = "utf-8-sig"
    delimiter: str = ","
    skip: int = 0
    header: list[str] = field(default_factory=list)
    columns: Columns = field(default_factory=lambda: Columns(1, {}))
    pasted: bool = False
    names: Callable[[str], list[str]] = cells.read_names
    #: Adds to a row what its source writes in its own way; `columns` then points there.
    prepare: Callable[[list[str]], list[str]] | None = None
    day_first: bool | None = None


class MappingNeeded(Exception):
    """A table with numbers of rights somewhere, whose columns a person has to name."""

    def __init__(self, table: Recognised, sample: list[list[str]]) -> None:
        super().__init__("The columns of this table have to be named.")
        self.table = table
        self.sample = sample


def recognise(path: Path, forms: Sequence[NumberForm]) -> Recognised:
    """What the file is; refuse what holds no patents, ask where the columns are in doubt."""
    container, encoding, text = open_up(path)
    if container in {Container.WORKBOOK, Container.OLD_WORKBOOK}:
        return _workbook(path, container, forms)
    if container is Container.XML:
        return _records(_document(path, text), container, encoding)
    if container is Container.HTML:
        return _records(_page(text), container, encoding)
    if container is Container.JSON:
        return _records(_answer(path, encoding, text), container, encoding)
    return _text(text, encoding, forms)


def _records(form: Format, container: Container, encoding: str) -> Recognised:
    at = {name: place for place, name in enumerate(columns.FIELDS)}
    return Recognised(
        form, container, encoding, header=list(columns.FIELDS),
        columns=Columns(len(columns.FIELDS), at),
    )  # fmt: skip


def _document(path: Path, text: str) -> Format:
    match = _ROOT_NAME.search(re.sub(r"<[!?][^>]*>", "", text[: 64 * 1024]))
    root = "" if match is None else match[1]
    form = _ROOTS.get(root)
    if form is None:
        raise FormatUnrecognised(
            Unreadable.NO_NUMBER if root == _BODY else Unreadable.UNKNOWN_DOCUMENT
        )
    try:
        if next(markup.documents(path, form), None) is None:
            raise FormatUnrecognised(Unreadable.NO_NUMBER)
    except Damaged as error:
        raise FormatUnrecognised(Unreadable.DAMAGED_XML) from error
    return form


def _page(text: str) -> Format:
    if 'itemprop="publicationNumber"' in text or 'name="citation_patent_number"' in text:
        return Format.GOOGLE_PAGE
    raise FormatUnrecognised(Unreadable.UNKNOWN_PAGE)


def _answer(path: Path, encoding: str, text: str) -> Format:
    start = text.lstrip()
    if start.startswith("["):
        if '"patent_number"' in text[: 64 * 1024]:
            return Format.PATSNAP_JSON
        raise FormatUnrecognised(Unreadable.UNKNOWN_DOCUMENT)
    if path.stat().st_size > MOST_ANSWER:
        raise FormatUnrecognised(Unreadable.UNKNOWN_DOCUMENT)
    try:
        content = json.loads(path.read_text(encoding))
    except (ValueError, RecursionError):
        raise FormatUnrecognised(Unreadable.UNKNOWN_DOCUMENT) from None
    if records.office_answer(content) is None:
        raise FormatUnrecognised(Unreadable.NO_NUMBER)
    return Format.CNIPA_ANSWER


def _workbook(path: Path, container: Container, forms: Sequence[NumberForm]) -> Recognised:
    reading = workbooks.rows if container is Container.WORKBOOK else workbooks.old_rows
    try:
        rows = [cells for cells, _ in islice(reading(path), SAMPLE_ROWS + 1 + MOST_PREAMBLE)]
    except Damaged as error:
        raise FormatUnrecognised(Unreadable.DAMAGED_WORKBOOK) from error
    width = max((len(row) for row in rows), default=0)
    rows = [row + [""] * (width - len(row)) for row in rows]
    if width > MOST_COLUMNS:
        raise FormatUnrecognised(Unreadable.TOO_MANY_COLUMNS)
    found = _table(rows, container, forms)
    if found is not None:
        return found
    _asking(rows, container)
    raise FormatUnrecognised(Unreadable.UNKNOWN_COLUMNS)


def _text(text: str, encoding: str, forms: Sequence[NumberForm]) -> Recognised:
    lines = [line for line in text.splitlines() if line.strip()][:SAMPLE_ROWS]
    if vendors.cites_works(lines):
        raise FormatUnrecognised(Unreadable.SCHOLARLY)
    if sum(map(records.is_citation, lines)) >= columns.SETTLED * len(lines):
        return _records(Format.CNKI_CITATIONS, Container.TEXT, encoding)
    tables = _delimited(text)
    for delimiter, rows in tables.items():
        found = _table(rows, Container.TEXT, forms, encoding=encoding, delimiter=delimiter)
        if found is not None:
            return found
    if not tables:
        raise FormatUnrecognised(Unreadable.TOO_MANY_COLUMNS)
    if numberlike.is_list(text):
        return Recognised(Format.NUMBERS, encoding=encoding)
    for delimiter, rows in tables.items():
        _asking(rows, Container.TEXT, encoding=encoding, delimiter=delimiter)
    raise FormatUnrecognised(
        Unreadable.UNKNOWN_COLUMNS if "," in tables else Unreadable.TOO_MANY_COLUMNS
    )


def _delimited(text: str) -> dict[str, list[list[str]]]:
    """The sample cut at each delimiter that does not leave too many columns."""
    whole = len(text) < SAMPLE_BYTES // 4
    cut = {delimiter: _sample_rows(text, delimiter, whole=whole) for delimiter in DELIMITERS}
    return {
        delimiter: rows
        for delimiter, rows in cut.items()
        if max((len(row) for row in rows[:5]), default=0) <= MOST_COLUMNS
    }


def _table(
    rows: list[list[str]],
    container: Container,
    forms: Sequence[NumberForm],
    *,
    encoding: str = "",
    delimiter: str = ",",
) -> Recognised | None:
    skip, header, sample = _parts(rows)
    if not header and not sample:
        return None
    if vendors.is_scholarly(header) and columns.PUBLICATION not in columns.hinted(header):
        raise FormatUnrecognised(Unreadable.SCHOLARLY)
    told = apart.table_of(header, sample, forms=forms)
    if told is not None:
        other = Recognised(
            told[0].format, container, encoding, delimiter, skip, header, columns=told[1]
        )
        return _whole(other, told[0], sample)
    width = len(header or sample[0])
    hints = columns.hinted(header)
    found = _vendor(sample, header, width) or _google(sample, hints, width)
    if found is None and container is Container.TEXT:
        found = _gazette(sample, hints, width)
    if found is None:
        found = _plain_table(sample, hints, width)
    if found is None:
        return None
    found.skip, found.header, found.container = skip, header, container
    found.encoding, found.delimiter = encoding, delimiter
    settle_details(found, sample)
    return found


def _whole(found: Recognised, table: apart.Table, sample: list[list[str]]) -> Recognised:
    """A table of rights that are no patents; asks for the columns that it misses."""
    settle_details(found, sample)
    if apart.lacking(table, found.columns.at):
        raise MappingNeeded(found, sample)
    return found


def _parts(rows: list[list[str]]) -> tuple[int, list[str], list[list[str]]]:
    """How many lines stand before the table, its header if it has one, its sample rows."""
    skip = 0
    while skip < min(MOST_PREAMBLE, len(rows) - 1) and _is_preamble(rows[skip], rows[skip + 1]):
        skip += 1
    rows = rows[skip:]
    if not rows or len(rows[0]) < 2:  # noqa: PLR2004 - a table has two columns at least
        return skip, [], []
    header, sample = (rows[0], rows[1:]) if not numberlike.has_number(rows[0]) else ([], rows)
    width = len(rows[0])
    return skip, header, [row for row in sample if len(row) == width]


def _is_preamble(row: list[str], following: list[str]) -> bool:
    if row[0].strip().casefold().startswith("search url"):
        return True
    filled = sum(bool(cell.strip()) for cell in row)
    return filled == 1 and sum(bool(cell.strip()) for cell in following) > 2  # noqa: PLR2004


def settle_details(found: Recognised, sample: list[list[str]]) -> None:
    """How names are joined and days are written, where the file leaves no doubt."""
    at = found.columns.at
    dated = [place for name, place in at.items() if name in _DATED or name.endswith(_DAYS)]
    found.day_first = cells.day_first(
        row[place] for row in sample for place in dated if place < len(row)
    )
    if found.format is Format.TABLE and columns.PATENTEE in at:
        place = at[columns.PATENTEE]
        if any("|" in row[place] for row in sample):
            found.names = cells.read_bar_names


def _asking(
    rows: list[list[str]], container: Container, *, encoding: str = "", delimiter: str = ","
) -> None:
    """Ask for the meaning of the columns if one of them could hold the numbers."""
    skip, header, sample = _parts(rows)
    if not sample:
        return
    width = len(header or sample[0])
    hints = columns.hinted(header)
    told = {hints.get(name) for name in (columns.PUBLICATION, columns.APPLICATION)}
    shares = {
        place: columns.share(sample, place, numberlike.is_number_like) for place in range(width)
    }
    if not any(part >= WORTH_MAPPING or (part and at in told) for at, part in shares.items()):
        return
    table = Recognised(
        Format.TABLE, container, encoding, delimiter, skip, header, Columns(width, hints)
    )
    raise MappingNeeded(table, sample)


def _sample_rows(text: str, delimiter: str, *, whole: bool) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: list[list[str]] = []
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                rows.append(row)
            if len(rows) > SAMPLE_ROWS:
                return rows
    except csv.Error:
        return rows[:-1]
    return rows if whole or len(rows) < 3 else rows[:-1]  # noqa: PLR2004 - the last may be cut


def _vendor(sample: Sequence[list[str]], header: list[str], width: int) -> Recognised | None:
    vendor = vendors.vendor_of(header)
    if vendor is None:
        return None
    hints = columns.hinted(header)
    prepare = None
    if vendor.format is Format.WIPS:
        prepare = vendors.wips_columns(header)
        sample = [prepare(row) for row in sample]
        hints |= {name: width + at for at, name in enumerate(vendors.WIPS_COLUMNS)}
    if not _numbered(sample, hints):
        return None
    found = Recognised(
        vendor.format, columns=Columns(width, hints), names=vendor.names, prepare=prepare
    )
    columns.swap_where_content_says(sample, found.columns)
    return found


def _numbered(sample: Sequence[list[str]], hints: dict[str, int]) -> bool:
    return any(
        columns.share(sample, hints[name], numberlike.is_any_number) >= columns.SETTLED
        for name in (columns.PUBLICATION, columns.APPLICATION, columns.GRANT_PUBLICATION)
        if name in hints
    )


def _plain_table(
    sample: Sequence[list[str]], hints: dict[str, int], width: int
) -> Recognised | None:
    """Any table whose header names the numbers and what they are of, and whose content agrees."""
    told = {columns.TITLE, columns.ABSTRACT, columns.PATENTEE} & set(hints)
    if not told or not _numbered(sample, hints):
        return None
    found = Recognised(Format.TABLE, columns=Columns(width, dict(hints)))
    columns.swap_where_content_says(sample, found.columns)
    return found


def _google(sample: Sequence[list[str]], hints: dict[str, int], width: int) -> Recognised | None:
    numbered = columns.places(
        sample, width, lambda cell: bool(numberlike.GOOGLE_ID.match(cell)), set()
    )
    if not numbered:
        return None
    linked = columns.places(sample, width, lambda cell: bool(_GOOGLE_LINK.match(cell)), set())
    named = {columns.TITLE, columns.PATENTEE, columns.FILED} <= set(hints)
    dated = columns.GRANTED in hints or "priority_date" in hints
    if not linked and not (named and dated):
        return None
    at = {name: place for name, place in hints.items() if name != columns.APPLICATION}
    at[columns.PUBLICATION] = numbered[0]
    return Recognised(
        Format.GOOGLE_PATENTS, columns=Columns(width, at), names=cells.read_comma_names
    )


def _gazette(sample: Sequence[list[str]], hints: dict[str, int], width: int) -> Recognised | None:
    found = columns.settle(
        sample,
        hints,
        width=width,
        tests={
            columns.PUBLICATION: numberlike.is_publication,
            columns.APPLICATION: numberlike.is_application,
            columns.CLASSES: cells.has_classes,
        },
    )
    numbered = columns.PUBLICATION in found.at
    dated = columns.FILED in found.at or columns.ANNOUNCED in found.at
    named = columns.PATENTEE in found.at and columns.TITLE in found.at
    told = len(set(hints)) >= FEWEST_HINTS or columns.CLASSES in found.at
    if not (numbered and dated and named and told):
        return None
    return Recognised(Format.CNIPA_GAZETTE, columns=found)
