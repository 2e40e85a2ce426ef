"""A version as a workbook, and a workbook as rows: what cannot be read is said cell by cell."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from backend.kernel.language import said
from backend.kernel.sheets import Reader
from backend.kernel.spreadsheet import yuan
from backend.kernel.workbook import Workbook
from backend.reference.kinds import Column, Fault, Kind, Plain, Shape
from backend.reference.rules import MOST_ROWS

_READER = Reader(most_rows=MOST_ROWS)
_BETWEEN = re.compile(r"[、,，;；\s]+")
_FLAGS = {"是": True, "yes": True, "true": True, "否": False, "no": False, "false": False}


def written(kind: Kind[Any], columns: Sequence[Column], rows: Iterable[Plain]) -> Workbook:
    """A closed workbook of one sheet, which is read back as it is written."""
    book = Workbook(said(*kind.title)[:31], [each.heading for each in columns])
    try:
        book.add([_cell(each, row.get(each.name)) for each in columns] for row in rows)
        book.close()
    except BaseException:
        book.discard()
        raise
    return book


def _cell(column: Column, value: Any) -> Any:
    shape = column.told.shape
    if value is None:
        return None
    if shape in {Shape.MONEY, Shape.RATE}:
        return yuan(value)
    if shape is Shape.FLAG:
        return said("是", "yes") if value else said("否", "no")
    if shape is Shape.DAY:
        return date.fromisoformat(value)
    if shape is Shape.LIST:
        return said("、", ", ").join(_worded(column, each) for each in value)
    return _worded(column, value) if shape is Shape.CHOICE else value


def _worded(column: Column, code: str) -> str:
    words = column.told.choices.get(code)
    return code if words is None else said(*words)


def read(
    columns: Sequence[Column], content: bytes
) -> tuple[list[dict[str, Any]], list[int], list[Fault]]:
    """The rows that could be read, the row of the sheet of each, and what could not."""
    sheet = list(_READER.rows(content))
    if not sheet:
        return [], [], [Fault(row=1, column=None, why=said("表格是空的", "The sheet is empty"))]
    top, headings = sheet[0]
    places, faults = _places(columns, headings, row=top)
    found: list[dict[str, Any]] = []
    numbers: list[int] = []
    for at, cells in [] if faults else sheet[1:]:
        row: dict[str, Any] = {}
        for column, place in places.items():
            try:
                value = _value(column, cells[place] if place < len(cells) else "")
            except (ValueError, InvalidOperation):
                faults.append(
                    Fault(row=at, column=column.name, why=said(*_WOULD_PASS[column.told.shape]))
                )
                continue
            if value is not None:
                row[column.name] = value
        found.append(row)
        numbers.append(at)
    if not found and not faults:
        why = said("没有数据行，至少填一行", "There is no row of data; at least one is needed")
        faults.append(Fault(row=top + 1, column=None, why=why))
    return found, numbers, faults


def _places(
    columns: Sequence[Column], headings: Sequence[Any], *, row: int
) -> tuple[dict[Column, int], list[Fault]]:
    """Where each column stands, by its Chinese or English heading."""
    at = {_plain(text): place for place, text in reversed(list(enumerate(headings)))}
    places: dict[Column, int] = {}
    faults: list[Fault] = []
    for each in columns:
        names = [*each.told.words, each.name]
        place = next((at[_plain(name)] for name in names if _plain(name) in at), None)
        if place is not None:
            places[each] = place
        elif not each.optional:
            why = said(f"缺少“{each.heading}”列", f'There is no column "{each.heading}"')
            faults.append(Fault(row=row, column=each.name, why=why))
    return places, faults


def _plain(value: object) -> str:
    return re.sub(r"\s+", "", str(value)).lower()


def _value(column: Column, cell: Any) -> Any:
    if isinstance(cell, str):
        cell = cell.strip()
        cell = cell[1:] if cell.startswith("'") else cell
    if cell == "":
        return None
    return _READ[column.told.shape](column, cell)


def _hundredths(_: Column, cell: Any) -> int:
    found = Decimal(str(cell).replace(",", "").rstrip("%％")) * 100
    return _whole(found)


def _number(_: Column, cell: Any) -> int:
    return _whole(Decimal(str(cell).replace(",", "")))


def _whole(value: Decimal) -> int:
    if not value.is_finite() or value != value.to_integral_value():
        raise ValueError
    return int(value)


def _day(_: Column, cell: Any) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return (cell if isinstance(cell, date) else date.fromisoformat(str(cell))).isoformat()


def _flag(_: Column, cell: Any) -> bool:
    found = cell if isinstance(cell, bool) else _FLAGS.get(str(cell).lower())
    if found is None:
        raise ValueError
    return found


def _text(_: Column, cell: Any) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _choice(column: Column, cell: Any) -> str:
    """A code by its words; one that is none is refused with those that are."""
    text = _text(column, cell)
    for code, words in column.told.choices.items():
        if text.lower() in {code.lower(), *(word.lower() for word in words)}:
            return code
    return text


def _list(column: Column, cell: Any) -> list[str]:
    return [_choice(column, each) for each in _BETWEEN.split(_text(column, cell)) if each]


_READ: Mapping[Shape, Callable[[Column, Any], Any]] = {
    Shape.TEXT: _text,
    Shape.NUMBER: _number,
    Shape.MONEY: _hundredths,
    Shape.RATE: _hundredths,
    Shape.DAY: _day,
    Shape.FLAG: _flag,
    Shape.CHOICE: _choice,
    Shape.LIST: _list,
}
_WOULD_PASS: Mapping[Shape, tuple[str, str]] = {
    Shape.TEXT: ("应为文字", "A text"),
    Shape.NUMBER: ("应为整数，例如 12", "A whole number such as 12"),
    Shape.MONEY: ("应为金额（元），至多两位小数，例如 900.00", "An amount in yuan such as 900.00"),
    Shape.RATE: ("应为百分数，至多两位小数，例如 3.10", "A percentage such as 3.10"),
    Shape.DAY: ("应为日期，例如 2026-12-01", "A day such as 2026-12-01"),
    Shape.FLAG: ("应为“是”或“否”", "yes or no"),
    Shape.CHOICE: ("应为列出的一项", "One of those listed"),
    Shape.LIST: ("应为以顿号分隔的若干项", "Items with commas between"),
}
