"""Blanks → what a template prints: every value in the form that a Chinese paper gives it.

Templates get plain data (JSON) and never text to run: `#`, `$`, `[` and the like are letters there.
"""

import struct
import unicodedata
from collections.abc import Callable
from dataclasses import fields
from datetime import date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any

from contracts.blanks import Blanks
from contracts.capitals import capitals

FONTS = Path(__file__).parent / "fonts"
SHANGHAI = timezone(timedelta(hours=8))


def data(terms: Blanks) -> dict[str, Any]:
    """The terms as the templates read them, field by field; see `_worded` for each form."""
    return {field.name: _worded(field.name, getattr(terms, field.name)) for field in fields(terms)}


def _worded(name: str, value: Any) -> Any:
    if isinstance(value, Blanks):
        return data(value)
    if isinstance(value, tuple):
        return [_worded(name.removesuffix("s"), item) for item in value]
    if isinstance(value, str):
        return shown(grouped(value) if name.endswith("patent_number") else value)
    if isinstance(value, date):
        return _moment(value) if isinstance(value, datetime) else _day(value)
    for unit, form in _UNITS.items():
        if isinstance(value, int) and name.endswith(unit):
            return form(value)
    return value


def _moment(value: datetime) -> str:
    return f"{value.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"


def _day(value: date) -> dict[str, str]:
    return {"zh": chinese_day(value), "en": english_day(value), "iso": value.isoformat()}


def chinese_day(day: date) -> str:
    """`2026年11月4日`."""
    return f"{day.year}年{day.month}月{day.day}日"


def english_day(day: date) -> str:
    """`4 November 2026`."""
    return f"{day.day} {day:%B} {day.year}"


def figures(fen: int) -> str:
    """`13,500,000.00`."""
    return f"{fen // 100:,}.{fen % 100:02d}"


def percent(basis_points: int) -> str:
    """`3.45%`, at least two decimals."""
    return f"{basis_points // 100}.{basis_points % 100:02d}%"


def grouped(number: str) -> str:
    """`202010123456.7` → `ZL 2020 1 0123456.7`; numbers of before 2003 → `ZL 98 1 23456.7`."""
    digits, check = dotless(number)[:-1], dotless(number)[-1]
    if len(digits) not in {12, 8}:  # a number of before 1989 has no check digit
        digits, check = dotless(number), ""
    year = len(digits) // 3 if len(digits) == 12 else 2  # noqa: PLR2004 - the two forms
    return f"ZL {digits[:year]} {digits[year]} {digits[year + 1 :]}{'.' + check if check else ''}"


def dotless(number: str) -> str:
    """`202010123456.7` → `2020101234567`, as CNIPA's upload takes it."""
    return number.replace(".", "")


_UNITS: dict[str, Callable[[int], Any]] = {
    "_fen": lambda fen: {"figures": figures(fen), "capitals": capitals(fen)},
    "_bp": percent,
}


def shown(text: str) -> str:
    """The text letter for letter, as paper can show it.

    What has no glyph in our fonts, or would act instead of being seen (line ends, right-to-left
    marks, joiners), is printed as its code point in brackets: nobody reads what is not there.
    """
    return "".join(letter if _is_seen(letter) else f"〔U+{ord(letter):04X}〕" for letter in text)


def _is_seen(letter: str) -> bool:
    acts = unicodedata.category(letter)[0] in "CZ" and letter not in " \u3000"
    return not acts and ord(letter) in _glyphs()


@cache
def _glyphs() -> frozenset[int]:
    """The code points that every weight of our fonts, or the fallback, can draw."""
    main = [_cmap((FONTS / f"NotoSansSC-{weight}.ttf").read_bytes()) for weight in _WEIGHTS]
    rare = _cmap((FONTS / "RareHanSC-Regular.otf").read_bytes())
    return frozenset(set.intersection(*main) | rare)


_WEIGHTS = ("Regular", "Bold")


def _cmap(font: bytes) -> set[int]:
    """The code points in a font's character map (OpenType `cmap`, format 12)."""
    (tables,) = struct.unpack_from(">H", font, 4)
    records = [struct.unpack_from(">4s4xII", font, 12 + 16 * n) for n in range(tables)]
    start = next(offset for tag, offset, _ in records if tag == b"cmap")
    (subtables,) = struct.unpack_from(">H", font, start + 2)
    for n in range(subtables):
        (offset,) = struct.unpack_from(">4xI", font, start + 4 + 8 * n)
        at = start + offset
        form, groups = struct.unpack_from(">H10xI", font, at)
        if form == 12:  # noqa: PLR2004 - the format's own number
            found = [struct.unpack_from(">II4x", font, at + 16 + 12 * g) for g in range(groups)]
            return {code for first, last in found for code in range(first, last + 1)}
    raise ValueError("The font has no character map of format 12.")
