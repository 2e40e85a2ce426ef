"""CSV files that a spreadsheet opens without asking, and of which it runs nothing."""

import csv
import io
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from urllib.parse import quote

from backend.kernel import clock
from backend.kernel.errors import RuleBroken

#: A file begins so: Chinese Excel then reads it as UTF-8.
BOM = "\ufeff"
MEDIA_TYPE = "text/csv; charset=utf-8"
#: More rows than anybody reads in a spreadsheet; an export stays a matter of seconds.
MAX_ROWS = 50_000

#: The wide ones too: an East Asian spreadsheet takes them for the same.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


class ExportTooLarge(RuleBroken):
    code = "export_too_large"
    title = "An export holds no more rows than this; narrow the filters"


def check_size(rows: int, *, most: int | None = None) -> None:
    """Refuse more rows than are written while somebody waits; some lists go on as a job."""
    limit = MAX_ROWS if most is None else most
    if rows > limit:
        raise ExportTooLarge(f"At most {limit} rows are exported at once.", limit=limit)


def line(cells: Iterable[object]) -> str:
    """One line: texts neutralised, numbers as they are, moments in Shanghai's time."""
    out = io.StringIO()
    csv.writer(out).writerow(_cell(value) for value in cells)
    return out.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, str):
        return neutral(value)
    if isinstance(value, datetime):
        return f"{value.astimezone(clock.SHANGHAI):%Y-%m-%d %H:%M:%S}"
    return value.isoformat() if isinstance(value, date) else value


def neutral(text: str) -> str:
    """The text, so that no spreadsheet takes it for a formula."""
    runs = text.startswith(("\t", "\r", "\n")) or text.lstrip().startswith(_FORMULA)
    return f"'{text}" if runs else text


def yuan(fen: int) -> Decimal:
    """Exactly, with two decimals, as a number that a spreadsheet can add."""
    return Decimal(fen).scaleb(-2)


def attachment(name: str, *, plain: str) -> dict[str, str]:
    """The headers that make a browser save the file: by its name, or plainly if it is old."""
    return {
        "Content-Disposition": (
            f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
        ),
        "X-Content-Type-Options": "nosniff",
    }
