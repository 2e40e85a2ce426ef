"""From the bytes of a statement to its lines, by the layout of the bank. Pure.

Whatever a cell holds stays text: it is trimmed, freed of control characters, and never run.
"""

import csv
import io
import itertools
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from backend.kernel import sheets
from backend.treasury.rules import (
    MAX_ROWS,
    AmountNegative,
    CellInvalid,
    FileTooLarge,
    FileUnreadable,
    HeadingsMissing,
    OtherAccount,
    OtherCurrency,
    Told,
    UnknownCurrency,
)
from backend.treasury.states import YUAN, Currency, Field

#: Above the headings a bank writes its name, the account, the period.
MOST_PREAMBLE = 20
MOST_COLUMNS = sheets.MOST_COLUMNS
_BOOKS = sheets.Reader(most_rows=MAX_ROWS, unreadable=FileUnreadable, too_large=FileTooLarge)
LONGEST_CELL = 1000
LONGEST_SHOWN = 60
#: What every layout needs; amounts stand in two columns or in one with a mark.
NEEDED = (Field.BOOKED_ON, Field.BALANCE)
#: How currencies are written, beside what a layout says of its bank.
_WRITTEN: Mapping[str, Currency] = {
    **{each.value: each for each in Currency},
    "澳元": Currency.AUD,
    "加元": Currency.CAD,
    "瑞士法郎": Currency.CHF,
    "欧元": Currency.EUR,
    "英镑": Currency.GBP,
    "港币": Currency.HKD,
    "港元": Currency.HKD,
    "日元": Currency.JPY,
    "新加坡元": Currency.SGD,
    "美元": Currency.USD,
}
_AMOUNT = re.compile(r"[0-9]{1,13}(?:\.[0-9]{1,2})?")
_ADDED_UP = re.compile(r"合计|总计|小计|本页|期末余额|期初余额|打印")

Rows = Iterator[tuple[int, list[Any]]]


class Layout:
    """A layout's mapping, as `Field → where` once the headings of a file are known."""

    def __init__(self, mapping: Mapping[str, Any]) -> None:
        self.headings = {
            Field(name): [_heading(h) for h in names] for name, names in mapping["headings"].items()
        }
        self.dates: list[str] = mapping["dates"]
        self.newest_first: bool = mapping["newest_first"]
        self.credit_marks: list[str] = mapping["credit_marks"]
        self.debit_marks: list[str] = mapping["debit_marks"]
        self.currencies: dict[str, str] = mapping["currencies"]
        two = {Field.CREDIT, Field.DEBIT} <= self.headings.keys()
        self.amounts = (Field.CREDIT, Field.DEBIT) if two else (Field.AMOUNT, Field.MARK)

    def columns(self, row: Sequence[Any]) -> dict[Field, list[int]]:
        """Which columns of this row are headings of ours; of a field there may be several."""
        found = [_heading(_text(cell)) for cell in row]
        return {
            name: places
            for name, headings in self.headings.items()
            if (places := [at for at, cell in enumerate(found) if cell in headings])
        }

    def lacking(self, columns: Mapping[Field, list[int]]) -> list[str]:
        return [self.headings[f][0] for f in (*NEEDED, *self.amounts) if f not in columns]


def read(
    content: bytes,
    mapping: Mapping[str, Any],
    *,
    number: str | None,
    today: date,
    currency: str | None = YUAN,
) -> list[Told]:
    """The lines of a statement, oldest first; refuse the first that cannot be believed.

    Without a number it may be of any account, without a currency in any.
    """
    layout = Layout(mapping)
    rows = _rows(content)
    columns: dict[Field, list[int]] = {}
    nearest: list[str] = []
    for seen, (_, cells) in enumerate(rows, start=1):
        columns = layout.columns(cells)
        lacking = layout.lacking(columns)
        if not lacking:
            break
        if columns and (not nearest or len(lacking) < len(nearest)):
            nearest = lacking
        if seen >= MOST_PREAMBLE:
            raise _headless(layout, nearest)
    else:
        raise _headless(layout, nearest)
    reader = _Reader(layout, columns, number, today, currency)
    lines = [reader.line(row, cells) for row, cells in rows if reader.is_line(cells)]
    if not lines:
        raise FileUnreadable("There is no line below the headings.", reason="empty")
    return lines[::-1] if layout.newest_first else lines


def first_rows(content: bytes) -> list[list[str]]:
    """What stands at the head of a file, cell by cell."""
    rows = itertools.islice(_rows(content), MOST_PREAMBLE)
    return [[_text(cell)[:LONGEST_SHOWN] for cell in cells] for _, cells in rows]


def _headless(layout: Layout, nearest: list[str]) -> HeadingsMissing:
    lacking = nearest or layout.lacking({})
    return HeadingsMissing(
        f"Within the first {MOST_PREAMBLE} rows no row has: {', '.join(lacking)}.",
        headings=lacking,
    )


def _rows(content: bytes) -> Rows:
    if content.startswith(b"PK\x03\x04"):
        return _BOOKS.rows(content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise FileUnreadable("Save the workbook as .xlsx.", reason="old_office_file")
    return _csv(content)


def _csv(content: bytes) -> Rows:
    text = _decoded(content)
    first = next((line for line in text.splitlines() if line.strip()), "")
    if not first:
        raise FileUnreadable("The file is empty.", reason="empty")
    sample = text[:64_000]
    delimiter = max(",\t;", key=sample.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row in reader:
            if len(row) > MOST_COLUMNS:
                raise FileUnreadable(
                    f"Line {reader.line_num} has {len(row)} columns.", reason="too_many_columns"
                )
            if reader.line_num > MAX_ROWS + MOST_PREAMBLE:
                raise FileTooLarge(f"At most {MAX_ROWS} rows.", most_rows=MAX_ROWS)
            if any(cell.strip() for cell in row):
                yield reader.line_num, list(row)
    except csv.Error as error:
        raise FileUnreadable(f"Line {reader.line_num}: {error}.", reason="damaged") from None


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        return text
    raise FileUnreadable("It is neither UTF-8 nor GB18030 text.", reason="encoding")


def _heading(text: str) -> str:
    """A heading without blanks and without what stands behind it in brackets of a unit."""
    plain = unicodedata.normalize("NFKC", text)
    return re.sub(r"\s|\((?:元|CNY|人民币)\)|/元$", "", plain)


def _text(cell: Any) -> str:
    """What a cell says, in one line: no control characters, no marks that turn text around."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    plain = str(cell)
    if not plain.isprintable():
        kinds = [(sign, unicodedata.category(sign)) for sign in plain]
        plain = "".join(
            " " if kind in {"Cc", "Zl", "Zp"} else sign
            for sign, kind in kinds
            if kind not in {"Cf", "Cs", "Co"}
        )
    return plain.strip().removeprefix("'").strip()


@lru_cache(maxsize=8192)
def _day(text: str, form: str) -> date | None:
    """The day of a text, which may name an hour behind it."""
    for said in (text, text.split(" ", maxsplit=1)[0]):
        try:
            return datetime.strptime(said, form).date()  # noqa: DTZ007 - a day only
        except ValueError:
            continue
    return None


class _Reader:
    def __init__(
        self,
        layout: Layout,
        columns: Mapping[Field, list[int]],
        number: str | None,
        today: date,
        currency: str | None,
    ) -> None:
        self.layout, self.columns, self.number, self.today = layout, columns, number, today
        self.currency = currency

    def is_line(self, cells: Sequence[Any]) -> bool:
        """Not blank, and not what banks write beneath: sums, page numbers, disclaimers."""
        day = _text(self._cell(cells, Field.BOOKED_ON))
        if not any(_text(cell) for cell in cells):
            return False
        return (bool(day) and not _ADDED_UP.search(day)) or self._has_amount(cells)

    def _has_amount(self, cells: Sequence[Any]) -> bool:
        balance = _text(self._cell(cells, Field.BALANCE))
        return bool(balance) and not any(_ADDED_UP.search(_text(cell)) for cell in cells)

    def line(self, row: int, cells: Sequence[Any]) -> Told:
        own = self._said(row, cells, Field.OWN, 64).replace(" ", "")
        if own and self.number is not None and own != self.number:
            raise OtherAccount(
                f"Row {row} is of the account {own}.", row=row, found=own, expected=self.number
            )
        return Told(
            row=row,
            booked_on=self._day(row, cells),
            amount=self._amount(row, cells),
            balance=self._money(row, cells, Field.BALANCE, signed=True),
            currency=self._currency(row, cells),
            name=self._said(row, cells, Field.NAME, 200),
            account=self._said(row, cells, Field.ACCOUNT, 64),
            bank=self._said(row, cells, Field.BANK, 200),
            memo=self._said(row, cells, Field.MEMO, 500),
            serial=self._said(row, cells, Field.SERIAL, 100),
            cells=[_text(cell)[:LONGEST_CELL] for cell in cells],
        )

    def _cell(self, cells: Sequence[Any], field: Field) -> Any:
        place = self.columns.get(field, [MOST_COLUMNS])[0]
        return cells[place] if place < len(cells) else None

    def _said(self, row: int, cells: Sequence[Any], field: Field, longest: int) -> str:
        """The text of a field; of several columns one after the other."""
        parts = []
        for place in self.columns.get(field, []):
            cell = cells[place] if place < len(cells) else None
            if isinstance(cell, float) and abs(cell) >= sheets.EXACT:
                raise self._invalid(row, field, f"{cell:.0f}", "the number kept as text")
            parts.append(_text(cell))
        said = " ".join(part for part in parts if part)
        if len(said) > longest:
            raise self._invalid(row, field, said, f"at most {longest} characters")
        return said

    def _day(self, row: int, cells: Sequence[Any]) -> date:
        cell = self._cell(cells, Field.BOOKED_ON)
        day = cell.date() if isinstance(cell, datetime) else cell
        if not isinstance(day, date):
            day = self._parsed(_text(cell))
        if day is None or not date(2000, 1, 1) <= day <= self.today:
            raise self._invalid(
                row, Field.BOOKED_ON, _text(cell), f"a day up to {self.today}, as 2026-11-24"
            )
        return day

    def _parsed(self, text: str) -> date | None:
        return next((day for form in self.layout.dates if (day := _day(text, form))), None)

    def _amount(self, row: int, cells: Sequence[Any]) -> int:
        if Field.CREDIT in self.layout.amounts:
            credit = self._money(row, cells, Field.CREDIT)
            debit = self._money(row, cells, Field.DEBIT)
            if bool(credit) == bool(debit):
                raise self._invalid(
                    row, Field.CREDIT, f"{credit} / {debit}", "an amount on one side, and only one"
                )
            return credit or -debit
        amount = self._money(row, cells, Field.AMOUNT)
        mark = _text(self._cell(cells, Field.MARK))
        if amount and mark in self.layout.credit_marks:
            return amount
        if amount and mark in self.layout.debit_marks:
            return -amount
        marks = " ".join([*self.layout.credit_marks, *self.layout.debit_marks])
        raise self._invalid(row, Field.MARK, f"{mark} {amount}", f"an amount with one of: {marks}")

    def _money(self, row: int, cells: Sequence[Any], field: Field, *, signed: bool = False) -> int:
        """Fen, exactly; nothing is rounded."""
        cell = self._cell(cells, field)
        text = repr(cell) if isinstance(cell, float | int) else _text(cell)
        plain = unicodedata.normalize("NFKC", text).replace(",", "").strip().lstrip("¥").strip()
        if not plain and not signed:
            return 0
        below = plain.startswith("-")
        if below and not signed:
            raise AmountNegative(f"Row {row}: {text[:40]}.", row=row, field=field, value=text[:40])
        plain = plain.removeprefix("-").removesuffix(".0") if signed else plain.removesuffix(".0")
        if not _AMOUNT.fullmatch(plain):
            raise self._invalid(row, field, text, "yuan with at most two decimals, as 1,234.50")
        fen = int(Decimal(plain).scaleb(2))
        return -fen if below else fen

    def _currency(self, row: int, cells: Sequence[Any]) -> str:
        said = _text(self._cell(cells, Field.CURRENCY))
        if not said and Field.CURRENCY not in self.columns:
            return self.currency or YUAN
        known = self.layout.currencies.get(said) or _WRITTEN.get(said)
        if known is None:
            raise UnknownCurrency(
                f"Row {row} is in “{said[:20]}”; {self.currency or YUAN} would pass.",
                row=row,
                currency=said[:20],
            )
        if known != (self.currency or known):
            raise OtherCurrency(
                f"Row {row} is in {known}; {self.currency} would pass, or the statement of the "
                f"account kept in {known}.",
                row=row,
                currency=str(known),
                expected=self.currency,
            )
        return str(known)

    def _invalid(self, row: int, field: Field, value: str, passes: str) -> CellInvalid:
        return CellInvalid(
            f"Row {row}, {self.layout.headings[field][0]}: “{value[:60]}”. {passes} would pass.",
            row=row,
            field=field,
            heading=self.layout.headings[field][0],
            value=value[:60],
            passes=passes,
        )
