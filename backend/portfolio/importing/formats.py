"""What a file is, by its content: a gazette, a Google Patents export, a list of numbers."""

import codecs
import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from backend.kernel.errors import RuleBroken
from backend.portfolio.importing import cells, columns
from backend.portfolio.importing.columns import Columns
from backend.portfolio.numbers import NumberInvalid, Publication, is_destroyed, read
from backend.portfolio.states import Format

SAMPLE_BYTES = 256 * 1024
SAMPLE_ROWS = 200
MOST_COLUMNS = 256
LONGEST_LINE = 256 * 1024
SCAN = 1024 * 1024
DELIMITERS = (",", "\t", ";")
FEWEST_HINTS = 4
MOST_PREAMBLE = 1

_MAGIC = (
    (b"PK\x03\x04", "archive_or_xlsx"),
    (b"PK\x05\x06", "archive_or_xlsx"),
    (b"\x1f\x8b", "archive_or_xlsx"),
    (b"Rar!", "archive_or_xlsx"),
    (b"7z\xbc\xaf", "archive_or_xlsx"),
    (b"\xd0\xcf\x11\xe0", "old_office_file"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"%PDF", "pdf"),
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x19\x1b-\x1f]")
_GOOGLE_ID = re.compile(r"^[A-Z]{2}-[A-Z]{0,2}[0-9]+-[A-Z][0-9]?$")
_GOOGLE_LINK = re.compile(r"^https://patents\.google\.com/patent/")
_TOKENS = re.compile(r"[,;，；、\t]+")
_NUMBER_LIKE = re.compile(r"^[A-Za-z0-9\s.\-+'\"=０-９．]{7,40}$")
_ANY_YEAR = 9999


class FormatUnrecognised(RuleBroken):
    code = "portfolio.format_unrecognised"
    title = "This is not a file of patents that can be read here"

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"The content is not recognised ({reason}). A CNIPA gazette as CSV (GB18030 or UTF-8), "
            "a Google Patents CSV or a plain list of numbers would pass.",
            reason=reason,
        )
        self.reason = reason


@dataclass(slots=True)
class Recognised:
    format: Format
    encoding: str = "utf-8-sig"
    delimiter: str = ","
    skip: int = 0
    header: list[str] = field(default_factory=list)
    columns: Columns = field(default_factory=lambda: Columns(1, {}))
    pasted: bool = False


def recognise(path: Path) -> Recognised:
    """What the file is; refuse whatever is none of the known formats."""
    with path.open("rb") as file:
        head = file.read(SAMPLE_BYTES)
        _check_text(head)
        encoding = _encoding(file)
    text = _sample_text(head, encoding)
    widest = 0
    for delimiter in DELIMITERS:
        rows = _sample_rows(text, delimiter, whole=len(head) < SAMPLE_BYTES)
        width = max((len(row) for row in rows[:5]), default=0)
        if width > MOST_COLUMNS:
            widest = max(widest, width if delimiter != ";" else 0)
            continue
        found = _table(rows)
        if found is not None:
            found.encoding, found.delimiter = encoding, delimiter
            return found
    if widest:
        raise FormatUnrecognised("too_many_columns")
    if _is_list(text):
        return Recognised(Format.NUMBERS, encoding=encoding)
    raise FormatUnrecognised("unknown_columns")


def _check_text(head: bytes) -> None:
    if not head.strip():
        raise FormatUnrecognised("empty")
    for magic, reason in _MAGIC:
        if head.startswith(magic):
            raise FormatUnrecognised(reason)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise FormatUnrecognised("utf_16")
    if _CONTROL.search(head):
        raise FormatUnrecognised("binary")


def _encoding(file: BinaryIO) -> str:
    """UTF-8 if the whole file is that, else GB18030, else a refusal."""
    for encoding in ("utf-8", "gb18030"):
        file.seek(0)
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            while chunk := file.read(SCAN):
                if b"\x00" in chunk:
                    raise FormatUnrecognised("binary")
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return "utf-8-sig" if encoding == "utf-8" else encoding
    raise FormatUnrecognised("encoding")


def _sample_text(head: bytes, encoding: str) -> str:
    text = codecs.getincrementaldecoder(encoding)().decode(head)
    if len(text) > LONGEST_LINE // 4 and "\n" not in text and "\r" not in text:
        raise FormatUnrecognised("one_endless_line")
    return text


def _table(rows: list[list[str]]) -> Recognised | None:
    if not rows:
        return None
    skip = MOST_PREAMBLE if rows[0][0].strip().casefold().startswith("search url") else 0
    rows = rows[skip:]
    if not rows or len(rows[0]) < 2:  # noqa: PLR2004 - a table has two columns at least
        return None
    header, sample = (rows[0], rows[1:]) if not _has_number(rows[0]) else ([], rows)
    width = len(rows[0])
    sample = [row for row in sample if len(row) == width]
    hints = columns.hinted(header)
    found = _google(sample, hints, width) or _gazette(sample, hints, width)
    if found is None:
        return None
    found.skip, found.header = skip, header
    return found


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


def _google(sample: Sequence[list[str]], hints: dict[str, int], width: int) -> Recognised | None:
    numbered = columns.places(sample, width, lambda cell: bool(_GOOGLE_ID.match(cell)), set())
    if not numbered:
        return None
    linked = columns.places(sample, width, lambda cell: bool(_GOOGLE_LINK.match(cell)), set())
    named = {columns.TITLE, columns.PATENTEE, columns.FILED} <= set(hints)
    dated = columns.GRANTED in hints or "priority_date" in hints
    if not linked and not (named and dated):
        return None
    at = {name: place for name, place in hints.items() if name != columns.APPLICATION}
    at[columns.PUBLICATION] = numbered[0]
    return Recognised(Format.GOOGLE_PATENTS, columns=Columns(width, at))


def _gazette(sample: Sequence[list[str]], hints: dict[str, int], width: int) -> Recognised | None:
    found = columns.settle(
        sample,
        hints,
        width=width,
        tests={
            columns.PUBLICATION: _is_publication,
            columns.APPLICATION: _is_application,
            columns.CLASSES: cells.has_classes,
        },
    )
    numbered = columns.PUBLICATION in found.at or columns.APPLICATION in found.at
    dated = columns.FILED in found.at or columns.ANNOUNCED in found.at
    named = columns.PATENTEE in found.at and columns.TITLE in found.at
    told = len(set(hints)) >= FEWEST_HINTS or columns.CLASSES in found.at
    if not (numbered and dated and named and told):
        return None
    return Recognised(Format.CNIPA_GAZETTE, columns=found)


def _is_publication(cell: str) -> bool:
    if _GOOGLE_ID.match(cell):
        return False
    try:
        number = read(cell, this_year=_ANY_YEAR)
    except NumberInvalid:
        return False
    return isinstance(number, Publication) and not number.foreign


def _is_application(cell: str) -> bool:
    if is_destroyed(cell):
        return True
    if cells.read_date(cell) is not None:
        return False  # 20190712 would do as a number of eight digits
    try:
        number = read(cell, this_year=_ANY_YEAR)
    except NumberInvalid:
        return False
    return not isinstance(number, Publication)


def _has_number(row: Sequence[str]) -> bool:
    return any(
        _GOOGLE_ID.match(cell.strip()) or _is_publication(cell.strip()) for cell in row if cell
    )


def tokens(line: str) -> Iterator[str]:
    """The numbers of one line of a plain list."""
    for token in _TOKENS.split(line.strip()):
        if token.strip():
            yield token.strip()


def is_heading(token: str) -> bool:
    return not any(char.isdigit() for char in token)


def _is_list(text: str) -> bool:
    lines = [line for line in text.splitlines() if line.strip()][: SAMPLE_ROWS + 1]
    found = [token for line in lines for token in tokens(line)]
    if found and is_heading(found[0]):
        found = found[1:]
    if not found or any(len(token) > 4 * 40 for token in found):
        return False
    return sum(_is_number_like(token) for token in found) >= columns.SETTLED * len(found)


def _is_number_like(token: str) -> bool:
    if is_destroyed(token):
        return True
    try:
        read(token, this_year=_ANY_YEAR)
    except NumberInvalid:
        digits = sum(char.isdigit() for char in token)
        return bool(_NUMBER_LIKE.match(token)) and digits >= 7  # noqa: PLR2004 - shortest number
    return True
