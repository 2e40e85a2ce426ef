"""From a recognised file to rows, streamed: never more than one chunk of lines in memory."""

import csv
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TextIO

from backend.portfolio.importing import (
    apart,
    cells,
    columns,
    markup,
    numberlike,
    records,
    stating,
    workbooks,
)
from backend.portfolio.importing.columns import Columns
from backend.portfolio.importing.formats import Recognised
from backend.portfolio.importing.hardened import Damaged
from backend.portfolio.importing.opening import LONGEST_LINE, Container
from backend.portfolio.importing.rows import Refusal, Row, digest_of, without_addresses
from backend.portfolio.names import all_organisations
from backend.portfolio.numbers import (
    Application,
    NumberInvalid,
    Publication,
    is_destroyed,
    read,
    read_application,
    read_publication,
)
from backend.portfolio.passing import Form, Passing, passing
from backend.portfolio.right_rows import RightLaw
from backend.portfolio.states import OF_APART, Format, Warned

LONGEST_VALUE = 200
LONGEST_TITLE = 1000
LONGEST_NAME = 300
MOST_NAMES = 200
MOST_CLASSES = 500


FileDamaged = Damaged


class RowRefused(Exception):
    def __init__(self, code: str, field: str, value: str, passing: Passing) -> None:
        super().__init__(code)
        self.refusal = Refusal(code, field, value[:LONGEST_VALUE], passing)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the rows of one recognised file as of a day."""

    found: Recognised
    today: date
    law: RightLaw

    def rows(self, path: Path) -> Iterator[tuple[Row, int]]:
        """Each row with the bytes read so far; lines are counted from 1 over the data rows."""
        for line, (raw, read_bytes) in enumerate(self._raw(path), start=1):
            yield self.row(line, raw), read_bytes

    def row(self, line: int, raw: list[str]) -> Row:
        if self.found.format is Format.NUMBERS:
            return self._number(line, raw[0])
        return self._record(line, raw)

    def _raw(self, path: Path) -> Iterator[tuple[list[str], int]]:
        found = self.found
        if found.container in {Container.WORKBOOK, Container.OLD_WORKBOOK}:
            reading = (
                workbooks.rows if found.container is Container.WORKBOOK else workbooks.old_rows
            )
            width = found.columns.width
            leading = found.skip + bool(found.header)
            for cells_read, read_bytes in islice(reading(path), leading, None):
                yield cells_read + [""] * (width - len(cells_read)), read_bytes
            return
        if found.container is not Container.TEXT or found.format is Format.CNKI_CITATIONS:
            for record, read_bytes in self._documents(path):
                yield [record.get(name, "") for name in columns.FIELDS], read_bytes
            return
        with path.open(encoding=found.encoding, newline="") as file:
            for raw in self._lines_of(file):
                yield raw, os.lseek(file.fileno(), 0, os.SEEK_CUR)

    def _documents(self, path: Path) -> Iterator[tuple[dict[str, str], int]]:
        form, encoding = self.found.format, self.found.encoding
        if form is Format.GOOGLE_PAGE:
            return markup.page(path, encoding)
        if form is Format.PATSNAP_JSON:
            return records.patsnap(path, encoding)
        if form is Format.CNIPA_ANSWER:
            return records.answer(path, encoding)
        if form is Format.CNKI_CITATIONS:
            return records.citations(path, encoding)
        return markup.documents(path, form)

    def _lines_of(self, file: TextIO) -> Iterator[list[str]]:
        if self.found.pasted:
            yield from ([json.loads(text)] for text in _lines(file))
        elif self.found.format is Format.NUMBERS:
            yield from self._tokens(file)
        else:
            yield from self._records(file)

    def _tokens(self, file: TextIO) -> Iterator[list[str]]:
        first = True
        for text in _lines(file):
            for token in numberlike.tokens(text):
                if not (first and numberlike.is_heading(token)):
                    yield [token]
                first = False

    def _records(self, file: TextIO) -> Iterator[list[str]]:
        reader = csv.reader(_lines(file), delimiter=self.found.delimiter)
        leading = self.found.skip + bool(self.found.header)
        try:
            for raw in reader:
                if not any(cell.strip() for cell in raw):
                    continue
                if leading:
                    leading -= 1
                    continue
                yield raw
        except csv.Error as error:
            raise FileDamaged(f"Line {reader.line_num}: {error}.", line=reader.line_num) from None

    def _number(self, line: int, text: str) -> Row:
        text = text.replace("\x00", "")
        row = Row(line, [text[:LONGEST_VALUE]])
        try:
            number = read(text, this_year=self.today.year)
        except NumberInvalid as error:
            row.refusal = _refusal("number", error)
            return row
        if isinstance(number, Publication):
            row.publication = number
            if not number.foreign:
                row.warnings.append(Warned.APPLICATION_NUMBER_MISSING)
        else:
            row.application = number
            _warn_of_check(row)
        row.digest = digest_of([row.key or ""])
        return row

    def _record(self, line: int, raw: list[str]) -> Row:
        layout, prepare = self.found.columns, self.found.prepare
        width = layout.width
        if len(raw) > width and not any(cell.strip() for cell in raw[width:]):
            raw = raw[:width]
        row = Row(line, raw)
        if len(raw) != width:
            row.refusal = Refusal(
                "column_count", None, str(len(raw)), passing(Form.COLUMNS, most=width)
            )
            row.cells = without_addresses(raw, known=None, spared=None)
            return row
        row.digest = digest_of([cell.strip() for cell in raw], without=layout.at.get(columns.ITEM))
        if self.found.format in OF_APART:
            self._state(row, raw)
            return row
        try:
            self._fill(row, raw if prepare is None else prepare(raw), layout)
        except NumberInvalid as error:
            row.refusal = _refusal(_field_of(raw, layout, error), error)
        except RowRefused as error:
            row.refusal = error.refusal
        return row

    def _state(self, row: Row, raw: list[str]) -> None:
        """A row of a right that is no patent: a statement, with the checks of one by hand."""
        layout, table = self.found.columns, apart.BY_FORMAT[self.found.format]
        if not all_organisations(self.found.names(layout.get(raw, columns.OWNER))):
            row.cells = without_addresses(
                row.cells, known=layout.at.get(columns.ADDRESS), spared=layout.at.get(columns.TITLE)
            )
        told = stating.read(
            raw, layout, table, law=self.law, day_first=self.found.day_first, today=self.today
        )
        row.stated, row.refusal = told.said, told.refusal
        if told.by_owner and told.refusal is None:
            row.warnings.append(Warned.AUTHORSHIP_BY_OWNER)

    def _fill(self, row: Row, raw: list[str], layout: Columns) -> None:
        split = self.found.names
        row.applicants = split(layout.get(raw, columns.PATENTEE))
        if all_organisations(row.applicants):
            row.address = layout.get(raw, columns.ADDRESS) or None
        else:
            row.cells = without_addresses(
                row.cells, known=layout.at.get(columns.ADDRESS), spared=layout.at.get(columns.TITLE)
            )
        row.title = layout.get(raw, columns.TITLE)
        row.inventors = split(layout.get(raw, columns.INVENTORS))
        row.classes = cells.read_classes(layout.get(raw, columns.CLASSES))
        more = layout.get(raw, columns.MORE_CLASSES)
        if more:
            row.classes = list(dict.fromkeys([*row.classes, *cells.read_classes(more)]))
        row.family = layout.get(raw, columns.FAMILY)
        _check_lengths(row)
        self._numbers(row, raw, layout)
        self._dates(row, raw, layout)

    def _numbers(self, row: Row, raw: list[str], layout: Columns) -> None:
        publication = layout.get(raw, columns.GRANT_PUBLICATION) or layout.get(
            raw, columns.PUBLICATION
        )
        application = layout.get(raw, columns.APPLICATION)
        year = self.today.year
        if publication:
            row.publication = read_publication(publication, this_year=year)
        if row.publication is not None and row.publication.foreign:
            return
        if not application:
            if row.publication is None:
                raise RowRefused(
                    "number_missing",
                    columns.APPLICATION,
                    "",
                    Passing(Form.EITHER_NUMBER),
                )
            row.warnings.append(Warned.APPLICATION_NUMBER_MISSING)
            return
        if row.publication is not None and is_destroyed(application):
            row.warnings.append(Warned.APPLICATION_NUMBER_DESTROYED)
            return
        row.application = read_application(application, this_year=year)
        _warn_of_check(row)
        _check_same_kind(row.application, row.publication, application)

    def _dates(self, row: Row, raw: list[str], layout: Columns) -> None:
        row.filing_on = self._date(raw, layout, columns.FILED)
        row.published_on = self._date(raw, layout, columns.ANNOUNCED)
        if row.publication is not None and row.publication.granting:
            row.granted_on = self._date(raw, layout, columns.GRANTED) or row.published_on
        if row.filing_on and row.published_on and row.filing_on > row.published_on:
            raise RowRefused(
                "dates_contradict",
                columns.FILED,
                row.filing_on.isoformat(),
                passing(Form.FILED_BY, day=row.published_on.isoformat()),
            )

    def _date(self, raw: list[str], layout: Columns, name: str) -> date | None:
        text = layout.get(raw, name)
        if not text:
            return None
        day = cells.read_date(text) or cells.read_serial(text)
        if day is None and self.found.day_first is not None:
            day = cells.read_year_last(text, day_first=self.found.day_first)
        if day is None:
            raise RowRefused("date_invalid", name, text, Passing(Form.DAY_FORMS))
        if day > self.today:
            raise RowRefused(
                "date_in_future", name, text, passing(Form.DAY_UP_TO, day=self.today.isoformat())
            )
        return day


def _check_lengths(row: Row) -> None:
    """Nothing of a usual patent comes near these; a file made to do harm would."""
    if len(row.title) > LONGEST_TITLE:
        raise RowRefused(
            "value_too_long", columns.TITLE, row.title, passing(Form.CHARACTERS, most=LONGEST_TITLE)
        )
    for field, names in ((columns.PATENTEE, row.applicants), (columns.INVENTORS, row.inventors)):
        longest = max(names, key=len, default="")
        if len(longest) > LONGEST_NAME:
            raise RowRefused(
                "value_too_long", field, longest, passing(Form.CHARACTERS_A_NAME, most=LONGEST_NAME)
            )
        if len(names) > MOST_NAMES:
            raise RowRefused(
                "value_too_long", field, str(len(names)), passing(Form.NAMES, most=MOST_NAMES)
            )
    if len(row.classes) > MOST_CLASSES:
        raise RowRefused(
            "value_too_long",
            columns.CLASSES,
            str(len(row.classes)),
            passing(Form.CLASSES, most=MOST_CLASSES),
        )


def _lines(file: TextIO) -> Iterator[str]:
    """Lines of bounded length."""
    while line := file.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE and not line.endswith("\n"):
            raise FileDamaged(f"A line has more than {LONGEST_LINE} characters.")
        yield line


def text_rows(path: Path, *, encoding: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The filled rows of a text with the numbers of their last lines."""
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(_lines(file), delimiter=delimiter)
        try:
            for raw in reader:
                if any(cell.strip() for cell in raw):
                    yield reader.line_num, [cell.strip() for cell in raw]
        except csv.Error as error:
            raise FileDamaged(f"Line {reader.line_num}: {error}.", line=reader.line_num) from None


def _warn_of_check(row: Row) -> None:
    if row.application is not None and not row.application.check_given:
        row.warnings.append(Warned.CHECK_DIGIT_MISSING)


def _check_same_kind(application: Application, publication: Publication | None, value: str) -> None:
    if publication is not None and publication.kind is not application.kind:
        raise RowRefused(
            "numbers_contradict",
            columns.APPLICATION,
            value,
            passing(Form.SAME_KIND, number=publication.text),
        )


def _refusal(field: str, error: NumberInvalid) -> Refusal:
    return Refusal(str(error.reason), field, error.value[:LONGEST_VALUE], error.passing)


def _field_of(raw: list[str], layout: Columns, error: NumberInvalid) -> str:
    if error.value == layout.get(raw, columns.PUBLICATION):
        return columns.PUBLICATION
    return columns.APPLICATION
