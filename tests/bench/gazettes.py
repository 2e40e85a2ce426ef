"""The rows that are imported: the real gazette when it is there, else one of the same form."""

import csv
import io
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from tests import make

ROWS = 16_183
#: As many rows of the real file stand in it twice.
TWICE = 20
REAL = (
    Path(__file__).parents[3]
    / "shared/data/cn_patents/cnipa_gazette_20190712_utility_model.gb18030.csv"
)
HEADER = (
    "item", "name", "authorization_notice_id", "authorized_announcement_date", "filing_id",
    "filing_date", "patentee", "designer", "address", "Int.Cl.",
)  # fmt: skip
_CLASSES = ("H01L21/67(2006.01)I", "A61M5/32(2006.01)I", "G06F1/20(2006.01)I", "B64F5/10(2017.01)I")
_NOUNS = ("清洗装置", "散热结构", "取样接头", "防静电支架", "安装座", "柔性夹具", "透气外壳")


@dataclass(frozen=True, kw_only=True)
class Gazette:
    """A file of the office's form and where it comes from."""

    content: bytes
    source: str

    def cells(self) -> list[list[str]]:
        """Every row below the header."""
        return list(csv.reader(io.StringIO(self.content.decode("gb18030"))))[1:]


def gazette() -> Gazette:
    if REAL.exists():
        return Gazette(content=REAL.read_bytes(), source=REAL.name)
    rows = rows_of(ROWS - TWICE)
    rows += [[str(ROWS - TWICE + at + 1), *rows[at * 7][1:]] for at in range(TWICE)]
    return Gazette(content=packed(rows), source="generated")


def rows_of(
    count: int, *, first: int = 0, letter: str = "U", patentee: str | None = None
) -> list[list[str]]:
    """So many granted patents as gazettes tell them; serials that the office has not reached."""
    digit = {"B": "1", "U": "2"}[letter]
    rows = []
    for serial in range(first, first + count):
        filed = date(2018, 1, 2) + timedelta(days=serial % 360)
        number = make.application_number(serial, year=filed.year, kind=int(digit))
        owner = patentee or f"上海样例{serial % 4000:04d}科技有限公司"
        rows.append(
            [
                str(serial - first + 1),
                f"一种第{serial}号{_NOUNS[serial % len(_NOUNS)]}",
                f"CN{digit}{99_000_000 + serial}{letter}",
                "2019.07.12",
                number,
                f"{filed:%Y.%m.%d}",
                owner,
                "样例一; 样例二; 样例三;",
                f"20{serial % 9999:04d}上海市浦东新区样例路{serial % 977}号",
                f"{_CLASSES[serial % len(_CLASSES)]};",
            ]
        )
    return rows


def packed(rows: list[list[str]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(rows)
    return text.getvalue().encode("gb18030")
