"""Single cells: dates, classes, lists of names."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

_DATE = re.compile(
    r"^([0-9]{4})[.\-/年]([0-9]{1,2})[.\-/月]([0-9]{1,2})日?"
    r"(?:[ T][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?Z?)?$"
)
_COMPACT_DATE = re.compile(r"^([0-9]{4})([0-9]{2})([0-9]{2})$")
_YEAR_LAST = re.compile(r"^([0-9]{1,2})[.\-/]([0-9]{1,2})[.\-/]([0-9]{4})$")
#: A day as Excel counts it, from 1954 to 2064.
_SERIAL = re.compile(r"^([2-5][0-9]{4})(?:\.[0-9]+)?$")
_EXCEL_EPOCH = date(1899, 12, 30)
_MOST_MONTHS = 12
_IPC = re.compile(r"^([A-H])([0-9]{2})([A-Z])[\s\-]*0*([0-9]{1,4})/\s*([0-9]{2,6})")
_LOCARNO = re.compile(r"^([0-9]{2}-[0-9]{2})(?:\s*\([0-9]+\))?$")
_SEPARATOR = re.compile("[;；]")
_BETWEEN_CLASSES = re.compile("[;；|,]")
_LOST_SPACE = re.compile(r"^[?\s\u00a0\ufffd]+|[?\s\u00a0\ufffd]+$")
# What follows a comma without being a name of its own: `Idemitsu Kosan Co., Ltd.`
_SUFFIX = re.compile(
    r"(?i)^(?:ltd|limited|inc|incorporated|llc|llp|l\.?p|co|corp|corporation|gmbh|ag|s\.?a"
    r"|b\.?v|n\.?v|plc|kg|k\.?k|s\.?p\.?a|s\.?r\.?l|a\.?s|pte|pty|tbk)\b\.?"
)


@lru_cache(maxsize=8192)
def read_date(text: str) -> date | None:
    """A day in one of the usual forms; None when it is not one."""
    match = _DATE.match(text) or _COMPACT_DATE.match(text)
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def is_day(text: str) -> bool:
    return read_date(text) is not None or bool(_YEAR_LAST.match(text))


def read_serial(text: str) -> date | None:
    """A day that Excel turned into its number; only where a date is known to stand."""
    match = _SERIAL.match(text)
    return None if match is None else _EXCEL_EPOCH + timedelta(days=int(match[1]))


def read_year_last(text: str, *, day_first: bool) -> date | None:
    match = _YEAR_LAST.match(text)
    if match is None:
        return None
    day, month = (match[1], match[2]) if day_first else (match[2], match[1])
    try:
        return date(int(match[3]), int(month), int(day))
    except ValueError:
        return None


def day_first(texts: Iterable[str]) -> bool | None:
    """Whether days written with the year last begin with the day; None while it is in doubt."""
    pairs = [(int(m[1]), int(m[2])) for text in texts if (m := _YEAR_LAST.match(text.strip()))]
    first = any(one > _MOST_MONTHS for one, _ in pairs)
    second = any(other > _MOST_MONTHS for _, other in pairs)
    return None if first == second else first


def read_classes(text: str) -> list[str]:
    """IPC symbols without edition and level, or Locarno classes; what is neither is left out."""
    found = []
    for part in _BETWEEN_CLASSES.split(text):
        symbol = _LOST_SPACE.sub("", part)
        ipc = _IPC.match(symbol)
        if ipc is not None:
            found.append(f"{ipc[1]}{ipc[2]}{ipc[3]} {ipc[4]}/{ipc[5]}")
            continue
        locarno = _LOCARNO.match(symbol)
        if locarno is not None:
            found.append(locarno[1])
    return list(dict.fromkeys(found))


def is_ipc(symbol: str) -> bool:
    return bool(_IPC.match(symbol))


def has_classes(text: str) -> bool:
    return bool(read_classes(text))


def read_names(text: str) -> list[str]:
    """Names joined by semicolons; a blank that Excel turned into `??` is taken off."""
    names = (_LOST_SPACE.sub("", part) for part in _SEPARATOR.split(text))
    return list(dict.fromkeys(name for name in names if name))


def read_bar_names(text: str) -> list[str]:
    """Names joined by ` | `; a semicolon may stand within one."""
    names = (_LOST_SPACE.sub("", part) for part in text.split("|"))
    return list(dict.fromkeys(name for name in names if name))


def read_comma_names(text: str) -> list[str]:
    """Names joined by commas, with `, Ltd.` and the like kept at their name."""
    names: list[str] = []
    for part in re.split(r",\s*", text):
        if names and _SUFFIX.match(part):
            names[-1] = f"{names[-1]}, {part}"
        elif part.strip():
            names.append(part.strip())
    return list(dict.fromkeys(names))
