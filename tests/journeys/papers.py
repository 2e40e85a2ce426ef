"""What people bring along: a gazette, scans that differ, a credit code."""

from itertools import count

from backend.demo.papers import pdf
from backend.demo.patents import HEADER
from tests import make

FIRM = "上海溯光存储技术有限公司"
TITLE = "一种测试用存储阵列的读写方法"
APPLICATION = make.application_number(50_001, year=2019)
PUBLICATION = "CN199950001B"
CODE = make.uscc(77_700_001)
NUMBER = "Y2026009900001"
_copies = count(1)

Upload = dict[str, str | bytes]


def scan(name: str) -> Upload:
    """A PDF that no other upload equals."""
    return {
        "name": f"{name}.pdf",
        "mimeType": "application/pdf",
        "buffer": pdf("TEST", f"{name}{next(_copies)}"),
    }


def gazette() -> Upload:
    """One granted invention of the firm, as the office announces it."""
    row = (
        f"1,{TITLE},{PUBLICATION},2021.05.14,{APPLICATION},2019.03.12,{FIRM},某人;,"
        "201203上海市浦东新区张江路1号,G11C16/04(2006.01)I;"
    )
    return {
        "name": "公报.csv",
        "mimeType": "text/csv",
        "buffer": f"{HEADER}\n{row}\n".encode("gb18030"),
    }
