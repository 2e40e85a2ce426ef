"""What people bring along: a gazette, scans that differ, a credit code."""

from dataclasses import dataclass
from itertools import count
from pathlib import Path

from backend.demo.papers import pdf
from backend.demo.patents import HEADER
from tests import make

_copies = count(1)

Upload = dict[str, str | bytes]


def scan(name: str) -> Upload:
    """A PDF that no other upload equals."""
    return {
        "name": f"{name}.pdf",
        "mimeType": "application/pdf",
        "buffer": pdf("TEST", f"{name}{next(_copies)}"),
    }


@dataclass(frozen=True)
class Case:
    """One firm with the gazette that announces its patents, and what comes of it."""

    firm: str
    code: str
    email: str
    title: str
    #: The patent's number as the pages write it, its first groups.
    grouped: str
    #: The registration that the office gives.
    number: str
    announced: bytes
    rows: int
    #: How many of the rows are this firm's.
    found: int = 1

    def gazette(self) -> Upload:
        return {"name": "公报.csv", "mimeType": "text/csv", "buffer": self.announced}


def _one_row(firm: str, title: str) -> bytes:
    """One granted invention, as the office announces it."""
    row = (
        f"1,{title},CN199950001B,2021.05.14,{make.application_number(50_001, year=2019)},"
        f"2019.03.12,{firm},某人;,201203上海市浦东新区张江路1号,G11C16/04(2006.01)I;"
    )
    return f"{HEADER}\n{row}\n".encode("gb18030")


OURS = Case(
    firm="上海溯光存储技术有限公司",
    code=make.uscc(77_700_001),
    email="boss@suguang.example.test",
    title="一种测试用存储阵列的读写方法",
    grouped="ZL 2019",
    number="Y2026009900001",
    announced=_one_row("上海溯光存储技术有限公司", "一种测试用存储阵列的读写方法"),
    rows=1,
)


def of_shanghai(file: Path) -> Case:
    """A firm of the office's own gazette of 12 July 2019."""
    return Case(
        firm="上海顺久电子科技有限公司",
        code=make.uscc(77_700_002),
        email="boss@shunjiu.example.test",
        title="对在设备屏幕色域内重映射的图像进行处理的方法及装置",
        grouped="ZL 2017",
        number="Y2026009900002",
        announced=file.read_bytes(),
        rows=1_941,
    )
